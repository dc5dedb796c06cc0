"""How bytes become text: marks of byte order, UTF-8, what a page declares, and a guess that says that it is one."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKS_OF_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"SQLite format 3",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE
)
_TEXT_ENCODINGS = re.compile(r"(?:utf|iso8859|cp\d|koi8|mac|gb|big5|euc|shift|latin|ascii|tis|hz|johab)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SAMPLE = 100_000

MOST_CONTROLS = 0.01
"""Share of control characters above which bytes are no text: clean text has none, damaged text a few."""

FEW_HIGH_BYTES = 0.03
"""Share of bytes over 127 below which text in an unknown encoding is read as Windows-1252: English prose with curly
quotation marks and accented names has under 3 %, Cyrillic or Greek text far more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text, and the encoding that it was read in."""

    text: str
    encoding: str


def decoded(data: bytes) -> Decoded | None:
    """Return the text of ``data`` with lines ended by LF and without control characters, or None if it is no text.

    Characters keep their order and their number, save that CR LF becomes LF and a leading byte order mark goes.
    """
    if data.startswith(_MARKS_OF_BINARY):
        return None
    found = _read(data)
    if found is None:
        return None
    text = found.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    controls = len(_CONTROLS.findall(text))
    if controls > MOST_CONTROLS * max(len(text), 1):
        return None
    if controls:
        text = _CONTROLS.sub(" ", text)
    return Decoded(text=text, encoding=found.encoding)


def _read(data: bytes) -> Decoded | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(text=data[len(mark) :].decode(encoding, errors="replace"), encoding=encoding)
    wide = _wide_encoding(data)
    if wide is not None:
        return Decoded(text=data.decode(wide, errors="replace"), encoding=wide)
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        pass
    return _declared(data) or _damaged_utf8(data) or _guessed(data)


def _wide_encoding(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: English text has a NUL in every second byte."""
    sample = data[:2000]
    pairs = len(sample) // 2
    if pairs < 4:
        return None
    if sample[1::2].count(0) > 0.6 * pairs and sample[0::2].count(0) == 0:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.6 * pairs and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _declared(data: bytes) -> Decoded | None:
    match = _DECLARED.search(data[:4096])
    if match is None:
        return None
    try:
        name = codecs.lookup(match.group(1).decode("ascii")).name.replace("-", "_")
    except (LookupError, UnicodeDecodeError):
        return None
    if not _TEXT_ENCODINGS.match(name.replace("_", "")) or name.startswith("utf_8"):
        return None
    if name in {"iso8859_1", "latin_1", "ascii"}:
        name = "cp1252"
    try:
        return Decoded(text=data.decode(name), encoding=name)
    except (UnicodeDecodeError, LookupError):
        return None


def _damaged_utf8(data: bytes) -> Decoded | None:
    """Read UTF-8 with a few broken characters (cut in the middle of one, two files run together)."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(character > "\x7f" for character in text) - broken
    return Decoded(text=text, encoding="utf-8") if sound >= 4 * broken else None


def _guessed(data: bytes) -> Decoded | None:
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        return None
    if sum(byte > 127 for byte in sample) <= FEW_HIGH_BYTES * len(sample):
        return Decoded(text=data.decode("cp1252", errors="replace"), encoding="cp1252")
    best = charset_normalizer.from_bytes(sample).best()
    if best is None:
        return None
    return Decoded(text=data.decode(best.encoding, errors="replace"), encoding=best.encoding)
