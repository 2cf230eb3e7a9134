"""How a value is said in a language: digits, money and dates as on Russian papers, units bent to the number.

Digits look the same in every edition, so that a reader can match the number with the paper in hand.
"""

from __future__ import annotations

from collections.abc import Callable

from .strings import PLAIN_CASE, Strings
from .values import Date, Money, Number, Percent, Phone, Ratio, Term, Value

NO_BREAK_SPACE = "\u00a0"
ROUBLE = "₽"


def say_number(number: int | float, decimals: int | None = None) -> str:
    """1234567.5 → «1 234 567,5»: no-break spaces between thousands, decimal comma.

    decimals: fixed count of digits after the comma (money); None for as many as there are.
    """
    if decimals is not None and number != int(number):
        text = f"{number:.{decimals}f}"
    elif number == int(number):
        text = str(int(number))
    else:
        text = repr(float(number))
    whole, _, fraction = text.partition(".")
    grouped = f"{int(whole):,}".replace(",", NO_BREAK_SPACE)
    return f"{grouped},{fraction}" if fraction else grouped


def say_date(text: str) -> str:
    """2025-09-01 → 01.09.2025, 2025-09 → 09.2025, 2025 → 2025: as on Russian papers."""
    return ".".join(reversed(text.split("-")))


def say_value(value: Value, strings: Strings, case: str = PLAIN_CASE) -> str:
    """One value in words of the reader's language. Raises LookupError for a case the language lacks."""
    text = _SAY[value.kind](value, strings, case)
    return strings("number.about", value=text) if getattr(value, "about", False) else text


def _range(numbers: tuple[int | float, ...], decimals: int | None = None) -> str:
    return "–".join(say_number(number, decimals) for number in numbers)


def _term(value: Term, strings: Strings, case: str) -> str:
    unit = f"{value.counting}_day" if value.counting else value.unit
    return f"{_range(value.numbers)}{NO_BREAK_SPACE}{strings.unit(unit, value.numbers[-1], case)}"


def _money(value: Money, strings: Strings, case: str) -> str:
    return f"{_range(value.numbers, decimals=2)}{NO_BREAK_SPACE}{ROUBLE}"


def _percent(value: Percent, strings: Strings, case: str) -> str:
    return f"{_range(value.numbers)}{NO_BREAK_SPACE}%"


def _number(value: Number, strings: Strings, case: str) -> str:
    return _range(value.numbers)


def _ratio(value: Ratio, strings: Strings, case: str) -> str:
    return f"{value.of}/{value.to}"


def _date(value: Date, strings: Strings, case: str) -> str:
    return say_date(value.date)


def _phone(value: Phone, strings: Strings, case: str) -> str:
    return value.number.replace(" ", NO_BREAK_SPACE)


_SAY: dict[str, Callable[..., str]] = {
    "term": _term,
    "money": _money,
    "percent": _percent,
    "number": _number,
    "ratio": _ratio,
    "date": _date,
    "phone": _phone,
}
