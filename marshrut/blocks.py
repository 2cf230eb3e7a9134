"""Placeholders that stand alone and make a block: each kind with its check and its builder."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from . import cards, downloads, inline, pictures, planpages, searchpages, tables
from .changes import by_year
from .edition import Edition
from .element import add, add_rich
from .facts import Fact
from .layout import add_stale_notice, add_text_notice
from .pages import OFFLINE_PAGE, PLAN_PAGE
from .saying import say_date
from .sources import BANNED
from .status import page_text
from .words import by_group, by_place

Check = Callable[[Edition, str], None]
# The id where overrides/offline/controls.js builds.
KEEP_ROOT = "keep-guide"
Build = Callable[["MarshrutExtension", Element, str], None]
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
    if name not in tables.TABLES:
        raise LookupError(f"there is no table `{name}`; known: {', '.join(tables.TABLES)}")
    if name.startswith("changes."):
        for year in by_year(edition.changes, edition.facts):
            check_changes(edition, year)


def check_changes(edition: Edition, year: str) -> None:
    for change_id in by_year(edition.changes, edition.facts).get(year, ()):
        if not edition.strings.has(f"changes.{change_id}.title"):
            raise LookupError(f"the change `{change_id}` has no text in translations/changes/{edition.language.code}.yml")


def check_picture(edition: Edition, name: str) -> None:
    if name not in pictures.names(edition):
        raise LookupError(f"there is no picture `{name}`; known: {', '.join(pictures.names(edition))}")


def check_words(edition: Edition, name: str) -> None:
    if name not in by_group(edition.words):
        raise LookupError(f"there is no group of terms `{name}`")


def check_phrases(edition: Edition, name: str) -> None:
    if name not in by_place(edition.phrases):
        raise LookupError(f"there is no place `{name}` in data/phrases.yml")


def check_entry(edition: Edition, name: str) -> None:
    if name not in edition.facts:
        edition.facts.find(name, "fact")  # says which fact was meant


def check_anchors(edition: Edition, name: str) -> None:
    if name not in edition.pages:
        raise LookupError(f"there is no page `{name}`; the paths stand in data/pages.yml")


def build_phrase(extension: MarshrutExtension, parent: Element, name: str) -> None:
    """Russian to read aloud, how to read it, what it means. Inside running text it stays inline."""
    edition, phrase = extension.edition, extension.edition.phrases[name]
    tag = "span" if parent.tag == "span" else "p"
    box = SubElement(parent, "span" if tag == "span" else "div", {"class": "say"})
    add(box, tag, f"«{phrase.ru}»" if not phrase.ru.startswith("«") else phrase.ru, lang="ru", class_="ru")
    if edition.language.is_source:
        return
    if edition.language.script != "Cyrl":
        add(box, tag, f"[{phrase.reading}]", class_="aid")
    add(box, tag, edition.strings(f"phrases.{name}"))
    add_text_notice(extension, box, f"phrases.{name}", tag=tag)


def build_words(extension: MarshrutExtension, parent: Element, group: str) -> None:
    """The terms of one group: Russian with stress, how to read it, what it is called here, what it means, where it is met."""
    edition, strings = extension.edition, extension.edition.strings
    listing = SubElement(parent, "dl", {"class": "words"})
    for word_id in by_group(edition.words)[group]:
        word = edition.words[word_id]
        term = add(listing, "dt", "", id=word_id)
        add(term, "b", word.ru, **({} if edition.language.is_source else {"lang": "ru"}))
        add(term, "i", f" [{word.reading}]")
        if word.abbr:
            add(term, "span", f" · {word.abbr}", lang="ru")
        told = add(listing, "dd", "")
        if not edition.language.is_source:
            add(told, "b", word.name_in(edition.language.derived_from or edition.language.code))
        meaning = strings.has(f"glossary.{word_id}.plain") and strings(f"glossary.{word_id}.plain")
        if meaning:
            add_rich(extension, told, meaning if edition.language.is_source else f": {meaning}", tag="span")
        add(told, "span", ". ")
        add_stale_notice(extension, told, word_id)
        if word.page in edition.pages:
            add(told, "a", strings(f"menu.{word.page}"), href=extension.page.link(word.page))


def build_phrases(extension: MarshrutExtension, parent: Element, place: str) -> None:
    """Every phrase of one place."""
    for phrase_id in by_place(extension.edition.phrases)[place]:
        build_phrase(extension, parent, phrase_id)


def build_entry(extension: MarshrutExtension, parent: Element, fact_id: str) -> None:
    """A fact in full: what it says, to whom it applies, law, in force, checked, confidence, sources, what is not certain."""
    edition, fact = extension.edition, extension.edition.facts[fact_id]
    strings = edition.strings
    record = edition.records.of_fact(fact_id)
    if record:
        # Its text is a section of a page: the entry leads there.
        place = edition.records[record].page
        heading = add(parent, "h2", "", id=fact_id)
        add(heading, "a", strings(f"records.{record}"), href=extension.page.link(place, record))
    else:
        add(parent, "h2", strings(f"facts.{fact_id}.title"), id=fact_id)
        add_rich(extension, parent, strings(f"facts.{fact_id}.text"), class_="said")
    if strings.has(f"facts.{fact_id}.caution"):
        add_rich(extension, parent, strings(f"facts.{fact_id}.caution"), class_="caution")
    listing = SubElement(parent, "ul", {"class": "meta"})
    if not record:
        _row(listing, strings("fact.who"), strings(f"facts.{fact_id}.who"), extension)
    law = _row(listing, strings("fact.law"), "", extension)
    wording = add(law, "span", fact.law.en if edition.language.code == "en" else fact.law.ru)
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
    add(item, "b", f"{label}: ").tail = extension.hide(text, inner=True)
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
            link = add(item, "a", words + date)
            inline.turn_into_outside_link(extension, link, name)
        else:
            link = add(item, "span", words + date, lang="ru" if CYRILLIC.search(words) else "en")
        link.tail = "; " if index < len(shown) - 1 else ""
    if len(shown) < len(fact.sources):
        (item[-1] if len(item) else item).tail = f"; {edition.strings('fact.source_withheld')}"


def check_downloads(edition: Edition, name: str) -> None:
    if name not in ("files", "commands"):
        raise LookupError(f"there are no downloads `{name}`; write `files` or `commands`")


def build_downloads(extension: MarshrutExtension, parent: Element, name: str) -> None:
    """files: an empty place, for the table is put in when the files are made; commands: how a computer says a checksum."""
    if name == "files":
        SubElement(parent, "div", {"id": downloads.PLACE})
        return
    listing = SubElement(parent, "ul")
    for system, command in downloads.COMMANDS.items():
        item = SubElement(listing, "li")
        add(item, "b", f"{system}: ")
        add(item, "span", command.format(file=f"marshrut-{extension.edition.language.code}.html"), lang="en", dir="ltr")


def build_anchors(extension: MarshrutExtension, parent: Element, path: str) -> None:
    """The section ids of the source page, so that a link to a section lands on the card of a missing page."""
    edition = extension.edition
    source = page_text(edition.house, edition.languages.source.code, path)
    holder = SubElement(parent, "p", {"class": "anchors"})
    ids = [section.id for section in source.sections] if source else []
    if path == PLAN_PAGE:
        ids += [name for name, _, _ in planpages.cases(edition)]  # the finished lists lead back to these
    for anchor in ids:
        SubElement(holder, "span", {"id": anchor})


def check_offline(edition: Edition, name: str) -> None:
    if name != KEEP_ROOT:
        raise LookupError(f"there is one block of this kind: `{{{{ offline {KEEP_ROOT} }}}}`, on {OFFLINE_PAGE}")


def build_offline(extension: MarshrutExtension, parent: Element, name: str) -> None:
    """The place of the controls; what stands in it is read where they cannot be."""
    add(SubElement(parent, "div", {"id": KEEP_ROOT}), "p", extension.edition.strings("offline.page.plain"))


# Each kind: how it is checked, how it is built.
_ALL: dict[str, tuple[Check, Build]] = {
    "table": (check_table, tables.build),
    "say": (check_phrase, build_phrase),
    "contact": (cards.check_contact, cards.build_contact),
    "directory": (cards.check_directory, cards.build_directory),
    "picture": (check_picture, pictures.build),
    "entry": (check_entry, build_entry),
    "anchors": (check_anchors, build_anchors),
    "plan": (planpages.check, planpages.build),
    "search": (searchpages.check, searchpages.build),
    "words": (check_words, build_words),
    "phrases": (check_phrases, build_phrases),
    "offline": (check_offline, build_offline),
    "changes": (check_changes, tables.build_changes),
    "downloads": (check_downloads, build_downloads),
}
CHECKS = {kind: both[0] for kind, both in _ALL.items()}
KINDS = {kind: both[1] for kind, both in _ALL.items()}
