"""Who compared which section of a translation with its source, and whether that still holds.

A reading keeps two fingerprints: of the source section and of the text that was read. When the source changes, the
section is behind; when the text changes, the reader has not read it as it stands. It keeps the profile of the text too
(wording.Profile), so that `check` can say what an edit changed. The texts of data are compared in the same way, entry by
entry (entries.Entries). Read from and written to translations/status/<lang>.yml.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator

from .entries import ROOM, Entries
from .house import House
from .problems import Problem, Refused
from .schema import validate
from .sections import PageText
from .values import Strict, check_day
from .wording import Wording, profile
from .yamlfile import YamlFile, read_yaml

Kind = Literal["machine", "volunteer", "native", "lawyer"]
# What a reader's word weighs, the least first.
KINDS: tuple[Kind, ...] = ("machine", "volunteer", "native", "lawyer")
# What can be compared: a page by its sections, a file of texts by its entries.
Compared = PageText | Entries
# A reading of a text in short, as the status file has it: `0123456789ab 0123456789ab machine 2026-11-22`.
SHORT = ("source", "text", "by", "on")
Mark = str  # a fingerprint, sections.fingerprint


class Reading(Strict):
    """One reading of one section. source, text: fingerprints at that time; on: ISO day; words: profile of the text."""

    source: Mark = Field(pattern="^[0-9a-f]{12}$")
    text: Mark = Field(pattern="^[0-9a-f]{12}$")
    by: Kind
    on: str
    words: str = Field(default="", pattern=r"^([0-9a-f.]+|-) \d+ \d+ \d+(\.\d+){5}$|^$")
    _on = field_validator("on", mode="before")(check_day)


# page path (or ROOM + folder) → section (or entry) id → readings, at most one of each kind of reader
Status = dict[str, dict[str, list[Reading]]]


def status_path(house: House, code: str) -> Path:
    return house.translations / "status" / f"{code}.yml"


def load_status(house: House, code: str) -> Status:
    """Read translations/status/<code>.yml; an absent file means that nothing has been read yet.

    Every page of a language asks for it: read once, and the same for all, who must leave it as it is. To change it, take
    status_to_change.
    """
    path = status_path(house, code)
    if not path.exists():
        return {}
    file = path.stat()
    return _read_status(path, house.name(path), file.st_mtime_ns, file.st_size)


def status_to_change(house: House, code: str) -> Status:
    """The same as a copy that `confirm` may write into."""
    status = load_status(house, code)
    return {page: {section: list(readings) for section, readings in sections.items()} for page, sections in status.items()}


@lru_cache(maxsize=32)
def _read_status(path: Path, name: str, changed: int, size: int) -> Status:
    file = read_yaml(path, name)
    status: Status = {}
    problems: list[Problem] = []
    for key, raw in _entries(file, problems):
        reading, faults = validate(Reading, raw, file, key)
        problems += faults
        if reading:
            status.setdefault(str(key[0]), {}).setdefault(str(key[1]), []).append(reading)
    if problems:
        raise Refused(problems)
    return status


def _entries(file: YamlFile, problems: list[Problem]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """((page, section, index), raw reading) of a status file; its shape is checked on the way."""
    for page, sections in file.data.items():
        if not isinstance(sections, dict):
            problems.append(
                file.problem((page,), f"{page}: sections with their readings are expected", "let `marshrut confirm` write this file")
            )
            continue
        for section, readings in sections.items():
            if str(page).startswith(ROOM) and isinstance(readings, str):
                rows = readings.split(", ")
                if all(len(row.split()) == len(SHORT) for row in rows):
                    yield from (((page, section, index), dict(zip(SHORT, row.split(), strict=True))) for index, row in enumerate(rows))
                    continue
            if not isinstance(readings, list):
                what = f"{page}: {section}: a list of readings is expected"
                problems.append(file.problem((page, section), what, "let `marshrut confirm` write this file"))
                continue
            yield from (((page, section, index), raw) for index, raw in enumerate(readings))


def write_status(house: House, code: str, status: Status) -> None:
    """Write the file whole, sorted, one reading a line (one entry a line for texts), so that a diff shows what was read."""
    lines = ["# Written by `marshrut confirm`: who read each section, against which fingerprints of source and text."]
    for page in sorted(status):
        lines.append(f"{page}:")
        for section, readings in sorted(status[page].items()):
            inside = sorted(readings, key=lambda reading: reading.by)
            if page.startswith(ROOM):
                lines.append(f"  {section}: {', '.join(map(_short, inside))}")
            else:
                lines += [f"  {section}:", *(f"    - {_row(reading)}" for reading in inside)]
    path = status_path(house, code)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _row(r: Reading) -> str:
    words = f", words: {r.words}" if r.words else ""
    return f"{{source: '{r.source}', text: '{r.text}', by: {r.by}, on: {r.on}{words}}}"


def _short(r: Reading) -> str:
    """Of a text: there are fifteen hundred in a language, and every process of a build reads them all."""
    return f"{r.source} {r.text} {r.by} {r.on}"


def stale_sections(source: Compared, read: dict[str, list[Reading]]) -> dict[str, str]:
    """Sections that were read once, but against another text of the source than today's → the day they were last compared."""
    marks = source.fingerprints()
    return {
        section: max(reading.on for reading in read[section])
        for section, mark in marks.items()
        if read.get(section) and all(reading.source != mark for reading in read[section])
    }


