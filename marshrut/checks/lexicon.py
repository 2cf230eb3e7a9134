"""The words of each language as our own pages and strings have them: what a new line is held against."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from ..house import House
from ..inspection import PLACEHOLDER
from ..languages import Language, Languages
from ..problems import Refused
from ..sections import read_page, visible_lines
from ..strings import flatten, read_string_file, string_files

WORD = re.compile(r"[^\W\d_][\wʻʼ’]*")
# Russian words on a page, which have letters of their own.
RUSSIAN = re.compile(r"\([^()\n]*\)|«[^»\n]*»")
# A sentence of so many words is of another language if our pages of that one know most of them and its own few.
ENOUGH, THEIRS, OURS = 4, 0.7, 0.35


def bare_line(raw: str) -> str:
    """A line without what is no text: placeholders, addresses, ids."""
    return re.sub(r"\]\([^)]*\)|\{ #[^}]*\}", "", PLACEHOLDER.sub("", raw))


def words_in(text: str) -> list[str]:
    """The words of a text in its own language, in small letters."""
    return [word.casefold() for word in WORD.findall(RUSSIAN.sub(" ", bare_line(text)))]


def counts_of(house: House, language: Language) -> Counter[str]:
    """How often each word stands in the pages and strings of a language."""
    files = [*(house.docs / language.code).rglob("*.md"), *(path for _, path in string_files(house, language) if path.exists())]
    return _counts(house, language, max((file.stat().st_mtime_ns for file in files), default=0))


@lru_cache(maxsize=16)
def _counts(house: House, language: Language, changed: int) -> Counter[str]:
    texts = []
    for file in sorted((house.docs / language.code).rglob("*.md")):
        try:
            page = read_page(file, house)
        except (Refused, OSError):
            continue  # told by another check
        texts += [page.body, *(line for _, line in visible_lines(page))]
    for prefix, path in string_files(house, language):
        texts += [str(text) for _, text in flatten(read_string_file(house, prefix, path).data)]
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(words_in(text))
    return counts


@dataclass(frozen=True)
class Lexicons:
    """The words of all written languages."""

    counts: dict[str, Counter[str]]

    @classmethod
    def load(cls, house: House, languages: Languages) -> Lexicons:
        return cls({language.code: counts_of(house, language) for language in languages.written()})

    def foreign(self, sentence: str, code: str) -> str | None:
        """The language that a sentence is in, if it is not that of `code`."""
        words = [word for word in words_in(sentence) if len(word) > 1]
        if len(words) < ENOUGH or _share(words, self.counts.get(code, {})) > OURS:
            return None
        best = max(self.counts, key=lambda other: _share(words, self.counts[other]))
        return best if best != code and _share(words, self.counts[best]) >= THEIRS else None


def _share(words: list[str], known: Counter[str]) -> float:
    return sum(word in known for word in words) / len(words)
