"""Messages: the same in both languages, each code used, every problem of a checkout with its why and its Russian."""

import re
from pathlib import Path

import pytest

import marshrut
from marshrut.checks import run_all
from marshrut.messages import FOLDER, GENERAL, LANGUAGES, PARTS, complete, messages, problem
from marshrut.problems import Problem
from marshrut.strings import PARAMETER

from .conftest import change

CODE = "".join(file.read_text(encoding="utf-8") for file in sorted(Path(marshrut.__file__).parent.rglob("*.py")))
LONGEST = 230


def test_both_languages_say_all_three_parts_with_the_same_values():
    for code, said in messages().items():
        assert set(said) == set(LANGUAGES), code
        for language in LANGUAGES:
            assert set(said[language]) == set(PARTS) and all(said[language].values()), code
        english, russian = ({name for part in PARTS for name in PARAMETER.findall(said[language][part])} for language in LANGUAGES)
        assert {name.removesuffix("_ru") for name in russian} == {name.removesuffix("_ru") for name in english}, code


def test_russian_is_russian_and_short():
    for code, said in messages().items():
        for part in PARTS:
            bare = re.sub(r"`[^`]*`|\{\w+\}", "", said["ru"][part])
            assert re.search("[а-я]{3}", bare) or code == GENERAL, (code, part)
            assert len(said["ru"][part]) <= LONGEST and len(said["en"][part]) <= LONGEST, (code, part)


@pytest.mark.parametrize("code", messages())
def test_each_code_is_used(code):
    assert f'"{code}"' in CODE


def test_each_code_that_is_asked_for_exists():
    asked = set(re.findall(r'(?:\bproblem\(\s*|_refuse\(line, |\.tell\([^\n]*?)"([a-z]+(?:-[a-z0-9]+)+)"', CODE))
    assert len(asked) > 80 and asked <= set(messages())


def test_a_code_in_two_files_is_refused(tmp_path, monkeypatch):
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text((FOLDER / "strings.yml").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr("marshrut.messages.FOLDER", tmp_path)
    messages.cache_clear()
    with pytest.raises(ValueError, match="another file"):
        messages()
    messages.cache_clear()


def test_values_with_braces_stay_as_they_are():
    assert "{{ term x.y }}" in problem("placeholder-wrong", "a.md", 3, placeholder="{{ term x.y }}", error="{no}").what


def test_a_problem_without_a_message_is_completed():
    plain = Problem("data/facts/stay.yml", 7, "x: review_by is not after checked", "name the day")
    done = complete(plain)
    assert (done.path, done.line, done.what, done.mend) == (plain.path, plain.line, plain.what, plain.mend)
    assert done.why and plain.what in done.russian[0] and plain.mend in done.russian[2]
    assert complete(done) is done


BROKEN = {
    "data": ("data/terms.yml", "  page: arrive/border", "  page: arrive/nowhere"),
    "a schema": ("data/sources.yml", r"policy: \w+", "policy: maybe"),
    "a string file": ("translations/tg.yml", "  tagline:", "  tagleine:"),
    "YAML": ("translations/ky.yml", "^site:", "site: ["),
    "a page without its top": ("docs/tg/arrive/border.md", r"\A---\n", ""),
    "a status file": ("translations/status/ky.yml", "by: machine", "by: robot"),
    "the register": ("translations/languages.yml", "plural: ky", "plural: klingon"),
    "a fact": ("data/facts/registration.yml", "checked:", "chekced:"),
    "a plan": ("data/plan.yml", "else:", "otherwise:"),
}


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN.keys())
def test_whatever_breaks_says_why_and_stands_in_russian(scratch, case):
    change(scratch, *case)
    found = run_all(scratch)
    assert found
    for one in found:
        assert one.code in messages() and one.why and len(one.russian) == 3 and all(one.russian), one
