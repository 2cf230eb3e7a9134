"""How far each translation is, and what to translate or read next."""

from __future__ import annotations

import argparse
from itertools import islice

from ..edition import Edition, load_editions
from ..house import House
from ..nextsteps import next_steps
from ..saying import say_date
from ..status import PageState, State, language_state, translation_states

STEPS = 10
COLUMNS = ("pages", "behind", "missing", "unread", "volunteer", "native", "lawyer", "texts behind", "texts missing")
LEGEND = """behind: the source of a section has changed since it was compared; unread: nobody, not even a program, has compared it;
volunteer, native, lawyer: pages of which every section was read as source and translation stand today;
texts: entries of the string files (translations/); not yet shown to readers: *"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("language", nargs="?", help="show the pages of one language, e.g. tg")


def run(house: House, arguments: argparse.Namespace) -> int:
    editions = load_editions(house)
    first = next(iter(editions.values()))
    if arguments.language:
        first.languages.choose(arguments.language)
        state = language_state(first, editions[arguments.language].language)
        _show_pages(first, state)
        _show_next(first, state)
        return 0
    states = translation_states(first)
    _show_table(states)
    for state in states:
        _show_next(first, state)
    return 0


def _show_table(states: list[State]) -> None:
    print(f"{'language':<9}" + "".join(f"{name:>{len(name) + 2}}" for name in COLUMNS))
    for state in states:
        people = (len(state.read_by(kind)) for kind in ("volunteer", "native", "lawyer"))
        counts = (len(state.behind), len(state.missing), len(state.unread), *people, state.texts_behind, state.texts_missing)
        cells = (f"{state.present}/{state.total}", *map(str, counts))
        name = state.language.code + ("" if state.language.published else "*")
        print(f"{name:<9}" + "".join(f"{cell:>{len(column) + 2}}" for cell, column in zip(cells, COLUMNS, strict=True)))
    print(f"\n{LEGEND}")


def _show_next(edition: Edition, state: State) -> None:
    """The first steps of a language; a derived one leads to its master."""
    language = state.language
    if language.derived_from:
        print(f"\nNext for {language.code}: it is made from {language.derived_from} by rule; what is done there is done here.")
        return
    steps = list(islice(next_steps(edition, state), STEPS))
    if steps:
        print(f"\nNext for {language.code}, most-read pages first:")
        for number, step in enumerate(steps, start=1):
            print(f"{number:>3}. {step}")


def _show_pages(edition: Edition, state: State) -> None:
    """One line a page, most-read pages first, then one line a file of texts."""
    for path in edition.pages.by_reading:
        print(f"{path:<36} {_say(state.pages[path])}")
    for room, texts in state.texts.items():
        print(f"{room:<36} {_say(texts)}")


def _say(state: PageState) -> str:
    if not state.present:
        return "missing: translate it"
    said = []
    if state.lacking:
        said.append(f"not translated: {', '.join(state.lacking)}")
    if state.stale:
        said.append(
            "behind in " + f"{len(state.stale)}: " + ", ".join(f"{name} (compared {say_date(day)})" for name, day in state.stale.items())
        )
    if state.unread:
        said.append(f"nobody has compared: {', '.join(state.unread)}")
    if state.readers:
        said.append("read by: " + ", ".join(f"{kind} {say_date(day)}" for kind, day in sorted(state.readers.items())))
    return "; ".join(said if said and (state.lacking or state.stale or state.unread) else ["up to date", *said])
