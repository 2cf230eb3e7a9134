"""Everything the pages of one language are made from, loaded once: facts, strings, addresses, words, pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .changes import Change, load_changes
from .facts import Facts, load_facts
from .fold import Fold, load_folds
from .house import House, Marks, today
from .languages import Language, Languages, load_languages
from .pages import Pages, load_pages
from .plan import Plan, load_plan
from .problems import Problem, Refused
from .records import Records, load_records
from .routes import Route, load_routes
from .script import forget_exceptions
from .sources import Outside, load_outside
from .strings import Strings, load_strings, string_files
from .synonyms import Synonyms, load_synonyms
from .wanted import wanted_strings
from .words import Phrase, Word, load_judging, load_phrases, load_words


@dataclass(frozen=True)
class Edition:
    """One language's view of all that is known. Shared parts are the same objects in every edition."""

    house: House
    language: Language
    languages: Languages
    strings: Strings
    source_strings: Strings
    facts: Facts
    outside: Outside
    words: dict[str, Word]
    phrases: dict[str, Phrase]
    pages: Pages
    records: Records
    changes: dict[str, Change]
    routes: dict[str, Route]
    plan: Plan
    synonyms: Synonyms
    judging_words: dict[str, tuple[str, ...]]
    day: date
    fold: Fold

    def judging(self, title: str) -> str | None:
        """The word of a title that judges its reader, if there is one."""
        stems = self.judging_words.get(self.language.code, ())
        title = "".join(letter for letter in title if unicodedata.category(letter) not in ("Mn", "Cf"))  # stress marks, soft hyphens
        return next((word for word in re.findall(r"\w[\w’ʻʼ'-]*", title) if word.casefold().startswith(stems)), None) if stems else None


def load_editions(house: House, day: date | None = None) -> dict[str, Edition]:
    """All editions by code. Raises Refused with the problems of every part that could be read.

    Kept as long as no file they are made from changes: `mkdocs serve` asks at each saved page, and the processes of a
    build have them from the one that began it.
    """
    return _load(house, day or today(), house.marks(house.data, house.translations))


@lru_cache(maxsize=1)
def _load(house: House, day: date, marks: Marks) -> dict[str, Edition]:
    forget_exceptions()
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
    known = facts is not None and pages is not None
    records = collect(load_records, house, facts, pages) if known else None
    changes = collect(load_changes, house, facts, pages) if known else None
    routes = collect(load_routes, house, facts) if facts is not None else None
    plan = collect(load_plan, house, facts, pages, words) if known and words is not None else None
    synonyms = collect(load_synonyms, house, languages, pages) if pages is not None else None
    folds = collect(load_folds, house, languages)
    judging = collect(load_judging, house)
    if problems:
        raise Refused(problems)
    shared = (facts, outside, words, phrases, pages, records, changes, routes, plan, synonyms, judging, day)
    source = strings[languages.source.code]
    editions = {
        code: Edition(house, language, languages, strings[code], source, *shared, folds[code]) for code, language in languages.items()
    }
    problems = list(_without_words(editions[languages.source.code]))
    if problems:
        raise Refused(problems)
    return editions


def _without_words(source: Edition) -> Iterator[Problem]:
    """What the data name and the source language does not say; the other languages are compared with the source."""
    files = dict(string_files(source.house, source.language))
    for key, why in wanted_strings(source).items():
        if not source.strings.has(key):
            path = files.get(key.partition(".")[0], files[""])
            yield Problem(source.house.name(path), 0, f"`{key}` is missing: {why}", "add it here and in the other translations")