def readers_of(source: Compared, text: Compared, read: dict[str, list[Reading]]) -> dict[str, str]:
    """Kinds of reader who have read every section as source and text stand today → the day they finished."""
    marks, own = source.fingerprints(), text.fingerprints()
    found: dict[str, str] = {}
    for kind in KINDS:
        days = []
        for section, mark in marks.items():
            good = [r.on for r in read.get(section, ()) if r.by == kind and r.source == mark and r.text == own.get(section)]
            days.append(max(good, default=""))
        if days and all(days):
            found[kind] = max(days)
    return found


def confirm_sections(
    source: Compared,
    text: Compared,
    read: dict[str, list[Reading]],
    only: set[str] | None,
    by: Kind,
    on: date,
    wording: Wording | None = None,
) -> list[str]:
    """Record in `read` that sections were compared with the source as both stand; returns their ids.

    only: section ids, None for all that the translation has; wording: lists of the translation's language, for the
    profile of a page's sections. Raises Refused for a section that source or translation does not have.
    """
    marks, own, texts = source.fingerprints(), text.fingerprints(), text.texts()
    _refuse_unknown(source, only)
    if absent := sorted((only or set()) - set(own)):
        raise Refused([Problem(text.name, 0, f"{', '.join(absent)}: not translated yet", "translate it first, then confirm it")])
    _forget_gone(read, marks)
    done = [section for section in marks if (only is None or section in only) and section in own]
    for section in done:
        others = [reading for reading in read.get(section, []) if reading.by != by]
        words = str(profile(texts[section], wording)) if wording and isinstance(text, PageText) else ""
        read[section] = [*others, Reading(source=marks[section], text=own[section], by=by, on=on.isoformat(), words=words)]
    return done


def pass_minor(source: Compared, read: dict[str, list[Reading]], only: set[str] | None) -> list[str]:
    """Record in `read` that the source changed without a change of meaning; returns ids of the sections where it had changed.

    Who compared the source as it stood before keeps that word and its day; older readings stay old. Raises Refused for a
    section that nobody has compared: there is nothing to keep.
    """
    marks = source.fingerprints()
    _refuse_unknown(source, only)
    if never := [section for section in marks if section in (only or ()) and not read.get(section)]:
        mend = "compare it with the source and confirm it without --minor"
        raise Refused([Problem(source.name, 0, f"{', '.join(never)}: nobody has compared this yet", mend)])
    _forget_gone(read, marks)
    done = [section for section in stale_sections(source, read) if only is None or section in only]
    for section in done:
        # The text before the change is the one compared last; on the same day, the one that the weaker word stands for.
        last = max(read[section], key=lambda reading: (reading.on, -KINDS.index(reading.by)))
        read[section] = [
            reading.model_copy(update={"source": marks[section]}) if reading.source == last.source else reading for reading in read[section]
        ]
    return done


def _refuse_unknown(source: Compared, only: set[str] | None) -> None:
    known = source.fingerprints()
    if unknown := sorted((only or set()) - set(known)):
        # A file of strings has hundreds of entries: the nearest are enough.
        near = known if isinstance(source, PageText) else {one: None for name in unknown for one in get_close_matches(name, known, 3)}
        mend = f"choose from: {', '.join(near)}" if near else f"choose an entry of {source.name}"
        raise Refused([Problem(source.name, 0, f"no section {', '.join(unknown)}", mend)])


def _forget_gone(read: dict[str, list[Reading]], marks: dict[str, str]) -> None:
    for gone in set(read) - set(marks):
        del read[gone]


def refresh_words(text: PageText, read: dict[str, list[Reading]], wording: Wording) -> int:
    """After the lists of small words changed: profiles of what still stands as it was read; returns how many changed.

    A profile cannot be made again for a text that has changed since: it stays as it is, until somebody reads the section.
    """
    own, texts, changed = text.fingerprints(), text.texts(), 0
    for section in own.keys() & read.keys():
        words = str(profile(texts[section], wording))
        before = read[section]
        read[section] = [r.model_copy(update={"words": words}) if r.words and r.text == own[section] else r for r in before]
        changed += read[section] != before
    return changed
