"""Days are counted as a careful lawyer would, and where lawyers differ the earlier day is shown."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marshrut import days
from marshrut.values import Term

DAY = timedelta(days=1)
DAYS = st.dates(date(2024, 6, 1), date(2029, 6, 1))
KNOWN = st.dates(date(2024, 2, 1), date(2027, 9, 1))


def term(count, unit="day", counting=None, **more):
    return Term(kind="term", unit=unit, counting=counting, **({"count": count} | more))


@pytest.mark.parametrize(
    ("count", "unit", "counting", "start", "last"),
    [
        (15, "day", "calendar", date(2026, 12, 28), date(2027, 1, 11)),  # over New Year
        (30, "day", "calendar", date(2028, 2, 1), date(2028, 3, 1)),  # a leap year
        (30, "day", "calendar", date(2027, 2, 1), date(2027, 3, 2)),
        (1, "day", None, date(2027, 2, 28), date(2027, 2, 28)),
        (2, "week", None, date(2027, 1, 1), date(2027, 1, 14)),
        (1, "month", None, date(2027, 1, 31), date(2027, 2, 27)),  # February has no 31st
        (1, "month", None, date(2028, 1, 31), date(2028, 2, 28)),  # nor in a leap year
        (2, "month", None, date(2026, 12, 31), date(2027, 2, 27)),
        (1, "year", None, date(2028, 2, 29), date(2029, 2, 27)),
        (12, "month", None, date(2026, 3, 10), date(2027, 3, 9)),
        (7, "day", "working", date(2026, 12, 28), date(2027, 1, 14)),  # 31 December to 10 January are off
        (7, "day", "working", date(2026, 11, 21), date(2026, 12, 1)),  # begins on a Saturday
        (3, "day", "working", date(2026, 4, 30), date(2026, 5, 5)),
        (3, "day", "working", date(2027, 2, 19), date(2027, 2, 24)),  # Saturday the 20th is worked, Monday the 22nd is off
        (10, "day", "working", date(2025, 10, 27), date(2025, 11, 10)),  # Saturday 1 November worked, 3 and 4 November off
        (1, "day", "working", date(2026, 1, 9), date(2026, 1, 12)),  # a Friday off by decree
    ],
)
def test_terms_end_on_these_days(count, unit, counting, start, last):
    assert days.within(term(count, unit, counting), start) == days.LastDay(last)


@pytest.mark.parametrize(
    ("count", "unit", "counting", "end", "last"),
    [
        (72, "hour", None, date(2026, 12, 10), date(2026, 12, 6)),  # three whole days between
        (73, "hour", None, date(2026, 12, 10), date(2026, 12, 5)),
        (2, "month", None, date(2027, 4, 30), date(2027, 2, 27)),
        (10, "day", "working", date(2027, 3, 9), date(2027, 2, 18)),  # Saturday 20 February is worked, 22 and 23 are off
        (1, "day", "working", date(2026, 1, 12), date(2025, 12, 29)),  # before it 30 December, and then the holidays
        (3, "day", "calendar", date(2027, 1, 2), date(2026, 12, 29)),
    ],
)
def test_terms_before_a_day_lie_whole_between(count, unit, counting, end, last):
    assert days.before(term(count, unit, counting), end) == days.LastDay(last)


def test_of_a_range_the_safer_end_counts():
    advised = Term(kind="term", unit="day", min=3, max=4)
    assert days.before(advised, date(2026, 12, 9)).day == date(2026, 12, 4)
    assert days.within(advised, date(2026, 12, 1)).day == date(2026, 12, 3)


def test_a_year_without_a_calendar_is_named_and_counted_early():
    assert days.is_known(2027) and not days.is_known(2031)
    last = days.within(term(7, counting="working"), date(2031, 1, 1))
    assert last == days.LastDay(date(2031, 1, 7), (2031,)), "every day may be a working day"
    back = days.before(term(10, counting="working"), date(2031, 1, 20))
    assert back.guessed == (2030, 2031) and back.day == date(2030, 12, 20), "near holidays every day may be off"
    assert days.within(term(5, counting="working"), date(2027, 12, 29)).guessed == (2028,)


@given(count=st.integers(1, 60), start=KNOWN)
def test_guessing_is_never_later_than_knowing(count, start):
    """Were the calendar of a known year not known, we would have shown the same day or an earlier one."""
    known = (days.within(term(count, counting="working"), start), days.before(term(count, counting="working"), start))
    known_year, days.is_known = days.is_known, lambda year: False
    try:
        guessed = (days.within(term(count, counting="working"), start), days.before(term(count, counting="working"), start))
    finally:
        days.is_known = known_year
    assert all(guess.day <= sure.day for guess, sure in zip(guessed, known, strict=True))


@given(count=st.integers(1, 400), unit=st.sampled_from(["day", "week", "month"]), start=DAYS)
def test_terms_grow_and_include_their_first_day(count, unit, start):
    last = days.within(term(count, unit), start).day
    assert start <= last < days.within(term(count + 1, unit), start).day
    assert days.within(term(count, unit), start + DAY).day >= last
    assert days.before(term(count, unit), start).day < start


@given(count=st.integers(1, 40), start=KNOWN)
def test_working_days_are_counted_one_by_one(count, start):
    last = days.within(term(count, counting="working"), start).day
    passed = [start + index * DAY for index in range((last - start).days + 1)]
    assert sum(map(days.is_working, passed)) == count and days.is_working(last)
    end = days.before(term(count, counting="working"), start).day
    between = [end + index * DAY for index in range(1, (start - end).days)]
    assert sum(map(days.is_working, between)) == count and days.is_working(end)


@pytest.mark.parametrize(
    ("entry", "earlier", "last"),
    [
        (date(2026, 12, 28), [], date(2027, 3, 27)),  # 90 days in a row, over New Year
        (date(2026, 1, 1), [], date(2026, 3, 31)),
        (date(2028, 1, 1), [], date(2028, 3, 30)),  # a leap year
        (date(2026, 12, 20), [(date(2026, 1, 1), date(2026, 3, 21))], date(2026, 12, 29)),  # 80 days were used
        (date(2026, 12, 20), [(date(2025, 11, 1), date(2026, 1, 31))], date(2027, 3, 19)),  # only January counts
        (date(2026, 11, 1), [(date(2026, 1, 1), date(2026, 1, 30)), (date(2026, 5, 1), date(2026, 5, 30))], date(2026, 11, 30)),
        (date(2026, 11, 1), [(date(2026, 2, 1), date(2026, 2, 10)), (date(2026, 2, 5), date(2026, 2, 14))], date(2027, 1, 29)),  # overlap
        (date(2026, 6, 30), [(date(2026, 6, 1), date(2026, 6, 30))], date(2026, 8, 29)),  # out and in on one day
        (date(2026, 11, 1), [(date(2026, 1, 1), date(2026, 3, 31))], date(2026, 10, 31)),  # none left
    ],
)
def test_days_of_stay(entry, earlier, last):
    assert days.last_day_of_stay(entry, earlier, 90, 90) == last


STAYS = st.lists(st.tuples(st.dates(date(2025, 9, 1), date(2026, 12, 31)), st.integers(0, 100)), max_size=4)


@given(entry=st.dates(date(2026, 1, 1), date(2027, 6, 1)), spans=STAYS)
def test_no_year_holds_more_than_its_days(entry, spans):
    earlier = [(start, min(start + length * DAY, entry)) for start, length in spans if start <= entry]
    last = days.last_day_of_stay(entry, earlier, 90, 90)
    assert entry - DAY <= last <= entry + 89 * DAY
    if last >= entry:
        covered = {entry + index * DAY for index in range((last - entry).days + 1)}
        for year in {day.year for day in covered}:
            before = {day for start, end in earlier for day in days._days(start, end) if day.year == year and day < entry}
            assert len(before | {day for day in covered if day.year == year}) <= 90
    assert days.days_left(entry.year, entry - DAY, None, earlier, 90) >= min(90, (min(last, date(entry.year, 12, 31)) - entry).days + 1) - 1


def test_days_left_of_a_year():
    stays = [(date(2026, 1, 1), date(2026, 1, 30))]
    assert days.days_left(2026, date(2026, 11, 22), date(2026, 11, 13), stays, 90) == 50
    assert days.days_left(2027, date(2026, 11, 22), date(2026, 11, 13), stays, 90) == 90
    assert days.days_left(2026, date(2026, 11, 22), date(2026, 12, 1), stays, 90) == 60, "a planned entry has used nothing yet"
