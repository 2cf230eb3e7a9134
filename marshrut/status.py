"""How far each translation is, counted from the files themselves: present, behind its source, read by whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from .edition import Edition
from .house import House
from .languages import Language
from .readings import Status, load_status, readers_of, stale_sections
from .sections import PageText, read_page


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
    """One page in one language. stale: section ids behind the source; readers: kind → day, of those whose reading holds."""

    present: bool
    stale: tuple[str, ...] = ()
    readers: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=4096)
def _page(house: House, code: str, path: str, changed: int) -> PageText | None:
    return read_page(house.docs / code / f"{path}.md", house)


def page_text(house: House, code: str, path: str) -> PageText | None:
    """The page file of a written language, or None if it has none. Kept as long as the file does not change."""
    file = house.docs / code / f"{path}.md"
    return _page(house, code, path, file.stat().st_mtime_ns) if file.is_file() else None


def page_state(house: House, language: Language, source_code: str, path: str, status: Status) -> PageState:
    """The state of one page; a derived edition has the state of the edition it is made from."""
    text = page_text(house, language.derived_from or language.code, path)
    if text is None:
        return PageState(False)
    source, read = page_text(house, source_code, path) or text, status.get(path, {})
    stale = () if language.is_source else tuple(stale_sections(source, read))
    return PageState(True, stale, readers_of(source, text, read))


def translation_states(edition: Edition) -> list[tuple[Language, State]]:
    """(language, state) of every published language, in the order of the row."""
    found = []
    for language in edition.languages.published:
        status = load_status(edition.house, language.derived_from or language.code)
        states = [page_state(edition.house, language, edition.languages.source.code, path, status) for path in edition.pages]
        state = State(
            total=len(states),
            present=sum(state.present for state in states),
            behind=sum(bool(state.stale) for state in states),
            native=sum("native" in state.readers for state in states),
            lawyer=sum("lawyer" in state.readers for state in states),
        )
        found.append((language, state))
    return found
