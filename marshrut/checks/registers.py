"""The registers fit together: every page, section, topic, country and region has its word; status files can be read."""

from __future__ import annotations

from collections.abc import Iterator

from ..edition import Edition
from ..problems import Problem, Refused
from ..readings import load_status
from .pages_of import written


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    source = next(edition for edition in editions.values() if edition.language.is_source)
    name = f"translations/{source.language.code}.yml"
    for key, why in needed_strings(source).items():
        if not source.strings.has(key):
            yield Problem(name, 0, f"`{key}` is missing: {why}", "add it here and in every other translations/<language>.yml")
    for edition in written(editions):
        try:
            status = load_status(edition.house, edition.language.code)
        except Refused as refused:
            yield from refused.problems
            continue
        place = f"translations/status/{edition.language.code}.yml"
        for path in sorted(set(status) - set(edition.pages)):
            yield Problem(place, 0, f"`{path}` is no page of data/pages.yml", "remove its readings", warning=True)


def needed_strings(edition: Edition) -> dict[str, str]:
    """Keys that data ask for, with the reason."""
    needed = {f"menu.{path}": "data/pages.yml lists the page" for path in edition.pages}
    needed |= {f"section.{section}": "data/pages.yml has the section" for section in edition.pages.sections}
    needed |= {f"topics.{topic}": "data/topics.yml lists the topic" for topic in edition.facts.topics}
    for fact in edition.facts.values():
        needed |= {f"countries.{country}": f"{fact.id} is about it" for country in fact.countries}
        for value in fact.values.values():
            needed |= {f"regions.{region}": f"{fact.id} names it" for region in getattr(value, "regions", ())}
    return needed
