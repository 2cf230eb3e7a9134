"""A page as its front matter and its sections by id; the fingerprint of each; which the source changed since."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from .house import House
from .messages import problem
from .problems import Problem, Refused
from .yamlfile import YamlFile, parse_yaml

HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*$", re.M)
HEADING_ID = re.compile(r"\{ #([a-z0-9][a-z0-9._-]*)(( \.[a-z]+)*) \}$")
# The part above the first heading, with title, summary and box: every page has it.
TOP = "top"
FRONT_MATTER = {"title", "summary", "made", "box"}
BOX = ("for", "deadline", "cost", "time", "result", "late")
MADE = ("computer", "person")
LONGEST_TITLE, LONGEST_SUMMARY = 65, 170


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

    def texts(self) -> dict[str, str]:
        """Section id → its heading and text. The key TOP covers front matter and lead."""
        top = "\n".join(f"{key}: {line}" for key, line in sorted(visible_lines(self)))
        found = {TOP: top + "\n" + self.body.split("\n#", 1)[0]}
        return found | {section.id: section.title + "\n" + section.text for section in self.sections}

    def fingerprints(self) -> dict[str, str]:
        """Section id → fingerprint of what a reader sees there."""
        return dict(self._fingerprints)

    @cached_property
    def _fingerprints(self) -> dict[str, str]:
        return {section: fingerprint(text) for section, text in self.texts().items()}


def split_page(text: str, name: str) -> PageText:
    """Take a page file apart. Raises Refused if the front matter is missing or broken."""
    text = text.replace("\r\n", "\n").lstrip("\ufeff")
    if re.search(r"^\.\.\.[ \t]*$", text, re.M):
        raise Refused([problem("line-dots", name, 1)])
    match = re.match(r"---\n(.*?)^---[ \t]*$\n?", text, re.S | re.M)
    if not match:
        raise Refused([problem("front-missing", name, 1)])
    body_line = text[: match.end()].count("\n") + 1
    body = text[match.end() :]
    return PageText(name, parse_yaml(match[1], name, first_line=2), body, body_line, list(_sections(body, body_line)))


def read_page(path: Path, house: House) -> PageText:
    try:
        return split_page(path.read_text(encoding="utf-8"), house.name(path))
    except UnicodeDecodeError as error:
        raise Refused([problem("not-utf8", house.name(path), 0)]) from error


def check_front_matter(page: PageText, made: bool = False) -> Iterator[Problem]:
    """What stands above a page: known keys only, all of them text; title and summary without markup.

    made: the build wrote the page from strings; no person can shorten its title here.
    """
    meta = page.meta.data
    for key in sorted(set(meta) - FRONT_MATTER):
        yield page.meta.tell((key,), "front-unknown", key=key, known=", ".join(sorted(FRONT_MATTER)))
    for key, longest in (("title", LONGEST_TITLE), ("summary", LONGEST_SUMMARY)):
        text = meta.get(key)
        if not isinstance(text, str) or not text.strip():
            yield page.meta.tell((key,), "front-empty", key=key)
        elif re.search(r"\{\{|\]\(|\*\*|^#", text):
            yield page.meta.tell((key,), "front-markup", key=key)
        elif len(text) > longest and not made:
            yield page.meta.tell((key,), "front-long", key=key, count=len(text), longest=longest)
    if meta.get("made") not in MADE:
        yield page.meta.tell(("made",), "made-missing", choices=" / ".join(MADE))
    box = meta.get("box")
    if isinstance(box, dict):
        for key, text in box.items():
            if not isinstance(text, str) or not text.strip():
                yield page.meta.tell(("box", key), "box-line-empty", key=key)
    if box is not None and (not isinstance(box, dict) or set(box) != set(BOX)):
        yield page.meta.tell(("box",), "box-incomplete", lines=", ".join(BOX))


def visible_lines(text: PageText) -> list[tuple[tuple[str, ...], str]]:
    """Front matter a reader sees, as (key, text)."""
    meta = text.meta.data
    found = [((key,), str(meta[key])) for key in ("title", "summary") if key in meta]
    box = meta.get("box")
    return found + [(("box", key), str(value)) for key, value in box.items()] if isinstance(box, dict) else found


def _sections(body: str, body_line: int) -> Iterator[Section]:
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
