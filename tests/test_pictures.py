"""Pictures: drawn from data, words from translations, marked like the text, and nothing a page could smuggle in."""

import re
from datetime import date
from xml.etree.ElementTree import Element

import pytest

from marshrut import pictures
from marshrut.checks import run_all
from marshrut.edition import load_editions
from marshrut.markdown import MarshrutExtension, PageContext, _OnlyAllowed, make_markdown
from marshrut.problems import Refused

from .conftest import begin_right_to_left, change

PROCEDURES = ["registration", "days-of-stay", "patent", "keep-your-patent", "appeal", "residence"]


def draw(edition, name):
    extension = MarshrutExtension(edition)
    md = make_markdown(extension)
    extension.page = PageContext("work/patent")
    return md.convert(f"{{{{ picture {name} }}}}"), extension


@pytest.mark.parametrize("name", [*PROCEDURES, pictures.RECOMMENDATIONS])
def test_a_picture_says_what_it_shows_in_every_language(editions, name):
    for edition in editions.values():
        html, _ = draw(edition, name)
        said = re.search(r'aria-label="([^"]+)"', html)[1]
        drawn = " ".join(re.findall(r"<text[^>]*>([^<]*)", html))
        for word in re.findall(r"\w{3,}", drawn):
            assert word in said, (edition.language.code, name, word)
        # Nothing drawn past the edge of a phone: 9 units a letter is wider than any letter of ours at 16 px.
        for text in re.findall(r"<text[^>]*>([^<]*)", html):
            assert len(text) <= (36 if name == pictures.RECOMMENDATIONS else 27), text


def test_a_number_in_a_picture_is_the_number_of_the_fact_with_its_mark(house):
    html, extension = draw(load_editions(house, date(2026, 11, 21))["ru"], "patent")
    assert "30 календарных дней" in html
    assert "patent.deadline.apply" in extension.page.used_facts


@pytest.mark.parametrize("name", PROCEDURES)
def test_marks_stand_below_the_number_and_inside_the_picture(house, name):
    for edition in load_editions(house, date(2029, 1, 1)).values():
        html, _ = draw(edition, name)
        lines = re.findall(r"<text[^>]*>([^<]*)", html)
        assert all(len(line) <= 27 for line in lines), lines
        if any(stop.value for stop in edition.routes[name].stops):
            assert edition.strings("fact.mark.overdue") in " ".join(lines)


def test_right_to_left_pictures_are_mirrored(scratch):
    begin_right_to_left(scratch)
    editions = load_editions(scratch)
    assert 'cx="14"' in draw(editions["ru"], "patent")[0]
    assert 'cx="306"' in draw(editions["fa"], "patent")[0]


def test_a_page_cannot_draw(editions):
    extension = MarshrutExtension(editions["ru"])
    md = make_markdown(extension)
    root = Element("div")
    root.append(Element("svg"))
    with pytest.raises(Refused, match="<svg"):
        _OnlyAllowed(extension, md).run(root)


@pytest.mark.parametrize(
    ("path", "pattern", "new", "said"),
    [
        ("data/routes.yml", r"value: patent\.deadline\.apply\.days", "value: patent.deadline.apply.weeks", "has no value"),
        ("data/routes.yml", r"label: purpose", "label: 5", "string|pattern"),
        ("docs/ru/work/patent.md", r"\{\{ picture patent \}\}", "{{ picture patents }}", "there is no picture"),
        ("docs/tg/work/patent.md", r"\{\{ picture patent \}\}\n", "", "is missing"),
    ],
)
def test_a_broken_picture_is_named(scratch, path, pattern, new, said):
    change(scratch, path, pattern, new)
    assert any(re.search(said, str(problem)) for problem in run_all(scratch) if not problem.warning)


def test_every_stop_has_its_words(editions):
    for code, edition in editions.items():
        for name, route in edition.routes.items():
            for stop in route.stops:
                assert edition.strings.has(f"routes.{name}.{stop.label}"), (code, name, stop.label)
