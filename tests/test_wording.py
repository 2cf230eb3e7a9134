"""Small words and negation by language, kept profiles, agreed names of terms, bent terms, letters, units."""

import re

import pytest

from marshrut.checks import letters, terms, units
from marshrut.checks.one_page import Translation
from marshrut.checks.pages_of import pages_of, written
from marshrut.cli import main
from marshrut.readings import load_status
from marshrut.sections import split_page
from marshrut.wording import load_wording, misleading, profile

from .conftest import change

PAGE = "---\ntitle: t\nsummary: s\nmade: computer\n---\n{}\n"


@pytest.fixture(scope="module")
def wordings(house):
    return load_wording(house)


@pytest.mark.parametrize(
    ("code", "negative", "other"),
    [
        ("ru", "не нет нельзя", "небо нетто"),
        ("en", "not no never don’t", "note know another"),
        (
            "uz",
            "bermaydi tasdiqlanmagan imzolamang ketmasdan qilmaslik boʻlmasa emasmi yoʻqmi vizasiz",
            "kamaytirish hammasini shartnomangiz xizmati",
        ),
        ("tg", "нашудааст намедонем накунед набояд нест бераводид", "нависед навбат нархи наздик назорат бемор бепул бештар"),
        (
            "ky",
            "бербейт албай төлөбөңүз түшүнбөгөн кечиктирбестен жокпу жазбайбы чыкпоо",
            "себеп долбоор тажрыйба жубай баба кабар запас паспорт",
        ),
    ],
)
def test_negation_is_found_by_its_forms(wordings, code, negative, other):
    pattern = wordings[code].patterns["not"]
    assert [word for word in negative.split() if not pattern.search(word)] == []
    assert [word for word in other.split() if pattern.search(word)] == []


def test_translations_deny_where_the_source_denies(editions, wordings):
    """Of lines where either denies, both do in all but a few: other words for the same, such as «refused»."""
    originals = dict(pages_of(editions["ru"]))
    for code in ("en", "uz", "tg", "ky"):
        both = one = 0
        for path, page in pages_of(editions[code]):
            for _, own, source in terms._pairs(page, originals[path]):
                said = [bool(wordings[which].patterns["not"].search(line.letters)) for which, line in ((code, own), ("ru", source))]
                both, one = both + all(said), one + (any(said) and not all(said))
        assert one <= both * 0.1, (code, both, one)


def test_a_word_to_avoid_is_found_with_its_endings(wordings):
    assert misleading("Сиз кара тизмеде турасыз", wordings["ky"])
    assert misleading("propiskasiz ishlash", wordings["uz"]) and not misleading("qamoqqa olish", wordings["uz"])


def test_kept_profiles_follow_the_lists(house, editions, wordings):
    """Else an edit would be told words that it did not touch: `marshrut confirm <lang> all --refresh-words`."""
    for edition in written(editions):
        code = edition.language.code
        status = load_status(house, code) if not edition.language.is_source else {}
        for path, page in pages_of(edition):
            texts, own = page.texts(), page.fingerprints()
            for section, readings in status.get(path, {}).items():
                for reading in readings:
                    if reading.words and reading.text == own.get(section):
                        assert reading.words == str(profile(texts[section], wordings[code])), (code, path, section)


def test_refreshing_changes_no_reader_and_no_day(scratch, monkeypatch):
    monkeypatch.chdir(scratch.root)
    change(scratch, "data/wording.yml", r"only: \[гана,", "only: [гана, жана,")
    before = load_status(scratch, "ky")
    assert main(["confirm", "ky", "all", "--refresh-words"]) == 0
    after = load_status(scratch, "ky")
    without = lambda status: {  # noqa: E731
        (page, section): [reading.model_copy(update={"words": ""}) for reading in readings]
        for page, sections in status.items()
        for section, readings in sections.items()
    }
    assert without(before) == without(after) and before != after


# --- terms


@pytest.mark.parametrize(
    ("line", "bent"),
    [
        ("Пишите в {{ word labour-inspectorate }}.", True),
        ("Это ведёт к {{ word deportation }}.", True),
        ("Произнесите {{ word oath }}.", True),
        ("Сохраните {{ word tear-off-part }} со штампом.", True),
        ("Без {{ word patent }} нельзя.", True),
        ("Внесут в {{ word rkl }}.", False),
        ("Купите {{ word dms }}.", False),
        ("Проверяет {{ word labour-inspectorate }}.", False),
        ("Кому: {{ word labour-inspectorate }}.", False),
        ("Вам грозит {{ word deportation }}.", False),
        ("Есть {{ word rkl }} и {{ word entry-ban }}.", False),
    ],
)
def test_a_term_that_must_bend_is_told(editions, line, bent):
    found = list(terms.check_cases(split_page(PAGE.format(line), "docs/ru/x.md"), editions["ru"].words))
    assert bool(found) is bent and all(problem.warning and problem.line == 6 for problem in found)


