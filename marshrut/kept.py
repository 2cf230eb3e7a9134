"""Pages as they were converted, kept between the rebuilds of `mkdocs serve`, so that a saved page shows at once.

A page is taken as it was only if all that it is made from is the same: its own text, its source page, and the world,
which is every file of data/, translations/ and overrides/, the day, and which pages there are. Templates always run
again, on every page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from .markdown import PageContext
from .styles import Sheet

# A link that MkDocs could not follow: it warns at each conversion.
UNRESOLVED = re.compile(r'href="[^":]*\.md["#]')


@dataclass(frozen=True)
class _Converted:
    """What MkDocs and we know of a page after its Markdown. links: address of a file → anchor → link, as it was written."""

    made_from: Any
    meta: dict[str, Any]
    context: PageContext
    content: str
    toc: Any
    anchors: set[str] | None
    links: dict[str, dict[str, str]]


class Kept:
    """Everything that is kept of one site. Use: `begin` a language, `take` or `keep` each page, `finished` for its HTML."""

    def __init__(self) -> None:
        self._worlds: dict[str, Hashable] = {}
        self._pages: dict[str, _Converted] = {}
        self._finished: dict[str, tuple[Any, str]] = {}

    def begin(self, language: str, world: Hashable) -> None:
        """Forget the pages of a language if anything that all of them are made from has changed."""
        if self._worlds.get(language) == world:
            return
        self._worlds[language] = world
        for address in [address for address in self._pages if address.startswith(f"{language}/")]:
            del self._pages[address]

    def take(self, page: Page, made_from: Any) -> bool:
        """Whether the page is kept as made from this; then `page` has its meta and context, and `restore` gives the rest."""
        kept = self._pages.get(page.file.src_uri)
        if kept is None or kept.made_from != made_from:
            self._pages.pop(page.file.src_uri, None)
            return False
        page.meta, page.marshrut = dict(kept.meta), _copy(kept.context)
        return True

    def restore(self, page: Page, files: Files) -> str | None:
        """The content of a page that was taken, and on `page` what MkDocs reads off its elements; None for another."""
        kept = self._pages.get(page.file.src_uri)
        if kept is None:
            return None
        page.toc, page.present_anchor_ids = kept.toc, kept.anchors
        page.links_to_anchors = {files.src_uris[address]: links for address, links in kept.links.items()}
        return kept.content

    def keep(self, page: Page, made_from: Any, content: str) -> None:
        """Keep a page that was converted, unless it shows what becomes of other pages or has a link to warn of."""
        context: PageContext = page.marshrut
        if context.shows_others or UNRESOLVED.search(content):
            return
        links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
        anchors = page.present_anchor_ids
        self._pages[page.file.src_uri] = _Converted(made_from, dict(page.meta), _copy(context), content, page.toc, anchors, links)

    def finished(self, page: Page, output: str, sheet: Sheet, finish: Callable[[str, Sheet], str]) -> str:
        """finish(output, sheet); once for the same output and sheet."""
        address, of = page.file.src_uri, (output, sheet)
        if address not in self._finished or self._finished[address][0] != of:
            self._finished[address] = (of, finish(output, sheet))
        return self._finished[address][1]


def _copy(context: PageContext) -> PageContext:
    """The template adds what the box uses: each rebuild begins with what the text alone used."""
    return replace(context, used_facts=dict(context.used_facts), used_words=set(context.used_words))
