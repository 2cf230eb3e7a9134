"""The first guard: reads the text of a page or string and names, by line, what may not stand there and how to mend it."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from . import blocks, inline
from .edition import Edition
from .messages import problem
from .problems import Problem
from .sources import BANNED

# What a placeholder looks like: a kind, a name, perhaps a grammatical case.
PLACEHOLDER = re.compile(r"\{\{[ \t]*([a-z]+)[ \t]+([\w.\-/]+)[ \t]*(?:\|[ \t]*([a-z]+)[ \t]*)?\}\}")
ATTRIBUTES = re.compile(r"\{:?[ \t]*[#.][^}\n]*\}")
ALLOWED_ATTRIBUTES = re.compile(r"^\{ #[a-z0-9][a-z0-9._-]*( \.danger)? \}$")
LINK_TARGET = re.compile(r"\]\(\s*<?([^)\s>]*)")
# A link inside the site: a file beside or above, perhaps with a section.
INSIDE = re.compile(r"^(?!/)[A-Za-z0-9._/-]*(#[A-Za-z0-9._-]+)?$")
SCHEMES = re.compile(r"(https?:|www\.|ftp:|javascript:|data:|mailto:|tel:|vbscript:)\S", re.I)
# Deeper quoting or nesting than any page needs; Python-Markdown recurses once a level.
DEEPEST_QUOTE = 6
DEEPEST_INDENT = 24
DEEP_QUOTE = re.compile(rf"[ \t]*(>[ \t]*){{{DEEPEST_QUOTE},}}")
RAW_HTML = re.compile(r"<[a-zA-Z/!?]|</?$")
INCLUDE = re.compile(r"--8<--|^\s*!!include|\{!|^\s*\.\. |:::|^\s*!!!")
BARE_HEADING = re.compile(r"#+[^# ]|[ ]{0,3}(=+|--+)[ \t]*$")
LONGEST_LINE = 4000
LONGEST_PAGE = 100_000
# Invisible characters that scripts need: soft hyphen, zero-width non-joiner and joiner.
USEFUL_INVISIBLE = "\u00ad\u200c\u200d"
# Made by the build for pages that no file holds; in a written page they would bring in what belongs elsewhere.
MADE_ONLY = ("entry", "anchors", "words", "phrases", "changes")

Fault = tuple[str, dict[str, object]]  # code of messages/, values


def inspect(text: str, name: str, edition: Edition, first_line: int = 1, made: bool = False) -> Iterator[Problem]:
    """All that may not stand in a page or a text, with the line and the mend. Empty for a good text.

    made: the page comes from the build itself, which may use every kind of block.
    """
    if len(text) > LONGEST_PAGE:
        yield problem("text-too-long", name, 0, count=len(text))
        return
    lines = text.split("\n")
    for index, line in enumerate(lines):
        around = "".join(lines[index - 1 : index] + lines[index + 1 : index + 2])
        faults = [*_line_faults(line, edition), *(_block_faults(line, around, made) if "{{" in line else ())]
        yield from (problem(code, name, first_line + index, **values) for code, values in faults)


def inspect_line(text: str, name: str, edition: Edition, line: int) -> Iterator[Problem]:
    """One line outside of a page's body, such as a line of the box: as `inspect`, and nothing that makes a block."""
    yield from inspect(text, name, edition, line)
    for kind, entry, _ in PLACEHOLDER.findall(text):
        if kind in blocks.KINDS:
            yield problem("block-in-line", name, line, block=f"{kind} {entry}")


