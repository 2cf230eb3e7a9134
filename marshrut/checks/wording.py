"""What a translation says in words: nothing left in another language, no misleading word, the small words that turn a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..edition import Edition
from ..messages import problem
from ..problems import Problem
from ..readings import Reading, load_status
from ..sections import TOP, PageText, visible_lines
from ..wording import KINDS, Profile, Wording, load_wording, misleading, profile
from .comparison import ENOUGH_WORDS, Line, lead_of, lines_of
from .lexicon import Lexicons
from .pages_of import pages_of, written

SENTENCE = re.compile(r"(?<=[.!?…:;])\s+")
# Names of shops and applications begin with a capital letter; words do not.
CYRILLIC, LATIN = re.compile(r"[а-яёА-ЯЁ]{2,}"), re.compile(r"(?<![A-Za-z])[a-z]{3,}")
SAID_IN_RUSSIAN = {"not": "не", "must": "должен", "may": "можно", "only": "только", "before": "до", "within": "в течение"}
# Of these a single one counts.
STRICT = ("not", "must", "only")


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    source = next(edition for edition in editions.values() if edition.language.is_source)
    wordings, originals = load_wording(source.house), dict(pages_of(source))
    lexicons = Lexicons.load(source.house, source.languages)
    for edition in written(editions):
        code = edition.language.code
        status = {} if edition.language.is_source else load_status(edition.house, code)
        for path, page in pages_of(edition):
            for where, line in all_lines(page):
                yield from check_line(page.name, where, line, edition, wordings.get(code), lexicons)
            if path in originals and not edition.language.is_source and code in wordings:
                yield from check_small_words(
                    path, page, originals[path], status.get(path, {}), wordings[code], wordings[source.language.code], code
                )


def all_lines(page: PageText) -> Iterator[tuple[str, Line]]:
    """Every line a reader sees, with the section it stands in."""
    for key, text in visible_lines(page):
        yield f"`{'.'.join(key)}`", Line(page.meta.line(*key), text)
    for line in lead_of(page):
        yield f"`{TOP}`", line
    for section in page.sections:
        yield f"`{section.id}`", Line(section.line, section.title)
        for line in lines_of(section):
            yield f"`{section.id}`", line


def check_line(name: str, where: str, line: Line, edition: Edition, wording: Wording | None, lexicons: Lexicons) -> Iterator[Problem]:
    """One line by itself."""
    bare = line.unquoted
    for sentence in SENTENCE.split(bare):
        other = _other_script(sentence, edition.language.script == "Cyrl") or lexicons.foreign(sentence, edition.language.code)
        if other == "ru":
            yield problem("left-in-source", name, line.number, where=where, text=sentence.strip()[:60])
        elif other:
            yield problem("left-in-other", name, line.number, where=where, text=sentence.strip()[:60], language=edition.language.english)
    if wording:
        for word, instead in misleading(bare, wording):
            yield problem("word-to-avoid", name, line.number, warning=True, where=where, word=word, instead=instead)


def _other_script(sentence: str, is_cyrillic: bool) -> str | None:
    """The language in which a sentence was left, as its letters tell; their own pages tell the rest (`Lexicons.foreign`)."""
    if not is_cyrillic and len(CYRILLIC.findall(sentence)) >= ENOUGH_WORDS:
        return "ru"
    return "latin" if is_cyrillic and len(LATIN.findall(sentence)) >= ENOUGH_WORDS else None


def check_small_words(
    path: str, page: PageText, original: PageText, read: dict[str, list[Reading]], wording: Wording, source_wording: Wording, code: str
) -> Iterator[Problem]:
    """What an edit did to sections that somebody has compared; for others, small words of the source that are missing."""
    marks, own, texts = original.fingerprints(), page.fingerprints(), page.texts()
    lines = {TOP: 1} | {section.id: section.line for section in page.sections}
    source_lines = {section.id: section.line for section in original.sections}
    for section in own.keys() & marks.keys():
        readings = read.get(section, [])
        if any(reading.text == own[section] for reading in readings):
            continue
        said = {
            "where": f"`{section}`",
            "place": f"{original.name}:{source_lines.get(section, 1)}",
            "language": code,
            "page": path,
            "id": section,
        }
        before = [reading for reading in readings if reading.words and reading.source == marks[section]]
        if before:
            yield from _changed(page.name, lines[section], before[-1], profile(texts[section], wording), said)
        else:
            yield from _lost(page, original, section, wording, source_wording, said)


def _changed(name: str, line: int, reading: Reading, now: Profile, said: dict) -> Iterator[Problem]:
    before, told = Profile.read(reading.words), False
    for kind in KINDS:
        if before[kind] != now[kind]:
            told = True
            kinds = {"kind": kind, "kind_ru": SAID_IN_RUSSIAN[kind], "before": before[kind], "now": now[kind]}
            yield problem("small-word-changed", name, line, warning=True, **said, **kinds)
    if before.sentences != now.sentences:
        told = True
        yield problem("sentences-changed", name, line, warning=True, **said, before=before.sentences, now=now.sentences)
    if before.pieces != now.pieces and sorted(before.pieces) == sorted(now.pieces):
        told = True
        # Certain, not a guess: the same lines in another order than somebody has compared.
        yield problem("lines-moved", name, line, **said)
    if not told:
        yield problem("text-changed", name, line, warning=True, **said)


def _lost(page: PageText, original: PageText, section: str, wording: Wording, source_wording: Wording, said: dict) -> Iterator[Problem]:
    find = lambda text: next((one for one in text.sections if one.id == section), None)  # noqa: E731
    mine, theirs = find(page), find(original)
    if not mine or not theirs:
        return
    own_lines, source_lines = lines_of(mine), lines_of(theirs)
    if len(own_lines) != len(source_lines):
        return  # told already
    for own, source in zip(own_lines, source_lines, strict=True):
        for kind in STRICT:
            found = source_wording.patterns[kind].search(source.letters)
            if found and not any(wording.patterns[other].search(own.letters) for other in (kind, *(("may",) if kind == "must" else ()))):
                words = {"kind": kind, "kind_ru": SAID_IN_RUSSIAN[kind], "source": found[0]}
                place = f"{original.name}:{source.number}"
                yield problem("small-word-lost", page.name, own.number, warning=True, **{**said, **words, "place": place})
