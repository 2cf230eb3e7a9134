"""Reading without a network, in a real browser against a server that stops, cuts, corrupts and changes its mind."""

from __future__ import annotations

import dataclasses
import functools
import http.server
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from marshrut.built import BuiltPage
from marshrut.keeping import write_kept
from marshrut.saying import say_date
from tests.conftest import QuietHandler

STORED = """async () => ({caches: await caches.keys(), workers: (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope),
  local: localStorage.length, session: sessionStorage.length, bases: (await indexedDB.databases()).length, cookie: document.cookie})"""
NOTHING = {"caches": [], "workers": [], "local": 0, "session": 0, "bases": 0, "cookie": ""}
POINTER = "async () => (await (await caches.match(new URL('../kept/whole', location))).json())"


class Host:
    """A server below /guide whose answers a test can spoil. spoil(path) gives None, or what to do: down, cut, corrupt, gone, or a function to wait on."""

    def __init__(self, root: Path) -> None:
        self.root, self.asked, self.spoil = root, [], lambda path: None
        host = self

        class Handler(QuietHandler):
            def do_GET(self) -> None:
                path = self.path.split("?")[0].removeprefix("/guide/")
                how = host.spoil(path)
                how = how() if callable(how) else how
                host.asked.append(path)
                if how == "down":
                    self.close_connection = True
                    return
                if how == "gone":
                    self.send_error(404)
                    return
                if how is None:
                    super().do_GET()
                    return
                data = (host.root / path).read_bytes()
                data = data[: len(data) // 2] if how == "cut" else data[:-20] + b"\0" * 20
                self.send_response(200)  # no length, as HTTP/1.0 allows: a cut looks like an end
                self.send_header("Content-Type", self.guess_type(path))
                self.end_headers()
                self.wfile.write(data)

            def translate_path(self, path: str) -> str:
                self.directory = str(host.root)
                return super().translate_path(path.removeprefix("/guide"))

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(root)))
        self.address = f"http://127.0.0.1:{self.server.server_port}/guide"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def down(self) -> None:
        self.spoil = lambda path: "down"

    def parts_asked(self) -> list[str]:
        return [path for path in self.asked if path.endswith(".bin")]


@pytest.fixture
def host(site) -> Iterator[Host]:
    made = Host(site)
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 360, "height": 800})
    opened = context.new_page()
    opened.faults = []
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))
    opened.on("console", lambda message: opened.faults.append(message.text) if "Content Security Policy" in message.text else None)
    yield opened
    assert opened.faults == []
    context.close()


@pytest.fixture
def say(editions) -> Callable[[str, str], str]:
    """The beginning of a string up to its first value, to find an element by: say("ru", "page.whole_start")"""
    return lambda code, key: re.split(r"[({]", editions[code].strings(f"offline.{key}"))[0].strip()


def press(page, say, code: str, key: str) -> None:
    page.get_by_role("button", name=say(code, f"page.{key}")).click()


def keep_whole(page, host: Host, say, code: str = "ru") -> None:
    page.goto(f"{host.address}/{code}/about/offline.html")
    press(page, say, code, "whole_start")
    page.get_by_text(say(code, "page.whole_current")).wait_for()


def rebuilt(site: Path, root: Path, edition, day: date, word: tuple[str, str], facts: tuple[str, ...] = ()) -> Path:
    """The same site of another day with a word changed in Russian; `work/patent` uses the facts."""
    shutil.copytree(site, root)
    folder, was = root / "ru", json.loads((site / "ru/version.json").read_text(encoding="utf-8"))
    for file in [*folder.rglob("*.js"), *folder.rglob("*.html")]:
        text = file.read_text(encoding="utf-8")
        bare = re.sub(r"\n//[0-9a-f]{12}$", "", re.sub(r"(\.js)\?[0-9a-f]{12}", r"\1", text))
        text, mark, footer = bare.rpartition("<p class=printed>")
        bare = text + mark + footer.replace(say_date(was["day"]), say_date(day.isoformat()))
        file.write_text(bare.replace(*word) if word[0] else bare, encoding="utf-8")
    paths = [name.removesuffix(".html") for _, _, names in was["parts"] for name in names if name.endswith(".html")]
    pages = [BuiltPage(path, "", "", "", "", facts=facts if path == "work/patent" else ()) for path in paths]
    write_kept(root, dataclasses.replace(edition, day=day), pages)
    return root


