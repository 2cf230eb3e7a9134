"""Pages of the report and of the systems: a section for each record, in order, with its parts and its status."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..edition import Edition
from ..messages import problem
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
        have = ", ".join(section.id for section in found)
        yield problem("record-sections", page.name, found[0].line if found else 0, have=have, want=", ".join(wanted))
    for section in found:
        count = len(PART.findall(section.text))
        if section.id in wanted and count != PARTS:
            yield problem("record-parts", page.name, section.line, id=section.id, count=count, want=PARTS)
        if section.id in wanted and f"{{{{ status {section.id} }}}}" not in section.text:
            yield problem("record-status", page.name, section.line, id=section.id)
