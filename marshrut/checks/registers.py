"""The registers fit together: terms are met on pages that exist; status files can be read."""

from __future__ import annotations

from collections.abc import Iterator

from ..edition import Edition
from ..entries import load_entries
from ..messages import problem
from ..problems import Problem, Refused
from ..readings import load_status
from .pages_of import written


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    source = next(edition for edition in editions.values() if edition.language.is_source)
    for word_id, word in source.words.items():
        if word.page not in source.pages:
            yield problem("word-no-page", "data/terms.yml", 0, word=word_id, page=word.page)
    for edition in written(editions):
        try:
            status = load_status(edition.house, edition.language.code)
        except Refused as refused:
            yield from refused.problems
            continue
        place = f"translations/status/{edition.language.code}.yml"
        for path in sorted(set(status) - set(edition.pages) - set(load_entries(edition.house, edition.language))):
            yield problem("status-no-page", place, 0, warning=True, page=path)
