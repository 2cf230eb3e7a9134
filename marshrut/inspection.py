"""The first guard: reads the text of a page or string and names, by line, what may not stand there and how to mend it."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from . import blocks, inline
from .edition import Edition
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

Fault = tuple[str, str]


def inspect(text: str, name: str, edition: Edition, first_line: int = 1, made: bool = False) -> Iterator[Problem]:
    """All that may not stand in a page or a text, with the line and the mend. Empty for a good text.

    made: the page comes from the build itself, which may use every kind of block.
    """
    if len(text) > LONGEST_PAGE:
        yield Problem(name, 0, f"the page has {len(text)} characters", "split it; a page has at most about 900 words")
        return
    lines = text.split("\n")
    for index, line in enumerate(lines):
        around = "".join(lines[index - 1 : index] + lines[index + 1 : index + 2])
        faults = [*_line_faults(line, edition), *(_block_faults(line, around, made) if "{{" in line else ())]
        yield from (Problem(name, first_line + index, what, mend) for what, mend in faults)


def inspect_line(text: str, name: str, edition: Edition, line: int) -> Iterator[Problem]:
    """One line outside of a page's body, such as a line of the box: as `inspect`, and nothing that makes a block."""
    yield from inspect(text, name, edition, line)
    for kind, entry, _ in PLACEHOLDER.findall(text):
        if kind in blocks.KINDS:
            yield Problem(name, line, f"`{{{{ {kind} {entry} }}}}` makes a block, and here is one line", "put it into the text of the page")


def _line_faults(line: str, edition: Edition) -> Iterator[Fault]:
    if len(line) > LONGEST_LINE:
        yield f"a line of {len(line)} characters", "break it into paragraphs"
        return
    if not line.isprintable() and any(map(_is_invisible, line)):
        yield "an invisible control character", "type the line again"
    if DEEP_QUOTE.match(line) or len(line) - len(line.lstrip(" \t")) > DEEPEST_INDENT:
        yield "nested too deeply", "use at most two levels of lists or quotes"
    if RAW_HTML.search(line):
        yield "raw HTML", "write Markdown: **bold**, lists, tables; nothing with <…>"
    if "{%" in line or "{#" in line or "${" in line:
        yield "template code", "only placeholders such as `{{ term … }}` are understood; write ids as `{ #id }`, with a space"
    if INCLUDE.search(line):
        yield "an include directive or a box of another tool", "write the text itself; files cannot be brought in"
    if "![" in line:
        yield "a picture", "pictures are drawn from data; describe in words, or open an issue"
    if "`" in line or line.lstrip(" ").startswith("~~~"):
        yield "code", "write plain text without ` and ~~~"
    if BARE_HEADING.match(line):
        yield "a heading that would have no id", "write `## Heading { #id }`, with a space after ##"
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
            yield f"an outside address typed into the text: {target[:60]}", "put it into data/directory.yml and write `[text](link:its.id)`"
        elif not INSIDE.match(target) or target.startswith("/"):
            yield f"a link that does not lead to a page file: {target[:60]}", "link to the file: `../work/patent.md#pay`"
    if re.match(r"^\s*\[[^\]]+\]:", line) or re.search(r"\]\s*\[", line):
        yield "a link by reference", "write the link where it stands: `[text](../work/patent.md)`"
    if SCHEMES.search(PLACEHOLDER.sub("", re.sub(r"\]\([^)]*\)", "]", line))):
        yield "an outside address typed into the text", "put it into data/directory.yml and write `[text](link:its.id)`"


def _outside_faults(name: str, edition: Edition) -> Iterator[Fault]:
    try:
        entry = edition.outside.get(name)
    except LookupError as error:
        yield str(error.args[0]), "correct the id"
        return
    if entry.policy in BANNED:
        yield f"`{name}` must not be linked or named: its policy is `{entry.policy}`", "remove the link"


def _attribute_faults(line: str) -> Iterator[Fault]:
    only = "only `{ #id }` or `{ #id .danger }` at the end of a heading"
    for match in ATTRIBUTES.finditer(line):
        if not ALLOWED_ATTRIBUTES.match(match[0]):
            yield f"attributes that are not allowed: {match[0][:60]}", only
        elif not line.startswith("#"):
            yield f"{match[0]} outside of a heading", "only headings carry ids"
    if re.search(r"\{:|\{[^}{\n]*=[^}\n]*\}", line):
        yield "attributes in braces", only


def _placeholder_faults(line: str, edition: Edition) -> Iterator[Fault]:
    for kind, name, case in PLACEHOLDER.findall(line):
        try:
            inline.check(edition, kind, name, case or None)
        except LookupError as error:
            yield str(error.args[0]), "correct the placeholder; `about/facts` on the site lists all facts"
    rest = PLACEHOLDER.sub("", line)
    if "{{" in rest or "}}" in rest:
        yield "a placeholder that cannot be read", "write `{{ kind name }}`, e.g. `{{ money patent.state_fee.issue }}`"


def _block_faults(line: str, around: str, made: bool) -> Iterator[Fault]:
    """Tables, cards and entries stand alone between blank lines; a phrase may also end a list item or a definition."""
    for kind, name, _ in PLACEHOLDER.findall(line):
        if kind not in blocks.KINDS:
            continue
        if kind in MADE_ONLY and not made:
            mend = f"link to the fact instead: `{{{{ fact {name} }}}}`" if kind == "entry" else "link to the page that holds it"
            yield f"`{{{{ {kind} {name} }}}}` is for pages that the build makes", mend
        alone = PLACEHOLDER.fullmatch(line.strip()) and not line.startswith(("    ", "\t"))
        # In a list item or a definition: as its text, or on a line of its own below it.
        if kind == "say" and re.match(r"^(\s*(:|[-*]|\d+\.)\s+|[ ]{4})\{\{[^}]*\}\}\s*$", line):
            continue
        if not alone or around.strip():
            yield f"`{{{{ {kind} {name} }}}}` does not stand alone", "give it a line of its own, with an empty line before and after"