@pytest.fixture(scope="session")
def earlier(site, editions, tmp_path_factory) -> Path:
    """The same, made as `newer` is, so that the two differ in a day and a title only."""
    day = date.fromisoformat(json.loads((site / "ru/version.json").read_text(encoding="utf-8"))["day"])
    return rebuilt(site, tmp_path_factory.mktemp("earlier") / "guide", editions["ru"], day, ("", ""))


@pytest.fixture(scope="session")
def newer(site, editions, tmp_path_factory) -> Path:
    """A day later, another title on one page."""
    day = date.fromisoformat(json.loads((site / "ru/version.json").read_text(encoding="utf-8"))["day"]) + timedelta(days=1)
    word = ("Получить патент на работу", "Получить новый патент на работу")
    return rebuilt(site, tmp_path_factory.mktemp("newer") / "guide", editions["ru"], day, word)


@pytest.fixture(scope="session")
def aged(site, editions, tmp_path_factory) -> Path:
    """As it would be if nobody had built it since 2020."""
    facts = tuple(fact for fact in editions["ru"].facts if editions["ru"].facts[fact].in_force.from_)
    return rebuilt(site, tmp_path_factory.mktemp("aged") / "guide", editions["ru"], date(2020, 1, 1), ("", ""), facts)


def test_nothing_is_stored_until_the_reader_asks(page, host):
    for path in ("ru/index.html", "ru/work/patent.html", "ru/about/offline.html"):
        page.goto(f"{host.address}/{path}")
    page.locator("#keep-guide button").first.wait_for()
    assert page.evaluate(STORED) == NOTHING
    assert not host.parts_asked() and "ru/sw.js" not in host.asked


def test_pages_read_are_kept_and_others_are_not(page, host, say):
    page.goto(f"{host.address}/ru/about/offline.html")
    press(page, say, "ru", "read_start")
    page.get_by_role("button", name=say("ru", "page.read_stop")).wait_for()
    for path in ("ru/work/patent.html", "ru/plan.html"):
        page.goto(f"{host.address}/{path}")
        assert page.locator("#kept-copy").count() == 0
    page.locator("#my-plan button").wait_for()
    until(page, held(" read", 3))
    host.down()
    page.goto(f"{host.address}/ru/work/patent.html")
    assert say("ru", "worker.copy") in page.locator("#kept-copy").inner_text()
    page.goto(f"{host.address}/ru/plan.html")
    page.locator("#my-plan button").click()
    page.locator("#my-plan fieldset").first.wait_for()
    page.goto(f"{host.address}/ru/work/contract.html")
    assert page.locator("h1").inner_text() == say("ru", "worker.absent_title")
    page.locator("main li a", has_text="патент").click()
    assert page.url.endswith("/ru/work/patent.html")


def until(page, condition: str) -> None:
    """Wait until an asynchronous function of the page gives true; the page's own waiting does not wait for promises."""
    for _ in range(300):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came true: {condition}")


def held(kind: str, count: int) -> str:
    """Whether a cache of one kind, ' read' or ' whole ', holds so many entries."""
    return (
        "async () => { for (const name of await caches.keys())"
        f" if (name.includes('{kind}') && (await (await caches.open(name)).keys()).length >= {count}) return true; }}"
    )


