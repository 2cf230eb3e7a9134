"""What is true is typed, whole, and refuses to be wrong."""

from datetime import date

import pytest

from marshrut.facts import load_facts
from marshrut.problems import Refused
from marshrut.sources import load_outside
from marshrut.values import Term, check_day, check_partial_date

# The two dossiers of law the project started from.
RESEARCHED = 192


def load(house):
    return load_facts(house, set(load_outside(house).sources))


def problems_of(house) -> str:
    with pytest.raises(Refused) as refused:
        load(house)
    return str(refused.value)


def test_every_researched_fact_is_here(editions):
    assert len(editions["ru"].facts) >= RESEARCHED


def test_every_fact_has_law_sources_dates_and_a_day_to_check_again(editions):
    for fact in editions["ru"].facts.values():
        assert fact.law.ru and fact.law.en and fact.sources, fact.id
        assert fact.review_by > fact.checked, fact.id


@pytest.mark.parametrize(
    ("fact_id", "count", "counting"),
    [
        ("registration.deadline.default", 7, "working"),
        ("registration.deadline.tajikistan", 15, "calendar"),
        ("registration.deadline.uzbekistan", 15, "calendar"),
        ("registration.deadline.eaeu_30", 30, "calendar"),
        ("registration.deadline.belarus", 90, "calendar"),
        ("registration.deadline.other_visa_free", 7, "working"),
        ("registration.deadline.ukraine", 7, "working"),
        ("patent.deadline.apply", 30, "calendar"),
        ("stay.visa_free.limit", 90, "calendar"),
    ],
)
def test_the_most_dangerous_numbers_are_as_researched(editions, fact_id, count, counting):
    value = editions["ru"].facts[fact_id].values["days"]
    assert (value.count, value.unit, value.counting) == (count, "day", counting)


def test_a_number_shared_by_two_facts_stands_once(editions):
    facts = editions["ru"].facts
    assert facts["registration.new_address"].values["days"] is facts["registration.deadline.default"].values["days"]


@pytest.mark.parametrize("text", ["2025-02-29", "2025-13", "2025-06-31", "25-01-01", "2025/01/01", "tomorrow", "2025-1-1", ""])
def test_a_date_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError):
        check_partial_date(text)


@pytest.mark.parametrize("text", ["2024-02-29", "2025-12-31", "2025-01-01"])
def test_leap_days_and_year_ends_are_days(text):
    assert check_day(text) == text


@pytest.mark.parametrize("text", ["2024", "2024-02"])
def test_a_day_is_not_a_month(text):
    with pytest.raises(ValueError):
        check_day(text)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("count: 15, unit: day, counting: calendar", "count: fifteen, unit: day, counting: calendar", "whole number"),
        ("count: 15, unit: day, counting: calendar", "count: -15, unit: day, counting: calendar", "below zero"),
        ("count: 15, unit: day, counting: calendar", "count: 15, unit: days, counting: calendar", "allowed words"),
        ("count: 15, unit: day, counting: calendar", "count: 15, unit: month, counting: calendar", "for days only"),
        ("count: 15, unit: day, counting: calendar", "count: 15.5, unit: day, counting: calendar", "whole number"),
        ("count: 15, unit: day, counting: calendar", "min: 30, max: 15, unit: day, counting: calendar", "below `max`"),
        ("count: 15, unit: day, counting: calendar", "unit: day, counting: calendar", "one number"),
        ("kind: term, count: 15", "kind: duration, count: 15", "known kinds"),
        ("confidence: high", "confidence: certain", "allowed words"),
        ("checked: 2026-11-21", "checked: 2026-02-30", "does not exist"),
        ("checked: 2026-11-21", "checked: soon", "not a date"),
        ("review_by: 2027-05-21", "review_by: 2026-11-21", "not after"),
        ("sources: [", "sources: [nobody-1, ", "unknown source `nobody-1`"),
        ("  confirmed: true\n", "", "add the field"),
        ("  confirmed: true\n", "  confirmed: perhaps\n", "true or false"),
        ("  confirmed: true\n", "  confirmed: true\n  sure: yes\n", "remove the field"),
        ("from: 2011-03-25", "from: 2031-03-25, to: 2011-03-25", "stands twice"),
    ],
)
def test_bad_data_stops_with_file_line_entry_and_mend(scratch, edit, old, new, said):
    edit("data/facts/registration.yml", old, new)
    text = problems_of(scratch)
    assert text.startswith("data/facts/registration.yml:"), text
    assert said in text and "→" in text, text


