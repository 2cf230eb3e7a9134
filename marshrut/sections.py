"""A page as its front matter and its sections by id; the fingerprint of each; which the source changed since."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator

from .house import House
from .problems import Problem, Refused
from .schema import validate
from .values import Strict, check_day
from .yamlfile import YamlFile, parse_yaml, read_yaml

HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*$", re.M)
HEADING_ID = re.compile(r"\{ #([a-z0-9][a-z0-9._-]*)(( \.[a-z]+)*) \}$")
# The part above the first heading, with title, summary and box: every page has it.
TOP = "top"
Kind = Literal["machine", "volunteer", "native", "lawyer"]


@dataclass(frozen=True)
class Section:
    """A heading with the text below it. line: in the file, from 1; danger: marked `.danger`."""

    id: str
    level: int
    title: str
    text: str
    line: int
    danger: bool


@dataclass(frozen=True)
class PageText:
    """One page file, taken apart. name: as messages call it; body_line: where the Markdown starts."""

    name: str
    meta: YamlFile
    body: str
    body_line: int
    sections: list[Section] = field(default_factory=list)

    def fingerprints(self) -> dict[str, str]:
        """Section id → fingerprint of what a reader sees there. The key TOP covers front matter and lead."""
        top = "\n".join(str(value) for key, value in sorted(_visible(self.meta.data)))
        found = {TOP: fingerprint(top + "\n" + self.body.split("\n#", 1)[0])}
        return found | {section.id: fingerprint(section.title + "\n" + section.text) for section in self.sections}


def _visible(meta: dict[str, Any]) -> list[tuple[str, Any]]:
    box = meta.get("box") if isinstance(meta.get("box"), dict) else {}
    return [(key, meta[key]) for key in ("title", "summary") if key in meta] + [(f"box.{key}", text) for key, text in box.items()]


def split_page(text: str, name: str) -> PageText:
    """Take a page file apart. Raises Refused if the front matter is missing or broken."""
    text = text.replace("\r\n", "\n").lstrip("\ufeff")
    match = re.match(r"---\n(.*?)^---[ \t]*$\n?", text, re.S | re.M)
    if not match:
        mend = "start the file with a line `---`, then `title:` and `summary:`, then a line `---`"
        raise Refused([Problem(name, 1, "the page has no front matter", mend)])
    body_line = text[: match.end()].count("\n") + 1
    body = text[match.end() :]
    return PageText(name, parse_yaml(match[1], name, first_line=2), body, body_line, list(_sections(body, body_line)))


def read_page(path: Path, house: House) -> PageText:
    try:
        return split_page(path.read_text(encoding="utf-8"), house.name(path))
    except UnicodeDecodeError as error:
        raise Refused([Problem(house.name(path), 0, "the file is not UTF-8 text", "save it again as UTF-8")]) from error


def _sections(body: str, body_line: int) -> Any:
    headings = list(HEADING.finditer(body))
    for heading, following in zip(headings, [*headings[1:], None], strict=False):
        marked = HEADING_ID.search(heading[2])
        yield Section(
            id=marked[1] if marked else "",
            level=len(heading[1]),
            title=heading[2][: marked.start()].strip() if marked else heading[2],
            text=body[heading.end() : following.start() if following else len(body)],
            line=body[: heading.start()].count("\n") + body_line,
            danger=bool(marked and ".danger" in marked[2]),
        )


def fingerprint(text: str) -> str:
    """Twelve hex digits of what a reader sees: markup, link addresses and wrapping do not count; fact names do."""
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"\{ #[^}]*\}", "", text)
    text = re.sub(r"[*_`#>|\[\]]+", " ", text)
    text = re.sub(r"^[ \t]*([-+:]|\d+\.)[ \t]+", " ", text, flags=re.M)
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class Confirmation(Strict):
    """Who confirmed a translated section against which fingerprint of the source section, and when."""

    source: str = Field(pattern="^[0-9a-f]{12}$")
    by: Kind
    on: str
    _on = field_validator("on", mode="before")(check_day)


# page path → section id → confirmation
Status = dict[str, dict[str, Confirmation]]


def status_path(house: House, code: str) -> Path:
    return house.translations / "status" / f"{code}.yml"


def load_status(house: House, code: str) -> Status:
    """Read translations/status/<code>.yml; an absent file means that nothing is confirmed yet."""
    path = status_path(house, code)
    if not path.exists():
        return {}
    file = read_yaml(path, house.name(path))
    status: Status = {}
    problems: list[Problem] = []
    for page, entries in file.data.items():
        for section, raw in (entries or {}).items():
            entry, faults = validate(Confirmation, raw, file, (page, section))
            problems += faults
            if entry:
                status.setdefault(page, {})[section] = entry
    if problems:
        raise Refused(problems)
    return status


def write_status(house: House, code: str, status: Status) -> None:
    """Write the file whole, sorted, one section a line, so that a diff shows what was confirmed."""
    lines = ["# Written by `marshrut confirm`: which fingerprint of the source each section was checked against."]
    for page in sorted(status):
        lines.append(f"{page}:")
        lines += [f"  {section}: {{source: '{c.source}', by: {c.by}, on: {c.on}}}" for section, c in sorted(status[page].items())]
    path = status_path(house, code)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def stale_sections(source: PageText, confirmed: dict[str, Confirmation]) -> list[str]:
    """Section ids whose source is not the one that was confirmed (or was never confirmed)."""
    return [section for section, mark in source.fingerprints().items() if section not in confirmed or confirmed[section].source != mark]


def confirm_sections(
    source: PageText, status: Status, path: str, only: set[str] | None, by: Kind, on: date, minor: bool = False
) -> list[str]:
    """Record that sections of a page were checked against the source as it stands; returns their ids.

    only: section ids, None for all. minor: the source changed without a change of meaning, so only sections that
    were confirmed before move on, and who confirmed them stays.
    """
    marks = source.fingerprints()
    unknown = (only or set()) - set(marks)
    if unknown:
        raise Refused([Problem(source.name, 0, f"no section {', '.join(sorted(unknown))}", f"choose from: {', '.join(marks)}")])
    page, done = status.setdefault(path, {}), []
    for section, mark in marks.items():
        if only is not None and section not in only:
            continue
        before = page.get(section)
        if minor and before is None:
            continue
        page[section] = Confirmation(
            source=mark, by=before.by if minor and before else by, on=before.on if minor and before else on.isoformat()
        )
        done.append(section)
    for gone in set(page) - set(marks):
        del page[gone]
    return done
