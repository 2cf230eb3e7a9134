"""Break good translations in many ways and count what `make check` notices."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from ..checks.one_page import Translation
from ..edition import load_editions
from ..house import House
from ..problems import Problem
from ..sabotage import OTHERS, STRICT, UNITS, Victim
from ..wording import load_wording
from ..words import STRESS, Word

# Refused by an error; named by a warning that says what; noticed only as a change since the last comparison.
REFUSED, NAMED, NOTICED, MISSED = OUTCOMES = ("refused", "named", "noticed", "missed")

# Shorter names of terms are everyday words.
SHORT_NAME = 6


@dataclass(frozen=True)
class Case:
    """One change: in which language and page, by which way, and what the checks said of it: new problems only."""

    kind: str
    way: str
    language: str
    path: str
    seed: int
    found: tuple[Problem, ...]

    @property
    def outcome(self) -> str:
        if any(not problem.warning for problem in self.found):
            return REFUSED
        if any(problem.code != "text-changed" for problem in self.found):
            return NAMED
        return NOTICED if self.found else MISSED


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cases", type=int, default=40, help="cases of each kind (default: 40)")
    parser.add_argument("--seed", type=int, default=2026, help="of the dice (default: 2026)")
    parser.add_argument("--missed", action="store_true", help="name the cases that nobody noticed")


def run(house: House, arguments: argparse.Namespace) -> int:
    cases = list(play(house, arguments.cases, arguments.seed))
    print(f"{'kind':<30} {'cases':>7}" + "".join(f"{outcome:>9}" for outcome in OUTCOMES))
    for kind in (*STRICT, *OTHERS):
        of_kind = [case.outcome for case in cases if case.kind == kind]
        print(f"{kind:<30} {len(of_kind):>7}" + "".join(f"{of_kind.count(outcome):>9}" for outcome in OUTCOMES))
    if arguments.missed:
        for case in cases:
            if case.outcome == MISSED:
                print(f"missed: {case.way}, docs/{case.language}/{case.path}.md, seed {case.seed}")
    return 1 if any(case.kind in STRICT and case.outcome != REFUSED for case in cases) else 0


def play(house: House, cases: int, seed: int) -> Iterator[Case]:
    """`cases` of each kind, on pages of every translation, the same ones for the same seed."""
    editions = load_editions(house)
    source = next(edition for edition in editions.values() if edition.language.is_source)
    wordings = load_wording(house)
    translations = {
        code: Translation(edition, source)
        for code, edition in editions.items()
        if not edition.language.derived_from and edition.language.published and not edition.language.is_source
    }
    others = dict(zip(translations, [*list(translations)[1:], next(iter(translations))], strict=True))
    terms = {code: _names(source.words, code) for code in translations}
    before: dict[tuple[str, str], set[Problem]] = {}
    for kind, ways in (STRICT | OTHERS).items():
        done = number = 0
        while done < cases:
            number += 1
            dice = Random(f"{seed} {kind} {number}")
            code, way = dice.choice(list(translations)), dice.choice(ways)
            translation = translations[code]
            path = dice.choice([path for path in translation.pages if path in translation.originals])
            russian, other = _text(house, source.language.code, path), _text(house, others[code], path)
            strings = (house.translations / f"{code}.yml").read_text(encoding="utf-8")
            text, check = _text(house, code, path), lambda new: translation.problems(path, new)  # noqa: B023
            changed = way(dice, Victim(text, russian, other, wordings[code], source.facts, strings, terms[code]))
            if kind == UNITS:
                path, text, check = "strings", strings, translation.unit_problems
            if changed is None or changed == text:
                continue
            done += 1
            if (code, path) not in before:
                before[code, path] = {_without_line(problem) for problem in check(text)}
            found = [one for one in check(changed) if _without_line(one) not in before[code, path]]
            yield Case(kind, getattr(way, "__name__", kind), code, path, number, tuple(found))


def _names(words: dict[str, Word], code: str) -> list[tuple[str, str]]:
    """(Russian name, own name) of the terms that are plain enough to stand in a line as they are."""
    bare = lambda text: re.split(r" *[(;/,—]", text)[0].strip("«» ")  # noqa: E731
    pairs = [(bare(word.ru.replace(STRESS, "")).lower(), bare(word.name_in(code))) for word in words.values() if not word.everyday]
    return [(russian, own) for russian, own in pairs if len(russian) > SHORT_NAME and len(own) > SHORT_NAME]


def _text(house: House, code: str, path: str) -> str:
    file = house.docs / code / f"{path}.md"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _without_line(problem: Problem) -> tuple:
    return problem.path, problem.what, problem.warning
