"""The texts of a string file as entries with fingerprints, as a page has sections: facts, contacts, terms, changes, plan, strings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from .house import House
from .languages import Language
from .sections import fingerprint
from .strings import TO_TRANSLATE, UNITS, flatten, read_string_file, string_files

# What readings and commands call a file of texts: translations/facts, for the main file translations/strings.
ROOM, MAIN = "translations/", "strings"
# In these an entry is two names deep (`menu.plan`, `duty.register`); in the others one (a fact, a contact, a term).
DEEP = (MAIN, "plan")


@dataclass(frozen=True)
class Entries:
    """One file. name: as messages call it; entries: id → its texts that are written; lines: id → line; left: still to be translated."""

    name: str
    entries: Mapping[str, str]
    lines: Mapping[str, int]
    left: frozenset[str]

    def texts(self) -> dict[str, str]:
        return dict(self.entries)

    def fingerprints(self) -> dict[str, str]:
        """Entry id → fingerprint of its texts."""
        return dict(self._fingerprints)

    def line(self, entry: str) -> int:
        """The line of an entry; 0 where the file does not have it."""
        return self.lines.get(entry, 0)

    def at(self, line: int) -> str | None:
        """The entry that a line of the file belongs to; None above the first."""
        begun = [(start, entry) for entry, start in self.lines.items() if start <= line]
        return max(begun)[1] if begun else None

    @cached_property
    def _fingerprints(self) -> dict[str, str]:
        return {entry: fingerprint(text) for entry, text in self.entries.items()}


def load_entries(house: House, language: Language) -> dict[str, Entries]:
    """Every file of texts of a written language, by ROOM + folder. Kept as long as the file does not change."""
    found = {}
    for prefix, path in string_files(house, language):
        state = path.stat() if path.exists() else None
        found[ROOM + (prefix or MAIN)] = _load(house, prefix, path, state and (state.st_mtime_ns, state.st_size))
    return found


@lru_cache(maxsize=256)
def _load(house: House, prefix: str, path: Path, state: tuple[int, int] | None) -> Entries:
    file = read_string_file(house, prefix, path)
    entries, lines, left = {}, {}, set()
    for key, value in _entries(file.data, (prefix or MAIN) in DEEP):
        if not prefix and key[0] == UNITS:
            continue  # grammar: each language has its own
        entry = ".".join(key)
        lines[entry] = file.line(*key)
        texts = [(".".join(leaf), str(text)) for leaf, text in flatten(value)]
        if all(text.strip() and TO_TRANSLATE not in text for _, text in texts):
            # One text as it stands; several with their names, for each has a place of its own.
            entries[entry] = texts[0][1] if not isinstance(value, dict) else "\n".join(f"{leaf}: {text}" for leaf, text in sorted(texts))
        else:
            left.add(entry)
    return Entries(file.name, entries, lines, frozenset(left))


def _entries(data: dict[str, Any], deep: bool) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in data.items():
        if deep and isinstance(value, dict):
            yield from (((name, below), text) for below, text in value.items())
        else:
            yield (name,), value
