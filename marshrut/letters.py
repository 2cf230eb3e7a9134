"""What the search can find without a script: pages, sections, terms and the words readers use, from A to Z."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .edition import Edition
from .pages import FACTS_PAGE, GLOSSARY_PAGE, PHRASES_PAGE, SEARCH_PAGE
from .script import to_cyrillic
from .sections import Section
from .status import page_text
from .words import by_place

# The same number in every language, so that the language row leads from each to each.
RANGES = 6
# Pages whose headings name their own matters; those of procedures are the same on every page.
FORMS = ("plain", "report", "system")
GENERAL = frozenset(["help", "top"])


@dataclass(frozen=True)
class Place:
    """An entry: what it is called, where it leads, and the name of the page if that is another."""

    label: str
    path: str
    fragment: str = ""
    page: str = ""


def range_names(edition: Edition) -> list[str]:
    """«А–Д» for each page; for one without entries its number."""
    found = []
    for number, letters in enumerate(map(list, ranges(edition)), start=1):
        found.append("–".join(dict.fromkeys((letters[0], letters[-1]))) if letters else str(number))
    return found


def ranges(edition: Edition) -> list[dict[str, list[Place]]]:
    """Per page: letter → entries, as a dictionary sorts them. Letters are shared out so that pages weigh about the same."""
    key = lambda place: (edition.language.sort_key(_spelt(place.label)), place.path, place.fragment)  # noqa: E731
    places = sorted(dict.fromkeys(_places(edition)), key=key)
    by_letter: dict[str, list[Place]] = {}
    for place in places:
        by_letter.setdefault(_letter(place.label), []).append(place)
    found: list[dict[str, list[Place]]] = [{} for _ in range(RANGES)]
    before = 0
    for letter, entries in by_letter.items():
        # A letter goes where its middle falls.
        middle = before + len(entries) / 2
        found[min(RANGES - 1, int(middle * RANGES / len(places)))][letter] = entries
        before += len(entries)
    return found


def _spelt(label: str) -> str:
    """From its first letter on: a quotation mark plays no part in the order."""
    return next((label[place:] for place, sign in enumerate(label) if sign.isalnum()), label)


def _letter(label: str) -> str:
    first = _spelt(label)[:1]
    return "0–9" if first.isdigit() else first.upper()


def anchors(pages: list[dict[str, list[Place]]]) -> dict[str, str]:
    """Ids of letters: the same in every script."""
    return {letter: f"letter-{number}" for number, letter in enumerate((letter for page in pages for letter in page), start=1)}


def _places(edition: Edition) -> Iterator[Place]:
    strings, code = edition.strings, edition.language.code
    names = {path: strings(f"menu.{path}") for path in edition.pages}
    for path in edition.pages:
        if path == SEARCH_PAGE:
            continue
        yield Place(names[path], path)
        if edition.pages[path].form in FORMS:
            for section in _sections(edition, path):
                yield Place(_own(edition, section.title), path, section.id, names[path])
    for word_id, word in edition.words.items():
        yield Place(
            _capital(word.name_in(edition.language.derived_from or code)), f"{GLOSSARY_PAGE}/{word.group}", word_id, names[GLOSSARY_PAGE]
        )
    for synonym in edition.synonyms.get(edition.language.derived_from or code, ()):
        path, _, section = synonym.to[0].partition("#")
        for word in synonym.words if synonym.listed else ():
            yield Place(_capital(_own(edition, word)), path, section, names.get(path, ""))
    for topic in edition.facts.topics:
        yield Place(strings(f"topics.{topic}"), f"{FACTS_PAGE}/{topic}", "", names[FACTS_PAGE])
    for place in by_place(edition.phrases):
        yield Place(strings(f"places.{place}"), f"{PHRASES_PAGE}/{place}", "", names[PHRASES_PAGE])


def _sections(edition: Edition, path: str) -> list[Section]:
    """Sections with a name of their own and plain words in it."""
    text = page_text(edition.house, edition.language.derived_from or edition.language.code, path)
    return [one for one in text.sections if one.level == 2 and one.id not in GENERAL and "{{" not in one.title] if text else []


def _own(edition: Edition, text: str) -> str:
    return to_cyrillic(text) if edition.language.derived_from else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
