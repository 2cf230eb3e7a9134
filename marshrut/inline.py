"""Placeholders in running text, as elements: values with their source, Russian words, phones, outside links."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from . import blocks
from .edition import Edition
from .facts import Fact
from .pages import FACTS_PAGE, GLOSSARY_PAGE
from .records import Recommendation
from .saying import say_date, say_value
from .sources import Contact
from .strings import PLAIN_CASE
from .values import Value

if TYPE_CHECKING:
    from .markdown import MarshrutExtension

VALUE_KINDS = ("term", "money", "percent", "number", "ratio", "date")


def check(edition: Edition, kind: str, name: str, case: str | None) -> None:
    """Raise LookupError, in words for its writer, if the placeholder cannot be said in this language."""
    if kind in blocks.KINDS:
        blocks.check(edition, kind, name)
    elif kind in VALUE_KINDS:
        _, value = edition.facts.find(name, kind)
        say_value(value, edition.strings, case or PLAIN_CASE)
    elif kind == "phone":
        _find_phone(edition, name)
    elif kind == "fact":
        if name not in edition.facts:
            edition.facts.find(name, "fact")
    elif kind == "word":
        if name not in edition.words:
            raise LookupError(f"there is no term `{name}`; the ids stand in data/terms.yml")
    elif kind == "status":
        if name not in edition.records:
            raise LookupError(f"there is no record `{name}`; the ids stand in data/recommendations.yml and data/systems.yml")
    else:
        known = ", ".join((*VALUE_KINDS, "phone", "fact", "word", "status", *blocks.KINDS))
        raise LookupError(f"`{kind}` is not a kind of placeholder; known: {known}")
    if case and kind != "term":
        raise LookupError(f"`| {case}` is for `term` only")


def build(extension: MarshrutExtension, kind: str, name: str, case: str | None) -> Element:
    """The element of an inline placeholder."""
    if kind in VALUE_KINDS:
        fact, value = extension.edition.facts.find(name, kind)
        return value_link(extension, fact, value, case or PLAIN_CASE)
    if kind == "phone":
        return phone_link(extension, _find_phone(extension.edition, name))
    if kind == "fact":
        return source_link(extension, extension.edition.facts[name])
    if kind == "status":
        return status_word(extension, name)
    return russian_word(extension, name)


def status_word(extension: MarshrutExtension, name: str) -> Element:
    """Where a recommendation or a system stands, from the register."""
    strings, record = extension.edition.strings, extension.edition.records[name]
    word = Element("b", {"class": "status"})
    word.text = strings(f"{'outcome' if isinstance(record, Recommendation) else 'state'}.{record.status}")
    return word


def value_link(extension: MarshrutExtension, fact: Fact, value: Value, case: str = PLAIN_CASE) -> Element:
    """A value, linked to its entry, marked beside the number if it is not confirmed or overdue."""
    edition = extension.edition
    link = fact_link(extension, fact)
    said = say_value(value, edition.strings, case)
    holder = SubElement(link, "bdi") if edition.language.dir == "rtl" else link
    holder.text = said
    marks = fact_marks(extension, fact)
    if marks:
        SubElement(link, "small").text = f"\u00a0({', '.join(marks)})"
    return link


def fact_link(extension: MarshrutExtension, fact: Fact) -> Element:
    """An empty link to a fact's entry, with the class that shows its state."""
    extension.page.used_facts[fact.id] = None
    link = Element("a", {"class": "f", "href": extension.page.link(f"{FACTS_PAGE}/{fact.topic}", fact.id)})
    return link


def fact_marks(extension: MarshrutExtension, fact: Fact) -> list[str]:
    """What the reader must know beside the number: not confirmed, due for review, not yet or no longer in force."""
    edition = extension.edition
    marks = [edition.strings("fact.mark.unconfirmed")] if fact.is_doubtful else []
    if fact.is_overdue(edition.day):
        marks.append(edition.strings("fact.mark.overdue"))
    state = fact.state(edition.day)
    return marks if state == "in_force" else [*marks, edition.strings(f"fact.mark.{state}")]


def source_link(extension: MarshrutExtension, fact: Fact) -> Element:
    """A small link to the fact behind a sentence that holds no number."""
    link = fact_link(extension, fact)
    link.set("class", "s")
    marks = fact_marks(extension, fact)
    link.text = ", ".join([extension.edition.strings("fact.source"), *marks])
    return link


def phone_link(extension: MarshrutExtension, number: str) -> Element:
    """A number that a tap calls."""
    digits = "".join(character for character in number if character.isdigit() or character == "+")
    link = extension.trust(Element("a", {"class": "tel", "href": f"tel:{digits}", "dir": "ltr"}))
    link.text = number.replace(" ", "\u00a0").replace("-", "\u2011")
    return link


def _find_phone(edition: Edition, name: str) -> str:
    """A phone by `fact.id.value`, or by `contact.id.number` as in data/directory.yml."""
    contact_id, _, digits = name.rpartition(".")
    contact = edition.outside.contacts.get(contact_id)
    if contact:
        for line in contact.phones:
            if "".join(filter(str.isdigit, line.number)) == digits:
                return line.number
        raise LookupError(f"`{contact_id}` has no phone {digits}")
    return edition.facts.find(name, "phone")[1].number


def russian_word(extension: MarshrutExtension, name: str) -> Element:
    """The official Russian term with stress; at its first use on the page a link to its meaning, and how to read it."""
    edition, word = extension.edition, extension.edition.words[name]
    first = name not in extension.page.used_words
    extension.page.used_words.add(name)
    place = f"{GLOSSARY_PAGE}/{word.group}"
    holder = Element("a", {"class": "w", "href": extension.page.link(place, name)}) if first else Element("span", {"class": "w"})
    SubElement(holder, "b", {"lang": "ru"} if not edition.language.is_source else {}).text = word.ru
    if first and edition.language.script != "Cyrl":
        SubElement(holder, "i").text = f" [{word.reading}]"
    return holder


def turn_into_outside_link(extension: MarshrutExtension, link: Element, name: str) -> None:
    """Give an `a` its address and notes, or make it plain text where the policy forbids a link."""
    edition = extension.edition
    entry = edition.outside.get(name)
    if not edition.outside.may_link(name):
        link.tag = "span"
        del link.attrib["href"]
        SubElement(link, "small").text = f" ({edition.strings('outside.not_linked')})"
        return
    link.set("href", entry.url)
    extension.trust(link)
    link.set("class", "x")
    link.set("rel", "external noopener noreferrer")
    languages = entry.languages if isinstance(entry, Contact) else ("ru",)
    if languages:
        link.set("hreflang", languages[0])
    SubElement(link, "small").text = f" ({outside_note(edition, name)})"


def outside_note(edition: Edition, name: str) -> str:
    """Language, kind, and when the address was last opened: «ru, official site, not yet opened by us»."""
    entry, last = edition.outside.get(name), edition.outside.opened.get(name)
    languages = entry.languages if isinstance(entry, Contact) else ()
    kind = f"outside.kind.{entry.group if isinstance(entry, Contact) else entry.kind}"
    if isinstance(entry, Contact) and entry.kind == "law-text":
        kind = "outside.kind.law"
    opened = edition.strings("outside.opened", date=say_date(last.on)) if last else edition.strings("outside.never_opened")
    return ", ".join([*("/".join(languages[:2]),) * bool(languages), edition.strings(kind), opened])
