"""The laws on origins, over generated worlds of claims (DESIGN, section 3, laws 1-6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from hand_made import MARIBOR, SPLIT_TOWN, Say, Source, World, sentence
from sayso import assessments, events, origins
from sayso.records import Assessment, Certainty, Event, SourceKind, Thresholds, Trace

SOURCES = (
    Source(name="Bojan Kralj", key="name/bojan kralj"),
    Source(name="Ante Barić", key="name/ante baric", kind=SourceKind.POLICE),
    Source(name="Nikša Radman", key="name/niksa radman", kind=SourceKind.PERSON),
    Source(name="Health Ministry", key="office/SI/health", channel="Facebook post"),
    Source(name="the fire service"),
    Source(name="police", kind=SourceKind.POLICE),
    Source(name="officials", kind=SourceKind.OFFICIAL),
    Source(name="a witness", kind=SourceKind.WITNESS),
    Source(name="sources", kind=SourceKind.UNNAMED),
    Source(name="Paper 0", key="name/paper 0", kind=SourceKind.MEDIA),
    Source(name="Paper 1", key="name/paper 1", kind=SourceKind.MEDIA),
    None,
)
WITNESS = Source(name="Ilse Tratter", key="name/ilse tratter", kind=SourceKind.WITNESS)
WORDS = [
    "kitchen",
    "canteen",
    "morning",
    "street",
    "roof",
    "boiler",
    "pupils",
    "yard",
    "smoke",
    "siren",
    "ladder",
    "window",
    "glass",
    "market",
    "bridge",
]

telling = st.tuples(
    st.sampled_from(SOURCES),
    st.integers(3, 5),
    st.booleans(),  # does the next sentence tell of the injured, without a name?
    st.lists(st.sampled_from(WORDS), min_size=6, max_size=10),
    st.booleans(),  # does it deny?
)
worlds = st.lists(telling, min_size=1, max_size=5)
Telling = tuple[Source | None, int, bool, list[str], bool]


def sentences(one: Telling) -> list[object]:
    source, dead, hurt, words, denies = one
    by = (source,) if source else ()
    certainty = Certainty.CERTAINLY_NOT if denies and source else Certainty.CERTAIN
    name = source.name if source else "nobody"
    told = {"place": MARIBOR, "day": "2019-02-12"}
    first = sentence(
        f"{dead} people were killed by the {' '.join(words)}, {name} said.",
        Say(kind="explosion", by=by, **told),  # type: ignore[arg-type]
        Say(kind="killed", n=dead, by=by, certainty=certainty, **told),  # type: ignore[arg-type]
    )
    if not hurt:
        return [first]
    return [first, sentence("Nine were injured.", Say(kind="injured", n=9, **told))]  # type: ignore[arg-type]


def world_of(tellings: Sequence[Telling], outlet: str = "Paper {}") -> World:
    world = World()
    for at, one in enumerate(tellings):
        world.add(outlet.format(at), *sentences(one))  # type: ignore[arg-type]
    return world


def read(world: World) -> list[tuple[Event, Trace, Assessment]]:
    found = []
    for event in events.link(list(world.readings.values()), world.reports, (), Thresholds()):
        trace = origins.trace(event, world.readings, world.reports, (), Thresholds())
        found.append((event, trace, assessments.weigh(event, trace, world.readings, world.reports, (), Thresholds())))
    return found


def count(world: World) -> int:
    return sum(assessment.origins for _, _, assessment in read(world))


def support(world: World, kind: str = "killed") -> int:
    """Return how many origins support the deaths."""
    return sum(
        len(weighed.origins)
        for event, _, assessment in read(world)
        for proposition, weighed in zip(event.propositions, assessment.propositions, strict=True)
        if proposition.kind == kind
    )


@settings(max_examples=60, deadline=None)
@given(worlds, st.data())
def test_law_1_copying_is_not_knowing(tellings: list[Telling], data: st.DataObject) -> None:
    copied = data.draw(st.sampled_from(tellings))
    before = world_of(tellings)
    after = world_of(tellings)
    after.add("Copying Paper", *sentences(copied))  # type: ignore[arg-type]
    assert count(after) <= count(before)


@settings(max_examples=60, deadline=None)
@given(worlds, st.data())
def test_law_1_a_light_edit_is_no_knowledge_either(tellings: list[Telling], data: st.DataObject) -> None:
    source, dead, hurt, words, denies = data.draw(st.sampled_from(tellings))
    edited = (source, dead, hurt, words[:-1], denies)
    after = world_of(tellings)
    after.add("Editing Paper", *sentences(edited))  # type: ignore[arg-type]
    assert count(after) <= count(world_of(tellings))


@settings(max_examples=60, deadline=None)
@given(worlds)
def test_law_2_another_witness_never_hurts(tellings: list[Telling]) -> None:
    before = world_of(tellings)
    dead = next((n for source, n, _, _, denies in tellings if not denies), 4)
    after = world_of(tellings)
    after.add("New Paper", *sentences((WITNESS, dead, False, WORDS[:6], False)))  # type: ignore[arg-type]
    assert count(after) >= count(before)
    assert support(after) >= support(before)


@settings(max_examples=60, deadline=None)
@given(worlds, st.sampled_from(SOURCES[:4]))
def test_law_3_a_denial_is_not_support(tellings: list[Telling], source: Source) -> None:
    before = world_of(tellings)
    after = world_of(tellings)
    after.add(
        "Denying Paper",
        sentence(
            f"{source.name} denied that four people were killed by the boiler.",
            Say(
                kind="killed", n=4, place=MARIBOR, day="2019-02-12", by=(replace(source, cue="denied"),),
                certainty=Certainty.CERTAINLY_NOT,
            ),
        ),
    )  # fmt: skip
    assert support(after) <= support(before)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(telling.filter(lambda one: one[0] is None or one[0].kind is not SourceKind.MEDIA), min_size=1, max_size=5)
)
def test_law_4_no_favourites(tellings: list[Telling]) -> None:
    assert count(world_of(tellings)) == count(world_of(tellings, outlet="The {} Gazette of Reuters"))


@settings(max_examples=40, deadline=None)
@given(worlds, st.randoms(use_true_random=False))
def test_law_5_order_does_not_matter(tellings: list[Telling], chance: object) -> None:
    world = world_of(tellings)
    other = world_of(tellings)
    keys = list(other.readings)
    chance.shuffle(keys)  # type: ignore[attr-defined]
    other.readings = {key: other.readings[key] for key in keys}
    other.reports = {key: other.reports[key] for key in reversed(keys)}
    assert read(world) == read(other)


@settings(max_examples=20, deadline=None)
@given(worlds)
def test_law_6_twice_is_once(tellings: list[Telling]) -> None:
    world = world_of(tellings)
    assert read(world) == read(world)


@settings(max_examples=40, deadline=None)
@given(worlds)
def test_law_11_every_reason_exists(tellings: list[Telling]) -> None:
    world = world_of(tellings)
    world.add("Elsewhere", sentence("Two died in Split.", Say(kind="killed", n=2, place=SPLIT_TOWN)))
    claims = {claim.id for claim in world.claims()}
    for event, trace, assessment in read(world):
        known = claims | set(world.reports) | {origin.id for origin in trace.origins}
        known |= {proposition.id for proposition in event.propositions}
        assert set(event.claims) <= claims
        for link in event.links:
            assert {link.left, link.right} <= claims
        for origin in trace.origins:
            assert {one for dependency in origin.dependencies for one in dependency.evidence} <= claims
        for flag in assessment.flags:
            assert set(flag.evidence) <= known
        for weighed in assessment.propositions:
            assert {weighed.proposition, *weighed.origins, *weighed.denied_by} <= known
