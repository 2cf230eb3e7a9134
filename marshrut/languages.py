"""The register of languages: codes, own names, scripts, directions. Read from translations/languages.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from pydantic import Field
from pyuca import Collator

from .house import House
from .problems import Problem, Refused
from .schema import validate
from .values import Strict
from .yamlfile import YamlFile, read_yaml

# What mkdocs-static-i18n accepts as a folder of docs/: two letters, perhaps a script. Three-letter codes vanish there.
CODE = re.compile(r"^[a-z]{2}(-[A-Z][a-z]{3})?$")
# The locale under which static-i18n builds the root of the site, which holds only the chooser.
CHOOSER = "xx"


class _Entry(Strict):
    name: str = Field(min_length=1)
    english: str = Field(min_length=1)
    dir: Literal["ltr", "rtl"]
    script: Literal["Cyrl", "Latn", "Arab"]
    plural: str = Field(min_length=2)
    detect: str = Field(min_length=2)
    derived_from: str | None = None
    published: bool = True
    cases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Language:
    """One language edition.

    code: its folder and <html lang>; name: in its own script; plural: the CLDR locale whose plural rule it follows;
    detect: what a language detector calls it; derived_from: the edition it is made from by rule, or None; cases: words of
    a case that stand after a value.
    """

    code: str
    name: str
    english: str
    dir: str
    script: str
    plural: str
    detect: str
    derived_from: str | None
    published: bool
    cases: tuple[str, ...]
    is_source: bool

    def plural_category(self, count: float | int) -> str:
        """The CLDR plural category of a number (Babel). Shape: one of `plural_categories`."""
        return Locale.parse(self.plural).plural_form(count)

    def sort_key(self, text: str) -> tuple[int, ...]:
        """Sorts words by the Unicode Collation Algorithm (default table): ё beside е, ӣ beside и, case aside."""
        return _sort_key(text.casefold())

    @property
    def plural_categories(self) -> tuple[str, ...]:
        """The categories this language needs, `other` last."""
        tags = Locale.parse(self.plural).plural_form.tags
        return (*sorted(tags), "other")


class Languages(dict[str, Language]):
    """All languages by code, in the order of the language row."""

    @property
    def source(self) -> Language:
        return next(language for language in self.values() if language.is_source)

    @property
    def published(self) -> list[Language]:
        return [language for language in self.values() if language.published]

    def row(self, current: Language) -> list[Language]:
        """Languages of the row on top of a page: the published ones, and the page's own even if it is only begun."""
        return [language for language in self.values() if language.published or language.code == current.code]

    def written(self) -> list[Language]:
        """Languages whose texts people write: not those derived by rule."""
        return [language for language in self.values() if not language.derived_from]

    def choose(self, wanted: str) -> list[str]:
        """Codes named in "ru,tg" (or "all"); raises Refused naming an unknown one."""
        if wanted.strip() in ("", "all"):
            return [language.code for language in self.published]
        codes = list(dict.fromkeys(code.strip() for code in wanted.split(",") if code.strip()))
        if not codes:
            raise Refused([Problem("MARSHRUT_LANGUAGES", 0, f"{wanted!r} names no language", f"choose from: all, {', '.join(self)}")])
        unknown = [code for code in codes if code not in self]
        if unknown:
            raise Refused(
                [Problem("MARSHRUT_LANGUAGES", 0, f"unknown language: {', '.join(unknown)}", f"choose from: all, {', '.join(self)}")]
            )
        return codes


@lru_cache(maxsize=8192)
def _sort_key(text: str) -> tuple[int, ...]:
    # The same names are sorted on page after page.
    return _collator().sort_key(text)


@lru_cache(maxsize=1)
def _collator() -> Collator:
    """Made when first asked for: its table takes half a second to read."""
    return Collator()


def load_languages(house: House) -> Languages:
    """Read and check translations/languages.yml."""
    path = house.translations / "languages.yml"
    return read_languages(read_yaml(path, house.name(path)))


def read_languages(file: YamlFile) -> Languages:
    """The languages of a register. Raises Refused with every entry that cannot be used."""
    problems: list[Problem] = []
    source = file.data.get("source")
    entries = file.data.get("languages")
    if not isinstance(entries, dict) or not entries:
        raise Refused([file.problem(("languages",), "no languages are listed", "list each language by its code under `languages:`")])
    found = Languages()
    for code, raw in entries.items():
        key = ("languages", code)
        if not CODE.match(code) or code == CHOOSER:
            problems.append(
                file.problem(key, f"`{code}` is not a usable code", "use two letters, with a script if need be: `tg`, `uz-Cyrl`")
            )
            continue
        entry, faults = validate(_Entry, raw, file, key)
        problems += faults
        if entry is None:
            continue
        try:
            Locale.parse(entry.plural)
        except (UnknownLocaleError, ValueError):
            problems.append(
                file.problem((*key, "plural"), f"{code}: CLDR has no locale `{entry.plural}`", "name a locale with the same plural rule")
            )
            continue
        base = entry.derived_from
        if base is not None and (base == code or not isinstance(entries.get(base), dict) or entries[base].get("derived_from")):
            problems.append(
                file.problem((*key, "derived_from"), f"{code}: `{base}` is not listed as a written language", "name a written language")
            )
        found[code] = Language(code=code, is_source=code == source, **entry.model_dump())
    if not isinstance(source, str) or source not in entries:
        problems.append(file.problem(("source",), f"the source language `{source}` is not listed", "set `source:` to a listed code"))
    elif source in found and (found[source].derived_from or not found[source].published):
        problems.append(file.problem(("source",), f"the source language `{source}` must be written and published", "name another"))
    if problems:
        raise Refused(problems)
    return found
