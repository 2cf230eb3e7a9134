"""Every outside address, once, with whether it may be linked: data/sources.yml and data/directory.yml.

What `make links` found stands in data/opened.yml, written by the machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, field_validator

from .house import House
from .problems import Problem, Refused
from .schema import read_entries
from .values import Strict, check_day, check_partial_date

Policy = Literal["ok", "check_address", "no_address", "warn", "verify_first", "do_not_link"]
# A reader may be sent to these; `check_address` is shown as not yet opened by us until `make links` has.
LINKED = ("ok", "check_address")
# Named at most in plain text: no link, no QR code, no logo, no phone, no card.
BANNED = ("do_not_link",)
Approximate = Annotated[str | None, Field(description="a date; a leading ~ says that it was inferred")]


def _check_address(address: str | None) -> str | None:
    if address is None:
        return None
    if not address.startswith(("https://", "http://")):
        raise ValueError("an outside address starts with https:// or http://")
    parts = urlsplit(address)
    if not re.fullmatch(r"[\w.-]+", parts.hostname or "") or "@" in parts.netloc or re.search(r"[\s\"'<>\\`]", address):
        raise ValueError("an outside address has a host and no blanks, quotation marks, `@` or brackets")
    return address


class Source(Strict):
    """A page that a fact rests on. date: of the page, as far as known."""

    title: str
    publisher: str | None = None
    url: str | None
    date: Approximate
    kind: Literal["official", "press", "lawyers", "ngo", "other"]
    policy: Policy

    _url = field_validator("url")(_check_address)

    @field_validator("date", mode="before")
    @classmethod
    def _date(cls, value: object) -> str | None:
        if value is None:
            return None
        text = str(value)
        return ("~" if text.startswith("~") else "") + check_partial_date(text.removeprefix("~"))


class PhoneLine(Strict):
    """A telephone. for_en: what it is for; seen: where the number was printed; note: doubts."""

    number: str = Field(pattern=r"^[+0-9][0-9 ()-]*$")
    for_: str | None = Field(default=None, alias="for")
    source: str | None = None
    source_date: str | None = None


# What a contact helps with, and where; their words stand in translations under `needs` and `places`.
Need = Literal[
    "emergency", "papers", "passport", "registration", "patent", "stay", "border", "exam", "language", "work", "wages",
    "taxes", "legal-advice", "complaints", "courts", "detention", "bans", "asylum", "forced-labour", "violence",
    "children", "health", "missing", "humanitarian", "return", "before-leaving", "information", "safety", "law-texts", "online",
]  # fmt: skip
Place = Literal[
    "russia", "regions", "moscow", "moscow_region", "spb", "leningrad_region",
    "kyrgyzstan", "tajikistan", "uzbekistan", "kazakhstan", "abroad",
]  # fmt: skip


class Designation(Strict):
    """A designation by Russian authorities, with date and source. kind: how the reader is told."""

    kind: Literal["foreign-agent", "undesirable", "extremist", "closed"]
    status: str
    date: str
    source: str

    _date = field_validator("date", mode="before")(check_partial_date)


class Names(Strict):
    ru: str
    en: str


class Contact(Strict):
    """An office, consulate, organisation, guide or law text.

    languages: in which it answers or is written; helps_with: without it the contact stands in no directory page.
    """

    group: Literal["official", "laws", "consular", "organisations", "peers"]
    name: Names
    kind: str
    what_for: str
    url: str | None
    url_seen: bool
    url_to_verify: str | None = None
    phones: tuple[PhoneLine, ...] = ()
    phones_to_verify: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    region: str | None = None
    helps_with: tuple[Need, ...] = ()
    where: tuple[Place, ...] = ()
    designation: Designation | None = None
    policy: Policy
    sources: tuple[str, ...] = ()
    confirmed: bool
    confidence: Literal["high", "medium", "low"]
    note: str | None = None
    offers: dict[str, str] | None = None
    checked_again: str | None = None

    _url = field_validator("url")(_check_address)


class Opened(Strict):
    """What happened when the address was last opened: ok, dead, moved (same owner) or foreign (another owner)."""

    on: Annotated[str, Field(alias="date")]
    result: Literal["ok", "dead", "moved", "foreign"]
    to: str | None = None

    _on = field_validator("on", mode="before")(check_day)


@dataclass(frozen=True)
class Outside:
    """All outside addresses by id."""

    sources: dict[str, Source]
    contacts: dict[str, Contact]
    opened: dict[str, Opened]

    def get(self, name: str) -> Source | Contact:
        """Raises LookupError for the person who wrote the id."""
        entry = self.contacts.get(name) or self.sources.get(name)
        if entry is None:
            raise LookupError(f"there is no outside address `{name}`; the ids stand in data/directory.yml")
        return entry

    def may_link(self, name: str) -> bool:
        """Whether a reader may be sent there: the policy allows it and the address was not found dead or taken over."""
        entry, last = self.get(name), self.opened.get(name)
        return bool(entry.url) and entry.policy in LINKED and (last is None or last.result in ("ok", "moved"))

    def addresses(self) -> dict[str, str]:
        """Every address to open, by id, whatever its policy: `make links` decides what a result changes."""
        both = {**self.sources, **self.contacts}
        return {name: entry.url for name, entry in both.items() if entry.url and entry.policy not in BANNED}


def load_outside(house: House) -> Outside:
    """Read the three files. Raises Refused with all problems at once."""
    problems: list[Problem] = []
    sources = _read(house, "sources.yml", Source, problems)
    contacts = _read(house, "directory.yml", Contact, problems)
    opened = _read(house, "opened.yml", Opened, problems)
    seen: dict[str, str] = {}
    for name, entry in {**sources, **contacts}.items():
        if entry.policy in LINKED and entry.url is None:
            problems.append(
                Problem("data", 0, f"{name}: policy `{entry.policy}` but no address", "give `url`, or set `policy: no_address`")
            )
        if name in sources and entry.url in seen:
            problems.append(
                Problem("data/sources.yml", 0, f"{name} and {seen[entry.url]} are the same address", "keep one, and cite it twice")
            )
        if name in sources and entry.url:
            seen[entry.url] = name
    for name in set(sources) & set(contacts):
        problems.append(Problem("data/sources.yml", 0, f"`{name}` stands in directory.yml too", "rename one"))
    for name, contact in contacts.items():
        problems += [
            Problem("data/directory.yml", 0, f"{name}: unknown source `{source}`", "add it to data/sources.yml, or correct the id")
            for source in contact.sources
            if source not in sources
        ]
    if problems:
        raise Refused(problems)
    return Outside(sources, contacts, opened)


def _read(house: House, name: str, model: type[BaseModel], problems: list[Problem]) -> dict:
    found, faults, _ = read_entries(house.data / name, house.name(house.data / name), model)
    problems += faults
    return found
