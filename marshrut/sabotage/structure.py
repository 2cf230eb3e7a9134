"""Numbers, placeholders, links, ids, the order of a page, and what could run: all of it must be refused."""

from __future__ import annotations

import re
from random import Random

from ..inspection import PLACEHOLDER
from .victim import ITEM, PARAGRAPH, Victim, replace_one

SECTION = re.compile(r"^## .*?(?=^## |\Z)", re.M | re.S)
LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
HEADING_ID = re.compile(r"\{ #([a-z0-9._-]+)( \.danger)? \}")


def number_typed(dice: Random, page: Victim) -> str | None:
    return replace_one(
        dice, page.text, PLACEHOLDER, lambda m: str(dice.randint(2, 90)) if m[1] in ("term", "money", "percent", "number") else None
    )


def number_of_another_fact(dice: Random, page: Victim) -> str | None:
    def other(match: re.Match[str]) -> str | None:
        if match[1] not in ("term", "money", "date"):
            return None
        names = [f"{fact}.{name}" for fact, one in page.facts.items() for name, value in one.values.items() if value.kind == match[1]]
        return match[0].replace(match[2], dice.choice(names))

    return replace_one(dice, page.text, PLACEHOLDER, other)


def number_in_words_of_digits(dice: Random, page: Victim) -> str | None:
    return replace_one(dice, page.text, PARAGRAPH, lambda m: m[0].replace(" ", f" {dice.randint(3, 365)} ", 1))


def placeholder_lost(dice: Random, page: Victim) -> str | None:
    return replace_one(dice, page.text, PLACEHOLDER, lambda m: "")


def placeholder_garbled(dice: Random, page: Victim) -> str | None:
    return replace_one(dice, page.text, PLACEHOLDER, lambda m: m[0].replace(m[1], m[1][:-1] + "х", 1))


def placeholder_moved(dice: Random, page: Victim) -> str | None:
    """To another line of the page."""
    inline = [m for m in PLACEHOLDER.finditer(page.text, page.text.index("\n---", 3)) if m[1] in ("term", "money", "date", "fact", "phone")]
    if not inline:
        return None
    moved = dice.choice(inline)
    without = page.text[: moved.start()] + page.text[moved.end() :]
    return replace_one(dice, without, PARAGRAPH, lambda m: None if abs(m.start() - moved.start()) < 400 else f"{m[0]} {moved[0]}")


def link_to_another_page(dice: Random, page: Victim) -> str | None:
    targets = sorted({target for _, target in LINK.findall(page.text)})
    return replace_one(
        dice, page.text, LINK, lambda m: m[0].replace(f"]({m[2]})", f"]({dice.choice([t for t in targets if t != m[2]] or ['x.md'])})")
    )


def link_lost(dice: Random, page: Victim) -> str | None:
    return replace_one(dice, page.text, LINK, lambda m: m[1])


def link_outside(dice: Random, page: Victim) -> str | None:
    return replace_one(dice, page.text, LINK, lambda m: f"[{m[1]}](https://pay-patent.example/now)")


def id_changed(dice: Random, page: Victim) -> str | None:
    return replace_one(dice, page.text, HEADING_ID, lambda m: m[0].replace(m[1], m[1] + "x"))


def id_lost(dice: Random, page: Victim) -> str | None:
    return replace_one(dice, page.text, re.compile(r" \{ #[a-z0-9._-]+( \.danger)? \}"), lambda m: "")


def item_lost(dice: Random, page: Victim) -> str | None:
    return replace_one(dice, page.text, ITEM, lambda m: "")


def paragraph_lost(dice: Random, page: Victim) -> str | None:
    return replace_one(dice, page.text, PARAGRAPH, lambda m: "")


def section_lost(dice: Random, page: Victim) -> str | None:
    return replace_one(dice, page.text, SECTION, lambda m: "")


def section_empty(dice: Random, page: Victim) -> str | None:
    return replace_one(dice, page.text, SECTION, lambda m: m[0].split("\n", 1)[0] + "\n\n")


def sections_swapped(dice: Random, page: Victim) -> str | None:
    found = list(SECTION.finditer(page.text))
    if len(found) < 3:
        return None
    first = dice.randrange(len(found) - 1)
    one, two = found[first], found[first + 1]
    return page.text[: one.start()] + two[0].rstrip("\n") + "\n\n" + one[0].rstrip("\n") + "\n\n" + page.text[two.end() :]


def danger_mark_lost(dice: Random, page: Victim) -> str | None:
    return replace_one(dice, page.text, re.compile(r" \.danger"), lambda m: "")


def box_line_lost(dice: Random, page: Victim) -> str | None:
    lines = re.findall(r"^  (?:for|deadline|cost|time|result|late): .*\n", page.text, re.M)
    return page.text.replace(dice.choice(lines), "", 1) if lines else None


def step_mark_lost(dice: Random, page: Victim) -> str | None:
    return replace_one(dice, page.text, ITEM, lambda m: re.sub(r"^[ \t]*(?:[-*]|\d+\.)[ \t]+", "", m[0]))


def html_added(dice: Random, page: Victim) -> str | None:
    bad = dice.choice(['<b class="x">{}</b>', "<img src=x onerror=alert(1)>{}", "<iframe src=//evil.example></iframe>{}", "<!-- {} -->"])
    return replace_one(dice, page.text, PARAGRAPH, lambda m: bad.format(m[0]))


def script_added(dice: Random, page: Victim) -> str | None:
    bad = dice.choice(
        ["<script>x()</script>", "[x](javascript:alert(1))", "{{% include 'x' %}}", "{{{{ config.secret }}}}", "[x](data:text/html,x)"]
    )
    return replace_one(dice, page.text, PARAGRAPH, lambda m: m[0] + " " + bad.format())
