"""How short strings are said: translations/<lang>.yml and its sister folders, with plurals as CLDR asks.

Every file holds the same keys as the source language's file; a file of PARTIAL may lack whole entries, until a page
that shows them is translated. A derived edition (Uzbek Cyrillic) has no file: its strings are made from the edition
it derives from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from .house import House
from .languages import Language, Languages
from .messages import problem as message
from .problems import Problem, Refused
from .script import to_cyrillic
from .yamlfile import Key, YamlFile, read_yaml

# Below this key every leaf is a set of plural forms by grammatical case: units.day.nom.one
UNITS = "units"
PLAIN_CASE = "nom"
PARAMETER = re.compile(r"\{([a-z_]+)\}")
# Folders whose entries a language may lack: a page that needs one says so (blocks.check).
PARTIAL = ("contacts", "glossary", "changes")
# A translation still to be written: `new-language` marks copies so; `check` reports them.
TO_TRANSLATE = "⟪"
# More texts than this missing in one file are told as one problem.
MANY = 20
# Problems that are none in a beginning, by their code.
MISSING, MARKED = "string-missing", "string-marked"


@dataclass(frozen=True)
class Strings:
    """The strings of one language, by dotted key."""

    language: Language
    flat: Mapping[str, str]

    def __call__(self, key: str, **parameters: Any) -> str:
        """The string of a key, with `{name}` filled in. Raises KeyError naming language and key."""
        if key not in self.flat:
            raise KeyError(f"{self.language.code}: there is no string `{key}`")
        return PARAMETER.sub(lambda match: str(parameters[match[1]]), self.flat[key]) if parameters else self.flat[key]

    def has(self, key: str) -> bool:
        return key in self.flat

    def below(self, prefix: str) -> dict[str, str]:
        """Strings whose key starts with `prefix.`, by the rest of the key."""
        return {key[len(prefix) + 1 :]: self.flat[key] for key in self.flat if key.startswith(prefix + ".")}

    def unit(self, name: str, count: int | float, case: str = PLAIN_CASE) -> str:
        """The word for a unit after a number: right plural, right case.

        Raises LookupError if the language does not have the case.
        """
        key = f"{UNITS}.{name}.{case}.{self.language.plural_category(count)}"
        if key not in self.flat:
            raise LookupError(f"{self.language.code} has no case `{case}`; it has: {', '.join(self.cases)}")
        return self.flat[key]

    @cached_property
    def cases(self) -> tuple[str, ...]:
        """Grammatical cases in which this language says units."""
        found = {key.split(".")[2]: None for key in self.flat if key.startswith(f"{UNITS}.day.")}
        return tuple(found)


class _Cyrillic(Mapping[str, str]):
    """Texts of a derived edition, each made when it is first asked for: most processes of a build never ask."""

    def __init__(self, base: Mapping[str, str]):
        self._base, self._made = base, {}

    def __getitem__(self, key: str) -> str:
        if key not in self._made:
            self._made[key] = to_cyrillic(self._base[key])
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._base

    def __iter__(self) -> Iterator[str]:
        return iter(self._base)

    def __len__(self) -> int:
        return len(self._base)


def flatten(data: Any, key: Key = ()) -> Iterator[tuple[Key, Any]]:
    """All leaves of nested mappings as (key path, value)."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from flatten(value, (*key, name))
    else:
        yield key, data


def to_translate(text: Any) -> bool:
    """Whether a text of a beginning is missing or still marked."""
    return text is None or TO_TRANSLATE in str(text)


def string_files(house: House, language: Language) -> list[tuple[str, Path]]:
    """The string files of a written language with the key under which each is joined."""
    main = ("", house.translations / f"{language.code}.yml")
    return [main, *((folder, house.translations / folder / f"{language.code}.yml") for folder in ("facts", "plan", *PARTIAL))]


def load_strings(house: House, languages: Languages) -> dict[str, Strings]:
    """All strings of all languages. Raises Refused with every missing, extra or empty key of a published language.

    What a beginning (published: false) lacks is taken from the source and marked as still to be translated.
    """
    files = {language.code: _read_files(house, language) for language in languages.written()}
    problems = [problem for language, problem in _problems_of(files, languages) if language.published]
    if problems:
        raise Refused(_gathered(problems))
    loaded = {code: Strings(languages[code], _flat(of_language)) for code, of_language in files.items()}
    source = loaded[languages.source.code].flat
    for code, strings in loaded.items():
        if not languages[code].published:
            marked = {key: TO_TRANSLATE + text for key, text in source.items() if not key.startswith(f"{UNITS}.")}
            # A marked copy may be older than the source; units stay, their forms are the language's own.
            own = {key: text for key, text in strings.flat.items() if key.startswith(f"{UNITS}.") or not to_translate(text)}
            loaded[code] = Strings(languages[code], marked | own)
    for language in languages.values():
        if language.derived_from:
            loaded[language.code] = Strings(language, _Cyrillic(loaded[language.derived_from].flat))
    return loaded


def string_faults(house: House, languages: Languages) -> Iterator[Problem]:
    """What is wrong in the string files of beginnings. A text that is missing or marked is no fault there: `beginning` counts those."""
    files = {language.code: _read_files(house, language) for language in languages.written()}
    for language, problem in _problems_of(files, languages):
        if not language.published and problem.code not in (MISSING, MARKED):
            yield problem


def _problems_of(files: dict[str, list[tuple[str, YamlFile]]], languages: Languages) -> Iterator[tuple[Language, Problem]]:
    for code, of_language in files.items():
        for (prefix, file), (_, source) in zip(of_language, files[languages.source.code], strict=True):
            for problem in _compare(file, source, prefix, languages[code]):
                yield languages[code], problem


