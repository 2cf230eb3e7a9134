"""Lists drawn from data: deadlines, prices, facts, translations, terms, phrases, changes, recommendations, systems."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from . import inline, translationtable
from .changes import Change, by_state, by_year
from .element import add, add_rich, add_table
from .facts import Fact
from .pages import CHANGES_PAGE, FACTS_PAGE, GLOSSARY_PAGE, PHRASES_PAGE
from .records import OUTCOMES
from .saying import say_date, say_value
from .values import Money, Term
from .words import by_place

if TYPE_CHECKING:
    from .markdown import MarshrutExtension


def build(extension: MarshrutExtension, parent: Element, name: str) -> None:
    """Draw the table of a name of TABLES."""
    TABLES[name](extension, parent)


def _deadlines(extension: MarshrutExtension, parent: Element) -> None:
    """Registration deadline of each nationality: term, counted from when, law, date checked."""
    strings = extension.edition.strings
    body = add_table(parent, [strings("table.citizens"), strings("table.deadline")])
    facts = [fact for fact in extension.edition.facts.below("registration.deadline") if isinstance(fact.values.get("days"), Term)]
    rows = [(", ".join(strings(f"countries.{country}") for country in fact.countries), fact) for fact in facts if fact.countries]
    for label, fact in [*rows, *((strings("table.all_others"), fact) for fact in facts if not fact.countries)]:
        value = fact.values["days"]
        row = SubElement(body, "tr")
        add(row, "th", label, scope="row")
        cell = SubElement(row, "td")
        cell.append(inline.value_link(extension, fact, value))
        if value.from_:
            cell[-1].tail = f" {strings(f'counted_from.{value.from_}')}"
        _law_line(extension, cell, fact)


def _law_line(extension: MarshrutExtension, parent: Element, fact: Fact) -> None:
    line = SubElement(parent, "small")
    law = add(line, "span", fact.law.en if extension.edition.language.code == "en" else fact.law.ru)
    if extension.edition.language.code not in ("ru", "en"):
        law.set("lang", "ru")
    law.tail = f" · {extension.edition.strings('fact.checked_on', date=say_date(fact.checked))}"


def _prices(extension: MarshrutExtension, parent: Element) -> None:
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
    body = add_table(parent, [strings("table.region"), strings("table.price_month")])
    for label, region in sorted((strings(f"regions.{region}"), region) for region in latest):
        year, fact, value = latest[region]
        row = SubElement(body, "tr")
        add(row, "th", label, scope="row")
        cell = SubElement(row, "td")
        cell.append(inline.value_link(extension, fact, value))
        add(cell, "small", str(year))


def _facts(extension: MarshrutExtension, parent: Element) -> None:
    """All topics with how many facts each holds and how many of them are not confirmed."""
    edition = extension.edition
    listing = SubElement(parent, "ul", {"class": "topics"})
    for topic, facts in edition.facts.topics.items():
        item = SubElement(listing, "li")
        add(item, "a", edition.strings(f"topics.{topic}"), href=extension.page.link(f"{FACTS_PAGE}/{topic}"))
        doubtful = sum(fact.is_doubtful for fact in facts)
        text = edition.strings("fact.count", count=len(facts))
        if doubtful:
            text += f", {edition.strings('fact.count_doubtful', count=doubtful)}"
        item[-1].tail = f": {text}"


def _glossary(extension: MarshrutExtension, parent: Element) -> None:
    """Every term once, in the order of the reader's alphabet, each leading to its explanation."""
    edition = extension.edition
    names = {word_id: word.name_in(edition.language.code) for word_id, word in edition.words.items()}
    listing = SubElement(parent, "ul", {"class": "index"})
    for word_id in sorted(names, key=lambda word_id: edition.language.sort_key(names[word_id])):
        item = SubElement(listing, "li")
        add(item, "a", names[word_id], href=extension.page.link(f"{GLOSSARY_PAGE}/{edition.words[word_id].group}", word_id))


def _phrases(extension: MarshrutExtension, parent: Element) -> None:
    """The places where something is said, each leading to its phrases."""
    edition = extension.edition
    listing = SubElement(parent, "ul", {"class": "topics"})
    for place, phrases in by_place(edition.phrases).items():
        item = SubElement(listing, "li")
        add(item, "a", edition.strings(f"places.{place}"), href=extension.page.link(f"{PHRASES_PAGE}/{place}"))
        item[-1].tail = f": {len(phrases)}"


def _recommendations(extension: MarshrutExtension, parent: Element) -> None:
    """How many recommendations of each page stand where; the last row counts all."""
    edition, strings = extension.edition, extension.edition.strings
    records = edition.records
    headings = [strings("records.part"), *(strings(f"outcome.{name}") for name in OUTCOMES), strings("records.all")]
    body = add_table(parent, headings, class_="counts")
    pages = list(dict.fromkeys(record.page for record in records.recommendations.values()))
    for page in pages:
        row = SubElement(body, "tr")
        add(SubElement(row, "th", {"scope": "row"}), "a", strings(f"menu.{page}"), href=extension.page.link(page))
        _count_cells(row, records.outcomes(page))
    row = SubElement(body, "tr", {"class": "sum"})
    add(row, "th", strings("records.all"), scope="row")
    _count_cells(row, records.outcomes())


