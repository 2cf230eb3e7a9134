"""The page files that exist, taken apart: what most checks walk over."""

from __future__ import annotations

from collections.abc import Iterator

from ..edition import Edition
from ..house import House
from ..problems import Problem, Refused
from ..sections import PageText, read_page
from ..status import page_text


def written(editions: dict[str, Edition]) -> list[Edition]:
    """Editions that people write (not derived by rule)."""
    return [edition for edition in editions.values() if not edition.language.derived_from]


def pages_of(edition: Edition) -> Iterator[tuple[str, PageText]]:
    """(path, page) of every page file of one language that can be taken apart."""
    folder = edition.house.docs / edition.language.code
    for file in sorted(file for file in folder.rglob("*.md") if file.is_file()):
        try:
            path = file.relative_to(folder).with_suffix("").as_posix()
            yield path, page_text(edition.house, edition.language.code, path)
        except Refused:
            continue  # `broken_pages` reports it


def broken_pages(house: House, edition: Edition) -> Iterator[Problem]:
    """Problems of page files that cannot be taken apart."""
    for file in sorted(file for file in (house.docs / edition.language.code).rglob("*.md") if file.is_file()):
        try:
            read_page(file, house)
        except Refused as refused:
            yield from refused.problems
