"""The guide of one language as one HTML file that opens by tapping it in a chat, in flight mode, with or without script.

Every page is an <article> named by its path, its sections by path and id: `work/patent:step-3`. A browser that knows
`:has()` shows the page that the address names, or the contents; an older one shows a book. overrides/file/ has the styles
and the scripts: search, and showing one page where only a script can.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Container
from html import escape
from pathlib import Path
from typing import Any

import minify_html
import rcssmin

from . import planscript
from .bound import Place, chapters, relink
from .built import BuiltPage
from .downloads import AS_BUILT
from .edition import Edition
from .house import House
from .pages import FACTS_PAGE, GLOSSARY_PAGE, PLAN_PAGE
from .saying import say_date
from .searchindex import other_names

SCRIPTS = ("fold.js", "show.js", "find.js")
# Sections that the stylesheet knows by id get longer names here: `>#remember` → `>[id$=":remember"]`.
SECTION_STYLE = re.compile(r">#([a-z-]+)")
# Contents within a page, without the landmark around it: there is one page in sight, and 145 in the file.
PAGE_CONTENTS = re.compile(r'<nav [^<>]*>(<details class="toc">.*?</details>)</nav>', re.S)
CASES = '<p class="cases">'


def name_of(edition: Edition) -> str:
    return f"marshrut-{edition.language.code}.html"


def write_one_file(folder: Path, edition: Edition, site_url: str | None, pages: list[BuiltPage], version: str) -> None:
    """folder: of the language; site_url: where the site is, None if it does not know."""
    (folder / name_of(edition)).write_text(one_file(edition, site_url, pages, version), encoding="utf-8")


def one_file(edition: Edition, site_url: str | None, pages: list[BuiltPage], version: str) -> str:
    """The whole file."""
    bound = chapters(edition, pages)
    held = {page.path: page for section in bound.values() for page in section}
    articles = "".join(_article(edition, site_url, page, held) for path, page in held.items() if path != "index")
    start = _article(edition, site_url, held["index"], held) if "index" in held else ""
    # A plan that is not translated yet is a card, without the place where its script works.
    scripts = [*([_plan_script(edition)] if f'id="{planscript.ROOT}"' in articles else []), _own_script(edition, held)]
    hashes = " ".join(f"'{_hash(script)}'" for script in scripts)
    html = f"""<!doctype html>
