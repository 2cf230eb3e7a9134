"""Small hands for building elements: text is always text, never Markdown or markup."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

if TYPE_CHECKING:
    from .markdown import MarshrutExtension


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A child with plain text (Markdown does not look into it: a law may hold `*`). `class_` gives `class`."""
    element = SubElement(parent, tag, {key.rstrip("_"): value for key, value in attributes.items()})
    element.text = AtomicString(text)
    return element


def add_rich(extension: MarshrutExtension, parent: Element, text: str, tag: str = "p", **attributes: str) -> Element:
    """A child whose text comes from a translation: placeholders and emphasis work."""
    element = add(parent, tag, **attributes)
    element.text = extension.hide(text, inner=True)
    return element


def add_table(parent: Element, headings: list[str], **attributes: str) -> Element:
    """A table with a row of column headings; returns its body."""
    table = SubElement(parent, "table", {key.rstrip("_"): value for key, value in attributes.items()})
    row = SubElement(SubElement(table, "thead"), "tr")
    for heading in headings:
        add(row, "th", heading, scope="col")
    return SubElement(table, "tbody")
