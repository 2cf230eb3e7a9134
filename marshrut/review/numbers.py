"""Which numbers a change moves: values of facts, telephones, policies of addresses, from what to what, and on which pages they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..edition import Edition
from ..facts import Fact, Facts, load_facts
from ..house import House
from ..inline import VALUE_KINDS
from ..inspection import PLACEHOLDER
from ..languages import Language
from ..pages import CHANGES_PAGE, FACTS_PAGE, PLAN_PAGE
from ..problems import Refused
from ..saying import say_date, say_value
from ..sections import read_page
from ..sources import Contact, Outside, Source, load_outside
from ..strings import UNITS, flatten, read_string_file, string_files
from .report import Value

YES_OR_NO = {True: ("да", "yes"), False: ("нет", "no")}
# Files of data whose names of facts stand on one page.
NAMED_IN = {"plan.yml": PLAN_PAGE, "changes.yml": CHANGES_PAGE}


def moved_values(before: House, editions: dict[str, Edition]) -> Iterator[Value]:
    """Every value that is new, another or gone. Raises Refused if the facts of before cannot be read."""
    source = next(edition for edition in editions.values() if edition.language.is_source)
    spoken = (source, editions.get("en", source))
    outside = load_outside(before)
    facts = load_facts(before, set(outside.sources))
    uses = _Uses(source)
    for fact_id in [*source.facts, *(gone for gone in facts if gone not in source.facts)]:
        yield from _of_fact(facts.get(fact_id), source.facts.get(fact_id), spoken, uses)
    yield from _telephones(outside, source.outside, uses)
    yield from _addresses(outside, source.outside, uses)
    yield from _on_pages(before, facts, spoken)
    yield from _units(before, source)


def _of_fact(old: Fact | None, new: Fact | None, spoken: tuple[Edition, Edition], uses: _Uses) -> Iterator[Value]:
    before, now = _said(old, spoken), _said(new, spoken)
    fact = new or old
    for name in [*now, *(gone for gone in before if gone not in now)]:
        # The day for the next check moves with the day of this one.
        moves_along = name == "review_by" and old and new and old.checked != new.checked
        if before.get(name) != now.get(name) and not moves_along:
            is_checked = not (old and new) or new.checked != old.checked or name == "checked"
            yield Value(f"{fact.id}.{name}", before.get(name, ()), now.get(name, ()), uses.of(fact), is_checked)


def _said(fact: Fact | None, spoken: tuple[Edition, Edition]) -> dict[str, tuple[str, ...]]:
    """What a reader is told by name: values, law, from when to when, how sure it is."""
    if fact is None:
        return {}
    said = {name: _value(value, spoken) for name, value in fact.values.items()}
    said["law"] = (fact.law.ru, fact.law.en)
    said["in_force_from"] = (say_date(fact.in_force.from_ or "–"),)
    said["in_force_to"] = (say_date(fact.in_force.to or "–"),)
    said["confirmed"] = YES_OR_NO[not fact.is_doubtful]
    said["countries"] = (", ".join(fact.countries) or "–",)
    said["sources"] = (", ".join(fact.sources),)
    said["review_by"] = (say_date(fact.review_by),)
    return said


def _value(value: Any, spoken: tuple[Edition, Edition]) -> tuple[str, ...]:
    if value.kind == "flag":
        return YES_OR_NO[value.is_]
    told = [say_value(value, edition.strings) for edition in spoken]
    more = (*getattr(value, "regions", ()), getattr(value, "year", None), getattr(value, "from_", None))
    extra = ", ".join(str(part) for part in more if part)
    return tuple(dict.fromkeys(f"{text} ({extra})" if extra else text for text in told))


def _telephones(old: Outside, new: Outside, uses: _Uses) -> Iterator[Value]:
    for name in sorted({*old.contacts, *new.contacts}):
        before, now = old.contacts.get(name), new.contacts.get(name)
        for field, tell in (("phones", lambda one: ", ".join(line.number for line in one.phones)), ("url", lambda one: one.url or "")):
            was, is_now = (tell(one) if one else "" for one in (before, now))
            if was != is_now:
                yield Value(f"{name}.{field}", (was,) if was else (), (is_now,) if is_now else (), uses.of_contact(name), True)


def _addresses(old: Outside, new: Outside, uses: _Uses) -> Iterator[Value]:
    """Of sources and contacts: whether a reader may be sent there, what the state calls them, what `make links` found."""
    for name in sorted({*old.sources, *old.contacts, *new.sources, *new.contacts}):
        before, now = (one.contacts.get(name) or one.sources.get(name) for one in (old, new))
        fields = ["policy", "designation", "opened", *(["url"] if name in {*old.sources, *new.sources} else [])]
        for field in fields:
            was, is_now = (_address(one, entry, name, field) for one, entry in ((old, before), (new, now)))
            if was != is_now:
                yield Value(f"{name}.{field}", (was,) if was else (), (is_now,) if is_now else (), uses.of_contact(name), True)


def _address(outside: Outside, entry: Source | Contact | None, name: str, field: str) -> str:
    if field == "opened":
        return outside.opened[name].result if name in outside.opened else ""
    found = getattr(entry, field, None)
    return f"{found.kind}, {say_date(found.date)}" if field == "designation" and found else str(found or "")


def _on_pages(before: House, facts: Facts, spoken: tuple[Edition, Edition]) -> Iterator[Value]:
    """Values that a section of the source names in place of others: no fact changed, what is read there did."""
    source = spoken[0]
    code = source.language.code
    for path in source.pages:
        files = [house.docs / code / f"{path}.md" for house in (before, source.house)]
        if not all(file.is_file() for file in files) or files[0].read_bytes() == files[1].read_bytes():
            continue
        try:
            old, new = (read_page(file, house).texts() for file, house in zip(files, (before, source.house), strict=True))
        except Refused:
            continue  # a fault of its own
        for section in {**old, **new}:
            was, is_now = (Counter(PLACEHOLDER.findall(texts.get(section, ""))) for texts in (old, new))
            gone, come = _named(was - is_now, facts, spoken), _named(is_now - was, source.facts, spoken)
            if gone != come:
                yield Value(f"{path}.html#{section}", gone, come, (), True)


def _units(before: House, source: Edition) -> Iterator[Value]:
    """Words of units: a day that is called a month changes every term on every page."""
    for language in source.languages.written():
        old, new = (_unit_words(house, language) for house in (before, source.house))
        for key in new if old else ():
            if new[key] != old.get(key):
                yield Value(f"{language.code}: {key}", (old[key],) if key in old else (), (new[key],), (), True)


def _unit_words(house: House, language: Language) -> dict[str, str]:
    path = dict(string_files(house, language))[""]
    if not path.is_file():
        return {}
    return {".".join((UNITS, *key)): str(text) for key, text in flatten(read_string_file(house, "", path).data.get(UNITS) or {})}


def _named(parts: Counter, facts: Facts, spoken: tuple[Edition, Edition]) -> tuple[str, ...]:
    """The values among placeholders, in Russian and in English; none for none."""
    found = []
    for kind, name, _ in sorted(parts.elements()):
        if kind in (*VALUE_KINDS, "phone"):
            try:
                found.append([say_value(facts.find(name, kind)[1], edition.strings) for edition in spoken])
            except LookupError:
                found.append([name, name])
    return tuple(dict.fromkeys(", ".join(texts) for texts in zip(*found, strict=True))) if found else ()


class _Uses:
    """On which pages of the source a fact or a contact stands."""

    def __init__(self, source: Edition) -> None:
        self.source = source
        folder = source.house.docs / source.language.code
        self.pages: dict[str, list[tuple[str, str]]] = {}
        for path in source.pages:
            file = folder / f"{path}.md"
            if file.is_file():
                found = PLACEHOLDER.findall(file.read_text(encoding="utf-8", errors="replace"))
                self.pages[path] = [(kind, name) for kind, name, _ in found]
        self.files = {page: (source.house.data / name).read_text(encoding="utf-8", errors="replace") for name, page in NAMED_IN.items()}

    def of(self, fact: Fact) -> tuple[str, ...]:
        own = {fact.id, *(f"{fact.id}.{name}" for name in (*fact.values, "in_force_from", "in_force_to"))}
        named = [path for path, parts in self.pages.items() if any(_names(kind, name, own, fact.id) for kind, name in parts)]
        drawn = {stop.value.rpartition(".")[0]: name for name, route in self.source.routes.items() for stop in route.stops if stop.value}
        if fact.id in drawn:
            named += [path for path, parts in self.pages.items() if ("picture", drawn[fact.id]) in parts]
        word = re.compile(rf"(?<![\w.]){re.escape(fact.id)}(?!\w)")
        named += [page for page, text in self.files.items() if word.search(text)]
        return tuple(dict.fromkeys([*named, f"{FACTS_PAGE}/{fact.topic}"]))

    def of_contact(self, name: str) -> tuple[str, ...]:
        group = self.source.outside.contacts[name].group if name in self.source.outside.contacts else ""
        shown = lambda kind, part: (kind == "contact" and part == name) or (kind == "directory" and part == f"{group}.cards")  # noqa: E731
        return tuple(path for path, parts in self.pages.items() if any(shown(*part) for part in parts))


def _names(kind: str, name: str, own: set[str], fact_id: str) -> bool:
    return name in own or (kind == "table" and fact_id.startswith(f"{name}."))
