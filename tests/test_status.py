"""How far each translation is: a change of the source is seen in each language, there and nowhere else, until it is compared."""

import re

import pytest

from marshrut.build import build_site
from marshrut.checks import CHECKS, behind
from marshrut.cli import main
from marshrut.commands.bench import LIMIT, weigh
from marshrut.edition import load_editions
from marshrut.made import made_pages
from marshrut.markdown import MarshrutExtension, PageContext, make_markdown
from marshrut.nextsteps import next_steps
from marshrut.readings import load_status
from marshrut.sections import split_page
from marshrut.status import language_state, page_text, stale_places, stale_texts, translation_states
from marshrut.translationtable import MOST_OTHERS

from .conftest import begin_right_to_left, change

PAGE = "arrive/registration"
SOURCE = f"docs/ru/{PAGE}.md"
# Kazakh is only begun: it has some pages and entries, and these are held to the same.
WRITTEN = ("en", "uz", "tg", "ky", "kk")
# How the text of an entry begins, changed.
MARK = {"facts": '\n  title: "Иначе: ', "glossary": ' {plain: "иначе: ', "changes": '\n  title: "Иначе: '}


@pytest.fixture
def leap(scratch, monkeypatch):
    """A scratch checkout whose every section and text was compared on a 29 February."""
    monkeypatch.chdir(scratch.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1835438400")  # 2028-02-29
    for code in WRITTEN:
        file = scratch.translations / "status" / f"{code}.yml"
        file.write_text(re.sub(r"\d{4}-\d\d-\d\d", "2028-02-29", file.read_text(encoding="utf-8")), encoding="utf-8")
    return scratch


@pytest.fixture
def section(leap):
    """The id of the one section of the registration page that was changed in Russian."""
    chosen = next(one for one in page_text(leap, "ru", PAGE).sections if one.level == 2 and not one.danger)
    change(leap, SOURCE, rf"^## {re.escape(chosen.title)} \{{", f"## {chosen.title}: иначе {{")
    return chosen.id


def draw(edition, path, markdown):
    extension = MarshrutExtension(edition)
    md = make_markdown(extension)
    extension.page = PageContext(path, stale=stale_places(edition, path), stale_texts=stale_texts(edition))
    return md.convert(markdown)


def draw_page(edition, path):
    """A page of the register or one that the build makes."""
    text = page_text(edition.house, edition.language.derived_from or edition.language.code, path)
    return draw(edition, path, (text or split_page(made_pages(edition)[path], path)).body)


def table(edition):
    return draw(edition, "about/translations", "{{ table translations }}")


def states(editions):
    return {state.language.code: state for state in translation_states(editions["ru"])}


def test_nothing_is_behind_and_nothing_uncompared_in_this_checkout(editions):
    for state in translation_states(editions["ru"]):
        assert not state.behind and not state.texts_behind and not state.unread, state.language.code
        if state.language.published:
            assert not state.missing and not state.texts_missing
            assert not any(texts.unread for texts in state.texts.values()), "run: marshrut confirm <language> translations/… --by machine"


def test_a_changed_section_is_behind_in_every_language_there_and_nowhere_else(leap, section):
    editions = load_editions(leap)
    for code, state in states(editions).items():
        assert state.behind == ([] if code == "ru" else [PAGE]), code
        if code != "ru":
            assert dict(state.pages[PAGE].stale) == {section: "2028-02-29"}
            assert not state.texts_behind and not state.unread and bool(state.missing) is (code == "kk")


def test_the_reader_is_told_at_the_section_since_when_and_where_the_source_is(leap, section):
    editions = load_editions(leap)
    for code, edition in editions.items():
        text = page_text(leap, "uz" if code == "uz-Cyrl" else code, PAGE)
        html = draw(edition, PAGE, text.body)
        notices = re.findall(r'<p class="stale">(.*?)</p>', html)
        assert len(notices) == (0 if code == "ru" else 1), code
        if notices:
            assert notices[0].startswith(edition.strings("stale.section", date="29.02.2028")) and "29.02.2028" in notices[0]
            assert f'href="../../ru/{PAGE}.html#{section}"' in notices[0]
            # Right below the heading and its row of languages.
            assert re.search(rf'<h2 id="{section}">.*?</h2>\s*(<p class="ls">.*?</p>)?\s*<p class="stale">', html, re.S)


def test_the_table_counts_it_and_leads_there(leap, section):
    editions = load_editions(leap)
    for code, edition in editions.items():
        html = table(edition).replace("\u00a0", " ")
        count = edition.strings("translations.behind", count=1)
        assert html.count(f"<li>{count}</li>") == len(editions) - 1, code
        if code not in ("ru", "kk"):
            assert f'href="../{PAGE}.html#{section}"' in html.replace(".md", ".html") and "(29.02.2028)" in html
        assert f'href="../../{"en" if code != "en" else "tg"}/{PAGE}.html"' in html


def test_status_and_check_name_file_line_and_command(leap, section, capsys):
    capsys.readouterr()
    assert main(["status"]) == 0
    said = capsys.readouterr().out
    for code in WRITTEN:
        line = next(one.line for one in page_text(leap, code, PAGE).sections if one.id == section)
        steps = said.split(f"Next for {code},")[1].split("Next for")[0].strip().splitlines()[1:]
        assert len(steps) == 10
        if code == "kk":
            continue  # what is missing comes first there
        # What is old comes before what no native speaker has read.
        assert f"docs/{code}/{PAGE}.md:{line}:" in steps[0] and f"marshrut confirm {code} {PAGE} {section}" in steps[0]
        assert f"{SOURCE}:" in steps[0] and "--by native" in steps[1]
    assert behind.check in CHECKS
    found = list(behind.check(load_editions(leap)))
    assert {problem.path for problem in found} == {f"docs/{code}/{PAGE}.md" for code in WRITTEN}
    assert all(problem.warning and problem.line and "29.02.2028" in problem.what for problem in found)


def test_a_minor_change_clears_it_and_the_day_stays(leap, section, capsys):
    for code in WRITTEN:
        assert main(["confirm", code, PAGE, section, "--minor"]) == 0
    assert f"1 changed ({section})" in capsys.readouterr().out
    editions = load_editions(leap)
    for code, state in states(editions).items():
        assert not state.behind
        assert code == "ru" or state.pages[PAGE].readers == {"machine": "2028-02-29"}
    assert not list(behind.check(editions))


def test_minor_for_everything_tells_what_it_did(leap, section, capsys):
    capsys.readouterr()
    assert main(["confirm", "tg", "all", "--minor"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"tg {PAGE}: 1 changed ({section}) without a change of meaning; who compared, and when, stays"
    ]
    assert main(["confirm", "tg", "all", "--minor"]) == 0
    assert "no source has changed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["confirm", "tg", PAGE, "--minor", "--by", "native"], "cannot name a reader"),
        (["confirm", "ru", PAGE, "--minor"], "is the source itself"),
        (["confirm", "uz-Cyrl", PAGE], "made by rule"),
        (["confirm", "tg", "arrive/nowhere"], "choose from"),
        (["confirm", "tg", "translations/nothing"], "choose from"),
        (["confirm", "tg", "translations/facts", "registration.fees"], "choose from: registration.fee"),
        (["confirm", "ru", "translations/facts"], "choose from"),
    ],
)
def test_what_cannot_be_confirmed_is_refused_in_one_line(leap, capsys, command, said):
    before = (leap.translations / "status" / "tg.yml").read_bytes()
    capsys.readouterr()
    assert main(command) == 1
    assert said in capsys.readouterr().err
    assert (leap.translations / "status" / "tg.yml").read_bytes() == before


