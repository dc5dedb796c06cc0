"""Whether a text is a web page, which is known before anything that reads pages is loaded."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|script)\b", re.IGNORECASE)


def looks_like_page(text: str, media_type: str) -> bool:
    """Tell whether ``text`` is HTML: it begins as such, or it is said to be and has a tag."""
    beginning = text[:3000].lstrip()
    if re.match(r"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", beginning, re.IGNORECASE | re.DOTALL):
        return True
    if "html" in media_type:
        return _TAG.search(text[:50_000]) is not None
    return beginning.startswith("<") and len(_TAG.findall(beginning)) >= 2
