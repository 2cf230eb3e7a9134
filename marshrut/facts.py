"""What is true: every legal number, deadline, fee and date, with law, source, date checked and confidence.

Read from data/facts/<topic>.yml. A value is typed; a number stands in one place, and where the same number
belongs to two facts the second says `same_as`.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, field_validator, model_validator

from .house import House
from .problems import Problem, Refused
from .schema import validate
from .values import Date, PartialDate, SameAs, Strict, Value, check_day, check_partial_date
from .yamlfile import YamlFile, read_yaml

FACT_ID = re.compile(r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")
VALUE_NAME = re.compile(r"^[a-z][a-z0-9_]*$")
# Names that every fact answers to, besides its own values: the days between which its law holds.
IN_FORCE = {"in_force_from": "from_", "in_force_to": "to"}


_TYPED = TypeAdapter(Annotated[Value, Field(discriminator="kind")])
_SAME = TypeAdapter(SameAs)


class Law(Strict):
    """The citation, in Russian as on papers and in English."""

    ru: str = Field(min_length=3)
    en: str = Field(min_length=3)


class InForce(Strict):
    from_: PartialDate | None = Field(alias="from")
    to: PartialDate | None

    @field_validator("from_", "to", mode="before")
    @classmethod
    def _checked(cls, value: Any) -> str | None:
        return None if value is None else check_partial_date(value)

    @model_validator(mode="after")
    def _in_order(self) -> InForce:
        if self.from_ and self.to and self.from_[: len(self.to)] > self.to[: len(self.from_)]:
            raise ValueError(f"`from` ({self.from_}) is after `to` ({self.to})")
        return self


class _Entry(Strict):
    countries: tuple[Annotated[str, Field(pattern="^[A-Z]{2}$")], ...] = ()
    values: dict[str, Any]
    law: Law
    in_force: InForce
    sources: tuple[str, ...] = Field(min_length=1)
    confirmed: bool
    confidence: Literal["high", "medium", "low"]
    checked: str
    review_by: str
    note: str | None = None
    not_on_pages: str | None = Field(default=None, min_length=10)

    _days = field_validator("checked", "review_by", mode="before")(check_day)


@dataclass(frozen=True)
class Fact:
    """One fact.

    values: by name, typed; countries: ISO 3166 codes of citizenship it is limited to, () for all;
    checked, review_by: ISO days; sources: ids of data/sources.yml; note: the researcher's remarks, in English;
    not_on_pages: why no page uses it, though it could be acted on.
    """

    id: str
    topic: str
    values: dict[str, Value]
    law: Law
    in_force: InForce
    sources: tuple[str, ...]
    confirmed: bool
    confidence: str
    checked: str
    review_by: str
    countries: tuple[str, ...] = ()
    note: str | None = None
    not_on_pages: str | None = None
    place: tuple[str, int] = field(default=("", 0), compare=False)
    borrowed: frozenset[str] = frozenset()

    @property
    def is_doubtful(self) -> bool:
        """Shown to the reader as not confirmed."""
        return not self.confirmed or self.confidence == "low"

    def is_overdue(self, day: date) -> bool:
        """Past the day by which it had to be checked again."""
        return self.review_by < day.isoformat()

    def state(self, day: date) -> str:
        """`announced`, `in_force` or `ended` on a day. A partial date counts from its first and to its last day."""
        today_text = day.isoformat()
        start, end = self.in_force.from_, self.in_force.to
        if start and start > today_text[: len(start)]:
            return "announced"
        if end and end < today_text[: len(end)]:
            return "ended"
        return "in_force"


class Facts(dict[str, Fact]):
    """All facts by id. newest_source: the month of the newest page that any fact rests on, e.g. 2026-05."""

    newest_source: str = ""

    @cached_property
    def topics(self) -> dict[str, list[Fact]]:
        """Facts by topic, topics in the order of data/topics.yml."""
        grouped: dict[str, list[Fact]] = {}
        for fact in self.values():
            grouped.setdefault(fact.topic, []).append(fact)
        return grouped

    def below(self, prefix: str) -> list[Fact]:
        """Facts whose id starts with `prefix.`"""
        return [fact for fact_id, fact in self.items() if fact_id.startswith(prefix + ".")]

    def find(self, name: str, kind: str) -> tuple[Fact, Value]:
        """The value called `fact.id.value`, or `fact.id` if the fact holds one value of that kind.

        Raises LookupError with a message for the person who wrote the name.
        """
        fact, wanted = self._split(name)
        if wanted is None:
            fitting = [key for key, value in fact.values.items() if value.kind == kind]
            if len(fitting) != 1:
                choices = ", ".join(f"{fact.id}.{key}" for key in (fitting or fact.values)) or "none"
                raise LookupError(f"`{fact.id}` has {len(fitting)} values of kind `{kind}`; name one: {choices}")
            wanted = fitting[0]
        value = self._value(fact, wanted)
        if value.kind != kind:
            raise LookupError(f"`{name}` is of kind `{value.kind}`, not `{kind}`; write `{{{{ {value.kind} {name} }}}}`")
        return fact, value

    def _split(self, name: str) -> tuple[Fact, str | None]:
        if name in self:
            return self[name], None
        head, _, last = name.rpartition(".")
        if head in self:
            return self[head], last
        raise LookupError(f"there is no fact `{name}`{_closest(name, self)}")

    def _value(self, fact: Fact, name: str) -> Value:
        if name in IN_FORCE:
            day = getattr(fact.in_force, IN_FORCE[name])
            if day is None:
                raise LookupError(f"`{fact.id}` has no date {name.replace('_', ' ')}")
            return Date(kind="date", date=day)
        if name not in fact.values:
            raise LookupError(f"`{fact.id}` has no value `{name}`; it has: {', '.join(fact.values) or 'none'}")
        return fact.values[name]


def _closest(name: str, known: Any) -> str:
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"; did you mean `{near[0]}`?" if near else ""


def load_facts(house: House, source_ids: set[str]) -> Facts:
    """Read data/topics.yml and every data/facts/<topic>.yml. Raises Refused with all problems at once."""
    problems: list[Problem] = []
    topics_path = house.data / "topics.yml"
    topics = read_yaml(topics_path, house.name(topics_path))
    order = topics.data.get("topics")
    if not isinstance(order, list) or not all(isinstance(topic, str) and re.match(r"^[a-z-]+$", topic) for topic in order):
        raise Refused([topics.problem(("topics",), "`topics` is not a list of names", "list each topic: `- registration`")])
    folder = house.data / "facts"
    for extra in sorted({path.stem for path in folder.glob("*.yml")} - set(order)):
        problems.append(Problem(house.name(folder / f"{extra}.yml"), 0, f"the topic `{extra}` is not listed", f"add it to {topics.name}"))
    facts, raw_values = Facts(), {}
    try:
        facts.newest_source = check_partial_date(topics.data.get("newest_source"))
    except ValueError as error:
        problems.append(topics.problem(("newest_source",), str(error), "name the month of the newest page read: 2026-05"))
    for topic in order:
        path = folder / f"{topic}.yml"
        file = read_yaml(path, house.name(path))
        for fact_id, raw in file.data.items():
            fact, faults = _read_fact(fact_id, raw, topic, file, source_ids)
            problems += faults
            if fact_id in facts:
                problems.append(file.problem((fact_id,), f"{fact_id}: the fact stands in {facts[fact_id].topic}.yml too", "keep one"))
            elif fact:
                facts[fact_id], raw_values[fact_id] = fact, (raw["values"], file)
    problems += _join_same_values(facts, raw_values)
    if problems:
        raise Refused(problems)
    return facts


def _read_fact(fact_id: str, raw: Any, topic: str, file: YamlFile, source_ids: set[str]) -> tuple[Fact | None, list[Problem]]:
    key = (fact_id,)
    if not FACT_ID.match(fact_id):
        return None, [file.problem(key, f"`{fact_id}` is not a fact id", "use small Latin letters, digits, `_` and at least one point")]
    entry, problems = validate(_Entry, raw, file, key)
    if entry is None:
        return None, problems
    if entry.review_by <= entry.checked:
        problems.append(
            file.problem((*key, "review_by"), f"{fact_id}: review_by is not after checked", "name the day by which to check again")
        )
    for index, source in enumerate(entry.sources):
        if source not in source_ids:
            problems.append(
                file.problem(
                    (*key, "sources", index), f"{fact_id}: unknown source `{source}`", "add it to data/sources.yml, or correct the id"
                )
            )
    values: dict[str, Any] = {}
    for name, raw_value in entry.values.items():
        if not VALUE_NAME.match(name) or name in IN_FORCE:
            problems.append(
                file.problem((*key, "values", name), f"{fact_id}: `{name}` is not a usable name", "use small Latin letters, digits and `_`")
            )
            continue
        schema = _SAME if isinstance(raw_value, dict) and "same_as" in raw_value else _TYPED
        value, faults = validate(schema, raw_value, file, (*key, "values", name))
        problems += faults
        if value is not None:
            values[name] = value
    if problems:
        return None, problems
    fields = {name: getattr(entry, name) for name in _Entry.model_fields if name != "values"}
    return Fact(id=fact_id, topic=topic, values=values, place=(file.name, file.line(fact_id)), **fields), []


def _join_same_values(facts: Facts, raw: dict[str, Any]) -> list[Problem]:
    """Replace every `same_as` by the value it names (one step: a borrowed value cannot be borrowed again)."""
    problems = []
    originals = {fact_id: dict(fact.values) for fact_id, fact in facts.items()}
    for fact_id, fact in list(facts.items()):
        borrowed = {name for name, value in fact.values.items() if isinstance(value, SameAs)}
        for name in borrowed:
            target_id, _, target_name = fact.values[name].same_as.rpartition(".")
            value = originals.get(target_id, {}).get(target_name)
            if value is None or isinstance(value, SameAs):
                file: YamlFile = raw[fact_id][1]
                what = f"{fact_id}: `same_as: {fact.values[name].same_as}` names no value of its own"
                problems.append(file.problem((fact_id, "values", name), what, "name fact and value: `same_as: registration.fee.fee`"))
                continue
            fact.values[name] = value
        if borrowed:
            facts[fact_id] = Fact(**{**fact.__dict__, "borrowed": frozenset(borrowed)})
    return problems
