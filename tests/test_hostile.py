"""A hostile pull request may touch texts, strings and data. None of it becomes markup, a redirect, a foreign link or a hang."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from marshrut.build import build_site
from marshrut.checks import run_all
from marshrut.problems import Refused

from .conftest import change

PAGE = "docs/ru/arrive/registration.md"


class Tags(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


# Quotation marks and brackets where only text belongs: (file, what to replace, with what)
TEXT_ONLY = {
    "summary with a redirect": (PAGE, r"^summary: .*", "summary: '.;url=//evil.example\" http-equiv=\"refresh'"),
    "title with a tag": (PAGE, r"^title: .*", "title: '</title><script>alert(1)</script>'"),
    "string with a handler": ("translations/ru.yml", r"^  languages: .*", "  languages: 'a\" onmouseover=\"alert(1)'"),
    "tagline with a redirect": ("translations/ru.yml", r"^  tagline: .*", "  tagline: '0;url=//evil.example\" http-equiv=\"refresh'"),
    "law with a script": ("data/facts/registration.yml", r"^    ru: .*", "    ru: '</details><script>alert(1)</script>'"),
    "law with a link": ("data/facts/registration.yml", r"^    ru: .*", "    ru: '</a><a href=//evil.example>x'"),
    "official name with a redirect": ("data/pages.yml", "official: Проверка документов", "official: '<meta http-equiv=refresh content=0>'"),
    "language name with a handler": ("translations/languages.yml", "name: Русский", "name: '<b onclick=alert(1)>Русский'"),
    "source title with a script": ("data/sources.yml", r"^  title: .*", "  title: '<script>alert(1)</script>'"),
    "contact note with a tag": ("translations/contacts/ru.yml", r"^  note: .*", "  note: '<img src=x onerror=alert(1)>'"),
}


@pytest.mark.parametrize("case", TEXT_ONLY.values(), ids=TEXT_ONLY.keys())
def test_text_stays_text(scratch, tmp_path, case):
    change(scratch, *case)
    try:
        build_site(scratch, tmp_path / "out", wanted="ru", quiet=True)
    except Refused:
        return
    for file in (tmp_path / "out").rglob("*.html"):
        for tag, attributes in Tags(file.read_text(encoding="utf-8")).found:
            assert not [name for name in attributes if name.startswith("on")], (file, attributes)
            assert attributes.get("http-equiv") in (None, "Content-Security-Policy"), (file, attributes)
            assert "evil.example" not in (attributes.get("href") or ""), (file, attributes)
            assert tag not in ("img", "b") or "onclick" not in attributes
        assert "<script>alert" not in file.read_text(encoding="utf-8")


REFUSED = {
    "a template of the theme": (
        PAGE,
        r"^made: computer",
        "made: computer\ntemplate: redirect.html\nlocation: //evil.example",
        "not known in front matter",
    ),
    "front matter that ends twice": (PAGE, r"^---\n\n", "...\n# {{ contact organisations.memorial }}\n---\n\n", "a line `...`"),
    "a telephone turned elsewhere": (
        "docs/ru/help/emergency.md",
        r"^- Полиция: .*",
        "- {{ phone police.rights.police }}{: href=//evil.example }",
        "braces",
    ),
    "a hidden paragraph": (PAGE, r"^## ", "text\n{: .printed #main }\n\n## ", "braces|attributes"),
    "a box of another tool": (PAGE, r"^## ", '!!! printed "x"\n    text\n\n## ', "another tool"),
    "a link by reference": (PAGE, r"^## ", "[x][a]\n\n[a]:\n  /\\evil.example\n\n## ", "by reference"),
    "a link with a backslash": (PAGE, r"^## ", "[x](/\\evil.example)\n\n## ", "outside address"),
    "an unknown outside id": (PAGE, r"^## ", "[x](link:no.such)\n\n## ", "no outside address"),
    "a banned outside id": (PAGE, r"^## ", "[x](link:organisations.memorial)\n\n## ", "must not be linked or named"),
    "a placeholder in code": (PAGE, r"^## ", "`{{ money registration.fee.fee }}`\n\n## ", "code"),
    "a heading without a space": (PAGE, r"^## ", "##Heading\n\n## ", "no id"),
    "an underlined heading": (PAGE, r"^## ", "Heading\n=======\n\n## ", "no id"),
    "text that runs backwards": (PAGE, r"^## ", "abc\u202edef\n\n## ", "invisible"),
    "zero-width letters": (PAGE, r"^## ", "a\u200bb\n\n## ", "invisible"),
    "an entry outside its page": (PAGE, r"^## ", "{{ entry stay.visa_free.limit }}\n\n## ", "pages that the build makes"),
    "a table inside a sentence": (PAGE, r"^## ", "see {{ table patent.price }}\n\n## ", "stand alone"),
    "two cards on neighbouring lines": (PAGE, r"^## ", "{{ contact official.fns }}\n{{ contact official.pvs }}\n\n## ", "stand alone"),
    "a card that brings in itself": ("translations/contacts/ru.yml", r"^  for: .*", '  for: "{{ contact official.fns }}"', "inside a text"),
    "a fact that brings in itself": (
        "translations/facts/ru.yml",
        r"^  text: .*",
        '  text: "{{ entry entry.passport.tajikistan }}"',
        "inside a text|pages that the build makes",
    ),
    "a box that is no text": (PAGE, r"^  time: .*", "  time: {a: b}", "no text"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_check_and_build_refuse(scratch, tmp_path, case):
    path, pattern, new, said = case
    change(scratch, path, pattern, new)
    found = [problem for problem in run_all(scratch) if problem.path == path and not problem.warning]
    assert any(re.search(said, problem.what) for problem in found), found
    with pytest.raises(Refused) as refused:
        build_site(scratch, tmp_path / "out", wanted="ru", quiet=True)
    assert "Traceback" not in str(refused.value)


BROKEN_DATA = {
    "topics are a number": ("data/topics.yml", r"^topics:\n(  - .*\n)+", "topics: 5\n"),
    "topics hold a list": ("data/topics.yml", r"^topics:\n(  - .*\n)+", "topics: [[a]]\n"),
    "a topic that leaves its folder": ("data/topics.yml", r"^  - entry", "  - ../secret"),
    "values are a number": ("data/facts/registration.yml", r"^  values:\n(    .*\n)+", "  values: 5\n"),
    "a number that is none": ("data/facts/registration.yml", "count: 15", "count: .nan"),
    "an endless number": ("data/facts/registration.yml", "count: 15", "count: .inf"),
    "a number of 5000 digits": ("data/facts/registration.yml", "count: 15", "count: 1" + "0" * 5000),
    "true for a number": ("data/facts/registration.yml", "count: 15", "count: true"),
    "text for a number": ("data/facts/registration.yml", "count: 15", "count: '15'"),
    "a price without a year": ("data/facts/patent-price.yml", r"regions: \[tula\], year: 2026", "regions: [tula]"),
    "units are a list": ("translations/ru.yml", r"^units:\n(  .*\n)+", "units: []\n"),
    "units are gone": ("translations/tg.yml", r"^units:\n(  .*\n)+", ""),
    "a country without a word": ("data/facts/registration.yml", r"countries: \[TJ\]", "countries: [ZW]"),
    "a page without a menu word": ("data/pages.yml", r"^  work/patent:", "  work/other: {form: plain}\n  work/patent:"),
    "a phrase without its reading": ("data/phrases.yml", r"^  reading: .*\n", ""),
    "a status of another shape": ("translations/status/tg.yml", r"\A", "index: 5\nx:"),
    "an alias": ("data/pages.yml", r"^start:", "start: &a"),
    "a tag": ("data/topics.yml", "newest_source: .*", "newest_source: !!python/object/apply:os.system [true]"),
}


@pytest.mark.parametrize("case", BROKEN_DATA.values(), ids=BROKEN_DATA.keys())
def test_broken_data_gets_a_clear_error_and_no_traceback(scratch, case):
    path, pattern, new = case
    (scratch.translations / "status").mkdir(exist_ok=True)
    (scratch.translations / "status" / "tg.yml").touch()
    if "status" in path:
        (scratch.root / path).write_text("index: 5\n", encoding="utf-8")
    else:
        change(scratch, path, pattern, new)
    if new == "start: &a":
        change(scratch, path, r"\Z", "\nagain: *a\n")
    found = [problem for problem in run_all(scratch) if not problem.warning]
    assert found and all(problem.mend for problem in found), found


def test_an_emptied_register_of_any_kind_is_told(scratch):
    for path in ("data/topics.yml", "data/pages.yml", "data/phrases.yml", "translations/ru.yml", "translations/languages.yml"):
        file = scratch.root / path
        before = file.read_bytes()
        file.write_text("", encoding="utf-8")
        assert [problem for problem in run_all(scratch) if not problem.warning], path
        file.write_bytes(before)


def test_a_folder_that_is_named_like_a_page_is_no_page(scratch):
    (scratch.docs / "tg" / "x.md").mkdir()
    run_all(scratch)
