"""Which words of a report name places: by the parser's names, the gazetteer, and the words around a name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sayso.ports import Candidate, Gazetteer, Parse, Token
from sayso.records import Passage

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})

NAME_LABELS = PLACE_LABELS | {"PERSON", "ORG", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART"}
"""The parser's labels for names; the others are for numbers and times."""

LONGEST = 6
"""Tokens in the longest name that is looked up (Deir ez - Zor Governorate)."""

TOWN_WORDS = frozenset({"City", "Town", "Village", "Township"})
"""What is part of a town's name only where the gazetteer says so: Kansas City, but the City Council of Izyum."""

DASHES = frozenset({"—", "–", "-", "--", ":", "(", ",", "/", "\x97"})
"""What may stand after the place of a dateline."""

RANKS = frozenset({"of", "'s", "’s", "the", "second", "third", "largest", "biggest"})
"""What may stand between a people's adjective and the name of their town (Ukraine's second largest city, Kharkiv)."""

LARGE = 100_000
"""People of a town that is known by its name alone, where the parser makes nothing of it."""

HOUSE_NUMBERS = frozenset({"block", "blocks", "corner", "intersection", "junction", "crossing"})
"""Words that lead to streets' names: the 400 block of Cypress, the corner of Lake and Grand."""

KNOWN = frozenset({"exact", "alternate", "list"})
"""Matches that are not by sound alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place's name in a report. ``within`` is the name of the place that it is said to lie in.

    ``holders`` are the places that ``within`` may mean. ``institution`` marks a name inside an institution's name,
    ``speaks`` the subject of a verb of saying, ``binds`` one that
    its own phrase puts in ``within``: no place elsewhere is meant.
    """

    text: str
    start: int
    end: int
    passage: int
    candidates: tuple[Candidate, ...]
    within: str | None
    holders: tuple[Candidate, ...]
    institution: bool
    speaks: bool
    binds: bool = False


@cache
def words(group: str) -> frozenset[str]:
    """Return a group of words of ``places.toml``."""
    return frozenset(examples()[group])


@cache
def examples() -> Mapping[str, Mapping[str, str]]:
    """Return every group of ``places.toml`` with the example of each word."""
    table: dict[str, dict[str, str]] = tomllib.loads(
        resources.files("sayso.claims").joinpath("data/places.toml").read_text("utf-8")
    )
    return table


def names_in(passages: Sequence[Passage], parses: Sequence[Parse], gazetteer: Gazetteer) -> tuple[Named, ...]:
    """Return the names of places, in order; they do not overlap."""
    readers = [
        _Reader(number, passage, parse, gazetteer)
        for number, (passage, parse) in enumerate(zip(passages, parses, strict=True))
    ]
    matches = [(reader, match) for reader in readers for match in reader.matches()]
    shown = {match.text for match in _shown(matches)}
    parts, singles = _persons(parses)
    crafts = frozenset(match.text for reader, match in matches if reader.is_craft(match))
    persons = parts | (singles - shown) | crafts
    verdicts = [(reader, match, reader.judge(match, persons)) for reader, match in matches]
    known = shown | {match.text for _, match, verdict in verdicts if verdict}
    known |= {text.rsplit(" ", 1)[0] for text in known if text.rsplit(" ", 1)[-1].lower() in words("divisions")}
    found = [
        (reader, match) for reader, match, verdict in verdicts if verdict or (verdict is False and match.text in known)
    ]
    countries = _countries(readers, [match for _, match in found], gazetteer)
    named = [reader.named(match, countries) for reader, match in found]
    return tuple(sorted(named, key=lambda name: (name.start, name.end)))


