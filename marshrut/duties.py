"""The rules of the plan applied to one reader's answers: dated duties in the order in which to do them.

This is the reference; overrides/plan/rules.js gives the same list in the browser, and tests compare the two.
Truth has three values: True, False, and None where an answer is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from .days import LastDay, before, last_day_of_stay, within
from .plan import GIVEN, Conditions, Due, Duty, Plan

# By question: an option, a list of options, a day, or a list of earlier stays. What is missing is not known.
Answers = Mapping[str, Any]
Truth = bool | None


def any_of(values: Iterable[Truth]) -> Truth:
    values = list(values)
    return True if True in values else None if None in values else False


def all_of(values: Iterable[Truth]) -> Truth:
    values = list(values)
    return False if False in values else None if None in values else True


def negated(value: Truth) -> Truth:
    return None if value is None else not value


@dataclass(frozen=True)
class Item:
    """A duty of one reader. sure: False if it hangs on an answer not given; last: the last safe day, if there is one."""

    id: str
    duty: Duty
    sure: bool
    last: LastDay | None
    today: date

    @property
    def is_now(self) -> bool:
        return self.last is not None and any(due.today for due in self.duty.due)

    @property
    def is_overdue(self) -> bool:
        return self.last is not None and self.last.day < self.today

    @property
    def rank(self) -> tuple:
        """What is sure before what may be; then what is for today, overdue, dated, without a day."""
        group = 0 if self.is_now else 1 if self.is_overdue else 2 if self.last else 3
        return not self.sure, group, self.last.day if self.last else date.max


class Reader:
    """One reader's answers under the rules."""

    def __init__(self, plan: Plan, answers: Answers, today: date, all_open: bool = False):
        """all_open: «none of these» was not said either, so that a list for everybody holds every trouble too."""
        self.plan, self.today, self.all_open = plan, today, all_open
        self.answers = {name: value for name, value in answers.items() if value not in (None, "")}

    @cached_property
    def items(self) -> list[Item]:
        """Everything that concerns or may concern the reader, in order."""
        found = []
        for name, duty in self.plan.duties.items():
            applies = self.fits(duty)
            if applies is not False:
                found.append(Item(name, duty, applies is True, self.last_day(duty), self.today))
        return sorted(found, key=lambda item: item.rank)

    def fits(self, entry: Any) -> Truth:
        """Whether `when` holds and `unless` does not."""
        when = self.holds(entry.when) if entry.when else True
        return all_of((when, negated(self.holds(entry.unless)))) if entry.unless else when

    def holds(self, conditions: Conditions) -> Truth:
        return any_of(all_of(self.answered(name, values) for name, values in condition.items()) for condition in conditions)

    def answered(self, name: str, values: tuple[str, ...]) -> Truth:
        """Whether the answer is one of `values`. Of many answers one is enough, and none given is an answer."""
        if name in self.plan.derived:
            return any_of(self.holds(self.plan.derived[name][value]) for value in values)
        question, given = self.plan.questions[name], self.answers.get(name)
        if self.fits(question) is False:
            return False
        if question.kind == "many" and (given is not None or not self.all_open):
            return any(value in (given or ()) for value in values)
        if values == (GIVEN,):
            return given is not None
        return None if given is None else given in values

    def is_asked(self, name: str) -> bool:
        """Whether the question makes sense after the answers so far."""
        return self.fits(self.plan.questions[name]) is not False

    def day(self, name: str) -> date | None:
        """The answer to a question of a date, or to the one that stands in for it."""
        question = self.plan.questions[name]
        if self.is_asked(name) and name in self.answers:
            return self.answers[name]
        return self.day(question.else_) if question.else_ else None

    def last_day(self, duty: Duty) -> LastDay | None:
        """The day of the first rule that surely fits and whose dates are known; where none surely fits, the earliest that may.

        Never later than the day of the duty it must not come after, if that concerns the reader.
        """
        last, limit = self._by_rules(duty), self.plan.duties.get(duty.not_after or "")
        if last is None or limit is None or self.fits(limit) is not True:
            return last
        return min(filter(None, (last, self._by_rules(limit))), key=lambda one: one.day)

    def _by_rules(self, duty: Duty) -> LastDay | None:
        may = []
        for due in duty.due:
            applies = self.fits(due)
            last = None if applies is False else self._last_day(due)
            if last and applies:
                return last
            if last:
                may.append(last)
        return min(may, key=lambda last: last.day, default=None)

    def _last_day(self, due: Due) -> LastDay | None:
        if due.today:
            return LastDay(self.today)
        days = [self.day(name) for name in due.questions()]
        if None in days:
            return None
        if due.within:
            return within(self.plan.term(due.within), days[0])
        if due.before:
            end = within(self.plan.term(due.until.within), days[0]).day if isinstance(due.until, Due) else days[0]
            return before(self.plan.term(due.before), end)
        if due.stay:
            a_year, in_a_row = (int(self.plan.term(f"{due.stay}.{name}").count) for name in ("days", "continuous"))
            stays = self.answers.get("stays", ()) if self.is_asked("stays") else ()
            return LastDay(last_day_of_stay(days[0], stays, a_year, in_a_row))
        return LastDay(days[0])

    def undecided(self, conditions: Conditions) -> list[list[tuple[str, tuple[str, ...]]]]:
        """What conditions still hang on: for each that may hold, the (question, answers) that would decide."""
        if not conditions or self.holds(conditions) is not None:
            return []
        may = [one for one in conditions if self.holds((one,)) is None]
        return [[(name, values) for name, values in one.items() if self.answered(name, values) is None] for one in may]
