"""What is broken, and how one place of it is changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from ..facts import Facts
from ..wording import Wording

PARAGRAPH = re.compile(r"^[^\W\d_].{60,}$", re.M)
ITEM = re.compile(r"^[ \t]*(?:[-*]|\d+\.)[ \t]+\S.*$", re.M)


@dataclass(frozen=True)
class Victim:
    """A page that is broken: its file, the same page of the source and of another language, and what can be misused.

    strings: the string file of the language; terms: Russian name and own name of each term.
    """

    text: str
    source: str
    other: str
    wording: Wording
    facts: Facts
    strings: str
    terms: list[tuple[str, str]]


Way = Callable[[Random, Victim], str | None]


def replace_one(dice: Random, text: str, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str | None]) -> str | None:
    """Change one match of the body, chosen by the dice; the front matter stays."""
    start = text.index("\n---", 3)
    matches = [match for match in pattern.finditer(text, start)]
    dice.shuffle(matches)
    for match in matches:
        changed = new(match)
        if changed is not None and changed != match[0]:
            return text[: match.start()] + changed + text[match.end() :]
    return None
