"""How far each translation is, and what to translate or read next."""

from __future__ import annotations

import argparse

from ..edition import load_editions
from ..house import House
from ..readings import load_status
from ..status import page_state, translation_states


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("language", nargs="?", help="show the pages of one language, e.g. tg")


def run(house: House, arguments: argparse.Namespace) -> int:
    editions = load_editions(house)
    first = next(iter(editions.values()))
    if arguments.language:
        first.languages.choose(arguments.language)
        return _show_pages(house, editions[arguments.language])
    print(f"{'language':<10} {'pages':>7} {'behind':>7} {'native':>7} {'lawyer':>7}")
    for language, state in translation_states(first):
        print(f"{language.code:<10} {f'{state.present}/{state.total}':>7} {state.behind:>7} {state.native:>7} {state.lawyer:>7}")
    return 0


def _show_pages(house: House, edition) -> int:
    """One line a page, in menu order: the most read pages come first there."""
    source = edition.languages.source.code
    status = load_status(house, edition.language.derived_from or edition.language.code)
    for path in edition.pages:
        state = page_state(house, edition.language, source, path, status)
        if not state.present:
            words = "missing: translate it"
        elif state.stale:
            words = f"behind in {len(state.stale)}: {', '.join(state.stale)}"
        else:
            words = "up to date" + (f", read by: {', '.join(sorted(state.readers))}" if state.readers else "")
        print(f"{path:<28} {words}")
    return 0