<html lang="{edition.language.code}" dir="{edition.language.dir}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'unsafe-inline';script-src {hashes};img-src data:;base-uri 'none';form-action 'none'">
<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
<title>{escape(edition.strings("site.name"))}</title><style>{_styles(edition.house)}</style></head>
<body class="file" id="top">{_head(edition, site_url, version)}
<main><div id="find"></div>{start}{_contents(edition, bound)}{articles}</main>{_foot(edition, version)}{"".join(f"<script>{script}</script>" for script in scripts)}</body></html>"""
    return minify_html.minify(html, minify_css=False, minify_js=False, keep_html_and_head_opening_tags=True)


def _article(edition: Edition, site_url: str | None, page: BuiltPage, held: dict[str, BuiltPage]) -> str:
    """One page with the ids and links of this file."""

    def turn(place: Place) -> str | None:
        if place.path in held:
            return "#" + anchor(edition, place.path, place.fragment)
        fragment = f"#{place.fragment}" if place.fragment else ""
        return f"{site_url.rstrip('/')}/{place.path_from_root(edition.language.code)}.html{fragment}" if site_url else None

    text = relink(page.xhtml, page.path, turn, lambda name: anchor(edition, page.path, name))
    text = PAGE_CONTENTS.sub(r"\1", text).replace(AS_BUILT, f'<p class="note">{escape(edition.strings("files.elsewhere"))}</p>')
    # From a folder, and in an app that shows files, nothing can be remembered safely: overrides/plan/keep.js.
    text = text.replace(f'<div id="{planscript.ROOT}">', f'<div id="{planscript.ROOT}" data-copy="">')
    text = text.replace(CASES, f'<p class="note">{escape(edition.strings("files.cases"))}</p>{CASES}')
    return "<article" + text.removeprefix("<main").removesuffix("</main>") + "</article>"


def anchor(edition: Edition, path: str, fragment: str) -> str:
    """The id in this file of a page or of a section of it.

    Facts keep their ids, which no other page has: thousands of links name them. So do the parts of the plan that its
    script looks for: its own place, duties by number, countries by code.
    """
    if fragment in ("", "main"):
        return path
    if path.startswith(f"{FACTS_PAGE}/") or (path == PLAN_PAGE and fragment in _of_script(edition)):
        return fragment
    return f"{path}:{fragment}"


def _of_script(edition: Edition) -> set[str]:
    plan = edition.plan
    return {planscript.ROOT, *(f"n{duty.number}" for duty in plan.duties.values()), *map(str.lower, plan.options("citizenship"))}


def _head(edition: Edition, site_url: str | None, version: str) -> str:
    """What this copy is, and the way back to the contents, which stays in sight."""
    say, day = edition.strings, say_date(edition.day.isoformat())
    lines = [say("files.version", date=day, version=version), say("files.copy", date=day), say("files.old")]
    lines += [say("files.site", address=site_url)] if site_url else []
    bar = f'<a href="#top">{escape(say("site.name"))}</a> <a href="#contents">{escape(say("files.contents"))}</a> <a href="#help/emergency">{escape(say("page.help"))}</a>'
    return (
        f'<nav class="way" aria-label="{escape(say("page.menu"))}">{bar}</nav>'
        f'<header><b>{escape(say("site.name"))}</b><p class="note">{escape(" ".join(lines))}</p></header>'
    )


def _contents(edition: Edition, bound: dict[str, list[BuiltPage]]) -> str:
    say, parts = edition.strings, []
    for section, pages in bound.items():
        items = []
        for page in pages:
            name = say(f"menu.{page.path}") if page.path in edition.pages else page.title
            below = "" if page.path in edition.pages else ' class="sub"'
            items.append(f'<li{below}><a href="#{page.path}">{escape(name)}</a></li>')
        parts.append(f"<h2>{escape(say(f'section.{section}'))}</h2><ul>{''.join(items)}</ul>")
    everything = f'<p><a id="all" href="#all">{escape(say("files.all"))}</a></p>'
    return f'<nav id="contents" aria-label="{escape(say("files.contents"))}">{"".join(parts)}{everything}</nav>'


def _foot(edition: Edition, version: str) -> str:
    """Below every page: a reader may come straight to one."""
    say, day = edition.strings, say_date(edition.day.isoformat())
    copy = f"{say('files.version', date=day, version=version)} {say('files.copy', date=day)}"
    return f"<footer><p>{escape(copy)}</p><p>{escape(say('page.not_legal_advice'))}</p><p>{escape(say('page.licence'))}</p></footer>"


def _styles(house: House) -> str:
    """The whole stylesheet once, then what only this file needs."""
    sheet = SECTION_STYLE.sub(r'>[id$=":\1"]', (house.overrides / "style.css").read_text(encoding="utf-8"))
    return rcssmin.cssmin(sheet + (house.overrides / "file" / "file.css").read_text(encoding="utf-8"))


def _plan_script(edition: Edition) -> str:
    titles = "" if edition.language.is_source else planscript.russian(edition)
    return titles + planscript.script(edition)


def _own_script(edition: Edition, held: Container[str]) -> str:
    """Apart from the plan's: if one fails on an old phone, the other works."""
    words: dict[str, Any] = {key: edition.strings(f"files.{key}") for key in ("find", "found", "nothing")}
    targets = ((*target.partition("#"), names) for target, names in other_names(edition).items())
    # A term is no section: the page that explains it has its names too.
    words["also"] = {
        anchor(edition, path, section): " ".join(dict.fromkeys(names))
        for path, _, section, names in targets
        if path in held and not path.startswith(f"{GLOSSARY_PAGE}/")
    }
    sources = "\n".join((edition.house.overrides / "file" / name).read_text(encoding="utf-8") for name in SCRIPTS)
    return planscript.minified(f"const FIND={planscript.as_json(words)};{sources}")


def _hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
