"""Words that turn a rule round, sentences and lines that are lost or left in another language."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

from .victim import ITEM, PARAGRAPH, Victim, Way, replace_one


def drop(kind: str) -> Way:
    def way(dice: Random, page: Victim) -> str | None:
        pattern = page.wording.patterns[kind]

        def change(line: re.Match[str]) -> str | None:
            found = [match for match in pattern.finditer(line[0]) if "{" not in line[0][match.start() - 3 : match.end() + 3]]
            if not found:
                return None
            match = dice.choice(found)
            return re.sub(r" +", " ", line[0][: match.start()] + line[0][match.end() :])

        return replace_one(dice, page.text, re.compile(r"^[^\n#|{][^\n]{20,}$", re.M), change)

    return way


def must_to_may(dice: Random, page: Victim) -> str | None:
    may = dice.choice([entry for entry in page.wording.may if "-" not in entry])

    def change(line: re.Match[str]) -> str | None:
        return page.wording.patterns["must"].sub(may, line[0], count=1) if page.wording.patterns["must"].search(line[0]) else None

    return replace_one(dice, page.text, re.compile(r"^[^\n#|{][^\n]{20,}$", re.M), change)


def sentence_lost(dice: Random, page: Victim) -> str | None:
    def change(match: re.Match[str]) -> str | None:
        sentences = re.split(r"(?<=[.!?]) ", match[0])
        plain = [one for one in sentences if "{" not in one and "](" not in one]
        if len(sentences) < 2 or not plain:
            return None
        sentences.remove(dice.choice(plain))
        return " ".join(sentences)

    return replace_one(dice, page.text, PARAGRAPH, change)


def items_swapped(dice: Random, page: Victim) -> str | None:
    found = list(ITEM.finditer(page.text))
    pairs = [
        (one, two) for one, two in pairwise(found) if two.start() - one.end() <= 2 and one[0].lstrip()[:1] == two[0].lstrip()[:1] == "-"
    ]
    if not pairs:
        return None
    one, two = dice.choice(pairs)
    return page.text[: one.start()] + two[0] + page.text[one.end() : two.start()] + one[0] + page.text[two.end() :]


def line_of(source: str) -> Way:
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
    return replace_one(dice, page.text, PARAGRAPH, lambda m: m[0].replace(" ", f" {dice.choice(words)} ", 1)) if words else None


def term_replaced(dice: Random, page: Victim) -> str | None:
    """Where the source names a term, the translation calls it by the name of another."""
    own, theirs = page.text.split("\n"), page.source.split("\n")
    if len(own) != len(theirs):
        return None
    found = [
        (place, name)
        for russian, name in page.terms
        for place, line in enumerate(own)
        if place > 10 and name in line and russian in theirs[place].lower()
    ]
    if not found:
        return None
    place, name = dice.choice(found)
    other = dice.choice([one for _, one in page.terms if one[:4] != name[:4]])
    return "\n".join([*own[:place], own[place].replace(name, other), *own[place + 1 :]])
