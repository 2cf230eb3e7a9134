"""The register of pages: which exist, in which order the menu shows them, what form each follows. From data/pages.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from .house import House
from .problems import Problem, Refused
from .schema import validate
from .values import Strict
from .yamlfile import read_yaml

# A path is an address and a file name: small Latin letters, at most one folder.
PATH = re.compile(r"^[a-z0-9-]+(/[a-z0-9-]+)?$")
# Pages whose content is spread over generated pages below them: facts by topic, terms by group, phrases by place,
# changes of the law by year, the plan by citizenship and purpose, words from A to Z.
FACTS_PAGE, GLOSSARY_PAGE, PHRASES_PAGE, CHANGES_PAGE = "about/facts", "glossary", "phrases", "about/changes"
PLAN_PAGE, SEARCH_PAGE = "plan", "search"
# Where "Hide this page" leads, and where the reader learns what it cannot do.
CALENDAR_PAGE, CLEARING = "calendar", ("rights/this-site-and-your-phone", "clear")
# The page with the controls for keeping the guide on a phone.
OFFLINE_PAGE = "about/offline"
SHELVES = (FACTS_PAGE, GLOSSARY_PAGE, PHRASES_PAGE, CHANGES_PAGE, PLAN_PAGE, SEARCH_PAGE)


def shelf_of(path: str) -> str | None:
    """The page above a generated one: about/facts/exam → about/facts."""
    parent = path.rpartition("/")[0]
    return parent if parent in SHELVES else None


class _Entry(Strict):
    form: Literal["procedure", "rights", "report", "system", "plain"]
    official: str | None = Field(default=None, min_length=3)
    long: str | None = Field(default=None, min_length=10)
    hide: bool = False
    read: int | None = Field(default=None, ge=1)


@dataclass(frozen=True)
class PageInfo:
    """A page: its path without ending, menu section, form (CONTENT.md §2–3) and official Russian name.

    long: why it has more than about 900 words, if it has; hide: it offers "Hide this page"; read: its place among the
    most-read pages, from 1, as the editors guess.
    """

    path: str
    section: str
    form: str
    official: str | None
    long: str | None = None
    hide: bool = False
    read: int | None = None


class Pages(dict[str, PageInfo]):
    """Pages by path, in menu order."""

    @property
    def sections(self) -> dict[str, list[PageInfo]]:
        grouped: dict[str, list[PageInfo]] = {}
        for page in self.values():
            grouped.setdefault(page.section, []).append(page)
        return grouped

    @property
    def by_reading(self) -> list[str]:
        """Paths, most-read pages first; those without a place follow in menu order."""
        return sorted(self, key=lambda path: (self[path].read is None, self[path].read or 0))


def load_pages(house: House) -> Pages:
    """Read data/pages.yml: sections in menu order, each a mapping of page path to its form."""
    path = house.data / "pages.yml"
    file = read_yaml(path, house.name(path))
    pages, problems = Pages(), []
    for section, entries in file.data.items():
        if not isinstance(entries, dict):
            problems.append(
                file.problem((section,), f"the section `{section}` lists no pages", "write `path: {form: plain}` lines below it")
            )
            continue
        for page_path, raw in entries.items():
            if not PATH.match(page_path):
                problems.append(
                    file.problem(
                        (section, page_path), f"`{page_path}` is not a usable path", "use small Latin letters and hyphens: `work/patent`"
                    )
                )
                continue
            entry, faults = validate(_Entry, raw, file, (section, page_path))
            problems += faults
            if shelf_of(page_path) or page_path == CALENDAR_PAGE:
                what = f"`{page_path}` is the address of a page that the build makes"
                problems.append(file.problem((section, page_path), what, "choose another path"))
            if page_path in pages:
                problems.append(file.problem((section, page_path), f"{page_path} stands in two sections", "keep one"))
            elif entry:
                pages[page_path] = PageInfo(page_path, section, entry.form, entry.official, entry.long, entry.hide, entry.read)
    if not pages:
        problems.append(Problem(file.name, 0, "no pages are listed", "list each page under its menu section"))
    if problems:
        raise Refused(problems)
    return pages
