"""The guide of one language as an EPUB 3 book, with the table of contents of EPUB 2 for old readers.

Written with zipfile. A library was considered: ebooklib is under AGPL and stamps the book with the time of the build, and
two builds of one commit must be the same bytes. The pages are well-formed already; what is left is a list of files.
"""

from __future__ import annotations

import re
import uuid
import zipfile
from html import escape
from pathlib import Path

import rcssmin

from .bound import Place, chapters, relink
from .built import BuiltPage
from .downloads import AS_BUILT, zip_entry
from .edition import Edition
from .planscript import ROOT
from .saying import say_date

XHTML, OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
# A name of our own for books of this guide, so that a newer one takes the place of the older.
NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "urn:marshrut:book")
# Contents within a page: a book has its own.
PAGE_CONTENTS = re.compile(r'<nav [^<>]*><details class="toc">.*?</details></nav>', re.S)
VOID = re.compile(r"<(br|hr)>")


def name_of(edition: Edition) -> str:
    return f"marshrut-{edition.language.code}.epub"


def write_epub(folder: Path, edition: Edition, site_url: str | None, pages: list[BuiltPage], version: str) -> None:
    """folder: of the language; site_url: where the site is, None if it does not know."""
    bound = chapters(edition, pages)
    held = {page.path: page for section in bound.values() for page in section}
    files = {
        "META-INF/container.xml": CONTAINER,
        "book/book.opf": _package(edition, held, version),
        "book/contents.xhtml": _contents(edition, bound),
        "book/contents.ncx": _old_contents(edition, bound),
        "book/style.css": rcssmin.cssmin((edition.house.overrides / "file" / "book.css").read_text(encoding="utf-8")),
        "book/cover.xhtml": _cover(edition, site_url, version),
    }
    for path, page in held.items():
        files[f"book/{path}.xhtml"] = _chapter(edition, site_url, page, held)
    with zipfile.ZipFile(folder / name_of(edition), "w") as book:
        # A reader knows the kind of file by these first bytes, which must not be compressed.
        book.writestr(zip_entry("mimetype", edition.day, zipfile.ZIP_STORED), "application/epub+zip")
        for name, text in files.items():
            book.writestr(zip_entry(name, edition.day), text)


def _document(edition: Edition, path: str, title: str, body: str) -> str:
    code, up = edition.language.code, "../" * path.count("/")
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="{XHTML}" xmlns:epub="{OPS}" lang="{code}" xml:lang="{code}" dir="{edition.language.dir}">'
        f'<head><meta charset="utf-8"/><title>{escape(title)}</title><link rel="stylesheet" href="{up}style.css"/></head><body>{body}</body></html>'
    )


def _chapter(edition: Edition, site_url: str | None, page: BuiltPage, held: dict[str, BuiltPage]) -> str:
    """One page: pages keep their places, so links change their ending only."""

    def turn(place: Place) -> str | None:
        fragment = f"#{place.fragment}" if place.fragment else ""
        if place.path == page.path:
            return fragment or "#main"
        if place.path in held:
            return f"{'../' * page.path.count('/')}{place.path}.xhtml{fragment}"
        return f"{site_url.rstrip('/')}/{place.path_from_root(edition.language.code)}.html{fragment}" if site_url else None

    text = relink(page.xhtml, page.path, turn)
    text = PAGE_CONTENTS.sub("", text).replace(AS_BUILT, f"<p>{escape(edition.strings('files.elsewhere'))}</p>")
    text = text.replace(f'<div id="{ROOT}"></div>', "").replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    return _document(edition, page.path, page.title, VOID.sub(r"<\1/>", text))


def _cover(edition: Edition, site_url: str | None, version: str) -> str:
    """What this book is, of which day, and how far it can be trusted."""
    say, day = edition.strings, say_date(edition.day.isoformat())
    lines = [say("files.version", date=day, version=version), say("files.copy", date=day), say("files.old")]
    lines += [say("files.site", address=site_url)] if site_url else []
    lines += [say("page.not_legal_advice"), say("honest.made_computer"), say("files.labels"), say("page.licence")]
    told = "".join(f"<p>{escape(line)}</p>" for line in lines)
    body = f'<main class="cover"><h1>{escape(say("site.name"))}</h1><p class="lead">{escape(say("site.tagline"))}</p>{told}</main>'
    return _document(edition, "cover", say("site.name"), body)


