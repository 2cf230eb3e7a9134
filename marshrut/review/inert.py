"""Text of a stranger inside Markdown of ours: readable, and nothing else. No link, image, mention, number of an issue, HTML."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 300
# A word joiner: invisible, and what stands on both sides is no longer one word for those who look for mentions.
JOINER = "\u2060"
# All that Markdown reads inside a line; the rest stays legible in the source of the comment.
PUNCTUATION = re.compile(r"[\\`*_{}\[\]()<>#!|~&@$^=]")
# A host reads these even where Markdown sees plain text: mentions, numbers of issues, addresses, short names of commits.
TRIGGERS = re.compile(r"(?<=[@#!&%])(?=\w)|(?<=\bGH)(?=-\d)|(?<=\bwww)(?=\.)|(?=:(?://|\w))|(?<=\b[0-9a-f]{4})(?=[0-9a-f]{3,36}\b)", re.I)
# A backslash does not hold back those who look for formulas, nor in every place the end of code.
AS_NUMBER = "$`"


def one_line(text: str, longest: int = LONGEST) -> str:
    """The text in one line, at most `longest` characters, without what cannot be seen or turns the writing round."""
    seen = "".join(" " if letter.isspace() else letter for letter in str(text) if _is_shown(letter))
    flat = " ".join(seen.split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"


def _is_shown(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def code(text: str, longest: int = LONGEST) -> str:
    """As code, where nothing is read as Markdown and no mention notifies anybody."""
    flat = one_line(text, longest)
    if not flat:
        return "–"
    fence = "`" * (max((len(run) for run in re.findall("`+", flat)), default=0) + 1)
    blank = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{blank}{flat}{blank}{fence}"


def prose(text: str, longest: int = LONGEST) -> str:
    """As a sentence. What our messages put between backticks stays code."""
    pieces = one_line(text, longest).split("`")
    if len(pieces) % 2 == 0:
        # A backtick of the stranger's own: which belong together is unknown.
        return _escaped("`".join(pieces))
    return "".join(code(piece) if number % 2 and piece.strip() else _escaped(piece) for number, piece in enumerate(pieces))


def _escaped(text: str) -> str:
    return PUNCTUATION.sub(lambda sign: f"&#{ord(sign[0])};" if sign[0] in AS_NUMBER else "\\" + sign[0], TRIGGERS.sub(JOINER, text))
