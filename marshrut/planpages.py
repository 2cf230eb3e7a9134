"""The plan as the page holds it: the full list by stage for everybody, and a finished list for each usual case.

Without a script it is read and printed as it stands; overrides/plan/page.js takes titles, rules and laws from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from . import inline
from .duties import Item, Reader
from .edition import Edition
from .element import add
from .layout import add_text_notice
from .pages import PLAN_PAGE
from .plan import GIVEN, Conditions, Due, Duty
from .planscript import ROOT
from .strings import PARAMETER

if TYPE_CHECKING:
    from .markdown import MarshrutExtension

APP, COUNTRIES, CASES, TROUBLE = "app", "countries", "cases", "trouble"
# The page of all finished lists, below the plan's.
READY = "ready"
# What somebody of a case usually has first, and what they get then.
BASES = {"work": {"free": "patent", "eaeu": "contract", "visa": "visa"}, "study": {"": "study"}, "visit": {"visa": "visa"}}


def cases(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """(name of the page, citizenship, purpose) of every usual case: `uz-work`."""
    for citizenship in edition.plan.options("citizenship"):
        for purpose in edition.plan.options("purpose"):
            yield f"{citizenship.lower()}-{purpose}", citizenship, purpose


def option(edition: Edition, question: str, value: str) -> str:
    """An answer in words."""
    key = f"plan.option.{question}.{value}"
    return edition.strings(key if edition.strings.has(key) else f"countries.{value}")


def check(edition: Edition, name: str) -> None:
    parts = (APP, COUNTRIES, CASES, *edition.plan.stages)
    if name not in parts and name not in {f"case.{case}" for case, _, _ in cases(edition)}:
        raise LookupError(f"there is no part `{name}` of the plan; known: {', '.join(parts)}")


def build(extension: MarshrutExtension, parent: Element, name: str) -> None:
    """One part of the plan: the place of the script, the links to finished lists, a stage of the full list, a finished list."""
    if name == APP:
        # The script puts itself in its place. Until then, and where it never arrives, this says what to do.
        add(SubElement(parent, "div", {"id": ROOT}), "p", extension.edition.strings("curtain.plan"))
    elif name == COUNTRIES:
        _build_countries(extension, parent)
    elif name == CASES:
        _build_cases(extension, parent)
    elif name.startswith("case."):
        _build_case(extension, parent, name.removeprefix("case."))
    else:
        reader = Reader(extension.edition.plan, {}, extension.edition.day, all_open=True)
        duties = {key: duty for key, duty in extension.edition.plan.duties.items() if duty.stage == name}
        # Once for a stage: in a page of ninety duties there is no room for ninety notices.
        behind = [key for key in duties if f"plan.duty.{key}" in extension.page.stale_texts]
        add_text_notice(extension, parent, *(f"plan.duty.{key}" for key in behind), place=_id(duties[behind[0]]) if behind else "")
        listing = SubElement(parent, "ul", {"class": "plan"})
        for key, duty in duties.items():
            _Line(extension, reader, key, duty).build(SubElement(listing, "li", {"id": _id(duty)}))


def _id(duty: Duty) -> str:
    """Its lasting number: short, for it stands ninety times in one page."""
    return f"n{duty.number}"


def _build_countries(extension: MarshrutExtension, parent: Element) -> None:
    """Each country, leading to its finished lists; the script takes the names of countries from here."""
    edition = extension.edition
    listing = SubElement(parent, "p", {"class": "cases"})
    for citizenship in edition.plan.options("citizenship"):
        code = citizenship.lower()
        href = extension.page.link(f"{PLAN_PAGE}/{READY}", code)
        add(listing, "a", option(edition, "citizenship", citizenship), href=href, id=code).tail = " "


def _build_cases(extension: MarshrutExtension, parent: Element) -> None:
    """Each country with its purposes."""
    edition = extension.edition
    for citizenship in edition.plan.options("citizenship"):
        name = option(edition, "citizenship", citizenship)
        add(parent, "h2", name[:1].upper() + name[1:], id=citizenship.lower())
        row = SubElement(parent, "p", {"class": "cases"})
        for name, _, purpose in (case for case in cases(edition) if case[1] == citizenship):
            add(row, "a", option(edition, "purpose", purpose), href=extension.page.link(f"{PLAN_PAGE}/{name}")).tail = " "


def _build_case(extension: MarshrutExtension, parent: Element, name: str) -> None:
    """Everything for one citizenship and purpose, by stage, in full."""
    edition = extension.edition
    _, citizenship, purpose = next(case for case in cases(edition) if case[0] == name)
    given = {"citizenship": citizenship, "purpose": purpose}
    shown = {item.id: item for item in case_items(edition, given)}
    reader = Reader(edition.plan, given, edition.day, all_open=True)
    fill = SubElement(parent, "div", {"class": "fill"})
    for key in ("name", "in", "address"):
        line = add(fill, "p", f"{_in_both(edition, f'plan.ui.{key}')}: ")
        SubElement(line, "span", {"class": "blank"})
    for stage in edition.plan.stages:
        add(parent, "h2", edition.strings(f"plan.stage.{stage}"), id=stage)
        if stage == TROUBLE:
            _build_trouble(extension, parent)
            continue
        listing = SubElement(parent, "ul", {"class": "plan do"})
        for key, duty in edition.plan.duties.items():
            if duty.stage == stage and key in shown:
                _Line(extension, reader, key, duty).build(SubElement(listing, "li", {"id": _id(duty)}), full=True)
        if not len(listing):
            del parent[-2:]


def _build_trouble(extension: MarshrutExtension, parent: Element) -> None:
    """What can happen to anybody stands in the list for everybody; here the way there, and the number to call."""
    edition = extension.edition
    line = SubElement(parent, "p")
    add(line, "a", edition.strings(f"menu.{PLAN_PAGE}"), href=extension.page.link(PLAN_PAGE, TROUBLE)).tail = " · "
    for phone in dict.fromkeys(phone for duty in edition.plan.duties.values() for phone in duty.phones):
        line.append(inline.phone_link(extension, edition.facts.find(phone, "phone")[1].number))


def case_items(edition: Edition, given: dict[str, str]) -> list[Item]:
    """What concerns people of a case with the papers they usually have or get; not those with a residence permit or
    asylum, and not what befalls anybody."""
    found: dict[str, Item] = {}
    for basis in ("none", *usual_bases(edition, given)):
        reader = Reader(edition.plan, {**given, "basis": basis}, edition.day, all_open=True)
        found |= {item.id: item for item in reader.items}
    return [found[key] for key, duty in edition.plan.duties.items() if key in found and duty.stage != TROUBLE]


def usual_bases(edition: Edition, given: dict[str, str]) -> list[str]:
    """The papers that people of a case get."""
    reader = Reader(edition.plan, given, edition.day)
    regimes = [regime for regime in edition.plan.options("regime") if reader.answered("regime", (regime,)) is not False]
    follows = BASES[given["purpose"]]
    return list(dict.fromkeys(basis for key, basis in follows.items() if not key or key in regimes))


def _in_both(edition: Edition, key: str) -> str:
    """In the reader's language and in Russian."""
    return "/".join(dict.fromkeys((edition.strings(key), edition.source_strings(key))))


