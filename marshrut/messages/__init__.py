"""What is wrong, why it matters to a reader and how to mend it, in plain English and in Russian: the files here, by code."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ..problems import Problem

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "ru")
PARTS = ("what", "why", "mend")
# Said of a problem that only a developer meets, in the words of the part that found it.
GENERAL = "data-wrong"


@lru_cache(maxsize=1)
def messages() -> dict[str, dict[str, dict[str, str]]]:
    """code → language → what, why, mend, with `{name}` where a value goes. Raises ValueError if two files have one code."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for file in sorted(FOLDER.glob("*.yml")):
        read = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        if twice := found.keys() & read.keys():
            raise ValueError(f"{file.name}: {', '.join(sorted(twice))} stand in another file too")
        found |= read
    return found


def problem(code: str, path: str, line: int, /, warning: bool = False, **values: Any) -> Problem:
    """A problem said in both languages. Raises KeyError for a code or a value that the files do not expect."""
    said = {language: {part: messages()[code][language][part].format(**values) for part in PARTS} for language in LANGUAGES}
    english, russian = said["en"], said["ru"]
    in_russian = tuple(russian[part] for part in PARTS)
    return Problem(path, line, english["what"], english["mend"], warning, english["why"], in_russian, code, str(values.get("id", "")))


def complete(found: Problem) -> Problem:
    """The same problem with its why and its Russian, if the part that found it has no message of its own."""
    if found.russian:
        return found
    said = problem(GENERAL, found.path, found.line, found.warning, what=found.what, mend=found.mend)
    return replace(found, why=said.why, russian=said.russian, code=said.code)
