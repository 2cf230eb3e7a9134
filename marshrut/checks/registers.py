"""The registers fit together: terms are met on pages that exist; status files can be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..edition import Edition
from ..entries import load_entries
from ..house import today
from ..messages import problem
from ..problems import Problem, Refused
from ..readings import Status, load_status
from ..saying import say_date
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
        yield from _from_the_future(status, place)
        for path in sorted(set(status) - set(edition.pages) - set(load_entries(edition.house, edition.language))):
            yield problem("status-no-page", place, 0, warning=True, page=path)


def _from_the_future(status: Status, place: str) -> Iterator[Problem]:
    """Readings later than tomorrow: where the day begins first, it is tomorrow already."""
    last = (max(date.today(), today()) + timedelta(days=1)).isoformat()
    late = [
        (reading.on, page, section)
        for page, read in status.items()
        for section, found in read.items()
        for reading in found
        if reading.on > last
    ]
    if late:
        day, page, section = min(late)
        yield problem("reading-in-future", place, 0, date=say_date(day), page=page, id=section, count=len(late))
