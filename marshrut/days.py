"""Counting days: from a term of law and a day to the last safe day.

Where lawyers count differently the earlier day is taken. So the day from which a term runs is its first day (the law
begins with the next); a term before a day lies whole between the two; a term that ends on a day off is not moved on.
overrides/plan/days.js gives the same answers in the reader's browser; tests compare the two.
"""

from __future__ import annotations

import calendar
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

from .values import Term

DAY = timedelta(days=1)
MONTHS = {"month": 1, "year": 12}
DAYS = {"day": 1, "week": 7}
# Decrees move days off to days near a holiday, never farther than this.
NEAR_A_HOLIDAY = 3


@dataclass(frozen=True)
class LastDay:
    """A day by which to act. guessed: years whose production calendar was not known, so that we counted on the safe side."""

    day: date
    guessed: tuple[int, ...] = ()


@cache
def russian_holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("RU", years=year)


def is_known(year: int) -> bool:
    """Whether the production calendar of a year, with the days off that a decree moves, is in the library."""
    return year in russian_holidays(year).special_public_holidays


def is_working(day: date) -> bool:
    """By the production calendar, for a five-day week. Only for a year that is known."""
    return russian_holidays(day.year).is_working_day(day)


@cache
def fixed_holidays() -> tuple[tuple[int, int], ...]:
    """(month, day) of the holidays that stand in the Labour Code (art. 112) itself: those of a year without a decree."""
    bare = next(year for year in itertools.count(2026) if not is_known(year))
    return tuple(sorted((day.month, day.day) for day in holidays.country_holidays("RU", years=bare, observed=False)))


def may_be_off(day: date) -> bool:
    """In a year that is not known: a weekend, a holiday, or so near one that a decree may move a day off there."""
    near = (day + shift * DAY for shift in range(-NEAR_A_HOLIDAY, NEAR_A_HOLIDAY + 1))
    return day.weekday() >= 5 or any((one.month, one.day) in fixed_holidays() for one in near)


def add_months(day: date, months: int) -> date:
    """The same day of another month; its last day where it has no such day (Civil Code, art. 192)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def within(term: Term, start: date) -> LastDay:
    """The last day of a term that runs from `start`, which is its first day. Of a range, the shorter end."""
    count = int(min(term.numbers))
    if term.counting == "working":
        return _forward(count, start)
    if term.unit in MONTHS:
        return LastDay(add_months(start, count * MONTHS[term.unit]) - DAY)
    return LastDay(start + (_whole_days(term, count) - 1) * DAY)


def before(term: Term, end: date) -> LastDay:
    """The last day from which the whole term still lies before `end`. Of a range, the longer end."""
    count = int(max(term.numbers))
    if term.counting == "working":
        return _backward(count, end)
    if term.unit in MONTHS:
        return LastDay(add_months(end, -count * MONTHS[term.unit]) - DAY)
    return LastDay(end - (_whole_days(term, count) + 1) * DAY)


def _whole_days(term: Term, count: int) -> int:
    """Hours as whole days, begun days counted: nobody knows at what hour the border will be crossed."""
    return -(-count // 24) if term.unit == "hour" else count * DAYS[term.unit]


def _forward(count: int, start: date) -> LastDay:
    """The count-th working day from `start` on. In a year that is not known every day may be a working day."""
    day, guessed = start, set()
    while True:
        if not is_known(day.year):
            guessed.add(day.year)
            count -= 1
        elif is_working(day):
            count -= 1
        if count <= 0:
            return LastDay(day, tuple(sorted(guessed)))
        day += DAY


def _backward(count: int, end: date) -> LastDay:
    """The last working day before the `count` working days before `end`. In a year that is not known, days that may be off are."""
    day, guessed = end, set()
    while True:
        day -= DAY
        if not is_known(day.year):
            guessed.add(day.year)
            count -= not may_be_off(day)
        elif is_working(day):
            count -= 1
        if count < 0:
            return LastDay(day, tuple(sorted(guessed)))


Stay = tuple[date, date]


def last_day_of_stay(entry: date, earlier: Iterable[Stay], a_year: int, in_a_row: int) -> date:
    """The last day of a stay without a visa: at most `a_year` days in a calendar year, all stays together, and `in_a_row`
    days without leaving. The days of entry and of exit both count (stay.visa_free.limit).

    earlier: stays that ended, as (entry, exit). Where no day is left, the day before `entry`.
    """
    used = _days_used(earlier, entry)
    day = entry - DAY
    for _ in range(in_a_row):
        following = day + DAY
        if used.get(following.year, 0) >= a_year:
            break
        used[following.year] = used.get(following.year, 0) + 1
        day = following
    return day


def days_left(year: int, today: date, entry: date | None, earlier: Iterable[Stay], a_year: int) -> int:
    """How many days of a calendar year may still be spent in Russia after `today`, the stay that began on `entry` included."""
    stays = list(earlier)
    if entry and entry <= today:
        stays.append((entry, today))
    return max(0, a_year - _days_used(stays, date.max).get(year, 0))


def _days_used(stays: Iterable[Stay], until: date) -> dict[int, int]:
    """Days of each year covered by stays before a day; a day in two stays counts once."""
    spent = {day for entry, leaving in stays for day in _days(entry, leaving) if day < until}
    used: dict[int, int] = {}
    for day in spent:
        used[day.year] = used.get(day.year, 0) + 1
    return used


def _days(first: date, last: date) -> Iterator[date]:
    for index in range((last - first).days + 1):
        yield first + index * DAY
