"""A change as a report: what to mend, which pages read otherwise, which translations are behind now, which numbers moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..checks import run_all
from ..edition import Edition, load_editions
from ..house import House
from ..messages import complete
from ..problems import Problem, Refused
from ..readings import load_status, stale_sections
from ..sections import PageText
from ..status import page_text
from ..strings import PARTIAL
from .base import Base
from .claims import new_claims
from .numbers import moved_values
from .report import Behind, Fault, Page, Report, Texts


def look(house: House, base: Base) -> Report:
    """Compare the checkout with its base. Reads only; a checkout that cannot be read at all is a report too."""
    problems = run_all(house)
    report = _sorted(Report(files=len(base.changed), texts=tuple(_texts(base))), _faults(problems, base))
    try:
        editions = load_editions(house)
    except Refused:
        report = replace(report, unread=True)
    else:
        pages, behind = tuple(_pages(base, editions)), tuple(_behind(base, editions))
        report = replace(report, pages=pages, behind=behind, claims=tuple(new_claims(base.house, editions)))
        try:
            report = replace(report, values=tuple(moved_values(base.house, editions)))
        except Refused:
            report = replace(report, unread=True)
    return _without_old(report, base)


def _faults(problems: list[Problem], base: Base) -> Iterator[Fault]:
    for problem in problems:
        touched, english = problem.path in base.changed, (problem.what, problem.why, problem.mend)
        yield Fault(problem.path, problem.line, english, problem.russian, problem.warning, touched)


def _without_old(report: Report, base: Base) -> Report:
    """Marks faults that stood there before. Asked only if something is to mend in files that the change left alone: it costs a second check."""
    if not any(not fault.touched and not fault.warning for fault in report.faults):
        return report
    before = {(problem.path, problem.what) for problem in run_all(base.house)}
    # What cannot be read hides what comes after: then nothing is known of before.
    return _sorted(
        report, (replace(fault, theirs=not fault.touched and (fault.path, fault.english[0]) in before) for fault in report.faults)
    )


def _sorted(report: Report, faults: Iterable[Fault]) -> Report:
    """Faults of this change before those of others: the end of a long list is cut."""
    key = lambda fault: (fault.warning, fault.theirs, not fault.touched, fault.path, fault.line)  # noqa: E731
    return replace(report, faults=tuple(sorted(faults, key=key)))


def with_build(report: Report, problems: Iterable[Problem], base: Base) -> Report:
    """The report with what the build refused, which the checks did not see."""
    known = {(fault.path, fault.english[0]) for fault in report.faults}
    new = [fault for fault in _faults(list(map(complete, problems)), base) if (fault.path, fault.english[0]) not in known]
    return _sorted(report, (*report.faults, *new))


def _page_files(base: Base, editions: dict[str, Edition]) -> Iterator[tuple[str, str, str]]:
    """(page path, language, state) of each page file that changed."""
    for file, state in base.changed.items():
        room, _, rest = file.partition("/")
        code, _, path = rest.partition("/")
        if room == "docs" and code in editions and path.endswith(".md"):
            yield path.removesuffix(".md"), code, state


def _pages(base: Base, editions: dict[str, Edition]) -> Iterator[Page]:
    """Pages in the order of the menu, each with the editions that read otherwise."""
    first = next(iter(editions.values()))
    found: dict[tuple[str, str], list[str]] = {}
    for path, code, state in _page_files(base, editions):
        derived = [language.code for language in first.languages.values() if language.derived_from == code]
        found.setdefault((path, state), []).extend([code, *derived])
    order = {path: number for number, path in enumerate(first.pages)}
    for (path, state), codes in sorted(found.items(), key=lambda one: (order.get(one[0][0], len(order)), one[0])):
        yield Page(path, _title(path, first), tuple(code for code in first.languages if code in codes), state)


def _title(path: str, edition: Edition) -> str:
    source = edition.source_strings
    return source(f"menu.{path}") if source.has(f"menu.{path}") else path


def _texts(base: Base) -> Iterator[Texts]:
    """What changed beside pages, by what it is for a reader."""
    for path in sorted(base.changed):
        room, _, rest = path.partition("/")
        if room == "docs" and path.endswith(".md"):
            continue
        if room == "translations":
            folder = rest.partition("/")[0]
            kind = folder if folder in ("facts", "plan", "status", *PARTIAL) else "strings"
        elif room == "data":
            kind = "data"
        elif room in (".github", "hosting", ".ci"):
            kind = "machine"
        else:
            kind = "program"
        yield Texts(path, kind)


def _behind(base: Base, editions: dict[str, Edition]) -> Iterator[Behind]:
    """Sections of the source that changed, with the languages that had read them as they were."""
    first = next(iter(editions.values()))
    source = first.languages.source.code
    others = [language for language in first.languages.published if not language.is_source and not language.derived_from]
    for path, code, state in _page_files(base, editions):
        if code != source or state == "gone":
            continue
        now, before = _read(first.house, source, path), _read(base.house, source, path)
        if now is None:
            continue
        if before is None:
            missing = [language.code for language in others if not (first.house.docs / language.code / f"{path}.md").is_file()]
            if missing:
                yield Behind(path, "", _title(path, first), _with_derived(missing, first), tuple(missing))
            continue
        marks, old = now.fingerprints(), before.fingerprints()
        readings = {language.code: load_status(first.house, language.code).get(path, {}) for language in others}
        titles = {section.id: section.title for section in now.sections}
        for section in marks:
            if marks[section] == old.get(section):
                continue
            codes = [code for code, read in readings.items() if section in stale_sections(now, read) or (read and section not in read)]
            if codes:
                yield Behind(path, section, titles.get(section, ""), _with_derived(codes, first), tuple(codes))


def _with_derived(codes: list[str], edition: Edition) -> tuple[str, ...]:
    return tuple(code for code, language in edition.languages.items() if code in codes or language.derived_from in codes)


def _read(house: House, code: str, path: str) -> PageText | None:
    """A page file, None if there is none or it cannot be taken apart (which is a fault of its own)."""
    try:
        return page_text(house, code, path)
    except Refused:
        return None