def _label(edition: Edition, page: BuiltPage) -> str:
    return edition.strings(f"menu.{page.path}") if page.path in edition.pages else page.title


def _contents(edition: Edition, bound: dict[str, list[BuiltPage]]) -> str:
    say, parts = edition.strings, []
    for section, pages in bound.items():
        items = "".join(f'<li><a href="{page.path}.xhtml">{escape(_label(edition, page))}</a></li>' for page in pages)
        parts.append(f'<li><a href="{pages[0].path}.xhtml">{escape(say(f"section.{section}"))}</a><ol>{items}</ol></li>')
    title = escape(say("files.contents"))
    body = f'<nav epub:type="toc" id="toc"><h1>{title}</h1><ol>{"".join(parts)}</ol></nav>'
    return _document(edition, "contents", say("files.contents"), body)


def _old_contents(edition: Edition, bound: dict[str, list[BuiltPage]]) -> str:
    order = 0

    def point(label: str, path: str, inside: str = "") -> str:
        nonlocal order
        order += 1
        return (
            f'<navPoint id="p{order}" playOrder="{{{path}}}"><navLabel><text>{escape(label)}</text></navLabel>'
            f'<content src="{path}.xhtml"/>{inside}</navPoint>'
        )

    places: dict[str, int] = {}
    parts = []
    for section, pages in bound.items():
        inside = "".join(point(_label(edition, page), page.path) for page in pages)
        parts.append(point(edition.strings(f"section.{section}"), pages[0].path, inside))
        for page in pages:
            places[page.path] = len(places) + 1
    # The same place has the same number, wherever it is named.
    points = re.sub(r'playOrder="\{([^}]*)\}"', lambda match: f'playOrder="{places[match[1]]}"', "".join(parts))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
        f'<head><meta name="dtb:uid" content="{_identifier(edition)}"/></head>'
        f"<docTitle><text>{escape(edition.strings('site.name'))}</text></docTitle><navMap>{points}</navMap></ncx>"
    )


def _identifier(edition: Edition) -> str:
    return f"urn:uuid:{uuid.uuid5(NAMES, edition.language.code)}"


def _package(edition: Edition, held: dict[str, BuiltPage], version: str) -> str:
    say, day = edition.strings, edition.day.isoformat()
    numbers = {path: f"c{number}" for number, path in enumerate(held, start=1)}
    items = "".join(
        f'<item id="{numbers[path]}" href="{path}.xhtml" media-type="application/xhtml+xml"{_properties(page)}/>'
        for path, page in held.items()
    )
    spine = "".join(f'<itemref idref="{number}"/>' for number in numbers.values())
    return f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{edition.language.code}" dir="{edition.language.dir}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">{_identifier(edition)}</dc:identifier>
<dc:title>{escape(say("site.name"))}: {escape(say("site.tagline"))}</dc:title><dc:language>{edition.language.code}</dc:language>
<dc:creator>Marshrut</dc:creator><dc:date>{day}</dc:date><dc:rights>CC BY 4.0</dc:rights><dc:description>{escape(say("files.version", date=say_date(day), version=version))}</dc:description>
<meta property="dcterms:modified">{day}T00:00:00Z</meta></metadata>
<manifest><item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="ncx" href="contents.ncx" media-type="application/x-dtbncx+xml"/>
<item id="style" href="style.css" media-type="text/css"/><item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>{items}</manifest>
<spine toc="ncx" page-progression-direction="{edition.language.dir}"><itemref idref="cover"/><itemref idref="contents"/>{spine}</spine></package>"""


def _properties(page: BuiltPage) -> str:
    return ' properties="svg"' if "<svg " in page.xhtml else ""
