"""Links between pages: the page exists in the register, the section exists in the same language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ..edition import Edition
from ..inspection import LINK_TARGET, Fault
from ..made import shelf_paths
from ..messages import problem
from ..problems import Problem
from ..sections import PageText, visible_lines
from .pages_of import pages_of, written


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    for edition in written(editions):
        pages = dict(pages_of(edition))
        made = frozenset(shelf_paths(edition))
        for path, page in pages.items():
            yield from check_page(path, page, pages, edition, made)


def check_page(path: str, page: PageText, pages: dict[str, PageText], edition: Edition, made: frozenset[str]) -> Iterator[Problem]:
    lines = [(page.meta.line(*key), text) for key, text in visible_lines(page)]
    lines += enumerate(page.body.splitlines(), start=page.body_line)
    for number, line in lines:
        for target in LINK_TARGET.findall(line):
            fault = _fault(target, path, pages, edition, made)
            if fault:
                code, values = fault
                yield problem(code, page.name, number, target=target, **values)


def _fault(target: str, path: str, pages: dict[str, PageText], edition: Edition, made: frozenset[str]) -> Fault | None:
    if re.match(r"^[a-z]+:", target):
        return None  # outside addresses are checked with the text
    file, _, fragment = target.partition("#")
    to = posixpath.normpath(posixpath.join(posixpath.dirname(path), file.removesuffix(".md"))) if file else path
    if file and not file.endswith(".md"):
        return "link-no-file", {}
    if to in made:
        return None
    if to not in edition.pages:
        return "link-no-page", {}
    if fragment and to in pages and fragment not in {section.id for section in pages[to].sections}:
        known = ", ".join(section.id for section in pages[to].sections)
        return "link-no-section", {"section": fragment, "known": known}
    return None
