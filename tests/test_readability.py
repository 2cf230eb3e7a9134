"""Plain language: what is measured, and what is refused."""

import pytest

from marshrut.checks import readings, run_all
from marshrut.checks.readability import summary
from marshrut.readability import Reading, _measure, spoken

from .conftest import change


def measure(sentence, code="ru"):
    found = Reading()
    _measure(sentence, 1, code, found)
    return found


def test_a_placeholder_counts_as_what_is_said():
    assert spoken("- Встаньте на учёт за {{ term registration.deadline.default.days }}. {{ fact a.b }}") == "Встаньте на учёт за 15 days."
    assert spoken("## 1. Идите [в отдел](../help/official.md) { #step-1 }") == "Идите в отдел"


def test_passives_and_chains_of_nouns_are_seen():
    assert measure("Документы были приняты сотрудником отдела.").passives == 1
    assert measure("Сотрудник принял документы.").passives == 0
    assert measure("Нарушение порядка оформления продления разрешения запрещено.").chains
    assert not measure("Это для граждан Армении, Беларуси, Казахстана, Кыргызстана и Таджикистана.").chains


@pytest.mark.parametrize("code", ["ru", "en"])
def test_a_long_sentence_is_refused_with_its_line(scratch, code):
    change(scratch, f"docs/{code}/arrive/registration.md", r"^## ", "а " * 23 + "конец.\n\n## ")
    found = [problem for problem in run_all(scratch) if "a sentence of" in problem.what and problem.path.startswith(f"docs/{code}/")]
    assert found and not found[0].warning and found[0].line > 10


def test_in_other_languages_it_is_advice(scratch):
    change(scratch, "docs/tg/arrive/registration.md", r"^## ", "ва " * 23 + "тамом.\n\n## ")
    assert any("a sentence of" in problem.what and problem.warning for problem in run_all(scratch))


def test_a_page_that_grew_is_refused_unless_it_says_why(scratch):
    change(scratch, "docs/ru/help/emergency.md", r"^## ", ("Звоните сюда. " * 10 + "\n\n") * 60 + "## ")
    assert any("words" in problem.what and problem.path == "docs/ru/help/emergency.md" for problem in run_all(scratch))
    change(scratch, "data/pages.yml", r"official: Экстренные службы", "official: Экстренные службы, long: it lists every number")
    assert not any("the page has" in problem.what for problem in run_all(scratch))


def test_our_own_pages_keep_to_the_limits(editions):
    lines = {line[:2]: line for line in summary(editions)}
    assert set(lines) == {"ru", "en", "uz", "tg", "ky", "kk"}
    for code, line in lines.items():
        assert float(line.split("mean sentence ")[1].split()[0]) <= 12, (code, line)


def test_make_check_prints_how_each_language_reads(house, capsys):
    assert len(readings(house)) == 6


@pytest.mark.parametrize(
    ("code", "title"),
    [("ru", "Что делать нелегалу"), ("en", "Help for illegal migrants"), ("uz", "Noqonuniy migrantlar"), ("ky", "Мыйзамсыз мигранттар")],
)
def test_a_title_that_judges_is_refused(scratch, code, title):
    change(scratch, f"docs/{code}/help/emergency.md", r"^title: .*", f"title: {title}")
    assert any("judges its reader" in str(problem) for problem in run_all(scratch) if not problem.warning)


def test_a_page_without_anybody_to_turn_to_is_refused(scratch):
    file = scratch.docs / "ru" / "about" / "translations.md"
    head = file.read_text(encoding="utf-8").split("\n---\n")[0]
    file.write_text(head + "\n---\n\n## Языки { #state }\n\nТекст страницы.\n", encoding="utf-8")
    assert any("nobody to turn to" in str(problem) for problem in run_all(scratch))
