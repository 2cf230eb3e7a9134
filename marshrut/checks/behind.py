"""What is behind: sections and texts whose source has changed since somebody compared them."""

from __future__ import annotations

from collections.abc import Iterator

from ..edition import Edition
from ..entries import load_entries
from ..messages import problem
from ..nextsteps import line_of
from ..problems import Problem, Refused
from ..saying import say_date
from ..status import language_state, page_text
from .pages_of import written


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    """A warning each: the site tells its readers, and whoever changed the source need not know every language."""
    for edition in written(editions):
        language, source = edition.language, edition.languages.source
        if language.is_source:
            continue
        try:
            state = language_state(edition, language)
        except Refused:
            continue  # a page or a status file that cannot be read; told by `texts` and `registers`
        originals, own = load_entries(edition.house, source), load_entries(edition.house, language)
        for name, of in (*state.pages.items(), *state.texts.items()):
            if not of.stale:
                continue
            theirs = originals.get(name) or page_text(edition.house, source.code, name)
            text = own.get(name) or page_text(edition.house, language.code, name)
            for section, day in of.stale.items():
                said = {"id": section, "date": say_date(day), "language": language.code, "page": name}
                place = f"{theirs.name}:{line_of(theirs, section)}"
                yield problem("section-behind", text.name, line_of(text, section), warning=True, place=place, **said)
