"""Values in words: digits as on Russian papers, units bent to the number in every language."""

import pytest
from babel import Locale

from marshrut.saying import NO_BREAK_SPACE, say_date, say_number, say_value
from marshrut.values import Date, Money, Percent, Ratio, Term


def said(editions, code, value, case="nom"):
    return say_value(value, editions[code].strings, case).replace(NO_BREAK_SPACE, " ")


def days(count, counting=None, unit="day"):
    return Term(kind="term", count=count, unit=unit, counting=counting)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 рабочих дней"),
        (1, "1 рабочий день"),
        (2, "2 рабочих дня"),
        (4, "4 рабочих дня"),
        (5, "5 рабочих дней"),
        (7, "7 рабочих дней"),
        (11, "11 рабочих дней"),
        (21, "21 рабочий день"),
        (22, "22 рабочих дня"),
        (111, "111 рабочих дней"),
    ],
)
def test_russian_units_bend(editions, count, words):
    assert said(editions, "ru", days(count, "working")) == words


def test_russian_units_bend_in_the_genitive(editions):
    assert said(editions, "ru", days(1, "working"), "gen") == "1 рабочего дня"
    assert said(editions, "ru", days(15, "calendar"), "gen") == "15 календарных дней"
    assert said(editions, "ru", days(2, unit="year"), "gen") == "2 лет"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ru", "15 календарных дней"),
        ("en", "15 calendar days"),
        ("uz", "15 kalendar kun"),
        ("uz-Cyrl", "15 календарь кун"),
        ("tg", "15 рӯзи тақвимӣ"),
        ("ky", "15 календардык күн"),
    ],
)
def test_each_language_says_calendar_days(editions, code, words):
    assert said(editions, code, days(15, "calendar")) == words


def test_a_case_that_a_language_lacks_is_named(editions):
    with pytest.raises(LookupError, match="it has: nom"):
        said(editions, "en", days(3), "gen")


def test_every_language_has_exactly_the_plural_forms_of_cldr(editions):
    for edition in editions.values():
        wanted = {*Locale.parse(edition.language.plural).plural_form.tags, "other"}
        for unit in ("day", "working_day", "hour", "month", "year"):
            for case in edition.strings.cases:
                assert set(edition.strings.below(f"units.{unit}.{case}")) == wanted, (edition.language.code, unit, case)


@pytest.mark.parametrize(
    ("number", "text"),
    [(5000, "5 000"), (999, "999"), (1000000, "1 000 000"), (2.8592, "2,8592"), (0, "0"), (35.5, "35,5"), (2.0, "2")],
)
def test_numbers_look_as_on_russian_papers(number, text):
    assert say_number(number).replace(NO_BREAK_SPACE, " ") == text


def test_money_has_two_digits_after_the_comma_or_none(editions):
    assert said(editions, "en", Money(kind="money", amount=5000)) == "5 000 ₽"
    assert said(editions, "tg", Money(kind="money", amount=11662.3)) == "11 662,30 ₽"
    assert said(editions, "ru", Money(kind="money", min=2000, max=5000)) == "2 000–5 000 ₽"
    assert said(editions, "en", Money(kind="money", amount=8100, about=True)) == "about 8 100 ₽"


def test_percent_and_ratio(editions):
    assert said(editions, "ru", Percent(kind="percent", count=35.5)) == "35,5 %"
    assert said(editions, "ru", Ratio(kind="ratio", of=1, to=150)) == "1/150"


@pytest.mark.parametrize(
    ("text", "words"), [("2024-02-29", "29.02.2024"), ("2025-12-31", "31.12.2025"), ("2026-12", "12.2026"), ("2027", "2027")]
)
def test_dates_look_as_on_russian_papers(text, words):
    assert say_date(text) == words


def test_money_and_dates_are_the_same_in_every_language(editions):
    money, date = Money(kind="money", amount=27283), Date(kind="date", date="2025-09-01")
    assert len({said(editions, code, money) for code in editions}) == 1
    assert len({said(editions, code, date) for code in editions}) == 1


def test_the_last_number_of_a_range_decides_the_plural(editions):
    assert said(editions, "ru", Term(kind="term", min=3, max=4, unit="day")) == "3–4 дня"
    assert said(editions, "ru", Term(kind="term", min=2, max=5, unit="year")) == "2–5 лет"
