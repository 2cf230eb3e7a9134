"""Pages bound into one file: which, in which order, and their links turned to where the pages stand now."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass

from .built import BuiltPage
from .edition import Edition
from .pages import PLAN_PAGE, SEARCH_PAGE, shelf_of

# Rows that lead to the same section of other languages.
LANGUAGE_ROW = re.compile(r'<p class="ls">.*?</p>', re.S)
LINK = re.compile(r'<a (?P<before>[^<>]*?)href="(?P<href>[^"]*)"(?P<after>[^<>]*)>(?P<text>.*?)</a>', re.S)
ID = re.compile(r'(?P<tag><[a-z][^<>]*? )id="(?P<id>[^"]*)"')
OUTSIDE = re.compile(r"[a-z]+:", re.I)
# Names of places outside of a page's own sections.
WHOLE_PAGE = ("", "top", "main")


@dataclass(frozen=True)
class Place:
    """Where a link leads. path: the page, seen from the language's folder, so that ../uz/index is another language's; fragment: "" for the page."""

    path: str
    fragment: str

    def path_from_root(self, code: str) -> str:
        """../uz/index → uz/index; work/patent → ru/work/patent, in the edition `code`."""
        return self.path.removeprefix("../") if self.path.startswith("../") else f"{code}/{self.path}"


def chapters(edition: Edition, pages: list[BuiltPage]) -> dict[str, list[BuiltPage]]:
    """Section of the menu → its pages in menu order, each followed by the pages below it.

    The finished lists of the plan stay out: 36 pages that say again what the full list says for everybody. So does the
    search, which a file has of its own, if at all.
    """
    built = {page.path: page for page in pages}
    below: dict[str, list[BuiltPage]] = {}
    for page in pages:
        shelf = shelf_of(page.path)
        if shelf and shelf not in (PLAN_PAGE, SEARCH_PAGE):
            below.setdefault(shelf, []).append(page)
    return {
        section: [
            one
            for info in infos
            if info.path in built and info.path != SEARCH_PAGE
            for one in (built[info.path], *below.get(info.path, ()))
        ]
        for section, infos in edition.pages.sections.items()
    }


def relink(xhtml: str, path: str, turn: Callable[[Place], str | None], rename: Callable[[str], str] = str) -> str:
    """The page with its language rows taken out, `turn` applied to links inside the site and `rename` to ids.

    turn: a place → its new address, or None where the file does not hold it: then the link becomes text.
    """

    def link(match: re.Match[str]) -> str:
        href = match["href"]
        if OUTSIDE.match(href):
            return match[0]
        address = turn(place_of(path, href))
        if address is None:
            kept = re.sub(r'\s*hreflang="[^"]*"', "", (match["before"] + match["after"]).strip())
            return f"<span{' ' if kept else ''}{kept}>{match['text']}</span>"
        return f'<a {match["before"]}href="{address}"{match["after"]}>{match["text"]}</a>'

    xhtml = LINK.sub(link, LANGUAGE_ROW.sub("", xhtml))
    return xhtml if rename is str else ID.sub(lambda match: f'{match["tag"]}id="{rename(match["id"])}"', xhtml)


def place_of(path: str, href: str) -> Place:
    """The place that a relative link of a page names: ../work/patent.html#help, seen from rights/appeal → work/patent, help."""
    file, _, fragment = href.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)).removesuffix(".html") if file else path
    return Place(target, "" if fragment in WHOLE_PAGE else fragment)
