"""Page texts: nothing that could run, no outside address, no digits of law, front matter whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..edition import Edition
from ..inspection import PLACEHOLDER, inspect, inspect_line
from ..messages import problem
from ..problems import Problem
from ..sections import PageText, check_front_matter, visible_lines
from .pages_of import broken_pages, pages_of, written

LIST_NUMBER = re.compile(r"^[ \t]*\d+\.[ \t]")
HEADING_NUMBER = re.compile(r"^#+[ \t]+\d+\.[ \t]")


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    first = next(iter(editions.values()))
    yield from _stray_files(first)
    for edition in written(editions):
        yield from broken_pages(edition.house, edition)
        for path, page in pages_of(edition):
            if path not in edition.pages:
                yield problem("page-unlisted", page.name, 0)
            yield from inspect(page.body, page.name, edition, page.body_line)
            for key, text in visible_lines(page):
                yield from inspect_line(text, page.name, edition, page.meta.line(*key))
            yield from check_front_matter(page)
            yield from check_digits(page)


def _stray_files(edition: Edition) -> Iterator[Problem]:
    """docs/ holds pages of listed languages; anything else would be published or lost unseen."""
    for file in sorted(edition.house.docs.rglob("*")):
        parts = file.relative_to(edition.house.docs).parts
        name = edition.house.name(file)
        if file.is_symlink():
            yield problem("symlink", name, 0)
        elif file.is_file():
            if parts[0] not in edition.languages:
                yield problem("file-no-language", name, 0, folder=parts[0])
            elif edition.languages[parts[0]].derived_from:
                yield problem("file-derived", name, 0, folder=parts[0], base=edition.languages[parts[0]].derived_from)
            elif file.suffix != ".md":
                yield problem("file-no-page", name, 0)


def check_digits(page: PageText) -> Iterator[Problem]:
    """Every legal number comes from data/: a digit typed into a page would stay behind when the law changes."""
    lines = [(page.body_line + index, line) for index, line in enumerate(page.body.splitlines())]
    lines += [(page.meta.line(*key), text) for key, text in visible_lines(page)]
    for number, line in lines:
        text = HEADING_NUMBER.sub("", LIST_NUMBER.sub("", PLACEHOLDER.sub("", line)))
        text = re.sub(r"\{ #[^}]*\}|\]\([^)]*\)", "", text)
        found = re.search(r"\d+", text)
        if found:
            yield problem("number-typed", page.name, number, number=found[0])
