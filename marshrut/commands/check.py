"""Check texts, translations and facts: what a change must satisfy. No browser, no network."""

from __future__ import annotations

import argparse

from ..checks import readings, run_all
from ..house import House


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-warnings", action="store_true", help="show only what must be mended")


def run(house: House, arguments: argparse.Namespace) -> int:
    problems = run_all(house)
    shown = [problem for problem in problems if not (problem.warning and arguments.no_warnings)]
    for problem in shown:
        print(problem)
    for line in readings(house):
        print(line)
    errors = sum(not problem.warning for problem in problems)
    warnings = len(problems) - errors
    print("Everything is in order." if not problems else f"{errors} to mend, {warnings} warnings.")
    return 1 if errors else 0