def test_the_whole_guide_reads_without_a_network_as_with_it(page, host, say, site):
    keep_whole(page, host, say)
    listing = page.evaluate(POINTER)
    names = sorted(name for _, _, files in listing["parts"] for name in files if name.endswith(".html"))
    look = "() => [document.title, document.documentElement.lang, document.documentElement.dir, document.querySelector('main').innerText, getComputedStyle(document.querySelector('h1')).fontSize, getComputedStyle(document.body).maxWidth]"
    some = ["index.html", "work/patent.html", "plan.html", "glossary.html", "about/facts/exam.html"]
    online = {}
    for name in some:
        page.goto(f"{host.address}/ru/{name}")
        assert page.locator("#kept-copy").count() == 0
        online[name] = page.evaluate(look)
    host.down()
    for name in names:
        answer = page.goto(f"{host.address}/ru/{name}", wait_until="commit" if name not in some else "load")
        assert answer.status == 200 and answer.from_service_worker, name
        text = answer.text()
        assert 'id="kept-copy"' in text and text.endswith("</html>") and "<style></style>" not in text and "\x1d" not in text, name
        if name in some:
            page.locator("#kept-copy").evaluate("(note) => note.remove()")
            if name != "plan.html":  # the script adds to the page
                assert page.evaluate(look) == online[name]
    page.goto(f"{host.address}/ru/plan.html")
    page.locator("#my-plan button").click()
    page.locator("#my-plan fieldset").first.wait_for()
    # A folder, an address without ending, one with a section, a finished list that is not in it.
    for address in ("", "work/patent", "work/patent.html#pay"):
        page.goto(f"{host.address}/ru/{address}")
        assert page.locator("#kept-copy").count() == 1
    assert page.goto(f"{host.address}/ru/plan/uz-work.html").status == 503
    assert "112" in page.locator("main").inner_text()


def test_an_interrupted_download_goes_on_with_what_is_missing(page, host, say):
    stop = threading.Event()
    host.spoil = lambda path: (lambda: stop.wait(60) and "down") if path.endswith(".bin") and len(host.parts_asked()) >= 9 else None
    page.goto(f"{host.address}/ru/about/offline.html")
    press(page, say, "ru", "whole_start")
    until(page, held(" whole ", 9))
    page.goto("about:blank")
    host.spoil = lambda path: None
    stop.set()
    first = host.parts_asked()[:9]
    page.goto(f"{host.address}/ru/about/offline.html")
    page.get_by_text(say("ru", "page.whole_partial")).wait_for()
    assert page.evaluate("async () => !(await caches.match(new URL('../kept/whole', location)))"), "half a copy is not in use"
    host.asked.clear()
    press(page, say, "ru", "whole_continue")
    page.get_by_text(say("ru", "page.whole_current")).wait_for()
    assert host.parts_asked() and not set(host.parts_asked()) & set(first)


def test_cut_and_changed_parts_are_refused_and_asked_for_again(page, host, say, site):
    parts = [f"ru/kept/{name}.bin" for name, _, _ in json.loads((site / "ru/version.json").read_text(encoding="utf-8"))["parts"]]
    bad = {parts[2]: "cut", parts[5]: "corrupt", parts[7]: "down"}
    host.spoil = lambda path: bad.get(path) if path not in host.asked else None
    keep_whole(page, host, say)
    assert all(host.asked.count(path) == (2 if path in bad else 1) for path in parts)
    sizes = page.evaluate(
        "async () => { for (const n of await caches.keys()) if (n.includes(' whole ')) { const c = await caches.open(n); return Promise.all((await c.keys()).map(async (k) => (await (await c.match(k)).arrayBuffer()).byteLength)); } }"
    )
    assert sorted(sizes) == sorted((site / part).stat().st_size for part in parts)


def test_a_site_that_moves_on_in_the_middle_gives_the_new_version_whole(page, host, say, earlier, newer):
    host.root = earlier
    wait = threading.Event()

    def spoil(path: str):
        if path.endswith(".bin") and len(host.parts_asked()) >= 6 and not wait.is_set():
            return lambda: wait.wait(60) and None
        return None

    host.spoil = spoil
    page.goto(f"{host.address}/ru/about/offline.html")
    press(page, say, "ru", "whole_start")
    until(page, held(" whole ", 6))
    host.root = newer
    wait.set()
    page.get_by_text(say("ru", "page.whole_current")).wait_for()
    assert page.evaluate(POINTER)["version"] == json.loads((newer / "ru/version.json").read_text(encoding="utf-8"))["version"]
    served = [path for path in host.parts_asked() if (newer / path).exists()]
    assert len(served) == len(set(served)), "a part with the same hash is not loaded twice"
    assert len([name for name in page.evaluate("caches.keys()") if " whole " in name]) == 1
    host.down()
    page.goto(f"{host.address}/ru/work/patent.html")
    assert "новый патент" in page.title()


