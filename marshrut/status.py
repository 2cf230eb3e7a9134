"""How far each translation is, counted from the files themselves: present, behind its source, read by whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from .edition import Edition
from .house import House
from .languages import Language
from .sections import TOP, PageText, load_status, read_page, stale_sections


@dataclass(frozen=True)
class State:
    """Pages of one language: in all, present, with a section behind, read whole by a native speaker, by a lawyer."""

    total: int
    present: int
    behind: int
    native: int
    lawyer: int


@dataclass(frozen=True)
class PageState:
    """One page in one language. stale: section ids behind the source; readers: kinds who confirmed every section."""

    present: bool
    stale: tuple[str, ...]
    readers: frozenset[str]
    confirmed_on: str | None


@lru_cache(maxsize=4096)
def _page(house: House, code: str, path: str, mark: float) -> PageText | None:
    return read_page(house.docs / code / f"{path}.md", house)


def page_text(house: House, code: str, path: str) -> PageText | None:
    """The page file of a written language, or None if it has none. Kept as long as the file does not change."""
    file = house.docs / code / f"{path}.md"
    return _page(house, code, path, file.stat().st_mtime) if file.exists() else None


def page_state(house: House, language: Language, source_code: str, path: str, status: dict) -> PageState:
    """The state of one page; a derived edition has the state of the edition it is made from."""
    code = language.derived_from or language.code
    text = page_text(house, code, path)
    if text is None:
        return PageState(False, (), frozenset(), None)
    confirmed = status.get(path, {})
    if code == source_code:
        stale, wanted = (), set(text.fingerprints())
    else:
        source = page_text(house, source_code, path)
        stale = tuple(stale_sections(source, confirmed)) if source else ()
        wanted = set(source.fingerprints()) if source else {TOP}
    readers = {entry.by for entry in confirmed.values()} if wanted <= set(confirmed) and not stale else set()
    whole = frozenset(kind for kind in readers if all(confirmed[section].by == kind for section in wanted))
    dates = sorted(entry.on for entry in confirmed.values())
    return PageState(True, stale, whole, dates[-1] if dates else None)


def translation_states(edition: Edition) -> list[tuple[Language, State]]:
    """(language, state) of every published language, the source first in menu order."""
    found = []
    for language in edition.languages.published:
        status = load_status(edition.house, language.derived_from or language.code)
        states = [page_state(edition.house, language, edition.languages.source.code, path, status) for path in edition.pages]
        found.append(
            (
                language,
                State(
                    total=len(states),
                    present=sum(state.present for state in states),
                    behind=sum(bool(state.stale) for state in states),
                    native=sum("native" in state.readers for state in states),
                    lawyer=sum("lawyer" in state.readers for state in states),
                ),
            )
        )
    return found
