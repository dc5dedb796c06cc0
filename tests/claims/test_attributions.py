"""Who says what, to whom it is led, and through whose mouths it came."""

from __future__ import annotations

import pytest

from hand_read import attributions_in, chain_of, gazetteer, read, said
from sayso.claims.attributions import attributions_of
from sayso.claims.caveats import caveats_of
from sayso.claims.commitment import commitment_at
from sayso.claims.times import times_of
from sayso.ports import MarkedAttribution
from sayso.records import Certainty, Commitment, Role, SourceKind, Span

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("text", "part", "source"),
    [
        ("The coast guard said that nine men had drowned.", "nine men", "The coast guard"),
        ("Nine men had drowned, the coast guard said.", "Nine men", "the coast guard"),
        ("Nine men had drowned, Chile's coast guard announced in a statement.", "Nine men", "Chile's coast guard"),
        ("Nine men drowned, announced the coast guard on Monday.", "Nine men", "the coast guard"),
        ("The ferry, the coast guard said, had carried nine men.", "nine men", "the coast guard"),
        ("According to a local fisherman, nine men drowned.", "nine men", "a local fisherman"),
        ("Nine men drowned off Arica, as per the Valley Herald.", "Nine men", "the Valley Herald"),
        ("“Nine men drowned,” said Rosa Quispe, the mayor.", "Nine men", "Rosa Quispe, the mayor"),
        ("The mayor went on to claim that nine men had drowned.", "nine men", "The mayor"),
        ("The mayor was quoted as saying that nine men had drowned.", "nine men", "The mayor"),
        ("The mayor's claim that nine men had drowned was false.", "nine men", "The mayor"),
        ("A post from the coast guard alleges that nine men drowned.", "nine men", "A post from the coast guard"),
        (
            "Nine men had drowned, a port official and two fishermen said.",
            "Nine men",
            "a port official and two fishermen",
        ),
    ],
)
def test_the_words_of_the_source_are_found(text: str, part: str, source: str) -> None:
    sources = [text[s.start : s.end].removesuffix("'s") for a in said(text, part) for s in a.source]
    assert source in sources


@pytest.mark.parametrize(
    "text",
    [
        "Nine men were said to have drowned.",
        "Nine men have reportedly drowned.",
        "It is believed that nine men drowned.",
    ],
)
def test_hearsay_has_no_source_and_is_hedged(text: str) -> None:
    found = [a for a, _ in attributions_in(text)]
    assert [(a.source, a.name, a.hedged) for a in found] == [((), None, True)]


def test_a_headline_may_end_with_who_says_so() -> None:
    text = "Nine drown as ferry sinks, police say\nA ferry sank on Monday."
    assert [a.kind for a in said(text, "Nine drown", headline=True)] == [SourceKind.POLICE]


def test_a_fire_that_claims_lives_says_nothing() -> None:
    assert attributions_in("The fire claimed three lives.") == []


def test_a_quotation_runs_on_over_paragraphs() -> None:
    text = (
        "The surgeon, Ann Okoro, said: “The ward was full.\n“Two men died before noon.\n“We had no blood left.”\n"
        "“Nobody came,” said a porter."
    )
    assert [a.name for a in said(text, "Two men died")] == ["Ann Okoro"]
    assert [a.name for a in said(text, "Nobody came")] == ["a porter"]


def test_a_quotation_without_a_cue_is_the_speaker_s_before() -> None:
    text = '"There are rules here," the guard said.\n"They are there for a reason."\nThe gate was shut.'
    assert [a.name for a in said(text, "They are there")] == ["the guard"]
    assert said(text, "The gate was shut") == ()


def test_a_surname_and_a_pronoun_are_led_to_the_full_name() -> None:
    text = (
        "Marta Villalba, a deputy of Tacna City Council, said that 40 houses had fallen. Villalba added that 200 "
        "people remained. According to her, the school stood."
    )
    assert {a.name for a, _ in attributions_in(text)} == {"Marta Villalba"}
    assert {a.key for a, _ in attributions_in(text)} == {"name/marta villalba"}


def test_a_deputy_of_a_town_is_the_deputy_named_later() -> None:
    text = (
        "According to a local deputy of the town of Tacna, 40 houses fell. The roads are closed.\n"
        "Marta Villalba, a deputy of Tacna City Council, said that 200 people remained."
    )
    first = said(text, "40 houses")[0]
    assert first.name == "Marta Villalba"
    assert "same office" in first.made_by


