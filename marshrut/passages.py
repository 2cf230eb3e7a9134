"""A built page as passages: the lead and each place that an address can name, with heading and plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from .built import BuiltPage

# What is no text of the page: language rows, notices of stale sections, «source» links, the small print of facts, pictures.
SKIPPED_CLASSES = frozenset(["ls", "stale", "s", "meta", "anchors", "index", "by", "note"])
SKIPPED_TAGS = frozenset(["svg", "small"])
HEADINGS = frozenset(["h2", "h3", "dt"])
# Text of these runs on; anything else parts sentences.
RUNNING = frozenset(["a", "b", "bdi", "em", "i", "span", "strong"])
BOX = re.compile(r"<dl class=\"?box\"?>(.*?)</dl>", re.S)
STRESS = "\u0301"


@dataclass
class Passage:
    """id: the anchor, empty for the lead of a page; heading and text: plain, white space single."""

    id: str
    heading: str
    text: str = ""
    parts: list[str] = field(default_factory=list, repr=False)


def passages(page: BuiltPage) -> list[Passage]:
    """The lead (summary, box, text above the first heading), then every passage in the order of the page."""
    lead = Passage("", page.title, parts=[page.summary, " "])
    box = BOX.search(page.main)
    if box:
        lead.parts += [unescape(re.sub(r"<dt>.*?(?=<dd)|<[^>]*>", " ", box[1])), " "]
    found = [lead]
    _walk(ElementTree.fromstring(f"<x>{page.content}</x>"), found)
    for passage in found:
        passage.text = _plain("".join(passage.parts))
    return found


def _walk(element: Element, found: list[Passage]) -> None:
    if element.tag in SKIPPED_TAGS or SKIPPED_CLASSES & set((element.get("class") or "").split()):
        return
    anchor = element.get("id")
    if anchor and element.tag in HEADINGS:
        found.append(Passage(anchor, _plain("".join(element.itertext()))))
        return
    if anchor and element.get("class") == "card":
        name = element.find(".//b")
        found.append(Passage(anchor, _plain(name.text or "") if name is not None else anchor))
    apart = element.tag not in RUNNING
    parts = found[-1].parts
    parts.append((" " if apart else "") + (element.text or ""))
    for child in element:
        _walk(child, found)
        found[-1].parts.append(child.tail or "")
    if apart:
        found[-1].parts.append(" ")


def _plain(text: str) -> str:
    return " ".join(text.replace(STRESS, "").replace("\u00ad", "").split())
