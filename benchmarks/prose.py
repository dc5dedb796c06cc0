"""Generated news reports of about 400 words, several of each happening, the same for the same seed."""

# ruff: noqa: E501  (one sentence, one line)

from __future__ import annotations

import random
from datetime import date, timedelta

from benchmarks.corpora import Article

_ONSETS = [
    "b",
    "br",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "k",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
]
_NUCLEI = ["a", "e", "i", "o", "u", "ai", "ea", "ou", "ia"]
_CODAS = ["", "n", "r", "l", "s", "t", "k", "nd", "rt", "lm", "ck", "sh"]
_TOWNS = ["Izmir", "Bamako", "Kharkiv", "Homs", "Lagos", "Gary", "Tucson", "Leeds", "Lyon", "Aleppo", "Quetta", "Cali"]
_TOWNS += ["Mosul", "Dhaka", "Manila", "Toledo", "Ghent", "Odesa", "Tripoli", "Benin City", "Darwin", "Halifax", "Cork"]
_GROUPS = ["soldiers", "civilians", "miners", "passengers", "children", "police officers", "residents", "protesters"]
_GROUPS += ["fishermen", "nurses", "students", "farmers", "workers", "prisoners", "firefighters", "journalists"]
_CAUSES = ["an explosion", "a fire", "shelling", "a shooting", "a flood", "a bus crash", "an air strike", "a landslide"]
_CAUSES += ["a suicide bombing", "an earthquake", "a derailment", "a collapse", "an ambush", "an outbreak of cholera"]
_OFFICES = [
    "the interior ministry",
    "the governor",
    "a police spokesman",
    "the fire service",
    "the hospital",
    "the army",
]
_OFFICES += [
    "an eyewitness",
    "the Red Cross",
    "the mayor",
    "a doctor",
    "the company",
    "local officials",
    "a union leader",
]
_VERBS = [
    "said",
    "told reporters",
    "claimed",
    "announced",
    "wrote on Facebook",
    "confirmed",
    "denied",
    "added",
    "warned",
]
_NUMBERS = ["two", "three", "five", "at least 12", "about 40", "more than 100", "dozens of", "28", "1,500", "nearly 60"]
_PARTS = ["a school", "the market", "two bridges", "a power station", "several houses", "the town hall", "a warehouse"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_ADJECTIVES = ["northern", "disputed", "crowded", "remote", "industrial", "coastal", "besieged", "quiet", "flooded"]


def reports(number: int, *, seed: int = 20, words: int = 400) -> list[Article]:
    """Return ``number`` generated reports, three of each happening, each of at least ``words`` words."""
    chance = random.Random(seed)
    vocabulary = [_word(chance) for _ in range(3000)]
    articles: list[Article] = []
    while len(articles) < number:
        town, cause = chance.choice(_TOWNS), chance.choice(_CAUSES)
        happened = date(2019, 1, 1) + timedelta(days=chance.randrange(1500))
        for _ in range(min(3, number - len(articles))):
            outlet = f"{chance.choice(vocabulary).title()} {chance.choice(['Herald', 'Times', 'Post', 'News'])}"
            sentences = [_headline(chance, town, cause)]
            while sum(len(sentence.split()) for sentence in sentences) < words:
                sentences.append(_sentence(chance, town, cause, happened, vocabulary))
            paragraphs = [sentences[0], *(" ".join(sentences[n : n + 3]) for n in range(1, len(sentences), 3))]
            articles.append(
                Article(
                    id=f"generated/{len(articles):05d}",
                    text="\n\n".join(paragraphs),
                    outlet=outlet,
                    published=(happened + timedelta(days=chance.randrange(3))).isoformat(),
                )
            )
    return articles


def _word(chance: random.Random) -> str:
    return "".join(
        chance.choice(_ONSETS) + chance.choice(_NUCLEI) + chance.choice(_CODAS) for _ in range(chance.choice([2, 2, 3]))
    )


def _headline(chance: random.Random, town: str, cause: str) -> str:
    return f"{chance.choice(_NUMBERS).capitalize()} {chance.choice(_GROUPS)} killed after {cause} in {town}"


def _sentence(chance: random.Random, town: str, cause: str, happened: date, vocabulary: list[str]) -> str:
    name = f"{chance.choice(vocabulary).title()} {chance.choice(vocabulary).title()}"
    day = f"{chance.choice(_DAYS)}" if chance.random() < 0.6 else f"{happened.day} {happened:%B}"
    group, other = chance.choice(_GROUPS), chance.choice(_GROUPS)
    shape = chance.randrange(8)
    if shape == 0:
        return f"{chance.choice(_NUMBERS).capitalize()} {group} were killed and {chance.randrange(2, 90)} {other} injured in {town} on {day}, {chance.choice(_OFFICES)} {chance.choice(_VERBS[:2])}."
    if shape == 1:
        return f"{name}, who runs a {chance.choice(vocabulary)} shop near the {chance.choice(_ADJECTIVES)} district, said that {cause} had shaken the street for {chance.randrange(2, 40)} minutes."
    if shape == 2:
        return f"“We could not reach the {group} in time,” {name} {chance.choice(_VERBS)}, “and {chance.choice(_PARTS)} was gone.”"
    if shape == 3:
        return f"According to {chance.choice(_OFFICES)}, {chance.choice(_NUMBERS)} {group} were still missing late on {day}, and {chance.choice(_PARTS)} had been destroyed."
    if shape == 4:
        return f"The {chance.choice(_ADJECTIVES)} region of {chance.choice(_TOWNS)} has seen little {chance.choice(vocabulary)} since the {chance.choice(vocabulary)} council was dissolved {chance.randrange(2, 11)} years ago."
    if shape == 5:
        return f"{chance.choice(_OFFICES).capitalize()} {chance.choice(_VERBS)} that the figures could not be independently verified, and that more {other} might be under the rubble."
    if shape == 6:
        return f"In {chance.choice(_TOWNS)}, {chance.randrange(20, 400)} kilometres away, {chance.choice(_NUMBERS)} {group} gathered outside {chance.choice(_PARTS)} and lit candles for the {other}."
    return f"The {chance.choice(vocabulary)} bridge, which carries most of the {chance.choice(vocabulary)} traffic, stays shut until the {chance.choice(vocabulary)} inspectors have finished their work."
