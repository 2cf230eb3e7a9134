"""The table of translations on about/translations: for each language bars and numbers, and the pages that are not as they should be."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from . import pictures
from .edition import Edition
from .element import add
from .inspection import PLACEHOLDER
from .saying import say_date
from .script import to_cyrillic
from .sections import TOP
from .status import PageState, State, page_text, translation_states

if TYPE_CHECKING:
    from .markdown import MarshrutExtension

TRACK, GAP = 12, 6
# So many pages of another language, and sections of a page, are named; the rest is a number, so that the page arrives
# whole in the worst of states.
MOST_OTHERS, MOST_SECTIONS = 20, 2
READERS = ("volunteer", "native", "lawyer")


def build(extension: MarshrutExtension, parent: Element) -> None:
    """Every language; below the reader's own each page with its state, below others the pages that differ."""
    strings = extension.edition.strings
    extension.page.shows_others = True
    add(parent, "p", strings("translations.bars"))
    for state in translation_states(extension.edition):
        _language(extension, parent, state)


def _language(extension: MarshrutExtension, parent: Element, state: State) -> None:
    strings, language = extension.edition.strings, state.language
    add(parent, "h3", language.name, lang=language.code, id=f"state-{language.code.lower()}")
    if not language.published:
        add(parent, "p", strings("translations.begun"))
    said = _counts(extension, state)
    _bars(extension, parent, state, said)
    listing = SubElement(parent, "ul", {"class": "state"})
    for line in [*([strings("honest.derived")] if language.derived_from else []), *said]:
        add(listing, "li", line)
    if not language.published:
        return
    if language.code == extension.edition.language.code:
        _own_pages(extension, parent, state)
    else:
        _other_pages(extension, parent, state)


def _counts(extension: MarshrutExtension, state: State) -> list[str]:
    """The numbers in words. What is always nought for the source, and what is rare, is said only where it is so."""
    strings = extension.edition.strings
    if state.language.is_source:
        lines = [strings("translations.written", count=state.present, total=state.total)]
    else:
        lines = [strings("translations.translated", count=state.present, total=state.total)]
        lines += [strings(f"translations.{name}", count=len(getattr(state, name))) for name in ("behind", "missing")]
    if state.unread:
        lines.append(strings("translations.unread", count=len(state.unread)))
    lines += [strings(f"translations.{kind}", count=len(state.read_by(kind))) for kind in READERS]
    texts = {"texts_behind": state.texts_behind, "texts_missing": state.texts_missing}
    lines += [strings(f"translations.{name}", count=count) for name, count in texts.items() if count]
    return [_together(line) for line in lines]


def _bars(extension: MarshrutExtension, parent: Element, state: State, said: list[str]) -> None:
    """Above: pages that are current, pages behind, nothing where they are missing. Below: read by a native speaker, by a volunteer alone."""
    native = set(state.read_by("native"))
    behind = len(state.behind)
    tracks = (
        {"": state.present - behind, "behind": behind},
        {"": len(native), "partly": len(set(state.read_by("volunteer")) - native)},
    )
    svg = pictures.frame(len(tracks) * (TRACK + GAP), "; ".join(said))
    mirrored = extension.edition.language.dir == "rtl"
    for index, parts in enumerate(tracks):
        top, start = index * (TRACK + GAP), 0
        _rect(svg, "bar track", 0, pictures.WIDTH, top + TRACK, 2)
        done = 0
        for kind, count in parts.items():
            # Ends are rounded, not lengths: the whole bar is as long as all pages are.
            done += count
            end = round(pictures.WIDTH * done / state.total)
            if end > start:
                # What is less than whole is lower too: colours do not tell it on paper.
                height = TRACK // 2 if kind else TRACK
                x = pictures.WIDTH - end if mirrored else start
                _rect(svg, f"bar {kind}".strip(), x, end - start, top + TRACK - height, height)
            start = end
    for element in svg.iter():
        extension.drawn.add(element)
    parent.append(svg)


