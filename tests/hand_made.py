"""Builds reports and readings by hand, sentence by sentence, for the tests of the stages that work on claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sayso.records import (
    Attribution,
    Caveat,
    Certainty,
    ChainLink,
    Claim,
    ClaimKind,
    Commitment,
    Flag,
    Judgement,
    JudgementKind,
    Participant,
    PersonClass,
    Place,
    Published,
    PublishedBasis,
    Quantity,
    QuantityForm,
    Reading,
    Report,
    Role,
    SourceKind,
    Span,
    identify,
)
from sayso.text.edtf import when_from

IZYUM = Place(
    name="Izyum", geonames_id=707292, lat=49.207, lon=37.277, precision="city", country="UA", admin1="UA.07",
    population=45884,
)  # fmt: skip
KHARKIV = Place(
    name="Kharkiv", geonames_id=706483, lat=49.98, lon=36.25, precision="city", country="UA", admin1="UA.07",
    population=1433886,
)  # fmt: skip
KHARKIV_REGION = Place(
    name="Kharkiv Region", geonames_id=None, lat=None, lon=None, precision="region", country="UA", admin1="UA.07"
)
MARIBOR = Place(
    name="Maribor", geonames_id=3195506, lat=46.55, lon=15.65, precision="city", country="SI", admin1="SI.70",
    population=95171,
)  # fmt: skip
SPLIT_TOWN = Place(
    name="Split", geonames_id=3190261, lat=43.51, lon=16.44, precision="city", country="HR", admin1="HR.15",
    population=167121,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Source:
    """Who says it, how and when."""

    name: str | None
    kind: SourceKind = SourceKind.OFFICIAL
    key: str | None = None
    channel: str | None = None
    said: str | None = None
    cue: str = "said"
    hedged: bool = False
    role: Role = Role.SOURCE


@dataclass(frozen=True, kw_only=True)
class Say:
    """One claim of a sentence; ``quote`` are its words where they are not the whole sentence."""

    kind: str
    n: int | float | tuple[int | float | None, int | float | None] | None = None
    form: QuantityForm = QuantityForm.EXACT
    unit: str = "count"
    place: Place | None = None
    day: str | None = None
    day_words: str | None = None
    who: str | None = None
    side: str | None = None
    person_class: PersonClass = PersonClass.UNKNOWN
    unit_name: str | None = None
    actor: tuple[str, str | None, PersonClass] | None = None
    by: tuple[Source, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    outlet_certainty: Certainty | None = None
    part: bool = False
    cumulative: bool = False
    reference: bool = False
    quote: str | None = None


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """Words of a report with the claims that they make. ``quotation`` are the words that stand quoted in it."""

    text: str
    says: tuple[Say, ...] = ()
    quotation: str | None = None
    caveat: bool = False


def sentence(text: str, *says: Say, quotation: str | None = None, caveat: bool = False) -> Sentence:
    """Return a sentence."""
    return Sentence(text=text, says=says, quotation=quotation, caveat=caveat)


@dataclass
class World:
    """Reports with their readings."""

    reports: dict[str, Report] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)

    def add(
        self,
        outlet: str | None,
        *sentences: Sentence,
        headline: Sentence | None = None,
        published: str | None = None,
        owner: str | None = None,
        byline: str | None = None,
        flags: Sequence[tuple[Flag, str]] = (),
    ) -> str:
        """Add a report made of sentences, one paragraph each; return its id."""
        told = [*([headline] if headline else []), *sentences]
        text = "\n".join(one.text for one in told)
        report_id = identify("rpt", outlet, text, published, len(self.reports) if outlet is None else 0)
        report = Report(
            id=report_id,
            document=identify("doc", text),
            sha256="0" * 64,
            received=datetime(2024, 1, 1, tzinfo=UTC),
            origin="by hand",
            outlet=outlet,
            owner=owner,
            url=None,
            title=headline.text if headline else None,
            byline=byline,
            published=Published(
                edtf=published,
                basis=PublishedBasis.GIVEN if published else PublishedBasis.UNKNOWN,
                why="by hand",
            ),
            language="en",
            text=text,
            headline=Span(start=0, end=len(headline.text)) if headline else None,
            apart=(),
            made_by="hand",
        )
        attributions: list[Attribution] = []
        claims: list[Claim] = []
        caveats: list[Caveat] = []
        offset = 0
        for number, one in enumerate(told):
            last_whole: Claim | None = None
            if one.caveat:
                caveats.append(Caveat(start=offset, end=offset + len(one.text), by=outlet))
            for at, say in enumerate(one.says):
                claim, read = _claim(report, one, say, offset, number, at, last_whole)
                attributions.extend(read)
                claims.append(claim)
                if not say.part:
                    last_whole = claim
            offset += len(one.text) + 1
        self.reports[report_id] = report
        self.readings[report_id] = Reading(
            report=report_id,
            attributions=tuple({a.id: a for a in attributions}.values()),
            places=(),
            times=(),
            quantities=(),
            caveats=tuple(caveats),
            claims=tuple(claims),
            flags=tuple(
                replace(flag, report=report_id, start=text.index(words), end=text.index(words) + len(words))
                for flag, words in flags
            ),
        )
        return report_id

    def claims(self, report: str | None = None) -> list[Claim]:
        """Return the claims of one report, or of all."""
        return [c for r in self.readings.values() if report in (None, r.report) for c in r.claims]

    def claim(self, report: str, kind: str, position: int = 0) -> Claim:
        """Return a report's claim of a kind."""
        return [c for c in self.claims(report) if c.kind == kind][position]


