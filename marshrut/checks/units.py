"""Units of terms, which stand on every page: their words against CLDR, their forms against their own word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel import Locale

from ..edition import Edition
from ..languages import Language
from ..problems import Problem
from ..strings import PLAIN_CASE, TO_TRANSLATE, UNITS, read_string_file, string_files
from ..wording import load_wording
from ..yamlfile import YamlFile
from .pages_of import written

IN_CLDR = ("minute", "hour", "day", "week", "month", "year")
# Units that are named with the word of another one.
MADE_OF = {"calendar_day": "day", "working_day": "day"}
# «30 kun», not «30 d» and not «30 мин.»
PATTERN = re.compile(r"^\{0\}\s+([^\W\d_]{2,})$")
SCRIPTS = {"Cyrl": re.compile("[а-яёʼ\u0400-\u052f]+", re.I), "Latn": re.compile("[a-z\u00c0-\u024fʻʼ]+", re.I)}
# Letters that all forms of a word share: «день, дня».
STEM = 1


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    wordings = load_wording(next(iter(editions.values())).house)
    for edition in written(editions):
        code = edition.language.code
        file = read_string_file(edition.house, "", dict(string_files(edition.house, edition.language))[""])
        yield from check_units(file, edition.language, wordings[code].units if code in wordings else {})


def check_units(file: YamlFile, language: Language, meant: dict[str, str] | None = None) -> Iterator[Problem]:
    """Of one language. meant: words of units where CLDR has none or another is meant. The shape has been checked (strings)."""
    units = file.data.get(UNITS)
    if not isinstance(units, dict):
        return  # told already
    words: dict[str, str] = {}
    for unit, cases in units.items():
        plain = words_of(cases)
        if not plain or any(TO_TRANSLATE in text for text in plain.values()):
            continue  # told already
        if unit in IN_CLDR:
            word = next(iter(plain.values()))
            if word in words.values():
                other = next(name for name, known in words.items() if known == word)
                yield file.tell((UNITS, unit), "unit-twice", warning=True, unit=unit, other=other, text=word)
            words[unit] = word
            yield from _against_known(file, language, unit, plain, (meant or {}).get(unit))
        base = words_of(units.get(MADE_OF.get(unit, "")))
        for case, forms in cases.items():
            for category, text in forms.items() if isinstance(forms, dict) else ():
                if TO_TRANSLATE not in text and not _is_form(text, unit, plain, base):
                    said = {"unit": unit, "case": case, "form": category, "text": text, "word": next(iter(plain.values()))}
                    yield file.tell((UNITS, unit, case), "unit-form", warning=True, **said)


def words_of(cases: object) -> dict[str, str]:
    """The plain words of a unit by plural category; none where it is not written yet."""
    plain = cases.get(PLAIN_CASE) if isinstance(cases, dict) else None
    return plain if isinstance(plain, dict) else {}


def _against_known(file: YamlFile, language: Language, unit: str, plain: dict[str, str], meant: str | None) -> Iterator[Problem]:
    for category, text in plain.items():
        known = meant or cldr_word(language, unit, category)
        if known and known != text:
            said = {"unit": unit, "text": text, "known": known, "language": language.english}
            yield file.tell((UNITS, unit, PLAIN_CASE), "unit-wrong", warning=True, **said)


def cldr_word(language: Language, unit: str, category: str) -> str | None:
    """CLDR's word for a unit after a number of a plural category; None where it has none, or only an abbreviation."""
    # Babel's own function falls back on «duration-day» and on English: the patterns say what is really there.
    lengths = Locale.parse(language.plural)._data["unit_patterns"].get(f"duration-{unit}") or {}
    for length in ("long", "short"):
        forms = lengths.get(length) or {}
        found = PATTERN.match(forms.get(category) or "")
        if found and SCRIPTS.get(language.script, re.compile("$^")).fullmatch(found[1]):
            return found[1]
    return None


def _is_form(text: str, unit: str, plain: dict[str, str], base: dict[str, str]) -> bool:
    """Whether it begins as a form of the unit does; a unit made of another one holds a word that begins as that one."""
    begins = {word[:STEM].casefold() for word in plain.values()}
    whole = text[:STEM].casefold() in begins
    if not base:
        return whole
    stems = {word[:STEM].casefold() for word in base.values()}
    return whole and any(word[:STEM].casefold() in stems for word in text.split())