def _rect(svg: Element, name: str, x: int, width: int, y: int, height: int) -> None:
    SubElement(svg, "rect", {"class": name, "x": str(x), "y": str(y), "width": str(width), "height": str(height)})


def _own_pages(extension: MarshrutExtension, parent: Element, state: State) -> None:
    """Every page under its state, most-read first; sections behind with the day they were compared, readers with theirs."""
    groups = _unwell(extension, state)
    unwell = {path for paths in groups.values() for path in paths}
    groups["written" if state.language.is_source else "current"] = [
        path for path in extension.edition.pages.by_reading if path not in unwell
    ]
    _groups(extension, _details(parent, extension.edition.strings("translations.all_pages")), state, groups)


def _other_pages(extension: MarshrutExtension, parent: Element, state: State) -> None:
    """Of another language only the pages that are behind, missing or not compared."""
    groups = _unwell(extension, state)
    if any(groups.values()):
        _groups(extension, _details(parent, extension.edition.strings("translations.some_pages")), state, groups, MOST_OTHERS)


def _unwell(extension: MarshrutExtension, state: State) -> dict[str, list[str]]:
    """Name of a fault → its pages, most-read first."""
    return {
        name: [path for path in extension.edition.pages.by_reading if path in set(getattr(state, name))]
        for name in ("behind", "missing", "unread")
    }


def _groups(extension: MarshrutExtension, holder: Element, state: State, groups: dict[str, list[str]], most: int | None = None) -> None:
    for name, paths in groups.items():
        if paths:
            _label(holder, extension.edition.strings(f"translations.{name}", count=len(paths), total=state.total))
            _links(extension, holder, state, paths, most)


def _label(holder: Element, text: str) -> None:
    add(add(holder, "p"), "b", _together(text))


def _together(text: str) -> str:
    """A number does not stand alone on a line of a phone."""
    return text.replace(": ", ":\u00a0")


def _details(parent: Element, label: str) -> Element:
    holder = SubElement(parent, "details")
    add(holder, "summary", label)
    return holder


def _links(extension: MarshrutExtension, holder: Element, state: State, paths: list[str], most: int | None = None) -> None:
    edition, code = extension.edition, state.language.code
    is_own = code == edition.language.code
    up = "../" * (extension.page.path.count("/") + 1)
    listing = SubElement(holder, "ul", {"class": "index"})
    for path in paths[:most]:
        item = SubElement(listing, "li")
        link = add(item, "a", edition.strings(f"menu.{path}"), href="#")
        if not is_own:
            link.set("hreflang", code)
            extension.elsewhere[link] = f"{up}{code}/{path}.html"
        if is_own:
            link.set("href", extension.page.link(path))
            _marks(extension, item, link, path, state.pages[path])
    if most and len(paths) > most:
        add(listing, "li", edition.strings("translations.more", count=len(paths) - most))


def _marks(extension: MarshrutExtension, item: Element, link: Element, path: str, page: PageState) -> None:
    """Which sections are behind, each with a link, and who has read the page."""
    edition = extension.edition
    if page.stale:
        link.tail = ": "
        master = edition.language.derived_from or edition.language.code
        text = page_text(edition.house, master, path)
        titles = {TOP: edition.strings("translations.top")} | {section.id: section.title for section in text.sections}
        for section, day in list(page.stale.items())[:MOST_SECTIONS]:
            add(
                item, "a", _plain(edition, titles[section]), href=extension.page.link(path, "" if section == TOP else section)
            ).tail = f" ({say_date(day)}) "
        if len(page.stale) > MOST_SECTIONS:
            item[-1].tail += edition.strings("translations.more", count=len(page.stale) - MOST_SECTIONS)
    read = [edition.strings(f"translations.{kind}", count=say_date(page.readers[kind])) for kind in READERS if kind in page.readers]
    if read:
        add(item, "small", " " + "; ".join(read))


def _plain(edition: Edition, title: str) -> str:
    """A heading as a link can hold it: without its values and emphasis, in the letters of the edition."""
    words = " ".join(PLACEHOLDER.sub("", title).replace("*", "").split())
    return to_cyrillic(words) if edition.language.derived_from else words
