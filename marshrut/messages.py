"""What is wrong, why it matters to a reader and how to mend it, in plain English and in Russian: messages.yml, by code."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from .problems import Problem

FILE = Path(__file__).with_name("messages.yml")
LANGUAGES = ("en", "ru")
PARTS = ("what", "why", "mend")


@lru_cache(maxsize=1)
def messages() -> dict[str, dict[str, dict[str, str]]]:
    """code → language → what, why, mend, with `{name}` where a value goes."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def problem(code: str, path: str, line: int, warning: bool = False, **values: Any) -> Problem:
    """A problem said in both languages. Raises KeyError for a code or a value that messages.yml does not expect."""
    said = {language: {part: messages()[code][language][part].format(**values) for part in PARTS} for language in LANGUAGES}
    english, russian = said["en"], said["ru"]
    return Problem(path, line, english["what"], english["mend"], warning, english["why"], tuple(russian[part] for part in PARTS), code)
