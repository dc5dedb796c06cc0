"""The commands: documented, quick, rendered for people and as records, with exit codes that mean something."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from home_model import failing, home_model, suggesting
from sayso import __version__, errors
from sayso.cli import app
from sayso.cli.app import COMMANDS
from sayso.export import COLUMNS
from sayso.records import ClaimKind, Given, JudgementKind
from sayso.settings import VARIABLES
from small_world import small_ledger

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")

GAZETTE = "Mayor said: 3 killed at Ostrava on 2024-05-01\nPolice said: 1000 injured at Brno on 2024-05-02"
HERALD = "Mayor said: 3 killed at Ostrava on 2024-05-01\nPolice said: 7 killed at Ostrava on 2024-05-01"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "one.sayso"
    with small_ledger(path) as opened:
        opened.add_bytes(
            GAZETTE.encode(), origin="gazette.txt", given=Given(outlet="Gazette", title="[bold]News[/bold]")
        )
        opened.add_bytes(HERALD.encode(), origin="herald.txt", given=Given(outlet="Herald"))
        opened.add_bytes(b"", origin="empty.txt")
    return path


def sayso(ledger: Path, *arguments: str, **environment: str) -> Result:
    named = {"SAYSO_LEDGER": str(ledger), "NO_COLOR": "1", "COLUMNS": "100", **environment}
    return CliRunner().invoke(app, list(arguments), env=named, catch_exceptions=False)


def asked(ledger: Path, *arguments: str) -> Any:
    done = sayso(ledger, *arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def command_of(name: str) -> Any:
    one = typer.Typer(add_completion=False)
    one.command(name)(COMMANDS[name].load())
    return typer.main.get_command(one)


# --- documentation ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_documented(name: str) -> None:
    section = re.split(rf"^## sayso {name}\b", DOCS, flags=re.M)
    assert len(section) == 2, f"docs/cli.md has no section on {name}"
    text = section[1].split("\n## ")[0]
    for parameter in command_of(name).params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert f"`{option}" in text, f"{name} {option}"


def test_nothing_is_documented_that_is_not_there() -> None:
    assert re.findall(r"^## sayso (\w+)", DOCS, flags=re.M) == list(COMMANDS)
    for name, text in zip(COMMANDS, DOCS.split("\n## ")[1:], strict=True):
        told = set(re.findall(r"^- `(--\w+)|, `(--\w+)", text, flags=re.M))
        known = {option for parameter in command_of(name).params for option in parameter.opts}
        assert {one for pair in told for one in pair if one} <= known, name


def test_the_line_of_a_command_is_that_of_its_function() -> None:
    for name, entry in COMMANDS.items():
        assert (entry.load().__doc__ or "").split("\n")[0] == entry.line, name


def test_every_variable_exit_code_kind_of_judgement_and_column_is_documented() -> None:
    for variable in VARIABLES:
        assert f"| `{variable.name}` | {variable.meaning} |" in DOCS
    codes = {e.exit_code for e in vars(errors).values() if isinstance(e, type) and issubclass(e, errors.SaysoError)}
    for code in codes:
        assert f"\n| {code} |" in DOCS
    for kind in JudgementKind:
        assert f"`{kind}`" in DOCS
    for table, columns in COLUMNS.items():
        assert f"| {table} | {', '.join(columns)} |" in DOCS


# --- speed, pipes, plain output --------------------------------------------------------------


def test_help_is_quick_and_names_every_command() -> None:
    took = []
    for _ in range(3):
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", "sayso", "--help"], capture_output=True, text=True, check=True)
        took.append(time.perf_counter() - start)
    for name, entry in COMMANDS.items():
        assert f"{name} " in done.stdout
        assert entry.line.split()[0] in done.stdout
    imported = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "sayso", "--help"], capture_output=True, text=True, check=True
    ).stderr
    for heavy in ("sqlalchemy", "pydantic", "spacy", "trafilatura", "rich.table"):
        assert not re.search(rf"\| +{heavy}\b", imported), heavy
    assert min(took) < 1.5  # 0.16 s on a quiet machine; the imports above are the real test


def test_a_reader_that_stops_reading_is_no_error(ledger: Path) -> None:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"'{sys.executable}' -m sayso export --what all | head -c 1 >/dev/null; true"],
        env={**os.environ, "SAYSO_LEDGER": str(ledger)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""


@pytest.mark.parametrize("columns", ["80", "100"])
def test_output_is_plain_where_it_is_piped_and_fits(ledger: Path, columns: str) -> None:
    event = asked(ledger, "events")["events"][0]["id"]
    report = asked(ledger, "reports")["reports"][0]["id"]
    for command in (["events"], ["event", event], ["reports"], ["report", report], ["why", event], ["check"]):
        text = sayso(ledger, *command, COLUMNS=columns).stdout
        assert "\x1b" not in text
        assert max(len(line.rstrip()) for line in text.splitlines()) <= int(columns)


# --- what people see -------------------------------------------------------------------------


def test_events_are_shown_with_figures_reports_origins_and_flags(ledger: Path) -> None:
    text = sayso(ledger, "events").stdout
    [row] = [line for line in text.splitlines() if "Killed at Ostrava" in line]
    assert re.search(r"evt_\w{8} +Killed at Ostrava +1 May 2024 +3–7 +2 +2 +several-origins", row), row
    assert "hardened" in text


def test_an_event_is_shown_with_every_claim_in_its_words(ledger: Path) -> None:
    event = asked(ledger, "events", "--place", "Ostrava")["events"][0]["id"]
    text = sayso(ledger, "event", event).stdout
    assert text.count("“Mayor said: 3 killed at Ostrava on 2024-05-01”") == 2
    assert "Killed: 3–7  contested, origins 1 and 2" in text
    assert "Gazette → Mayor (“said”)" in text
    assert "1. Mayor (official), in 2 reports" in text
    assert "hardened: said as bare fact" in text


def test_what_a_report_says_is_never_taken_for_markup(ledger: Path) -> None:
    assert "[bold]News[/bold]" in sayso(ledger, "reports").stdout


def test_why_ends_in_the_document(ledger: Path) -> None:
    event = asked(ledger, "event", asked(ledger, "events")["events"][0]["id"])
    text = sayso(ledger, "why", event["propositions"][0]["claims"][0]["id"]).stdout
    assert "document doc_" in text
    assert "received from" in text


def test_search_shows_the_passage(ledger: Path) -> None:
    assert "“Police said: 7 killed at Ostrava on 2024-05-01”" in sayso(ledger, "search", "police", "ostrava").stdout
    assert "No report holds" in sayso(ledger, "search", "zeppelin").stdout


def test_check_names_failures_and_what_to_do(ledger: Path) -> None:
    text = sayso(ledger, "check").stdout
    assert "1 failure" in text
    assert "(reports, no-text): It is empty." in text
    assert "Add another file." in text
    assert asked(ledger, "check")["failures"][0]["reason"] == "no-text"


def test_check_says_which_engines_read_the_claims(tmp_path: Path) -> None:
    path = tmp_path / "one.sayso"
    (tmp_path / "one.txt").write_text("Seven people were killed in Lagos, police said.", encoding="utf-8")
    sayso(path, "add", str(tmp_path / "one.txt"))
    assert "1 report read by the rules and the trained reader." in sayso(path, "check").stdout
    (claims,) = (stage for stage in asked(path, "check")["stages"] if stage["stage"] == "claims")
    (by,) = claims["versions"]
    assert by["inputs"] == 1
    assert any(word.startswith("reader@") for word in by["version"].split())


def test_check_tells_what_a_model_suggested_and_names_an_endpoint_that_is_down_once(tmp_path: Path) -> None:
    path = tmp_path / "one.sayso"
    with home_model(suggesting({"kind": "killed", "quote": "Ninety died"}), failing(401)) as model:
        named = {"SAYSO_LLM_URL": model.url, "SAYSO_LLM_MODEL": "home-7b", "SAYSO_LLM_KEY": "sk-very-secret"}
        for number in range(3):
            (tmp_path / f"{number}.txt").write_text(f"{number + 2} people were killed in Lagos.", encoding="utf-8")
            assert sayso(path, "add", str(tmp_path / f"{number}.txt"), **named).exit_code == 0
        text = sayso(path, "check", **named).stdout
        record = json.loads(sayso(path, "check", "--json", **named).stdout)
    assert "suggested 1 claim of 1 report: 0 entered, 0 known already, 1 refused." in text
    assert "1 words-not-found, such as “Ninety died” in rpt_" in text
    assert text.count("status 401") == 1
    assert " and 1 more (suggestions, not-allowed)" in text
    assert "Set SAYSO_LLM_KEY" in text
    assert "secret" not in text + json.dumps(record)
    assert [failure["stage"] for failure in record["failures"]] == ["suggestions"] * 2
    [suggestions] = record["suggestions"]
    assert suggestions["refused"][0]["reason"] == "words-not-found"
    assert suggestions["by"].startswith("home-7b question@")


def test_records_are_the_same_whoever_asks(ledger: Path) -> None:
    for listing, one in (("events", "event"), ("reports", "report")):
        for record in asked(ledger, listing)[listing]:
            assert asked(ledger, one, record["id"])["id"] == record["id"]
    first = asked(ledger, "events", "--limit", "1")
    assert asked(ledger, "events", "--after", first["next"])["events"][0]["id"] != first["events"][0]["id"]
    assert asked(ledger, "events", "--kind", ClaimKind.INJURED)["events"][0]["place"]["name"] == "Brno"


# --- errors ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["event", "evt_00000000"], 3, "nothing called"),
        (["event", "evt_00"], 2, "too short"),
        (["report", "nonsense"], 3, "is not an id"),
        (["search", "*"], 2, "no word"),
        (["events", "--kind", "parties"], 2, "parties"),
        (["nonsense"], 2, "No such command"),
        (["judge", "accept", "evt_00000000", "--why", "x"], 2, "not signed"),
        (["export", "--what", "all", "--format", "csv"], 2, "One CSV file holds one kind"),
        (["add", "-", "other.txt"], 2, "added alone"),
        (["add", "no-such-file.txt"], 2, "nothing at"),
    ],
)
def test_an_error_says_what_happened_and_ends_with_its_code(
    ledger: Path, arguments: list[str], code: int, told: str
) -> None:
    done = sayso(ledger, *arguments)
    assert done.exit_code == code, done.output
    assert told in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.output


def test_a_ledger_that_is_none_is_told(tmp_path: Path) -> None:
    assert sayso(tmp_path / "none.sayso", "events").exit_code == 2
    (tmp_path / "notes.txt").write_text("mine")
    done = sayso(tmp_path / "notes.txt", "events")
    assert done.exit_code == 4
    assert "is not a ledger; it was left as it is" in done.stderr
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_fault_of_the_ledger_ends_check_with_1(ledger: Path) -> None:
    import sqlite3

    with sqlite3.connect(ledger) as raw:
        raw.execute("UPDATE documents SET bytes = x'00'")
    done = sayso(ledger, "check")
    assert done.exit_code == 1
    assert "The ledger is not sound" in done.stdout


def test_the_version_is_printed() -> None:
    assert sayso(Path("none"), "--version").stdout.strip() == __version__
    assert __version__ in sayso(Path("none"), "version").stdout


def test_the_ledger_can_be_named_by_option(ledger: Path) -> None:
    done = sayso(Path("elsewhere.sayso"), "events", "--ledger", str(ledger), "--json")
    assert len(json.loads(done.stdout)["events"]) == 2


def test_the_ledger_may_be_named_before_the_command_or_after_it(ledger: Path, tmp_path: Path) -> None:
    elsewhere = {"SAYSO_LEDGER": str(tmp_path / "nowhere.sayso"), "NO_COLOR": "1"}
    before = CliRunner().invoke(app, ["--ledger", str(ledger), "events", "--json"], env=elsewhere)
    after = CliRunner().invoke(app, ["events", "--ledger", str(ledger), "--json"], env=elsewhere)
    assert before.exit_code == 0
    assert before.stdout == after.stdout
