"""Which mentions of happenings are of one happening, across documents, mentions given?"""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

import simplemma

from benchmarks.corpora import article_of, by_document, documents
from benchmarks.ledgers import read_articles
from benchmarks.results import Result
from benchmarks.scores import conll, lea

NEEDS = ("docs.jsonl.gz", "mentions.jsonl.gz")


def measure(folder: Path, *, limit: int | None) -> Result:
    """Measure mentions grouped by their document's main event and their lemma; the baseline has the lemma alone."""
    docs = documents(folder, limit)
    mentions = by_document(folder / "mentions.jsonl.gz")
    read = read_articles([article_of(row) for row in docs], events=True)
    gold: dict[str, Hashable] = {}
    predicted: dict[str, Hashable] = {}
    lemmas: dict[str, Hashable] = {}
    for row in docs:
        article = str(row["id"])
        event = read.main_event_of(article) or article
        for item in mentions.get(article, []):
            if item.get("catch_all_chain"):
                continue
            mention = str(item["mention_id"])
            lemma = simplemma.lemmatize(str(item["text"]).lower(), lang="en")
            gold[mention] = str(item["chain"])
            predicted[mention] = (event, lemma)
            lemmas[mention] = lemma
    return Result(
        task="coreference",
        corpus=folder.name,
        n=len(gold),
        metrics={"conll_f1": conll(predicted, gold), "lea_f1": lea(predicted, gold)},
        baseline={"conll_f1": conll(lemmas, gold), "lea_f1": lea(lemmas, gold)},
        predictions=[{"id": mention, "chain": list(map(str, predicted[mention]))} for mention in sorted(predicted)],  # type: ignore[call-overload]
    )