def _countries(readers: Sequence[_Reader], matches: Sequence[_Match], gazetteer: Gazetteer) -> frozenset[str]:
    """Return the countries that a report names: itself, by its people's adjective, or by a division or large town."""
    codes = {gazetteer.country_of(token.text) for reader in readers for token in reader.tokens if _capital(token.text)}
    for match in matches:
        known = [c for c in match.candidates if c.match in KNOWN and c.place.country]
        codes |= {c.place.country for c in known if c.feature == "A.PCLI"}
        codes |= {c.place.country for c in known[:1] if c.feature == "A.ADM1" or c.place.population >= LARGE}
    return frozenset(code for code in codes if code is not None)


def _shown(matches: Sequence[tuple[_Reader, _Match]]) -> Iterator[_Match]:
    """Yield the matches that the words around them, or a place in the same list, show to be places."""
    before: tuple[_Reader, _Match] | None = None
    for reader, match in matches:
        if reader.shows(match) or (before is not None and before[0] is reader and reader.lists(before[1], match)):
            yield match
            before = reader, match
        elif not reader.is_listed_place(match):
            before = None
        else:
            before = reader, match


def _persons(parses: Sequence[Parse]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the parts of persons' full names, and the single names that the parser takes for persons' more often."""
    parts: set[str] = set()
    counts: dict[str, int] = {}
    for parse in parses:
        for name in parse.names:
            text = parse.text[name.start : name.end].removesuffix("'s").removesuffix("’s")
            if name.label == "PERSON":
                counts[text] = counts.get(text, 0) + 1
                if " " in text:
                    parts.update(text.split())
            elif name.label in PLACE_LABELS:
                counts[text] = counts.get(text, 0) - 1
    return frozenset(parts), frozenset(text for text, count in counts.items() if count > 0)


@dataclass(frozen=True, slots=True)
class _Match:
    """Tokens ``[first, last]`` of a parse, whose text the gazetteer knows or the parser takes for a place."""

    first: int
    last: int
    text: str
    candidates: tuple[Candidate, ...]


class _Reader:
    """One parsed passage, asked about its names."""

    def __init__(self, number: int, passage: Passage, parse: Parse, gazetteer: Gazetteer) -> None:
        self.number = number
        self.passage = passage
        self.parse = parse
        self.tokens = parse.tokens
        self.gazetteer = gazetteer
        self.labels: dict[int, tuple[str, int, int]] = {}
        for name in parse.names:
            inside = [i for i, token in enumerate(self.tokens) if name.start <= token.start and token.end <= name.end]
            for i in inside:
                self.labels[i] = (name.label, inside[0], inside[-1])
        letters = [token for token in self.tokens if token.text.isalpha() and len(token.text) > 3]
        capital = sum(token.text[0].isupper() for token in letters)
        self.titled = len(letters) >= 5 and capital >= 0.7 * len(letters)
        """Whether the passage is set in capitals or in the capitals of a title, which then tell nothing."""

    def matches(self) -> Iterator[_Match]:
        """Yield the longest names that the gazetteer knows, then those that only the parser takes for places."""
        i = 0
        while i < len(self.tokens):
            match = self._longest_at(i)
            if match is None:
                i += 1
            else:
                yield match
                i = match.last + 1

    def _longest_at(self, first: int) -> _Match | None:
        if not _capital(self.tokens[first].text):
            return None
        article = self.tokens[first].text.lower() == "the"
        if self.tokens[first].tag == "DT" and not article:
            return None
        if first and self._text(first - 1, first).lower() in words("generic"):
            return None
        label, start, end = self.labels.get(first, ("", -1, -1))
        is_place = label in PLACE_LABELS and (start == first or self._only_article(start, first))
        for last in range(min(first + LONGEST, len(self.tokens)) - 1, first - 1, -1):
            if not self._may_end(first, last):
                continue
            text = self._text(first, last)
            if len(text.rstrip(".")) < 2:
                continue  # a letter: Region X of a country, but far oftener an initial or a firm
            candidates = self.gazetteer.lookup(text)
            if not candidates and self._stop_follows(text, last):
                candidates = self.gazetteer.lookup(text + ".")
            if (
                last > first
                and self.tokens[last].text in TOWN_WORDS
                and not any(self.tokens[last].text in candidate.place.name for candidate in candidates)
            ):
                continue
            if self.tokens[last].text in words("features") and not any(c.match == "list" for c in candidates):
                continue
            if article and not any(candidate.place.name.startswith("The ") for candidate in candidates):
                continue
            if candidates and self._in_other_name(first, last):
                continue
            if candidates and (candidates[0].match in KNOWN or (is_place and last == end) or self._shown(first, last)):
                goes_to = self._joined_by_article(last)
                if goes_to > last:
                    return _Match(first, goes_to, self._text(first, goes_to), ())
                return _Match(first, last, text, candidates)
        if is_place and end >= first and not article:
            last = end if self.tokens[end].text not in ("'s", "’s", "'", "’") else end - 1
            if last >= first and not self._in_other_name(first, last):
                return _Match(first, last, self._text(first, last), ())
        return None

    def _joined_by_article(self, last: int) -> int:
        """Return the last token of a name that an Arabic article carries on (Wad al-Nura), ``last`` where none does."""
        i = last + 1
        while i < len(self.tokens) and self.tokens[i].text == "-":
            i += 1
        if i >= len(self.tokens) or self.tokens[i].text.lower().partition("-")[0] not in words("articles"):
            return last
        if self.tokens[i].text[:1].isupper() and self.tokens[i - 1].text != "-":
            return last
        if "-" in self.tokens[i].text and _capital(self.tokens[i].text.partition("-")[2]):
            return i
        i += 1
        while i < len(self.tokens) and self.tokens[i].text == "-":
            i += 1
        return i if i < len(self.tokens) and _capital(self.tokens[i].text) else last

    def _in_other_name(self, first: int, last: int) -> bool:
        """Tell whether a name is a mere piece of a longer one, or of a street's."""
        text = self._text(first, last).lower()
        following = self.tokens[last + 1] if last + 1 < len(self.tokens) else None
        if text in words("generic"):
            return True
        if text in words("particles") and following is not None and _capital(following.text):
            return True
        before = self.tokens[first - 1] if first else None
        if before is not None and before.text.lower().rstrip("-") in words("articles") and before.text.islower():
            # "Marwan al-Hams": what an article joins to a capitalised word goes on from it.
            i = first - 2
            while i >= 0 and self.tokens[i].text == "-":
                i -= 1
            if i >= 0 and _capital(self.tokens[i].text) and self.tokens[i].pos == "PROPN":
                return True
        return self._is_street(first, last)

    def _is_street(self, first: int, last: int) -> bool:
        """Tell whether a name is a street's: "Brooklyn street", "Vine and Lima streets", "the 400 block of Cypress"."""
        i = last + 1
        if i < len(self.tokens) and self.tokens[i].text.lower().rstrip(".") in words("roads"):
            return True
        if i < len(self.tokens) and self.tokens[i].text.lower().rstrip(".") in words("crossroads"):
            return first >= 2 and self.tokens[first - 1].text in ("and", "&") and _capital(self.tokens[first - 2].text)
        while i < min(len(self.tokens), last + 8) and (
            _capital(self.tokens[i].text) or self.tokens[i].text in ("and", "&", ",", "-")
        ):
            i += 1
            if i < len(self.tokens) and self.tokens[i].text.lower() in words("crossroads"):
                return any(token.text in ("and", "&") for token in self.tokens[last + 1 : i])
        j = first - 1
        while j >= 0 and (self.tokens[j].text.lower() in words("directions") or self.tokens[j].text.isdigit()):
            j -= 1
        if j >= 1 and self.tokens[j].text.lower() == "of":
            return self.tokens[j - 1].text.lower() in HOUSE_NUMBERS
        return (
            j >= 3
            and self.tokens[j].text == "and"
            and any(
                self.tokens[k].text.lower() in HOUSE_NUMBERS and self.tokens[k + 1].text.lower() == "of"
                for k in range(max(0, j - 5), j - 1)
            )
        )

    def _stop_follows(self, text: str, last: int) -> bool:
        """Tell whether an abbreviation's last stop was taken for the end of the sentence (W.Va.)."""
        return "." in text and self.parse.text[self.tokens[last].end :].startswith(".")

    def _may_end(self, first: int, last: int) -> bool:
        text = self.tokens[last].text
        if last == first:
            return True
        if not _capital(text) and text.lower() not in words("divisions") | words("features"):
            return False
        between = self.tokens[first + 1 : last]
        return all(_capital(token.text) or token.text.lower() in words("inner") for token in between)

    def _only_article(self, start: int, first: int) -> bool:
        return start == first - 1 and self.tokens[start].text.lower() == "the"

    def _text(self, first: int, last: int) -> str:
        return self.parse.text[self.tokens[first].start : self.tokens[last].end]

    def _shown(self, first: int, last: int) -> bool:
        """Tell whether the words around show that a name met by sound alone is a place's."""
        return self._before(first, kinds_only=True) or self._kind_after(last)

    def shows(self, match: _Match) -> bool:
        """Tell whether the words around leave no doubt that a name is a place's, here and in the rest of the report."""
        label, start, end = self.labels.get(match.last, ("", -1, -1))
        if not match.candidates or match.text.lower() in words("words") or not self._is_name(match):
            return False
        if label == "PERSON" and (start < match.first or end > match.last + 1):
            return False
        return (
            self._container(match) is not None
            or self._is_dateline(match)
            or self._kind_after(match.last)
            or self._before(match.first, kinds_only=True)
            or self._object_of(match, words("verbs"))
            or (label in PLACE_LABELS and self._before(match.first))
        )

    def lists(self, before: _Match, match: _Match) -> bool:
        """Tell whether two names stand in one list, with nothing but commas and a conjunction between."""
        between = self.tokens[before.last + 1 : match.first]
        return (
            0 < len(between) <= 2
            and all(token.text in (",", "and", "or", "&") for token in between)
            and (between[-1].text != "," or before.first <= self._head(match).head <= before.last)
            and bool(match.candidates)
            and self._is_name(match)
            and not self._part_of_person(match)
        )

    def is_listed_place(self, match: _Match) -> bool:
        """Tell whether the parser takes the whole name for a place, so that its list is one of places."""
        label, start, end = self.labels.get(match.last, ("", -1, -1))
        return label in ("GPE", "LOC") and start == match.first and end == match.last

    # --- is it a place? --------------------------------------------------------------------

    def judge(self, match: _Match, persons: frozenset[str]) -> bool | None:
        """Return True where it is a place, None where it is none, False where another mention must decide."""
        following = self.tokens[match.last + 1] if match.last + 1 < len(self.tokens) else None
        beside = (
            following is not None and _capital(following.text) and following.start - self.tokens[match.last].end <= 1
        )
        if following is not None:
            after = following.text.lower().rstrip(".")
            if (beside and after in words("others")) or after in words("things"):
                return None
        label, start, end = self.labels.get(match.last) or self.labels.get(match.first, ("", -1, -1))
        goes_on = any(_capital(token.text) for token in self.tokens[match.last + 1 : end + 1])
        equal = label in PLACE_LABELS and start >= self._first_of_place(match.first) and not goes_on
        if self.is_craft(match):
            return None
        if self._abbreviation(match):
            told = self._after_comma(match.first) or (match.text.count(".") > 1 and label != "PERSON")
            return True if told or (equal and len(match.text) > 2) else None
        if match.last > match.first and self.tokens[match.last].text in ("County", "Parish", "Oblast", "Governorate"):
            return True
        if match.text.lower() in words("words") and not (equal and self._before(match.first)):
            return None
        if self.gazetteer.country_of(match.text) is not None and not any(
            c.feature == "A.PCLI" for c in match.candidates
        ):
            return None
        if (
            not match.candidates
            and match.last > end
            and label != "PERSON"
            and self._joined_by_article(match.first) in (match.last, match.first + 1)
        ):
            return True if self._before(match.first) else None
        if not match.candidates:
            street = self.tokens[match.last].text.lower().rstrip(".") in words("others")
            return True if equal and not street and self._before(match.first) and len(match.text) > 2 else None
        large = any(c.feature in ("A.PCLI", "A.ADM1") or c.match == "list" for c in match.candidates)
        is_country = any(c.feature == "A.PCLI" for c in match.candidates)
        contained = self._container(match) is not None
        if match.text in persons and not is_country and not self.shows(match) and not self._before(match.first):
            return None
        if label and not equal and (start < self._first_of_place(match.first) or goes_on):
            return self._in_larger(match, label, start, end, large)
        if equal or self._is_dateline(match):
            return True
        if (label and label not in NAME_LABELS) or self._part_of_person(match):
            return None
        if not self._is_name(match):
            return None
        if beside and self._runs_on(match):
            return False if self._institution_follows(match) and self._known_well(match) else None
        if contained:
            return True
        if self.titled:
            return False
        shown = (
            (self._before(match.first) and (label != "ORG" or self._known_well(match, 15_000)))
            or (not label and self._before(match.first, weak=True))
            or self._before(match.first, kinds_only=True)
            or self._kind_after(match.last)
            or self._object_of(match, words("verbs") | words("weak_verbs"))
            or self._joined_to_place(match)
        )
        listed = match.last > match.first and match.candidates[0].match == "list" and label != "PERSON"
        return shown or listed or (not label and (is_country or self._known_well(match, LARGE)))

    def _first_of_place(self, first: int) -> int:
        """Return the first token that may belong to the same name: an article or a direction may lead it."""
        while first > 0 and self.tokens[first - 1].text.lower() in words("directions") | {"the", "-"}:
            first -= 1
        return first

    def _is_name(self, match: _Match) -> bool:
        """Tell whether the parser, too, takes the words for a name."""
        label, _, _ = self.labels.get(match.last, ("", -1, -1))
        labelled = match.first > 0 and label in NAME_LABELS
        inside = [token for token in self.tokens[match.first : match.last + 1] if _capital(token.text)]
        return len(match.text) > 2 and (labelled or all(token.pos == "PROPN" for token in inside))

    def _is_dateline(self, match: _Match) -> bool:
        """Tell whether the name opens the passage in capitals before a dash, as a dateline does."""
        after = self.tokens[match.last + 1].text if match.last + 1 < len(self.tokens) else ""
        return match.first == 0 and match.text.isupper() and len(match.text) > 3 and after in DASHES

    def _known_well(self, match: _Match, population: int = 1000) -> bool:
        return any(c.place.population >= population or c.match == "list" for c in match.candidates)

    def _abbreviation(self, match: _Match) -> bool:
        return all(c.match == "list" and c.feature == "A.ADM1" for c in match.candidates) and (
            "." in match.text or match.text.isupper() or len(match.text) <= 4
        )

    def _after_comma(self, first: int) -> bool:
        return first >= 2 and self.tokens[first - 1].text == "," and _capital(self.tokens[first - 2].text)

    def _in_larger(self, match: _Match, label: str, start: int, end: int, large: bool) -> bool | None:
        """Judge a name that is part of a larger one: of an institution's, if its word follows; of a person's, never."""
        if label not in PLACE_LABELS | {"ORG", "EVENT"} or not self._known_well(match):
            return None
        if self.tokens[end].text.lower() in words("others") | words("bodies"):
            return None
        if start < self._first_of_place(match.first):
            large = large or (label in PLACE_LABELS and self.tokens[match.first - 1].text == "of")
            return True if large and self.tokens[match.first - 1].text in ("of", "in") else None
        return large

    def _institution_follows(self, match: _Match) -> bool:
        for token in self.tokens[match.last + 1 : match.last + 6]:
            if token.text.lower().rstrip(".") in words("institutions"):
                return _capital(token.text)
            if not _capital(token.text) and token.text not in words("joining"):
                return False
        return False

    def _runs_on(self, match: _Match) -> bool:
        """Tell whether the word after belongs to the same name."""
        last, following = self.tokens[match.last], match.last + 1
        return (
            self.tokens[following].pos == "PROPN"
            and last.dep in ("compound", "nmod", "amod", "nn")
            and last.head >= following
            and self.tokens[last.head].pos == "PROPN"
        )

    def _part_of_person(self, match: _Match) -> bool:
        before = self.tokens[match.first - 1] if match.first else None
        if before is None or before.pos != "PROPN" or not before.text[:1].isupper():
            return False
        if before.text.lower() in words("directions"):
            return False
        if self.tokens[match.first].start - before.end > 1 or before.text.endswith(","):
            return False
        label, _, end = self.labels.get(match.first - 1, ("", -1, -1))
        return (
            before.dep == "compound"
            and before.head == match.last
            and (label == "PERSON" or not label or end >= match.first)
        )

    def _before(self, first: int, *, kinds_only: bool = False, weak: bool = False) -> bool:
        """Tell whether a word that takes a place stands before the name."""
        i = first - 1
        while i >= 0 and (
            self.tokens[i].pos in ("DET", "ADJ") or self.tokens[i].text.lower() in ("the", "downtown", "central")
        ):
            i -= 1
        if i < 0:
            return False
        word = self.tokens[i].text.lower()
        if word == "of" and i > 0:
            return self.tokens[i - 1].text.lower() in words("kinds")
        if word in words("kinds"):
            return True
        if kinds_only:
            return False
        if weak and word in words("weak"):
            return not (i > 0 and self.tokens[i - 1].text.lower() == "according")
        return word in words("locative")

    def is_craft(self, match: _Match) -> bool:
        """Tell whether a name is a ship's, or another thing's, that was called after a place."""
        if match.first == 0:
            return False
        before = self.tokens[match.first - 1].text.lower()
        if before in words("crafts"):
            return True
        if before != "the" or not self._heads(match):
            return False
        if not match.candidates or self._kind_after(match.last):
            return False
        wide = [c for c in match.candidates if _takes_article(c)]
        if wide and match.first == match.last and all(c.feature.startswith("H.") for c in wide):
            # Ships are named for seas: one sails on the Baltic, and the Baltic answers.
            return not (
                self._before(match.first) or self._before(match.first, weak=True) or self._of_before(match.first)
            )
        return not wide

    def _of_before(self, first: int) -> bool:
        return first >= 2 and self.tokens[first - 2].text.lower() in ("of", "on", "under", "by")

    def _heads(self, match: _Match) -> bool:
        """Tell whether the name is its phrase's head: no noun that it merely describes follows."""
        token = self._head(match)
        return token.dep not in ("compound", "amod", "nmod", "poss") or token.head < match.first

    def _kind_after(self, last: int) -> bool:
        if last + 1 >= len(self.tokens):
            return False
        return self.tokens[last + 1].text in words("kinds") | words("dwellers")

    def _object_of(self, match: _Match, verbs: frozenset[str]) -> bool:
        token = self._head(match)
        while token.dep == "conj" and self.tokens[token.head] is not token:
            token = self.tokens[token.head]
        return token.dep in ("dobj", "nsubjpass") and self.tokens[token.head].lemma in verbs

    def _joined_to_place(self, match: _Match) -> bool:
        token = self._head(match)
        if token.dep != "conj":
            return False
        label, _, _ = self.labels.get(token.head, ("", -1, -1))
        return label in ("GPE", "LOC")

    def _head(self, match: _Match) -> Token:
        for i in range(match.first, match.last + 1):
            head = self.tokens[i].head
            if head == i or not match.first <= head <= match.last:
                return self.tokens[i]
        return self.tokens[match.last]

    # --- what is said of it ----------------------------------------------------------------

    def _container(self, match: _Match) -> str | None:
        """Return the name that stands after a comma, in brackets or after "in", and may hold this one."""
        tokens = self.tokens
        i = match.last + 1
        if i < len(tokens) and tokens[i].text.lower() in words("kinds"):
            i += 1
        if i >= len(tokens) or tokens[i].text not in (",", "(", "in"):
            return None
        i += 1
        while i < len(tokens) and tokens[i].text.lower() in words("directions") | {"in", "the"}:
            i += 1
        inner = self._longest_at(i) if i < len(tokens) else None
        if inner is None or not any(_may_hold(candidate) for candidate in inner.candidates):
            return None
        return inner.text

    def _people_before(self, match: _Match) -> str | None:
        """Return the country whose adjective or genitive leads to the name (the Ukrainian city of Izium)."""
        i = match.first - 1
        steps = 0
        while i >= 0 and steps < 4:
            text = self.tokens[i].text
            code = self.gazetteer.country_of(text) if _capital(text) else None
            if code is not None and (self.tokens[i].pos in ("ADJ", "PROPN", "NOUN")):
                return self.gazetteer.country_name(code)
            if text.lower() not in words("kinds") | words("directions") | RANKS:
                return None
            i -= 1
            steps += 1
        return None

    def named(self, match: _Match, countries: frozenset[str]) -> Named:
        token = self._head(match)
        verb = self.tokens[token.head]
        held = self._container(match)
        within = held or self._people_before(match)
        binds = within is not None and (
            self.tokens[match.last + 1].text in ("in", "(")
            if held is not None and match.last + 1 < len(self.tokens)
            else self._kind_between(match)
        )
        # What merely sounds like a name is no place of a country that the report does not speak of.
        candidates = tuple(
            c
            for c in match.candidates
            if (c.match in KNOWN or c.place.country in countries) and not _is_county(c, match)
        )
        if match.first > 0 and self.tokens[match.first - 1].text.lower() == "the" and self._heads(match):
            candidates = tuple(c for c in candidates if _takes_article(c)) or candidates
        return Named(
            text=match.text,
            start=self.passage.start + self.tokens[match.first].start,
            end=self.passage.start + self.tokens[match.last].end,
            passage=self.number,
            candidates=candidates,
            within=within,
            holders=self.gazetteer.lookup(within) if within else (),
            institution=self._institution_follows(match),
            speaks=token.dep == "nsubj" and verb.lemma in words("sayings"),
            binds=binds,
        )

    def _kind_between(self, match: _Match) -> bool:
        """Tell whether a noun for a place leads to the name: "the Ukrainian city of Izium", not "Ukrainian Izium"."""
        lead = [token.text.lower() for token in self.tokens[max(0, match.first - 2) : match.first]]
        return any(word in words("kinds") for word in lead)


def _may_hold(candidate: Candidate) -> bool:
    return candidate.feature in ("A.PCLI", "A.ADM1", "A.ADM2") or candidate.feature.startswith("L.")


def _is_county(candidate: Candidate, match: _Match) -> bool:
    """Tell whether a place is a county that the words do not call one: Talbot County is never plain Talbot."""
    word = candidate.place.name.rsplit(" ", 1)[-1]
    return candidate.feature == "A.ADM2" and word in ("County", "Parish", "Borough") and word not in match.text


def _takes_article(candidate: Candidate) -> bool:
    """Tell whether a place may be named with an article, as towns are not: countries, regions, seas."""
    return candidate.match == "list" or candidate.feature in ("A.PCLI", "A.ADM1")


def _capital(text: str) -> bool:
    return text[:1].isupper() or (text[:1] in "'‘’" and text[1:2].isupper())
