"""The command says what it measures, and what it could not measure."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from benchmarks.__main__ import main
from benchmarks.corpora import documents
from benchmarks.prose import reports


def test_an_absent_corpus_is_said_to_be_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["times", "--corpora", str(tmp_path)]) == 0
    told = capsys.readouterr()
    assert "times: skipped: corpus absent" in told.out
    assert "1 skipped" in told.err


def test_an_absent_corpus_is_a_line_of_json_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["counts", "--corpora", str(tmp_path / "nowhere"), "--json"])
    assert json.loads(capsys.readouterr().out) == {"task": "counts", "skipped": "corpus absent"}


def test_generated_reports_are_long_enough_and_the_same_each_time() -> None:
    first, second = reports(4), reports(4)
    assert first == second
    assert len({report.text for report in first}) == 4
    assert all(400 <= len(report.text.split()) < 450 for report in first)


def test_what_a_reader_learnt_from_is_not_measured_where_there_is_more(tmp_path: Path) -> None:
    rows = [{"id": "a", "split": "train"}, {"id": "b", "split": "dev"}]
    with gzip.open(tmp_path / "docs.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    assert [row["id"] for row in documents(tmp_path, None)] == ["a", "b"]
    assert [row["id"] for row in documents(tmp_path, None, taught=False)] == ["b"]


@pytest.mark.slow
def test_a_corpus_is_measured_through_a_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "times" / "tiny"
    corpus.mkdir(parents=True)
    text = "Two men died in Lagos on Tuesday, 3 March 2020, the police said."
    document = {"id": "one", "date": "2020-03-04", "title": None, "text": text}
    start = text.index("Tuesday")
    timex = {"doc_id": "one", "start": start, "end": start + 21, "type": "DATE", "value": "2020-03-03"}
    for name, row in (("docs.jsonl", document), ("timex.jsonl", timex)):
        _gzipped(corpus / f"{name}.gz", row)
    assert main(["times", "--corpora", str(tmp_path), "--json", "--predictions", str(tmp_path / "out.jsonl")]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["task"], result["corpus"], result["n"]) == ("times", "tiny", 1)
    assert result["metrics"] == {"strict_f1": 1.0, "relaxed_f1": 1.0, "value_f1": 1.0}
    (row,) = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert row["times"] == [[start, start + 21, "2020-03-03"]]


@pytest.mark.slow
def test_bindings_are_measured_on_the_corpora_of_incidents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "incidents" / "tiny"
    corpus.mkdir(parents=True)
    text = "Two men were shot dead in Lagos on Tuesday, the police said. A woman was wounded."
    _gzipped(
        corpus / "docs.jsonl.gz", {"id": "one", "incident_id": 7, "date": "2020-03-04", "title": None, "text": text}
    )
    _gzipped(corpus / "incidents.jsonl.gz", {"incident_id": 7, "num_killed": 2, "num_injured": 1})
    assert main(["bindings", "--corpora", str(tmp_path), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["task"], result["corpus"], result["n"]) == ("bindings", "tiny", 1)
    assert result["metrics"] == {"killed_bound": 1.0, "injured_bound": 1.0}


def _gzipped(path: Path, row: dict[str, object]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(row) + "\n")
