"""What a hostile reading of the new registers found: each fault is named where it stands, before any page is built."""

import pytest

from marshrut.checks import run_all
from marshrut.edition import load_editions
from marshrut.made import made_pages
from marshrut.problems import Refused

from .conftest import change


def faults(house):
    try:
        load_editions(house)
    except Refused as refused:
        return [str(problem) for problem in refused.problems]
    return [str(problem) for problem in run_all(house) if not problem.warning]


@pytest.mark.parametrize(
    ("path", "pattern", "new", "said"),
    [
        # words that data ask for
        ("data/phrases.yml", r"^police\.my-papers:", "police.new-one:", "`phrases.police.new-one` is missing"),
        ("data/phrases.yml", r"^police\.my-papers:", "zoo.my-papers:", "`places.zoo` is missing"),
        ("data/routes.yml", r"label: purpose", "label: porpoise", "`routes.patent.porpoise` is missing"),
        ("data/recommendations.yml", r"^rec-49:", "rec-50:", "`records.rec-50` is missing"),
        ("translations/changes/ru.yml", r"^  was: .*\n", "", ".was` is not a key of"),
        ("data/terms.yml", r"^  page: arrive/before-you-leave", "  page: arrive/nowhere", "there is no page `arrive/nowhere`"),
        # ids, kinds, dates
        ("data/changes.yml", r"^[\w-]+: \{", '"a b<i>": {', "is not a usable id"),
        ("data/routes.yml", r"value: patent\.issue_term\.days", "value: patent.issue_term.days, kind: flag", "allowed words"),
        ("data/directory.yml", r"^    date: 2015-04-20", "    date: spring", "is not a date"),
        ("data/pages.yml", r"^  glossary: \{form: plain\}", "  glossary: {form: plain}\n  glossary/papers: {form: plain}", "that the build makes"),
        ("data/systems.yml", r"^sys-fms:", "rec-01:", "stands in both registers"),
        # front matter is one line of plain words
        ("docs/ru/work/exam.md", r"^title: .*", 'title: "{{ status rec-01 }}"', "`title` holds markup"),
        ("docs/ru/work/exam.md", r"^summary: .*", 'summary: "**Экзамен**"', "`summary` holds markup"),
        ("docs/ru/work/exam.md", r"^  time: .*", '  time: "{{ table glossary }}"', "makes a block"),
        # blocks bring ids of their own
        ("docs/ru/report/index.md", r"^\{\{ table recommendations \}\}", "{{ table recommendations }}\n\n{{ table recommendations }}", "stands twice"),
        ("docs/ru/help/official.md", r"^\{\{ directory official\.cards \}\}\n", "", "leads to cards that the page does not have"),
        ("docs/ru/glossary.md", r"^\{\{ table glossary \}\}", "{{ words papers }}", "for pages that the build makes"),
        # strings that are shown as they are
        ("translations/changes/ru.yml", r'^  title: "', '  title: "{{ fact patent.lapse }} ', "shown as it is"),
        ("translations/contacts/ru.yml", r'^  name: "', '  name: "{{ money patent.state_fee.issue }} ', "shown as it is"),
        ("translations/contacts/en.yml", r'^  for: "', '  for: "Call 8 800 555 35 35. ', "the number 8 is typed"),
        ("translations/ru.yml", r'^  rec-01: "', '  rec-01: "90 дней: ', "the number 90 is typed"),
        # a title with a hidden letter still judges
        ("docs/ru/work/exam.md", r"^title: .*", "title: Экзамен для неле\u00adгала", "judges its reader"),
        ("docs/ru/work/exam.md", r"^title: .*", "title: Экзамен для нелега\u0301ла", "judges its reader"),
    ],
)  # fmt: skip
def test_a_fault_of_the_registers_is_named(scratch, path, pattern, new, said):
    change(scratch, path, pattern, new)
    found = faults(scratch)
    assert any(said in text for text in found), found[:4]


def test_a_fault_is_named_with_its_line(scratch):
    change(scratch, "data/changes.yml", r"page: [\w/-]+", "page: no/where")
    assert any("data/changes.yml:" in text and not text.startswith("data/changes.yml: ") for text in faults(scratch))


def test_one_change_translated_gives_cards_for_the_other_years(scratch):
    first = next(iter(load_editions(scratch)["ru"].changes))
    text = "".join(f'  {part}: "Матн."\n' for part in ("title", "was", "now", "who", "do"))
    (scratch.translations / "changes" / "tg.yml").write_text(f"{first}:\n{text}", encoding="utf-8")
    (scratch.docs / "tg/about/changes.md").unlink()  # it shows them all
    made = made_pages(load_editions(scratch)["tg"])
    years = [body for path, body in made.items() if path.startswith("about/changes/")]
    assert sum("{{ changes " in body for body in years) <= 1
    assert faults(scratch) == []


@pytest.mark.parametrize("target", ["../about/changes/2025.md", "../glossary/papers.md#patent", "../phrases/police.md"])
def test_a_page_may_link_to_a_made_page(scratch, target):
    for code in ("ru", "en", "uz", "tg", "ky"):
        change(scratch, f"docs/{code}/work/exam.md", r"^## .*\{ #help \}\n", f"## Помощь {{ #help }}\n\n[x]({target})\n")
    assert not [text for text in faults(scratch) if target in text]


def test_a_sentence_that_wraps_is_one_sentence(scratch):
    words = "\n".join(["one two three four"] * 8) + ".\n\n"
    change(scratch, "docs/en/work/exam.md", r"^## ", words + "## ")
    assert any("a sentence of 32 words" in text for text in faults(scratch))
