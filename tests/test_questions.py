"""Questions as readers ask them (questions.yml): each is answered, and the answer is two taps from the section's first page."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest
import yaml

from marshrut.inspection import PLACEHOLDER
from marshrut.sections import read_page

from .conftest import pages_in

QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions.yml").read_text(encoding="utf-8"))
EACH = [
    pytest.param(section, question, id=f"{section}-{index}") for section, asked in QUESTIONS.items() for index, question in enumerate(asked)
]
LINK = re.compile(r"<a\b[^>]*?\bhref=[\"']?([^\"'\s>]+)")


def test_every_section_is_asked_at_least_ten_questions(editions):
    assert set(QUESTIONS) == set(editions["ru"].pages.sections)
    assert all(len(asked) >= 10 for asked in QUESTIONS.values())


def test_the_questions_spread_over_the_pages(editions):
    for section, pages in editions["ru"].pages.sections.items():
        asked = {question["page"] for question in QUESTIONS[section]}
        assert asked <= {page.path for page in pages}, section
        assert len(asked) >= min(10, len(pages)) - 1, (section, {page.path for page in pages} - asked)


def section_text(edition, code, question):
    """The text under a heading, with what stands under its smaller headings."""
    page = read_page(edition.house.docs / code / f"{question['page']}.md", edition.house)
    ids = [section.id for section in page.sections]
    assert question["section"] in ids, (question["ask"], ids)
    start = ids.index(question["section"])
    found = [page.sections[start].text]
    for section in page.sections[start + 1 :]:
        if section.level <= page.sections[start].level:
            break
        found.append(section.text)
    return "\n".join(found)


def chapter(edition, question) -> str:
    """The ## heading over the answer: the list of contents leads there."""
    page = read_page(edition.house.docs / "ru" / f"{question['page']}.md", edition.house)
    last = ""
    for section in page.sections:
        last = section.id if section.level == 2 else last
        if section.id == question["section"]:
            return last
    raise AssertionError(question["ask"])


def named_by_the_plan(plan, stages: set[str]) -> set[str]:
    """Facts and terms that the duties of these stages bring in."""
    duties = [duty for duty in plan.duties.values() if duty.stage in stages]
    facts = {f"fact:{fact}" for duty in duties for fact in duty.facts}
    return facts | {f"term:{term}" for duty in duties for due in duty.due for term in (due.within, due.before) if term}


@pytest.mark.parametrize(("section", "question"), EACH)
@pytest.mark.parametrize("code", ["ru", "en"])
def test_the_section_holds_the_answer(editions, section, question, code):
    text = section_text(editions["en"], code, question)
    named = {f"{kind}:{name}" for kind, name, _ in PLACEHOLDER.findall(text)}
    named |= named_by_the_plan(editions["en"].plan, {name.removeprefix("plan:") for name in named if name.startswith("plan:")})
    for wanted in question["says"]:
        if re.fullmatch(r"[a-z_0-9]+(\.[a-z_0-9]+)+", wanted):
            assert any(f":{wanted}" in name for name in named), (question["ask"], wanted)
        elif re.fullmatch(r"[a-z]+:[\w.-]+", wanted):
            assert wanted in named, (question["ask"], wanted)
        elif re.fullmatch(r"(say|contact|directory|picture|word|status) [\w./-]+", wanted):
            assert wanted.replace(" ", ":") in named, (question["ask"], wanted)
        elif code == "en":
            plain = re.sub(r"\s+", " ", re.sub(r"[*\[\]]|\([^)]*\.md[^)]*\)", "", text))
            assert wanted.casefold() in plain.casefold() or wanted.casefold() in text.casefold(), (question["ask"], wanted)


@pytest.fixture(scope="module")
def links(site):
    """path#fragment → addresses it links to, of the Russian and English pages; the fragment plays no part in leaving a page."""
    found: dict[str, set[str]] = {}
    for code in ("ru", "en"):
        for file in pages_in(site / code):
            path = file.relative_to(site).as_posix()
            targets = LINK.findall(file.read_text(encoding="utf-8"))
            found[path] = {resolve(path, target) for target in targets if not re.match(r"[a-z]+:", target)}
    return found


def resolve(path: str, target: str) -> str:
    file, _, fragment = target.partition("#")
    to = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
    return f"{to}#{fragment}" if fragment else to


@pytest.mark.site
@pytest.mark.parametrize(("section", "question"), EACH)
@pytest.mark.parametrize("code", ["ru", "en"])
def test_the_answer_is_two_taps_away(links, editions, section, question, code):
    """From the first page of its menu section: one tap to the page, one to the section (or straight there)."""
    start = f"{code}/{editions[code].pages.sections[section][0].path}.html"
    goal = f"{code}/{question['page']}.html#{chapter(editions[code], question)}"
    once = links[start] | {start}
    twice = {target for address in once if address.split("#")[0] in links for target in links[address.split("#")[0]]}
    assert goal in once | twice, (question["ask"], goal)
