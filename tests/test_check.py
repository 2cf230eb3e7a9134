"""`make check` protects readers: each way to break a translation is named with file, line and mend."""

import re

import pytest

from marshrut.checks import run_all
from marshrut.checks.one_page import Translation
from marshrut.checks.translations import pycld2
from marshrut.cli import main

from .conftest import change


def errors(house):
    return [problem for problem in run_all(house) if not problem.warning]


def test_the_checkout_is_in_order(house):
    assert errors(house) == []


TG = "docs/tg/arrive/registration.md"
SABOTAGE = {
    "a number typed in": (TG, r"\{\{ term registration\.deadline\.default\.days[^}]*\}\}", "90", "the number 90 is typed"),
    "another fact": (TG, r"money registration\.fee\.fee \}", "money registration.fee.fee_residence }", "is not in the source"),
    "a placeholder lost": (TG, r"\{\{ fact registration\.coupon \}\}", "", "is missing"),
    "a heading without id": (TG, r" \{ #step-2 \}", "", "has no id"),
    "an id changed": (TG, r"\{ #step-2 \}", "{ #step-two }", "is not in the source"),
    "an id translated": (TG, r"\{ #help \}", "{ #кумак }", "attributes|has no id"),
    "danger mark lost": (TG, r"\{ #late \.danger \}", "{ #late }", "danger"),
    "a list item removed": (TG, r"^- .*\n", "", "lines of text"),
    "a link replaced": (TG, r"\]\(days-of-stay\.md\)", "](../work/patent.md)", "is not in the source"),
    "a dead anchor": (TG, r"\]\(#step-5\)", "](#step-99)", "no section `step-99`"),
    "a link to no page": (TG, r"\]\(days-of-stay\.md\)", "](days.md)", "no page"),
    "raw HTML": (TG, r"^## ", "<b>x</b>\n\n## ", "raw HTML"),
    "a script": (TG, r"^## ", "<script>x</script>\n\n## ", "raw HTML"),
    "an outside address": (TG, r"^## ", "https://example.org\n\n## ", "outside address"),
    "a Latin look-alike": (TG, r"паспорт", "пacпорт", "Latin and Cyrillic"),
    "a letter of another keyboard": (TG, r"ӯ", "ў", "another keyboard"),
    "a wrong apostrophe": ("docs/uz/arrive/registration.md", "oʻ", "o'", "another keyboard"),
    "title lost": (TG, r"^title:.*\n", "", "`title` is missing"),
    "title endless": (TG, r"^title: .*", "title: " + "х" * 90, "characters"),
    "made lost": (TG, r"^made:.*\n", "", "how the text was made"),
    "unknown front matter": (TG, r"^made:", "template: x.html\nmade:", "not known in front matter"),
    "a box line lost": (TG, r"^  cost:.*\n", "", "six lines"),
    "a part of the form lost": ("docs/ru/arrive/registration.md", r"\{ #refused \}", "{ #said-no }", "part `refused`"),
    "a fact text without its number": (
        "translations/facts/ky.yml",
        r"\{\{ term registration\.deadline\.tajikistan\.days[^}]*\}\}",
        "",
        "is missing|said nowhere",
    ),
    "a number in a fact text": (
        "translations/facts/uz.yml",
        r"\{\{ term registration\.deadline\.tajikistan\.days[^}]*\}\}",
        "15 kun",
        "the number 15",
    ),
    "a fact text lost": ("translations/facts/tg.yml", r"^registration\.deadline\.tajikistan:\n(  .*\n)+", "", "is missing"),
    "HTML in a string": ("translations/tg.yml", r"^  tagline: .*", "  tagline: <script>x</script>", "raw HTML"),
    "an address in a string": ("translations/tg.yml", r"^  tagline: .*", "  tagline: https://example.org", "outside address"),
}


