"""Contacts as cards, and the directory: by what they help with, by region, and card after card."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from babel import Locale, UnknownLocaleError

from . import inline
from .edition import Edition
from .element import add, add_rich
from .layout import add_text_notice
from .saying import say_date
from .sources import BANNED, LINKED, Contact

if TYPE_CHECKING:
    from .markdown import MarshrutExtension

GROUPS = ("official", "laws", "consular", "organisations")
VIEWS = ("needs", "places", "cards")


def check_contact(edition: Edition, name: str) -> None:
    """Raise LookupError, in words for its writer, if the card cannot be shown in this language."""
    contact = edition.outside.contacts.get(name)
    if contact is None:
        raise LookupError(f"there is no contact `{name}`; the ids stand in data/directory.yml")
    if contact.policy in BANNED:
        raise LookupError(f"`{name}` must not be shown: its policy is `{contact.policy}`")
    if not edition.strings.has(f"contacts.{name}.for"):
        raise LookupError(f"`{name}` has no text in translations/contacts/{edition.language.code}.yml")


def check_directory(edition: Edition, name: str) -> None:
    group, _, view = name.partition(".")
    if group not in GROUPS or view not in VIEWS:
        raise LookupError(f"there is no directory `{name}`; write {'|'.join(GROUPS)}, a point, and {'|'.join(VIEWS)}")
    for contact_id in listed(edition, group):
        check_contact(edition, contact_id)


def listed(edition: Edition, group: str) -> dict[str, Contact]:
    """Contacts of a group that a directory page shows. Those that must not be shown are not among them."""
    return {
        contact_id: contact
        for contact_id, contact in edition.outside.contacts.items()
        if contact.group == group and contact.helps_with and contact.policy not in BANNED
    }


def build_contact(extension: MarshrutExtension, parent: Element, name: str) -> None:
    """A card: name, what for, phones first, languages and region, site, what is not certain."""
    edition = extension.edition
    strings, contact = edition.strings, edition.outside.contacts[name]
    card = SubElement(parent, "div", {"class": "card"})
    title = add(card, "p", "", class_="name")
    add(title, "b", strings(f"contacts.{name}.name"))
    if edition.language.code != "ru":
        add(title, "span", f" · {contact.name.ru}", lang="ru")
    for line in contact.phones:
        row = SubElement(card, "p")
        row.append(inline.phone_link(extension, line.number))
        key = f"contacts.{name}.phone.{''.join(filter(str.isdigit, line.number))}"
        if strings.has(key):
            row[-1].tail = f" — {strings(key)}"
    add_rich(extension, card, strings(f"contacts.{name}.for"))
    if contact.url and edition.outside.may_link(name):
        row = SubElement(card, "p")
        link = add(row, "a", _host(contact.url))
        inline.turn_into_outside_link(extension, link, name)
    for text in _small_print(edition, name, contact):
        add(card, "p", text, class_="note")
    add_text_notice(extension, card, f"contacts.{name}", place=name)


def _small_print(edition: Edition, name: str, contact: Contact) -> list[str]:
    """Languages, designation with its date, our note, and whether anybody has called the number."""
    strings = edition.strings
    lines = []
    languages = language_names(contact.languages, edition.language.plural)
    if languages and contact.kind != "law-text":
        lines.append(f"{strings('contact.languages')}: {', '.join(languages)}.")
    if contact.designation:
        lines.append(strings(f"contact.designation.{contact.designation.kind}", date=say_date(contact.designation.date)))
    has_note = strings.has(f"contacts.{name}.note")
    if has_note:
        lines.append(strings(f"contacts.{name}.note"))
    if contact.phones and not (contact.confirmed and contact.confidence == "high"):
        lines.append(strings("contact.unconfirmed"))
    elif not contact.confirmed and not contact.phones:
        lines.append(strings("contact.not_seen"))
    if not contact.phones and contact.policy not in LINKED and not has_note:
        lines.append(strings("contact.no_address"))
    return lines


def language_names(codes: tuple[str, ...], reader: str) -> list[str]:
    """Names of languages in the reader's language (CLDR); a code that the data do not know stays a code."""
    locale = Locale.parse(reader)
    names = []
    for code in codes:
        try:
            # CLDR writes the letters oʻ and gʻ with a quotation mark; its Uzbek has no other.
            names.append((locale.languages.get(code) or Locale.parse(code).display_name or code).replace("‘", "ʻ"))
        except (UnknownLocaleError, ValueError):
            names.append(code)
    return names


def _host(url: str) -> str:
    return url.split("://", 1)[1].split("/", 1)[0].removeprefix("www.")


def build_directory(extension: MarshrutExtension, parent: Element, name: str) -> None:
    """One view of one group of the directory."""
    group, _, view = name.partition(".")
    BUILDERS[view](extension, parent, listed(extension.edition, group))


def _by(key: str, words: str) -> Callable[[MarshrutExtension, Element, dict[str, Contact]], None]:
    def build(extension: MarshrutExtension, parent: Element, contacts: dict[str, Contact]) -> None:
        """A list of headings, each with links to the cards below."""
        strings = extension.edition.strings
        shelves: dict[str, list[str]] = {}
        for contact_id, contact in contacts.items():
            for code in getattr(contact, key):
                shelves.setdefault(strings(f"{words}.{code}"), []).append(contact_id)
        listing = SubElement(parent, "ul", {"class": "by"})
        for label in sorted(shelves, key=extension.edition.language.sort_key):
            item = SubElement(listing, "li")
            add(item, "b", label)
            for contact_id in shelves[label]:
                add(item, "a", strings(f"contacts.{contact_id}.name"), href=f"#{contact_id}")

    return build


def _cards(extension: MarshrutExtension, parent: Element, contacts: dict[str, Contact]) -> None:
    for contact_id in contacts:
        build_contact(extension, parent, contact_id)
        parent[-1].set("id", contact_id)


BUILDERS = {"needs": _by("helps_with", "needs"), "places": _by("where", "where"), "cards": _cards}
