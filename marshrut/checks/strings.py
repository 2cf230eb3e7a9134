"""String files of languages that are only begun: what is left to translate, as one warning a file, and what is wrong, as elsewhere.

Those of published languages stop the build already when they are loaded.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..beginning import left_problems
from ..edition import Edition
from ..problems import Problem
from ..strings import string_faults


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    first = next(iter(editions.values()))
    yield from string_faults(first.house, first.languages)
    for language in first.languages.written():
        if not language.published:
            yield from left_problems(first.house, first.languages, language)