def test_a_newer_copy_is_offered_with_its_size_and_swapped_whole(page, host, say, newer, earlier):
    host.root = earlier
    keep_whole(page, host, say)
    old, new = (json.loads((root / "ru/version.json").read_text(encoding="utf-8")) for root in (earlier, newer))
    host.root = newer
    host.asked.clear()
    page.goto(f"{host.address}/ru/work/patent.html")
    assert "новый патент" in page.title() and page.locator("#kept-copy").count() == 0
    until(page, "async () => !!(await caches.match(new URL('../kept/news', location)))")
    assert not host.parts_asked(), "nothing is taken unasked"
    calm = host.spoil
    host.down()
    page.goto(f"{host.address}/ru/work/patent.html")
    assert "новый" not in page.title()
    link = page.locator("#kept-copy a")
    assert link.get_attribute("href") == "../about/offline.html#keep"
    # Of the old copy also the scripts; the site's new ones never meet it.
    page.goto(f"{host.address}/ru/plan.html")
    assert page.locator(f"script[src='plan.js?{old['version']}']").count() == 1
    page.locator("#my-plan button").wait_for()
    host.spoil = calm
    page.goto(f"{host.address}/ru/about/offline.html")
    page.get_by_text(say("ru", "page.whole_newer")).wait_for()
    lacking = sum(size for name, size, _ in new["parts"] if name not in {name for name, _, _ in old["parts"]})
    assert 0 < lacking < new["bytes"] / 3
    assert f"{-(-lacking // 1024)}" in page.get_by_role("button", name=say("ru", "page.whole_update")).inner_text()
    press(page, say, "ru", "whole_update")
    page.get_by_text(say("ru", "page.whole_current")).wait_for()
    host.down()
    page.goto(f"{host.address}/ru/work/patent.html")
    assert "новый патент" in page.title()


def test_a_page_never_gets_a_script_of_another_version(page, host, say, earlier, newer):
    host.root = earlier
    keep_whole(page, host, say)
    # A half-updated host: the page is new, its script still the old one; then none at all.
    page.goto("about:blank")
    old = host.root
    host.root = newer
    (newer / "ru/plan.js").rename(newer / "ru/plan.new")
    shutil.copy(old / "ru/plan.js", newer / "ru/plan.js")
    try:
        page.goto(f"{host.address}/ru/plan.html")
        assert page.locator("#my-plan button").count() == 0 and page.locator("main .plan li").count() > 20
        host.spoil = lambda path: "down" if path.endswith(".js") else None
        page.goto(f"{host.address}/ru/plan.html")
        assert page.locator("#my-plan button").count() == 0
    finally:
        (newer / "ru/plan.new").replace(newer / "ru/plan.js")


def test_a_cut_page_is_not_kept_and_never_replaces_a_kept_one(page, host, say):
    page.goto(f"{host.address}/ru/about/offline.html")
    press(page, say, "ru", "read_start")
    page.get_by_role("button", name=say("ru", "page.read_stop")).wait_for()
    page.goto(f"{host.address}/ru/work/contract.html")
    until(page, held(" read", 1))
    host.spoil = lambda path: "cut" if path.endswith(".html") else None
    page.goto(f"{host.address}/ru/work/patent.html")
    page.goto(f"{host.address}/ru/work/contract.html")
    assert page.locator("#kept-copy").count() == 1 and page.locator("footer").count() == 1
    addresses = page.evaluate(
        "async () => { for (const n of await caches.keys()) if (n.endsWith(' read')) return (await (await caches.open(n)).keys()).map((k) => k.url); }"
    )
    assert [address for address in addresses if "patent" in address] == []


