"""The site through a network that kills each connection after 16 KB: whole where hosts compress, honest where they do not."""

from __future__ import annotations

import gzip
import http.client
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from marshrut.hosting import FRESH, headers

from .curtain import Curtain, curtain, nothing, pages_only

pytestmark = [pytest.mark.site, pytest.mark.browser]

# One page of each kind.
KINDS = (
    "index.html",
    "plan.html",
    "plan/ready.html",
    "plan/uz-work.html",
    "work/patent.html",
    "rights/police-check.html",
    "help/emergency.html",
    "glossary.html",
    "phrases/police.html",
    "about/facts.html",
    "about/facts/registration.html",
    "about/changes.html",
    "report/index.html",
    "system/policy.html",
    "about/offline.html",
    "calendar.html",
)
# What a reader asks for knowing its size, and what only machines read: these may be longer than one connection lets through.
DOWNLOADS = (".epub", ".zip", ".pdf")
FOR_MACHINES = ("sitemap.xml",)
# Parts of the site that have tests of their own below. Add each when its page works.
# The footer is the last thing a page says, the style of a link the first thing it needs.
LAST = "document.querySelector('footer, body.choose main li:last-child')?.innerText.trim()"
STYLE = "getComputedStyle(document.querySelector('a[href]')).color"
UNSTYLED = "rgb(0, 0, 238)"


@pytest.fixture(scope="module")
def said(house) -> dict[str, str]:
    """Headers of a host that is set up as we ask."""
    return {name: value for name, value, _ in headers(house)} | {"Cache-Control": FRESH}


@pytest.fixture(scope="module")
def cutting(site, said) -> Iterator[Curtain]:
    with curtain(site, said) as server:
        yield server


@pytest.fixture(scope="module")
def codes(site) -> list[str]:
    return sorted(file.parent.name for file in site.glob("*/plan.html"))


