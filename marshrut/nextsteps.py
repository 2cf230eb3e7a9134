"""What a volunteer can do next for a language: the file, the line, and the command that records it; most-read pages first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .edition import Edition
from .entries import Entries, load_entries
from .sections import TOP, PageText
from .status import PageState, State, page_text

# So many ids of sections are named in one step.
NAMED = 6


@dataclass(frozen=True)
class Step:
    """place: file, with a line where one helps; what: what to do there."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


def next_steps(edition: Edition, state: State) -> Iterator[Step]:
    """Every step of a language in order: what readers lack or what is old, then what no native speaker or lawyer has read.

    edition: any. A derived language has none: its steps are those of its master.
    """
    language, source = state.language, edition.languages.source
    if language.derived_from:
        return
    by_reading = edition.pages.by_reading
    # Between the pages that everybody reads and the others, for these texts stand on every page.
    often = sum(edition.pages[path].read is not None for path in by_reading)
    for path in by_reading[:often]:
        yield from _page_step(edition, state, path)
    if not language.is_source:
        originals, own = load_entries(edition.house, source), load_entries(edition.house, language)
        for room, texts in state.texts.items():
            if texts.lacking:
                first = originals[room].line(texts.lacking[0])
                yield Step(own[room].name, f"translate {_named(texts.lacking)}; see {originals[room].name}:{first}")
            yield from _compare(language.code, room, originals[room], own[room], texts)
    for path in by_reading[often:]:
        yield from _page_step(edition, state, path)
    kind, reader = ("lawyer", "a lawyer") if language.is_source else ("native", "a native speaker")
    for path in by_reading:
        if state.pages[path].present and not state.pages[path].is_behind and kind not in state.pages[path].readers:
            command = f"marshrut confirm {language.code} {path} --by {kind}"
            yield Step(f"docs/{language.code}/{path}.md", f"have it read by {reader}, then: {command}")


def _page_step(edition: Edition, state: State, path: str) -> Iterator[Step]:
    code, source, page = state.language.code, edition.languages.source.code, state.pages[path]
    if not page.present:
        yield Step(f"docs/{code}/{path}.md", f"translate docs/{source}/{path}.md")
        return
    text, original = page_text(edition.house, code, path), page_text(edition.house, source, path)
    if page.lacking:
        yield Step(text.name, f"translate {_named(page.lacking)} from {original.name}:{line_of(original, page.lacking[0])}")
    yield from _compare(code, path, original, text, page)


def _compare(code: str, name: str, original: PageText | Entries, text: PageText | Entries, state: PageState) -> Iterator[Step]:
    """Sections whose source has changed, then sections that nobody has compared."""
    for sections, why in ((tuple(state.stale), "the source has changed"), (state.unread, "nobody has compared it yet")):
        if sections:
            place = f"{text.name}:{line_of(text, sections[0])}"
            theirs = f"{original.name}:{line_of(original, sections[0])}"
            chosen = f" {' '.join(sections)}" if len(sections) <= NAMED else ""
            yield Step(place, f"{why}: compare {_named(sections)} with {theirs}, then: marshrut confirm {code} {name}{chosen}")


def line_of(text: PageText | Entries, section: str) -> int:
    """The line where a section or entry begins."""
    if isinstance(text, Entries):
        return text.line(section)
    return 1 if section == TOP else next((one.line for one in text.sections if one.id == section), 1)


def _named(sections: tuple[str, ...]) -> str:
    names = ", ".join(f"`{section}`" for section in sections[:NAMED])
    return f"{names} and {len(sections) - NAMED} more" if len(sections) > NAMED else names
