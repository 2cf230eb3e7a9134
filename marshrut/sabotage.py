"""Ways to break a good translation, as a slip, a bad machine or a hostile hand would: each makes one change to a page file.

A way is a function (dice, page) → new text of the file, or None if the page gives no occasion. Seeded, so that a case
that got through can be looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from .facts import Facts
from .inspection import PLACEHOLDER
from .wording import Wording

ITEM = re.compile(r"^[ \t]*(?:[-*]|\d+\.)[ \t]+\S.*$", re.M)
PARAGRAPH = re.compile(r"^[^\W\d_].{60,}$", re.M)
SECTION = re.compile(r"^## .*?(?=^## |\Z)", re.M | re.S)
LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
HEADING_ID = re.compile(r"\{ #([a-z0-9._-]+)( \.danger)? \}")
# Cyrillic letters with a Latin twin, and back.
TWINS = dict(zip("асеорху", "aceopxy", strict=True))


@dataclass(frozen=True)
class Victim:
    """A page that is broken: its file, the same page of the source and of another language, and what can be misused."""

    text: str
    source: str
    other: str
    wording: Wording
    facts: Facts


Way = Callable[[Random, Victim], str | None]


def _replace_one(dice: Random, text: str, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str | None]) -> str | None:
    """Change one match of the body, chosen by the dice; the front matter stays."""
    start = text.index("\n---", 3)
    matches = [match for match in pattern.finditer(text, start)]
    dice.shuffle(matches)
    for match in matches:
        changed = new(match)
        if changed is not None and changed != match[0]:
            return text[: match.start()] + changed + text[match.end() :]
    return None


def number_typed(dice: Random, page: Victim) -> str | None:
    return _replace_one(
        dice, page.text, PLACEHOLDER, lambda m: str(dice.randint(2, 90)) if m[1] in ("term", "money", "percent", "number") else None
    )


def number_of_another_fact(dice: Random, page: Victim) -> str | None:
    def other(match: re.Match[str]) -> str | None:
        if match[1] not in ("term", "money", "date"):
            return None
        names = [f"{fact}.{name}" for fact, one in page.facts.items() for name, value in one.values.items() if value.kind == match[1]]
        return match[0].replace(match[2], dice.choice(names))

    return _replace_one(dice, page.text, PLACEHOLDER, other)


def number_in_words_of_digits(dice: Random, page: Victim) -> str | None:
    return _replace_one(dice, page.text, PARAGRAPH, lambda m: m[0].replace(" ", f" {dice.randint(3, 365)} ", 1))


def placeholder_lost(dice: Random, page: Victim) -> str | None:
    return _replace_one(dice, page.text, PLACEHOLDER, lambda m: "")


def placeholder_garbled(dice: Random, page: Victim) -> str | None:
    return _replace_one(dice, page.text, PLACEHOLDER, lambda m: m[0].replace(m[1], m[1][:-1] + "х", 1))


def placeholder_moved(dice: Random, page: Victim) -> str | None:
    """To another line of the page."""
    inline = [m for m in PLACEHOLDER.finditer(page.text, page.text.index("\n---", 3)) if m[1] in ("term", "money", "date", "fact", "phone")]
    if not inline:
        return None
    moved = dice.choice(inline)
    without = page.text[: moved.start()] + page.text[moved.end() :]
    return _replace_one(dice, without, PARAGRAPH, lambda m: None if abs(m.start() - moved.start()) < 400 else f"{m[0]} {moved[0]}")


def link_to_another_page(dice: Random, page: Victim) -> str | None:
    targets = sorted({target for _, target in LINK.findall(page.text)})
    return _replace_one(
        dice, page.text, LINK, lambda m: m[0].replace(f"]({m[2]})", f"]({dice.choice([t for t in targets if t != m[2]] or ['x.md'])})")
    )


def link_lost(dice: Random, page: Victim) -> str | None:
    return _replace_one(dice, page.text, LINK, lambda m: m[1])


def link_outside(dice: Random, page: Victim) -> str | None:
    return _replace_one(dice, page.text, LINK, lambda m: f"[{m[1]}](https://pay-patent.example/now)")


def id_changed(dice: Random, page: Victim) -> str | None:
    return _replace_one(dice, page.text, HEADING_ID, lambda m: m[0].replace(m[1], m[1] + "x"))


def id_lost(dice: Random, page: Victim) -> str | None:
    return _replace_one(dice, page.text, re.compile(r" \{ #[a-z0-9._-]+( \.danger)? \}"), lambda m: "")


def item_lost(dice: Random, page: Victim) -> str | None:
    return _replace_one(dice, page.text, ITEM, lambda m: "")


def paragraph_lost(dice: Random, page: Victim) -> str | None:
    return _replace_one(dice, page.text, PARAGRAPH, lambda m: "")


def section_lost(dice: Random, page: Victim) -> str | None:
    return _replace_one(dice, page.text, SECTION, lambda m: "")


def section_empty(dice: Random, page: Victim) -> str | None:
    return _replace_one(dice, page.text, SECTION, lambda m: m[0].split("\n", 1)[0] + "\n\n")


def sections_swapped(dice: Random, page: Victim) -> str | None:
    found = list(SECTION.finditer(page.text))
    if len(found) < 3:
        return None
    first = dice.randrange(len(found) - 1)
    one, two = found[first], found[first + 1]
    return page.text[: one.start()] + two[0].rstrip("\n") + "\n\n" + one[0].rstrip("\n") + "\n\n" + page.text[two.end() :]


def danger_mark_lost(dice: Random, page: Victim) -> str | None:
    return _replace_one(dice, page.text, re.compile(r" \.danger"), lambda m: "")


def box_line_lost(dice: Random, page: Victim) -> str | None:
    lines = re.findall(r"^  (?:for|deadline|cost|time|result|late): .*\n", page.text, re.M)
    return page.text.replace(dice.choice(lines), "", 1) if lines else None


def step_mark_lost(dice: Random, page: Victim) -> str | None:
    return _replace_one(dice, page.text, ITEM, lambda m: re.sub(r"^[ \t]*(?:[-*]|\d+\.)[ \t]+", "", m[0]))


def html_added(dice: Random, page: Victim) -> str | None:
    bad = dice.choice(['<b class="x">{}</b>', "<img src=x onerror=alert(1)>{}", "<iframe src=//evil.example></iframe>{}", "<!-- {} -->"])
    return _replace_one(dice, page.text, PARAGRAPH, lambda m: bad.format(m[0]))


def script_added(dice: Random, page: Victim) -> str | None:
    bad = dice.choice(
        ["<script>x()</script>", "[x](javascript:alert(1))", "{{% include 'x' %}}", "{{{{ config.secret }}}}", "[x](data:text/html,x)"]
    )
    return _replace_one(dice, page.text, PARAGRAPH, lambda m: m[0] + " " + bad.format())


def twin_letter(dice: Random, page: Victim) -> str | None:
    """One Cyrillic letter by its Latin twin, or the reverse."""

    def swap(match: re.Match[str]) -> str:
        places = [index for index, letter in enumerate(match[0]) if letter in TWINS]
        place = dice.choice(places)
        return match[0][:place] + TWINS[match[0][place]] + match[0][place + 1 :]

    cyrillic = re.compile(r"(?<![\w#({.])[а-я]*[асеорху][а-я]{2,}(?![\w}])")
    latin = re.compile(r"(?<![\w#(/{.-])[a-z]*[aceopx][a-z]{3,}(?![\w}/)-])")
    back = {new: old for old, new in TWINS.items()}
    in_lines = re.compile(r"^[^\W\d_{#|:-][^{}\[\]()#]{50,}$", re.M)

    def in_line(match: re.Match[str]) -> str | None:
        if cyrillic.search(match[0]):
            return cyrillic.sub(swap, match[0], count=1)
        found = latin.search(match[0])
        if not found:
            return None
        place = next(index for index, letter in enumerate(found[0]) if letter in back)
        word = found[0][:place] + back[found[0][place]] + found[0][place + 1 :]
        return match[0][: found.start()] + word + match[0][found.end() :]

    return _replace_one(dice, page.text, in_lines, in_line)


def _drop(kind: str) -> Way:
    def way(dice: Random, page: Victim) -> str | None:
        pattern = page.wording.patterns[kind]

        def change(line: re.Match[str]) -> str | None:
            found = [match for match in pattern.finditer(line[0]) if "{" not in line[0][match.start() - 3 : match.end() + 3]]
            if not found:
                return None
            match = dice.choice(found)
            return re.sub(r" +", " ", line[0][: match.start()] + line[0][match.end() :])

        return _replace_one(dice, page.text, re.compile(r"^[^\n#|{][^\n]{20,}$", re.M), change)

    return way


def must_to_may(dice: Random, page: Victim) -> str | None:
    may = dice.choice([entry for entry in page.wording.may if "-" not in entry])

    def change(line: re.Match[str]) -> str | None:
        return page.wording.patterns["must"].sub(may, line[0], count=1) if page.wording.patterns["must"].search(line[0]) else None

    return _replace_one(dice, page.text, re.compile(r"^[^\n#|{][^\n]{20,}$", re.M), change)


def sentence_lost(dice: Random, page: Victim) -> str | None:
    def change(match: re.Match[str]) -> str | None:
        sentences = re.split(r"(?<=[.!?]) ", match[0])
        plain = [one for one in sentences if "{" not in one and "](" not in one]
        if len(sentences) < 2 or not plain:
            return None
        sentences.remove(dice.choice(plain))
        return " ".join(sentences)

    return _replace_one(dice, page.text, PARAGRAPH, change)


def items_swapped(dice: Random, page: Victim) -> str | None:
    found = list(ITEM.finditer(page.text))
    pairs = [
        (one, two) for one, two in pairwise(found) if two.start() - one.end() <= 2 and one[0].lstrip()[:1] == two[0].lstrip()[:1] == "-"
    ]
    if not pairs:
        return None
    one, two = dice.choice(pairs)
    return page.text[: one.start()] + two[0] + page.text[one.end() : two.start()] + one[0] + page.text[two.end() :]


def _line_of(source: str) -> Way:
    def way(dice: Random, page: Victim) -> str | None:
        """A line as it stands in another language."""
        own, theirs = page.text.split("\n"), getattr(page, source).split("\n")
        if len(own) != len(theirs):
            return None
        places = [index for index, line in enumerate(own) if PARAGRAPH.fullmatch(line) and theirs[index] != line and index > 5]
        if not places:
            return None
        place = dice.choice(places)
        return "\n".join([*own[:place], theirs[place], *own[place + 1 :]])

    return way


def misleading_word(dice: Random, page: Victim) -> str | None:
    words = list(page.wording.avoid)
    return _replace_one(dice, page.text, PARAGRAPH, lambda m: m[0].replace(" ", f" {dice.choice(words)} ", 1)) if words else None


# kind → ways. Of STRICT every case must be refused; the others are asked about, as far as words can be counted.
STRICT: dict[str, tuple[Way, ...]] = {
    "numbers": (number_typed, number_of_another_fact, number_in_words_of_digits),
    "placeholders": (placeholder_lost, placeholder_garbled, placeholder_moved),
    "links": (link_to_another_page, link_lost, link_outside),
    "ids": (id_changed, id_lost),
    "structure": (
        item_lost,
        paragraph_lost,
        section_lost,
        section_empty,
        sections_swapped,
        danger_mark_lost,
        box_line_lost,
        step_mark_lost,
    ),
    "HTML": (html_added,),
    "script": (script_added,),
}
OTHERS: dict[str, tuple[Way, ...]] = {
    "letters of another alphabet": (twin_letter,),
    "a line left in Russian": (_line_of("source"),),
    "a line in another language": (_line_of("other"),),
    "negation dropped": (_drop("not"),),
    "“only” dropped": (_drop("only"),),
    "“must” turned into “may”": (must_to_may,),
    "“before”, “within” dropped": (_drop("before"), _drop("within")),
    "a sentence dropped": (sentence_lost,),
    "list items swapped": (items_swapped,),
    "a misleading word": (misleading_word,),
}
