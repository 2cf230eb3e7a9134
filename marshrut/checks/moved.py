"""Whose fault it is not: where the source moved on after a translation was read, what differs from it is a warning.

The reader is told that the section is older, and `make status` lists it; who mends a source text must not fail for that.
Who writes in such a section of a translation compares it with the source of today, and then all of it must agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..edition import Edition
from ..problems import Problem, Refused
from ..readings import load_status, stale_sections
from ..sections import TOP, PageText
from ..status import page_text

# What comparison with the source says of a section, and of the page as a whole.
OF_SECTION = {"section-heading", "lines-count", "line-kind", "part-missing", "part-extra", "line-empty", "box-lines", "section-extra"}
OF_PAGE = {"section-missing", "sections-order"}


def soften(problems: Iterable[Problem], editions: dict[str, Edition]) -> Iterator[Problem]:
    """The same problems; those that follow from a source that moved on are warnings."""
    older: dict[str, set[str]] = {}
    for problem in problems:
        if problem.warning or problem.code not in OF_SECTION | OF_PAGE:
            yield problem
            continue
        if problem.path not in older:
            older[problem.path] = _older(problem.path, editions)
        found = older[problem.path]
        is_older = bool(found) if problem.code in OF_PAGE else bool(found) and _section_at(problem, editions) in found
        yield replace(problem, warning=True) if is_older else problem


def _texts(path: str, editions: dict[str, Edition]) -> tuple[str, str, PageText, PageText] | None:
    """(language, page, translation, source) of a page file."""
    parts = path.removesuffix(".md").split("/", 2)
    if len(parts) < 3 or parts[0] != "docs" or parts[1] not in editions or not path.endswith(".md"):
        return None
    first = next(iter(editions.values()))
    page = path.removesuffix(".md").removeprefix(f"docs/{parts[1]}/")
    try:
        text, source = page_text(first.house, parts[1], page), page_text(first.house, first.languages.source.code, page)
    except Refused:
        return None
    return (parts[1], page, text, source) if text and source else None


def _older(path: str, editions: dict[str, Edition]) -> set[str]:
    """Sections of a page that stand as they were read, against another source than today's; new and lost ones of the source too."""
    found = _texts(path, editions)
    if found is None:
        return set()
    code, page, text, source = found
    read = load_status(next(iter(editions.values())).house, code).get(page, {})
    if not read:
        return set()
    own = text.fingerprints()
    untouched = {section for section in stale_sections(source, read) if own.get(section) in {reading.text for reading in read[section]}}
    return {*untouched, *(source.fingerprints().keys() ^ read.keys())}


def _section_at(problem: Problem, editions: dict[str, Edition]) -> str:
    """The section that a line of a page stands in."""
    _, _, text, _ = _texts(problem.path, editions)
    return next((section.id for section in reversed(text.sections) if section.line <= problem.line), TOP)
