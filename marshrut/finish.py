"""From built pages to the files around them: sitemaps; pages with their styles, in fewer bytes."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import minify_html

from . import downloads, epub, onefile
from .built import BuiltPage, version_of
from .edition import Edition
from .hosting import site_headers
from .keeping import FOR_HELPERS, write_icons, write_kept
from .made import shelf_paths
from .packing import MOST
from .planscript import russian, script
from .searchindex import indexed
from .searchparts import search_files, weigh
from .styles import Sheet, fill

# Beside the plan's page; the second one in every edition but the source: a folder of a language needs no other.
PLAN_SCRIPT, RUSSIAN_SCRIPT = "plan.js", "plan-titles.js"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
# A sitemap must name full addresses. Where the site does not know its own, this is where `make serve` shows it.
LOCAL = "http://localhost:8000/"
# On the heaviest pages there is no room for them; the link to the whole file stays.
SPARE = re.compile(FOR_HELPERS, re.S)
# Sizes of downloads are filled in later.
MARGIN = 50


def finish(html: str, sheet: Sheet) -> str:
    """The page with the styles it uses, in fewer bytes. One that would not arrive whole leaves out what only helpers need."""
    small = _minified(html, sheet)
    if SPARE.search(html) and weigh(small) > MOST - MARGIN:
        return _minified(SPARE.sub("", html), sheet)
    return small


def _minified(html: str, sheet: Sheet) -> str:
    """In fewer bytes: white space and optional quotes, nothing a browser would read differently."""
    small = minify_html.minify(fill(html, sheet), minify_css=False, minify_js=False, keep_html_and_head_opening_tags=True)
    # The minifier drops it. A service worker that sees it knows that the answer was not cut.
    return f"{small}</html>"


def write_language(site: Path, edition: Edition, source: Edition, site_url: str | None, pages: list[BuiltPage], files: bool = True) -> None:
    """<code>/sitemap.xml: each page of the language with its alternates; <code>/plan.js; search; the files to take along; all that a phone can keep.

    files: False while somebody writes and looks: then a saved page shows without waiting for search and files.
    """
    ElementTree.register_namespace("", SITEMAP)
    ElementTree.register_namespace("xhtml", XHTML)
    root = ElementTree.Element(f"{{{SITEMAP}}}urlset")
    base = (site_url or LOCAL).rstrip("/")
    for path in [*edition.pages, *shelf_paths(edition)]:
        url = ElementTree.SubElement(root, f"{{{SITEMAP}}}url")
        ElementTree.SubElement(url, f"{{{SITEMAP}}}loc").text = f"{base}/{edition.language.code}/{path}.html"
        for language in edition.languages.published:
            attributes = {"rel": "alternate", "hreflang": language.code, "href": f"{base}/{language.code}/{path}.html"}
            ElementTree.SubElement(url, f"{{{XHTML}}}link", attributes)
        ElementTree.SubElement(url, f"{{{XHTML}}}link", {"rel": "alternate", "hreflang": "x-default", "href": f"{base}/"})
    _write_xml(root, site / edition.language.code / "sitemap.xml")
    (site / edition.language.code / PLAN_SCRIPT).write_text(script(edition), encoding="utf-8")
    if not edition.language.is_source:
        (site / edition.language.code / RUSSIAN_SCRIPT).write_text(russian(edition), encoding="utf-8")
    if files:
        _write_search(site, edition, source, pages)
        _write_files(site, edition, site_url, pages)
    # Last: it packs and marks every script of the folder.
    write_kept(site, edition, pages)


def _write_search(site: Path, edition: Edition, source: Edition, pages: list[BuiltPage]) -> None:
    """<code>/search.js and the parts of its index."""
    for name, text in search_files(edition, source.fold, indexed(edition, source.fold, pages)).items():
        file = site / edition.language.code / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _write_files(site: Path, edition: Edition, site_url: str | None, pages: list[BuiltPage]) -> list[BuiltPage]:
    """The guide as one file and as a book; then the pages that tell their size. Returns the pages as they are then."""
    folder, version = site / edition.language.code, version_of(pages)
    onefile.write_one_file(folder, edition, site_url, pages, version)
    epub.write_epub(folder, edition, site_url, pages, version)
    made = [downloads.measure(site, f"{edition.language.code}/{part.name_of(edition)}") for part in (onefile, epub)]
    return downloads.fill(site, edition, pages, made, version)


def write_root(site: Path, editions: dict[str, Edition], site_url: str | None) -> None:
    """sitemap.xml: the list of the languages' sitemaps; robots.txt that names it; _headers for hosts that read it; icons of the installed guide; .nojekyll for one that would drop files."""
    ElementTree.register_namespace("", SITEMAP)
    root = ElementTree.Element(f"{{{SITEMAP}}}sitemapindex")
    base = (site_url or LOCAL).rstrip("/")
    published = next(iter(editions.values())).languages.published
    for language in published:
        entry = ElementTree.SubElement(root, f"{{{SITEMAP}}}sitemap")
        ElementTree.SubElement(entry, f"{{{SITEMAP}}}loc").text = f"{base}/{language.code}/sitemap.xml"
    _write_xml(root, site / "sitemap.xml")
    (site / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n", encoding="utf-8")
    house = next(iter(editions.values())).house
    (site / "_headers").write_text(site_headers(house, [language.code for language in published]), encoding="utf-8")
    write_icons(site, house)
    (site / ".nojekyll").write_text("", encoding="utf-8")


def _write_xml(root: ElementTree.Element, path: Path) -> None:
    ElementTree.indent(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
