"""Pictures drawn at build, as SVG in the page: a procedure as a line with stops, the outcomes of the recommendations.

Drawn for a screen 360 pixels wide; colours are the page's own (`currentColor`, classes); each says in words what it shows.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from . import inline
from .edition import Edition
from .records import OUTCOMES
from .routes import Stop
from .saying import say_value

if TYPE_CHECKING:
    from .markdown import MarshrutExtension

RECOMMENDATIONS = "recommendations"
WIDTH = 320
# Distances in user units, which are CSS pixels on a phone.
LINE_X, TEXT_X, STOP, LINE_HEIGHT, GAP, BAR = 14, 34, 8, 20, 16, 14
# Letters that fit beside the line at 16 px in the widest of common fonts.
LETTERS = 27


def names(edition: Edition) -> list[str]:
    """What `{{ picture … }}` may name."""
    return [RECOMMENDATIONS, *edition.routes]


def build(extension: MarshrutExtension, parent: Element, name: str) -> None:
    """Draw one picture into the page."""
    edition = extension.edition
    svg = _outcomes(edition) if name == RECOMMENDATIONS else _route(extension, name)
    for element in svg.iter():
        extension.drawn.add(element)
    parent.append(svg)


def frame(height: int, said: str) -> Element:
    """An empty picture as wide as a phone; height: user units; said: what it shows, in words."""
    box = {"viewBox": f"0 0 {WIDTH} {height}", "width": str(WIDTH), "height": str(height)}
    return Element("svg", {"class": "pic", "role": "img", "aria-label": said, **box})


def _route(extension: MarshrutExtension, name: str) -> Element:
    """A vertical line with one stop a step; the value, if any, stands before the label in bold, its marks below it."""
    edition = extension.edition
    stops = [(*_value(extension, stop), edition.strings(f"routes.{name}.{stop.label}")) for stop in edition.routes[name].stops]
    rows = [
        [("v", value)] * bool(value) + [("", line) for text in rest if text for line in textwrap.wrap(text, LETTERS)]
        for value, *rest in stops
    ]
    heights = [LINE_HEIGHT * len(lines) + GAP for lines in rows]
    svg = frame(sum(heights), "; ".join(f"{number}. {' '.join(filter(None, stop))}" for number, stop in enumerate(stops, 1)))
    mirrored = edition.language.dir == "rtl"
    line_x, text_x = (WIDTH - LINE_X, WIDTH - TEXT_X) if mirrored else (LINE_X, TEXT_X)
    SubElement(svg, "path", {"class": "line", "d": f"M{line_x} {STOP + 4}V{sum(heights[:-1]) + STOP + 4}"})
    top = 0
    for lines, height in zip(rows, heights, strict=True):
        SubElement(svg, "circle", {"class": "dot", "cx": str(line_x), "cy": str(top + STOP + 4), "r": str(STOP)})
        for index, (kind, text) in enumerate(lines):
            _write(svg, text, text_x, top + 17 + index * LINE_HEIGHT, **({"class": kind} if kind else {}))
        top += height
    return svg


def _value(extension: MarshrutExtension, stop: Stop) -> tuple[str, str]:
    """The value of a stop and the marks that stand beside it in text; its fact counts for the page."""
    if not stop.value:
        return "", ""
    fact, value = extension.edition.facts.find(stop.value, stop.kind)
    extension.page.used_facts[fact.id] = None
    marks = inline.fact_marks(extension, fact)
    return say_value(value, extension.edition.strings).replace("\u00a0", " "), f"({', '.join(marks)})" if marks else ""


def _outcomes(edition: Edition) -> Element:
    """One bar for each outcome, its length by count."""
    counts = edition.records.outcomes()
    shown = [(name, edition.strings(f"outcome.{name}")) for name in OUTCOMES]
    row = LINE_HEIGHT + BAR + GAP
    svg = frame(row * len(shown), "; ".join(f"{label}: {counts[name]}" for name, label in shown))
    longest = max(counts.values(), default=1)
    mirrored = edition.language.dir == "rtl"
    for index, (name, label) in enumerate(shown):
        top, width = index * row, round(WIDTH * counts[name] / longest)
        _write(svg, f"{label}: {counts[name]}", WIDTH if mirrored else 0, top + 15)
        x = WIDTH - width if mirrored else 0
        bar = {"class": f"bar {name}", "x": str(x), "y": str(top + LINE_HEIGHT + 2), "width": str(width), "height": str(BAR)}
        SubElement(svg, "rect", bar)
    return svg


def _write(svg: Element, text: str, x: int, y: int, **attributes: str) -> None:
    SubElement(svg, "text", {"x": str(x), "y": str(y), **attributes}).text = AtomicString(text)
