"""Changes of the law: announced until their day, then in force, in the order a reader wants."""

import re
from datetime import date, timedelta

import pytest

from marshrut.changes import Change, by_state
from marshrut.checks import run_all
from marshrut.facts import Facts

from .conftest import change


def since(edition, change_id):
    return edition.facts.find(edition.changes[change_id].since, "date")[1].date


def test_a_change_turns_on_its_day(editions):
    edition = editions["ru"]
    whole = [change_id for change_id in edition.changes if len(since(edition, change_id)) == 10]
    assert len(whole) >= 15
    for change_id in whole:
        day = date.fromisoformat(since(edition, change_id))
        one = {change_id: edition.changes[change_id]}
        assert list(by_state(one, edition.facts, day - timedelta(days=1))) == ["announced"]
        assert list(by_state(one, edition.facts, day)) == ["in_force"]


@pytest.mark.parametrize(
    ("known", "day", "state"),
    [
        ("2028-02-29", date(2028, 2, 28), "announced"),
        ("2028-02-29", date(2028, 2, 29), "in_force"),
        ("2026-12-31", date(2026, 12, 30), "announced"),
        ("2026-12-31", date(2026, 12, 31), "in_force"),
        ("2027", date(2026, 12, 31), "announced"),
        ("2027", date(2027, 1, 1), "in_force"),
        ("2026-11", date(2026, 10, 31), "announced"),
        ("2026-11", date(2026, 11, 1), "in_force"),
    ],
)
def test_partial_and_rare_dates(editions, monkeypatch, known, day, state):
    from marshrut.values import Date

    monkeypatch.setattr(Facts, "find", lambda self, name, kind: (None, Date(kind="date", date=known)))
    one = {"x": Change(since="a.b.c", page="index")}
    assert list(by_state(one, editions["ru"].facts, day)) == [state]


def test_the_newest_comes_first_and_the_next_announced_first(editions):
    edition = editions["ru"]
    shown = by_state(edition.changes, edition.facts, date(2025, 6, 1))
    past = [since(edition, change_id) for change_id in shown["in_force"]]
    ahead = [since(edition, change_id) for change_id in shown["announced"]]
    assert past == sorted(past, reverse=True) and ahead == sorted(ahead)
    assert len(past) + len(ahead) == len(edition.changes)


@pytest.mark.parametrize("code", ["ru", "en"])
def test_every_change_says_all_its_parts(editions, code):
    for change_id in editions[code].changes:
        for part in ("title", "was", "now", "who", "do"):
            assert editions[code].strings.has(f"changes.{change_id}.{part}"), (change_id, part)


@pytest.mark.parametrize(
    ("pattern", "new", "said"),
    [
        (r"since: [\w.]+", "since: registration.nothing.at_all", "there is no fact"),
        (r"since: [\w.]+", "since: registration.fee.fee", "of kind `money`"),
        (r"page: [\w/-]+", "page: no/where", "no page `no/where`"),
    ],
)
def test_a_broken_change_is_named(scratch, pattern, new, said):
    change(scratch, "data/changes.yml", pattern, new)
    assert any(said in str(problem) for problem in run_all(scratch))


def test_a_number_typed_into_a_change_is_refused(scratch):
    change(scratch, "translations/changes/ru.yml", r'now: "', 'now: "90 дней. ')
    assert any(re.search("number 90 is typed", str(problem)) for problem in run_all(scratch) if not problem.warning)
