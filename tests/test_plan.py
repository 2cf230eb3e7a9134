"""The rules of «My plan»: everything can be reached, nobody is left without an answer, nobody is told two things."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest
import yaml

from marshrut.duties import Reader
from marshrut.edition import load_editions
from marshrut.plan import GIVEN, Plan
from marshrut.planpages import case_items, cases
from marshrut.problems import Refused

from .conftest import DAY, change

PERSONAS = [
    (file.stem, case)
    for file in sorted((Path(__file__).parent / "personas").glob("*.yml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]
# Duties that say until when one may stay.
STAY = {"stay-limit", "stay-belarus", "stay-contract", "stay-study", "stay-visa", "rvp", "vnzh", "asylum", "pay-patent"}


@pytest.fixture(scope="module")
def plan(editions) -> Plan:
    return editions["ru"].plan


def test_there_are_enough_personas():
    assert len(PERSONAS) >= 200
    assert {case["answers"].get("citizenship") for _, case in PERSONAS} >= {
        *("UZ", "TJ", "KG", "KZ", "AM", "BY", "AZ", "MD", "GE", "UA", "TM", "other"),
        None,
    }


@pytest.mark.parametrize(("group", "case"), PERSONAS, ids=[f"{group}-{case['who']}" for group, case in PERSONAS])
def test_a_persona_gets_what_a_caseworker_expects(plan, group, case):
    """Written from the facts by people who had not seen the rules."""
    reader = Reader(plan, case["answers"], case["today"])
    found = {item.id: item for item in reader.items}
    assert all(reader.is_asked(name) for name in case["answers"]), "an answer to a question that is not asked"
    for duty, day in case.get("must", {}).items():
        assert duty in found and found[duty].sure, f"{duty} is not told"
        last = found[duty].last
        assert (last and last.day) == day, duty
    assert [duty for duty in case.get("may", ()) if duty not in found or found[duty].sure] == []
    assert [duty for duty in case.get("never", ()) if duty in found] == []


def needed(plan: Plan, entries) -> list[str]:
    """The questions of one answer on which entries depend, in asking order."""
    names, todo = set(), [name for entry in entries for one in (*entry.when, *entry.unless) for name in one]
    while todo:
        name = todo.pop()
        if name in names:
            continue
        names.add(name)
        if name in plan.derived:
            todo += [key for conditions in plan.derived[name].values() for one in conditions for key in one]
        else:
            todo += [key for one in (*plan.questions[name].when, *plan.questions[name].unless) for key in one]
    return [name for name in plan.questions if name in names]


def all_answers(plan: Plan, names: list[str]):
    """Every combination of options; of many options at most two at once; days only as given or not."""
    choices = []
    for name in names:
        question = plan.questions[name]
        if question.kind == "one":
            choices.append([{name: value} for value in question.options])
        elif question.kind == "many":
            some = [pair for size in (0, 1) for pair in itertools.combinations(question.options, size)]
            choices.append([{name: list(pair)} for pair in some])
        else:
            choices.append([{}, {name: date(2026, 11, 1)}])
    for parts in itertools.product(*choices):
        yield {key: value for part in parts for key, value in part.items()}


def test_every_question_and_every_duty_can_be_reached(plan):
    for name, question in plan.questions.items():
        assert any(Reader(plan, answers, DAY).fits(question) is True for answers in all_answers(plan, needed(plan, [question]))), (
            f"nobody is asked {name}"
        )
    for name, duty in plan.duties.items():
        assert any(Reader(plan, answers, DAY).fits(duty) is True for answers in all_answers(plan, needed(plan, [duty]))), (
            f"nobody is told {name}"
        )


def test_every_answer_and_every_derived_value_matters(plan):
    """An option that no condition names is fine only where it is what remains."""
    named = {
        (name, value)
        for entry in (
            *plan.duties.values(),
            *plan.questions.values(),
            *plan.papers.values(),
            *(due for d in plan.duties.values() for due in d.due),
        )
        for one in (*entry.when, *entry.unless)
        for name, values in one.items()
        for value in values
    } | {
        (name, value)
        for conditions in plan.derived.values()
        for every in conditions.values()
        for one in every
        for name, values in one.items()
        for value in values
    }
    for name, question in plan.questions.items():
        unnamed = [value for value in question.options if (name, value) not in named]
        assert len(unnamed) <= 1, f"{name}: {unnamed} change nothing"
    for name, values in plan.derived.items():
        assert any((name, value) in named for value in values), name


def test_no_two_duties_of_one_subject_contradict(plan):
    subjects = {duty.subject for duty in plan.duties.values()} - {None}
    assert subjects >= {"registration", "work-paper", "stay", "fingerprints", "medical", "moved", "ruling"}
    for subject in subjects:
        duties = {name: duty for name, duty in plan.duties.items() if duty.subject == subject}
        for answers in all_answers(plan, needed(plan, duties.values())):
            reader = Reader(plan, answers, DAY)
            told = [name for name, duty in duties.items() if reader.fits(duty) is True]
            assert len(told) <= 1, (subject, told, answers)


def test_everybody_in_russia_learns_until_when_they_may_stay(plan):
    """Nobody meets a dead end: whoever has said citizenship and paper is told how long they may stay, and where to register."""
    for answers in all_answers(plan, ["citizenship", "visa", "purpose", "basis", "long"]):
        reader = Reader(plan, {**answers, "place": "russia"}, DAY)
        told = {item.id for item in reader.items if item.sure}
        assert told & STAY, answers
        assert len(told) >= 3, answers
        temporary = answers["basis"] not in ("rvp", "vnzh")
        unregistered = Reader(plan, {**answers, "place": "russia", "region": "elsewhere", "slip": "no-slip"}, DAY)
        registers = {item.id for item in unregistered.items if item.duty.subject == "registration" and item.sure}
        assert len(registers) == temporary, answers


def test_everybody_at_home_is_told_to_check_the_ban_and_the_passport(plan):
    for answers in all_answers(plan, ["citizenship", "visa", "purpose"]):
        told = {item.id for item in Reader(plan, {**answers, "place": "home", "basis": "none"}, DAY).items if item.sure}
        assert {"check-ban", "passport"} <= told
        assert ("migration-card" in told) == (answers["citizenship"] != "BY")


def test_who_knows_nothing_gets_a_list_with_conditions(plan):
    reader = Reader(plan, {}, DAY)
    sure = [item.id for item in reader.items if item.sure]
    may = [item.id for item in reader.items if not item.sure]
    assert "carry-papers" in sure and {"register-7", "register-15", "stay-limit", "patent", "check-ban"} <= set(may)
    assert all(reader.undecided(item.duty.when) or reader.undecided(item.duty.unless) for item in reader.items if not item.sure)
    assert not any(item.duty.stage == "trouble" for item in reader.items), "no trouble was named"


def test_what_is_sure_for_nobody_knowing_stays_sure_or_goes(plan):
    """One more answer never makes a sure duty uncertain."""
    for name, question in plan.questions.items():
        for value in question.options if question.kind == "one" else ():
            before = {item.id for item in Reader(plan, {"place": "russia", "basis": "none"}, DAY).items if item.sure}
            after = {item.id: item.sure for item in Reader(plan, {"place": "russia", "basis": "none", name: value}, DAY).items}
            if name not in ("place", "basis"):
                assert all(after.get(duty, True) for duty in before), (name, value)


def test_now_comes_first_then_late_then_by_day(plan):
    answers = {
        **{"citizenship": "TJ", "place": "russia", "purpose": "work", "basis": "patent", "region": "elsewhere", "slip": "no-slip"},
        **{"entry": date(2026, 10, 1), "patent_on": date(2026, 10, 20), "paid_to": date(2026, 12, 19), "trouble": ["unpaid"]},
    }
    items = [item for item in Reader(plan, answers, date(2026, 11, 22)).items if item.sure]
    assert items[0].id == "unpaid" and items[0].is_now
    assert items[1].id == "register-15" and items[1].is_overdue
    days = [item.last.day for item in items if item.last and not item.is_now]
    assert days == sorted(days)
    assert all(item.last is None for item in items[len(days) + 1 :])


@pytest.mark.parametrize("last", [date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23)])
def test_the_last_day_itself_is_not_late(plan, last):
    item = next(
        item
        for item in Reader(plan, {"slip": "slip", "place": "russia", "slip_to": last}, date(2026, 11, 22)).items
        if item.id == "extend-slip"
    )
    assert item.is_overdue == (last < date(2026, 11, 22))


def test_answers_to_questions_that_are_not_asked_change_nothing(plan):
    asked = {"citizenship": "UZ", "place": "home", "purpose": "work", "basis": "none"}
    stray = {"visa": "visa", "slip": "slip", "slip_to": DAY, "paid_to": DAY, "exit": DAY, "lost_on": DAY}
    assert Reader(plan, asked, DAY).items == Reader(plan, asked | stray, DAY).items


def test_each_usual_case_has_a_list(editions):
    found = list(cases(editions["ru"]))
    assert len(found) == 36 and ("uz-work", "UZ", "work") in found
    for _, citizenship, purpose in found:
        ids = {item.id for item in case_items(editions["ru"], {"citizenship": citizenship, "purpose": purpose})}
        assert ids & STAY and {"check-ban", "carry-papers", "check-rkl"} <= ids
        assert not any(editions["ru"].plan.duties[name].stage == "trouble" for name in ids), "that can befall anybody"
        assert ("patent" in ids) == (purpose == "work" and citizenship in ("UZ", "TJ", "AZ", "MD", "GE", "UA", "other"))
        assert not ids & {"vnzh", "rvp", "asylum"}


BREAK = [
    ("stage: before-leaving", "stage: someday", "there is no stage"),
    ("when: {place: home}", "when: {place: moon}", "no answer to `place`"),
    ("when: {place: home}", "when: {planet: home}", "no question asked before"),
    ("when: {place: home}", "when: home", "write `{question: answer}`"),
    ("until: entry", "until: exodus", "no question of a date"),
    ("before: ban.check.check_before_months", "before: ban.check.fee", "ban.check"),
    ("before: ban.check.check_before_months", "before: nothing.here", "there is no fact"),
    ("before: ban.check.check_before_months, until: entry", "on: entry, today: true", "exactly one of"),
    ("before: ban.check.check_before_months, until: entry", "within: ban.check.check_before_months", "need `from`"),
    ("cost: registration.fee.fee", "cost: registration.sanctions.host.citizen", "a range, not a price"),
    ("page: rights/entry-ban#step-1", "page: rights/nowhere#step-1", "there is no page"),
    ("page: rights/entry-ban#step-1", "page: https://example.org/#x", "page"),
    ("papers: [foreign-passport]", "papers: [treasure-map]", "there is no term"),
    ("facts: [ban.check]", "facts: [ban.chek]", "there is no fact"),
    ("not_after: stay-limit", "not_after: patent", "hangs on another"),
    (
        "  visa: {kind: one, options: [visa, no-visa], when: {citizenship: other}}",
        "  visa: {kind: one, options: [visa, no-visa], when: {purpose: work}}",
        "no question asked before",
    ),
    ("  citizenship: {kind: one,", "  citizenship: {kind: one, when: {regime: free},", "no question asked before"),
    ("  exit: {kind: date,", "  exit: {kind: date, options: [x],", "`options` are for"),
    ("else: entry", "else: exit", "no earlier question"),
    ("    late: no-ticket", "    lat: no-ticket", "late"),
    ("    number: 2\n", "    number: 1\n", "has the number 1 too"),
    ("  green-card: {unless", "  treasure: {unless", "no duty asks for this paper"),
    ("prices: work/patent#prices", "prices: work/nowhere#prices", "there is no page"),
    ("past: true,", "past: tomorrow,", "write `{question: answer}`"),
    ("  visa: {kind: one,", "  visa: {kind: one, past: true,", "`else` and `past` are for dates"),
    ("subject: registration", "subject: 'registration and more'", "subject"),
]


@pytest.mark.parametrize(("old", "new", "message"), BREAK, ids=[new for _, new, _ in BREAK])
def test_a_broken_rule_is_refused_with_its_place(scratch, old, new, message):
    import re

    change(scratch, "data/plan.yml", re.escape(old), new)
    with pytest.raises(Refused) as refused:
        load_editions(scratch, DAY)
    told = [problem for problem in refused.value.problems if message in str(problem)]
    assert told and all(problem.path == "data/plan.yml" and problem.line > 1 and problem.mend for problem in told)


@pytest.mark.parametrize(
    "days", ["count: 3, unit: month", "min: 80, max: 90, unit: day, counting: calendar", "count: 90, unit: day, counting: working"]
)
def test_a_stay_is_counted_in_calendar_days_only(scratch, days):
    change(
        scratch, "data/facts/stay.yml", r"days: \{kind: term, count: 90, unit: day, counting: calendar\}", f"days: {{kind: term, {days}}}"
    )
    with pytest.raises(Refused, match="not one number of calendar days"):
        load_editions(scratch, DAY)


@pytest.mark.parametrize(("old", "new"), [("{date}", ""), ("{whole}", "{hole}"), ("{term}", "{terms}")])
def test_a_translation_cannot_lose_the_day_or_the_term(scratch, old, new):
    file = scratch.root / "translations/plan/tg.yml"
    text = file.read_text(encoding="utf-8")
    head, _, words = text.partition("\ncount:")
    assert old in words
    file.write_text(f"{head}\ncount:{words.replace(old, new, 1)}", encoding="utf-8")
    with pytest.raises(Refused, match="does not have the same"):
        load_editions(scratch, DAY)


def test_a_duty_without_words_is_refused(scratch):
    change(scratch, "data/plan.yml", r"^  check-ban:$", "  check-bans:")
    with pytest.raises(Refused, match=r"plan\.duty\.check-bans\.title. is missing"):
        load_editions(scratch, DAY)


def test_given_is_for_days_only(plan):
    assert plan.options("entry") == (GIVEN,) and GIVEN not in plan.options("place")
