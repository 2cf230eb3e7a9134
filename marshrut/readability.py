"""How hard a text is to read: sentence lengths, long words, passives and chains of nouns where a library can tell.

Limits are those of CONTENT.md §1: a reader with five or six years of school who reads every word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import pymorphy3
from sentencex import segment

from .sections import PageText, visible_lines

LONGEST_SENTENCE = 22
MEAN_SENTENCE = 12
# «about 900 words» (CONTENT.md §3): past this a page is split, or data/pages.yml says why not.
LONGEST_PAGE = 1000
# Letters from which a word counts as long; Turkic languages join what others write apart.
LONG_WORD = {"ru": 13, "en": 11, "tg": 12, "uz": 14, "ky": 14}
DEFAULT_LONG_WORD = 13
# Nouns in the genitive that stand one behind another: «порядок постановки на учёт граждан» has two.
LONGEST_CHAIN = 4

STRESS = "\u0301"
# A longer line is refused elsewhere; measuring it would take long.
LONGEST_LINE = 4000
PLACEHOLDER = re.compile(r"\{\{[ \t]*([a-z]+)[^}]*\}\}")
# What a placeholder adds to a sentence when it is said: a number with its unit, a term; a source link adds nothing.
SAID = {
    "term": "15 days",
    "money": "500 roubles",
    "date": "01.01.2025",
    "word": "term",
    "number": "15",
    "percent": "15 %",
    "ratio": "2 of 3",
}
MARKUP = re.compile(r"\]\([^)]*\)|\{ #[^}]*\}|[*_\[\]]")
LINE_START = re.compile(r"^\s*(?:[-*>]|\d+\.|:|#{2,3}(?: \d+\.)?)\s+")
WORD = re.compile(r"[^\W_]+(?:[-’ʻʼ'][^\W_]+)*")
# A comma ends a chain: a list of countries is none.
TOKEN = re.compile(rf"{WORD.pattern}|[^\w\s]")


@dataclass
class Reading:
    """What a text measures. sentences: word counts; long_words and words: counts; passives: sentences with a passive."""

    sentences: list[int] = field(default_factory=list)
    words: int = 0
    long_words: int = 0
    passives: int = 0
    chains: list[tuple[int, str]] = field(default_factory=list)
    too_long: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def mean(self) -> float:
        """Mean words of a sentence; 0 for an empty text."""
        return sum(self.sentences) / len(self.sentences) if self.sentences else 0.0

    def share(self, count: int, of: int) -> float:
        """A share in percent."""
        return 100 * count / of if of else 0.0

    def add(self, other: Reading) -> None:
        self.sentences += other.sentences
        self.words += other.words
        self.long_words += other.long_words
        self.passives += other.passives

    def __str__(self) -> str:
        long = self.share(self.long_words, self.words)
        longest = max(self.sentences, default=0)
        return f"mean sentence {self.mean:.1f} words, longest {longest}, long words {long:.0f} %"


def read(page: PageText, code: str) -> Reading:
    """Measure what a page says: its body, paragraph by paragraph, and its box. too_long and chains carry a line of the file."""
    box = tuple((page.meta.line(*key), spoken(value)) for key, value in visible_lines(page)[2:])
    return _read(page.body, page.body_line, box, code)


@lru_cache(maxsize=1024)
def _read(body: str, body_line: int, box: tuple[tuple[int, str], ...], code: str) -> Reading:
    found = Reading()
    for line, text in [*_paragraphs(body, body_line), *box]:
        for sentence in segment(code, text) if text else ():
            _measure(sentence, line, code, found)
    return found


def _paragraphs(body: str, body_line: int) -> Iterator[tuple[int, str]]:
    """Each paragraph, list item, heading or table row with its first line; lines that only wrap are joined."""
    start, parts = 0, []
    for number, line in enumerate([*body.splitlines(), ""], start=body_line):
        text = spoken(line) if len(line) <= LONGEST_LINE else ""
        fresh = not line.strip() or LINE_START.match(line) or line.lstrip().startswith("|") or PLACEHOLDER.fullmatch(line.strip())
        if fresh and parts:
            yield start, " ".join(parts)
            parts = []
        if text:
            start = start if parts else number
            parts.append(text)
        if fresh and line.strip().startswith("#"):
            yield from ((start, " ".join(parts)),) if parts else ()
            parts = []


def spoken(line: str) -> str:
    """A line of Markdown as a reader says it: no markup, placeholders as words."""
    text = PLACEHOLDER.sub(lambda match: SAID.get(match[1], ""), line)
    return MARKUP.sub("", LINE_START.sub("", text)).replace("|", " ").replace(STRESS, "").strip()


def _measure(sentence: str, line: int, code: str, found: Reading) -> None:
    words = WORD.findall(sentence)
    if not words:
        return
    found.words += len(words)
    long_from = LONG_WORD.get(code, DEFAULT_LONG_WORD)
    found.long_words += sum(len(word) >= long_from for word in words)
    # A label or a one-word answer is no sentence: it would hide long ones in the mean.
    if len(words) > 2:
        found.sentences.append(len(words))
    if len(words) > LONGEST_SENTENCE:
        found.too_long.append((line, len(words), sentence))
    if code == "ru":
        tags = [_tag(token) for token in TOKEN.findall(sentence)]
        found.passives += any("PRTS" in tag and "pssv" in tag for tag in tags)
        chain = _longest_chain(tags)
        if chain >= LONGEST_CHAIN:
            found.chains.append((line, sentence))


@lru_cache(maxsize=1)
def morphology() -> pymorphy3.MorphAnalyzer:
    """Russian grammar, loaded once."""
    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=65536)
def _tag(word: str) -> str:
    """The grammar of the likeliest reading of a Russian word (OpenCorpora tags)."""
    return str(morphology().parse(word)[0].tag)


def _longest_chain(tags: list[str]) -> int:
    longest = current = 0
    for tag in tags:
        current = current + 1 if tag.startswith("NOUN") and "gent" in tag else 0
        longest = max(longest, current)
    return longest
