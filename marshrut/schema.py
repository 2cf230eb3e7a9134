"""From pydantic's errors to problems that name file, entry, field and mend."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from .problems import Problem
from .yamlfile import Key, YamlFile, read_yaml

Model = TypeVar("Model", bound=BaseModel)

MENDS = {
    "missing": "add the field",
    "extra_forbidden": "remove the field, or correct its name",
    "literal_error": "use one of the allowed words",
    "enum": "use one of the allowed words",
    "int_parsing": "write a whole number without units",
    "int_type": "write a whole number without units",
    "float_parsing": "write a number with a point, without units",
    "bool_parsing": "write true or false",
    "bool_type": "write true or false",
    "string_type": "write text; put it between double quotes if YAML takes it for something else",
    "string_too_short": "fill it in",
    "union_tag_invalid": "use one of the known kinds",
    "union_tag_not_found": "say what kind of value it is: `kind: term`, `money`, `date`, …",
}


def validate(model: type[Model] | TypeAdapter[Any], raw: Any, file: YamlFile, key: Key) -> tuple[Any, list[Problem]]:
    """Build `model` from raw YAML at `key`. Returns (value, []) or (None, problems)."""
    adapter = model if isinstance(model, TypeAdapter) else TypeAdapter(model)
    try:
        return adapter.validate_python(raw), []
    except ValidationError as error:
        return None, [_problem(fault, file, key) for fault in error.errors(include_url=False)]


# An id becomes an anchor: letters and digits, parted by points, hyphens or underscores.
ENTRY_ID = re.compile(r"^\w+([._-]\w+)*$")


def read_entries(path: Path, name: str, model: type[Model]) -> tuple[dict[str, Model], list[Problem], YamlFile]:
    """A file of entries of one kind, by id. Returns those that are good, the problems of the others, and the file."""
    file = read_yaml(path, name)
    found: dict[str, Model] = {}
    problems: list[Problem] = []
    for entry_id, raw in file.data.items():
        if not ENTRY_ID.match(entry_id):
            mend = "use letters, digits, points and hyphens"
            problems.append(file.problem((entry_id,), f"`{entry_id}` is not a usable id", mend))
            continue
        entry, faults = validate(model, raw, file, (entry_id,))
        problems += faults
        if entry is not None:
            found[entry_id] = entry
    return found, problems, file


def _problem(fault: Any, file: YamlFile, key: Key) -> Problem:
    # pydantic puts the tag of a discriminated union into the location; it is no key of the file.
    place = tuple(part for part in fault["loc"] if (*key, part) in file.lines or not str(part).startswith("kind-"))
    entry = ".".join(str(part) for part in key) or "the file"
    field = ".".join(str(part) for part in place)
    given = "" if fault["type"] in ("missing", "extra_forbidden") else f" (found {_short(fault['input'])})"
    mend = MENDS.get(fault["type"], "correct the value")
    if "expected" in fault.get("ctx", {}):
        mend = f"{mend}: {fault['ctx']['expected']}"
    elif "expected_tags" in fault.get("ctx", {}):
        mend = f"{mend}: {fault['ctx']['expected_tags']}"
    message = fault["msg"].removeprefix("Value error, ")
    return file.problem((*key, *place), f"{entry}: {field + ': ' if field else ''}{message}{given}", mend)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
