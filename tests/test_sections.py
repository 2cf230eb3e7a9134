"""Fingerprints see what a reader sees; a change of the source is told at that section and nowhere else."""

from datetime import date

import pytest

from marshrut.problems import Refused
from marshrut.sections import TOP, confirm_sections, fingerprint, load_status, split_page, stale_sections, write_status

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


@pytest.mark.parametrize("text", ["", "no front matter", "---\ntitle: x", "---\ntitle: [\n---\n", "---\n- a\n---\n"])
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


def test_stale_is_what_was_not_confirmed_as_it_stands():
    status = {}
    confirm_sections(page(), status, "x", None, "machine", date(2026, 11, 21))
    assert stale_sections(page(), status["x"]) == []
    assert stale_sections(page(PAGE.replace("пункт", "другой")), status["x"]) == ["two"]


def test_a_minor_change_moves_only_what_was_confirmed_and_keeps_who_did():
    status = {}
    confirm_sections(page(), status, "x", {"one"}, "native", date(2026, 11, 21))
    changed = page(PAGE.replace("Текст", "Тексты"))
    assert confirm_sections(changed, status, "x", None, "volunteer", date(2027, 1, 1), minor=True) == ["one"]
    assert (status["x"]["one"].by, status["x"]["one"].on) == ("native", "2026-11-21")
    assert stale_sections(changed, status["x"]) == [TOP, "two"]


def test_status_survives_writing(scratch):
    status = {}
    confirm_sections(page(), status, "arrive/registration", None, "volunteer", date(2024, 2, 29))
    write_status(scratch, "tg", status)
    assert load_status(scratch, "tg") == status


@pytest.mark.parametrize(
    "line",
    [
        "{source: xyz, by: machine, on: 2026-11-21}",
        "{source: '0123456789ab', by: robot, on: 2026-11-21}",
        "{source: '0123456789ab', by: machine, on: 2026-02-29}",
    ],
)
def test_a_broken_status_file_is_refused(scratch, line):
    (scratch.translations / "status").mkdir(exist_ok=True)
    (scratch.translations / "status" / "tg.yml").write_text(f"index:\n  top: {line}\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"status/tg\.yml:2"):
        load_status(scratch, "tg")


def test_an_unknown_section_cannot_be_confirmed():
    with pytest.raises(Refused, match="choose from"):
        confirm_sections(page(), {}, "x", {"three"}, "machine", date(2026, 11, 21))


def test_fingerprints_are_short_and_stable():
    assert fingerprint("Текст") == fingerprint("  Текст\n") != fingerprint("текст")
    assert len(fingerprint("x")) == 12
