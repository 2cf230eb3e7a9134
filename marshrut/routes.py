"""Procedures as a line with stops, for the pictures: data/routes.yml. The words stand in translations under `routes`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .facts import Facts
from .house import House
from .problems import Refused
from .schema import read_entries
from .values import Strict


class Stop(Strict):
    """One stop. label: its key below `routes.<route>`; value: a value of a fact said before the label, `fact.id.value`."""

    label: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    value: str | None = None
    kind: Literal["term", "money", "percent", "number", "ratio", "date"] = "term"


class Route(Strict):
    stops: tuple[Stop, ...] = Field(min_length=3, max_length=7)


def load_routes(house: House, facts: Facts) -> dict[str, Route]:
    """Read data/routes.yml. Raises Refused with all problems at once."""
    path = house.data / "routes.yml"
    routes, problems, file = read_entries(path, house.name(path), Route)
    for name, route in routes.items():
        for stop in route.stops:
            try:
                if stop.value:
                    facts.find(stop.value, stop.kind)
            except LookupError as error:
                problems.append(file.problem((name,), f"{name}.{stop.label}: {error}", "name a value of a fact: `fact.id.value`"))
    if problems:
        raise Refused(problems)
    return routes
