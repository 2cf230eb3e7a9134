"""The form of a page (CONTENT.md §2–3): a procedure and a rights page have all their parts, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..edition import Edition
from ..messages import problem
from ..pages import PageInfo
from ..problems import Problem
from ..sections import BOX, PageText
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
            yield problem("heading-no-id", page.name, section.line, heading=section.title)
        elif section.id in seen:
            yield problem("heading-id-twice", page.name, section.line, id=section.id, first=seen[section.id])
        seen.setdefault(section.id, section.line)
        if section.level not in (2, 3):
            yield problem("heading-level", page.name, section.line, level=section.level)
        following = page.sections[index + 1] if index + 1 < len(page.sections) else None
        if not section.text.strip() and not (following and following.level > section.level):
            yield problem("section-empty", page.name, section.line, id=section.id)


def check_blocks(page: PageText) -> Iterator[Problem]:
    """A table, a picture or a directory brings ids of its own: once a page, and the lists of a directory need its cards."""
    seen: dict[str, int] = {}
    for number, line in enumerate(page.body.splitlines(), start=page.body_line):
        for kind, name in BLOCK.findall(line):
            if f"{kind} {name}" in seen:
                yield problem("block-twice", page.name, number, block=f"{kind} {name}", first=seen[f"{kind} {name}"])
            seen.setdefault(f"{kind} {name}", number)
    for block, number in seen.items():
        group = block.removeprefix("directory ").partition(".")[0]
        if block.startswith("directory ") and f"directory {group}.cards" not in seen:
            yield problem("directory-cards-missing", page.name, number, block=block, group=group)


def check_title(page: PageText, edition: Edition) -> Iterator[Problem]:
    """A title stands in a browser's history and in a chat: it must not call its reader anything."""
    for key in ("title", "summary"):
        judging = edition.judging(str(page.meta.data.get(key, "")))
        if judging:
            yield page.meta.tell((key,), "title-judges", key=key, word=judging)


def check_form(page: PageText, info: PageInfo) -> Iterator[Problem]:
    wanted = tuple(part for part in PARTS[info.form] if info.path in ONLY_ON.get(part, (info.path,)))
    if not HELP.search(page.body):
        yield problem("no-help", page.name, 0)
    top = [section for section in page.sections if section.level == 2]
    found = [section.id for section in top if section.id in wanted]
    for part in wanted:
        if part not in found:
            yield problem("part-of-form-missing", page.name, 0, part=part, form=info.form, order=", ".join(wanted))
    if not set(wanted) - set(found) and found != [part for part in wanted if part in found]:
        yield problem("parts-order", page.name, top[0].line, order=", ".join(wanted))
    steps = [section.id for section in top if section.id.startswith("step-")]
    if steps != [f"step-{number}" for number in range(1, len(steps) + 1)]:
        yield problem("steps-numbers", page.name, 0, steps=", ".join(steps))
    if info.form == "procedure" and "box" not in page.meta.data:
        yield problem("box-missing", page.name, 2, lines=", ".join(BOX))
    for section in top:
        if wanted and section.id in DANGEROUS and not section.danger:
            yield problem("danger-missing", page.name, section.line, id=section.id)
        if wanted and section.id == "remember":
            yield from _check_remember(page, section)


def _check_remember(page: PageText, section) -> Iterator[Problem]:
    lines = re.findall(r"^[ \t]*(?:[-*]|\d+\.)[ \t]+(.*)$", section.text, re.M)
    if len(lines) != REMEMBER_LINES:
        yield problem("remember-lines", page.name, section.line, count=len(lines))
    for line in lines:
        if len(line.split()) > REMEMBER_LONGEST:
            said = {"count": len(line.split()), "text": line[:40], "longest": REMEMBER_LONGEST}
            yield problem("remember-long", page.name, section.line, **said)
