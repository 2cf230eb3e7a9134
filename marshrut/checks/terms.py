"""Official terms: a translation calls them as data/terms.yml agrees; a Russian line bends no term that stands as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..edition import Edition
from ..messages import problem
from ..problems import Problem
from ..readability import morphology
from ..readings import Reading, load_status
from ..sections import TOP, PageText
from ..words import STRESS, Word
from .comparison import Line, lead_of, lines_of
from .pages_of import pages_of, written

WORD = re.compile(r"[\w’ʻʼ]+(?:-[\w’ʻʼ]+)*")
PLACED = re.compile(r"\{\{ *word +([\w-]+) *\}\}")
# `({{ word x }})`: the Russian term beside what the line calls it. Elsewhere it may be the name itself.
BESIDE = re.compile(r"[(\[:,–—] *\{\{ *word +([\w-]+) *\}\}")
BRACKETS = re.compile(r"\(([^()]*)\)")
QUOTED = re.compile(r"[«“]([^«»“”]*)[»”]")
PARTS = re.compile(r"[;/,]| [—–-] ")
RUSSIAN_END = re.compile("[аеёиоуыэюяйь]{1,2}$")
CAPITALS = re.compile(r"\b[A-ZА-ЯЁ]{2,}\b")
# Languages that data/terms.yml has names in.
CALLED = ("en", "uz", "tg", "ky")
# A single Russian word is looked for if it is long enough not to be an everyday one.
LONG_WORD = 7
GOVERNED = re.compile(r"([А-Яа-яёЁ]+) +\*{0,2}\{\{ *word +([\w-]+) *\}\}")
# What a preposition asks for: after the first ones never the nominative, after the second ones the accusative too.
NEVER = frozenset("к ко из изо от ото у для без безо до при над перед между ради против около после кроме вместо".split())  # noqa: SIM905
ACCUSATIVE = frozenset(["в", "во", "на", "через", "за", "про", "по", "под", "с", "со", "о", "об", "сквозь"])


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    source = next(edition for edition in editions.values() if edition.language.is_source)
    originals = dict(pages_of(source))
    for page in originals.values():
        yield from check_cases(page, source.words)
    for edition in written(editions):
        if edition.language.is_source:
            continue
        terms, status = Terms(edition.words, edition.language.code), load_status(edition.house, edition.language.code)
        for path, page in pages_of(edition):
            if path in originals:
                yield from check_names(path, page, originals[path], terms, status.get(path, {}))


def check_names(path: str, page: PageText, original: PageText, terms: Terms, read: dict[str, list[Reading]]) -> Iterator[Problem]:
    """Sections that nobody has compared as they stand: where the source names a term, the line calls it as agreed."""
    own = page.fingerprints()
    for section, mine, theirs in _pairs(page, original):
        if any(reading.text == own[section] for reading in read.get(section, [])):
            continue
        for term in terms.missing(mine, theirs):
            word = terms.words[term]
            said = {"where": f"`{section}`", "term": word.ru.replace(STRESS, ""), "name": word.name_in(terms.code)}
            place = {"place": f"{original.name}:{theirs.number}", "language": terms.code, "page": path, "id": section}
            yield problem("term-not-agreed", page.name, mine.number, warning=True, **said, **place)


def _pairs(page: PageText, original: PageText) -> Iterator[tuple[str, Line, Line]]:
    """(section, line, line of the source), where both have as many lines."""
    sources = {section.id: lines_of(section) for section in original.sections} | {TOP: lead_of(original)}
    mine = {section.id: lines_of(section) for section in page.sections} | {TOP: lead_of(page)}
    for section in mine.keys() & sources.keys():
        if len(mine[section]) == len(sources[section]):
            yield from ((section, *lines) for lines in zip(mine[section], sources[section], strict=True))


@dataclass(frozen=True)
class Terms:
    """The terms of data/terms.yml as one language is asked about them; its patterns are made once."""

    words: dict[str, Word]
    code: str

    def missing(self, own: Line, source: Line) -> list[str]:
        """Ids of terms that the source line names and the own line does not call as agreed."""
        if self.code not in CALLED:
            return []
        placed = set(PLACED.findall(source.text)) | set(PLACED.findall(own.text))
        asked = set(BESIDE.findall(own.text)) & self.words.keys()
        asked |= {term for term, pattern in self.in_russian if term not in placed and pattern.search(source.letters)}
        return sorted(term for term in asked if not self.calls(own.letters, term))

    def calls(self, text: str, term: str) -> bool:
        """Whether the text holds an agreed name of the term: the stems of all its words."""
        return any(all(stem.search(text) for stem in stems) for stems in self.names[term])

    @cached_property
    def names(self) -> dict[str, list[list[re.Pattern[str]]]]:
        """Term → its agreed names, each as the stems of its words."""
        return {
            term: [list(map(_stem, parts)) for parts in map(WORD.findall, self.agreed(word)) if parts] for term, word in self.words.items()
        }

    def agreed(self, word: Word) -> Iterator[str]:
        """Every name by which a line may call a term."""
        if self.code == "en":
            texts = [word.en, *word.en_accepted]
        else:
            known = getattr(word, self.code)
            texts = [known.preferred, *known.variants, *known.spoken, *known.accepted]
        for text in texts:
            yield from PARTS.split(BRACKETS.sub(" ", text))
            yield from QUOTED.findall(text)
            yield from CAPITALS.findall(text)
            # In Cyrillic languages what stands in brackets is the Russian word.
            yield from (part for part in BRACKETS.findall(text) if self.code in ("uz", "en") and part.isascii())

    @cached_property
    def in_russian(self) -> list[tuple[str, re.Pattern[str]]]:
        """(term, what finds it in a Russian line)."""
        found = []
        for term, word in self.words.items():
            plain = word.ru.replace(STRESS, "")
            short = [one for one in (*BRACKETS.findall(plain), word.abbr or "") if CAPITALS.fullmatch(one)]
            for name in () if word.everyday else (*PARTS.split(BRACKETS.sub(" ", plain)), *short):
                parts = WORD.findall(name)
                if parts and (len(parts) > 1 or name.isupper() or len(parts[0]) >= LONG_WORD):
                    pattern = r"\b" + r"\s+".join(map(_russian_stem, parts)) + r"\b"
                    found.append((term, re.compile(pattern, 0 if name.isupper() else re.I)))
        return found


def _stem(word: str) -> re.Pattern[str]:
    """A word with any ending: our languages add endings, and some change the last letters before them."""
    length = len(word)
    cut = 0 if length <= 3 or word.isupper() else 1 if length <= 5 else 2 if length <= 8 else 3
    return re.compile(rf"\b{re.escape(word[: length - cut])}", 0 if word.isupper() else re.I)


def _russian_stem(word: str) -> str:
    """A Russian word in any case."""
    return word if len(word) <= 3 or word.isupper() else re.escape(RUSSIAN_END.sub("", word)) + r"\w{0,3}"


def check_cases(page: PageText, words: dict[str, Word]) -> Iterator[Problem]:
    """Of a Russian page: places where a term, which is always in the nominative, stands for another case."""
    for number, line in enumerate(page.body.splitlines(), start=page.body_line):
        for match in GOVERNED.finditer(line):
            before, term = match[1], match[2]
            if term in words and _asks_for_another_case(before.casefold(), words[term]):
                said = {"before": before, "term": term, "name": words[term].ru.replace(STRESS, "")}
                yield problem("term-bent", page.name, number, warning=True, **said)


def _asks_for_another_case(before: str, word: Word) -> bool:
    if before in NEVER:
        return True
    # «Подайте заявление»; after other forms the term may be the subject: «проверяет инспекция».
    if before not in ACCUSATIVE and not any({"impr", "tran"} <= reading.tag.grammemes for reading in morphology().parse(before)):
        return False
    return _bends_in_accusative(word)


def _bends_in_accusative(word: Word) -> bool:
    """Whether the term looks another way as an object: «инспекцию», «отрывную часть»; not «патент»."""
    described = False
    for name in WORD.findall(word.ru.replace(STRESS, "").casefold()):
        readings = morphology().parse(name)
        noun = next((reading for reading in readings if {"NOUN", "nomn"} <= reading.tag.grammemes), None)
        if noun:
            accusative = noun.inflect({"accs", noun.tag.number})
            return bool(accusative and accusative.word != name) or (described and {"femn", "sing"} <= noun.tag.grammemes)
        described |= "ADJF" in readings[0].tag
    return False