def test_the_post_is_the_facebook_post_spoken_of_before() -> None:
    text = (
        "Kenyan officials claimed in a Facebook post that five rebels had died.\nThe town is quiet.\n"
        "The post from Kenya's Ministry of Defence alleges that the rebels were poisoned."
    )
    found = [a for a, _ in attributions_in(text)]
    assert {a.key for a in found} == {"office/KE/defence_ministry"}
    assert {a.channel for a in found} == {"Facebook post"}


@pytest.mark.parametrize(
    "source",
    [
        "Kenya's Main Directorate of Intelligence",
        "Kenya's intelligence agency",
        "Kenyan military intelligence",
        "Kenyan intelligence officials",
    ],
)
def test_one_office_has_one_key_however_it_is_called(source: str) -> None:
    found = attributions_in(f"{source} said that five rebels had died.")
    assert [a.key for a, _ in found] == ["office/KE/intelligence"]


@pytest.mark.parametrize("source", ["Officials", "Kenyan officials", "Police", "Sources", "A witness", "Two soldiers"])
def test_what_is_only_a_common_noun_has_no_key(source: str) -> None:
    assert [a.key for a, _ in attributions_in(f"{source} said that five rebels had died.")] == [None]


def test_by_wireless_is_a_channel_and_not_who_speaks() -> None:
    found = attributions_in("Captain Reed reported by wireless that the steamer had 80 survivors aboard.")
    assert [(a.name, a.channel) for a, _ in found] == [("Reed", "wireless message")]


def test_two_ministries_are_not_one() -> None:
    text = "Kenya's health ministry said that five died. The interior ministry said that nine had fled."
    assert len({a.name for a, _ in attributions_in(text)}) == 2


def test_renaming_a_paper_changes_only_its_name() -> None:
    one = chain_of("Five died, as per the Valley Herald.", "Five died")
    two = chain_of("Five died, as per the Norrland Herald.", "Five died")
    assert [(link.role, link.kind, link.cue) for link in one] == [(link.role, link.kind, link.cue) for link in two]


def test_who_told_an_agency_comes_through_the_agency() -> None:
    chain = chain_of("A dock worker told Reuters that the crane had fallen.", "the crane had fallen")
    assert [(link.role, link.name) for link in chain] == [
        (Role.OUTLET, "The Hill Gazette"),
        (Role.RELAY, "Reuters"),
        (Role.SOURCE, "a dock worker"),
    ]
    assert chain[-1].channel == "told Reuters"


def test_what_was_told_to_the_outlet_itself_has_no_relay() -> None:
    chain = chain_of("A dock worker told Reuters that the crane had fallen.", "the crane had fallen", outlet="Reuters")
    assert [link.role for link in chain] == [Role.OUTLET, Role.SOURCE]


def test_a_paper_that_cites_police_hands_their_word_on() -> None:
    text = "Two officers were killed, the Valley Herald reported, citing a police spokesman."
    assert [link.name for link in chain_of(text, "killed")][1:] == ["Valley Herald", "a police spokesman"]


def test_passive_hearsay_under_a_named_source_hides_nobody() -> None:
    text = "Nine deaths have been reported in Beira, according to Kenya's Ministry of Health."
    assert [link.key for link in chain_of(text, "Nine deaths")][1:] == ["office/KE/health_ministry"]


def test_a_paper_that_writes_hearsay_is_not_the_source() -> None:
    text = "The attacks were said to have happened in Beira, as per the Valley Herald."
    assert [link.name for link in chain_of(text, "in Beira")][1:] == ["Valley Herald", None]


def test_what_its_observers_counted_is_the_institute_s_word() -> None:
    text = "The National Institute of Water said its observers had counted nine leaks."
    assert [link.name for link in chain_of(text, "nine leaks")][1:] == ["National Institute of Water"]


def test_bare_words_are_the_outlet_s() -> None:
    chain = chain_of("The crane fell on Monday.", "The crane fell")
    assert [link.role for link in chain] == [Role.OUTLET]


def test_free_indirect_speech_between_two_of_one_source_is_that_source_s() -> None:
    text = (
        "Marta Villalba said that 200 people remained. More than half of the houses fell. "
        "According to Villalba, the school stood. The road is shut."
    )
    assert chain_of(text, "half of the houses fell")[-1].name == "Marta Villalba"
    assert len(chain_of(text, "The road is shut")) == 1