def test_a_slow_answer_gives_way_to_the_copy(page, host, say):
    keep_whole(page, host, say)
    wait = threading.Event()
    host.spoil = lambda path: (lambda: wait.wait(60) and None) if path == "ru/work/patent.html" else None
    page.goto(f"{host.address}/ru/work/patent.html")
    assert page.locator("#kept-copy").count() == 1
    wait.set()


def test_an_old_copy_warns_and_says_since_when_a_page_may_be_wrong(page, host, say, aged):
    host.root = aged
    keep_whole(page, host, say)
    host.down()
    page.goto(f"{host.address}/ru/cards.html")
    note = page.locator("#kept-copy")
    assert say("ru", "worker.old") in note.inner_text() and "01.01.2020" in note.inner_text()
    page.goto(f"{host.address}/ru/work/patent.html")
    assert re.search(r"С \d\d\.\d\d\.202\d правило", note.inner_text()) and "01.01.2020" in note.inner_text()
    assert "--danger" in note.get_attribute("style")


def test_languages_do_not_touch_each_other_and_removing_all_leaves_nothing(page, host, say):
    keep_whole(page, host, say, "ru")
    page.goto(f"{host.address}/en/about/offline.html")
    page.get_by_role("button", name=say("en", "page.whole_start")).wait_for()
    press(page, say, "en", "read_start")
    page.get_by_role("button", name=say("en", "page.read_stop")).wait_for()
    stored = page.evaluate(STORED)
    assert sorted(scope.rsplit("/guide/")[1] for scope in stored["workers"]) == ["en/", "ru/"]
    page.goto(f"{host.address}/ru/about/offline.html")
    press(page, say, "ru", "whole_remove")
    page.get_by_role("button", name=say("ru", "page.whole_start")).wait_for()
    stored = page.evaluate(STORED)
    assert [scope.rsplit("/guide/")[1] for scope in stored["workers"]] == ["en/"]
    assert all("/en/" in name for name in stored["caches"]) and stored["caches"]
    press(page, say, "ru", "remove")
    page.get_by_text(say("ru", "page.removed").split(".")[0] + ".").first.wait_for()
    page.get_by_text(say("ru", "page.nothing")).wait_for()
    assert page.evaluate(STORED) == NOTHING
    page.goto(f"{host.address}/en/about/offline.html")
    page.get_by_role("button", name=say("en", "page.read_start")).wait_for()
    assert page.evaluate(STORED) == NOTHING


def test_without_a_network_nothing_can_be_promised(page, host, say):
    host.spoil = lambda path: "down" if path.endswith(("version.json", "sw.js")) else None
    page.goto(f"{host.address}/ru/about/offline.html")
    page.get_by_text(say("ru", "page.whole_unknown")).wait_for()
    press(page, say, "ru", "read_start")
    page.get_by_text(say("ru", "page.failed")).wait_for()
    assert page.evaluate(STORED) == NOTHING


def test_where_it_cannot_work_the_page_says_why(browser, page, host, say, site):
    page.goto((site / "ru/about/offline.html").as_uri())
    page.get_by_text(say("ru", "page.file")).wait_for()
    context = browser.new_context(java_script_enabled=False)
    still = context.new_page()
    still.goto(f"{host.address}/ru/about/offline.html")
    assert say("ru", "page.plain") in still.locator("#keep-guide").inner_text()
    context.close()
    for missing, key in (("delete Navigator.prototype.serviceWorker", "page.old"), ("delete window.DecompressionStream", "page.half")):
        context = browser.new_context()
        context.add_init_script(missing)
        old = context.new_page()
        old.goto(f"{host.address}/ru/about/offline.html")
        old.get_by_text(say("ru", key)).wait_for()
        context.close()


def test_the_controls_are_large_enough_to_touch(page, host):
    page.goto(f"{host.address}/ru/about/offline.html")
    page.locator("#keep-guide button").first.wait_for()
    assert all(box["height"] >= 44 for box in (button.bounding_box() for button in page.locator("#keep-guide button").all()))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