def test_minor_is_refused_where_nothing_was_read(leap, capsys):
    status = leap.translations / "status" / "tg.yml"
    status.write_text(re.sub(rf"^{PAGE}:\n(  .*\n)+", "", status.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")
    before = status.read_bytes()
    for command in (["confirm", "tg", PAGE, "--minor"], ["confirm", "tg", PAGE, "top", "--minor"]):
        assert main(command) == 1
        assert "nobody has compared this yet" in capsys.readouterr().err
    assert status.read_bytes() == before
    assert "nobody has compared it yet" in next(
        str(step) for step in next_steps(load_editions(leap)["ru"], states(load_editions(leap))["tg"])
    )


def test_an_edit_of_the_translation_takes_its_readers_and_makes_nothing_stale(leap):
    for kind in ("volunteer", "native", "lawyer"):
        assert main(["confirm", "ky", PAGE, "--by", kind]) == 0
    state = states(load_editions(leap))["ky"]
    assert all(state.read_by(kind) == [PAGE] for kind in ("volunteer", "native", "lawyer"))
    html = table(load_editions(leap)["ky"])
    assert html.count("29.02.2028") == 3
    change(leap, f"docs/ky/{PAGE}.md", "^title: ", "title: Башкача ")
    state = states(load_editions(leap))["ky"]
    assert state.pages[PAGE].readers == {} and not state.behind and not state.unread


@pytest.mark.parametrize(
    ("folder", "entry", "page"),
    [
        ("facts", "registration.fee", "about/facts/registration"),
        ("glossary", "patent", "glossary/papers"),
        ("changes", "amina-end", "about/changes"),
    ],
)
def test_a_changed_text_of_data_is_behind_by_its_entry_and_says_so(leap, capsys, folder, entry, page):
    change(leap, f"translations/{folder}/ru.yml", rf"(?<=^{re.escape(entry)}:)(\s*\{{?\w+: \")", MARK[folder])
    editions = load_editions(leap)
    room = f"translations/{folder}"
    have = {code for code in WRITTEN if entry in load_status(leap, code).get(room, {})} | {"uz-Cyrl"}
    assert have >= set(editions) - {"ru", "kk"}
    for code, state in states(editions).items():
        assert not state.behind and state.texts_behind == (code in have), code
        if code in have:
            assert dict(state.texts[room].stale) == {entry: "2028-02-29"}
            html = table(editions[code]).replace("\u00a0", " ")
            assert html.count(f"<li>{editions[code].strings('translations.texts_behind', count=1)}</li>") == len(have)
    made = {path: text for path, text in made_pages(editions["tg"]).items() if path.startswith(page)}
    told = [path for path, text in made.items() if 'class="stale"' in draw(editions["tg"], path, split_page(text, path).body)]
    assert len(told) == 1 and dict(stale_places(editions["tg"], told[0])) == {entry: "2028-02-29"}
    assert 'class="stale"' not in draw(editions["ru"], told[0], split_page(made_pages(editions["ru"])[told[0]], told[0]).body)
    capsys.readouterr()
    assert main(["status", "tg"]) == 0
    assert f"{room:<36} behind in 1: {entry} (compared 29.02.2028)" in capsys.readouterr().out
    assert {problem.path for problem in behind.check(editions)} == {f"{room}/{code}.yml" for code in have - {"uz-Cyrl"}}
    assert main(["confirm", "tg", room, entry]) == 0
    assert not states(load_editions(leap))["tg"].texts_behind and states(load_editions(leap))["ky"].texts_behind


@pytest.mark.parametrize(
    ("file", "text", "shown", "place", "elsewhere"),
    [
        ("contacts/ru.yml", 'consular.kg-embassy:\n  name: "', "help/consulates", "consular.kg-embassy", "help/official"),
        ("ru.yml", '  border.stamp: "', "phrases/border", "", "phrases/police"),
        ("plan/ru.yml", '  check-ban: {title: "', "plan", "n1", "phrases/border"),
        ("plan/ru.yml", '  check-ban: {title: "', "plan/uz-work", "n1", "phrases/border"),
    ],
)
def test_a_changed_text_that_pages_take_in_says_so_where_it_stands(leap, file, text, shown, place, elsewhere):
    change(leap, f"translations/{file}", f"^{re.escape(text)}", f"{text}Иначе: ")
    editions = load_editions(leap)
    del editions["kk"]  # begun: most of these pages and texts are missing there
    for code, edition in editions.items():
        notices = re.findall(r'class="stale">(.*?)</a>', draw_page(edition, shown))
        assert len(notices) == (0 if code == "ru" else 1), code
        if notices:
            assert notices[0].startswith(edition.strings("stale.section", date="29.02.2028"))
            assert re.search(rf'href="[./]*/ru/{shown}\.html{f"#{place}" if place else ""}', notices[0])
        assert 'class="stale"' not in draw_page(edition, elsewhere)


def test_an_empty_section_and_an_empty_text_count_as_missing(leap):
    text = page_text(leap, "tg", PAGE)
    chosen = text.sections[-1]
    file = leap.docs / "tg" / f"{PAGE}.md"
    file.write_text(file.read_text(encoding="utf-8").replace(chosen.text, "\n"), encoding="utf-8")
    state = language_state(load_editions(leap)["ru"], load_editions(leap)["ru"].languages["tg"])
    assert state.pages[PAGE].lacking == (chosen.id,) and state.behind == [PAGE] and not state.pages[PAGE].stale


def test_a_page_without_a_file_is_missing_first_to_do_and_a_card_in_the_table(leap, capsys):
    (leap.docs / "tg" / "help" / "emergency.md").unlink()
    editions = load_editions(leap)
    state = states(editions)["tg"]
    assert state.missing == ["help/emergency"] and state.present == state.total - 1
    assert str(next(iter(next_steps(editions["ru"], state)))) == "docs/tg/help/emergency.md: translate docs/ru/help/emergency.md"
    html = table(editions["ky"]).replace("\u00a0", " ")
    assert editions["ky"].strings("translations.missing", count=1) in html and 'href="../../tg/help/emergency.html"' in html


def test_a_beginning_is_named_and_counted_and_its_pages_are_not_linked(leap, capsys):
    assert main(["new-language", "be", "--name", "Беларуская", "--english", "Belarusian", "--script", "Cyrl"]) == 0
    editions = load_editions(leap)
    state = states(editions)["be"]
    assert state.present == 0 and len(state.missing) == state.total and state.texts_missing > 1000
    html = table(editions["ru"])
    assert "Беларуская" in html and editions["ru"].strings("translations.begun") in html and "/be/" not in html
    capsys.readouterr()
    assert main(["status"]) == 0
    assert "be*" in capsys.readouterr().out


def test_the_page_arrives_whole_in_the_worst_of_states(leap, tmp_path):
    """Every page changed in Russian, and nobody compared them: it is still one answer."""
    for file in (leap.docs / "ru").rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"^(#+ .*?) (\{ #)", r"\1 и ещё \2", text, flags=re.M), encoding="utf-8")
    editions = load_editions(leap)
    for edition in editions.values():
        html = table(edition)
        # Of each other language so many pages are named; every page of one's own.
        more = edition.strings("translations.more", count=len(edition.pages) - MOST_OTHERS)
        assert html.count(f"<li>{more}</li>") == (5 if edition.language.is_source or not edition.language.published else 4), edition.language.code
    build_site(leap, tmp_path / "out", wanted="uz-Cyrl", quiet=True)
    assert weigh((tmp_path / "out/uz-Cyrl/about/translations.html").read_bytes()) <= LIMIT


def test_bars_are_as_long_as_what_they_show_and_mirrored(leap, section):
    begin_right_to_left(leap)
    editions = load_editions(leap)
    total = len(editions["ru"].pages)
    for code in ("ru", "fa"):
        drawn = re.findall(r"<svg .*?</svg>", table(editions[code]), re.S)
        assert len(drawn) == len(editions["ru"].languages)
        tajik = next(svg for name, svg in zip(states(editions), drawn, strict=True) if name == "tg")
        rects = [dict(re.findall(r'(\w+)="([^"]*)"', rect)) for rect in re.findall("<rect [^>]*>", tajik)]
        bars = {rect["class"]: (int(rect["x"]), int(rect["width"])) for rect in rects if rect["y"] in ("0", "6")}
        long = round(320 * (total - 1) / total)
        assert bars == {"bar": (320 - long if code == "fa" else 0, long), "bar behind": (0 if code == "fa" else long, 320 - long)}
        # Nothing is told by the picture alone.
        assert editions[code].strings("translations.behind", count=1) in tajik.replace("\u00a0", " ")
