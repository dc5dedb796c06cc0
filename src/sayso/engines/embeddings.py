"""Knows how to ask a spaCy model only once what it makes of a word by itself, before it looks at the words around."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc
    from thinc.api import Model

WORDS = 32_768
"""Words remembered, a few megabytes for each network; then it begins anew. News repeats nine words in ten."""


def remember_words(model: Model[Any, Any]) -> None:
    """Let each network in ``model`` that reads words in their context remember what it makes of them without it."""
    for node in list(model.walk()):
        if node.has_ref("embed") and node.has_ref("encode"):
            embed = node.get_ref("embed")
            if embed.layers and embed.layers[0].name == "extract_features":
                node.layers[:] = [_remembering(embed), node.get_ref("encode")]


def _unlearning(_: Any) -> list[Any]:
    """Give no gradient: nothing is trained here."""
    return []


def _remembering(embed: Model[Any, Any]) -> Model[Any, Any]:
    """Return a layer that gives the same, to the last bit, as ``embed``, and looks up what it gave before."""
    # Imported here: thinc comes with spaCy, which takes a second to import.
    from thinc.api import Model

    columns = embed.layers[0].attrs["columns"]
    places: dict[bytes, int] = {}
    made: list[Any] = []

    def look_up(_: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Any], Any]:
        features = np.ascontiguousarray(np.concatenate([doc.to_array(columns) for doc in docs]), dtype="uint64")
        keys: list[Any] = features.view(np.dtype((np.void, features.itemsize * features.shape[1]))).ravel().tolist()
        new = {key: row for row, key in enumerate(keys) if key not in places}
        if len(places) + len(new) > WORDS:
            places.clear()
            new = {key: row for row, key in enumerate(keys)}
        if len(new) > WORDS:
            return embed(docs, is_train)
        if new:
            vectors: Any = [features[list(new.values())]]
            for layer in embed.layers[1:]:
                vectors = layer.predict(vectors)
            if not made:
                made.append(np.empty((WORDS, vectors[0].shape[1]), dtype="f"))
            first = len(places)
            made[0][first : first + len(new)] = vectors[0]
            places.update(zip(new, range(first, first + len(new)), strict=True))
        found = made[0][[places[key] for key in keys]] if keys else np.empty((0, 0), dtype="f")
        ends = np.cumsum([len(doc) for doc in docs])[:-1]
        return np.split(found, ends), _unlearning

    return Model("remembered_words", look_up, layers=[], dims={"nO": embed.maybe_get_dim("nO")})
