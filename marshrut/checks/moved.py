"""Whose fault it is not: where the source moved on after a translation was read, what differs from it is a warning.

The reader is told that the section is older, and `make status` lists it; who mends a source text must not fail for that.
Who writes in such a section of a translation compares it with the source of today, and then all of it must agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..edition import Edition
from ..entries import ROOM, Entries, load_entries
from ..problems import Problem, Refused
from ..readings import Reading, load_status, stale_sections
from ..sections import TOP, PageText
from ..status import page_text
from ..wording import pieces_of

# What comparison with the source says of a section. Not its level and its mark of danger: they belong to no fingerprint,
# so nobody can tell who changed them.
OF_SECTION = {"lines-count", "line-kind", "part-missing", "part-extra", "line-empty", "box-lines", "section-extra"}
MISSING, ORDER = "section-missing", "sections-order"
OF_FACT = {"fact-placeholder-missing", "fact-placeholder-extra"}


def soften(problems: Iterable[Problem], editions: dict[str, Edition]) -> Iterator[Problem]:
    """The same problems; those that follow from a source that moved on are warnings."""
    pages: dict[str, _Page | None] = {}
    facts: dict[str, _Facts | None] = {}
    for problem in problems:
        if not problem.warning and problem.code in OF_FACT:
            if problem.path not in facts:
                facts[problem.path] = _facts(problem.path, editions)
            texts = facts[problem.path]
            yield replace(problem, warning=True) if texts and texts.text.at(problem.line) in texts.older else problem
            continue
        if problem.warning or problem.code not in {*OF_SECTION, MISSING, ORDER}:
            yield problem
            continue
        if problem.path not in pages:
            pages[problem.path] = _page(problem.path, editions)
        page = pages[problem.path]
        yield replace(problem, warning=True) if page and page.follows(problem) else problem


@dataclass(frozen=True)
class _Page:
    """A page of a translation. older: sections that stand as they were read, of a source that reads otherwise today or has
    lost them; new: sections of the source that nobody has read."""

    text: PageText
    older: frozenset[str]
    new: frozenset[str]

    def follows(self, problem: Problem) -> bool:
        """Whether a problem follows from the source that moved on."""
        if problem.code == MISSING:
            return problem.part in self.new
        return bool(self.older) if problem.code == ORDER else self._section_at(problem.line) in self.older

    def _section_at(self, line: int) -> str:
        return next((section.id for section in reversed(self.text.sections) if section.line <= line), TOP)


def _page(path: str, editions: dict[str, Edition]) -> _Page | None:
    """None for what is no page of a translation, and for one that nobody has read."""
    parts = path.removesuffix(".md").split("/", 2)
    if len(parts) < 3 or parts[0] != "docs" or parts[1] not in editions or not path.endswith(".md"):
        return None
    first = next(iter(editions.values()))
    page = path.removesuffix(".md").removeprefix(f"docs/{parts[1]}/")
    try:
        text, source = page_text(first.house, parts[1], page), page_text(first.house, first.languages.source.code, page)
    except Refused:
        return None
    read = load_status(first.house, parts[1]).get(page, {})
    if not (text and source and read):
        return None
    moved = {*stale_sections(source, read), *(read.keys() - source.fingerprints().keys())}
    own, texts = text.fingerprints(), text.texts()
    older = frozenset(section for section in moved if section in own and _stands_as_read(own[section], texts[section], read[section]))
    return _Page(text, older, frozenset(source.fingerprints().keys() - read.keys()))


def _stands_as_read(mark: str, text: str, readings: Iterable[Reading]) -> bool:
    """Letter by letter: a fingerprint does not see addresses of links and marks of lists, the profile does."""
    return any(reading.text == mark and reading.words.split(" ", 1)[0] == pieces_of(text) for reading in readings)


@dataclass(frozen=True)
class _Facts:
    """A file of texts of facts. older: entries that stand as they were read, of a source that reads otherwise today."""

    text: Entries
    older: frozenset[str]


def _facts(path: str, editions: dict[str, Edition]) -> _Facts | None:
    """None for what is no such file."""
    first, (folder, name) = next(iter(editions.values())), path.removesuffix(".yml").rsplit("/", 1)
    if folder != ROOM + "facts" or name not in editions:
        return None
    own, source = (load_entries(first.house, language)[folder] for language in (editions[name].language, first.languages.source))
    read, marks = load_status(first.house, name).get(folder, {}), own.fingerprints()
    older = (entry for entry in stale_sections(source, read) if marks.get(entry) in {reading.text for reading in read[entry]})
    return _Facts(own, frozenset(older))
