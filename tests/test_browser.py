"""The pages in a real browser: as a reader on a cheap phone, with a keyboard, without script, offline, in the dark."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import pages_in

pytestmark = [pytest.mark.browser, pytest.mark.site]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
# One of each kind of page: chooser, home, procedure, rights, cards, list of facts, facts.
KINDS = {
    "home": "index.html",
    "procedure": "arrive/registration.html",
    "prices": "work/patent.html",
    "rights": "rights/police-check.html",
    "cards": "help/emergency.html",
    "topics": "about/facts.html",
    "facts": "about/facts/registration.html",
    "state": "about/translations.html",
    "picture": "report/index.html",
    "directory": "help/official.html",
    "terms": "glossary/papers.html",
    "phrases": "phrases/police.html",
    "changes": "about/changes/2025.html",
}
CODES = ["ru", "en", "uz", "uz-Cyrl", "tg", "ky"]


@pytest.fixture(scope="module")
def phone(browser):
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


def violations(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found]


# Colours are the same in every language: two editions in the dark, all by day.
SCHEMES = [(code, "light") for code in CODES] + [("ru", "dark"), ("en", "dark")]


@pytest.mark.parametrize(("code", "scheme"), SCHEMES)
def test_axe_finds_nothing(browser, address, code, scheme):
    context = browser.new_context(viewport=PHONE, color_scheme=scheme)
    page = context.new_page()
    for kind, path in KINDS.items():
        page.goto(f"{address}/{code}/{path}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert violations(page) == [], kind
    context.close()


@pytest.mark.parametrize("path", ["", "404.html"])
def test_axe_finds_nothing_on_the_pages_of_all_languages(phone, address, path):
    phone.goto(f"{address}/{path}")
    assert violations(phone) == []


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_wider_than_a_phone(phone, site, address, code):
    for file in pages_in(site / code):
        phone.goto(f"{address}/{code}/{file.relative_to(site / code).as_posix()}")
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], file


def test_nothing_is_lost_at_two_hundred_percent(browser, address):
    context = browser.new_context(viewport={"width": 320, "height": 370})
    page = context.new_page()
    page.goto(f"{address}/ky/work/patent.html")
    page.add_style_tag(content="html{font-size:36px!important}") if False else page.evaluate(
        "document.documentElement.style.fontSize = '32px'"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 330
    context.close()


def test_touch_targets_are_large_enough(phone, address):
    phone.goto(f"{address}/tg/arrive/registration.html")
    small = phone.evaluate(
        """() => [...document.querySelectorAll('header a, summary, #menu a, .tel, footer a')]
            .filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML)"""
    )
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_a_contrast_of_seven_to_one(browser, address, scheme):
    context = browser.new_context(viewport=PHONE, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}/ru/arrive/registration.html")
    colours = page.evaluate(
        "() => Object.fromEntries(['paper','ink','soft','route','danger','tint','warn'].map(name => [name, getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()]))"
    )
    for ground in ("paper", "tint", "warn"):
        for text in ("ink", "soft", "route", "danger"):
            assert contrast(colours[text], colours[ground]) >= 7, (scheme, text, ground, contrast(colours[text], colours[ground]))
    context.close()


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two #rrggbb colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_a_page_asks_for_nothing_but_itself(browser, address):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    for code in CODES:
        for path in KINDS.values():
            asked.clear()
            page.goto(f"{address}/{code}/{path}", wait_until="networkidle")
            assert asked == [f"{address}/{code}/{path}"]
    assert complaints == []
    assert context.cookies() == [] and page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


def test_the_language_row_keeps_the_section(phone, address):
    phone.goto(f"{address}/ru/arrive/registration.html#step-3")
    phone.click(".lr a[lang=tg]")
    assert phone.url == f"{address}/tg/arrive/registration.html#step-3"


def test_without_script_the_section_offers_its_own_row(browser, address):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/ru/arrive/registration.html#step-3")
    row = page.locator("section:has(> #step-3) .ls")
    assert row.is_visible() and not page.locator("section:has(> #step-4) .ls").is_visible()
    row.locator("a[lang=ky]").click()
    assert page.url == f"{address}/ky/arrive/registration.html#step-3"
    context.close()


@pytest.mark.parametrize("code", CODES)
def test_readable_and_navigable_without_script_from_a_folder(browser, site, code):
    """chooser → language → registration → a fact → back to a page by the menu."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    page.click(f"main a[hreflang='{code}']")
    page.click("main a[href='arrive/registration.html'] >> nth=0")
    page.click("table a[href$='#registration.deadline.tajikistan']")
    assert page.url.endswith(f"/{code}/about/facts/registration.html#registration.deadline.tajikistan")
    heading = page.locator("[id='registration.deadline.tajikistan']")
    assert heading.is_visible()
    page.click("a.jump")
    # The menu shows the pages of the reader's own section, and where each other section begins.
    page.click("#menu a[href$='work/who-needs-what.html']")
    page.click("a.jump")
    page.click("#menu a[href$='patent.html'] >> nth=0")
    assert page.url.endswith(f"/{code}/work/patent.html") and page.locator("h1").inner_text()
    context.close()