PAGES = {name: case for name, case in SABOTAGE.items() if case[0].startswith("docs/")}
FILES = {name: case for name, case in SABOTAGE.items() if name not in PAGES}


@pytest.mark.parametrize("case", PAGES.values(), ids=PAGES.keys())
def test_each_broken_page_is_told(house, editions, case):
    """As `sabotage` plays it by the hundred: the checks of one page, on a changed text."""
    path, pattern, new, said = case
    _, code, page = path.removesuffix(".md").split("/", 2)
    text, times = re.subn(pattern, lambda match: new, (house.root / path).read_text(encoding="utf-8"), count=1, flags=re.M)
    assert times
    found = [problem for problem in Translation(editions[code], editions["ru"]).problems(page, text) if not problem.warning]
    assert any(re.search(said, problem.what) for problem in found), found
    assert all(problem.mend for problem in found)


def test_the_checks_of_one_page_are_those_of_the_checkout(scratch, editions):
    path, pattern, new, _ = PAGES["an id changed"]
    change(scratch, path, pattern, new)
    whole = {problem for problem in errors(scratch) if problem.path == path}
    text = (scratch.root / path).read_text(encoding="utf-8")
    alone = {
        problem for problem in Translation(editions["tg"], editions["ru"]).problems("arrive/registration", text) if not problem.warning
    }
    assert whole == alone


@pytest.mark.parametrize("case", FILES.values(), ids=FILES.keys())
def test_each_broken_file_is_told(scratch, case):
    path, pattern, new, said = case
    change(scratch, path, pattern, new)
    found = [problem for problem in errors(scratch) if problem.path == path]
    assert any(re.search(said, problem.what) for problem in found), found
    assert all(problem.mend for problem in found)


def test_an_empty_translation_is_told(scratch):
    (scratch.root / TG).write_text("", encoding="utf-8")
    assert any("no front matter" in problem.what for problem in errors(scratch))


@pytest.mark.skipif(pycld2 is None, reason="no detector is built for this Python")
def test_a_page_left_in_another_language_is_told(scratch):
    original = (scratch.docs / "ru/arrive/registration.md").read_text(encoding="utf-8")
    (scratch.root / TG).write_text(original, encoding="utf-8")
    assert any("reads as `ru`" in problem.what for problem in errors(scratch))


def test_a_missing_translation_is_a_warning_not_an_error(scratch):
    (scratch.root / TG).unlink()
    found = run_all(scratch)
    assert any(problem.path == "docs/tg" and problem.warning and "not translated yet" in problem.what for problem in found)
    assert not [problem for problem in found if not problem.warning]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("docs/tg/secret.md", "not listed in data/pages.yml"),
        ("docs/de/index.md", "is no language"),
        ("docs/uz-Cyrl/index.md", "by rule"),
        ("docs/tg/photo.jpg", "not a page"),
        ("docs/tg/run.py", "not a page"),
        ("docs/extra.md", "is no language"),
    ],
)
def test_stray_files_are_told(scratch, path, said):
    file = scratch.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("---\ntitle: x\nsummary: x\nmade: computer\n---\nx\n", encoding="utf-8")
    assert any(problem.path == path and said in problem.what for problem in errors(scratch))


def test_a_symbolic_link_is_told(scratch):
    (scratch.docs / "tg" / "passwd.md").symlink_to("/etc/passwd")
    assert any("symbolic link" in problem.what for problem in errors(scratch))


def test_a_file_that_is_not_text_is_told(scratch):
    (scratch.root / TG).write_bytes(b"\xff\xfe\x00")
    assert any("UTF-8" in problem.what for problem in errors(scratch))


def test_the_command_says_it_in_its_exit_code(scratch, monkeypatch, capsys):
    monkeypatch.chdir(scratch.root)
    assert main(["check"]) == 0
    change(scratch, TG, r"\{ #step-2 \}", "{ #step-two }")
    assert main(["check"]) == 1
    assert f"{TG}:" in capsys.readouterr().out
