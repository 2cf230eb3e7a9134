"""Who has read what: a change of the source is told at that section; a claim never outlives the text it was made of."""

from datetime import date

import pytest

from marshrut.checks import run_all
from marshrut.problems import Refused
from marshrut.readings import Reading, confirm_sections, load_status, pass_minor, readers_of, stale_sections, write_status
from marshrut.sections import TOP

from .conftest import change
from .test_sections import PAGE, page

DAY = date(2026, 11, 21)
TRANSLATION = PAGE.replace("Текст", "Матн").replace("пункт", "банд")


def confirmed(by="machine", only=None):
    read = {}
    confirm_sections(page(), page(TRANSLATION), read, only, by, DAY)
    return read


def test_nothing_is_behind_what_nobody_has_read():
    assert stale_sections(page(), {}) == {}


def test_only_the_changed_section_is_behind():
    changed = page(PAGE.replace("пункт", "другой"))
    assert stale_sections(page(), confirmed()) == {}
    assert stale_sections(changed, confirmed()) == {"two": "2026-11-21"}
    assert stale_sections(changed, confirmed(only={"one"})) == {}


def test_a_reader_counts_only_for_the_texts_as_they_were_read():
    read = confirmed("native")
    assert readers_of(page(), page(TRANSLATION), read) == {"native": "2026-11-21"}
    assert readers_of(page(), page(TRANSLATION.replace("банд", "чиз")), read) == {}
    assert readers_of(page(PAGE.replace("пункт", "другой")), page(TRANSLATION), read) == {}


def test_a_part_is_not_the_whole():
    assert readers_of(page(), page(TRANSLATION), confirmed("lawyer", {"one"})) == {}


def test_one_reader_does_not_erase_another():
    read = confirmed("native")
    confirm_sections(page(), page(TRANSLATION), read, None, "lawyer", date(2027, 1, 1))
    assert readers_of(page(), page(TRANSLATION), read) == {"native": "2026-11-21", "lawyer": "2027-01-01"}


def test_a_minor_change_moves_only_what_was_read_and_keeps_who_did():
    read = confirmed("native", {"one"})
    changed = page(PAGE.replace("Текст", "Тексты"))
    assert pass_minor(changed, read, None) == ["one"]
    assert [(reading.by, reading.on) for reading in read["one"]] == [("native", "2026-11-21")]
    assert stale_sections(changed, read) == {} and TOP not in read


def test_a_minor_change_lifts_nobody_over_a_change_they_have_not_seen():
    read = confirmed("native")
    second, third = (page(PAGE.replace("Текст", word)) for word in ("Правило", "Правила"))
    confirm_sections(second, page(TRANSLATION), read, None, "machine", DAY)  # on the same day
    assert pass_minor(third, read, None) == ["one"] and stale_sections(third, read) == {}
    # The native speaker read what the rule was before; only the program saw the new one.
    assert readers_of(third, page(TRANSLATION), read) == {"machine": "2026-11-21"}


def test_a_minor_change_needs_somebody_who_compared():
    with pytest.raises(Refused, match="nobody has compared this yet"):
        pass_minor(page(), confirmed(only={"one"}), {"one", "two"})
    with pytest.raises(Refused, match="choose from"):
        pass_minor(page(), confirmed(), {"three"})
    assert pass_minor(page(), confirmed(), None) == []  # nothing had changed


def test_a_section_that_is_not_translated_cannot_be_confirmed():
    shorter = page(TRANSLATION[: TRANSLATION.index("## ")])
    with pytest.raises(Refused, match="not translated yet"):
        confirm_sections(page(), shorter, {}, {"two"}, "machine", DAY)


def test_since_when_is_the_last_comparison_leap_days_too():
    read = confirmed()
    confirm_sections(page(), page(TRANSLATION), read, {"two"}, "volunteer", date(2028, 2, 29))
    changed = page(PAGE.replace("пункт", "другой").replace("Текст", "Иначе"))
    assert stale_sections(changed, read) == {"one": "2026-11-21", "two": "2028-02-29"}


def test_status_survives_writing(scratch):
    short = [Reading(source="0" * 12, text="f" * 12, by=kind, on="2028-02-29") for kind in ("lawyer", "machine")]
    status = {"arrive/registration": confirmed("volunteer"), "translations/facts": {"a.b": short, "a.c": short[:1]}}
    write_status(scratch, "tg", status)
    assert load_status(scratch, "tg") == status


@pytest.mark.parametrize(
    "text",
    [
        "index:\n  top:\n    - {source: xyz, text: '0123456789ab', by: machine, on: 2026-11-21}\n",
        "index:\n  top:\n    - {source: '0123456789ab', text: '0123456789ab', by: robot, on: 2026-11-21}\n",
        "index:\n  top:\n    - {source: '0123456789ab', text: '0123456789ab', by: machine, on: 2026-02-29}\n",
        "index: 5\n",
        "index: [a]\n",
        "index:\n  top: 5\n",
        "index:\n  top: 0123456789ab 0123456789ab machine 2026-11-21\n",
        "translations/facts:\n  a: 0123456789ab 0123456789ab machine\n",
        "translations/facts:\n  a: 0123456789ab 0123456789ab machine 2026-02-29\n",
        "translations/facts:\n  a: 0123456789ab xyz machine 2026-11-21\n",
        "translations/facts:\n  a: {b: c}\n",
    ],
)
def test_a_broken_status_file_is_refused(scratch, text):
    (scratch.translations / "status").mkdir(exist_ok=True)
    (scratch.translations / "status" / "tg.yml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=r"status/tg\.yml:\d"):
        load_status(scratch, "tg")


def test_an_unknown_section_cannot_be_confirmed():
    with pytest.raises(Refused, match="choose from"):
        confirm_sections(page(), page(), {}, {"three"}, "machine", DAY)


@pytest.mark.parametrize(
    ("pattern", "new", "said"),
    [
        (r"on: \d{4}-\d\d-\d\d", "on: 2131-01-01", "a day that has not come yet"),
        (r"on: \d{4}-\d\d-\d\d", "on: 2027-02-29", "does not exist in the calendar"),
        (r"(?<= )\d+\.\d+\.\d+\.\d+\.\d+\.\d+\}", "1.2}", "words"),
    ],
)
def test_a_reading_that_cannot_be_is_refused(scratch, pattern, new, said):
    """A day that has not come would stand on a page as a check; a profile of another shape would stop the check."""
    change(scratch, "translations/status/tg.yml", pattern, new)
    change(scratch, "docs/tg/about/accessibility.md", r"\.$", "!")
    found = [problem for problem in run_all(scratch) if not problem.warning]
    assert [problem.path for problem in found] == ["translations/status/tg.yml"] and said in found[0].what, found
