"""The 49 recommendations and the 45 systems: each told once, counted from data, nothing of the dossier lost."""

import re
from collections import Counter

import pytest

from marshrut.checks import run_all
from marshrut.edition import load_editions
from marshrut.problems import Refused
from marshrut.records import OUTCOMES
from marshrut.sections import read_page

from .conftest import change


def test_every_recommendation_has_its_section_in_order(editions):
    edition = editions["ru"]
    assert list(edition.records.recommendations) == [f"rec-{number:02}" for number in range(1, 50)]
    for code in ("ru", "en"):
        for page in {record.page for record in edition.records.values()}:
            text = read_page(edition.house.docs / code / f"{page}.md", edition.house)
            assert [section.id for section in text.sections if section.id != "help"] == edition.records.on(page), (code, page)


def test_every_system_is_told(editions):
    systems = editions["ru"].records.systems
    assert len(systems) == 45
    assert {record.page for record in systems.values()} == {path for path, page in editions["ru"].pages.items() if page.form == "system"}


def test_outcomes_add_up(editions):
    records = editions["ru"].records
    assert set(records.outcomes()) <= set(OUTCOMES)
    assert records.outcomes().total() == 49
    by_page = sum((records.outcomes(page) for page in {record.page for record in records.recommendations.values()}), Counter())
    assert by_page == records.outcomes()


@pytest.mark.site
def test_the_overview_shows_the_counts_of_the_data(site, editions):
    counts = editions["en"].records.outcomes()
    html = (site / "en" / "report" / "index.html").read_text(encoding="utf-8")
    table = re.search(r"<table.*?</table>", html, re.S)[0]
    last = table.split("<tr")[-1]
    assert [int(cell) for cell in re.findall(r"<td>(\d+)", last)] == [*(counts[name] for name in OUTCOMES), 49]
    # The picture says the same in words, and draws the longest bar for the largest count.
    said = re.search(r'<svg[^>]*aria-label="?([^"]*)"', html)[1]
    assert [int(number) for number in re.findall(r": (\d+)", said)] == [counts[name] for name in OUTCOMES]
    widths = [int(width) for width in re.findall(r"<rect[^>]*width=\"?(\d+)", html)]
    assert widths.index(max(widths)) == max(range(len(OUTCOMES)), key=lambda index: counts[OUTCOMES[index]])
    # Every recommendation is reached from the overview.
    assert {f"rec-{number:02}" for number in range(1, 50)} <= set(re.findall(r"#(rec-\d\d)", html))


def test_the_timeline_goes_forward(editions):
    edition = editions["ru"]
    text = read_page(edition.house.docs / "ru" / "report" / "index.md", edition.house)
    section = next(section for section in text.sections if section.id == "timeline")
    days = [edition.facts.find(name, "date")[1].date for name in re.findall(r"\{\{ date ([\w.]+) \}\}", section.text)]
    assert len(days) >= 15 and days == sorted(days)
    assert days[0].startswith("2007") and days[-1].startswith("2026")


@pytest.mark.parametrize(
    ("path", "pattern", "new", "said"),
    [
        ("docs/ru/report/services.md", r"\{ #rec-22 \}", "{ #rec-99 }", "in this order"),
        ("docs/ru/report/services.md", r"\{\{ status rec-22 \}\}", "сделано", "does not say where it stands"),
        ("docs/en/report/services.md", r"^What it means for you\n:.*\n", "", "has 4 parts"),
        ("docs/ru/report/services.md", r"\{\{ status rec-22 \}\}", "{{ status rec-77 }}", "no record `rec-77`"),
        ("data/recommendations.yml", r"status: partly", "status: perhaps", "allowed words"),
        ("data/recommendations.yml", r"page: report/services", "page: report/nowhere", "no page of the form"),
        ("data/systems.yml", r"fact: system\.ruid", "fact: system.rued", "no fact `system.rued`"),
        ("data/systems.yml", r"fact: system\.ruid", "fact: system.ebs", "the same fact"),
    ],
)
def test_a_broken_record_is_named(scratch, path, pattern, new, said):
    change(scratch, path, pattern, new)
    assert any(said in str(problem) for problem in run_all(scratch) if not problem.warning)


def test_a_register_that_lies_stops_the_build(scratch):
    change(scratch, "data/recommendations.yml", r"fact: report\.rec_01", "fact: report.rec_02")
    with pytest.raises(Refused, match="the same fact"):
        load_editions(scratch)
