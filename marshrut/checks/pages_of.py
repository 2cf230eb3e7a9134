"""The page files that exist, taken apart: what most checks walk over."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ..edition import Edition
from ..house import House
from ..problems import Problem, Refused
from ..sections import PageText, read_page


def written(editions: dict[str, Edition]) -> list[Edition]:
    """Editions that people write (not derived by rule)."""
    return [edition for edition in editions.values() if not edition.language.derived_from]


def pages_of(edition: Edition) -> Iterator[tuple[str, PageText]]:
    """(path, page) of every page file of one language that can be taken apart."""
    folder = edition.house.docs / edition.language.code
    for file in sorted(file for file in folder.rglob("*.md") if file.is_file()):
        try:
            yield file.relative_to(folder).with_suffix("").as_posix(), _page(file, edition.house)
        except Refused:
            continue  # `broken_pages` reports it


def _page(file: Path, house: House) -> PageText:
    stat = file.stat()
    return _read(file, house, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4096)
def _read(file: Path, house: House, changed: int, size: int) -> PageText:
    """Every check walks over all pages: each is taken apart once. No check may change one."""
    return read_page(file, house)


def broken_pages(house: House, edition: Edition) -> Iterator[Problem]:
    """Problems of page files that cannot be taken apart."""
    for file in sorted(file for file in (house.docs / edition.language.code).rglob("*.md") if file.is_file()):
        try:
            _page(file, house)
        except Refused as refused:
            yield from refused.problems
