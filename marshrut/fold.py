"""One key for all ways to type a word: case, marks, script, spelling in Latin letters, endings. Tables: data/search.yml.

overrides/search/fold.js does the same on the phone with the same tables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any

from pydantic import Field

from .house import House
from .languages import Languages
from .problems import Problem, Refused
from .schema import validate
from .values import Strict
from .yamlfile import YamlFile, read_yaml

# What joins the parts of one word, or hides in it: apostrophes of all kinds, the soft hyphen, zero-width signs.
JOINTS = "'`´‘’ʹʻʼʽˈ′\u00ad\u200b\u200c\u200d\ufeff"
WORD = re.compile(r"[^\W_]+")
LATIN, CYRILLIC = re.compile("[a-z]"), re.compile("[\u0400-\u04ff]")
# A vowel that stands twice counts once at once; a consonant when the ending is off, which may begin with it (патент-ти).
TWICE, TWICE_VOWEL = re.compile(r"(\D)\1+"), re.compile(r"([aeiou])\1+")
# The tables of all languages.
ALL = "all"
FILE = "search.yml"


class _Endings(Strict):
    rounds: int = Field(ge=1, le=6)
    shortest: int = Field(ge=2, le=6)
    list: str


class _Tables(Strict):
    lookalikes: dict[str, str]
    letters: dict[str, dict[str, str]]
    rules: dict[str, list[Annotated[list[str], Field(min_length=2, max_length=2)]]]
    endings: dict[str, _Endings]
    stop: dict[str, str]


@dataclass(frozen=True)
class Fold:
    """The reading of words in one language. Shapes: `endings` by length, longest first; `rules` as (pattern, key)."""

    to_cyrillic: dict[str, str]
    to_latin: dict[str, str]
    letters: dict[str, str]
    rules: tuple[tuple[str, str], ...]
    endings: tuple[str, ...]
    rounds: int
    shortest: int
    stop: frozenset[str]

    def __hash__(self) -> int:
        return id(self)

    def words(self, text: str) -> list[str]:
        """The words of a text as keys without endings, in their order."""
        return [self.stem(key) for key in self.keys(text)]

    def keys(self, text: str) -> list[str]:
        """The words of a text as keys with their endings."""
        text = unicodedata.normalize("NFC", text).lower()
        # A mark that NFC could not join with its letter (stress, for one) would part the word.
        dropped = {ord(sign): None for sign in set(text) if sign in JOINTS or unicodedata.category(sign)[0] == "M"}
        text = text.translate(dropped)
        return [key for key in map(self.key, WORD.findall(text)) if key]

    @lru_cache(maxsize=200_000)  # noqa: B019 - one Fold lives as long as a build
    def key(self, word: str) -> str:
        """The word in letters of the key, with its ending."""
        cyrillic, latin = len(CYRILLIC.findall(word)), len(LATIN.findall(word))
        if cyrillic and latin:
            word = "".join((self.to_cyrillic if cyrillic >= latin else self.to_latin).get(letter, letter) for letter in word)
        word = "".join(self.letters.get(letter, letter) for letter in word)
        word = "".join(letter for letter in unicodedata.normalize("NFKD", word) if unicodedata.category(letter)[0] != "M")
        for pattern, key in self.rules:
            word = re.sub(pattern, key, word)
        return TWICE_VOWEL.sub(r"\1", word)

    @lru_cache(maxsize=200_000)  # noqa: B019
    def stem(self, key: str) -> str:
        """The key without its endings."""
        for _ in range(self.rounds):
            for ending in self.endings:
                if key.endswith(ending) and len(key) - len(ending) >= max(self.shortest, 3 if len(ending) == 1 else 2):
                    key = key[: -len(ending)]
                    break
            else:
                break
        return TWICE.sub(r"\1", key)

    def tables(self) -> dict[str, Any]:
        """The tables as `reader` of overrides/search/fold.js expects them."""
        return {
            "c": self.to_cyrillic,
            "l": self.to_latin,
            "k": self.letters,
            "r": self.rules,
            "e": " ".join(self.endings),
            "n": self.rounds,
            "m": self.shortest,
            "s": " ".join(sorted(self.stop)),
        }


def load_folds(house: House, languages: Languages) -> dict[str, Fold]:
    """Read data/search.yml: the folding of each language; a derived one reads words as the one it is made from. Raises Refused."""
    path = house.data / FILE
    file = read_yaml(path, house.name(path))
    tables, problems = validate(_Tables, file.data, file, ())
    problems = problems or list(_faults(tables, file, languages))
    if problems:
        raise Refused(problems)
    written = {language.code: _fold(tables, language.code) for language in languages.written()}
    return {language.code: written[language.derived_from or language.code] for language in languages.values()}


def _fold(tables: _Tables, code: str) -> Fold:
    """The tables of one language. Endings and stop words are given as people write them and become keys here."""
    endings = tables.endings.get(code, _Endings(rounds=1, shortest=2, list=""))
    fold = Fold(
        to_cyrillic=tables.lookalikes,
        to_latin={cyrillic: latin for latin, cyrillic in tables.lookalikes.items()},
        letters=tables.letters[ALL] | tables.letters.get(code, {}),
        rules=tuple((pattern, key) for pattern, key in (*tables.rules[ALL], *tables.rules.get(code, ()))),
        endings=(),
        rounds=endings.rounds,
        shortest=endings.shortest,
        stop=frozenset(),
    )
    keys = {fold.key(ending) for ending in endings.list.split()} - {""}
    fold = replace(fold, endings=tuple(sorted(keys, key=lambda key: (-len(key), key))))
    return replace(fold, stop=frozenset(fold.keys(tables.stop.get(code, ""))))


def _faults(tables: _Tables, file: YamlFile, languages: Languages) -> Iterator[Problem]:
    known = {ALL, *(language.code for language in languages.written())}
    for part in ("letters", "rules"):
        if ALL not in getattr(tables, part):
            yield file.problem((part,), f"`{part}` has no `{ALL}`", "put what every language shares under it")
    for part in ("letters", "rules", "endings", "stop"):
        for code in getattr(tables, part).keys() - known:
            yield file.problem((part, code), f"`{code}` is no written language", f"use one of: {', '.join(sorted(known))}")
    for code, rules in tables.rules.items():
        for number, (pattern, _) in enumerate(rules):
            # Nothing that Python and browsers read in two ways, or that takes long.
            if not re.fullmatch(r"[a-z]+(\(\?=\[[a-z]+\]\))?", pattern):
                what = f"the rule `{pattern}` is no row of small Latin letters with at most one lookahead"
                yield file.problem(("rules", code, number), what, 'write `[ts, c]` or `["ts(?=[ae])", c]`')
    for code, letters in tables.letters.items():
        for letter in letters:
            if len(letter) != 1:
                yield file.problem(("letters", code, letter), f"`{letter}` is not one letter", "pairs of letters stand under `rules`")
