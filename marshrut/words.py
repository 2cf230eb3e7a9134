"""Russian words a reader meets at the counter: official terms and phrases to say, with stress and a reading aid."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from .house import House
from .problems import Refused
from .schema import read_entries
from .values import Strict


class TermIn(Strict):
    """What a term is called in one of our languages, and how sure we are of it."""

    preferred: str = Field(min_length=1)
    use: Literal["loan", "loan+gloss", "native+ru", "native"]
    confidence: Literal["high", "medium", "low"]
    variants: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    note: str | None = None


class Word(Strict):
    """An official Russian term. ru: with U+0301 after the stressed vowel; reading: in Latin letters, stress marked."""

    ru: str = Field(min_length=1)
    reading: str = Field(min_length=1)
    en: str = Field(min_length=1)
    plain_ru: str = Field(min_length=1)
    page: str
    group: str
    abbr: str | None = None
    abbr_reading: str | None = None
    uz: TermIn
    tg: TermIn
    ky: TermIn


class Phrase(Strict):
    """A Russian sentence to say aloud. Its meaning in each language stands in translations/ under `phrases`."""

    ru: str = Field(min_length=2)
    reading: str = Field(min_length=2)


def load_words(house: House) -> dict[str, Word]:
    """Read data/terms.yml."""
    return _load(house, "terms.yml", Word)


def load_phrases(house: House) -> dict[str, Phrase]:
    """Read data/phrases.yml."""
    return _load(house, "phrases.yml", Phrase)


def _load(house: House, name: str, model: type[BaseModel]) -> dict:
    found, problems = read_entries(house.data / name, house.name(house.data / name), model)
    if problems:
        raise Refused(problems)
    return found
