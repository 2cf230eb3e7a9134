"""Lighthouse on a phone: full marks for accessibility, best practices and search engines."""

from __future__ import annotations

import re
from urllib.robotparser import RobotFileParser

import pytest

from marshrut.commands.bench.host import serve
from marshrut.commands.bench.lighthouse import Result, measure
from marshrut.commands.bench.weights import KINDS

from .conftest import chromium

pytestmark = [pytest.mark.browser, pytest.mark.site]

FULL = ("accessibility", "best-practices", "seo")
# Every type in the source language; the heaviest texts and the one page that runs a large script in one more.
PAGES = ["index.html", *(f"ru/{path}" for path in KINDS.values()), f"ky/{KINDS['procedure']}", f"ky/{KINDS['plan']}"]


@pytest.fixture(scope="module")
def results(site) -> dict[str, Result]:
    """page → its result. Speed is a matter of the machine: `make bench` prints it, no test asks for it."""
    found = [page for page in PAGES if (site / page).exists()]
    with serve(site) as address:
        return dict(zip(found, measure([f"{address}/{page}" for page in found], browser=chromium()), strict=True))


def test_one_page_of_each_type_gets_full_marks(results):
    faults = {}
    for page, result in results.items():
        for name in FULL:
            if result.scores[name] != 100:
                faults[page, name] = (result.scores[name], result.lacks[name])
    assert faults == {}


def test_robots_txt_lets_everybody_read_everything(site):
    lines = (site / "robots.txt").read_text(encoding="utf-8").splitlines()
    robots = RobotFileParser()
    robots.parse(lines)
    assert robots.can_fetch("*", "http://127.0.0.1/guide/ru/plan.html")
    assert robots.site_maps() == ["http://127.0.0.1/guide/sitemap.xml"]
    assert all(re.match(r"(User-agent|Allow|Sitemap): \S+$", line) for line in lines)


def test_it_costs_one_answer(results, site):
    """A page asks for nothing but itself; the plan for its scripts; the page for keeping for its script, list, manifest and icon."""
    more = {"ru/plan.html": 1, "ky/plan.html": 2, "ru/about/offline.html": 4}
    for page, result in results.items():
        assert page.endswith("search.html") or result.requests == 1 + more.get(page, 0), page
