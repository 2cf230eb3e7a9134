"""What the source documents named and what became of it: the recommendations of 2008 and the systems.

Each record is a section of a page, with the record's id; its dates, law and sources are a fact that has no text of
its own, because the section is the text. From data/recommendations.yml and data/systems.yml.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

from .facts import Facts
from .house import House
from .pages import Pages
from .problems import Refused
from .schema import read_entries
from .values import Strict


class Recommendation(Strict):
    """One recommendation of 2008. page: where its section stands; fact: its dates, law and sources."""

    page: str
    status: Literal["done", "partly", "not-done", "reversed", "superseded"]
    fact: str


class System(Strict):
    """A digital system, document, rule or institution named in the source documents."""

    page: str
    status: Literal[
        "in-force",
        "partly",
        "planned",
        "proposed",
        "in-progress",
        "in-preparation",
        "changing",
        "launch-unconfirmed",
        "superseded",
        "abolished",
        "done",
        "not-repeated",
    ]
    fact: str


Record = Recommendation | System
# The order in which statuses are counted and drawn.
OUTCOMES = ("done", "partly", "not-done", "reversed", "superseded")


class Records(dict[str, Record]):
    """All records by id, in the order of the documents."""

    def on(self, page: str) -> list[str]:
        """Ids of the records told on a page."""
        return [record_id for record_id, record in self.items() if record.page == page]

    def of_fact(self, fact_id: str) -> str | None:
        """The record whose fact it is."""
        return next((record_id for record_id, record in self.items() if record.fact == fact_id), None)

    @property
    def recommendations(self) -> dict[str, Recommendation]:
        return {record_id: record for record_id, record in self.items() if isinstance(record, Recommendation)}

    @property
    def systems(self) -> dict[str, System]:
        return {record_id: record for record_id, record in self.items() if isinstance(record, System)}

    def outcomes(self, page: str | None = None) -> Counter[str]:
        """How many recommendations (of one page) stand where."""
        return Counter(record.status for record in self.recommendations.values() if page in (None, record.page))


def load_records(house: House, facts: Facts, pages: Pages) -> Records:
    """Read both registers. Raises Refused with all problems at once."""
    records, problems = Records(), []
    owners: dict[str, str] = {}
    for name, model, form in (("recommendations.yml", Recommendation, "report"), ("systems.yml", System, "system")):
        place = house.name(house.data / name)
        found, faults, file = read_entries(house.data / name, place, model)
        problems += faults
        for record_id, record in found.items():
            if record.page not in pages or pages[record.page].form != form:
                what = f"{record_id}: `{record.page}` is no page of the form `{form}`"
                problems.append(file.problem((record_id, "page"), what, "name a page of data/pages.yml"))
            if record_id in records:
                problems.append(file.problem((record_id,), f"`{record_id}` stands in both registers", "keep one"))
            if record.fact not in facts:
                what = f"{record_id}: there is no fact `{record.fact}`"
                problems.append(file.problem((record_id, "fact"), what, "add it to data/facts/"))
            elif record.fact in owners:
                what = f"{record_id} and {owners[record.fact]} have the same fact `{record.fact}`"
                problems.append(file.problem((record_id, "fact"), what, "give each record its own fact"))
            owners.setdefault(record.fact, record_id)
            records[record_id] = record
    if problems:
        raise Refused(problems)
    return records
