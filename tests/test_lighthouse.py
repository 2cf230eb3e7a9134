"""Lighthouse on a phone: full marks for accessibility, best practices and search engines, nearly full ones for speed."""

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
FAST = 99
# Speed is reckoned from a run in a real browser: another program that takes the processor at that moment costs points.
# What the page itself costs is in every run, so the best of these is the truest.
TURNS = 3
# Every type in the source language; the heaviest texts and the one page that runs a large script in one more.
PAGES = ["index.html", *(f"ru/{path}" for path in KINDS.values()), f"ky/{KINDS['procedure']}", f"ky/{KINDS['plan']}"]


@pytest.fixture(scope="module")
def results(site) -> dict[str, Result]:
    """page → its result, the first of good speed or the best of `TURNS`."""
    waiting, found = [page for page in PAGES if (site / page).exists()], {}
    with serve(site) as address:
        for _ in range(TURNS):
            for page, result in zip(waiting, measure([f"{address}/{page}" for page in waiting], browser=chromium()), strict=True):
                found[page] = max(found.get(page, result), result, key=lambda one: one.scores["performance"])
            waiting = [page for page in waiting if found[page].scores["performance"] < FAST]
            if not waiting:
                break
    return found


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


def test_and_is_fast_on_a_phone(results):
    slow = {page: (result.scores["performance"], result.lacks["performance"]) for page, result in results.items()}
    assert {page: why for page, why in slow.items() if why[0] < FAST} == {}


def test_it_costs_one_answer(results, site):
    """A page asks for nothing but itself; the plan for its scripts."""
    for page, result in results.items():
        scripts = {"ru/plan.html": 1, "ky/plan.html": 2}.get(page, 0)
        assert page.endswith("search.html") or result.requests == 1 + scripts, page
