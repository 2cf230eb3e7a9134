"""Placeholders that stand alone and make a block: tables drawn from facts, phrases to say, contact cards, fact entries."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from . import inline
from .edition import Edition
from .facts import Fact
from .pages import FACTS_PAGE
from .saying import say_date
from .sources import BANNED, LINKED
from .status import page_text, translation_states
from .values import Money, Term

# Titles of sources are in Russian or English.
CYRILLIC = re.compile("[а-яА-ЯёЁ]")

if TYPE_CHECKING:
    from .markdown import MarshrutExtension


def check(edition: Edition, kind: str, name: str) -> None:
    """Raise LookupError, in words for its writer, if the block cannot be built."""
    CHECKS[kind](edition, name)


def check_phrase(edition: Edition, name: str) -> None:
    if name not in edition.phrases:
        raise LookupError(f"there is no phrase `{name}`; add it to data/phrases.yml and to `phrases:` of each translation")
    if not edition.strings.has(f"phrases.{name}"):
        raise LookupError(f"the phrase `{name}` has no meaning in {edition.language.code}; add it under `phrases:`")


def check_table(edition: Edition, name: str) -> None:
    if name not in TABLES:
        raise LookupError(f"there is no table `{name}`; known: {', '.join(TABLES)}")


def check_contact(edition: Edition, name: str) -> None:
    contact = edition.outside.contacts.get(name)
    if contact is None:
        raise LookupError(f"there is no contact `{name}`; the ids stand in data/directory.yml")
    if contact.policy in BANNED:
        raise LookupError(f"`{name}` must not be shown: its policy is `{contact.policy}`")
    if not edition.strings.has(f"contacts.{name}.for"):
        raise LookupError(f"`{name}` has no text in translations/contacts/{edition.language.code}.yml")


def check_entry(edition: Edition, name: str) -> None:
    if name not in edition.facts:
        edition.facts.find(name, "fact")  # says which fact was meant


def check_anchors(edition: Edition, name: str) -> None:
    if name not in edition.pages:
        raise LookupError(f"there is no page `{name}`; the paths stand in data/pages.yml")


def _text(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    """An element with plain text: Markdown does not look into it (a law may hold `*`)."""
    element = SubElement(parent, tag, {key.rstrip("_"): value for key, value in attributes.items()})
    element.text = AtomicString(text)
    return element


def _rich(extension: MarshrutExtension, parent: Element, text: str, **attributes: str) -> None:
    """A paragraph of a translation: placeholders and emphasis work."""
    _text(parent, "p", "", **attributes).text = extension.hide(text, inner=True)


def build_phrase(extension: MarshrutExtension, parent: Element, name: str) -> None:
    """Russian to read aloud, how to read it, what it means. Inside running text it stays inline."""
    edition, phrase = extension.edition, extension.edition.phrases[name]
    tag = "span" if parent.tag == "span" else "p"
    box = SubElement(parent, "span" if tag == "span" else "div", {"class": "say"})
    _text(box, tag, f"«{phrase.ru}»" if not phrase.ru.startswith("«") else phrase.ru, lang="ru", class_="ru")
    if edition.language.is_source:
        return
    if edition.language.script != "Cyrl":
        _text(box, tag, f"[{phrase.reading}]", class_="aid")
    _text(box, tag, edition.strings(f"phrases.{name}"))


def build_contact(extension: MarshrutExtension, parent: Element, name: str) -> None:
    """A card: name, what for, phones first, region, site, what is not certain."""
    edition = extension.edition
    strings, contact = edition.strings, edition.outside.contacts[name]
    card = SubElement(parent, "div", {"class": "card"})
    title = _text(card, "p", "", class_="name")
    _text(title, "b", strings(f"contacts.{name}.name"))
    if edition.language.code not in ("ru",):
        _text(title, "span", f" · {contact.name.ru}", lang="ru")
    _rich(extension, card, strings(f"contacts.{name}.for"))
    for line in contact.phones:
        digits = "".join(filter(str.isdigit, line.number))
        row = SubElement(card, "p")
        row.append(inline.phone_link(extension, line.number))
        key = f"contacts.{name}.phone.{digits}"
        if strings.has(key):
            row[-1].tail = f" — {strings(key)}"
    if contact.url and edition.outside.may_link(name):
        row = SubElement(card, "p")
        link = _text(row, "a", _host(contact.url))
        inline.turn_into_outside_link(extension, link, name)
    if strings.has(f"contacts.{name}.note"):
        _text(card, "p", strings(f"contacts.{name}.note"), class_="note")
    if contact.phones and not (contact.confirmed and contact.confidence == "high"):
        _text(card, "p", strings("contact.unconfirmed"), class_="note")
    elif not contact.phones and contact.policy not in LINKED and not strings.has(f"contacts.{name}.note"):
        _text(card, "p", strings("contact.no_address"), class_="note")


def _host(url: str) -> str:
    return url.split("://", 1)[1].split("/", 1)[0].removeprefix("www.")


def build_table(extension: MarshrutExtension, parent: Element, name: str) -> None:
    TABLES[name](extension, parent)


def _table(parent: Element, headings: list[str]) -> Element:
    table = SubElement(parent, "table")
    row = SubElement(SubElement(table, "thead"), "tr")
    for heading in headings:
        _text(row, "th", heading, scope="col")
    return SubElement(table, "tbody")


def _table_of_deadlines(extension: MarshrutExtension, parent: Element) -> None:
    """Registration deadline of each nationality: term, counted from when, law, date checked."""
    strings = extension.edition.strings
    body = _table(parent, [strings("table.citizens"), strings("table.deadline")])
    facts = [fact for fact in extension.edition.facts.below("registration.deadline") if isinstance(fact.values.get("days"), Term)]
    rows = [(", ".join(strings(f"countries.{country}") for country in fact.countries), fact) for fact in facts if fact.countries]
    for label, fact in [*rows, *((strings("table.all_others"), fact) for fact in facts if not fact.countries)]:
        value = fact.values["days"]
        row = SubElement(body, "tr")
        _text(row, "th", label, scope="row")
        cell = SubElement(row, "td")
        cell.append(inline.value_link(extension, fact, value))
        if value.from_:
            cell[-1].tail = f" {strings(f'counted_from.{value.from_}')}"
        _law_line(extension, cell, fact)


def _law_line(extension: MarshrutExtension, parent: Element, fact: Fact) -> None:
    line = SubElement(parent, "small")
    law = _text(line, "span", fact.law.en if extension.edition.language.code == "en" else fact.law.ru)
    if extension.edition.language.code not in ("ru", "en"):
        law.set("lang", "ru")
    law.tail = f" · {extension.edition.strings('fact.checked_on', date=say_date(fact.checked))}"


def _table_of_prices(extension: MarshrutExtension, parent: Element) -> None:
    """Patent price a month of every region that the facts know: of this year, or of the newest year before it."""
    strings = extension.edition.strings
    latest: dict[str, tuple[int, Fact, Money]] = {}
    for fact in extension.edition.facts.below("patent.price"):
        for value in fact.values.values():
            for region in getattr(value, "regions", ()):
                known = latest.get(region)
                # Next year's announced price does not push out the one that must be paid today.
                if known is None or (value.year <= extension.edition.day.year and value.year > known[0]):
                    latest[region] = (value.year, fact, value)
    body = _table(parent, [strings("table.region"), strings("table.price_month")])
    for label, region in sorted((strings(f"regions.{region}"), region) for region in latest):
        year, fact, value = latest[region]
        row = SubElement(body, "tr")
        _text(row, "th", label, scope="row")
        cell = SubElement(row, "td")
        cell.append(inline.value_link(extension, fact, value))
        _text(cell, "small", str(year))


def _table_of_facts(extension: MarshrutExtension, parent: Element) -> None:
    """All topics with how many facts each holds and how many of them are not confirmed."""
    edition = extension.edition
    listing = SubElement(parent, "ul", {"class": "topics"})
    for topic, facts in edition.facts.topics.items():
        item = SubElement(listing, "li")
        _text(item, "a", edition.strings(f"topics.{topic}"), href=extension.page.link(f"{FACTS_PAGE}/{topic}"))
        doubtful = sum(fact.is_doubtful for fact in facts)
        text = edition.strings("fact.count", count=len(facts))
        if doubtful:
            text += f", {edition.strings('fact.count_doubtful', count=doubtful)}"
        item[-1].tail = f": {text}"


def _table_of_translations(extension: MarshrutExtension, parent: Element) -> None:
    """For each language: pages there are, pages behind the source, pages read by a native speaker and by a lawyer."""
    strings = extension.edition.strings
    for language, state in translation_states(extension.edition):
        _text(parent, "h3", language.name, lang=language.code, id=f"state-{language.code.lower()}")
        listing = SubElement(parent, "ul", {"class": "state"})
        counts = {"pages": f"{state.present}/{state.total}", "behind": state.behind, "native": state.native, "lawyer": state.lawyer}
        for name, count in counts.items():
            _text(listing, "li", f"{strings(f'translations.{name}')}: {count}")


def build_entry(extension: MarshrutExtension, parent: Element, fact_id: str) -> None:
    """A fact in full: what it says, to whom it applies, law, in force, checked, confidence, sources, what is not certain."""
    edition, fact = extension.edition, extension.edition.facts[fact_id]
    strings = edition.strings
    _text(parent, "h2", strings(f"facts.{fact_id}.title"), id=fact_id)
    _rich(extension, parent, strings(f"facts.{fact_id}.text"), class_="said")
    if strings.has(f"facts.{fact_id}.caution"):
        _rich(extension, parent, strings(f"facts.{fact_id}.caution"), class_="caution")
    listing = SubElement(parent, "ul", {"class": "meta"})
    _row(listing, strings("fact.who"), strings(f"facts.{fact_id}.who"), extension)
    law = _row(listing, strings("fact.law"), "", extension)
    wording = _text(law, "span", fact.law.en if edition.language.code == "en" else fact.law.ru)
    if edition.language.code not in ("ru", "en"):
        wording.set("lang", "ru")
    if fact.in_force.from_ or fact.in_force.to:
        _row(listing, strings("fact.in_force"), _period(edition, fact), extension)
    state = [strings(f"fact.confidence.{fact.confidence}"), *inline.fact_marks(extension, fact)]
    _row(
        listing, strings("fact.checked"), f"{say_date(fact.checked)}; {strings('fact.review_by', date=say_date(fact.review_by))}", extension
    )
    _row(listing, strings("fact.confidence.label"), ", ".join(dict.fromkeys(state)), extension)
    _sources(extension, _row(listing, strings("fact.sources"), "", extension), fact)


def _row(listing: Element, label: str, text: str, extension: MarshrutExtension) -> Element:
    item = SubElement(listing, "li")
    _text(item, "b", f"{label}: ").tail = extension.hide(text, inner=True)
    return item


def _period(edition: Edition, fact: Fact) -> str:
    start, end = fact.in_force.from_, fact.in_force.to
    parts = [edition.strings("fact.from", date=say_date(start))] if start else []
    if end:
        parts.append(edition.strings("fact.to", date=say_date(end)))
    if fact.state(edition.day) != "in_force":
        parts.append(f"({edition.strings('fact.mark.' + fact.state(edition.day))})")
    return " ".join(parts)


def _sources(extension: MarshrutExtension, item: Element, fact: Fact) -> None:
    """Sources as text; a link only where the policy allows it. A banned source is counted, never named."""
    edition = extension.edition
    shown = [name for name in fact.sources if edition.outside.sources[name].policy not in BANNED]
    for index, name in enumerate(shown):
        source = edition.outside.sources[name]
        words = ". ".join(part for part in (source.publisher, source.title) if part)
        date = f", {say_date(source.date.removeprefix('~'))}" if source.date else ""
        if edition.outside.may_link(name):
            link = _text(item, "a", words + date)
            inline.turn_into_outside_link(extension, link, name)
        else:
            link = _text(item, "span", words + date, lang="ru" if CYRILLIC.search(words) else "en")
        link.tail = "; " if index < len(shown) - 1 else ""
    if len(shown) < len(fact.sources):
        (item[-1] if len(item) else item).tail = f"; {edition.strings('fact.source_withheld')}"


def build_anchors(extension: MarshrutExtension, parent: Element, path: str) -> None:
    """The section ids of the source page, so that a link to a section lands on the card of a missing page."""
    edition = extension.edition
    source = page_text(edition.house, edition.languages.source.code, path)
    holder = SubElement(parent, "p", {"class": "anchors"})
    for section in source.sections if source else ():
        SubElement(holder, "span", {"id": section.id})


TABLES: dict[str, Callable[[MarshrutExtension, Element], None]] = {
    "registration.deadline": _table_of_deadlines,
    "patent.price": _table_of_prices,
    "facts": _table_of_facts,
    "translations": _table_of_translations,
}
KINDS: dict[str, Callable[[MarshrutExtension, Element, str], None]] = {
    "table": build_table,
    "say": build_phrase,
    "contact": build_contact,
    "entry": build_entry,
    "anchors": build_anchors,
}
CHECKS: dict[str, Callable[[Edition, str], None]] = {
    "table": check_table,
    "say": check_phrase,
    "contact": check_contact,
    "entry": check_entry,
    "anchors": check_anchors,
}
