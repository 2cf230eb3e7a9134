"""A page is taken apart into sections; fingerprints see what a reader sees."""

import pytest

from marshrut.problems import Refused
from marshrut.sections import TOP, fingerprint, split_page

PAGE = """---
title: Заголовок
summary: Коротко
made: computer
---

Вступление.

## Первый { #one }

Текст {{ term registration.deadline.default.days }} и [ссылка](a.md).

## Второй { #two .danger }

- пункт
"""


def page(text=PAGE):
    return split_page(text, "docs/ru/x.md")


def test_a_page_is_taken_apart():
    sections = page().sections
    assert [(section.id, section.level, section.danger, section.line) for section in sections] == [
        ("one", 2, False, 9),
        ("two", 2, True, 13),
    ]


@pytest.mark.parametrize(
    "text", ["", "no front matter", "---\ntitle: x", "---\ntitle: [\n---\n", "---\n- a\n---\n", "---\ntitle: x\n...\n# y\n---\nz"]
)
def test_broken_front_matter_is_refused(text):
    with pytest.raises(Refused):
        page(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ссылка](a.md)", "ссылка](b.md)"),
        ("Текст {{", "Текст\n{{"),
        ("- пункт", "* пункт"),
        ("и [", "и **["),
        ("\n\n- ", "\n\n\n- "),
        ("#one }", "#one .danger }"),
    ],
)
def test_markup_addresses_and_wrapping_do_not_count(old, new):
    assert page(PAGE.replace(old, new)).fingerprints() == page().fingerprints()


@pytest.mark.parametrize(
    ("old", "new", "section"),
    [
        ("Текст", "Слова", "one"),
        ("default.days", "tajikistan.days", "one"),
        ("пункт", "другой", "two"),
        ("Второй", "Иной", "two"),
        ("Коротко", "Кратко", TOP),
        ("Вступление", "Начало", TOP),
    ],
)
def test_a_change_of_words_or_facts_counts_in_its_section_only(old, new, section):
    before, after = page().fingerprints(), page(PAGE.replace(old, new)).fingerprints()
    assert [key for key in before if before[key] != after[key]] == [section]


def test_fingerprints_are_short_and_stable():
    assert fingerprint("Текст") == fingerprint("  Текст\n") != fingerprint("текст")
    assert len(fingerprint("x")) == 12
