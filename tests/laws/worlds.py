"""Makes little worlds of reports: invented happenings in real towns, told by papers, copied and denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from sayso.engines.gazetteer import PackagedGazetteer
from sayso.engines.languages import Identifier
from sayso.engines.spacy_parser import SpacyParser
from sayso.ledger import Ledger, open_ledger
from sayso.pipeline import Engines
from sayso.ports import Parse
from sayso.records import Given
from sayso.settings import Settings

RECEIVED = datetime(2024, 3, 1, 12, tzinfo=UTC)
TOWNS = ("Maribor", "Kutaisi", "Iquitos", "Chemnitz", "Blumenau", "Antequera", "Lublin", "Galway")
DISASTERS = {
    "a gas explosion in a school canteen": "The blast tore out a wall.",
    "a fire at a timber warehouse": "The fire burned until the evening.",
    "a shooting at a bus station": "The shooting lasted a few seconds.",
    "a bus crash on a mountain road": "The bus lay on its side.",
}
NUMBERS = ("two", "three", "four", "seven", "11", "19")
PEOPLE = (
    "Mayor Ana Novak",
    "police spokesman Marek Dudek",
    "Doctor Elena Ruiz",
    "union leader Tomas Brandt",
    "hotel owner Ilse Tratter",
)
WITNESS = "baker Jonas Lindqvist"
UNNAMED = ("officials", "an official")
OUTLETS = (
    "Northern Courier",
    "Harbour Gazette",
    "Valley Mercury",
    "Evening Lantern",
    "Morning Compass",
    "Hill Tribune",
)
FILLERS = (
    "Classes are cancelled for the rest of the week.",
    "The road was closed until noon.",
    "It had rained for most of the night.",
    "Neighbours brought blankets and hot tea.",
    "The town council is to meet on Friday.",
    "A bakery next door stayed shut.",
)


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What is told: where, when, what, how many were killed and injured."""

    town: str
    day: date
    disaster: str
    killed: str
    injured: str

    @property
    def told_day(self) -> str:
        """The day as papers write it: "Tuesday, 12 February 2019"."""
        return f"{self.day:%A}, {self.day.day} {self.day:%B} {self.day.year}"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One report: outlet, day of publication, sentences; the first sentence tells, the others fill."""

    outlet: str
    published: date
    title: str
    sentences: tuple[str, ...]

    @property
    def data(self) -> bytes:
        return ("\n\n".join(self.sentences) + "\n").encode()

    @property
    def given(self) -> Given:
        return Given(outlet=self.outlet, published=self.published.isoformat(), title=self.title)


def lead(happening: Happening, source: str | None, form: int) -> str:
    """Return the sentence that tells a happening on the word of ``source``, in one of four forms."""
    killed, injured = happening.killed, happening.injured
    where = f"in {happening.town} on {happening.told_day}"
    if source is None:
        return f"{killed.capitalize()} people were killed and {injured} were injured in {happening.disaster} {where}."
    return (
        f"{killed.capitalize()} people were killed and {injured} were injured in {happening.disaster} {where}, "
        f"{source} said.",
        f"According to {source}, {killed} people were killed and {injured} were injured in {happening.disaster} "
        f"{where}.",
        f"{source[0].upper()}{source[1:]} said that {killed} people were killed and {injured} were injured in "
        f"{happening.disaster} {where}.",
        f"{killed.capitalize()} people died and {injured} were injured in {happening.disaster} {where}, {source} told "
        f"reporters.",
    )[form]


def denial(happening: Happening, source: str) -> str:
    """Return a sentence in which ``source`` denies the deaths."""
    return (
        f"{source[0].upper()}{source[1:]} denied that {happening.killed} people were killed in {happening.disaster} in "
        f"{happening.town} on {happening.told_day}."
    )


happenings = st.builds(
    Happening,
    town=st.sampled_from(TOWNS),
    day=st.dates(date(2017, 1, 5), date(2021, 12, 20)),
    disaster=st.sampled_from(sorted(DISASTERS)),
    killed=st.sampled_from(NUMBERS[:4]),
    injured=st.sampled_from(NUMBERS[3:]),
)


@st.composite
def papers_of(draw: st.DrawFn, happening: Happening, outlet: str) -> Paper:
    """Draw one report of a happening."""
    source = draw(st.sampled_from((*PEOPLE, *PEOPLE, *UNNAMED, None)))
    fillers = draw(st.lists(st.sampled_from(FILLERS), min_size=1, max_size=3, unique=True))
    return Paper(
        outlet=outlet,
        published=happening.day + timedelta(days=draw(st.integers(1, 2))),
        title=draw(st.sampled_from((f"News from {happening.town}", "A town in mourning", "What we know"))),
        sentences=(
            lead(happening, source, draw(st.integers(0, 3))),
            DISASTERS[happening.disaster],
            *fillers,
        ),
    )


@st.composite
def worlds(draw: st.DrawFn, most: int = 4) -> tuple[Happening, tuple[Paper, ...]]:
    """Draw a happening with one to ``most`` reports of it, and perhaps a report of another elsewhere."""
    happening = draw(happenings)
    outlets = draw(st.permutations(OUTLETS))
    told = [draw(papers_of(happening, outlet)) for outlet in outlets[: draw(st.integers(1, most))]]
    if draw(st.booleans()):
        other = draw(happenings.filter(lambda one: one.town != happening.town))
        told.append(draw(papers_of(other, outlets[-1])))
    return happening, tuple(told)


def witness(happening: Happening) -> Paper:
    """Return a report of somebody whom no other report knows, and who says what the others say."""
    return Paper(
        outlet="Witness Weekly",
        published=happening.day + timedelta(days=2),
        title="I was there",
        sentences=(
            f"{WITNESS.capitalize()} told Witness Weekly that {happening.killed} people were killed in "
            f"{happening.disaster} in {happening.town} on {happening.told_day}.",
            "He had opened his shop at five.",
        ),
    )


@st.composite
def copies(draw: st.DrawFn, paper: Paper) -> Paper:
    """Draw a verbatim or lightly edited copy of a report under another paper's name."""
    first, *rest = paper.sentences
    edit = draw(st.sampled_from(("verbatim", "trimmed", "turned", "padded", "reworded")))
    if edit == "trimmed":
        rest = rest[:-1]
    elif edit == "turned":
        rest = rest[::-1]
    elif edit == "padded":
        rest = [*rest, "Our readers have asked for more on this."]
    elif edit == "reworded":
        first = first.replace(" were injured", " were hurt")
    return replace(
        paper,
        outlet=draw(st.sampled_from(("Copycat Daily", "Second Hand Post"))),
        published=paper.published + timedelta(days=draw(st.integers(0, 1))),
        sentences=(first, *rest),
    )


class Remembering:
    """A parser that parses each text once, so that many little worlds are read in reasonable time."""

    def __init__(self) -> None:
        self._parser = SpacyParser()
        self._known: dict[str, Parse] = {}

    @property
    def version(self) -> str:
        return self._parser.version

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._parser.parse(new), strict=True) if new else ())
        return [self._known[text] for text in texts]


@cache
def engines() -> Engines:
    """Return the engines as packaged, which every world shares."""
    return Engines(parser=Remembering(), gazetteer=PackagedGazetteer(), languages=Identifier())


@contextmanager
def read(papers: Sequence[Paper]) -> Iterator[Ledger]:
    """Read reports into a new ledger. A report's time of receipt and origin follow from its words, not its turn."""
    with (
        TemporaryDirectory() as folder,
        open_ledger(
            Path(folder) / "world.sayso", settings=Settings(), engines=engines(), clock=lambda: RECEIVED
        ) as ledger,
    ):
        take_in(ledger, papers)
        yield ledger


def take_in(ledger: Ledger, papers: Sequence[Paper]) -> None:
    """Add reports to a ledger."""
    for paper in papers:
        ledger.add_bytes(paper.data, origin=f"{paper.outlet}.txt", given=paper.given, received=RECEIVED)