def _gathered(problems: list[Problem]) -> Iterator[Problem]:
    """One problem for a file that lacks many texts: its language was opened too early, and a thousand lines say no more."""
    lacking = Counter(problem.path for problem in problems if problem.code in (MISSING, MARKED))
    told = set()
    for problem in sorted(problems):
        if problem.code not in (MISSING, MARKED) or lacking[problem.path] <= MANY:
            yield problem
        elif problem.path not in told:
            told.add(problem.path)
            yield message("texts-missing", problem.path, problem.line, count=lacking[problem.path])


def _flat(files: list[tuple[str, YamlFile]]) -> dict[str, str]:
    return {".".join((prefix, *key) if prefix else key): str(text) for prefix, file in files for key, text in flatten(file.data)}


def _read_files(house: House, language: Language) -> list[tuple[str, YamlFile]]:
    return [(prefix, read_string_file(house, prefix, path)) for prefix, path in string_files(house, language)]


def read_string_file(house: House, prefix: str, path: Path) -> YamlFile:
    """One file of strings; a partial file that does not exist yet holds nothing."""
    if prefix in PARTIAL and not path.exists():
        return YamlFile(house.name(path), {}, {})
    stat = path.stat() if path.exists() else None
    return _read(path, house.name(path), stat and stat.st_mtime_ns, stat and stat.st_size)


@lru_cache(maxsize=64)
def _read(path: Path, name: str, changed: int | None, size: int | None) -> YamlFile:
    """Several checks read a file: it is parsed once, and nobody may change what it holds."""
    return read_yaml(path, name, as_text=True)


def translated_file(prefix: str, file: YamlFile, language: Language) -> YamlFile:
    """What checks may hold a language to. Of a beginning: what is not marked, and of facts those with no mark in any of
    their texts; a copy that is older than the source stops nobody."""
    if language.published:
        return file
    if prefix == "facts":
        data = {name: entry for name, entry in file.data.items() if not any(to_translate(text) for _, text in flatten(entry))}
    else:
        data = _without_marks(file.data)
    return YamlFile(file.name, data, file.lines)


def _without_marks(data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    return {name: _without_marks(value) for name, value in data.items() if isinstance(value, dict) or not to_translate(value)}


def _compare(file: YamlFile, source: YamlFile, prefix: str, language: Language) -> Iterator[Problem]:
    if not prefix and UNITS not in file.data:
        yield file.tell((), "units-missing")
    have, want = dict(flatten(file.data)), dict(flatten(source.data))
    if prefix in PARTIAL:
        want = {key: text for key, text in want.items() if key[0] in file.data}
    comparable = lambda keys: {key for key in keys if prefix or key[0] != UNITS}  # noqa: E731
    for key in sorted(comparable(want) - comparable(have), key=str):
        yield file.tell(key[:-1], MISSING, key=".".join(key), place=source.name, text=want[key])
    for key in sorted(comparable(have) - comparable(want), key=str):
        if not language.published and to_translate(have[key]):
            continue  # the source dropped it, and nobody had translated it
        yield file.tell(key, "string-extra", key=".".join(key), place=source.name)
    for key, text in have.items():
        if not isinstance(text, str) or not text.strip():
            yield file.tell(key, "string-empty", key=".".join(key), text=want.get(key, "–"))
        elif TO_TRANSLATE in str(text):
            yield file.tell(key, MARKED, key=".".join(key), mark=TO_TRANSLATE)
        elif key in want and _has_parts(prefix, key) and set(PARAMETER.findall(str(text))) != set(PARAMETER.findall(str(want[key]))):
            needed = ", ".join("{" + name + "}" for name in sorted(set(PARAMETER.findall(str(want[key]))))) or "–"
            yield file.tell(key, "string-parts", key=".".join(key), needed=needed)
    if not prefix and UNITS in file.data:
        yield from unit_problems(file, source, language)


def _has_parts(prefix: str, key: Key) -> bool:
    """Whether the string is filled in by us: those of the main file and of the plan; units and texts of facts are not."""
    return prefix == "plan" or (not prefix and key[0] != UNITS)


def unit_problems(file: YamlFile, source: YamlFile, language: Language) -> Iterator[Problem]:
    """Each unit has the plain case, all units the same cases, each case exactly CLDR's plural categories."""
    units, wanted_units = file.data[UNITS], source.data.get(UNITS)
    if not isinstance(units, dict) or not units or not isinstance(wanted_units, dict):
        yield file.tell((UNITS,), "units-empty")
        return
    first = next(iter(units.values()))
    cases = set(first) if isinstance(first, dict) else set()
    for name in wanted_units:
        forms = units.get(name)
        if not isinstance(forms, dict) or PLAIN_CASE not in forms:
            yield file.tell((UNITS, name), "unit-missing", unit=name, case=PLAIN_CASE)
            continue
        if set(forms) != cases:
            yield file.tell((UNITS, name), "unit-cases", unit=name, cases=", ".join(sorted(cases)))
        for case, plurals in forms.items():
            wanted = set(language.plural_categories)
            if not isinstance(plurals, dict) or set(plurals) != wanted:
                forms_wanted = ", ".join(language.plural_categories)
                yield file.tell((UNITS, name, case), "unit-plurals", unit=name, case=case, forms=forms_wanted)
    for name in set(units) - set(wanted_units):
        yield file.tell((UNITS, name), "unit-extra", unit=name, place=source.name)
