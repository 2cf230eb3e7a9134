"""Texts of facts: every fact has one in every language, every value is said, no number is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import blocks
from ..edition import Edition
from ..inspection import PLACEHOLDER, inspect
from ..messages import problem
from ..problems import Problem
from ..strings import flatten, read_string_file, string_files, translated_file
from ..yamlfile import Key, YamlFile
from .pages_of import written

PARTS = ("title", "who", "text")
OPTIONAL = ("caution",)
# Texts in which placeholders work, by folder and last key; every other string is shown as it is.
RICH = {("contacts", "for"), ("glossary", "plain"), ("changes", "was"), ("changes", "now"), ("changes", "who"), ("changes", "do")}


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    for edition in written(editions):
        for prefix, path in string_files(edition.house, edition.language):
            file = translated_file(prefix, read_string_file(edition.house, prefix, path), edition.language)
            if prefix == "facts":
                yield from check_entries(file, edition)
            else:
                yield from check_strings(prefix, file, edition)


def check_strings(prefix: str, file: YamlFile, edition: Edition) -> Iterator[Problem]:
    """Interface strings, phrases, texts of cards, terms and changes: nothing that could run, no outside address, no number of law."""
    for key, text in flatten(file.data):
        yield from check_text(str(text), file, key, edition)
        if PLACEHOLDER.search(str(text)) and (prefix, key[-1]) not in RICH:
            known = ", ".join("/".join(part) for part in sorted(RICH))
            yield file.tell(key, "placeholder-shown", key=".".join(key), known=known)
        found = re.search(r"\d+", PLACEHOLDER.sub("", str(text)))
        if found and not _may_hold_numbers(prefix, key):
            yield file.tell(key, "number-in-string", key=".".join(key), number=found[0])


def _may_hold_numbers(prefix: str, key: Key) -> bool:
    """Names of laws, forms of licences: numbers that are names."""
    return key[-1] == "licence" or (prefix == "contacts" and key[0].startswith("law."))


def check_text(text: str, file: YamlFile, key: Key, edition: Edition) -> Iterator[Problem]:
    """One text of a string file: nothing that could run; placeholders bring in values, never blocks."""
    yield from inspect(text, file.name, edition, file.line(*key))
    for kind, name, _ in PLACEHOLDER.findall(text):
        if kind in blocks.KINDS:
            yield file.tell(key, "block-in-text", block=f"{kind} {name}")


def check_entries(file: YamlFile, edition: Edition) -> Iterator[Problem]:
    told = {record.fact for record in edition.records.values()}  # their text is a section of a page
    for fact_id in edition.facts:
        if fact_id in told or (fact_id not in file.data and not edition.language.published):
            continue
        entry = file.data.get(fact_id)
        if not isinstance(entry, dict):
            yield problem("fact-text-missing", file.name, 0, fact=fact_id, parts=", ".join(PARTS))
            continue
        for part in PARTS:
            if part not in entry:
                yield file.tell((fact_id,), "fact-part-missing", fact=fact_id, part=part)
        for part in set(entry) - {*PARTS, *OPTIONAL}:
            yield file.tell((fact_id, part), "fact-part-unknown", fact=fact_id, part=part, parts=", ".join(PARTS + OPTIONAL))
        yield from _check_entry(file, fact_id, entry, edition)
    for fact_id in set(file.data) - (set(edition.facts) - told):
        yield file.tell((fact_id,), "fact-unknown", fact=fact_id)


def _check_entry(file: YamlFile, fact_id: str, entry: dict, edition: Edition) -> Iterator[Problem]:
    said: set[tuple[str, str]] = set()
    for part, text in entry.items():
        yield from check_text(str(text), file, (fact_id, part), edition)
        rest = PLACEHOLDER.sub("", str(text))
        found = re.search(r"\d+", rest)
        if found:
            yield file.tell((fact_id, part), "number-in-fact", fact=fact_id, number=found[0], part=part)
        said |= {(name.rpartition(".")[0], name.rpartition(".")[2]) for _, name, _ in PLACEHOLDER.findall(str(text))}
    fact = edition.facts[fact_id]
    spoken = {edition.facts[owner].values[name] for owner, name in said if owner in edition.facts and name in edition.facts[owner].values}
    for name, value in fact.values.items():
        if value.kind != "flag" and (fact_id, name) not in said and not (name in fact.borrowed and value in spoken):
            placeholder = f"{value.kind} {fact_id}.{name}"
            yield file.tell((fact_id, "text"), "fact-value-unsaid", fact=fact_id, value=name, placeholder=placeholder)