@pytest.mark.parametrize(
    ("text", "word", "outlet", "source"),
    [
        ("Five rebels died on Monday.", "died", Certainty.CERTAIN, None),
        ("Five rebels may have died on Monday.", "died", Certainty.POSSIBLE, None),
        ("No rebels died on Monday.", "died", Certainty.CERTAINLY_NOT, None),
        ("The army claimed that five rebels died.", "died", Certainty.UNKNOWN, Certainty.CERTAIN),
        ("The army denied that five rebels died.", "died", Certainty.UNKNOWN, Certainty.CERTAINLY_NOT),
        ("The army said that five rebels probably died.", "died", Certainty.UNKNOWN, Certainty.PROBABLE),
        ("The army believes that five rebels died.", "died", Certainty.UNKNOWN, Certainty.PROBABLE),
        ("The inquiry found that five rebels died.", "died", Certainty.CERTAIN, Certainty.CERTAIN),
    ],
)
def test_outlet_and_source_commit_each_in_its_own_way(
    text: str, word: str, outlet: Certainty, source: Certainty | None
) -> None:
    report, passages, parses, found = read(text)
    token = next(i for i, t in enumerate(parses[0].tokens) if t.text == word)
    assert commitment_at(report, passages[0], parses[0], token, found) == Commitment(outlet=outlet, source=source)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("The claims could not be independently verified by the Gazette.", "the Gazette"),
        ("The Gazette has not been able to verify the footage.", "The Gazette"),
        ("There was no independent confirmation of the toll.", None),
        ("It was not possible to confirm the toll.", None),
        ("The unverified video was shared widely.", None),
        ("The Gazette could not immediately confirm the report.", "The Gazette"),
    ],
)
def test_a_caveat_is_found_with_who_could_not_check(text: str, by: str | None) -> None:
    report, passages, parses, _ = read(text)
    assert [caveat.by for caveat in caveats_of(report, passages, parses)] == [by]


@pytest.mark.parametrize("text", ["The army confirmed the toll.", "Two men were independently wealthy."])
def test_a_confirmation_is_no_caveat(text: str) -> None:
    report, passages, parses, _ = read(text)
    assert caveats_of(report, passages, parses) == ()


@pytest.mark.parametrize(
    ("text", "part", "name", "kind"),
    [
        ("Dr Yasser al-Khouri, who runs the clinic, said that nine men died.", "nine", "Yasser al-Khouri", "person"),
        ("Yoon Hae-jin, head of the Mapo fire service, told a briefing that nine died.", "nine", "Yoon Hae-jin", None),
        ("Ingrid van der Berg said that nine men died.", "nine", "Ingrid van der Berg", None),
        ("Deputy Chief Fire Officer Amina Diallo said nine men died.", "nine", "Amina Diallo", "official"),
        ("Millbrook Police Capt. Bob Ellis said nine men were hurt.", "nine", "Bob Ellis", "police"),
        ("Police surgeon Dr Hamza Tariq said nine men were brought in.", "nine", "Hamza Tariq", "medical"),
        ("The lawyer for the victims, Greta Olsen, said nine of them were hurt.", "nine", "Greta Olsen", "person"),
        ("Health minister Sylvie Mensah said nine men died.", "nine", "Sylvie Mensah", "official"),
        ("Officers of the Red Anchor Line said that all were safe.", "all", "Red Anchor Line", "company"),
        ("Nine men died, Syria's SANA reported.", "Nine", "SANA", "media"),
        ("Nine men were killed in Beit al-Hosn, in Yemen, on Sunday 2 June 2024, police said.", "Nine", "police", None),
        ("Acting U.S. Attorney Ann Mora said nine men died.", "nine", "Ann Mora", "official"),
        ("A rescue worker said nine men died.", "nine", "a rescue worker", "official"),
        ("LAGOS, March 3 - Authorities said nine men had drowned.", "nine", "authorities", "official"),
        ("An Accra court on Thursday ruled that the search was unlawful.", "search", "an Accra court", "official"),
        ("Kenya's Flood and Storm Institute said nine men died.", "nine", "Flood and Storm Institute", None),
        ("Medical sources who treated the wounded said nine men died.", "nine", "medical sources", None),
    ],
)  # fmt: skip
def test_a_source_is_named_in_full_and_no_further(text: str, part: str, name: str, kind: str | None) -> None:
    found = said(text, part)
    assert [a.name for a in found] == [name]
    assert kind is None or [a.kind for a in found] == [SourceKind(kind)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Among the injured were 12 teachers, the director of Plan Norway, Ingrid van der Berg, said on Tuesday.",
            "Ingrid van der Berg",
        ),
        ("Twelve teachers had died, Park Ji-woo, head of the Mapo fire department, told a briefing.", "Park Ji-woo"),
        (
            "The flood killed twelve teachers, nurses at the Saint Lucy Hospital, where the wounded lay, said.",
            "nurses at the Saint Lucy Hospital",
        ),
    ],
)
def test_a_long_apposition_before_the_cue_keeps_the_content(text: str, name: str) -> None:
    assert [a.name for a in said(text, "teachers")] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Only God knows how many men died.",
        "Watch video: The bridge has fallen.",
        "By our reporter: The bridge has fallen.",
    ],
)
def test_things_and_furniture_are_no_sources(text: str) -> None:
    assert attributions_in(text) == []


