"""Words that readers use and the guide does not, each leading to pages. From data/synonyms.yml."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .house import House
from .languages import Languages
from .pages import Pages
from .problems import Problem, Refused
from .schema import validate
from .sections import HEADING_ID
from .values import Strict
from .yamlfile import YamlFile, read_yaml

FILE = "synonyms.yml"


class Synonym(Strict):
    """words: as readers type them, one or more words each; to: pages, best first, as `path` or `path#section`; listed: whether
    they stand among the words from A to Z."""

    words: tuple[Annotated[str, Field(min_length=2)], ...] = Field(min_length=1)
    to: tuple[Annotated[str, Field(min_length=2)], ...] = Field(min_length=1)
    listed: bool = True


Synonyms = dict[str, tuple[Synonym, ...]]


def load_synonyms(house: House, languages: Languages, pages: Pages) -> Synonyms:
    """By language. Raises Refused with every unknown language, page or section, and every word that stands twice."""
    path = house.data / FILE
    file = read_yaml(path, house.name(path))
    found: Synonyms = {}
    problems: list[Problem] = []
    known = _sections(house, languages, pages)
    for code, raw in file.data.items():
        if code not in languages or languages[code].derived_from:
            mend = f"use one of: {', '.join(language.code for language in languages.written())}"
            problems.append(file.problem((code,), f"`{code}` is no written language of translations/languages.yml", mend))
        elif not isinstance(raw, list):
            problems.append(file.problem((code,), f"`{code}` is not a list", "write `- {words: [симка], to: [arrive/sim-and-bank]}` lines"))
        else:
            entries = [validate(Synonym, one, file, (code, number)) for number, one in enumerate(raw)]
            problems += [problem for _, faults in entries for problem in faults]
            found[code] = tuple(entry for entry, _ in entries if entry)
            problems += _faults(file, code, [(number, entry) for number, (entry, _) in enumerate(entries) if entry], known)
    if problems:
        raise Refused(problems)
    return found


def _sections(house: House, languages: Languages, pages: Pages) -> dict[str, set[str]]:
    """Ids of the sections of each page in the source language, which all others share."""
    folder = house.docs / languages.source.code
    texts = {path: folder / f"{path}.md" for path in pages}
    return {path: set(_ids(file.read_text(encoding="utf-8"))) if file.is_file() else set() for path, file in texts.items()}


def _ids(text: str) -> list[str]:
    return [match[1] for line in text.splitlines() if line.startswith("#") and (match := HEADING_ID.search(line))]


def _faults(file: YamlFile, code: str, entries: list[tuple[int, Synonym]], known: dict[str, set[str]]) -> list[Problem]:
    found, seen = [], set()
    for number, entry in entries:
        for place, target in enumerate(entry.to):
            page, _, section = target.partition("#")
            key = (code, number, "to", place)
            if page not in known:
                found.append(file.problem(key, f"there is no page `{page}`", "the paths stand in data/pages.yml"))
            elif section and section not in known[page]:
                found.append(file.problem(key, f"`{page}` has no section `{section}`", f"use an id of docs/ru/{page}.md"))
        for place, word in enumerate(entry.words):
            if word.casefold() in seen:
                found.append(file.problem((code, number, "words", place), f"`{word}` stands twice", "keep one, with all its pages"))
            seen.add(word.casefold())
    return found
