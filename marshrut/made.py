"""Pages that no file holds: facts by topic, terms by group, phrases by place, changes by year, plans by case, words from A to Z, the calendar, derived editions, cards for what is missing."""

from __future__ import annotations

from .changes import by_year
from .edition import Edition
from .letters import RANGES, range_names
from .markdown import PageContext
from .pages import CALENDAR_PAGE, CHANGES_PAGE, FACTS_PAGE, GLOSSARY_PAGE, PHRASES_PAGE, PLAN_PAGE, SEARCH_PAGE
from .planpages import CASES, READY, cases, option
from .script import to_cyrillic_page
from .words import by_group, by_place


def made_pages(edition: Edition) -> dict[str, str]:
    """Page files of an edition by path."""
    made = {f"{FACTS_PAGE}/{topic}": _topic_page(edition, topic) for topic in edition.facts.topics}
    made |= {f"{GLOSSARY_PAGE}/{group}": _shelf_page(edition, GLOSSARY_PAGE, "words", group) for group in by_group(edition.words)}
    made |= {f"{PHRASES_PAGE}/{place}": _shelf_page(edition, PHRASES_PAGE, "phrases", place) for place in by_place(edition.phrases)}
    made |= {f"{CHANGES_PAGE}/{year}": _year_page(edition, year) for year in by_year(edition.changes, edition.facts)}
    made |= {f"{PLAN_PAGE}/{name}": _case_page(edition, name, *case) for name, *case in cases(edition)}
    made[f"{PLAN_PAGE}/{READY}"] = _ready_page(edition)
    made |= {f"{SEARCH_PAGE}/{number}": _letters_page(edition, number, name) for number, name in enumerate(range_names(edition), start=1)}
    made[CALENDAR_PAGE] = _page_file(*(edition.strings(f"hide.calendar.{part}") for part in ("title", "summary", "note")))
    for path in edition.pages:
        own = edition.house.docs / edition.language.code / f"{path}.md"
        if own.exists():
            continue
        base = edition.house.docs / (edition.language.derived_from or "-") / f"{path}.md"
        made[path] = to_cyrillic_page(base.read_text(encoding="utf-8")) if base.exists() else _missing_page(edition, path)
    return made


def shelf_paths(edition: Edition) -> list[str]:
    """Addresses of the pages below facts, glossary, phrases, changes and the plan, and of the calendar; the same in every language."""
    return [
        *(f"{FACTS_PAGE}/{topic}" for topic in edition.facts.topics),
        *(f"{GLOSSARY_PAGE}/{group}" for group in by_group(edition.words)),
        *(f"{PHRASES_PAGE}/{place}" for place in by_place(edition.phrases)),
        *(f"{CHANGES_PAGE}/{year}" for year in by_year(edition.changes, edition.facts)),
        f"{PLAN_PAGE}/{READY}",
        *(f"{PLAN_PAGE}/{name}" for name, _, _ in cases(edition)),
        *(f"{SEARCH_PAGE}/{number}" for number in range(1, RANGES + 1)),
        CALENDAR_PAGE,
    ]


def _ready_page(edition: Edition) -> str:
    """The way to every finished list."""
    title, summary = (edition.strings(f"plan.ui.all_{key}") for key in ("title", "summary"))
    return _page_file(title, summary, f"{{{{ plan {CASES} }}}}")


def _letters_page(edition: Edition, number: int, letters: str) -> str:
    """What the search finds under some letters, for readers without a script."""
    title, summary = (edition.strings(f"search.letters_{key}", letters=letters) for key in ("title", "summary"))
    return _page_file(title, summary, f"{{{{ search {number} }}}}")


def _case_page(edition: Edition, name: str, citizenship: str, purpose: str) -> str:
    """The plan of one citizenship and purpose."""
    case = {"country": option(edition, "citizenship", citizenship), "purpose": option(edition, "purpose", purpose)}
    title, summary = (edition.strings(f"plan.ui.{key}", **case) for key in ("ready_title", "ready_summary"))
    return _page_file(title, summary, f"{{{{ plan case.{name} }}}}")


def _year_page(edition: Edition, year: str) -> str:
    """Changes of the law of one year; a card where the changes are not translated."""
    title = f"{edition.strings(f'menu.{CHANGES_PAGE}')}: {year}"
    if not all(edition.strings.has(f"changes.{change_id}.title") for change_id in by_year(edition.changes, edition.facts)[year]):
        return _card(edition, f"{CHANGES_PAGE}/{year}", title, "")
    return _page_file(title, edition.strings("changes_page.summary", year=year), f"{{{{ changes {year} }}}}")


def _shelf_page(edition: Edition, shelf: str, kind: str, name: str) -> str:
    """One group of terms or one place of phrases: `groups.papers`, `places.police`."""
    label = edition.strings(f"{'groups' if kind == 'words' else 'places'}.{name}")
    title = f"{edition.strings(f'menu.{shelf}')}: {label}"
    return _page_file(title, edition.strings(f"{shelf}_page.summary", name=label), f"{{{{ {kind} {name} }}}}")


def _topic_page(edition: Edition, topic: str) -> str:
    """The page file of one topic of facts."""
    name = edition.strings(f"topics.{topic}")
    entries = "\n\n".join(f"{{{{ entry {fact.id} }}}}" for fact in edition.facts.topics[topic])
    return _page_file(edition.strings("fact.topic_title", topic=name), edition.strings("fact.topic_summary", topic=name), entries)


def _missing_page(edition: Edition, path: str) -> str:
    """The card of a page that is not translated; every section of the source lands on it."""
    name = edition.strings(f"menu.{path}") if edition.strings.has(f"menu.{path}") else path
    return _card(edition, path, name, f"{{{{ anchors {path} }}}}\n\n")


def _card(edition: Edition, path: str, name: str, anchors: str) -> str:
    """What stands where a translation is missing: why, safe advice, whom to ask, how to help."""
    t = edition.strings
    up = PageContext(path).link("about/translations")
    body = (
        f"{anchors}{t('missing.why')}\n\n"
        f"1. {t('missing.safe_1')}\n2. {t('missing.safe_2')}\n3. {t('missing.safe_3')} {{{{ phone police.rights.emergency }}}}\n\n"
        f"{t('missing.who')}\n\n{t('missing.help')} [{t('menu.about/translations')}]({up})."
    )
    return _page_file(t("missing.title", page=name), f"{name}. {t('missing.summary')}", body)


def _page_file(title: str, summary: str, body: str) -> str:
    quote = lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'  # noqa: E731
    return f"---\ntitle: {quote(title)}\nsummary: {quote(summary)}\nmade: computer\n---\n\n{body}\n"
