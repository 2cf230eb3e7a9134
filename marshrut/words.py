"""Russian words a reader meets at the counter: official terms and phrases to say, with stress and a reading aid."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, Field

from .house import House
from .problems import Problem, Refused
from .schema import read_entries
from .values import Strict
from .yamlfile import read_yaml

STRESS = "\u0301"
# Places of phrases are the part of an id before its point: police.my-papers.
PHRASE_ID = re.compile(r"^[a-z]+(-[a-z]+)*\.[a-z0-9-]+$")


class TermIn(Strict):
    """What a term is called in one of our languages, and how sure we are of it.

    variants, spoken: what readers look for; accepted: what our pages call it too, where that is as good.
    """

    preferred: str = Field(min_length=1)
    use: Literal["loan", "loan+gloss", "native+ru", "native"]
    confidence: Literal["high", "medium", "low"]
    variants: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    note: str | None = None


class Word(Strict):
    """An official Russian term. ru: with U+0301 after the stressed vowel; reading: in Latin letters, stress marked.

    en_accepted: what our English pages call it too; everyday: the Russian word is also said of other things, so that
    `make check` does not look for its name. page: where a reader meets it; group: the glossary page that explains it. Its plain meaning in each language stands
    in translations/glossary/.
    """

    ru: str = Field(min_length=1)
    reading: str = Field(min_length=1)
    en: str = Field(min_length=1)
    en_accepted: tuple[str, ...] = ()
    everyday: bool = False
    page: str
    group: Literal["papers", "procedures", "work", "enforcement", "institutions", "family", "digital"]
    abbr: str | None = None
    abbr_reading: str | None = None
    uz: TermIn
    tg: TermIn
    ky: TermIn

    def name_in(self, code: str) -> str:
        """What the term is called in a language; in Russian the term itself, unmarked."""
        known = getattr(self, code, None)
        if isinstance(known, TermIn):
            return known.preferred
        return self.en if code == "en" else self.ru.replace(STRESS, "")


class Phrase(Strict):
    """A Russian sentence to say aloud. Its meaning in each language stands in translations/ under `phrases`."""

    ru: str = Field(min_length=2)
    reading: str = Field(min_length=2)


def load_words(house: House) -> dict[str, Word]:
    """Read data/terms.yml."""
    return _load(house, "terms.yml", Word)


def load_phrases(house: House) -> dict[str, Phrase]:
    """Read data/phrases.yml."""
    phrases = _load(house, "phrases.yml", Phrase)
    name = house.name(house.data / "phrases.yml")
    faults = [phrase_id for phrase_id in phrases if not PHRASE_ID.match(phrase_id)]
    if faults:
        raise Refused([Problem(name, 0, f"`{fault}` is not a phrase id", "write place.name: `police.my-papers`") for fault in faults])
    return phrases


def by_place(phrases: dict[str, Phrase]) -> dict[str, list[str]]:
    """Ids of phrases by the place where they are said, in the order of data/phrases.yml."""
    places: dict[str, list[str]] = {}
    for phrase_id in phrases:
        places.setdefault(phrase_id.split(".")[0], []).append(phrase_id)
    return places


def by_group(words: dict[str, Word]) -> dict[str, list[str]]:
    """Ids of terms by glossary page."""
    groups: dict[str, list[str]] = {}
    for word_id, word in words.items():
        groups.setdefault(word.group, []).append(word_id)
    return groups


def _load(house: House, name: str, model: type[BaseModel]) -> dict:
    found, problems, _ = read_entries(house.data / name, house.name(house.data / name), model)
    if problems:
        raise Refused(problems)
    return found


def load_judging(house: House) -> dict[str, tuple[str, ...]]:
    """Read data/judging.yml: by language, beginnings of words that no title may hold."""
    path = house.data / "judging.yml"
    file = read_yaml(path, house.name(path))
    for code, stems in file.data.items():
        if not isinstance(stems, list) or not all(isinstance(stem, str) and len(stem) > 3 for stem in stems):
            raise Refused([file.problem((code,), f"{code}: not a list of beginnings of words", "write `- нелегал`, four letters or more")])
    return {code: tuple(stem.casefold() for stem in stems) for code, stems in file.data.items()}
