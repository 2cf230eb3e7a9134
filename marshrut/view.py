"""What the templates show: one plain object a page. Templates do layout; everything that is decided is decided here."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Any

import jinja2
from markupsafe import Markup

from . import blocks, calendarpage, planpages, searchpages
from .editing import places, repository
from .edition import Edition
from .finish import PLAN_SCRIPT, RUSSIAN_SCRIPT
from .house import House
from .keeping import CONTROLS, MANIFEST
from .layout import page_in_language
from .markdown import MarshrutExtension, PageContext, convert_inline, make_markdown
from .pages import (
    CALENDAR_PAGE,
    CLEARING,
    FACTS_PAGE,
    OFFLINE_PAGE,
    PLAN_PAGE,
    SEARCH_PAGE,
    shelf_of,
)
from .policy import INLINE, inline_script, page_policy, script_hash
from .readings import load_status
from .saying import say_date
from .searchparts import SCRIPT as SEARCH_SCRIPT
from .sections import BOX, TOP
from .status import page_state


@dataclass(frozen=True)
class Link:
    href: str
    text: str
    lang: str = ""
    current: bool = False


@dataclass(frozen=True)
class Menu:
    """A section of the menu: its name, where it begins, and its pages if the reader is in it."""

    name: str
    href: str
    links: list[Link]


@dataclass(frozen=True)
class Improve:
    """Where a reader can mend the page: its file, the lines of its sections, the text to translate from if it is missing."""

    page: Link
    sections: list[Link]
    source: Link | None = None


def set_up(env: jinja2.Environment, house: House, policy: bool = True) -> None:
    """Give templates the scripts that go into the page, with the CSP hash of each script.

    policy: False under `mkdocs serve`, whose own script reloads the page after a change.
    """
    env.globals["policy"] = policy
    # MkDocs leaves it off: without it a quotation mark in a title or a law would be markup.
    env.autoescape = True
    env.trim_blocks = env.lstrip_blocks = True
    env.globals["page_policy"] = lambda *parts: Markup(page_policy(*parts))
    for name in INLINE:
        text = inline_script(house, name)
        env.globals[name], env.globals[f"{name}_hash"] = Markup(text), script_hash(text)


def chooser(editions: dict[str, Edition]) -> dict[str, Any]:
    """For `/` and 404: every language in its own words."""
    first = next(iter(editions.values()))
    return {
        "chooser": True,
        "editions": [editions[language.code] for language in first.languages.published],
        "source": editions[first.languages.source.code],
    }


def page_view(editions: dict[str, Edition], page: Any, config: Any) -> dict[str, Any]:
    """All that main.html needs. `page` is MkDocs' page with `marshrut`, the PageContext of its conversion."""
    context: PageContext = page.marshrut
    code = page.file.src_uri.split("/")[0]
    edition = editions[code]
    path, meta = context.path, page.meta
    box = meta.get("box") or {}
    texts = _texts(edition, path, context) if box else str
    rows = [(edition.strings(f"box.{key}"), texts(box[key])) for key in BOX if box.get(key)]
    info = edition.pages.get(path)
    return {
        "t": edition.strings,
        "edition": edition,
        "language": edition.language,
        "path": path,
        "title": meta.get("title", ""),
        "summary": meta.get("summary", ""),
        "official": info.official if info else None,
        "form": info.form if info else "plain",
        "rows": rows,
        "languages": _language_row(editions, edition, path),
        "menu": _menu(edition, path),
        "toc": [item for item in page.toc],
        "source_page": page_in_language(path, edition.languages.source.code),
        "source_code": edition.languages.source.code,
        "source_name": edition.languages.source.name,
        "stale_top": TOP in context.stale and edition.strings("stale.top", date=say_date(context.stale[TOP])),
        "honest": _honest(edition, path, meta, context),
        # The plan names the law at each line: no list of them below.
        "sources": [] if PLAN_PAGE in (path, shelf_of(path)) else _laws(edition, context, path),
        "home": posixpath.relpath("index", posixpath.dirname(path) or ".") + ".html",
        "back": _back(edition, path),
        "alternates": _alternates(edition, path, config.site_url),
        "canonical": f"{config.site_url.rstrip('/')}/{code}/{path}.html" if config.site_url else None,
        "help": context_link(path, "help/emergency"),
        "offices": context_link(path, "help/official"),
        "search": context_link(path, SEARCH_PAGE),
        "offline": context_link(path, OFFLINE_PAGE),
        "report": context_link(path, "about/index", "report-an-error"),
        "improve": _improve(config, edition, path, page.toc),
        "hide": context_link(path, CALENDAR_PAGE) if info and info.hide else None,
        "clearing": context_link(path, *CLEARING),
        "months": calendarpage.months(edition) if path == CALENDAR_PAGE else [],
        "weekdays": calendarpage.weekdays(edition.language),
        "scripts": _scripts(edition, path, page.content or ""),
        "manifest": f"../{MANIFEST}" if path == OFFLINE_PAGE else None,
        "day": say_date(edition.day.isoformat()),
    }


def context_link(path: str, to: str, fragment: str = "") -> str:
    return PageContext(path, ending=".html").link(to, fragment)


