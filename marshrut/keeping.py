"""The guide of one language as a phone keeps it: a list with a version, parts, the service worker and the controls of about/offline.

    <code>/version.json       the list: version, day, bytes, parts with their hashes and the files inside
    <code>/kept/<hash>.bin    the parts (see `packing`)
    <code>/sw.js              the service worker; registered only when a reader asks on about/offline
    <code>/offline.js         the controls of that page
    <code>/manifest.webmanifest

The version is a hash of what the reader gets: pages and scripts. A page asks for its scripts by that version
(plan.js?<version>) and each script ends with it, so that neither an old phone copy nor a half-updated host can bring a
script of one version to a page of another. The finished lists of the plan stay out: they are a third of all bytes and
the plan itself makes them.
"""

from __future__ import annotations

import hashlib
import html
import re
import shutil
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import rcssmin

from . import icons
from .built import BuiltPage
from .edition import Edition
from .house import House
from .made import case_paths
from .packing import Packed, Text, pack
from .planscript import as_json, minified
from .problems import Problem, Refused
from .saying import say_date

FORMAT = 1
LIST, PARTS, WORKER, CONTROLS, MANIFEST = "version.json", "kept", "sw.js", "offline.js", "manifest.webmanifest"
STYLE, SEARCH_TEXTS = "style.css", "search/text/"
# File, side in pixels, what a phone may do with it.
PNG_ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable-512.png", 512, "maskable"))
# In the first part, which all others lean on, as many as fit: chosen by measuring, the order too.
LEANED_ON = ("index", "arrive/registration", "rights/police-check", "about/facts/registration")
# Joined in this order.
WORKER_SOURCES, CONTROLS_SOURCES = ("shelf.js", "unpack.js", "serve.js"), ("shelf.js", "take.js", "controls.js")
# Markup that stands on every page, as the minifier leaves it. Measured too; fixed, so that a change of a text changes
# no part but its own.
# fmt: off
PIECES = (
    "</a>", "</b>", "</span>", "</section>", "</strong>", "</ul>", "</h2>", "</div>", "</summary>", "</details>", "</small></a>",
    "</small>", "</a><li>", "</a>. ", "</h2><p>", "<li>", "<p>", "<b>", "<dd>", "<dt>", "<ul>", "<span>", "<small>", "<strong>",
    "<section>", "<summary>", "<h2 id=", "<section><h2 id=", "</section><section><h2 id=", "<a href=", "<a href=../", "<a href=../../",
    "<a href=../about/facts/", "<li><a href=../", "<a class=", "<a class=f href=../about/facts/", "<a class=s href=../about/facts/",
    "<p class=", "<p class=ru lang=ru>", "<div class=", "<div class=say>", "<span lang=", "<span lang=ru>", "<details class=",
    "<section class=", "<meta", "<circle", " href=", " lang=ru>", " aria-label=", ".html#", ".html>", ".html",
)
# fmt: on
# The lines of each section on the project's host.
FOR_HELPERS = r'<details class="toc improve">.*?</details>\n?'
# For machines, other hosts and other languages: nothing a reader of the kept page would see. The rows of languages at
# each section show only when one has come to that section by a link, and lead to pages that are not kept. Files of the
# project are on another host.
NOT_KEPT = re.compile(
    r"<style>.*?</style>|<link [^>]*rel=(?:alternate|canonical)[^>]*>|<meta [^>]*(?:property=og:|name=description)[^>]*>"
    r"|<p class=ls>(?:\s*<a [^>]*>[^<]*</a>)*(?:</p>)?"
    rf"|{FOR_HELPERS}",
    re.S,
)
# Where the day of the edition stood.
DAY = "\x1d"
# Our own scripts in a page; the same pattern stands in overrides/offline/serve.js.
SCRIPT = re.compile(r"""(<script[^>]* src=["']?)([\w./-]+\.js)(?=["'\s>])""")


