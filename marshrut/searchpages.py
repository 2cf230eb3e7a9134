"""The pages of the search: the place of its box, and below it everything from A to Z, for readers without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from . import inline
from .edition import Edition
from .element import add
from .letters import RANGES, Place, anchors, ranges
from .pages import SEARCH_PAGE

if TYPE_CHECKING:
    from .markdown import MarshrutExtension

BOX, LETTERS = "box", "letters"
# Where the script works, and what it leaves standing below.
ROOT, ADVICE = "find", "find-help"
HELP_PAGE, EMERGENCY = "help/emergency", "police.rights.emergency"


def check(edition: Edition, name: str) -> None:
    known = (BOX, LETTERS, *map(str, range(1, RANGES + 1)))
    if name not in known:
        raise LookupError(f"there is no part `{name}` of the search; known: {', '.join(known)}")


def build(extension: MarshrutExtension, parent: Element, name: str) -> None:
    """The place of the box, the letters with links, or the entries of one page."""
    if name == BOX:
        _build_box(extension, parent)
    elif name == LETTERS:
        _build_letters(extension, parent, ranges(extension.edition))
    else:
        pages = ranges(extension.edition)
        ids = anchors(pages)
        _build_letters(extension, parent, pages)
        for letter, places in pages[int(name) - 1].items():
            add(parent, "h2", letter, id=ids[letter])
            _build_places(extension, SubElement(parent, "ul", {"class": "index"}), places)


def _build_box(extension: MarshrutExtension, parent: Element) -> None:
    """Where the script puts the box, and what helps those who find nothing."""
    edition = extension.edition
    SubElement(parent, "div", {"id": ROOT})
    line = add(parent, "p", f"{edition.strings('search.danger')} ", id=ADVICE)
    line.append(inline.phone_link(extension, edition.facts.find(EMERGENCY, "phone")[1].number))
    line[-1].tail = " · "
    add(line, "a", edition.strings("page.help"), href=extension.page.link(HELP_PAGE))


def _build_letters(extension: MarshrutExtension, parent: Element, pages: list[dict[str, list[Place]]]) -> None:
    line, ids = SubElement(parent, "p", {"class": "letters"}), anchors(pages)
    for number, letters in enumerate(pages, start=1):
        for letter in letters:
            link = add(line, "a", letter, href=extension.page.link(f"{SEARCH_PAGE}/{number}", ids[letter]))
            link.tail = " "


def _build_places(extension: MarshrutExtension, listing: Element, places: list[Place]) -> None:
    for place in places:
        item = SubElement(listing, "li")
        add(item, "a", place.label, href=extension.page.link(place.path, place.fragment))
        if place.page and place.page != place.label:
            add(item, "span", f" · {place.page}", class_="of")
