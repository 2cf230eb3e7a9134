"""Pages of the report and of the systems: a section for each record, in order, with its parts and its status."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..edition import Edition
from ..problems import Problem
from ..sections import PageText
from .pages_of import pages_of, written

# then · proposed · what changed · where it stands · for you; the document · now · for you · your rights · unknown
PARTS = 5
PART = re.compile(r"^:[ \t]+\S", re.M)


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    for edition in written(editions):
        for path, page in pages_of(edition):
            if path in edition.pages and edition.pages[path].form in ("report", "system"):
                yield from check_page(page, edition.records.on(path))


def check_page(page: PageText, wanted: list[str]) -> Iterator[Problem]:
    found = [section for section in page.sections if section.level == 2 and section.id != "help"]
    if [section.id for section in found] != wanted:
        yield Problem(
            page.name,
            found[0].line if found else 0,
            f"the sections are {', '.join(section.id for section in found)}",
            f"give each record its section, in this order: {', '.join(wanted)}",
        )
    for section in found:
        count = len(PART.findall(section.text))
        if section.id in wanted and count != PARTS:
            what = f"`{section.id}` has {count} parts"
            yield Problem(page.name, section.line, what, f"give exactly {PARTS}: a term on its line, then `:   ` and its text")
        if section.id in wanted and f"{{{{ status {section.id} }}}}" not in section.text:
            what = f"`{section.id}` does not say where it stands"
            yield Problem(page.name, section.line, what, f"write `{{{{ status {section.id} }}}}` where it stands today")