def _line_faults(line: str, edition: Edition) -> Iterator[Fault]:
    if len(line) > LONGEST_LINE:
        yield "line-too-long", {"count": len(line)}
        return
    if not line.isprintable() and any(map(_is_invisible, line)):
        yield "invisible-character", {}
    if DEEP_QUOTE.match(line) or len(line) - len(line.lstrip(" \t")) > DEEPEST_INDENT:
        yield "nested-too-deeply", {}
    if RAW_HTML.search(line):
        yield "raw-html", {}
    if "{%" in line or "{#" in line or "${" in line:
        yield "template-code", {}
    if INCLUDE.search(line):
        yield "include-directive", {}
    if "![" in line:
        yield "picture-typed", {}
    if "`" in line or line.lstrip(" ").startswith("~~~"):
        yield "code-typed", {}
    if BARE_HEADING.match(line):
        yield "heading-bare", {}
    # Most lines are prose: what they cannot hold is not looked for.
    if "]" in line or ":" in line or "www" in line.lower():
        yield from _link_faults(line, edition)
    if "{" in line or "}" in line:
        yield from _attribute_faults(line)
        yield from _placeholder_faults(line, edition)


@lru_cache(maxsize=4096)
def _is_invisible(character: str) -> bool:
    if character in "\t" + USEFUL_INVISIBLE:
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")


def _link_faults(line: str, edition: Edition) -> Iterator[Fault]:
    for target in LINK_TARGET.findall(line):
        if target.startswith("link:"):
            yield from _outside_faults(target.removeprefix("link:"), edition)
        elif re.match(r"^([a-zA-Z][a-zA-Z0-9+.\-]*:|//|\\|&|/\\)", re.sub(r"\s", "", html.unescape(target))):
            yield "address-typed", {"address": target[:60]}
        elif not INSIDE.match(target) or target.startswith("/"):
            yield "link-typed", {"target": target[:60]}
    if re.match(r"^\s*\[[^\]]+\]:", line) or re.search(r"\]\s*\[", line):
        yield "link-by-reference", {}
    typed = SCHEMES.search(PLACEHOLDER.sub("", re.sub(r"\]\([^)]*\)", "]", line)))
    if typed:
        yield "address-typed", {"address": typed.string[typed.start() : typed.start() + 60].split()[0]}


def _outside_faults(name: str, edition: Edition) -> Iterator[Fault]:
    try:
        entry = edition.outside.get(name)
    except LookupError:
        yield "outside-unknown", {"id": name}
        return
    if entry.policy in BANNED:
        yield "outside-banned", {"id": name, "policy": entry.policy}


def _attribute_faults(line: str) -> Iterator[Fault]:
    for match in ATTRIBUTES.finditer(line):
        if not ALLOWED_ATTRIBUTES.match(match[0]):
            yield "attributes-wrong", {"attributes": match[0][:60]}
        elif not line.startswith("#"):
            yield "attributes-outside", {"attributes": match[0]}
    if re.search(r"\{:|\{[^}{\n]*=[^}\n]*\}", line):
        yield "attributes-braces", {}


def _placeholder_faults(line: str, edition: Edition) -> Iterator[Fault]:
    for kind, name, case in PLACEHOLDER.findall(line):
        try:
            inline.check(edition, kind, name, case or None)
        except LookupError as error:
            yield "placeholder-wrong", {"placeholder": f"{kind} {name}{' | ' + case if case else ''}", "error": error.args[0]}
    rest = PLACEHOLDER.sub("", line)
    if "{{" in rest or "}}" in rest:
        yield "placeholder-unreadable", {}


def _block_faults(line: str, around: str, made: bool) -> Iterator[Fault]:
    """Tables, cards and entries stand alone between blank lines; a phrase may also end a list item or a definition."""
    for kind, name, _ in PLACEHOLDER.findall(line):
        if kind not in blocks.KINDS:
            continue
        if kind in MADE_ONLY and not made:
            yield "block-made-only", {"block": f"{kind} {name}", "name": name}
        alone = PLACEHOLDER.fullmatch(line.strip()) and not line.startswith(("    ", "\t"))
        # In a list item or a definition: as its text, or on a line of its own below it.
        if kind == "say" and re.match(r"^(\s*(:|[-*]|\d+\.)\s+|[ ]{4})\{\{[^}]*\}\}\s*$", line):
            continue
        if not alone or around.strip():
            yield "block-not-alone", {"block": f"{kind} {name}"}
