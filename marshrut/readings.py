"""Who compared which section of a translation with its source, and whether that still holds.

A reading keeps two fingerprints: of the source section and of the text that was read. When the source changes, the
section is behind; when the text changes, the reader has not read it as it stands. It keeps the profile of the text too
(wording.Profile), so that `check` can say what an edit changed. Read from and written to translations/status/<lang>.yml.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator

from .house import House
from .problems import Problem, Refused
from .schema import validate
from .sections import PageText
from .values import Strict, check_day
from .wording import Wording, profile
from .yamlfile import YamlFile, read_yaml

Kind = Literal["machine", "volunteer", "native", "lawyer"]
Mark = str  # a fingerprint, sections.fingerprint


class Reading(Strict):
    """One reading of one section. source, text: fingerprints at that time; on: ISO day; words: profile of the text."""

    source: Mark = Field(pattern="^[0-9a-f]{12}$")
    text: Mark = Field(pattern="^[0-9a-f]{12}$")
    by: Kind
    on: str
    words: str = Field(default="", pattern=r"^([0-9a-f.]+|-) \d+ \d+ \d+(\.\d+)+$|^$")
    _on = field_validator("on", mode="before")(check_day)


# page path → section id → readings, at most one of each kind of reader
Status = dict[str, dict[str, list[Reading]]]


def status_path(house: House, code: str) -> Path:
    return house.translations / "status" / f"{code}.yml"


def load_status(house: House, code: str) -> Status:
    """Read translations/status/<code>.yml; an absent file means that nothing has been read yet."""
    path = status_path(house, code)
    if not path.exists():
        return {}
    file = path.stat()
    # Every page of a language asks for it: read once, and given out as a copy that `confirm` may change.
    status = _read_status(path, house.name(path), file.st_mtime_ns, file.st_size)
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
            if not isinstance(readings, list):
                what = f"{page}: {section}: a list of readings is expected"
                problems.append(file.problem((page, section), what, "let `marshrut confirm` write this file"))
                continue
            yield from (((page, section, index), raw) for index, raw in enumerate(readings))


def write_status(house: House, code: str, status: Status) -> None:
    """Write the file whole, sorted, one reading a line, so that a diff shows what was read."""
    lines = ["# Written by `marshrut confirm`: who read each section, against which fingerprints of source and text."]
    for page in sorted(status):
        lines.append(f"{page}:")
        for section, readings in sorted(status[page].items()):
            lines.append(f"  {section}:")
            for r in sorted(readings, key=lambda r: r.by):
                words = f", words: {r.words}" if r.words else ""
                lines.append(f"    - {{source: '{r.source}', text: '{r.text}', by: {r.by}, on: {r.on}{words}}}")
    path = status_path(house, code)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def stale_sections(source: PageText, read: dict[str, list[Reading]]) -> list[str]:
    """Ids of sections that were read once, but against another text of the source than today's."""
    marks = source.fingerprints()
    return [section for section, mark in marks.items() if read.get(section) and all(reading.source != mark for reading in read[section])]


def readers_of(source: PageText, text: PageText, read: dict[str, list[Reading]]) -> dict[str, str]:
    """Kinds of reader who have read every section as source and text stand today → the day they finished."""
    marks, own = source.fingerprints(), text.fingerprints()
    found: dict[str, str] = {}
    for kind in ("machine", "volunteer", "native", "lawyer"):
        days = []
        for section, mark in marks.items():
            good = [r.on for r in read.get(section, ()) if r.by == kind and r.source == mark and r.text == own.get(section)]
            days.append(max(good, default=""))
        if all(days):
            found[kind] = max(days)
    return found


def confirm_sections(
    source: PageText,
    text: PageText,
    read: dict[str, list[Reading]],
    only: set[str] | None,
    by: Kind,
    on: date,
    minor: bool = False,
    wording: Wording | None = None,
) -> list[str]:
    """Record in `read` that sections were compared with the source as both stand; returns their ids.

    only: section ids, None for all; wording: lists of the translation's language, for the profile. minor: the source changed without a change of meaning: readings there are move to
    its new fingerprint, and who read stays.
    """
    marks, own, texts = source.fingerprints(), text.fingerprints(), text.texts()
    unknown = (only or set()) - set(marks)
    if unknown:
        raise Refused([Problem(source.name, 0, f"no section {', '.join(sorted(unknown))}", f"choose from: {', '.join(marks)}")])
    for gone in set(read) - set(marks):
        del read[gone]
    done = [section for section in marks if (only is None or section in only) and section in own and (not minor or read.get(section))]
    for section in done:
        if minor:
            read[section] = [reading.model_copy(update={"source": marks[section]}) for reading in read[section]]
        else:
            others = [reading for reading in read.get(section, []) if reading.by != by]
            words = str(profile(texts[section], wording)) if wording else ""
            read[section] = [*others, Reading(source=marks[section], text=own[section], by=by, on=on.isoformat(), words=words)]
    return done


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
