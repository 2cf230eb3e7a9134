"""String files of languages that are only begun: what is left to translate, as warnings.

Those of published languages stop the build already when they are loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..edition import Edition
from ..problems import Problem
from ..strings import string_problems


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    first = next(iter(editions.values()))
    for language, problem in string_problems(first.house, first.languages):
        if not language.published:
            yield replace(problem, warning=True)
