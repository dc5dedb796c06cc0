"""Which language a text is written in, by py3langid's packaged model."""

from __future__ import annotations

from functools import cached_property
from importlib.metadata import version
from typing import Any

SAMPLE = 4000
"""Characters that are looked at; more does not change the answer and costs time."""


class Identifier:
    """Implements :class:`sayso.ports.LanguageIdentifier`; the model is loaded at the first question."""

    def __reduce__(self) -> tuple[type[Identifier], tuple[()]]:
        """Travel to another process without the model, which is loaded there."""
        return Identifier, ()

    @property
    def version(self) -> str:
        return f"py3langid-{version('py3langid')}"

    @cached_property
    def _model(self) -> Any:
        from py3langid import langid

        return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)

    def identify(self, text: str) -> str:
        """Return the ISO 639-1 code of the language that ``text`` is most likely written in.

        Text in capitals is looked at in small letters, because the model was trained on running text.
        """
        sample = text[:SAMPLE]
        if sample.isupper():
            sample = sample.lower()
        code, _ = self._model.classify(sample)
        return str(code)
