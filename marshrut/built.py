"""A page as it was built, for all that is made from pages afterwards: search, the kept guide, one file, EPUB."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BuiltPage:
    """One page of one edition.

    path: without language and ending, e.g. work/patent; content: the text below the heading as well-formed elements,
    links relative to the page and ending in .html; main: the element <main> as it is published, minified.
    """

    path: str
    title: str
    summary: str
    content: str
    main: str


def main_of(html: str) -> str:
    """The element <main> of a published page. Raises ValueError where there is none."""
    return html[html.index("<main") : html.index("</main>") + len("</main>")]
