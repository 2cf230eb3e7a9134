"""The law's changes as a register: since when each holds, which fact says so, which page tells what to do.

From data/changes.yml; the words stand in translations/changes/. A change whose day lies ahead of the build is
«announced»: the state turns by itself.
"""

from __future__ import annotations

from datetime import date

from .facts import Facts
from .house import House
from .pages import Pages
from .problems import Refused
from .schema import read_entries
from .values import Date, Strict

STATES = ("announced", "in_force")


class Change(Strict):
    """One change. since: the date value of a fact, `fact.id.value`; page: where the reader acts on it."""

    since: str
    page: str


def load_changes(house: House, facts: Facts, pages: Pages) -> dict[str, Change]:
    """Read data/changes.yml. Raises Refused with all problems at once."""
    path = house.data / "changes.yml"
    changes, problems, file = read_entries(path, house.name(path), Change)
    for change_id, change in changes.items():
        try:
            facts.find(change.since, "date")
        except LookupError as error:
            mend = "name a date of a fact: `amina.scope.in_force_from`"
            problems.append(file.problem((change_id, "since"), f"{change_id}: {error}", mend))
        if change.page not in pages:
            what = f"{change_id}: there is no page `{change.page}`"
            problems.append(file.problem((change_id, "page"), what, "name a path of data/pages.yml"))
    if problems:
        raise Refused(problems)
    return changes


def by_state(changes: dict[str, Change], facts: Facts, day: date) -> dict[str, dict[str, Change]]:
    """Changes by state on a day: announced ones by what comes first, those in force newest first; empty states left out."""
    dated = {change_id: _since(change, facts) for change_id, change in changes.items()}
    today_text = day.isoformat()
    ahead = sorted((change_id for change_id in dated if dated[change_id] > today_text[: len(dated[change_id])]), key=dated.get)
    past = sorted((change_id for change_id in dated if change_id not in ahead), key=dated.get, reverse=True)
    found = {"announced": ahead, "in_force": past}
    return {state: {change_id: changes[change_id] for change_id in found[state]} for state in STATES if found[state]}


def by_year(changes: dict[str, Change], facts: Facts) -> dict[str, list[str]]:
    """Ids of changes by the year since which they hold; the newest year and the newest change first."""
    dated = sorted(changes, key=lambda change_id: _since(changes[change_id], facts), reverse=True)
    years: dict[str, list[str]] = {}
    for change_id in dated:
        years.setdefault(_since(changes[change_id], facts)[:4], []).append(change_id)
    return years


def _since(change: Change, facts: Facts) -> str:
    _, value = facts.find(change.since, "date")
    assert isinstance(value, Date)
    return value.date