def _claim(
    report: Report, one: Sentence, say: Say, offset: int, number: int, at: int, whole: Claim | None
) -> tuple[Claim, list[Attribution]]:
    start = offset + (one.text.index(say.quote) if say.quote else 0)
    end = start + len(say.quote or one.text)
    chain = [
        ChainLink(
            role=Role.OUTLET, name=report.outlet, key=None, kind=SourceKind.OUTLET, channel=None, cue=None, spans=()
        )
    ]
    read: list[Attribution] = []
    for depth, source in enumerate(say.by):
        said = when_from(source.said) if source.said else None
        words = one.quotation or (say.quote or one.text)
        content = offset + one.text.index(words)
        spans = _spans(one.text, offset, source.name)
        attribution = Attribution(
            id=identify("att", report.id, number, source.name, source.cue, depth),
            report=report.id,
            source=spans,
            cue=_spans(one.text, offset, source.cue),
            content=(Span(start=content, end=content + len(words)),),
            name=source.name,
            key=source.key,
            aliases=(),
            kind=source.kind,
            channel=source.channel,
            said=said,
            said_span=None,
            parent=read[-1].id if read else None,
            verb_certainty=say.certainty,
            hedged=source.hedged,
            made_by="hand",
        )
        read.append(attribution)
        chain.append(
            ChainLink(
                role=source.role,
                name=source.name,
                key=source.key,
                kind=source.kind,
                channel=source.channel,
                cue=source.cue,
                spans=spans,
                said=said,
                attribution=attribution.id,
            )
        )
    participants = []
    if say.actor:
        label, side, person_class = say.actor
        participants.append(Participant(role="actor", label=label, side=side, person_class=person_class))
    if say.who or say.side or say.unit_name or say.person_class is not PersonClass.UNKNOWN:
        participants.append(
            Participant(
                role="affected",
                label=say.who or "people",
                side=say.side,
                person_class=say.person_class,
                unit=say.unit_name,
            )
        )
    outlet_certainty = say.outlet_certainty or (Certainty.UNKNOWN if say.by else say.certainty)
    claim = Claim(
        id=identify("clm", report.id, number, at, say.kind),
        report=report.id,
        passage=identify("psg", report.id, number),
        kind=ClaimKind(say.kind),
        participants=tuple(participants),
        quantity=_quantity(say, start),
        place=say.place,
        place_span=None,
        time=when_from(say.day) if say.day else None,
        time_span=_span(one.text, offset, say.day_words),
        commitment=Commitment(outlet=outlet_certainty, source=say.certainty if say.by else None),
        chain=tuple(chain),
        quote=report.text[start:end],
        start=start,
        end=end,
        evidence=(),
        part_of=whole.id if say.part and whole else None,
        cumulative=say.cumulative,
        reference=say.reference,
        made_by="hand",
    )
    return claim, read


def _quantity(say: Say, start: int) -> Quantity | None:
    if say.n is None:
        return None
    low, high = say.n if isinstance(say.n, tuple) else (say.n, say.n)
    return Quantity(text=str(low), start=start, end=start, min=low, max=high, form=say.form, unit=say.unit)


def _span(text: str, offset: int, words: str | None) -> Span | None:
    return next(iter(_spans(text, offset, words)), None)


def _spans(text: str, offset: int, words: str | None) -> tuple[Span, ...]:
    at = text.find(words) if words else -1
    return (Span(start=offset + at, end=offset + at + len(words or "")),) if at >= 0 else ()


def judgement(
    kind: JudgementKind,
    claims: Sequence[str] = (),
    *,
    targets: Sequence[str] | None = None,
    value: str | None = None,
    by: str = "A. Reader",
    day: int = 1,
    why: str = "seen",
) -> Judgement:
    """Return a signed judgement, made on the given day of January 2024."""
    chosen = tuple(targets if targets is not None else claims)
    return Judgement(
        id=identify("jdg", kind.value, list(chosen), list(claims), value, by, day),
        kind=kind,
        targets=chosen,
        claims=tuple(claims),
        value=value,
        by=by,
        at=datetime(2024, 1, day, tzinfo=UTC),
        why=why,
    )


