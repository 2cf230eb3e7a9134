"""The letters of pages and strings: of the right alphabet, with their marks, and no look-alikes of another one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..edition import Edition
from ..messages import problem
from ..problems import Problem
from ..sections import PageText, visible_lines
from ..strings import flatten, read_string_file, string_files
from ..wording import Wording, load_wording
from .lexicon import RUSSIAN, WORD, bare_line, counts_of
from .pages_of import pages_of, written

# Whatever a keyboard gives for the two apostrophes of Uzbek: ʻ (U+02BB) and ʼ (U+02BC).
APOSTROPHES = "'`´‘’‛′ʹʽʾʿˈˊˋ＇"
# Letters that have no place in a text of the language, with what was probably meant.
WRONG_LETTERS = {
    "uz": {
        rf"[oOgG][{APOSTROPHES}ʼ]": "ʻ (U+02BB) after o and g",
        rf"(?<=[a-zA-Z])[{APOSTROPHES}](?=[a-zA-Z])|(?<![oOgG])ʻ(?<=\w.)": "ʼ (U+02BC)",
    },
    "tg": {"[ўѓќњљћђ]": "ӯ ғ қ ҳ ҷ", "[өүңӊ]": "letters of Tajik"},
    "ky": {"[ɵʏӊ]": "ө ү ң (U+04E9, U+04AF, U+04A3)", "[ӯҳқғҷӣ]": "letters of Kyrgyz"},
    "kk": {"[ɵʏӊ]": "ө ү ң (U+04E9, U+04AF, U+04A3)", "[ӯҳҷӣў]": "letters of Kazakh"},
}
# What a letter with a mark becomes where people leave the mark out.
MARKS = {
    "uz": {"ʻ": "", "ʼ": ""},
    "tg": {"ғ": "г", "ӣ": "и", "қ": "к", "ӯ": "у", "ҳ": "х", "ҷ": "ч", "ж": "ч"},
    "ky": {"ң": "н", "ө": "о", "ү": "у"},
    "kk": {"қ": "к", "ғ": "г", "ң": "н", "ө": "о", "ү": "у", "ұ": "у", "ә": "а", "һ": "х", "і": "и"},
}
# In Tajik a word in -ӣ takes -и before another word: both are right.
FINAL = {"tg": ("ӣ", "и")}
# A word is known if it stands so often, and another spelling is a slip if it stands that many times less.
KNOWN, RARER = 3, 10
# So many first letters tell a word in any form; an ending may change what comes after the first three.
STEM, ROOT = 5, 3
MIXED = re.compile(r"[a-zA-Z][а-яА-ЯёЁ]|[а-яА-ЯёЁ][a-zA-Z]")
LATIN = re.compile("[A-Za-z]")
# A word of these Latin letters alone looks Cyrillic; in capitals it is a name, or a Russian abbreviation on the wrong keyboard.
LOOK_ALIKE = re.compile(r"(?<![\w-])[ABCEHKMOPTX]?[aceopxy]+(?![\w-])")
CAPITALS = re.compile(r"(?<![\w-])[ABCEHKMOPTXY]{2,}(?!\w)")
TO_CYRILLIC = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
# Letters that are spoken of, names.
NAMED = re.compile(r"\*\*[^*\n]*\*\*|«[^»\n]*»|“[^”\n]*”")
ABBREVIATION = re.compile(r"\b[А-ЯЁ]{2,}\b")
# «App Store»: words of Latin letters side by side, one of which no Cyrillic word could be.
LATIN_NAME = re.compile(r"(?=[A-Za-z ,]*[bdf-nq-wzDFGIJLNQRSU-WYZ])[A-Za-z]+(?:[ ,]+[A-Za-z]+)+")


@dataclass(frozen=True)
class Vocabulary:
    """How often each word stands in the pages and strings of a language; which Russian abbreviations there are."""

    code: str
    counts: Counter[str]
    abbreviations: frozenset[str]
    real: frozenset[str] = frozenset()

    @cached_property
    def _known(self) -> dict[str, str]:
        """Word without its marks → how it is spelled most often."""
        found: dict[str, str] = {}
        for word, count in self.counts.items():
            bare = self.bare(word)
            if count >= KNOWN and count > self.counts[found.get(bare, "")]:
                found[bare] = word
        return found

    def _slip_in_stem(self, word: str, bare: str) -> str | None:
        """Of a word that no page has: its beginning as all pages spell it."""
        known, count = self._stems.get(bare[:STEM], ("", 0))
        if (
            count < KNOWN * RARER
            or known[:ROOT] == word[:ROOT]
            or any(a != b and a != c for a, b, c in zip(word, known, bare, strict=False))
        ):
            return None
        return known + word[STEM:]

    @cached_property
    def _marked(self) -> frozenset[str]:
        """Words without their marks, of those that have any."""
        return frozenset(bare for bare, word in self._known.items() if bare != word)

    @cached_property
    def _stems(self) -> dict[str, tuple[str, int]]:
        """The first letters of words without their marks → how all pages spell them, how often; where they agree."""
        found: dict[str, Counter[str]] = {}
        for word, count in self.counts.items():
            bare = self.bare(word)
            if len(bare) == len(word) >= STEM:
                found.setdefault(bare[:STEM], Counter())[word[:STEM]] += count
        best = {bare: spelled.most_common(1)[0] for bare, spelled in found.items()}
        agreed = lambda bare: best[bare][1] >= (found[bare].total() - best[bare][1]) * KNOWN * RARER  # noqa: E731
        return {bare: spelled for bare, spelled in best.items() if spelled[0] != bare and agreed(bare)}

    @cached_property
    def _to_bare(self) -> dict[int, str]:
        return str.maketrans(MARKS.get(self.code, {}))

    def bare(self, word: str) -> str:
        """Without its marks."""
        return word.translate(self._to_bare)

    def slip_for(self, word: str) -> str | None:
        """The spelling that was probably meant by a word that lacks a mark; None if the word is good or unknown."""
        word = word.casefold()
        bare = self.bare(word)
        known = self._known.get(bare)
        if word in self.real or (bare not in self._marked and bare[:STEM] not in self._stems):
            return None
        if (not known or known == word) and self.counts[word] <= 1 and len(bare) == len(word) > STEM:
            return self._slip_in_stem(word, bare)
        if not known or known == word or self.counts[word] * RARER > self.counts[known]:
            return None
        if self.code in FINAL:
            right, also = FINAL[self.code]
            if known.removesuffix(right).removesuffix(also) == word.removesuffix(right).removesuffix(also):
                return None
        marks = MARKS[self.code]
        return known if sum(letter in marks for letter in word) < sum(letter in marks for letter in known) else None


def vocabulary_of(edition: Edition, source_pages: Iterable[PageText], wording: Wording | None) -> Vocabulary:
    code = edition.language.code
    counts = counts_of(edition.house, edition.language) if code in MARKS else Counter()
    pages = (*source_pages, *(page for _, page in pages_of(edition)))
    known = {word for page in pages for word in ABBREVIATION.findall(page.body)}
    return Vocabulary(code, counts, frozenset(known), frozenset(wording.real if wording else ()))


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    source = next(edition for edition in editions.values() if edition.language.is_source)
    originals, wordings = [page for _, page in pages_of(source)], load_wording(source.house)
    for edition in written(editions):
        vocabulary = vocabulary_of(edition, originals, wordings.get(edition.language.code))
        for _, page in pages_of(edition):
            yield from check_letters(page, edition, vocabulary)
        yield from check_string_letters(edition, vocabulary)


def check_letters(page: PageText, edition: Edition, vocabulary: Vocabulary) -> Iterator[Problem]:
    """The letters of a page: what a reader sees, front matter included."""
    for key, text in visible_lines(page):
        yield from letter_problems(text, page.name, page.meta.line(*key), edition, vocabulary)
    for offset, line in enumerate(page.body.splitlines()):
        yield from letter_problems(line, page.name, page.body_line + offset, edition, vocabulary)


def check_string_letters(edition: Edition, vocabulary: Vocabulary) -> Iterator[Problem]:
    """The same for the string files."""
    for prefix, path in string_files(edition.house, edition.language):
        file = read_string_file(edition.house, prefix, path)
        for key, text in flatten(file.data):
            yield from letter_problems(str(text), file.name, file.line(*key), edition, vocabulary)


def letter_problems(raw: str, name: str, number: int, edition: Edition, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Letters of another keyboard, look-alikes, missing marks, text that is not in composed form."""
    line = bare_line(raw)
    for pattern, meant in WRONG_LETTERS.get(edition.language.code, {}).items():
        found = re.search(pattern, line)
        if found:
            yield problem("wrong-letter", name, number, word=_word_at(line, found.start()), meant=meant)
    mixed = MIXED.search(line)
    if mixed:
        yield problem("mixed-letters", name, number, word=_word_at(line, mixed.start()))
    if edition.language.script == "Cyrl" and LATIN.search(line):
        for word in LOOK_ALIKE.findall(NAMED.sub("", LATIN_NAME.sub("", line))):
            yield problem("look-alike", name, number, word=word)
    for word in CAPITALS.findall(line):
        if word.translate(TO_CYRILLIC) in vocabulary.abbreviations:
            yield problem("look-alike", name, number, word=word)
    if edition.language.code in MARKS:
        for word in WORD.findall(RUSSIAN.sub(" ", line)):
            meant = vocabulary.slip_for(word)
            if meant:
                yield problem("mark-missing", name, number, warning=True, word=word, meant=meant)
    if not unicodedata.is_normalized("NFC", line):
        yield problem("not-composed", name, number)


def _word_at(line: str, place: int) -> str:
    """The word that stands at a place of a line, with its punctuation."""
    return line[line.rfind(" ", 0, place) + 1 :].split(" ", 1)[0]
