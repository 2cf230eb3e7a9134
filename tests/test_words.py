"""Glossary and phrases: every term and sentence with stress, a reading aid and its meaning; nothing impolite, nothing lost."""

import re

import pytest

from marshrut.checks import run_all
from marshrut.edition import load_editions
from marshrut.problems import Refused
from marshrut.words import STRESS, by_group, by_place

from .conftest import change

VOWELS = "аеёиоуыэюя"
PLACES = {"border", "office", "police", "clinic", "employer", "host", "school", "court"}


def unstressed(text):
    """Words of more than one syllable without a mark; ё is always stressed, abbreviations are spelled."""
    for word in re.findall(rf"[А-Яа-яЁё{STRESS}-]+", text):
        for part in word.split("-"):
            syllables = sum(letter in VOWELS for letter in part.lower())
            if syllables > 1 and STRESS not in part and "ё" not in part.lower() and not part.isupper():
                yield part


def test_there_are_sentences_for_every_place(editions):
    phrases = editions["ru"].phrases
    assert len(phrases) >= 80
    places = by_place(phrases)
    assert set(places) >= PLACES
    assert all(len(places[place]) >= 4 for place in PLACES), {place: len(places[place]) for place in PLACES}


def test_every_sentence_is_marked_read_and_translated(editions):
    for phrase_id, phrase in editions["ru"].phrases.items():
        assert list(unstressed(phrase.ru)) == [], phrase_id
        assert not re.search(r"[а-яё]", phrase.reading, re.I), phrase_id
        assert re.search(r"[áéíóúý]|yo|^\W*\w{1,4}\W*$", phrase.reading, re.I), phrase_id
        for code, edition in editions.items():
            assert edition.strings.has(f"phrases.{phrase_id}"), (code, phrase_id)


def test_sentences_are_polite(editions):
    """Nobody is told «ты», nobody is ordered about."""
    for phrase_id, phrase in editions["ru"].phrases.items():
        plain = phrase.ru.replace(STRESS, "").lower()
        assert not re.search(r"\b(ты|тебя|тебе|твой|обязаны|немедленно|требую)\b", plain), phrase_id


def test_all_terms_of_the_dossier_stand_in_the_glossary(editions):
    assert len(editions["ru"].words) >= 166
    for word_id, word in editions["ru"].words.items():
        assert list(unstressed(word.ru.split("(")[0])) == [], word_id
        assert word.page in editions["ru"].pages, (word_id, word.page)
        for code in ("ru", "en"):
            assert editions[code].strings.has(f"glossary.{word_id}.plain"), (code, word_id)


@pytest.mark.site
def test_every_term_is_found_from_the_index_and_explained(site, editions):
    for code, edition in editions.items():
        if not edition.language.published:
            continue
        index = (site / code / "glossary.html").read_text(encoding="utf-8")
        for group, words in by_group(edition.words).items():
            page = (site / code / "glossary" / f"{group}.html").read_text(encoding="utf-8")
            for word_id in words:
                assert re.search(rf'id="?{word_id}[">\s]', page), (code, word_id)
                if (edition.house.docs / code / "glossary.md").exists():
                    assert f"glossary/{group}.html#{word_id}" in index, (code, word_id)


@pytest.mark.site
def test_a_term_in_text_leads_to_its_meaning_once(site, editions):
    html = (site / "ru" / "arrive" / "registration.html").read_text(encoding="utf-8")
    links = re.findall(r"glossary/\w+\.html#([\w-]+)", html)
    assert links and len(links) == len(set(links))


@pytest.mark.parametrize(
    ("path", "pattern", "new", "said"),
    [
        ("data/phrases.yml", r"^police\.my-papers:", "my-papers:", "not a phrase id"),
        ("data/terms.yml", r"^  group: papers", "  group: things", "allowed words"),
        ("translations/glossary/ru.yml", r'^patent: \{plain: "[^"]*"\}', 'patent: {plain: ""}', "is empty"),
        ("translations/glossary/en.yml", r"^patent:", "patents:", "is not a key"),
        ("docs/ru/work/patent.md", r"\{\{ word [\w-]+ \}\}", "{{ word no-such-term }}", "there is no term"),
    ],
)
def test_a_broken_word_is_named(scratch, path, pattern, new, said):
    change(scratch, path, pattern, new)
    try:
        load_editions(scratch)
        found = [str(problem) for problem in run_all(scratch) if not problem.warning]
    except Refused as refused:
        found = [str(refused)]
    assert any(said in text for text in found), found[:3]


def test_a_language_may_lack_meanings_until_its_glossary_is_translated(editions):
    assert not (editions["ky"].house.translations / "glossary" / "ky.yml").exists() or editions["ky"].strings.below("glossary")
