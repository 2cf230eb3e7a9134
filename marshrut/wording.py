"""The small words that turn a rule round, and words that mislead: data/wording.yml; how often a text uses each kind."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

from pydantic import Field

from .house import House
from .problems import Refused
from .schema import read_entries
from .values import Strict

# In the order in which they are said.
KINDS = ("not", "must", "may", "only", "before", "within")
SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)")
# What does not count as words: placeholders, addresses of links, ids.
SILENT = re.compile(r"\{\{[^}]*\}\}|\]\([^)]*\)|\{ #[^}]*\}")


class Wording(Strict):
    """The lists of one language.

    A word or phrase stands as it is; `-end`, `-mid-` and `pre-` are parts of words; `(one|other)` stands for either.
    but: words that only look like one of `not`, in the same notation; units: words of units where CLDR has none, or
    another is meant; real: words that differ from a frequent one only by a missing mark, and are right.
    """

    not_: list[str] = Field(alias="not", min_length=1)
    but: list[str] = []
    must: list[str] = Field(min_length=1)
    may: list[str] = Field(min_length=1)
    only: list[str] = Field(min_length=1)
    before: list[str] = Field(min_length=1)
    within: list[str] = Field(min_length=1)
    avoid: dict[str, str] = {}
    units: dict[str, str] = {}
    real: tuple[str, ...] = ()

    @cached_property
    def patterns(self) -> dict[str, re.Pattern[str]]:
        """For each kind what finds its words."""
        found = {kind: _pattern(getattr(self, kind)) for kind in KINDS if kind != "not"}
        return {"not": _pattern(self.not_, self.but)} | found

    @cached_property
    def avoided(self) -> list[tuple[str, re.Pattern[str]]]:
        """(entry of `avoid`, what finds it); capitals are an abbreviation and are found as such."""
        return [(word, _pattern([word], flags=0 if word.isupper() else re.I)) for word in self.avoid]


# The shortest stem to which an ending is put: shorter ones are words that only end alike.
SHORTEST_STEM = 2


def _pattern(entries: list[str], but: list[str] = (), flags: int = re.I) -> re.Pattern[str]:
    """One pattern for a list; longer entries first, so that a phrase counts once; none of `but` is found."""
    never = rf"(?!{'|'.join(map(_entry, but))})" if but else ""
    return re.compile(r"\b" + never + "(?:" + "|".join(_entry(entry) for entry in sorted(entries, key=len, reverse=True)) + ")", flags)


def _entry(entry: str) -> str:
    """One entry as a pattern that begins where a word begins."""
    core = re.escape(entry.strip("-")).replace(r"\(", "(?:").replace(r"\)", ")").replace(r"\|", "|").replace(r"\ ", r"\s+")
    start = rf"\w{{{SHORTEST_STEM},}}" if entry.startswith("-") else ""
    return start + core + (r"\w*" if entry.endswith("-") and len(entry) > 1 else r"\b")


@dataclass(frozen=True)
class Profile:
    """What a text is made of: a mark of each line in order, words, sentences, and how often each kind of small word stands."""

    pieces: tuple[str, ...]
    words: int
    sentences: int
    counts: tuple[int, ...]

    def __str__(self) -> str:
        """As a reading keeps it: `5f2a.91bc 40 5 1.0.2.0.0.1`."""
        return " ".join((_kept(self.pieces), str(self.words), str(self.sentences), ".".join(map(str, self.counts))))

    @classmethod
    def read(cls, kept: str) -> Profile:
        """The reverse of str(). Raises ValueError for anything else."""
        pieces, words, sentences, counts = kept.split(" ")
        numbers = tuple(int(one) for one in counts.split("."))
        if len(numbers) != len(KINDS):
            raise ValueError(f"{len(numbers)} counts, {len(KINDS)} expected")
        return cls(() if pieces == "-" else tuple(pieces.split(".")), int(words), int(sentences), numbers)

    def __getitem__(self, kind: str) -> int:
        return self.counts[KINDS.index(kind)]


def profile(text: str, wording: Wording) -> Profile:
    """Of Markdown as our pages have it: each paragraph, list item, definition or row is one line."""
    plain = SILENT.sub(" ", text)
    counts = tuple(len(wording.patterns[kind].findall(plain)) for kind in KINDS)
    return Profile(_marks(text), len(re.findall(r"\w[\w’ʻʼ'-]*", plain)), len(SENTENCE_END.findall(plain)), counts)


def pieces_of(text: str) -> str:
    """The lines of a text as a profile keeps them: links and marks of lists included."""
    return _kept(_marks(text))


def _marks(text: str) -> tuple[str, ...]:
    pieces = [" ".join(line.split()) for line in text.splitlines()]
    return tuple(hashlib.sha256(piece.encode()).hexdigest()[:4] for piece in pieces if piece)


def _kept(pieces: tuple[str, ...]) -> str:
    return ".".join(pieces) or "-"


def misleading(text: str, wording: Wording) -> list[tuple[str, str]]:
    """(word as it stands, what to write) of words to avoid."""
    return [(match[0], wording.avoid[word]) for word, pattern in wording.avoided if (match := pattern.search(text))]


def load_wording(house: House) -> dict[str, Wording]:
    """Read data/wording.yml: lists by language."""
    path = house.data / "wording.yml"
    found, problems, _ = read_entries(path, house.name(path), Wording)
    if problems:
        raise Refused(problems)
    return found
