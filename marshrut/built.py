"""A page as it was built, for all that is made from pages afterwards: search, the kept guide, one file, EPUB."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class BuiltPage:
    """One page of one edition.

    path: without language and ending, e.g. work/patent; content: the text below the heading as well-formed elements,
    links relative to the page and ending in .html; main: the element <main> as it is published, minified;
    xhtml: the same element before it was made smaller: well-formed, attributes in double quotes.
    """

    path: str
    title: str
    summary: str
    content: str
    main: str
    xhtml: str


def main_of(html: str) -> str:
    """The element <main> of a page. Raises ValueError where there is none."""
    return html[html.index("<main") : html.index("</main>") + len("</main>")]


def version_of(pages: Iterable[BuiltPage]) -> str:
    """Eight hexadecimal digits that change with any word of these pages, for people to compare: 3fa9c1e2."""
    whole = hashlib.sha256()
    for page in sorted(pages, key=lambda page: page.path):
        whole.update(f"{page.path}\n{page.xhtml}\n".encode())
    return whole.hexdigest()[:8]
