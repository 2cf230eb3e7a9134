"""The calendar: a page that tells nothing of who reads it. "Hide this page" leads there.

A page of another site would be a request to another host; the start page and the glossary name rights and police.
A calendar is opened by anybody, and holds what working days are counted by, so that nobody is deceived with it.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError

from .days import is_known, is_working
from .edition import Edition
from .languages import Language

MONTHS_SHOWN = 12


@dataclass(frozen=True)
class Day:
    """A field of the calendar; number 0 where the week belongs to another month; off: nobody works."""

    number: int
    off: bool = False


@dataclass(frozen=True)
class Month:
    name: str
    weeks: list[list[Day]]


def weekdays(language: Language) -> list[str]:
    """Monday to Sunday, short."""
    names = _locale(language).days["stand-alone"]["abbreviated"]
    return [names[number] for number in range(7)]


def months(edition: Edition) -> list[Month]:
    """From the month of the build on, as long as it is known which days are worked, at most a year."""
    names = _locale(edition.language).months["stand-alone"]["wide"]
    found, year, month = [], edition.day.year, edition.day.month
    while len(found) < MONTHS_SHOWN and (is_known(year) or not found):
        weeks = [[_day(year, month, number) for number in week] for week in calendar.Calendar().monthdayscalendar(year, month)]
        found.append(Month(f"{names[month]} {year}", weeks))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def _day(year: int, month: int, number: int) -> Day:
    if not number:
        return Day(0)
    day = date(year, month, number)
    return Day(number, not is_working(day) if is_known(year) else day.weekday() > 4)


def _locale(language: Language) -> Locale:
    """Names of CLDR; where it does not know the language, those of the language whose plurals it borrows."""
    try:
        return Locale.parse(language.code, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(language.plural)