def write_kept(site: Path, edition: Edition, pages: list[BuiltPage]) -> None:
    """Write all of the above and set the version into pages and scripts. Call it when every other file of the language is written.

    Raises Refused if a page or script is too heavy for a part.
    """
    folder = site / edition.language.code
    (folder / CONTROLS).write_text(controls(edition), encoding="utf-8")
    scripts = {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*.js"))
        if file.name != WORKER
    }
    # The texts for the line below a result are the pages once more; a result without it still leads there.
    kept_scripts = {name: text for name, text in scripts.items() if not name.startswith(SEARCH_TEXTS)}
    left_out = set(case_paths(edition))
    kept = [page for page in pages if page.path not in left_out]
    texts = {f"{page.path}.html": (folder / f"{page.path}.html").read_text(encoding="utf-8") for page in kept}
    version = version_of(texts | scripts)
    packed = _packed(edition, kept, texts, kept_scripts)
    _write_parts(folder / PARTS, packed)
    (folder / LIST).write_text(_list(edition, version, packed), encoding="utf-8")
    (folder / WORKER).write_text(worker(edition), encoding="utf-8")
    (folder / MANIFEST).write_text(_manifest(edition), encoding="utf-8")
    for name, text in scripts.items():
        (folder / name).write_text(f"{text}\n//{version}", encoding="utf-8")
    for name, text in texts.items():
        if SCRIPT.search(text):
            (folder / name).write_text(stamped(text, version), encoding="utf-8")


