"""A translation against its source, section by section and line by line: what stands there, and in which order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..inspection import LINK_TARGET, PLACEHOLDER
from ..messages import problem
from ..problems import Problem
from ..sections import TOP, PageText, Section, visible_lines
from .lexicon import bare_line

MARK = re.compile(r"^[ \t]*(#+|[-*]|\d+\.|:|\|)?(?=[ \t]|\S)")
KINDS = {
    "": ("a paragraph", "абзац"),
    "-": ("an item of a list", "пункт списка"),
    "*": ("an item of a list", "пункт списка"),
    ":": ("an explanation (`:   `)", "пояснение (`:   `)"),
    "|": ("a row of a table", "строка таблицы"),
}
STEP = ("the step {mark}", "шаг {mark}")
LABELS = {"placeholder": "вставка", "link": "ссылка"}
# Official Russian words stand in brackets, bold or quotation marks.
QUOTED = re.compile(r"\*\*[^*\n]*\*\*|«[^»\n]*»|“[^”\n]*”|\([^()\n]*\)")
ENOUGH_WORDS = 4
# Letters; a shorter line may be said in one word or in three.
ENOUGH = 40
# As shares of the source's length: beyond these a line cannot say the same; every line of six editions lies inside.
SHORTEST, LONGEST, NOTHING = 0.5, 3.5, 0.25


@dataclass(frozen=True)
class Line:
    """One line of text with its place in the file."""

    number: int
    text: str

    @property
    def mark(self) -> str:
        """How Markdown reads it: "", "-", "2.", ":", "|"."""
        return MARK.match(self.text)[1] or ""

    @cached_property
    def letters(self) -> str:
        """What is said in words: without placeholders, addresses, ids and marks."""
        return " ".join(re.sub(r"[*_|\[\]#]", "", bare_line(self.text)).split())

    @cached_property
    def unquoted(self) -> str:
        """What the line says in its own words."""
        return Line(self.number, QUOTED.sub(" ", self.text)).letters


def lines_of(section: Section) -> list[Line]:
    return [Line(section.line + offset, text) for offset, text in enumerate(section.text.split("\n")) if text.strip()]


def lead_of(page: PageText) -> list[Line]:
    """What stands above the first heading."""
    lead = re.split(r"^#", page.body, maxsplit=1, flags=re.M)[0]
    return [Line(page.body_line + offset, text) for offset, text in enumerate(lead.split("\n")) if text.strip()]


def compare(page: PageText, original: PageText) -> Iterator[Problem]:
    """One page against its source."""
    have, want = {section.id: section for section in page.sections}, {section.id: section for section in original.sections}
    for section_id in want:
        if section_id not in have:
            yield problem("section-missing", page.name, 0, id=section_id, place=f"{original.name}:{want[section_id].line}")
    for section_id in have:
        if section_id not in want:
            yield problem("section-extra", page.name, have[section_id].line, id=section_id, place=original.name)
    if list(have) != list(want) and set(have) == set(want):
        yield problem("sections-order", page.name, 0, place=original.name, ids=", ".join(want))
    yield from _compare_front(page, original)
    yield from compare_lines(page.name, f"`{TOP}`", 1, lead_of(page), lead_of(original), original.name)
    for section_id in have.keys() & want.keys():
        yield from _compare_section(page, have[section_id], want[section_id], original)


def _compare_front(page: PageText, original: PageText) -> Iterator[Problem]:
    """Title, summary and the lines of the box."""
    if set(page.meta.data.get("box") or {}) != set(original.meta.data.get("box") or {}):
        yield problem("box-lines", page.name, 2, place=original.name)
    sources = dict(visible_lines(original))
    for key, text in visible_lines(page):
        if key in sources:
            place = f"{original.name}:{original.meta.line(*key)}"
            own, source = Line(page.meta.line(*key), text), Line(original.meta.line(*key), sources[key])
            yield from compare_line(page.name, f"`{'.'.join(key)}`", own, source, place)


def _compare_section(page: PageText, section: Section, source: Section, original: PageText) -> Iterator[Problem]:
    if section.level != source.level or section.danger != source.danger:
        heading = f"{'#' * source.level} … {{ #{source.id}{' .danger' if source.danger else ''} }}"
        yield problem("section-heading", page.name, section.line, id=section.id, place=f"{original.name}:{source.line}", heading=heading)
    own, theirs = Line(section.line, section.title), Line(source.line, source.title)
    yield from compare_line(page.name, f"`{section.id}`", own, theirs, f"{original.name}:{source.line}")
    yield from compare_lines(page.name, f"`{section.id}`", section.line, lines_of(section), lines_of(source), original.name, source.line)


def compare_lines(
    name: str, where: str, first: int, have: list[Line], want: list[Line], source_name: str, source_first: int = 1
) -> Iterator[Problem]:
    """Line by line; where the numbers of lines differ, only what stands in all of them."""
    if len(have) == len(want):
        for own, source in zip(have, want, strict=True):
            yield from compare_line(name, where, own, source, f"{source_name}:{source.number}")
        return
    place = f"{source_name}:{source_first}"
    yield problem("lines-count", name, first, where=where, have=len(have), want=len(want), place=place)
    whole = lambda lines: Line(first, "\n".join(line.text for line in lines))  # noqa: E731
    yield from _compare_parts(name, where, whole(have), whole(want), place)


def compare_line(name: str, where: str, own: Line, source: Line, place: str) -> Iterator[Problem]:
    if own.mark != source.mark:
        (have, have_ru), (want, want_ru) = _kind(own.mark), _kind(source.mark)
        said = {"have": have, "have_ru": have_ru, "want": want, "want_ru": want_ru}
        yield problem("line-kind", name, own.number, where=where, place=place, **said)
    yield from _compare_parts(name, where, own, source, place)
    if own.letters == source.letters and len(re.findall(r"\w+", own.unquoted)) >= ENOUGH_WORDS:
        yield problem("left-in-source", name, own.number, where=where, text=own.letters[:60])
    length, wanted = len(own.letters), len(source.letters)
    if wanted > ENOUGH and length < wanted * NOTHING:
        yield problem("line-empty", name, own.number, where=where, place=place)
    elif wanted > ENOUGH and not wanted * SHORTEST <= length <= wanted * LONGEST:
        percent = round(100 * length / wanted)
        yield problem("line-length", name, own.number, warning=True, where=where, percent=percent, place=place)


def _kind(mark: str) -> tuple[str, str]:
    return KINDS.get(mark) or tuple(words.format(mark=mark) for words in STEP)


def _compare_parts(name: str, where: str, own: Line, source: Line, place: str) -> Iterator[Problem]:
    """Placeholders and links: as often as in the source."""
    for label, find in (("placeholder", placeholders), ("link", links)):
        have, want = find(own.text), find(source.text)
        for code, parts in (("part-missing", want - have), ("part-extra", have - want)):
            for part in sorted(parts.elements()):
                yield problem(code, name, own.number, where=where, label=label, label_ru=LABELS[label], part=part, place=place)


def placeholders(text: str) -> Counter[str]:
    """Kind and name; the grammatical case is the language's own."""
    return Counter(f"{kind} {name}" for kind, name, _ in PLACEHOLDER.findall(text))


def links(text: str) -> Counter[str]:
    return Counter(LINK_TARGET.findall(text))
