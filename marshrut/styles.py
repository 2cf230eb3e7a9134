"""The stylesheet, cut to what a page uses: a reader pays for each byte of the one answer that holds the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import rcssmin
import tinycss2

# Where the template wants the styles; filled when the page is whole and its classes are known.
MARK = "/*styles*/"
# Names of classes and ids in a selector; those inside `:not()` are not needed.
NAME = re.compile(r"[.#]([A-Za-z_][\w-]*)")
# Elements that many pages do without and that no script makes (tests/test_styles.py).
RARE = ("table", "caption", "thead", "tr", "th", "td", "dl", "dt", "dd")
ELEMENT = re.compile(rf"(?<![\w.#\[=\"'-])(?:{'|'.join(RARE)})(?![\w-])")
TAG = re.compile(rf"<({'|'.join(RARE)})[\s>]")
USED = re.compile(r"""[\s"'](?:class|id)=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")


@dataclass(frozen=True)
class Rule:
    """`selectors` with the names each needs (classes, ids, rare elements), and the declarations; or an at-rule with rules inside."""

    selectors: tuple[tuple[str, frozenset[str]], ...]
    body: str
    inside: tuple[Rule, ...] = ()

    def used(self, names: frozenset[str]) -> str:
        """The rule for a page that has these names; empty if nothing of it applies."""
        if self.inside:
            kept = "".join(rule.used(names) for rule in self.inside)
            return f"{self.body}{{{kept}}}" if kept else ""
        kept = [selector for selector, needed in self.selectors if needed <= names]
        return f"{','.join(kept)}{{{self.body}}}" if kept else ""


class Sheet(tuple[Rule, ...]):
    """The rules of a stylesheet. Pages use few different sets of names: each cut is made once."""

    def __init__(self, rules: tuple[Rule, ...]):
        self.names = frozenset().union(*(_names(rule) for rule in rules))
        self._cuts: dict[frozenset[str], str] = {}

    def cut(self, names: frozenset[str]) -> str:
        """The sheet for a page that has these classes, ids and rare elements."""
        known = names & self.names
        if known not in self._cuts:
            self._cuts[known] = "".join(rule.used(known) for rule in self)
        return self._cuts[known]


def _names(rule: Rule) -> frozenset[str]:
    return frozenset().union(*(needed for _, needed in rule.selectors), *map(_names, rule.inside))


@lru_cache(maxsize=1)
def read_styles(css: str) -> Sheet:
    """A stylesheet as rules. Raises ValueError for one that a browser would not read."""
    parsed = tinycss2.parse_stylesheet(rcssmin.cssmin(css), skip_comments=True, skip_whitespace=True)
    return Sheet(_rules(parsed))


def _rules(parsed: list) -> tuple[Rule, ...]:
    found = []
    for rule in parsed:
        if rule.type == "error":
            raise ValueError(f"the stylesheet, line {rule.source_line}: {rule.message}")
        head = tinycss2.serialize(rule.prelude).strip()
        if rule.type == "at-rule":
            if rule.at_keyword != "media":
                raise ValueError(f"the stylesheet, line {rule.source_line}: @{rule.at_keyword}; only @media is cut to a page")
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            found.append(Rule((), f"@{rule.at_keyword} {head}", _rules(inner)))
        else:
            found.append(Rule(tuple((one, _needed(one)) for one in _split(head)), tinycss2.serialize(rule.content).strip()))
    return tuple(found)


def _needed(selector: str) -> frozenset[str]:
    selector = re.sub(r":not\([^)]*\)", "", selector)
    return frozenset([*NAME.findall(selector), *(f"<{tag}" for tag in ELEMENT.findall(selector))])


def _split(head: str) -> list[str]:
    """Selectors of a list; commas inside brackets do not part them."""
    return [one.strip() for one in re.split(r",(?![^(]*\))", head) if one.strip()]


def fill(html: str, sheet: Sheet) -> str:
    """Put the styles that a page uses where the template marks their place."""
    if MARK not in html:
        return html
    return html.replace(MARK, sheet.cut(names_in(html)), 1)


def names_in(html: str) -> frozenset[str]:
    """Classes, ids and rare elements (`<table`) of a page."""
    named = (name for groups in USED.findall(html) for name in "".join(groups).split())
    return frozenset([*named, *(f"<{tag}" for tag in TAG.findall(html))])