def version_of(files: dict[str, str]) -> str:
    """12 hex digits: a hash of names and contents."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name}\0{files[name]}\0".encode())
    return whole.hexdigest()[:12]


def stamped(page: str, version: str) -> str:
    """The page asking for its scripts by version."""
    return SCRIPT.sub(rf"\1\2?{version}", page)


def turns(edition: Edition, page: BuiltPage) -> str:
    """The first day after the build on which a fact of the page begins, has ended or is due to be checked; empty if none is known."""
    today, found = edition.day.isoformat(), []
    for fact_id in page.facts:
        fact = edition.facts[fact_id]
        found.append(fact.review_by)
        if fact.in_force.from_:
            found.append(_first_day(fact.in_force.from_))
        if fact.in_force.to:
            found.append(_day_after(fact.in_force.to))
    return min((day for day in found if day > today), default="")


def _first_day(partial: str) -> str:
    """2027-03 → 2027-03-01"""
    return partial + "-01-01"[len(partial) - 4 :]


def _day_after(partial: str) -> str:
    """The first day after a day, a month or a year: 2026-12 → 2027-01-01"""
    length = {4: 366, 7: 31, 10: 1}[len(partial)]
    after = date.fromisoformat(_first_day(partial)) + timedelta(days=length)
    return _first_day(after.isoformat()[: len(partial)])


def worker(edition: Edition) -> str:
    """The service worker of one language. It knows no version: that is what the list on the phone says."""
    phone = _emergency(edition)
    words = {key: html.escape(text.replace("{phone}", phone)) for key, text in edition.strings.below("offline.worker").items()}
    # What the worker shows for a page that is not there must itself be a page of this language.
    about = {"lang": edition.language.code, "dir": edition.language.dir, "site": html.escape(edition.strings("site.name"))}
    return minified(
        f"const WORDS={as_json(words)},ABOUT={as_json(about)},HERE=new URL(registration.scope);{_sources(edition, WORKER_SOURCES)}"
    )


def controls(edition: Edition) -> str:
    """The script of about/offline."""
    words = edition.strings.below("offline.page")
    here = 'HERE=new URL(".",document.currentScript.src)'
    return minified(f"const WORDS={as_json(words)},{here};{_sources(edition, CONTROLS_SOURCES)}")


def _packed(edition: Edition, kept: list[BuiltPage], texts: dict[str, str], scripts: dict[str, str]) -> Packed:
    day = say_date(edition.day.isoformat())
    found = {page.path: Text(f"{page.path}.html", turns(edition, page), _bare(texts[f"{page.path}.html"], day)) for page in kept}
    style = Text(STYLE, "", rcssmin.cssmin((edition.house.overrides / STYLE).read_text(encoding="utf-8")))
    groups = [[found[path] for path in group] for _, group in groupby(sorted(found, key=_section), key=lambda path: _section(path)[0])]
    groups += [[style], [Text(name, "", text) for name, text in scripts.items()]]
    try:
        return pack(groups, (STYLE, *(f"{path}.html" for path in LEANED_ON if path in found)), PIECES)
    except ValueError as error:
        place = f"site/{edition.language.code}"
        raise Refused(
            [Problem(place, 0, f"the guide cannot be kept on phones: {error}", "make the page or script lighter, or split it")]
        ) from error


def _section(path: str) -> tuple[str, str]:
    """Pages of one folder together; those of none are one group."""
    return path.partition("/")[0] if "/" in path else "", path


def _bare(page: str, day: str) -> str:
    """A page without what the phone puts back or nobody sees; the places of its styles and of the day of the edition stay.

    day: as it is said in the footer. Were it packed, a build on the next day would change every part.
    """
    bare = NOT_KEPT.sub(lambda match: "<style></style>" if match[0].startswith("<style") else "", page)
    text, mark, footer = bare.rpartition("<p class=printed>")
    return text + mark + (footer.replace(day, DAY, 1) if mark else footer)


def _write_parts(folder: Path, packed: Packed) -> None:
    shutil.rmtree(folder, ignore_errors=True)  # `mkdocs serve` builds into the same folder again
    folder.mkdir()
    for part in packed.parts:
        (folder / f"{part.hash}.bin").write_bytes(part.data)


def _list(edition: Edition, version: str, packed: Packed) -> str:
    parts = [[part.hash, len(part.data), list(part.names)] for part in packed.parts]
    day, weight = edition.day.isoformat(), sum(len(part.data) for part in packed.parts)
    return as_json({"format": FORMAT, "version": version, "day": day, "bytes": weight, "signs": packed.signs, "parts": parts})


def write_icons(site: Path, house: House) -> None:
    """The icons that every language's manifest names, at the root."""
    ground, mark = (_colour(house, name) for name in ("route", "paper"))
    (site / "icon.svg").write_text(icons.svg(ground, mark), encoding="utf-8")
    for name, size, purpose in PNG_ICONS:
        (site / name).write_bytes(icons.png(size, ground, mark, maskable=purpose == "maskable"))


def _manifest(edition: Edition) -> str:
    """How a phone installs the guide of this language (W3C Web Application Manifest); colours are those of the stylesheet."""
    name = edition.strings("site.name")
    drawn = [{"src": "../icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"}]
    drawn += [
        {"src": f"../{file}", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose} for file, size, purpose in PNG_ICONS
    ]
    return as_json(
        {
            "name": f"{name}: {edition.strings('site.tagline')}",
            "short_name": name,
            "lang": edition.language.code,
            "dir": edition.language.dir,
            "id": "./",
            "start_url": "index.html",
            "scope": "./",
            "display": "standalone",
            "background_color": _colour(edition.house, "paper"),
            "theme_color": _colour(edition.house, "route"),
            "icons": drawn,
        }
    )


def _colour(house: House, name: str) -> str:
    return re.search(rf"--{name}:(#[0-9a-f]+)", (house.overrides / STYLE).read_text(encoding="utf-8"))[1]


def _emergency(edition: Edition) -> str:
    return edition.facts.find("police.rights.emergency", "phone")[1].number


def _sources(edition: Edition, names: tuple[str, ...]) -> str:
    return "\n".join((edition.house.overrides / "offline" / name).read_text(encoding="utf-8") for name in names)
