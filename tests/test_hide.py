"""“Hide this page”: a plain link that takes the page off the screen and out of “Back”, and promises no more than that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from marshrut.calendarpage import months, weekdays
from marshrut.cli import main
from marshrut.days import is_known, is_working
from marshrut.edition import load_editions
from marshrut.pages import CALENDAR_PAGE, CLEARING

from .conftest import ROOT, change

PHONE = {"width": 360, "height": 740}
CODES = ["ru", "en", "uz", "uz-Cyrl", "tg", "ky"]
FROM, HIDDEN = "index.html", "rights/women-and-violence.html"


@pytest.fixture
def page(browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


def test_pages_of_danger_offer_it(editions):
    pages = editions["ru"].pages
    assert all(page.hide for page in pages.values() if page.section == "rights")
    assert pages["help/emergency"].hide and pages["work/taken-passport-and-forced-work"].hide
    assert not pages["index"].hide and not pages["work/patent"].hide


def test_the_calendar_is_no_address_for_another_page(scratch, edit, monkeypatch, capsys):
    edit("data/pages.yml", "  plan: {form: plain", "  calendar: {form: plain}\n  plan: {form: plain")
    monkeypatch.chdir(scratch.root)
    assert main(["check"]) == 1
    assert "address of a page that the build makes" in capsys.readouterr().out


def test_a_flag_that_is_no_flag_is_refused(scratch, monkeypatch, capsys):
    change(scratch, "data/pages.yml", "hide: true", "hide: perhaps")
    monkeypatch.chdir(scratch.root)
    assert main(["check"]) == 1
    assert "data/pages.yml:" in capsys.readouterr().out


@pytest.mark.parametrize("code", CODES)
def test_the_calendar_is_true(editions, code):
    found = months(editions[code])
    assert 1 <= len(found) <= 12 and found[0].name.endswith(" 2026")
    year, month = 2026, 11
    for one in found:
        days = [day for week in one.weeks for day in week]
        assert len(days) % 7 == 0 and [day.number for day in days if day.number] == list(range(1, max(day.number for day in days) + 1))
        for column, day in enumerate(days):
            if day.number:
                assert date(year, month, day.number).weekday() == column % 7
                assert day.off is not is_working(date(year, month, day.number))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    assert len(set(weekdays(editions[code].language))) == 7


def test_a_year_whose_days_off_nobody_knows_has_weekends(house):
    far = load_editions(house, date(2093, 12, 5))["ru"]
    assert not is_known(2093)
    found = months(far)
    assert len(found) == 1 and sum(day.off for week in found[0].weeks for day in week) == 8


@pytest.mark.site
@pytest.mark.parametrize("code", CODES)
def test_it_stands_on_every_page_of_danger_and_says_what_it_cannot(site, editions, code):
    strings = editions[code].strings
    for path, info in editions[code].pages.items():
        html = (site / code / f"{path}.html").read_text(encoding="utf-8")
        assert ("id=hide" in html) is info.hide, path
        if info.hide:
            assert strings("hide.link") in html and strings("hide.stays") in html, path
            assert f"#{CLEARING[1]}" in html and f"{CALENDAR_PAGE}.html" in html, path
    assert f"id={CLEARING[1]}" in (site / code / f"{CLEARING[0]}.html").read_text(encoding="utf-8")


@pytest.mark.site
@pytest.mark.parametrize("code", CODES)
def test_the_calendar_tells_nothing_of_the_guide(site, editions, code):
    html = (site / code / f"{CALENDAR_PAGE}.html").read_text(encoding="utf-8")
    for section in ("arrive", "rights", "report", "help"):
        assert editions[code].strings(f"section.{section}") not in html
    assert editions[code].strings("site.tagline") not in html and "<script" not in html
    assert html.count("<a ") == 1


@pytest.mark.site
@pytest.mark.browser
@pytest.mark.parametrize("code", CODES)
def test_back_does_not_return_to_it(page, address, code):
    page.goto(f"{address}/{code}/{FROM}")
    page.goto(f"{address}/{code}/{HIDDEN}")
    page.click("#hide")
    page.wait_for_url(f"**/{code}/calendar.html")
    assert page.locator("caption").first.is_visible()
    page.go_back()
    assert page.url.endswith(f"/{code}/{FROM}")
    page.go_forward()
    assert page.url.endswith("/calendar.html")
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


@pytest.mark.site
@pytest.mark.browser
def test_the_screen_is_empty_before_a_slow_network_answers(page, address):
    page.goto(f"{address}/ru/{HIDDEN}")
    # In one breath: the other page cannot have come yet.
    assert page.evaluate("(hide.click(), [document.documentElement.hidden, document.querySelector('h1').offsetHeight])") == [True, 0]
    page.wait_for_url("**/calendar.html")


@pytest.mark.site
@pytest.mark.browser
def test_escape_three_times_does_the_same(page, address):
    page.goto(f"{address}/ru/{HIDDEN}")
    for key in ("Escape", "Escape", "a", "Escape", "Escape"):
        page.keyboard.press(key)
    assert page.url.endswith(HIDDEN) and page.locator("h1").is_visible()
    page.keyboard.press("Escape")
    page.wait_for_url("**/calendar.html")
    # Pages without the link stay.
    page.goto(f"{address}/ru/work/patent.html")
    for _ in range(4):
        page.keyboard.press("Escape")
    assert page.locator("h1").is_visible() and page.url.endswith("patent.html")


@pytest.mark.site
@pytest.mark.browser
def test_without_script_it_is_a_link(browser, address):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{address}/tg/{HIDDEN}")
    page.click("#hide")
    assert page.url.endswith("/tg/calendar.html")
    page.click("footer a")
    assert page.url.endswith("/tg/index.html")
    context.close()


@pytest.mark.site
@pytest.mark.browser
def test_from_a_folder(page, site):
    page.goto((site / "ky" / HIDDEN).as_uri())
    page.click("#hide")
    page.wait_for_url("**/ky/calendar.html")


@pytest.mark.site
@pytest.mark.browser
def test_the_line_beside_leads_to_the_words_on_clearing(page, address):
    page.goto(f"{address}/en/{HIDDEN}")
    page.click(".hide small a")
    assert page.url.endswith(f"/en/{CLEARING[0]}.html#{CLEARING[1]}")
    page.click(".hide small a")
    assert page.url.endswith(f"#{CLEARING[1]}")


@pytest.mark.site
@pytest.mark.browser
@pytest.mark.parametrize("path", [HIDDEN, "calendar.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_seen_easily_and_hit_easily(browser, address, path, scheme):
    context = browser.new_context(viewport=PHONE, color_scheme=scheme)
    page = context.new_page()
    for code in ("ru", "uz", "tg", "ky"):
        page.goto(f"{address}/{code}/{path}")
        assert Axe().run(page).response["violations"] == [], code
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        small = "[...document.querySelectorAll('.hide a, footer a')].filter(one => one.getBoundingClientRect().height < 43.5).length"
        assert page.evaluate(small) == 0, code
    context.close()


@pytest.mark.site
@pytest.mark.browser
def test_it_is_near_the_top_and_not_on_paper(page, address):
    page.goto(f"{address}/ru/{HIDDEN}")
    assert page.locator("#hide").bounding_box()["y"] < PHONE["height"] / 2
    page.emulate_media(media="print")
    assert not page.locator("#hide").is_visible()


def test_the_script_in_every_page_stays_tiny():
    from marshrut.commands.bench import weigh
    from marshrut.house import House
    from marshrut.policy import SCRIPT, inline_script

    assert weigh(inline_script(House(ROOT), SCRIPT).encode()) < 400