class _Line:
    """One duty as a list item."""

    def __init__(self, extension: MarshrutExtension, reader: Reader, key: str, duty: Duty):
        self.extension, self.reader, self.key, self.duty = extension, reader, key, duty
        self.edition, self.strings = extension.edition, extension.edition.strings

    def build(self, item: Element, full: bool = False) -> None:
        """Title, why, whom it concerns, the rule of its day, the law; `full`: Russian beside the title and all the rest."""
        path, _, section = self.duty.page.partition("#")
        add(item, "a", self.strings(f"plan.duty.{self.key}.title"), class_="t", href=self.extension.page.link(path, section))
        if full and not self.edition.language.is_source:
            add(item, "i", self.edition.source_strings(f"plan.duty.{self.key}.title"), lang="ru")
        add(item, "span", self.strings(f"plan.duty.{self.key}.why"), class_="y")
        whom = self._whom()
        if whom:
            add(item, "small", whom, class_="if")
        dues = [due for due in self.duty.due if not due.today and self.reader.fits(due) is not False]
        if dues:
            holder = SubElement(item, "span", {"class": "due"})
            for due in dues:
                self._due(holder, due)
        price = self._price("p" if full else "span")
        if price is not None:
            item.append(price)
        for phone in self.duty.phones:
            item.append(inline.phone_link(self.extension, self.edition.facts.find(phone, "phone")[1].number))
        self._laws(item, self.duty.facts if full else () if dues else self.duty.facts[:1])
        if full:
            self._rest(item)
            self._notice(item)

    def _notice(self, item: Element) -> None:
        shown = {"duty": [self.key], "late": [self.duty.late], "paper": self.duty.papers, "where": self.duty.where}
        keys = (f"plan.{kind}.{name}" for kind, names in shown.items() for name in names)
        add_text_notice(self.extension, item, *keys, place=_id(self.duty))

    def _whom(self) -> str:
        """«Если: Узбекистан · работа; кроме: талон есть», without what this reader has answered."""
        when = " / ".join(filter(None, map(self._words, self._open(self.duty.when))))
        unless = ", ".join(filter(None, map(self._words, self._open(self.duty.unless))))
        parts = [f"{self.strings('plan.ui.if')} {when}" if when else "", f"{self.strings('plan.ui.except')} {unless}" if unless else ""]
        return "; ".join(filter(None, parts))

    def _open(self, conditions: Conditions) -> list[list[tuple[str, tuple[str, ...]]]]:
        return self.reader.undecided(conditions)

    def _words(self, condition: list[tuple[str, tuple[str, ...]]]) -> str:
        """The stage tells the place, who is registered knows it, and a day that is given tells itself."""
        shown = [(name, values) for name, values in condition if name not in ("place", "slip") and GIVEN not in values]
        return " · ".join(", ".join(option(self.edition, name, value) for value in values) for name, values in shown)

    def _due(self, holder: Element, due: Due) -> None:
        """The rule in words, its terms linked to their facts: «15 календарных дней. Первый день: день въезда.»"""
        kind = next(name for name in ("within", "before", "on", "stay") if getattr(due, name))
        terms = {"term": due.within or due.before or (f"{due.stay}.days" if due.stay else None)}
        if due.stay:
            terms["whole"] = f"{due.stay}.continuous"
        if isinstance(due.until, Due):
            kind, terms["whole"] = "before_end", due.until.within
        words = {"from": self.strings(f"plan.date.{next(iter(due.questions()))}")}
        condition = ", ".join(filter(None, map(self._words, self._open(due.when))))
        text = (f"{condition}: " if condition else "") + self.strings(f"plan.count.{kind}") + " "
        holder.append(self._filled(text, terms, words))

    def _filled(self, text: str, terms: dict[str, str | None], words: dict[str, str]) -> Element:
        line, last, start = Element("span"), None, 0

        def put(piece: str) -> None:
            if last is None:
                line.text = (line.text or "") + piece
            else:
                last.tail = (last.tail or "") + piece

        for match in PARAMETER.finditer(text):
            put(text[start : match.start()])
            start = match.end()
            if terms.get(match[1]):
                fact, value = self.edition.facts.find(terms[match[1]], "term")
                last = inline.value_link(self.extension, fact, value)
                line.append(last)
            else:
                put(words[match[1]])
        put(text[start:])
        return line

    def _laws(self, item: Element, names: tuple[str, ...]) -> None:
        """A link to each of these facts, if it concerns this reader."""
        citizenship = self.reader.answers.get("citizenship")
        for name in names:
            fact = self.edition.facts[name]
            if fact.countries and citizenship not in fact.countries:
                continue
            link = inline.source_link(self.extension, fact)
            (item[-1] if len(item) else item).tail = " "
            item.append(link)

    def _rest(self, item: Element) -> None:
        """Papers, place, and what to do when late."""
        papers = [name for name in self.duty.papers if self._is_for(name)]
        for label, kind, names in (("papers", "paper", papers), ("where", "where", self.duty.where)):
            if names:
                line = SubElement(item, "p")
                said = "; ".join(self.strings(f"plan.{kind}.{name}") for name in names)
                add(line, "b", f"{self.strings(f'plan.ui.{label}')}: ").tail = said
        add(item, "p", self.strings(f"plan.late.{self.duty.late}"), class_="note")

    def _is_for(self, paper: str) -> bool:
        rule = self.edition.plan.papers.get(paper)
        return rule is None or self.reader.holds(rule.unless) is not True

    def _price(self, tag: str) -> Element | None:
        if not self.duty.cost and not self.duty.prices:
            return None
        line = Element(tag, {"class": "cost"})
        add(line, "b", f"{self.strings('plan.ui.cost')}: ")
        if self.duty.prices:
            path, _, section = self.duty.prices.partition("#")
            add(line, "a", self.strings("plan.ui.prices"), href=self.extension.page.link(path, section))
        else:
            fact, value = self.edition.facts.find(self.duty.cost, "money")
            line.append(inline.value_link(self.extension, fact, value))
        return line
