"""Slips of the keyboard: letters of another alphabet, lost marks, wrong apostrophes; units that are said as others."""

from __future__ import annotations

import re
from random import Random

from .victim import Victim, replace_one

# Cyrillic letters with a Latin twin, and back; capitals.
TWINS = dict(zip("асеорху", "aceopxy", strict=True))
CAPITAL_TWINS = str.maketrans("АВСЕНКМОРТХ", "ABCEHKMOPTX")
# What is typed on a keyboard without the letters of the language.
WITHOUT_MARKS = str.maketrans("ғӣқӯҳҷңөү", "гикухчноу", "ʻʼ")
UNIT = re.compile(r"^  (minute|hour|day|week|month|year):\n((?:    .*\n)+)", re.M)


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

    return replace_one(dice, page.text, in_lines, in_line)


def capitals_of_twins(dice: Random, page: Victim) -> str | None:
    """«ОМС» typed on a Latin keyboard, as far as its letters allow."""
    return replace_one(dice, page.text, re.compile(r"\b[А-Я]{3,}\b"), lambda m: m[0].translate(CAPITAL_TWINS))


def marks_lost(dice: Random, page: Victim) -> str | None:
    word = re.compile(r"(?<![\w(«/.{-])[а-яa-zғӣқӯҳҷңөүʻʼ]{4,}(?![\w)»}.-])")
    line = re.compile(r"^[^\W\d_{#|:-][^{}\[\]()«»#]{50,}$", re.M)

    def change(match: re.Match[str]) -> str | None:
        words = [one for one in word.finditer(match[0]) if one[0].translate(WITHOUT_MARKS) != one[0]]
        if not words:
            return None
        one = dice.choice(words)
        return match[0][: one.start()] + one[0].translate(WITHOUT_MARKS) + match[0][one.end() :]

    return replace_one(dice, page.text, line, change)


def apostrophe_swapped(dice: Random, page: Victim) -> str | None:
    return replace_one(dice, page.text, re.compile(r"(?<=\w)[ʻʼ](?=\w)"), lambda m: "ʼ" if m[0] == "ʻ" else "ʻ")


def apostrophe_typed(dice: Random, page: Victim) -> str | None:
    return replace_one(dice, page.text, re.compile(r"(?<=\w)[ʻʼ](?=\w)"), lambda m: dice.choice("'`´‘’′ʹ"))


def units_swapped(dice: Random, page: Victim) -> str | None:
    """In the string file: months are said as days everywhere."""
    one, two = sorted(dice.sample(list(UNIT.finditer(page.strings)), 2), key=lambda match: match.start())
    text = page.strings
    return text[: one.start(2)] + two[2] + text[one.end(2) : two.start(2)] + one[2] + text[two.end(2) :]


def unit_form_of_another(dice: Random, page: Victim) -> str | None:
    """One case of a unit says another unit."""
    one, two = dice.sample(list(UNIT.finditer(page.strings)), 2)
    index = dice.randrange(len(one[2].splitlines()))
    forms = [two[2].splitlines()[index] if place == index else line for place, line in enumerate(one[2].splitlines())]
    return page.strings[: one.start(2)] + "\n".join(forms) + "\n" + page.strings[one.end(2) :]


def unit_form_lost(dice: Random, page: Victim) -> str | None:
    """A case, or the form after some numbers, is not there."""
    one = dice.choice(list(UNIT.finditer(page.strings)))
    line = dice.choice(one[2].splitlines(keepends=True))
    fewer = dice.choice([re.sub(r"\w+: [^,}]+, ", "", line, count=1), ""])
    return page.strings[: one.start(2)] + one[2].replace(line, fewer, 1) + page.strings[one.end(2) :]
