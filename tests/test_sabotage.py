"""Good translations broken in several hundred ways: what must be refused is refused, what can be asked about is asked."""

from collections import Counter

import pytest

from marshrut.commands.sabotage import MISSED, REFUSED, play
from marshrut.messages import GENERAL
from marshrut.sabotage import OTHERS, STRICT

CASES = 30


@pytest.fixture(scope="module")
def cases(house):
    return list(play(house, CASES, seed=7))


def test_enough_cases_of_every_kind_were_played(cases):
    assert Counter(case.kind for case in cases) == dict.fromkeys([*STRICT, *OTHERS], CASES)
    assert {case.language for case in cases} == {"en", "uz", "tg", "ky"} and len({case.path for case in cases}) > 50


@pytest.mark.parametrize("kind", STRICT)
def test_what_must_be_refused_is_refused(cases, kind):
    assert [case for case in cases if case.kind == kind and case.outcome != REFUSED] == []


@pytest.mark.parametrize("kind", OTHERS)
def test_nothing_else_goes_unnoticed(cases, kind):
    missed = [case for case in cases if case.kind == kind and case.outcome == MISSED]
    assert len(missed) <= CASES * 0.1, missed


def test_every_problem_says_why_and_stands_in_russian(cases):
    found = [problem for case in cases for problem in case.found]
    assert len(found) > 400
    for problem in found:
        assert problem.code and problem.why and len(problem.russian) == 3 and all(problem.russian) and problem.mend, problem
    # On a page of a translation nothing is said in the general words of the data.
    assert GENERAL not in {problem.code for problem in found}