def poisoning() -> tuple[World, Mapping[str, str]]:
    """Return a world like the field's own: two reports of one Facebook post, a third of other things in that town."""
    world = World()
    post = Source(
        name="Main Directorate of Intelligence", key="intelligence|ukraine", channel="Facebook post",
        said="2022-04-02", cue="claimed", hedged=True,
    )  # fmt: skip
    officials = Source(name="officials", kind=SourceKind.UNNAMED, cue="claimed", hedged=True)
    agency = Source(
        name="Ukraine's intelligence agency", key="intelligence|ukraine", channel="Facebook post", cue="announced"
    )
    russian = {"side": "Russia", "person_class": PersonClass.COMBATANT, "who": "Russian troops"}
    givers = ("Ukrainian civilians", "Ukraine", PersonClass.CIVILIAN)
    hedging = world.add(
        "Hedging Paper",
        sentence(
            "Two Russian troops were killed by tainted food, officials claim.",
            Say(kind="poisoning", by=(officials,), actor=givers, **russian),
            Say(kind="killed", n=2, by=(officials,), **russian),
        ),
        sentence(
            "In a Facebook post the Main Directorate of Intelligence claimed that 28 are in intensive care in Izyum.",
            Say(kind="in_intensive_care", n=28, place=IZYUM, by=(post,), **russian),
        ),
        sentence(
            "In addition 500 Russian troops are said to lie in hospital after bad alcohol.",
            Say(kind="hospitalised", n=500, by=(post,), **russian),
        ),
        sentence("The claims could not be independently verified.", caveat=True),
        sentence(
            "The post alleges: \"As far as we know, people of the Izium district cooked for Russians of"
            " the 3rd motor rifle division, namely poisoned cakes.\"",
            Say(
                kind="poisoning", place=IZYUM, by=(post,), actor=givers, unit_name="3rd Motor Rifle Division", **russian
            ),
            quotation="As far as we know, people of the Izium district cooked for Russians of"
            " the 3rd motor rifle division, namely poisoned cakes.",
        ),
    )  # fmt: skip
    bare = world.add(
        "Bare Paper",
        sentence(
            "Poisoned pastries from Ukrainians killed two Russian soldiers.",
            Say(kind="poisoning", actor=givers, **russian),
            Say(kind="killed", n=2, **russian),
        ),
        sentence(
            "Troops of the 3rd Motor Rifle Division died in Izium, Ukraine's intelligence agency announced in a"
            " Facebook post.",
            Say(kind="killed", place=IZYUM, by=(agency,), unit_name="3rd Motor Rifle Division", **russian),
        ),
        sentence(
            "Another 28 men lie in intensive care.", Say(kind="in_intensive_care", n=28, **russian)
        ),
        sentence(
            "\"As far as we know, inhabitants of the Izium district treated Russians of the 3rd"
            " Motor Rifle Division, namely to poisoned pies.\"",
            Say(kind="poisoning", place=IZYUM, by=(agency,), **russian),
            quotation="As far as we know, inhabitants of the Izium district treated Russians of"
            " the 3rd Motor Rifle Division, namely to poisoned pies.",
        ),
        sentence(
            "About 500 more servicemen are in hospitals, officials said in the post.",
            Say(
                kind="hospitalised", n=(450, 550), form=QuantityForm.ABOUT,
                by=(Source(name="officials", kind=SourceKind.UNNAMED, channel="post"),), **russian,
            ),
        ),
    )  # fmt: skip
    deputy = Source(name="Maksym Strelnyk", key="maksym strelnyk", said="XXXX-09-12")
    town = world.add(
        "Town Paper",
        sentence(
            "At least 1,000 residents of Izyum were killed during the six months of occupation, Maksym Strelnyk said.",
            Say(
                kind="killed", n=(1000, None), form=QuantityForm.AT_LEAST, place=IZYUM, by=(deputy,), cumulative=True,
                who="residents", person_class=PersonClass.CIVILIAN,
            ),
        ),
        sentence(
            "About 10,000 people remain in Izyum.",
            Say(kind="remaining", n=(9000, 11000), form=QuantityForm.ABOUT, place=IZYUM, by=(deputy,), who="people"),
        ),
        sentence(
            "On September 10 Ukrainian troops liberated Izyum.",
            Say(
                kind="transfer_of_territory", place=IZYUM, day="XXXX-09-10",
                actor=("Ukrainian troops", "Ukraine", PersonClass.COMBATANT),
            ),
        ),
        sentence(
            "Hundreds of Russian troops were taken prisoner.",
            Say(kind="captured", n=(200, 999), form=QuantityForm.VAGUE, **russian),
        ),
    )  # fmt: skip
    return world, {"hedging": hedging, "bare": bare, "town": town}
