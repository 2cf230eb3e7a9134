"""Good translations broken in several hundred ways: what must be refused is refused, what can be asked about is asked."""

from collections import Counter

import pytest
import yaml

from marshrut.commands.sabotage import MISSED, REFUSED, play
from marshrut.messages import FILE, LANGUAGES, PARTS, messages
from marshrut.sabotage import OTHERS, STRICT
from marshrut.strings import PARAMETER

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


def test_every_problem_of_a_translation_says_why_and_stands_in_russian(cases):
    compared = [problem for case in cases for problem in case.found if problem.code]
    assert len(compared) > 400
    for problem in compared:
        assert problem.why and len(problem.russian) == 3 and problem.mend, problem
        assert "{" not in problem.russian[0].replace(problem.what, "").split("`")[0], problem


def test_messages_say_the_same_in_both_languages():
    assert yaml.safe_load(FILE.read_text(encoding="utf-8")) == messages()
    for code, said in messages().items():
        assert set(said) == set(LANGUAGES), code
        for part in PARTS:
            english, russian = (set(PARAMETER.findall(said[language][part])) for language in LANGUAGES)
            assert {name.removesuffix("_ru") for name in russian} == {name.removesuffix("_ru") for name in english}, (code, part)