def test_the_keyboard_reaches_everything_in_order(browser, address):
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.goto(f"{address}/en/rights/police-check.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.goto(f"{address}/en/rights/police-check.html")
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "document.activeElement.closest('nav, header, main, summary')?.tagName + ':' + document.activeElement.textContent.trim()"
            )
        )
    assert any("Тоҷикӣ" in one for one in seen) and any(one.startswith("SUMMARY") for one in seen)
    summary = page.locator("details.toc:not(.improve) summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.toc ol").is_visible()
    context.close()


def test_the_screen_reader_tree_has_landmarks_headings_and_names(browser, address):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{address}/tg/arrive/registration.html")
    tree = page.locator("body").aria_snapshot()
    assert tree.count("main:") + tree.count("- main") >= 1
    for landmark in ("banner", "navigation", "contentinfo"):
        assert landmark in tree
    assert len(re.findall(r"heading .*\[level=1\]", tree)) == 1
    assert 'link ""' not in tree
    context.close()


def test_the_chooser_puts_the_browsers_language_first_and_sends_nobody_away(browser, address):
    context = browser.new_context(viewport=PHONE, locale="tg-TJ")
    page = context.new_page()
    page.goto(f"{address}/")
    assert page.url == f"{address}/"
    assert page.locator("main li a").first.get_attribute("hreflang") == "tg"
    context.close()


def test_a_lost_address_under_a_sub_path_finds_the_way_back(phone, address):
    phone.goto(f"{address}/404.html")
    href = phone.locator("main a[hreflang=tg]").get_attribute("href")
    assert href == "/guide/tg/index.html"


def test_print_shows_the_text_and_not_the_furniture(phone, address):
    phone.goto(f"{address}/ru/arrive/registration.html")
    phone.emulate_media(media="print")
    assert not phone.locator("#menu").is_visible() and not phone.locator(".lr").is_visible()
    assert phone.locator(".box").is_visible() and phone.locator(".printed").is_visible()
    phone.emulate_media(media="screen")


def test_right_to_left_mirrors_the_page(browser, tmp_path):
    """A pseudo-language from right to left: the line of stops stands on the right, nothing sticks out."""
    import shutil

    from marshrut.build import build_site
    from marshrut.house import House

    from .conftest import ROOMS, ROOT, begin_right_to_left

    for room in ROOMS:
        source = ROOT / room
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / room)
    house = House(tmp_path)
    begin_right_to_left(house)
    shutil.copytree(house.docs / "en", house.docs / "fa", dirs_exist_ok=True)
    (house.docs / "fa/work/patent.md").unlink()
    build_site(house, tmp_path / "site", wanted="fa", quiet=True)
    for size in (PHONE, DESK):
        context = browser.new_context(viewport=size)
        page = context.new_page()
        page.goto((tmp_path / "site/fa/arrive/registration.html").as_uri())
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        stop = "getComputedStyle(document.querySelector('.stop'))"
        assert page.evaluate(f"{stop}.borderRightWidth") == "4px" and page.evaluate(f"{stop}.borderLeftWidth") == "0px"
        assert violations(page) == []
        page.goto((tmp_path / "site/fa/plan.html").as_uri())
        page.click("#my-plan button")
        page.locator("#my-plan button").nth(1).click()
        page.locator("#q-citizenship input[value=UZ]").check()
        page.locator("#q-place input[value=home]").check()
        item = "getComputedStyle(document.querySelector('#my-plan ol li'))"
        assert page.evaluate(f"{item}.borderRightWidth") == "4px" and page.evaluate(f"{item}.borderLeftWidth") == "0px"
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert violations(page) == []
        page.goto((tmp_path / "site/fa/work/patent.html").as_uri())  # the card of a missing page
        assert violations(page) == [] and page.locator("a[href='tel:112']").is_visible()
        context.close()
