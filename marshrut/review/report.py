"""What a review found, as plain data that travels as JSON. Whoever reads it back trusts nothing but its shape."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from types import GenericAlias
from typing import Any, get_args, get_origin, get_type_hints

LARGEST = 8_000_000
# Entries of a list, characters of a text: more than a comment can show.
MOST_ITEMS, LONGEST_TEXT = 300, 600


@dataclass(frozen=True)
class Fault:
    """A problem. english, russian: what, why, how to mend (russian may be empty); theirs: it was there before the change."""

    path: str
    line: int
    english: tuple[str, ...]
    russian: tuple[str, ...]
    warning: bool
    touched: bool
    theirs: bool = False


@dataclass(frozen=True)
class Page:
    """A page that reads otherwise. path: its address without language and ending; state: changed, new or gone."""

    path: str
    title: str
    languages: tuple[str, ...]
    state: str


@dataclass(frozen=True)
class Texts:
    """A file that is no page. kind: what it is, a key of comment.KINDS."""

    path: str
    kind: str


@dataclass(frozen=True)
class Behind:
    """A section whose source changed. languages: whose readers are told that their text is older, written: those that
    are no other edition by rule; section: empty for a new page."""

    path: str
    section: str
    title: str
    languages: tuple[str, ...]
    written: tuple[str, ...]


@dataclass(frozen=True)
class Value:
    """Something that is said as a number. before, now: in Russian and in English, empty where there is none; pages: where it stands.

    checked: the day of checking moved too, as it must with a new number.
    """

    name: str
    before: tuple[str, ...]
    now: tuple[str, ...]
    pages: tuple[str, ...]
    checked: bool


@dataclass(frozen=True)
class Claim:
    """Readings that the change adds. by: readings.Kind; count: of sections and entries; pages: where."""

    language: str
    by: str
    count: int
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """files: how many the change touches; unread: the data could not be read, so that pages and numbers were not compared."""

    files: int
    unread: bool = False
    faults: tuple[Fault, ...] = ()
    pages: tuple[Page, ...] = ()
    texts: tuple[Texts, ...] = ()
    behind: tuple[Behind, ...] = ()
    values: tuple[Value, ...] = ()
    claims: tuple[Claim, ...] = ()
    # How many of each list were left out of this report.
    more: dict[str, int] = field(default_factory=dict)

    @property
    def to_mend(self) -> list[Fault]:
        """What the change has to mend: not what stood there before it, and no questions."""
        return [fault for fault in self.faults if not fault.warning and not fault.theirs]

    @property
    def languages(self) -> list[str]:
        """The editions whose pages changed; none if something changed that all of them show."""
        if any(text.kind != "status" for text in self.texts):
            return []
        return list(dict.fromkeys(code for page in self.pages for code in page.languages))


LISTS = ("faults", "pages", "texts", "behind", "values", "claims")


def to_json(report: Report) -> str:
    """As JSON, lists and texts cut to what `from_json` takes; what is to be mended comes first there."""
    data = asdict(report)
    for name in LISTS:
        data["more"][name] = max(0, len(data[name]) - MOST_ITEMS)
    return json.dumps(_cut(data), ensure_ascii=False, indent=1) + "\n"


def _cut(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _cut(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_cut(value) for value in data[:MOST_ITEMS]]
    return data[:LONGEST_TEXT] if isinstance(data, str) else data


def from_json(text: str) -> Report:
    """The report of a JSON text. Raises ValueError for anything that `to_json` would not write."""
    if len(text) > LARGEST:
        raise ValueError("the report is too large")
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise ValueError("the report is nested too deeply") from error
    return _read(Report, data)


def _read(kind: Any, raw: Any) -> Any:
    if isinstance(kind, GenericAlias) or get_origin(kind):
        inner = get_args(kind)
        if get_origin(kind) is dict:
            if not isinstance(raw, dict) or len(raw) > MOST_ITEMS:
                raise ValueError("a mapping is expected")
            return {_read(inner[0], key): _read(inner[1], value) for key, value in raw.items()}
        if not isinstance(raw, list) or len(raw) > MOST_ITEMS:
            raise ValueError("a short list is expected")
        return tuple(_read(inner[0], entry) for entry in raw)
    if kind in (str, int, bool):
        if type(raw) is not kind or (kind is str and len(raw) > LONGEST_TEXT) or (kind is int and not 0 <= raw < 10**9):
            raise ValueError(f"a plain {kind.__name__} is expected")
        return raw
    names = {one.name for one in fields(kind)}
    if not isinstance(raw, dict) or set(raw) != names:
        raise ValueError(f"{kind.__name__}: other fields than {', '.join(sorted(names))}")
    hints = get_type_hints(kind)
    return kind(**{name: _read(hints[name], raw[name]) for name in names})
