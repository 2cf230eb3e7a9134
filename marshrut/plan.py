"""The rules of «My plan»: questions, conditions, duties and when they are due. From data/plan.yml.

Only the rules: `duties` applies them to a reader's answers. Numbers are names of facts; words stand in translations/plan/.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr, TypeAdapter, model_validator

from .facts import Facts
from .house import House
from .pages import Pages
from .problems import Problem, Refused
from .schema import validate
from .values import Money, Strict, Term
from .words import Word
from .yamlfile import YamlFile, read_yaml

# The one value of a question of a date in a condition: it has been answered.
GIVEN = "given"
# A page with its section.
SECTION = r"^[a-z/-]+#[a-z0-9-]+$"
Name = Annotated[str, Field(pattern=r"^[a-zA-Z0-9][a-zA-Z0-9_-]*$")]


def _read_conditions(raw: Any) -> Any:
    """`{a: x}`, `{a: [x, y]}` or a list of such → a tuple of conditions."""
    if raw is None:
        return ()
    listed = raw if isinstance(raw, list) else [raw]
    if not listed or not all(isinstance(one, dict) and one for one in listed):
        raise ValueError("write `{question: answer}` or a list of such")
    return tuple({key: tuple(value) if isinstance(value, list) else (value,) for key, value in one.items()} for one in listed)


# Each maps questions to the answers that fit: all questions must fit; of several conditions, one.
Conditions = tuple[dict[str, tuple[Name, ...]], ...]


class _Conditional(Strict):
    """What applies when a condition fits and none of `unless` does. Both empty: to everybody."""

    when: Conditions = ()
    unless: Conditions = ()

    @model_validator(mode="before")
    @classmethod
    def _read(cls, raw: Any) -> Any:
        if isinstance(raw, dict):
            raw = {**raw, **{key: _read_conditions(raw[key]) for key in ("when", "unless") if key in raw}}
        return raw


class Question(_Conditional):
    """kind: one answer of `options`, many of them, a date, or earlier stays; else_: the question whose date stands in.

    past: a date that cannot lie ahead: True, or the conditions under which it cannot.
    """

    kind: Literal["one", "many", "date", "stays"]
    options: tuple[Name, ...] = ()
    else_: Name | None = Field(default=None, alias="else")
    past: Literal[True] | Conditions = ()

    @model_validator(mode="before")
    @classmethod
    def _read_past(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and raw.get("past") not in (None, True):
            raw = {**raw, "past": _read_conditions(raw["past"])}
        return raw

    @model_validator(mode="after")
    def _options_fit(self) -> Question:
        if bool(self.options) != (self.kind in ("one", "many")):
            raise ValueError("`options` are for questions of kind `one` and `many`, and those need them")
        if len(set(self.options)) < len(self.options):
            raise ValueError("an option stands twice")
        if (self.else_ or self.past) and self.kind != "date":
            raise ValueError("`else` and `past` are for dates")
        return self


class Due(_Conditional):
    """One rule for the last day; exactly one of within, before, on, stay, today. Terms are names of values of facts."""

    within: str | None = None
    from_: Name | None = Field(default=None, alias="from")
    before: str | None = None
    until: Name | Due | None = None
    on: Name | None = None
    stay: str | None = None
    today: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_rule(self) -> Due:
        rules = [name for name in ("within", "before", "on", "stay", "today") if getattr(self, name)]
        if len(rules) != 1:
            raise ValueError("give exactly one of `within`, `before`, `on`, `stay`, `today`")
        if bool(self.from_) != (rules[0] in ("within", "stay")) or bool(self.until) != (rules[0] == "before"):
            raise ValueError("`within` and `stay` need `from`, `before` needs `until`, and no other rule has them")
        if isinstance(self.until, Due) and not self.until.within:
            raise ValueError("`until` is a question or a `within` of its own")
        return self

    def questions(self) -> Iterator[str]:
        """The questions whose dates it needs."""
        yield from (name for name in (self.from_, self.on) if name)
        if isinstance(self.until, Due):
            yield from self.until.questions()
        elif self.until:
            yield self.until


class Duty(_Conditional):
    """Something to do. number: its lasting name in calendars; due: rules in order; not_after: a duty whose last day is the limit of this one; page: path#section that explains it; late: key of the text for who is late."""

    number: int = Field(gt=0)
    stage: Name
    due: tuple[Due, ...] = ()
    not_after: Name | None = None
    cost: str | None = None
    prices: str | None = Field(default=None, pattern=SECTION)
    papers: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    page: str = Field(pattern=SECTION)
    late: Name
    subject: Name | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_due_or_many(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and isinstance(raw.get("due"), dict):
            raw = {**raw, "due": (raw["due"],)}
        return raw


class Paper(_Conditional):
    """Whom a paper is not for."""


class _File(Strict):
    questions: dict[Name, Any]
    derived: dict[Name, dict[Name, Any]] = {}
    papers: dict[str, Any] = {}
    stages: tuple[Name, ...] = Field(min_length=1)
    duties: dict[Name, Any]


class Plan(Strict):
    """All rules. derived: name → value → conditions; its values answer like options."""

    questions: dict[str, Question]
    derived: dict[str, dict[str, Conditions]]
    papers: dict[str, Paper]
    stages: tuple[str, ...]
    duties: dict[str, Duty]
    _facts: Facts = PrivateAttr()

    def term(self, name: str) -> Term:
        """The term of a fact, by `fact.id.value`."""
        return self._facts.find(name, "term")[1]

    def options(self, name: str) -> tuple[str, ...]:
        """The answers that a condition may name."""
        if name in self.derived:
            return tuple(self.derived[name])
        question = self.questions[name]
        return question.options or (GIVEN,)


def load_plan(house: House, facts: Facts, pages: Pages, words: dict[str, Word]) -> Plan:
    """Read data/plan.yml. Raises Refused with every problem: schema, names that do not exist, questions that ask in a circle."""
    path = house.data / "plan.yml"
    file = read_yaml(path, house.name(path))
    raw, problems = validate(_File, file.data, file, ())
    if raw is None:
        raise Refused(problems)
    parts: dict[str, dict[str, Any]] = {}
    for part, model in (("questions", Question), ("papers", Paper), ("duties", Duty)):
        parts[part] = {}
        for name, entry in getattr(raw, part).items():
            value, faults = validate(model, entry, file, (part, name))
            problems += faults
            if value is not None:
                parts[part][name] = value
    derived: dict[str, dict[str, Conditions]] = {}
    adapter = TypeAdapter(Conditions)
    for name, values in raw.derived.items():
        derived[name] = {}
        for value, entry in values.items():
            try:
                conditions = _read_conditions(entry)
            except ValueError as error:
                problems.append(file.problem(("derived", name, value), f"{name}.{value}: {error}", "correct the condition"))
                continue
            checked, faults = validate(adapter, conditions, file, ("derived", name, value))
            problems += faults
            derived[name][value] = checked or ()
    if problems:
        raise Refused(problems)
    plan = Plan(**parts, derived=derived, stages=raw.stages)
    plan._facts = facts
    problems = list(_Names(plan, facts, pages, words, file).problems())
    if problems:
        raise Refused(problems)
    return plan


class _Names:
    """Every name in the rules names something, and questions look only back."""

    def __init__(self, plan: Plan, facts: Facts, pages: Pages, words: dict[str, Word], file: YamlFile):
        self.plan, self.facts, self.pages, self.words, self.file = plan, facts, pages, words, file

    def problems(self) -> Iterator[Problem]:
        known: set[str] = set()
        for name, question in self.plan.questions.items():
            yield from self._conditions(("questions", name), question, self._with_derived(known))
            if question.past is not True:
                yield from self._each(("questions", name), question.past, self._with_derived(known))
            if question.else_ and question.else_ not in known:
                yield self._problem(("questions", name), f"`else: {question.else_}` is no earlier question", "name a date asked before")
            known.add(name)
        for name, values in self.plan.derived.items():
            for value, conditions in values.items():
                yield from self._each(("derived", name, value), conditions, set(self.plan.questions))
        everything = self._with_derived(known)
        yield from self._numbers()
        for name, paper in self.plan.papers.items():
            yield from self._conditions(("papers", name), paper, everything)
        for name, duty in self.plan.duties.items():
            yield from self._conditions(("duties", name), duty, everything)
            yield from self._duty(("duties", name), duty, everything)

    def _numbers(self) -> Iterator[Problem]:
        seen: dict[int, str] = {}
        for name, duty in self.plan.duties.items():
            if duty.number in seen:
                mend = f"give it a number of its own: {max(one.number for one in self.plan.duties.values()) + 1}"
                yield self._problem(("duties", name, "number"), f"{seen[duty.number]} has the number {duty.number} too", mend)
            seen.setdefault(duty.number, name)
        used = {paper for duty in self.plan.duties.values() for paper in duty.papers}
        for name in sorted(set(self.plan.papers) - used):
            yield self._problem(("papers", name), "no duty asks for this paper", "remove it, or correct its name")

    def _with_derived(self, known: set[str]) -> set[str]:
        """Questions asked so far, and what follows from them alone."""
        needs = {
            name: {key for conditions in values.values() for one in conditions for key in one} for name, values in self.plan.derived.items()
        }
        return known | {name for name, questions in needs.items() if questions <= known}

    def _conditions(self, key: tuple, entry: _Conditional, known: set[str]) -> Iterator[Problem]:
        yield from self._each(key, (*entry.when, *entry.unless), known)

    def _each(self, key: tuple, conditions: Conditions, known: set[str]) -> Iterator[Problem]:
        for condition in conditions:
            for name, values in condition.items():
                if name not in known:
                    yield self._problem(key, f"`{name}` is no question asked before", f"name one of: {', '.join(sorted(known)) or 'none'}")
                    continue
                for value in sorted(set(values) - set(self.plan.options(name))):
                    mend = f"name one of: {', '.join(self.plan.options(name))}"
                    yield self._problem(key, f"`{value}` is no answer to `{name}`", mend)

    def _duty(self, key: tuple, duty: Duty, known: set[str]) -> Iterator[Problem]:
        if duty.stage not in self.plan.stages:
            yield self._problem((*key, "stage"), f"there is no stage `{duty.stage}`", f"name one of: {', '.join(self.plan.stages)}")
        if duty.not_after and not self.plan.duties.get(duty.not_after, duty).due:
            yield self._problem((*key, "not_after"), f"`{duty.not_after}` has no last day", "name a duty with `due`")
        if duty.not_after and self.plan.duties.get(duty.not_after, duty).not_after:
            yield self._problem((*key, "not_after"), f"`{duty.not_after}` hangs on another or is none", "name a duty without `not_after`")
        yield from self._pages(key, duty)
        for paper in duty.papers:
            if paper not in self.words:
                yield self._problem((*key, "papers"), f"there is no term `{paper}`", "name an id of data/terms.yml")
        for fact in duty.facts:
            if fact not in self.facts:
                yield self._problem((*key, "facts"), f"there is no fact `{fact}`", "name an id of data/facts/")
        if duty.cost:
            yield from self._value(key, duty.cost, "money")
        for phone in duty.phones:
            yield from self._value(key, phone, "phone")
        for due in duty.due:
            yield from self._conditions(key, due, known)
            yield from self._due(key, due)

    def _pages(self, key: tuple, duty: Duty) -> Iterator[Problem]:
        for part in ("page", "prices"):
            path = (getattr(duty, part) or "").partition("#")[0]
            if path and path not in self.pages:
                yield self._problem((*key, part), f"there is no page `{path}`", "name a path of data/pages.yml with its section")

    def _due(self, key: tuple, due: Due) -> Iterator[Problem]:
        for question in due.questions():
            if question not in self.plan.questions or self.plan.questions[question].kind != "date":
                yield self._problem((*key, "due"), f"`{question}` is no question of a date", "name one of `questions`")
        for name in (due.within, due.before):
            if name:
                yield from self._value(key, name, "term")
        if due.stay:
            for part in ("days", "continuous"):
                yield from self._value(key, f"{due.stay}.{part}", "term")
                yield from self._calendar_days(key, f"{due.stay}.{part}")
        if isinstance(due.until, Due):
            yield from self._due(key, due.until)

    def _value(self, key: tuple, name: str, kind: Literal["term", "money", "phone"]) -> Iterator[Problem]:
        try:
            _, value = self.facts.find(name, kind)
        except LookupError as error:
            yield self._problem(key, str(error), "name a value of a fact: `fact.id.value`")
            return
        if isinstance(value, Term) and value.unit in ("minute", "age"):
            yield self._problem(key, f"`{name}` is in units of {value.unit}: no day follows from it", "name a term in hours to years")
        if isinstance(value, Money) and value.count is None:
            yield self._problem(key, f"`{name}` is a range, not a price", "name a single sum")

    def _calendar_days(self, key: tuple, name: str) -> Iterator[Problem]:
        try:
            _, value = self.facts.find(name, "term")
        except LookupError:
            return  # told by _value
        if value.unit != "day" or value.counting != "calendar" or value.count is None:
            yield self._problem(key, f"`{name}` is not one number of calendar days", "a stay is counted in these only")

    def _problem(self, key: tuple, what: str, mend: str) -> Problem:
        return self.file.problem(key, f"{'.'.join(key[1:2])}: {what}", mend)
