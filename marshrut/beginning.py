"""A language that is only begun: its files, copied from another language with every text marked, and what is left of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from .house import House
from .languages import Language, Languages
from .messages import problem
from .problems import Problem
from .strings import PLAIN_CASE, TO_TRANSLATE, UNITS, flatten, read_string_file, string_files, to_translate
from .yamlfile import YamlFile


@dataclass(frozen=True)
class Left:
    """One string file of a beginning: how many of its texts are not translated, of how many, and the first of them by key."""

    name: str
    line: int
    count: int
    total: int
    first: str


def left(house: House, languages: Languages, language: Language) -> Iterator[Left]:
    """What is still to translate in each string file of a language, units included; files that are done are left out.

    A file whose entries may be missing (strings.PARTIAL) counts like the others: whole, as an open edition has it.
    """
    originals = dict(string_files(house, languages.source))
    for prefix, path in string_files(house, language):
        file, source = read_string_file(house, prefix, path), read_string_file(house, prefix, originals[prefix])
        have = dict(flatten(file.data))
        wanted = [key for key, _ in flatten(source.data) if prefix or key[0] != UNITS]
        wanted += [key for key in have if not prefix and key[0] == UNITS]
        missing = [key for key in wanted if to_translate(have.get(key))]
        if missing:
            yield Left(file.name, file.line(*missing[0]), len(missing), len(wanted), ".".join(map(str, missing[0])))


def left_problems(house: House, languages: Languages, language: Language) -> Iterator[Problem]:
    """The same as warnings, one a file: a beginning is no fault."""
    for part in left(house, languages, language):
        said = {"count": part.count, "total": part.total, "key": part.first, "mark": TO_TRANSLATE}
        yield problem("texts-left", part.name, part.line, warning=True, **said)


def marked_copy(text: str, file: YamlFile, head: str, plurals: tuple[str, ...]) -> str:
    """A string file with each text marked, else line by line the same, so that both can be read side by side.

    head: the comment that replaces the one on top; plurals: the plural forms that each unit gets (an empty tuple for a
    file without units). Each text stands between quotes, so that it stays good YAML when the mark is removed.
    """
    for start, end, value in sorted(_scalars(yaml.compose(text, Loader=yaml.CSafeLoader)), reverse=True):
        marked = json.dumps(TO_TRANSLATE + value, ensure_ascii=False)
        text = text[:start] + marked + text[end:]
    body = text.split("\n")
    while body and (body[0].startswith("#") or not body[0].strip()):
        body.pop(0)
    text = "\n".join(body)
    if UNITS in file.data and plurals:
        begin, rest = text.split(f"\n{UNITS}:\n", 1)
        after = rest.split("\n\n", 1)
        text = f"{begin}\n{UNITS}:\n{_units(file.data[UNITS], plurals)}" + (f"\n\n{after[1]}" if len(after) > 1 else "\n")
    return f"# {head}\n\n{text.rstrip()}\n"


def _scalars(node: yaml.Node) -> Iterator[tuple[int, int, str]]:
    """(start, end, text) of every value in a document, by character."""
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value)
    elif isinstance(node, yaml.ScalarNode):
        yield node.start_mark.index, node.end_mark.index, node.value


def _units(units: dict, plurals: tuple[str, ...]) -> str:
    """Every unit with the cases of the language copied from, and the plural forms that CLDR asks of the new one."""
    lines = []
    for name, cases in units.items():
        lines.append(f"  {name}:")
        for case, forms in cases.items():
            word = json.dumps(TO_TRANSLATE + str(forms.get("other", cases[PLAIN_CASE]["other"])), ensure_ascii=False)
            lines.append(f"    {case}: {{{', '.join(f'{plural}: {word}' for plural in plurals)}}}")
    return "\n".join(lines)


def write_new(files: dict[Path, str]) -> None:
    """Write files that do not exist yet, all or none: each is finished beside its place first."""
    drafts = {path: path.with_name(path.name + ".draft") for path in files}
    try:
        for path, draft in drafts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(files[path], encoding="utf-8")
        for path, draft in drafts.items():
            draft.replace(path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
