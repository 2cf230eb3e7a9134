"""What a change to texts or facts must satisfy. Each check yields problems; `run_all` collects, one command prints."""

from __future__ import annotations

from collections.abc import Iterator

from ..edition import Edition, load_editions
from ..house import House
from ..messages import complete
from ..problems import Problem, Refused
from . import (
    behind,
    fact_texts,
    forms,
    letters,
    links,
    moved,
    readability,
    records,
    registers,
    strings,
    terms,
    texts,
    translations,
    units,
    whole,
    wording,
)

CHECKS = (
    texts.check,
    forms.check,
    records.check,
    links.check,
    fact_texts.check,
    translations.check,
    behind.check,
    letters.check,
    wording.check,
    terms.check,
    strings.check,
    units.check,
    whole.check,
    registers.check,
    readability.check,
)


def run_all(house: House) -> list[Problem]:
    """Every problem of the checkout, sorted by file and line. Data that cannot be read hides later checks."""
    try:
        editions = load_editions(house)
    except Refused as refused:
        return sorted({complete(problem) for problem in (*refused.problems, *whole.opened_early(house))})
    found = {complete(problem) for check in CHECKS for problem in _guarded(check, editions)}
    return sorted(moved.soften(found, editions))


def readings(house: House) -> list[str]:
    """One line a language on how it reads; none if the data cannot be read."""
    try:
        return list(readability.summary(load_editions(house)))
    except Refused:
        return []


def _guarded(check, editions: dict[str, Edition]) -> Iterator[Problem]:
    """A file that cannot be taken apart is one problem, not the end of the check."""
    try:
        yield from check(editions)
    except Refused as refused:
        yield from refused.problems
