"""The search: words read alike in Python and on the phone, parts that arrive whole, answers that readers expect, nothing kept."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe

from marshrut import searchparts
from marshrut.commands.bench import LIMIT, weigh
from marshrut.edition import load_editions
from marshrut.letters import RANGES, ranges
from marshrut.problems import Refused
from marshrut.searchparts import pack, reading

from .conftest import change

QUERIES = Path(__file__).parent / "queries"
CODES = ["ru", "en", "uz", "uz-Cyrl", "tg", "ky"]
# Of the queries of each language, how many must find a page they want among the first three.
ENOUGH, FIRST = 0.95, 3
KINDS = {"plain", "typo", "marks", "script", "russian", "translit", "ending", "synonym", "question"}

ALIKE = {
    "ru": [
        "регистрация регистрации регистрацией registracia registratsiya registraciya Регистрация РЕГИСТРА́ЦИЯ",
        "прописка прописки propiska",
        "учёт учет учёта uchet uchyot",
        "ВНЖ внж vnzh vnj",
        "пaтент патент патенту patent",  # with a Latin а
        "жительство zhitelstvo жительства",
        "штраф штрафы shtraf",
    ],
    "en": ["patent patents патент", "document documents", "propiska прописка", "pay pay’s pays"],
    "uz": [
        "hujjat hujjatlar hujjatlarim ҳужжат хужжат huccat",
        "oʻzbek o'zbek o‘zbek ozbek ўзбек узбек oʻzbekcha",
        "roʻyxat ro'yxat royxat рўйхат руйхат",
        "qonun konun қонун конун",
        "togʻ tog' tog тоғ тог",
        "ish ishga ishda иш",
    ],
    "tg": ["ҳуҷҷат хучжат хуччат hujjat huccat ҳуҷҷатҳо", "рӯз руз ruz roʻz", "қонун конун qonun", "муҳлат мухлат muhlat"],
    "ky": ["төлөм толом tolom", "каттоо каттоого kattoo", "укук укуктар укуктарым ukuk", "мөөнөт моонот", "патент патентти патенттин"],
}


@pytest.mark.parametrize(("code", "words"), [(code, words) for code, rows in ALIKE.items() for words in rows])
def test_all_ways_to_type_a_word_are_one(editions, code, words):
    assert len(set(editions[code].fold.words(words))) == 1, editions[code].fold.words(words)


def test_different_words_stay_different(editions):
    for code, words in {"ru": "патент паспорт виза штраф 112 102", "uz": "ish uy pul 112 102", "ky": "айлык айып 90 180"}.items():
        assert len(set(editions[code].fold.words(words))) == len(words.split())


def test_other_scripts_and_odd_signs_are_words_or_nothing(editions):
    fold = editions["en"].fold
    assert len(fold.words("تسجيل اقامت")) == 2
    assert fold.words("(.*) [\\ <> ---") == []
    assert fold.words("a\u0301 \u200d\ufeff") == fold.words("a")


def texts_of(site: Path, code: str) -> set[str]:
    """Every word of the site in one language, as it stands."""
    found: set[str] = set()
    for file in (site / code).rglob("*.html"):
        found |= set(re.findall(r"[^\s<>=]+", file.read_text(encoding="utf-8")))
    return found


@pytest.mark.site
@pytest.mark.browser
@pytest.mark.parametrize("code", CODES)
def test_the_phone_reads_every_word_of_the_site_as_we_do(site, browser, editions, house, code):
    fold, words = (
        editions[code].fold,
        sorted(texts_of(site, code) | {word for rows in ALIKE.values() for row in rows for word in row.split()}),
    )
    page = browser.new_page()
    script = f"(words) => {{{reading(fold, house)} return words.map((word) => [OWN.keysOf(word), OWN.wordsOf(word)]);}}"
    read = page.evaluate(script, words)
    page.close()
    assert len(words) > 5000
    wrong = {
        word: (both, fold.keys(word), fold.words(word))
        for word, both in zip(words, read, strict=True)
        if both != [fold.keys(word), fold.words(word)]
    }
    assert not wrong, list(wrong.items())[:5]


# --- parts


def parts(site: Path, code: str) -> dict[str, str]:
    folder = site / code / "search"
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.js"))}


def data_of(part: str):
    """What a part hands over: ["stamp", "name", data]."""
    part = part.rpartition("\n//")[0]  # the version of the guide, which keeping.py sets
    return json.loads(f"[{part.removeprefix('marshrutSearch(')[:-1]}]".replace("<\\/", "</"))


def test_the_limit_is_that_of_pages():
    assert searchparts.LIMIT == LIMIT


@pytest.mark.site
@pytest.mark.parametrize("code", CODES)
def test_every_part_arrives_whole_and_a_query_loads_little(site, code):
    weights = {name: weigh(text.encode()) for name, text in parts(site, code).items()}
    weights["search.js"] = weigh((site / code / "search.js").read_bytes())
    assert max(weights.values()) <= LIMIT
    heads = [weight for name, weight in weights.items() if name.startswith("heads-")]
    words = [weight for name, weight in weights.items() if name.startswith("words-")]
    text = sorted(weight for name, weight in weights.items() if name.startswith("text/"))
    assert len(heads) <= 4 and len(words) <= 6
    # The first query of one word: the engine, all headings, one part of the words, six texts of the middle size.
    first = weights["search.js"] + weights["engine.js"] + sum(heads) + max(words) + 6 * text[len(text) // 2]
    assert first <= 95_000


@pytest.mark.site
@pytest.mark.parametrize("code", CODES)
def test_every_place_of_the_index_exists(site, code):
    known: dict[str, str] = {}
    stamps, count = set(), 0
    for name, part in parts(site, code).items():
        if name == "engine.js":
            continue
        stamp, own_name, data = data_of(part)
        stamps.add(stamp)
        assert f"{own_name}.js" == name
        if name.startswith("heads-"):
            for path, title, weight, rows, *_ in data:
                known[path] = (site / code / f"{path}.html").read_text(encoding="utf-8")
                assert title and 1 <= weight <= 10
                count += 1 + len(rows)
                for anchor, heading, *_ in rows:
                    assert heading and re.search(rf"id=\"?{re.escape(anchor)}[\" >]", known[path]), (path, anchor)
    assert len(stamps) == 1 and count > 1000
    built = {file.relative_to(site / code).with_suffix("").as_posix() for file in (site / code).rglob("*.html")}
    assert set(known) == {path for path in built if path not in ("search", "calendar") and not path.startswith(("search/", "marshrut-"))}


def test_parts_are_packed_in_order_and_nothing_is_lost():
    units = [f'"{number * 7919 % 100_003:x} {number**3:x}"' for number in range(6000)]
    packed = pack(units)
    assert [unit for part in packed for unit in part] == units and len(packed) > 1
    assert all(weigh(",".join(part).encode()) <= LIMIT for part in packed)
    with pytest.raises(ValueError, match="too large"):
        pack(["".join(chr(0x4E00 + number * number % 20_000) for number in range(20_000))])


# --- answers

ASK = """async (queries) => {
  const root = document.getElementById("find"), box = document.getElementById("find-box"), found = [];
  for (const query of queries) {
    box.value = query;
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
    while (root.getAttribute("aria-busy") !== "false") await new Promise((resolve) => setTimeout(resolve, 5));
    found.push([...root.querySelectorAll("li > a")].map((link) => link.getAttribute("href")));
  }
  return found;
}"""


def queries(code: str) -> list[dict]:
    return yaml.load((QUERIES / f"{code}.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@pytest.mark.parametrize("code", CODES)
def test_the_queries_are_many_and_of_all_kinds(code):
    found = queries(code)
    assert len(found) >= 150 and len({entry["q"] for entry in found}) == len(found)
    assert {entry["kind"] for entry in found} <= KINDS and len({entry["kind"] for entry in found}) >= 7


@pytest.mark.site
@pytest.mark.parametrize("code", CODES)
def test_every_wanted_page_exists(site, code):
    for entry in queries(code):
        assert all((site / code / f"{path}.html").is_file() for path in entry["want"]), entry


@pytest.mark.site
@pytest.mark.browser
@pytest.mark.parametrize("code", CODES)
def test_readers_find_what_they_want(site, browser, code):
    """From a folder, through the page itself, word by word as people type them."""
    asked = queries(code)
    page = browser.new_page()
    page.goto((site / code / "search.html").as_uri())
    answers = page.evaluate(ASK, [entry["q"] for entry in asked])
    page.close()
    met, all_of, missed = Counter(), Counter(), []
    for entry, links in zip(asked, answers, strict=True):
        first = [link.partition("#")[0].removesuffix(".html") for link in links[:FIRST]]
        all_of[entry["kind"]] += 1
        if set(first) & set(entry["want"]):
            met[entry["kind"]] += 1
        else:
            missed.append((entry["q"], entry["want"], first))
    share = met.total() / len(asked)
    print(
        f"\n{code}: {met.total()}/{len(asked)} = {share:.1%}; " + ", ".join(f"{kind} {met[kind]}/{all_of[kind]}" for kind in sorted(all_of))
    )
    assert share >= ENOUGH, missed


# --- the page


@pytest.fixture
def search(browser, site):
    """Open the search of a language from the folder: open(code, **context) → page, with `asked`, every address it asked for."""
    contexts = []

    def open_page(code: str = "ru", address: str = "", **options):
        context = browser.new_context(viewport={"width": 360, "height": 740}, **options)
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(address or (site / code / "search.html").as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


def ask(page, query: str) -> list[str]:
    return page.evaluate(ASK, [query])[0]


@pytest.mark.site
@pytest.mark.browser
def test_nothing_is_loaded_before_the_reader_types(search, site):
    page = search()
    names = [unquote(urlparse(url).path).rpartition("/")[2] for url in page.asked]
    assert names == ["search.html", "search.js"]
    page.locator("#find-box").fill("патент")
    page.wait_for_selector("#find li mark")
    # The line below a result comes with its text, the found word marked.
    page.wait_for_selector("#find li p mark")
    assert all(url.startswith(site.as_uri()) for url in page.asked)


@pytest.mark.site
@pytest.mark.browser
@pytest.mark.parametrize("code", ["ru", "uz"])
def test_nothing_is_kept_and_nothing_goes_into_the_address(search, address, code):
    start = f"{address}/{code}/search.html"
    page = search(address=start)
    before = page.evaluate("history.length")
    assert ask(page, "propiska")
    assert page.url == start and page.evaluate("history.length") == before
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie, indexedDB.databases ? 1 : 0]")[:3] == [0, 0, ""]
    assert page.context.cookies() == []
    box = page.locator("#find-box")
    assert box.get_attribute("autocomplete") == "off" and not box.get_attribute("name") and page.locator("form").count() == 0
    # What is asked for tells no word that was typed, only the part of the alphabet and the version of the guide.
    assert not [url for url in page.asked if "propiska" in url or not re.fullmatch(r"[^?]*(\.js\?[0-9a-f]{12})?", url)]


@pytest.mark.site
@pytest.mark.browser
def test_a_result_leads_to_its_section(search):
    page = search()
    ask(page, "продлить срок")
    page.locator("#find li a[href*='#']").first.click()
    assert page.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null")


@pytest.mark.site
@pytest.mark.browser
def test_the_number_of_results_is_spoken_and_more_are_shown_when_asked(search):
    page = search()
    ask(page, "патент")
    status = page.locator("#find [role=status]")
    assert re.search(r"\d+", status.inner_text())
    shown = page.locator("#find li").count()
    page.locator("#find > button").click()
    assert page.locator("#find li").count() > shown
    assert page.evaluate("document.activeElement.closest('li') !== null")


@pytest.mark.site
@pytest.mark.browser
def test_who_finds_nothing_is_told_whom_to_call(search):
    page = search()
    assert ask(page, "zzqqvvjj") == []
    assert page.locator("#find [role=status]").inner_text()
    assert (
        page.locator("#find-help a[href='tel:112']").is_visible() and page.locator("#find-help a[href='help/emergency.html']").is_visible()
    )
    assert ask(page, "   ") == [] and page.locator("#find [role=status]").inner_text() == ""


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    ".* (?=(a+)+$ [ ] { } \\ ^ |",
    "а" * 5000,
    "аб " * 3000,
    "__proto__ constructor toString hasOwnProperty",
    "\u202e\u0000\ud83d\ude00 \ufeff",
    "'; DROP TABLE",
    "İıŞ ǅ ﬁ",
]


@pytest.mark.site
@pytest.mark.browser
def test_hostile_queries_do_nothing(search):
    page = search()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.evaluate(ASK, HOSTILE)
    for query in HOSTILE[:3]:
        page.locator("#find-box").fill(query)
        page.keyboard.press("Enter")
    page.wait_for_selector("#find[aria-busy=false]")
    assert not dialogs and not page.errors
    assert page.locator("#find script, #find img").count() == 0


@pytest.mark.site
@pytest.mark.browser
def test_headings_answer_when_a_part_comes_cut(search, address):
    page = search(address="about:blank")
    cut = lambda route: route.fulfill(body='marshrutSearch("', content_type="text/javascript")  # noqa: E731
    page.route("**/search/words-*", cut)
    page.goto(f"{address}/ru/search.html")
    assert ask(page, "патент")
    button = page.locator("#find p button")
    assert button.is_visible()
    page.unroute("**/search/words-*")
    button.click()
    page.wait_for_selector("#find[aria-busy=false]")
    assert not button.is_visible() and page.locator("#find li").count()


@pytest.mark.site
@pytest.mark.browser
@pytest.mark.parametrize("name", ["heads-0", "engine"])
def test_the_reader_is_told_when_the_search_does_not_load(search, address, name):
    page = search(address="about:blank")
    page.route(f"**/search/{name}.js?*", lambda route: route.abort())
    page.goto(f"{address}/ru/search.html")
    assert ask(page, "патент") == []
    assert page.locator("#find p button").is_visible() and page.locator(".letters a").first.is_visible()
    page.unroute(f"**/search/{name}.js?*")
    page.locator("#find p button").click()
    page.wait_for_selector("#find li")


@pytest.mark.site
@pytest.mark.browser
def test_a_part_of_another_edition_is_not_believed(search, address, site):
    """A phone that keeps old parts beside a new script would be led to wrong places."""
    page = search(address="about:blank")
    stale = (site / "ru/search/heads-0.js").read_text(encoding="utf-8")
    stale = re.sub(r'\("[0-9a-f]{8}"', '("00000000"', stale)
    page.route("**/search/heads-0.js?*", lambda route: route.fulfill(body=stale, content_type="text/javascript"))
    page.goto(f"{address}/ru/search.html")
    assert ask(page, "патент") == [] and page.locator("#find p button").is_visible()


@pytest.mark.site
@pytest.mark.browser
@pytest.mark.parametrize("code", CODES)
def test_without_a_script_there_are_the_letters(search, code):
    page = search(code, java_script_enabled=False)
    assert page.locator("#find-box").count() == 0
    assert page.locator(".letters a").count() > 15
    page.locator(".letters a").nth(3).click()
    assert "#letter-4" in page.url and page.locator("#letter-4").count() == 1
    assert page.locator(".index a").count() > 20


@pytest.mark.site
def test_the_letters_hold_every_page_term_and_listed_word(editions, site):
    for code in CODES:
        edition = editions[code]
        pages = [(site / code / f"search/{number}.html").read_text(encoding="utf-8") for number in range(1, RANGES + 1)]
        for path in edition.pages:
            assert path == "search" or any(f"../{path}.html" in page for page in pages), (code, path)
        for word_id, word in edition.words.items():
            assert any(f"../glossary/{word.group}.html#{word_id}" in page for page in pages), (code, word_id)
        labels = {place.label for letters in ranges(edition) for places in letters.values() for place in places}
        hidden = {word for one in edition.synonyms[edition.language.derived_from or code] if not one.listed for word in one.words}
        assert not {label.casefold() for label in labels} & {word.casefold() for word in hidden}


@pytest.mark.site
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(search, scheme):
    page = search("uz", color_scheme=scheme)
    ask(page, "patent")
    page.wait_for_selector("#find li p mark")
    found = Axe().run(page).response["violations"]
    assert found == [], [(one["id"], one["nodes"][0]["html"]) for one in found]


@pytest.mark.site
@pytest.mark.browser
def test_right_to_left_and_narrow_nothing_sticks_out(search):
    page = search("en")
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.set_viewport_size({"width": 320, "height": 600})
    ask(page, "registration")
    page.wait_for_selector("#find li p mark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = "[...document.querySelectorAll('#find a, #find button:not([hidden]), #find input, .letters a')].filter((one) => one.getBoundingClientRect().height < 44).length"
    assert page.evaluate(small) == 0


# --- data


@pytest.mark.parametrize(
    ("pattern", "new", "what"),
    [
        (r"to: \[arrive/registration\]", "to: [arrive/registrations]", "there is no page `arrive/registrations`"),
        (r"to: \[work/fraud-and-middlemen#registration\]", "to: [work/fraud-and-middlemen#regist]", "has no section `regist`"),
        (r"^tg:$", "tj:", "`tj` is no written language"),
        (r"words: \[прописка, ", "words: [прописка, прописка, ", "`прописка` stands twice"),
        (r"\{words: \[прописка", "{word: [прописка", "words"),
    ],
)
def test_a_faulty_synonym_is_told_with_its_line(scratch, pattern, new, what):
    change(scratch, "data/synonyms.yml", pattern, new)
    with pytest.raises(Refused) as refused:
        load_editions(scratch)
    assert any(what in problem.what and problem.path == "data/synonyms.yml" and problem.line for problem in refused.value.problems)


@pytest.mark.parametrize(
    ("pattern", "new", "what"),
    [
        (r"\[shch, x\]", '["(a+)+$", x]', "is no row of small Latin letters"),
        (r"rounds: 4", "rounds: 40", "rounds"),
        (r"^  en: \{x: ks\}", "  de: {x: ks}", "`de` is no written language"),
        (r"\{x: ks\}", "{xx: ks}", "`xx` is not one letter"),
    ],
)
def test_a_faulty_table_is_told_with_its_line(scratch, pattern, new, what):
    change(scratch, "data/search.yml", pattern, new)
    with pytest.raises(Refused) as refused:
        load_editions(scratch)
    assert any(what in problem.what and problem.path == "data/search.yml" for problem in refused.value.problems)


def test_a_missing_engine_is_told_with_its_mend(monkeypatch, tmp_path):
    monkeypatch.setattr(searchparts.sys, "prefix", str(tmp_path))
    with pytest.raises(Refused, match="make site"):
        searchparts.engine()


def test_the_engine_is_pinned_without_naming_a_host(house):
    lock = json.loads((house.root / "requirements/npm/package-lock.json").read_text(encoding="utf-8"))
    engine = lock["packages"]["node_modules/minisearch"]
    assert engine["integrity"].startswith("sha512-") and "resolved" not in engine