def test_a_law_that_ends_before_it_begins_is_refused(scratch, edit):
    edit("data/facts/registration.yml", "{from: 2011-03-25, to: null}", "{from: 2011-03-25, to: 2010}")
    assert "is after `to`" in problems_of(scratch)


def test_broken_yaml_names_its_line(scratch, edit):
    edit("data/facts/registration.yml", "registration.deadline.tajikistan:", "registration.deadline.tajikistan: [")
    assert "registration.yml:" in problems_of(scratch) and "not valid YAML" in problems_of(scratch)


def test_same_as_must_name_a_value_of_its_own(scratch, edit):
    edit("data/facts/registration.yml", "same_as: registration.deadline.default.days", "same_as: registration.deadline.nowhere.days")
    assert "names no value of its own" in problems_of(scratch)


def test_all_problems_are_told_at_once(scratch, edit):
    edit("data/facts/registration.yml", "confidence: high", "confidence: certain")
    edit("data/facts/stay.yml", "confidence: high", "confidence: certain")
    text = problems_of(scratch)
    assert "registration.yml" in text and "stay.yml" in text


def test_find_says_what_the_writer_meant(editions):
    facts = editions["ru"].facts
    assert facts.find("registration.deadline.tajikistan", "term")[1].count == 15
    for name, kind, said in [
        ("registration.deadline.tajikstan", "term", "did you mean `registration.deadline.tajikistan`"),
        ("patent.state_fee", "money", "name one: "),
        ("patent.state_fee.issue", "term", "is of kind `money`"),
        ("patent.state_fee.price", "money", "has no value `price`"),
        ("registration.deadline.belarus.in_force_to", "date", "no date"),
    ]:
        with pytest.raises(LookupError, match=said):
            facts.find(name, kind)


def test_a_fact_turns_by_its_dates(editions):
    fact = editions["ru"].facts["patent.price.spb"]
    assert fact.in_force.to == "2026-12-31"
    assert [fact.state(day) for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))] == [
        "announced",
        "in_force",
        "in_force",
        "ended",
    ]


def test_a_law_known_by_its_year_holds_the_whole_year(editions):
    fact = editions["ru"].facts["registration.deadline.tajikistan"]
    assert fact.in_force.from_ == "2013"
    assert fact.state(date(2012, 12, 31)) == "announced"
    assert fact.state(date(2013, 1, 1)) == "in_force"


def test_a_fact_is_overdue_the_day_after_its_day(editions):
    fact = editions["ru"].facts["registration.deadline.default"]
    year, month, day = map(int, fact.review_by.split("-"))
    assert not fact.is_overdue(date(year, month, day))
    assert fact.is_overdue(date(year, month, day + 1))


def test_what_nobody_confirmed_is_doubtful(editions):
    facts = editions["ru"].facts
    assert facts["registration.deadline.ukraine"].is_doubtful
    assert not facts["registration.deadline.default"].is_doubtful


def test_a_range_keeps_both_ends(editions):
    value = editions["ru"].facts["offence.coap_18_8"].values["fine"]
    assert value.numbers == (2000, 5000)


def test_a_term_says_what_day_zero_is(editions):
    value = editions["ru"].facts["registration.deadline.tajikistan"].values["days"]
    assert isinstance(value, Term) and value.from_ == "entry"
