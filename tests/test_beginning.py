"""A language from nothing to its first page: laid out whole or not at all, checked where it is translated, opened when it is whole."""

import re

import pytest
import yaml

from marshrut.beginning import left
from marshrut.build import build_site
from marshrut.checks import run_all
from marshrut.cli import main
from marshrut.languages import load_languages
from marshrut.problems import Problem
from marshrut.strings import UNITS, flatten, string_files
from marshrut.yamlfile import read_yaml

FIRST = "docs/kk/help/emergency.md"
BEGIN = ["new-language", "az", "--name", "Azərbaycanca", "--english", "Azerbaijani", "--script", "Latn"]


@pytest.fixture
def begun(scratch, monkeypatch):
    """A checkout in which Azerbaijani was begun."""
    monkeypatch.chdir(scratch.root)
    assert main(BEGIN) == 0
    return scratch


def errors(house) -> list[Problem]:
    return [problem for problem in run_all(house) if not problem.warning]


def files_of(house, code):
    languages = load_languages(house)
    return [path for _, path in string_files(house, languages[code])]


def test_a_beginning_is_the_source_line_by_line_with_every_text_marked(begun):
    for own, source in zip(files_of(begun, "az"), files_of(begun, "ru"), strict=True):
        mine, theirs = (dict(flatten(read_yaml(path, path.name, as_text=True).data)) for path in (own, source))
        theirs = {key: text for key, text in theirs.items() if own.parent.name != "translations" or key[0] != UNITS}
        assert {key: mine[key] for key in theirs} == {key: f"⟪{text}" for key, text in theirs.items()}
        assert all(text.startswith("⟪") for text in mine.values())
        # Comments and empty lines stay where they were, so that two windows can be read side by side.
        kept = [line for line in source.read_text(encoding="utf-8").splitlines()[8:] if line.lstrip().startswith("#")]
        lines = own.read_text(encoding="utf-8").splitlines()
        assert all(line in lines for line in kept)
    assert yaml.safe_load((begun.translations / "az.yml").read_text(encoding="utf-8"))[UNITS]["day"]["gen"].keys() == {"one", "other"}


def test_removing_a_mark_leaves_good_yaml_whatever_the_text_holds(begun):
    for path in files_of(begun, "az"):
        path.write_text(path.read_text(encoding="utf-8").replace("⟪", ""), encoding="utf-8")
        assert read_yaml(path, path.name, as_text=True).data


def test_a_beginning_may_start_from_a_language_that_is_closer(scratch, monkeypatch, capsys):
    monkeypatch.chdir(scratch.root)
    assert main([*BEGIN, "--from", "uz-Cyrl"]) == 1
    assert "no written language" in capsys.readouterr().err
    assert main([*BEGIN, "--from", "uz"]) == 0
    text = (scratch.translations / "az.yml").read_text(encoding="utf-8")
    assert "⟪Qaydasiz" not in text and "⟪Marshrut" in text
    own = yaml.safe_load(text)[UNITS]["day"]
    assert own.keys() == yaml.safe_load((scratch.translations / "uz.yml").read_text(encoding="utf-8"))[UNITS]["day"].keys()


def test_what_somebody_translated_before_is_kept(scratch, monkeypatch, capsys):
    monkeypatch.chdir(scratch.root)
    page, glossary = scratch.docs / "az/help/emergency.md", scratch.translations / "glossary/az.yml"
    page.parent.mkdir(parents=True)
    page.write_text("mine", encoding="utf-8")
    glossary.write_text("# mine\n", encoding="utf-8")
    assert main(BEGIN) == 0
    assert (page.read_text(encoding="utf-8"), glossary.read_text(encoding="utf-8")) == ("mine", "# mine\n")
    assert "kept translations/glossary/az.yml" in capsys.readouterr().out


def test_a_beginning_is_laid_out_whole_or_not_at_all(scratch, monkeypatch):
    monkeypatch.chdir(scratch.root)
    before = sorted(path for path in scratch.root.rglob("*"))
    register = (scratch.translations / "languages.yml").read_bytes()
    (scratch.translations / "plan/ru.yml").write_text("question: [", encoding="utf-8")
    assert main(BEGIN) == 1
    assert main([*BEGIN[:1], "qq", *BEGIN[2:]]) == 1  # CLDR has no such locale
    assert sorted(path for path in scratch.root.rglob("*")) == before
    assert (scratch.translations / "languages.yml").read_bytes() == register