@pytest.mark.parametrize("text", ["The blast said that nine men died.", "The review Monday found that nine men died."])
def test_a_happening_or_a_day_does_not_speak(text: str) -> None:
    assert {a.name for a, _ in attributions_in(text)} <= {None, "the review"}


def test_the_bodies_of_two_states_or_hospitals_have_two_keys() -> None:
    text = (
        "Officials at the Abu Bakr Hospital said nine men died. Officials at the Abu Talib Hospital said two men died."
    )
    assert len({a.key for a, _ in attributions_in(text)}) == 2
    text = "Khalid Al-Busaidi, a spokesman for Oman's foreign ministry, said that nine men died."
    assert [a.key for a, _ in attributions_in(text)] == ["office/OM/foreign_ministry"]


@pytest.mark.parametrize(
    "text",
    [
        "Kachin Independence Army fighters said nine men died.",
        "The Free Syrian Army said nine men died.",
        "Sudan's army-backed council said nine men died.",
        "Libya's rival government said nine men died.",
    ],
)
def test_an_armed_group_is_no_state_s_army(text: str) -> None:
    assert not [a.key for a, _ in attributions_in(text) if (a.key or "").startswith("office/")]


@pytest.mark.parametrize(
    "text",
    [
        "The Coast Doctors Union said nine men died. The medical group had earlier put the toll at four.",
        "The Lebanese Institute for Human Rights said nine men died. The Beirut-based monitor put the toll at four.",
        "The Lebanese Institute for Human Rights said nine men died. The Institute put the toll at four.",
    ],
)
def test_the_group_is_the_one_body_that_it_can_be(text: str) -> None:
    first, second = (a for a, _ in attributions_in(text))
    assert first.key is not None
    assert first.key == second.key


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('The minister said claims of a massacre were "fake news".', "massacre"),
        ('The governor called reports of a massacre "a lie".', "massacre"),
        ("The minister rejected claims that troops had killed nine men.", "killed"),
        ("The army denied reports that nine men were killed.", "killed"),
        ("An earlier version of this article said that nine men were killed.", "killed"),
    ],
)
def test_what_a_source_calls_false_is_denied(text: str, word: str) -> None:
    report, passages, parses, attributions = read(text)
    at = text.index(word)
    token = next(i for i, t in enumerate(parses[0].tokens) if t.start == at)
    assert commitment_at(report, passages[0], parses[0], token, attributions).source is Certainty.CERTAINLY_NOT


def test_reports_that_are_called_true_are_not_denied() -> None:
    text = "The minister said that reports of a massacre were true."
    report, passages, parses, attributions = read(text)
    token = next(i for i, t in enumerate(parses[0].tokens) if t.text == "massacre")
    assert commitment_at(report, passages[0], parses[0], token, attributions).source is Certainty.CERTAIN


@pytest.mark.parametrize(
    "text",
    ["Arica recorded nine cases of cholera.", "The district has registered nine new infections since Monday."],
)
def test_a_place_where_cases_are_recorded_says_nothing(text: str) -> None:
    assert attributions_in(text) == []


def test_a_hospital_that_records_deaths_is_their_source() -> None:
    text = "The hospital recorded nine deaths."
    assert [text[s.start : s.end] for a in said(text, "nine deaths") for s in a.source] == ["The hospital"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The ferry sank on 5 May 2024 with nine men aboard, the coast guard said.", None),
        ("The ferry sank with nine men aboard, the coast guard said on 5 May 2024.", "5 May 2024"),
    ],
)
def test_a_time_is_one_of_saying_only_beside_the_marked_source_or_cue(text: str, told: str | None) -> None:
    report, passages, parses, _ = read(text)

    def at(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words))

    mark = MarkedAttribution(source=(at("the coast guard"),), cue=at("said"), content=(at("nine men aboard"),))
    times = times_of(report, passages, parses).times
    [found] = attributions_of(report, passages, parses, times, gazetteer(), [mark])
    assert (text[found.said_span.start : found.said_span.end] if found.said_span else None) == told
