"""A page's sections as elements: each heading with its text in one <section>, with a language row of its own.

A reader who was sent a link to one step lands at that step; the row shows there (`:target`), so that the language
can be changed on the spot and the same step opens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor

from .saying import say_date

if TYPE_CHECKING:
    from .markdown import MarshrutExtension


def page_in_language(path: str, code: str, fragment: str = "") -> str:
    """Relative link from the page `path` of one language to the same page (and section) of another."""
    up = "../" * (path.count("/") + 1)
    return f"{up}{code}/{path}.html{'#' + fragment if fragment else ''}"


class WrapSections(Treeprocessor):
    """Runs after MkDocs checked the links (0) and before the last guard (-10)."""

    def __init__(self, extension: MarshrutExtension, md):
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        children, current = list(root), root
        for child in children:
            root.remove(child)
        for child in children:
            if child.tag == "h2" and child.get("id"):
                classes = self._classes(child)
                child.attrib.pop("class", None)
                current = SubElement(root, "section", {"class": " ".join(classes)} if classes else {})
                current.append(child)
                self._add_language_row(current, child)
                self._add_stale_notice(current, child, "danger" in classes)
            else:
                current.append(child)
                if child.tag == "h3":
                    self._add_stale_notice(current, child, "danger" in (child.get("class") or ""))
        while self.extension.elsewhere:
            link, href = self.extension.elsewhere.popitem()
            link.set("href", href)

    def _classes(self, heading: Element) -> list[str]:
        kinds = ["stop"] if heading.get("id", "").startswith("step-") else []
        return [*kinds, "danger"] if "danger" in (heading.get("class") or "") else kinds

    def _add_language_row(self, section: Element, heading: Element) -> None:
        if not self.extension.page.section_rows:
            return
        row = SubElement(section, "p", {"class": "ls"})
        for language in self.extension.edition.languages.row(self.extension.edition.language):
            if language.code != self.extension.edition.language.code:
                href = page_in_language(self.extension.page.path, language.code, heading.get("id", ""))
                link = SubElement(row, "a", {"href": href, "lang": language.code})
                link.text, link.tail = language.name, " "

    def _add_stale_notice(self, section: Element, heading: Element, danger: bool) -> None:
        add_stale_notice(self.extension, section, heading.get("id", ""), danger)


def add_stale_notice(extension: MarshrutExtension, parent: Element, place: str, danger: bool = False) -> None:
    """That the text behind a place of the page changed, since when, and where it stands; nothing if it did not."""
    if day := extension.page.stale.get(place):
        _add_notice(extension, parent, day, place, danger)


def add_text_notice(extension: MarshrutExtension, parent: Element, *keys: str, place: str = "", tag: str = "p") -> None:
    """The same of texts that the page takes in, by their keys in `stale_texts`. place: the id they stand under, if any."""
    days = [day for key in keys if (day := extension.page.stale_texts.get(key))]
    if days:
        extension.page.told_texts.update(key for key in keys if key in extension.page.stale_texts)
        _add_notice(extension, parent, min(days), place, tag=tag)


def _add_notice(extension: MarshrutExtension, parent: Element, day: str, place: str, danger: bool = False, tag: str = "p") -> None:
    edition = extension.edition
    notice = SubElement(parent, tag, {"class": "stale"})
    notice.text = edition.strings("stale.danger" if danger else "stale.section", date=say_date(day)) + " "
    source = edition.languages.source
    href = page_in_language(extension.page.path, source.code, place)
    link = SubElement(notice, "a", {"href": "#", "lang": source.code, "hreflang": source.code})
    link.text = source.name
    extension.elsewhere[link] = href