def test_what_is_left_is_one_line_a_file(begun, capsys):
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert "translations/az.yml" in said and "texts are still to be translated, first `site.name`" in said
    assert sum(line.startswith("translations/") and "az.yml" in line for line in said.splitlines()) == 6
    text = (begun.translations / "az.yml").read_text(encoding="utf-8")
    (begun.translations / "az.yml").write_text(text.replace('"⟪Маршрут"', '"Marşrut"', 1), encoding="utf-8")
    languages = load_languages(begun)
    first = {part.name: part for part in left(begun, languages, languages["az"])}["translations/az.yml"]
    assert first.count == first.total - 1 and first.first == "site.tagline"


def test_kazakh_is_in_order_and_readers_do_not_see_it(house, editions):
    assert not editions["kk"].language.published
    assert "kk" not in [language.code for language in editions["ru"].languages.published]
    assert (house.root / FIRST).is_file()
    told = [problem for problem in run_all(house) if "kk" in problem.path]
    assert [problem for problem in told if not problem.warning] == []
    # All that every page shows is there.
    assert "translations/kk.yml" not in {part.name for part in left(house, editions["ru"].languages, editions["kk"].language)}


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (FIRST, "{{ phone police.rights.emergency }}", "{{ phone police.rights.police }}", "emergency"),
        (FIRST, "{{ phone police.rights.emergency }}", "{{ phone police.rights.emergencies }}", "emergencies"),
        (FIRST, "{ #life }", "{ #omir }", "life"),
        (FIRST, "Газ иісі шықса", "Газ иісі 112 шықса", "112"),
        (FIRST, "Полиция", "Пoлиция", "Latin|Latin and Cyrillic"),
        ("translations/kk.yml", "{date} нұсқасы.", "{day} нұсқасы.", "parts"),
        ("translations/kk.yml", "  help: ", "  helpp: ", "helpp"),
        ("translations/kk.yml", 'gen: {one: "күннің"', 'gen: {few: "күннің"', "plural forms"),
        ("translations/facts/kk.yml", "{{ phone police.rights.police }}", "102", "102"),
    ],
)
def test_what_is_translated_is_checked_as_strictly_as_elsewhere(scratch, edit, path, old, new, said):
    edit(path, old, new)
    assert any(problem.path == path and re.search(said, problem.what) for problem in errors(scratch))


def test_a_text_that_is_new_or_changed_in_the_source_stops_at_no_beginning(scratch):
    """Nobody may be there to translate it: a copy with a mark is no promise."""
    facts = scratch.translations / "facts/kk.yml"
    text = facts.read_text(encoding="utf-8")
    gone = re.search(r'(?m)^[\w.]+:\n  title: "⟪.*\n(  .*\n)+', text)
    other = re.search(r"⟪[^\n]*(\{\{ (?:term|money) [\w.]+[^}]*\}\})", text)
    text = text.replace(gone[0], "", 1).replace(other[0], other[0].replace(other[1], ""), 1)
    facts.write_text(text + 'dropped.by.source:\n  title: "⟪Было"\n  who: "⟪все"\n  text: "⟪Было."\n', encoding="utf-8")
    plan = scratch.translations / "plan/kk.yml"
    plan.write_text(re.sub(r"(?m)^  mine: .*\n", "", plan.read_text(encoding="utf-8")), encoding="utf-8")
    assert errors(scratch) == []


def test_the_first_page_can_be_seen_and_the_others_are_cards(scratch, tmp_path):
    build_site(scratch, tmp_path / "out", wanted="kk", quiet=True)
    page = (tmp_path / "out/kk/help/emergency.html").read_text(encoding="utf-8")
    assert re.search(r"<html [^>]*lang=.?kk", page) and "Шұғыл көмек" in page and "⟪" not in page
    card = (tmp_path / "out/kk/work/patent.html").read_text(encoding="utf-8")
    assert "Бұл бет Сіздің тіліңізге әлі аударылған жоқ" in card and "tel:112" in card and "⟪" not in card


def test_a_language_is_not_opened_before_it_is_whole(scratch, edit, monkeypatch, capsys):
    edit("translations/languages.yml", "detect: kk, published: false", "detect: kk")
    monkeypatch.chdir(scratch.root)
    found = {problem.path: problem for problem in errors(scratch)}
    for name in ("facts", "plan"):
        assert re.search(r"\d+ texts are missing or still to be translated", found[f"translations/{name}/kk.yml"].what)
    pages = found["translations/languages.yml"]
    assert re.search(r"kk is published, and \d+ of \d+ pages are not translated: index, ", pages.what) and "published: false" in pages.mend
    assert len(found) <= 6  # a list to read, not a thousand lines
    assert main(["site", "--languages", "kk"]) == 1
    assert not scratch.site.exists()
