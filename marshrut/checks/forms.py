"""The form of a page (CONTENT.md §2–3): a procedure and a rights page have all their parts, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..edition import Edition
from ..pages import PageInfo
from ..problems import Problem
from ..sections import PageText
from .pages_of import pages_of, written

PROCEDURE = ("for-you", "before", "step-1", "next", "refused", "late", "prices", "changes", "help")
RIGHTS = (
    "remember",
    "say",
    "show",
    "do",
    "your-rights",
    "officer-may",
    "phone",
    "at-the-station",
    "write-down",
    "complain",
    "prepare",
    "cases",
    "help",
)
PARTS = {"procedure": PROCEDURE, "rights": RIGHTS, "report": ("help",), "system": ("help",), "plain": ()}
# Only where a phone can be asked for.
ONLY_ON = {"phone": ("rights/police-check",)}
BLOCK = re.compile(r"\{\{ *(table|picture|directory) +([\w.-]+) *\}\}")
# An office or a person to turn to: a card, a number, the directory, or a page of the help section.
HELP = re.compile(r"\{\{ *(?:contact|phone|directory) |\]\((?:\.\./)?(?:help/)?(?:emergency|official|consulates|organisations)\.md")
# On these sections a mistake costs most; the mark makes a stale translation say so louder.
DANGEROUS = {"late", "officer-may", "at-the-station"}
REMEMBER_LINES = 3
# The words of the three lines, as they stand on the printed card.
REMEMBER_LONGEST = 8


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    for edition in written(editions):
        for path, page in pages_of(edition):
            if path in edition.pages:
                yield from check_headings(page)
                yield from check_title(page, edition)
                yield from check_blocks(page)
                yield from check_form(page, edition.pages[path])


def check_headings(page: PageText) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, section in enumerate(page.sections):
        if not section.id:
            mend = "end the heading with an id, the same as in the source: `## Heading { #id }`"
            yield Problem(page.name, section.line, f"the heading «{section.title}» has no id", mend)
        elif section.id in seen:
            yield Problem(
                page.name,
                section.line,
                f"the id `{section.id}` stands twice (first on line {seen[section.id]})",
                "give each heading its own id",
            )
        seen.setdefault(section.id, section.line)
        if section.level not in (2, 3):
            yield Problem(
                page.name, section.line, f"a heading of level {section.level}", "use ## and ### only; the title stands in the front matter"
            )
        following = page.sections[index + 1] if index + 1 < len(page.sections) else None
        if not section.text.strip() and not (following and following.level > section.level):
            yield Problem(
                page.name, section.line, f"the section `{section.id}` is empty", "write it, or remove its heading in every language"
            )


def check_blocks(page: PageText) -> Iterator[Problem]:
    """A table, a picture or a directory brings ids of its own: once a page, and the lists of a directory need its cards."""
    seen: dict[str, int] = {}
    for number, line in enumerate(page.body.splitlines(), start=page.body_line):
        for kind, name in BLOCK.findall(line):
            if f"{kind} {name}" in seen:
                what = f"`{{{{ {kind} {name} }}}}` stands twice (first on line {seen[f'{kind} {name}']})"
                yield Problem(page.name, number, what, "keep one, and link to it")
            seen.setdefault(f"{kind} {name}", number)
    for block, number in seen.items():
        group = block.removeprefix("directory ").partition(".")[0]
        if block.startswith("directory ") and f"directory {group}.cards" not in seen:
            what = f"`{{{{ {block} }}}}` leads to cards that the page does not have"
            yield Problem(page.name, number, what, f"add `{{{{ directory {group}.cards }}}}`")


def check_title(page: PageText, edition: Edition) -> Iterator[Problem]:
    """A title stands in a browser's history and in a chat: it must not call its reader anything."""
    for key in ("title", "summary"):
        judging = edition.judging(str(page.meta.data.get(key, "")))
        if judging:
            what = f"the {key} judges its reader: «{judging}»"
            yield Problem(page.name, page.meta.line(key), what, "name the situation instead; the words stand in data/judging.yml")


def check_form(page: PageText, info: PageInfo) -> Iterator[Problem]:
    wanted = tuple(part for part in PARTS[info.form] if info.path in ONLY_ON.get(part, (info.path,)))
    if not HELP.search(page.body):
        mend = "name an office or a person reachable from inside Russia: `{{ contact … }}`, or link to a page of help/"
        yield Problem(page.name, 0, "the page names nobody to turn to", mend)
    top = [section for section in page.sections if section.level == 2]
    found = [section.id for section in top if section.id in wanted]
    for part in wanted:
        if part not in found:
            yield Problem(
                page.name,
                0,
                f"the part `{part}` of a {info.form} page is missing",
                f"add a section `## … {{ #{part} }}`; the order is: {', '.join(wanted)}",
            )
    if not set(wanted) - set(found) and found != [part for part in wanted if part in found]:
        yield Problem(page.name, top[0].line, "the parts stand in another order than the form asks", f"the order is: {', '.join(wanted)}")
    steps = [section.id for section in top if section.id.startswith("step-")]
    if steps != [f"step-{number}" for number in range(1, len(steps) + 1)]:
        yield Problem(page.name, 0, f"the steps are {', '.join(steps)}", "number them step-1, step-2, … in order")
    if info.form == "procedure" and "box" not in page.meta.data:
        yield Problem(page.name, 2, "a procedure page needs its box", "add `box:` with for, deadline, cost, time, result, late")
    for section in top:
        if wanted and section.id in DANGEROUS and not section.danger:
            yield Problem(page.name, section.line, f"`{section.id}` is not marked as danger", f"write `{{ #{section.id} .danger }}`")
        if wanted and section.id == "remember":
            yield from _check_remember(page, section)


def _check_remember(page: PageText, section) -> Iterator[Problem]:
    lines = re.findall(r"^[ \t]*(?:[-*]|\d+\.)[ \t]+(.*)$", section.text, re.M)
    if len(lines) != REMEMBER_LINES:
        yield Problem(page.name, section.line, f"{len(lines)} lines to remember", "give exactly three list items")
    for line in lines:
        if len(line.split()) > REMEMBER_LONGEST:
            yield Problem(
                page.name,
                section.line,
                f"a line to remember of {len(line.split())} words: {line[:40]}",
                f"use at most {REMEMBER_LONGEST} words",
            )
