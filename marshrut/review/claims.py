"""Who is said to have read what: readings that a change adds. Anybody can write a line into a status file."""

from __future__ import annotations

from collections.abc import Iterator

from ..edition import Edition
from ..house import House
from ..problems import Refused
from ..readings import KINDS, Kind, load_status
from .report import Claim


def new_claims(before: House, editions: dict[str, Edition]) -> Iterator[Claim]:
    """Readings that the base does not have, by language and kind of reader; those that weigh most first."""
    first = next(iter(editions.values()))
    found: dict[tuple[Kind, str], dict[str, int]] = {}
    for language in first.languages.written():
        now, old = _readings(first.house, language.code), _readings(before, language.code)
        for page, _, _, _, by, _ in sorted(now - old):
            pages = found.setdefault((by, language.code), {})
            pages[page] = pages.get(page, 0) + 1
    order = list(editions)
    for (by, code), pages in sorted(found.items(), key=lambda one: (-KINDS.index(one[0][0]), order.index(one[0][1]))):
        yield Claim(code, by, sum(pages.values()), tuple(pages))


def _readings(house: House, code: str) -> set[tuple[str, str, str, str, Kind, str]]:
    """(page, section, source, text, by, on) of each; none of a file that cannot be read, which is a fault of its own."""
    try:
        status = load_status(house, code)
    except Refused:
        return set()
    return {
        (page, section, one.source, one.text, one.by, one.on)
        for page, sections in status.items()
        for section, read in sections.items()
        for one in read
    }
