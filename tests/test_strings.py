"""Short strings: the same keys everywhere, plural forms as CLDR asks, nothing empty; the register is the only list."""

import re

import pytest

from marshrut.edition import load_editions
from marshrut.languages import load_languages
from marshrut.problems import Refused
from marshrut.strings import PARTIAL, load_strings

CODES = ["ru", "en", "uz", "uz-Cyrl", "tg", "ky"]


def problems_of(house) -> str:
    with pytest.raises(Refused) as refused:
        load_strings(house, load_languages(house))
    return str(refused.value)


def test_six_editions_in_the_order_of_the_row(editions):
    assert [language.code for language in editions["ru"].languages.published] == CODES
    assert editions["ru"].language.is_source


def test_only_the_register_lists_languages(house):
    """A code typed elsewhere would be a second list to keep."""
    for file in [*house.overrides.rglob("*.*"), house.root / "mkdocs.yml"]:
        assert not re.search(r"\b(uz-Cyrl|Тоҷикӣ|Кыргызча|Oʻzbekcha)\b", file.read_text(encoding="utf-8")), file


def test_every_language_has_the_same_keys(editions):
    partial = ("units.", *(f"{folder}." for folder in PARTIAL))
    keys = {code: {key for key in edition.strings.flat if not key.startswith(partial)} for code, edition in editions.items()}
    assert all(keys[code] == keys["ru"] for code in CODES)


def test_a_partial_file_may_lack_entries_but_no_part_of_one(scratch, edit):
    (scratch.translations / "changes" / "en.yml").unlink()
    load_editions(scratch)
    edit("translations/contacts/tg.yml", "\n  for:", "\n  fore:")
    with pytest.raises(Refused, match=r"`[a-z.-]+\.for` is missing"):
        load_editions(scratch)


def test_a_derived_edition_has_no_file(house):
    assert not (house.translations / "uz-Cyrl.yml").exists() and not (house.docs / "uz-Cyrl").exists()


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("translations/tg.yml", "  unconfirmed:", "  unconfirmd:", "`fact.mark.unconfirmed` is missing"),
        ("translations/tg.yml", "\nsite:\n  name:", "\nsite:\n  motto: x\n  name:", "`site.motto` is not a key"),
        ("translations/ky.yml", "    nom: {one:", "    nom: {few: x, one:", "wrong plural forms"),
        ("translations/uz.yml", "{date}", "{day}", "same {…} parts"),
    ],
)
def test_a_missing_extra_or_wrong_key_is_named_with_its_line(scratch, edit, path, old, new, said):
    edit(path, old, new)
    text = problems_of(scratch)
    assert said in text and text.count(path) and "→" in text


def test_an_empty_string_is_named(scratch):
    path = scratch.translations / "ky.yml"
    text = re.sub(r"(\n  tagline:).*", r"\1 ''", path.read_text(encoding="utf-8"), count=1)
    path.write_text(text, encoding="utf-8")
    assert "`site.tagline` is empty" in problems_of(scratch)


def test_an_empty_file_is_named_not_crashed(scratch):
    (scratch.translations / "tg.yml").write_text("", encoding="utf-8")
    assert "is missing" in problems_of(scratch)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  tg: {", "  tjk: {", "not a usable code"),
        ("  tg: {", "  xx: {", "not a usable code"),
        ("dir: ltr, script: Cyrl, plural: tg", "dir: up, script: Cyrl, plural: tg", "allowed words"),
        ("plural: ky", "plural: klingon", "CLDR has no locale"),
        ("derived_from: uz", "derived_from: uk", "is not listed"),
        ("derived_from: uz", "derived_from: uz-Cyrl", "is not listed"),
        ("source: ru", "source: [ru]", "is not listed"),
        ("source: ru", "source: uz-Cyrl", "must be written and published"),
        ("source: ru", "source: fr", "is not listed"),
    ],
)
def test_a_broken_register_is_refused(scratch, edit, old, new, said):
    edit("translations/languages.yml", old, new)
    with pytest.raises(Refused, match=re.escape(said)):
        load_languages(scratch)


def test_choosing_languages(house):
    languages = load_languages(house)
    assert languages.choose("all") == CODES
    assert languages.choose("tg, ky") == ["tg", "ky"]
    with pytest.raises(Refused, match="unknown language: de"):
        languages.choose("ru,de")


def test_names_are_in_their_own_script(editions):
    assert [editions[code].language.name for code in CODES] == ["Русский", "English", "Oʻzbekcha", "Ўзбекча", "Тоҷикӣ", "Кыргызча"]


def test_uzbek_cyrillic_follows_its_master(editions):
    assert editions["uz-Cyrl"].strings("site.name") == "Маршрут"
    assert not re.search(r"[a-z]{3}", editions["uz-Cyrl"].strings("page.not_legal_advice"))