def test_every_term_has_a_name_to_look_for_in_every_language(editions):
    words = editions["ru"].words
    for code in terms.CALLED:
        names = terms.Terms(words, code).names
        assert set(names) == set(words) and all(names.values())


def test_nearly_every_line_calls_terms_as_agreed(editions):
    """Confirmed or not: the lists are good enough that what they miss is worth a look."""
    originals = dict(pages_of(editions["ru"]))
    for code in terms.CALLED:
        asked = terms.Terms(editions["ru"].words, code)
        missing = sum(
            len(asked.missing(own, source))
            for path, page in pages_of(editions[code])
            for _, own, source in terms._pairs(page, originals[path])
        )
        assert missing <= 25, (code, missing)


def test_another_name_is_asked_about_until_somebody_confirms(house, editions):
    path = "arrive/border"
    text = (house.docs / "ky" / f"{path}.md").read_text(encoding="utf-8")
    assert "миграциялык карта" in text.lower()
    translation = Translation(editions["ky"], editions["ru"])
    assert not [problem for problem in translation.problems(path, text) if problem.code == "term-not-agreed"]
    changed = re.sub("миграциялык карта", "көчмөндөр баракчасы", text, flags=re.I)
    found = [problem for problem in translation.problems(path, changed) if problem.code == "term-not-agreed"]
    assert found and all(problem.warning and "миграциялык карта" in problem.what for problem in found)


# --- letters


def said_of(editions, code, line):
    originals = [page for _, page in pages_of(editions["ru"])]
    wording = load_wording(editions[code].house)[code]
    vocabulary = letters.vocabulary_of(editions[code], originals, wording)
    return {problem.code: problem for problem in letters.letter_problems(line, "x.md", 1, editions[code], vocabulary)}


@pytest.mark.parametrize(
    ("code", "line", "told", "is_error"),
    [
        ("uz", "toʼlov", "wrong-letter", True),
        ("uz", "gʼisht", "wrong-letter", True),
        ("uz", "taʻlim", "wrong-letter", True),
        ("uz", "to′lov", "wrong-letter", True),
        ("uz", "tolov cheki", "mark-missing", False),
        ("tg", "хуҷҷат", "mark-missing", False),
        ("tg", "мухочират", "mark-missing", False),
        ("ky", "озгочо", "mark-missing", False),
        ("ky", "моонот отту", "mark-missing", False),
        ("ky", "полис (OMC)", "look-alike", True),
        ("tg", "OMC", "look-alike", True),
        ("ky", "BHЖ", "mixed-letters", True),
    ],
)
def test_wrong_letters_are_told(editions, code, line, told, is_error):
    found = said_of(editions, code, line)
    assert told in found and found[told].warning is not is_error


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("uz", "oʻz pulingiz, maʼlumot, oz"),
        ("tg", "санади давлати дигар, ҳуҷҷат"),
        ("ky", "Бала толобу? ОМС"),
        ("ky", "App Store, CD"),
        ("tg", "«y», «ya»"),
    ],
)
def test_right_letters_are_left_alone(editions, code, line):
    assert said_of(editions, code, line) == {}


# --- units


@pytest.mark.parametrize(("code", "word"), [("ru", "день"), ("en", "day"), ("uz", "kun"), ("ky", "күн"), ("tg", None)])
def test_cldr_knows_days(editions, code, word):
    language = editions[code].language
    assert units.cldr_word(language, "day", language.plural_category(1)) == word


@pytest.mark.parametrize(
    ("code", "pattern", "new", "told"),
    [
        ("ky", r"nom: \{one: күн, other: күн\}", "nom: {one: ай, other: ай}", "unit-wrong"),
        ("uz", r"nom: \{one: oy, other: oy\}", "nom: {one: yil, other: yil}", "unit-twice"),
        ("tg", r"nom: \{other: рӯз\}", "nom: {other: моҳ}", "unit-wrong"),
        ("ky", r"gen: \{one: күндүн, other: күндүн\}", "gen: {one: айдын, other: айдын}", "unit-form"),
        ("ru", r"nom: \{one: день, few: дня, many: дней, other: дня\}", "nom: {one: день, few: дня, many: дня, other: дня}", "unit-wrong"),
        ("ky", r"nom: \{one: күн, other: күн\}", "nom: {other: күн}", "unit-plurals"),
    ],
)
def test_a_wrong_unit_is_told(house, editions, code, pattern, new, told):
    text, times = re.subn(pattern, new, (house.translations / f"{code}.yml").read_text(encoding="utf-8"), count=1)
    assert times
    translation = Translation(editions[code], editions["ru"])
    assert told in {problem.code for problem in translation.unit_problems(text)}


def test_units_of_today_are_in_order(editions):
    assert list(units.check(editions)) == []