@pytest.fixture
def page(browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def open_cut(page: Page, address: str) -> None:
    """Open a page whose answer may break off."""
    try:
        page.goto(address, wait_until="commit")
        page.wait_for_load_state("networkidle")  # a page that broke off is never said to be loaded
    except Error as error:
        assert "ERR_" in str(error), error


def fetch(address: str, path: str, compressed: bool = True) -> bytes:
    """A whole answer, or OSError / http.client.HTTPException where it broke off."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=20)
    connection.request("GET", f"/{path}", headers={"Accept-Encoding": "gzip"} if compressed else {})
    body = connection.getresponse().read()
    connection.close()
    return gzip.decompress(body) if compressed else body


def test_the_curtain_cuts(cutting, site):
    """What these tests stand on: one byte more than fits does not come through."""
    with pytest.raises((OSError, http.client.HTTPException)):
        fetch(cutting.address, "ru/index.html", compressed=False)
    assert cutting.cut[-1] == "/ru/index.html"


def is_for_readers(file: Path) -> bool:
    """Not for machines, and no download, whose size is said."""
    is_download = file.name.startswith("marshrut")
    return (
        file.suffix in (".html", ".js", ".json", ".webmanifest", ".svg", ".txt", ".xml")
        and file.name not in FOR_MACHINES
        and not is_download
    )


def test_every_page_and_script_of_every_language_comes_whole(cutting, site):
    files = [file for file in sorted(site.rglob("*")) if file.is_file() and is_for_readers(file)]
    assert len(files) > 300

    def broken(file: Path) -> str | None:
        path = file.relative_to(site).as_posix()
        try:
            body = fetch(cutting.address, path)
        except (OSError, http.client.HTTPException) as error:
            return f"{path}: {error}"
        whole = body == file.read_bytes() and (file.suffix != ".html" or b"</main>" in body)
        return None if whole else f"{path}: not the same"

    with ThreadPoolExecutor(8) as pool:
        assert [one for one in pool.map(broken, files) if one] == []


def test_pictures_fit_as_they_are(cutting, site):
    for file in site.rglob("*.png"):
        assert fetch(cutting.address, file.relative_to(site).as_posix(), compressed=False) == file.read_bytes(), file


def test_each_kind_of_page_is_whole_and_styled(cutting, codes, page):
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("console", lambda message: faults.append(f"{page.url}: {message.text}"))
    # The list of what is kept is asked for late: this test may have gone on to the next page by then.
    is_left = lambda request: request.url.endswith("/version.json") and request.failure == "net::ERR_ABORTED"  # noqa: E731
    page.on("requestfailed", lambda request: is_left(request) or faults.append(f"{request.url}: {request.failure}"))
    for path in ["index.html", *(f"{code}/{kind}" for code in codes for kind in KINDS)]:
        assert page.goto(f"{cutting.address}/{path}").ok, path
        assert page.evaluate(LAST), path
        assert page.evaluate(STYLE) != UNSTYLED, path
    assert faults == []


def test_a_lost_address_is_told_in_every_language(cutting, page):
    assert page.goto(f"{cutting.address}/nowhere").status == 404
    assert page.evaluate(LAST) and page.evaluate(STYLE) != UNSTYLED


def test_the_plan_works(cutting, codes, page):
    for code in codes:
        page.goto(f"{cutting.address}/{code}/plan.html")
        page.locator("#my-plan button").first.click()
        assert page.locator("#my-plan input").first.is_visible(), code


# A host that compresses pages only: the plan's script breaks off.


def test_a_plan_whose_script_was_cut_says_so_and_leads_to_the_finished_lists(site, said, codes, editions, page):
    with curtain(site, said, pages_only) as server:
        for code in codes:
            page.goto(f"{server.address}/{code}/plan.html")
            assert f"/{code}/plan.js" in server.cut[-1]
            assert page.locator("#my-plan").inner_text() == editions[code].strings("curtain.plan")
            assert page.locator("#my-plan button, #my-plan input").count() == 0
            page.locator("a[href*='plan/ready.html']").first.click()
            assert page.locator("main a[href*='-work']").first.is_visible(), code


def test_the_same_words_stand_there_without_script(cutting, codes, editions, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for code in codes:
        page.goto(f"{cutting.address}/{code}/plan.html")
        assert editions[code].strings("curtain.plan") in page.locator("#my-plan").inner_text()
    context.close()


def test_a_plan_that_works_does_not_say_so(cutting, codes, editions, page):
    for code in codes:
        page.goto(f"{cutting.address}/{code}/plan.html")
        assert editions[code].strings("curtain.plan") not in page.locator("main").inner_text()


# A host that compresses nothing: pages break off. What has come is styled, and begins with what matters most.


def test_on_a_host_that_does_not_compress_the_beginning_of_a_page_is_readable(site, said, page):
    with curtain(site, said, nothing) as server:
        open_cut(page, f"{server.address}/ru/rights/police-check.html")
        assert server.cut == ["/ru/rights/police-check.html"]
        assert page.locator("h1").inner_text()
        assert page.evaluate(STYLE) != UNSTYLED
        # The three lines to remember and the sentences to say are there; the footer is not.
        assert page.locator("#remember ~ ul li").count() == 3
        assert page.evaluate(LAST) is None


# A host that sends several answers through one connection (GitHub Pages): the second breaks off, asked again it comes whole.


def test_on_a_host_that_keeps_connections_a_page_asked_again_is_whole(site, said, page):
    with curtain(site, said, keep_alive=True) as server:
        page.goto(f"{server.address}/ru/work/patent.html")
        open_cut(page, f"{server.address}/ru/rights/police-check.html")
        assert server.cut == ["/ru/rights/police-check.html"]
        page.goto(f"{server.address}/ru/rights/police-check.html")
        assert page.evaluate(LAST) and len(server.cut) == 1


# Search and keeping.


def until(page, script: str, seconds: int = 120) -> None:
    """Ask the page again and again: what Playwright offers for this is `eval`, which our policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(script):
        assert time.monotonic() < end, script
        page.wait_for_timeout(250)


def test_search_works(cutting, codes, page):
    before = len(cutting.cut)
    for code in codes:
        page.goto(f"{cutting.address}/{code}/search.html")
        page.locator("#find input").fill("patent")
        page.locator("#find li a").first.wait_for()
        # Also the texts of the results have come.
        until(page, "[...document.querySelectorAll('#find li p')].some(line => line.textContent)")
        assert page.locator("#find li a[href*='work/']").count(), code
    assert len(cutting.cut) == before


def test_search_whose_script_was_cut_leaves_the_list_by_letters(site, said, codes, page):
    with curtain(site, said, pages_only) as server:
        for code in codes:
            open_cut(page, f"{server.address}/{code}/search.html")
            assert page.locator("main a[href]").count() > 5, code
            if any(f"/{code}/search" in path for path in server.cut):
                assert page.locator("#find li a").count() == 0, code


def test_keeping_the_whole_guide_works(cutting, page):
    before = len(cutting.cut)
    page.goto(f"{cutting.address}/ru/about/offline.html")
    page.locator("#keep-guide button").nth(1).click()  # after "keep what I read"
    until(page, "!document.querySelector('#keep-guide progress') && !!navigator.serviceWorker.controller")
    assert page.locator("#keep-guide [role=alert]").count() == 0
    assert len(cutting.cut) == before
    page.context.set_offline(True)
    page.goto(f"{cutting.address}/ru/work/patent.html")
    assert page.evaluate(LAST) and page.evaluate(STYLE) != UNSTYLED


def test_keeping_needs_no_gzip_for_its_parts(site, said, page):
    """They are packed already: a host that compresses pages and scripts only lets them through whole."""
    with curtain(site, said, lambda file: file.parent.name != "kept") as server:
        page.goto(f"{server.address}/ru/about/offline.html")
        page.locator("#keep-guide button").nth(1).click()
        until(page, "!document.querySelector('#keep-guide progress') && !!navigator.serviceWorker.controller")
        assert page.locator("#keep-guide [role=alert]").count() == 0 and not [path for path in server.cut if "/kept/" in path]
