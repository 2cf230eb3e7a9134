"""YAML in, plain values and line numbers out. Dates stay text; nothing in a file can build an object."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .messages import problem
from .problems import Problem, Refused

Key = tuple[str | int, ...]

# Data files are written by people: larger or deeper than this is a mistake or an attack, not data.
LARGEST_FILE = 2_000_000
DEEPEST_NESTING = 12
LARGEST_SCALAR = 4000


class _Loader(yaml.CSafeLoader):
    """Safe YAML without the date type: 2013, 2022-11 and 2025-09-01 are all dates to us, checked later."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class YamlFile:
    """The content of one file. `lines` maps a key path such as ("entry", "values", "days") to its line, from 1."""

    name: str
    data: Any
    lines: dict[Key, int]

    def line(self, *key: str | int) -> int:
        """The line of a key, or of its nearest parent that stands in the file."""
        for length in range(len(key), -1, -1):
            if key[:length] in self.lines:
                return self.lines[key[:length]]
        return 0

    def problem(self, key: Key, what: str, mend: str, warning: bool = False) -> Problem:
        return Problem(self.name, self.line(*key), what, mend, warning)

    def tell(self, key: Key, code: str, /, **values: Any) -> Problem:
        """The same by a code of messages/, for what translators meet."""
        return problem(code, self.name, self.line(*key), **values)


def read_yaml(path: Path, name: str, as_text: bool = False) -> YamlFile:
    """Read one YAML file whose top is a mapping.

    name: how messages call the file; as_text: every value is the text that stands there (in a translation, `no` is a word). Raises Refused with the line for bad syntax, a repeated key, an alias,
    a tag, or a file that is too large or nested too deeply.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise Refused([problem("file-missing", name, 0)]) from error
    except UnicodeDecodeError as error:
        raise Refused([problem("not-utf8", name, 0)]) from error
    if len(text) > LARGEST_FILE:
        raise Refused([problem("file-too-large", name, 0, longest=LARGEST_FILE)])
    return parse_yaml(text, name, as_text=as_text)


def parse_yaml(text: str, name: str, first_line: int = 1, as_text: bool = False) -> YamlFile:
    """Parse YAML text; `first_line` is where the text starts in its file (front matter starts at 2)."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + first_line
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "nested too deeply"
        raise Refused([problem("yaml-wrong", name, line, error=what)]) from error
    if node is None:
        return YamlFile(name, {}, {(): first_line})
    reader = _Reader(name, first_line, as_text)
    data = reader.value(node, ())
    if not isinstance(data, dict):
        reader.problems.append(problem("yaml-no-names", name, first_line))
    if reader.problems:
        raise Refused(reader.problems)
    return YamlFile(name, data, reader.lines)


class _Reader:
    """Walks the node tree once, keeping lines and collecting problems."""

    def __init__(self, name: str, first_line: int, as_text: bool):
        self.name, self.first_line, self.as_text = name, first_line, as_text
        self.lines: dict[Key, int] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()
        self._scalars = _Loader("")

    def value(self, node: yaml.Node, key: Key) -> Any:
        line = node.start_mark.line + self.first_line
        self.lines.setdefault(key, line)
        if len(key) > DEEPEST_NESTING:
            return self._refuse(line, "yaml-nested")
        if not isinstance(node, yaml.ScalarNode):
            if id(node) in self._seen:
                return self._refuse(line, "yaml-alias")
            self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*key, index)) for index, child in enumerate(node.value)]
        if not re.match(r"tag:yaml\.org,2002:(str|int|float|bool|null)$", node.tag):
            return self._refuse(line, "yaml-tag", tag=node.tag)
        if len(node.value) > LARGEST_SCALAR:
            return self._refuse(line, "yaml-long")
        return node.value if self.as_text else self._scalars.construct_object(node)

    def _mapping(self, node: yaml.MappingNode, key: Key) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for name_node, value_node in node.value:
            line = name_node.start_mark.line + self.first_line
            name = str(name_node.value) if isinstance(name_node, yaml.ScalarNode) else ""
            if not name or name == "<<":
                self._refuse(line, "yaml-key")
            elif name in result:
                self._refuse(line, "yaml-twice", name=name)
            else:
                self.lines[(*key, name)] = line
                result[name] = self.value(value_node, (*key, name))
        return result

    def _refuse(self, line: int, code: str, **values: Any) -> None:
        self.problems.append(problem(code, self.name, line, **values))
