"""Everything the pages of one language are made from, loaded once: facts, strings, addresses, words, pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .facts import Facts, load_facts
from .house import House, today
from .languages import Language, Languages, load_languages
from .pages import Pages, load_pages
from .problems import Problem, Refused
from .sources import Outside, load_outside
from .strings import Strings, load_strings
from .words import Phrase, Word, load_phrases, load_words


@dataclass(frozen=True)
class Edition:
    """One language's view of all that is known. Shared parts are the same objects in every edition."""

    house: House
    language: Language
    languages: Languages
    strings: Strings
    facts: Facts
    outside: Outside
    words: dict[str, Word]
    phrases: dict[str, Phrase]
    pages: Pages
    day: date


def load_editions(house: House, day: date | None = None) -> dict[str, Edition]:
    """All editions by code. Raises Refused with the problems of every part that could be read."""
    problems: list[Problem] = []
    languages = load_languages(house)

    def collect(load, *arguments):
        try:
            return load(*arguments)
        except Refused as refused:
            problems.extend(refused.problems)
            return None

    outside = collect(load_outside, house)
    facts = collect(load_facts, house, set(outside.sources)) if outside else None
    strings = collect(load_strings, house, languages)
    words, phrases, pages = collect(load_words, house), collect(load_phrases, house), collect(load_pages, house)
    if problems:
        raise Refused(problems)
    built_for = day or today()
    return {
        code: Edition(house, language, languages, strings[code], facts, outside, words, phrases, pages, built_for)
        for code, language in languages.items()
    }