def _count_cells(row: Element, counts) -> None:
    for name in OUTCOMES:
        add(row, "td", str(counts[name] or "–"))
    add(row, "td", str(counts.total()))


def _recommendations_by_status(extension: MarshrutExtension, parent: Element) -> None:
    """Every recommendation under its outcome, leading to its section."""
    edition, strings = extension.edition, extension.edition.strings
    for outcome in OUTCOMES:
        found = {record_id: record for record_id, record in edition.records.recommendations.items() if record.status == outcome}
        if found:
            add(parent, "h3", f"{strings(f'outcome.{outcome}')}: {len(found)}", id=f"status-{outcome}")
            _record_links(extension, parent, found)


def _systems(extension: MarshrutExtension, parent: Element) -> None:
    """Every system under its page, with its state."""
    edition, strings = extension.edition, extension.edition.strings
    for page in dict.fromkeys(record.page for record in edition.records.systems.values()):
        add(parent, "h3", strings(f"menu.{page}"), id=page.replace("/", "-"))
        _record_links(extension, parent, {record_id: edition.records[record_id] for record_id in edition.records.on(page)}, state=True)


def _record_links(extension: MarshrutExtension, parent: Element, records: dict, state: bool = False) -> None:
    strings = extension.edition.strings
    listing = SubElement(parent, "ul", {"class": "index"})
    for record_id, record in records.items():
        item = SubElement(listing, "li")
        add(item, "a", strings(f"records.{record_id}"), href=extension.page.link(record.page, record_id))
        if state:
            item[-1].tail = f": {strings(f'state.{record.status}')}"


def _changes(state: str) -> Callable[[MarshrutExtension, Element], None]:
    def draw(extension: MarshrutExtension, parent: Element) -> None:
        """Changes of the law in one state, a line each. The state turns by the day of the build."""
        edition, strings = extension.edition, extension.edition.strings
        years = {change_id: year for year, changes in by_year(edition.changes, edition.facts).items() for change_id in changes}
        changes = by_state(edition.changes, edition.facts, edition.day).get(state, {})
        listing = SubElement(parent, "ul", {"class": "dated"})
        for change_id, change in changes.items():
            item = SubElement(listing, "li")
            item.append(_since(extension, change))
            item[-1].tail = " "
            add(item, "a", strings(f"changes.{change_id}.title"), href=extension.page.link(f"{CHANGES_PAGE}/{years[change_id]}", change_id))
        if not changes:
            add(listing, "li", strings("changes_page.none"))

    return draw


def build_changes(extension: MarshrutExtension, parent: Element, year: str) -> None:
    """The changes of one year in full: what it was, what it is, since when, whom it touches, what to do, where."""
    edition, strings = extension.edition, extension.edition.strings
    for change_id in by_year(edition.changes, edition.facts)[year]:
        change = edition.changes[change_id]
        add(parent, "h2", strings(f"changes.{change_id}.title"), id=change_id)
        line = SubElement(parent, "p")
        add(line, "b", f"{strings('changes_page.since')}: ")
        line.append(_since(extension, change))
        if change_id in by_state({change_id: change}, edition.facts, edition.day).get("announced", {}):
            line[-1].tail = f" ({strings('fact.mark.announced')})"
        listing = SubElement(parent, "dl")
        for part in ("was", "now", "who", "do"):
            add(listing, "dt", strings(f"changes_page.{part}"))
            add_rich(extension, listing, strings(f"changes.{change_id}.{part}"), tag="dd")
        add(SubElement(parent, "p"), "a", strings(f"menu.{change.page}"), href=extension.page.link(change.page))


def _since(extension: MarshrutExtension, change: Change) -> Element:
    """The day of a change, linked to its fact; whether the fact still holds is another matter than when it began."""
    fact, value = extension.edition.facts.find(change.since, "date")
    link = inline.fact_link(extension, fact)
    link.text = say_value(value, extension.edition.strings)
    if fact.is_doubtful:
        SubElement(link, "small").text = f"\u00a0({extension.edition.strings('fact.mark.unconfirmed')})"
    return link


TABLES: dict[str, Callable[[MarshrutExtension, Element], None]] = {
    "registration.deadline": _deadlines,
    "patent.price": _prices,
    "facts": _facts,
    "translations": translationtable.build,
    "glossary": _glossary,
    "phrases": _phrases,
    "recommendations": _recommendations,
    "recommendations.status": _recommendations_by_status,
    "systems": _systems,
    "changes.announced": _changes("announced"),
    "changes.in-force": _changes("in_force"),
}