def _back(edition: Edition, path: str) -> Link | None:
    """From a generated page to the page above it; from a finished list to one's own, which the script begins with the case."""
    shelf, name = shelf_of(path), path.rpartition("/")[2]
    if shelf == PLAN_PAGE and name != planpages.READY:
        return Link(context_link(path, shelf, name), edition.strings("plan.ui.mine"))
    return Link(context_link(path, shelf), edition.strings(f"shelf.{shelf}")) if shelf else None


def _texts(edition: Edition, path: str, context: PageContext):
    """A converter for front matter: same placeholders, links straight to .html; what it uses counts for the page."""
    extension = MarshrutExtension(edition)
    md = make_markdown(extension)
    extension.page = PageContext(path, ending=".html", section_rows=False, used_facts=context.used_facts, used_words=context.used_words)
    return lambda text: Markup(convert_inline(md, str(text)))


def _language_row(editions: dict[str, Edition], edition: Edition, path: str) -> list[Link]:
    return [
        Link(page_in_language(path, language.code), language.name, language.code, language.code == edition.language.code)
        for language in edition.languages.row(edition.language)
    ]


def _menu(edition: Edition, current: str) -> list[Menu]:
    """Every section; the pages of the current one in full, of the others the first page. Names come from the strings."""
    page = edition.pages.get(shelf_of(current) or current)
    here = page.section if page else None
    found = []
    for section, pages in edition.pages.sections.items():
        shown = pages if section == here else pages[:1]
        links = [
            Link(context_link(current, page.path), edition.strings(f"menu.{page.path}"), current=page.path == current) for page in shown
        ]
        found.append(Menu(edition.strings(f"section.{section}"), links[0].href, links if section == here else []))
    return found


def _honest(edition: Edition, path: str, meta: dict[str, Any], context: PageContext) -> list[str]:
    """What the page says of itself: how it was made, who has read it, which facts are doubtful, what is behind."""
    t, source = edition.strings, edition.languages.source.code
    status = load_status(edition.house, edition.language.derived_from or edition.language.code)
    state = page_state(edition.house, edition.language, source, path, status)
    facts = [edition.facts[fact_id] for fact_id in context.used_facts]
    lines = []
    if facts:
        oldest = min(fact.checked for fact in facts)
        lines += [t("honest.checked", date=say_date(oldest), newest=say_date(edition.facts.newest_source)), t("honest.newer")]
    lines.append(t("honest.made_person" if meta.get("made") == "person" else "honest.made_computer"))
    if edition.language.derived_from:
        lines.append(t("honest.derived"))
    if day := state.readers.get("volunteer"):
        lines.append(t("honest.volunteer_read", date=say_date(day)))
    for kind in ("native", "lawyer"):
        day = state.readers.get(kind)
        lines.append(t(f"honest.{kind}_read", date=say_date(day)) if day else t(f"honest.{kind}_none"))
    counts = {
        "doubtful": sum(fact.is_doubtful for fact in facts),
        "overdue": sum(fact.is_overdue(edition.day) for fact in facts),
        "stale": len(context.stale) + len(context.told_texts),
    }
    return lines + [t(f"honest.{name}", count=count) for name, count in counts.items() if count]


def _laws(edition: Edition, context: PageContext, path: str) -> list[Link]:
    """Each law the page stands on, once, linked to the first of its facts used here."""
    laws: dict[str, str] = {}
    for fact_id in context.used_facts:
        fact = edition.facts[fact_id]
        laws.setdefault(fact.law.en if edition.language.code == "en" else fact.law.ru, fact_id)
    return [Link(context_link(path, f"{FACTS_PAGE}/{edition.facts[fact_id].topic}", fact_id), law) for law, fact_id in laws.items()]


def _scripts(edition: Edition, path: str, content: str) -> list[str]:
    """Scripts of the page in their order. The plan has the Russian titles first, where they are not its own."""
    if path == PLAN_PAGE and f'id="{planpages.ROOT}"' in content:
        return [PLAN_SCRIPT] if edition.language.is_source else [RUSSIAN_SCRIPT, PLAN_SCRIPT]
    if path == OFFLINE_PAGE and f'id="{blocks.KEEP_ROOT}"' in content:
        return [f"../{CONTROLS}"]
    if path == SEARCH_PAGE and f'id="{searchpages.ROOT}"' in content:
        return [SEARCH_SCRIPT]
    return []


def _alternates(edition: Edition, path: str, site_url: str | None) -> list[tuple[str, str]]:
    """(hreflang, address) of every edition and x-default; relative where the site does not know its address."""
    root = site_url.rstrip("/") if site_url else None
    found = []
    for language in edition.languages.published:
        relative = page_in_language(path, language.code)
        found.append((language.code, f"{root}/{language.code}/{path}.html" if root else relative))
    return [*found, ("x-default", f"{root}/" if root else "../" * (path.count("/") + 1) + "index.html")]


def _improve(config: Any, edition: Edition, path: str, toc: Any) -> Improve | None:
    """Where the page is mended, if the project's host is known (MARSHRUT_REPO_URL)."""
    repo, t = repository(config.repo_url, config.repo_name), edition.strings
    if repo is None:
        return None
    found = places(repo, edition, path)
    links = [Link(found.parts[item.id], item.title) for item in toc if item.id in found.parts]
    if found.source:
        return Improve(Link(found.page, t("improve.translate")), [], Link(found.source, t("improve.source"), edition.languages.source.code))
    return Improve(Link(found.page, t("page.edit")), links)
