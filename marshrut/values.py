"""Typed values of law: terms, money, percentages, dates, phones. A value that cannot be true does not come into being."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator


def check_partial_date(text: Any) -> str:
    """A date as far as it is known: 2025, 2025-09 or 2025-09-01, and it must exist."""
    text = str(text)
    if not re.match(r"^\d{4}(-\d{2}(-\d{2})?)?$", text):
        raise ValueError(f"{text!r} is not a date; write 2025-09-01, 2025-09 or 2025")
    parts = [int(part) for part in text.split("-")]
    try:
        date(*([*parts, 1, 1])[:3])
    except ValueError as error:
        raise ValueError(f"{text} does not exist in the calendar") from error
    return text


def check_day(text: Any) -> str:
    text = check_partial_date(text)
    if len(text) != 10:
        raise ValueError(f"{text} must name the day: 2025-09-01")
    return text


PartialDate = Annotated[str, Field(json_schema_extra={"pattern": r"\d{4}(-\d\d){0,2}"})]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, allow_inf_nan=False)


# A number as it stands: `true` and "7" are none.
Amount = Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True)]


class _Amount(Strict):
    """One number, or a range from `min` to `max`; `about` when the source itself says so."""

    count: Amount | None = None
    min: Amount | None = None
    max: Amount | None = None
    about: bool = False

    @model_validator(mode="after")
    def _one_or_range(self) -> _Amount:
        single, ranged = self.count is not None, self.min is not None and self.max is not None
        if single == ranged or (single and (self.min is not None or self.max is not None)):
            raise ValueError("give either one number or both `min` and `max`")
        if ranged and self.min >= self.max:
            raise ValueError(f"`min` ({self.min}) must be below `max` ({self.max})")
        if any(number is not None and number < 0 for number in (self.count, self.min, self.max)):
            raise ValueError("a number of law is never below zero")
        return self

    @property
    def numbers(self) -> tuple[int | float, ...]:
        return (self.count,) if self.count is not None else (self.min, self.max)


class Term(_Amount):
    """A duration, or an age in years (`unit: age`). Days are calendar or working days where the source says which; `from` is day 0's event."""

    kind: Literal["term"]
    unit: Literal["minute", "hour", "day", "week", "month", "year", "age"]
    counting: Literal["calendar", "working"] | None = None
    from_: Literal["entry", "arrival", "issue", "contract"] | None = Field(default=None, alias="from")

    @model_validator(mode="after")
    def _counting_is_for_days(self) -> Term:
        if self.counting and self.unit != "day":
            raise ValueError("`counting` is for days only")
        if any(number != int(number) for number in self.numbers):
            raise ValueError("a term is a whole number of units")
        return self


class Money(_Amount):
    """Roubles. `regions` and `year` say which patent price it is."""

    kind: Literal["money"]
    amount: Amount | None = None
    regions: tuple[str, ...] = ()
    year: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _amount_is_count(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and "amount" in raw:
            raw = {**raw, "count": raw["amount"]}
        return raw

    @model_validator(mode="after")
    def _price_has_a_year(self) -> Money:
        if self.regions and self.year is None:
            raise ValueError("a price of a region needs its `year`")
        return self


class Percent(_Amount):
    kind: Literal["percent"]


class Number(_Amount):
    """A plain number: people, points, copies, times."""

    kind: Literal["number"]


class Ratio(Strict):
    kind: Literal["ratio"]
    of: int = Field(gt=0)
    to: int = Field(gt=0)


class Date(Strict):
    """A day, month or year, as exact as the source."""

    kind: Literal["date"]
    date: PartialDate
    _checked = field_validator("date", mode="before")(check_partial_date)


class Phone(Strict):
    kind: Literal["phone"]
    number: str = Field(pattern=r"^[+0-9][0-9 ()-]*$")


class Flag(Strict):
    """Yes or no; said in words by the texts, used by rules."""

    kind: Literal["flag"]
    is_: bool = Field(alias="is")


class SameAs(Strict):
    """The value of another fact: `other.fact.value_name`."""

    same_as: str


Value = Term | Money | Percent | Number | Ratio | Date | Phone | Flag
