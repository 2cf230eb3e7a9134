"""What search knows of one language: every page with its weight, its passages, and the words that lead to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .built import BuiltPage
from .edition import Edition
from .fold import Fold
from .pages import CHANGES_PAGE, FACTS_PAGE, GLOSSARY_PAGE, PHRASES_PAGE, PLAN_PAGE, SEARCH_PAGE, shelf_of
from .passages import Passage, passages
from .words import STRESS, TermIn, Word

# How much a page counts beside a procedure: what explains must not push down what tells the reader what to do.
WEIGHTS = {"procedure": 10, "rights": 10, "plain": 9, "report": 5, "system": 6}
SHELF_WEIGHTS = {FACTS_PAGE: 4, GLOSSARY_PAGE: 5, PHRASES_PAGE: 6, CHANGES_PAGE: 5, PLAN_PAGE: 4}
# About the site itself.
ABOUT_WEIGHT, MISSING_WEIGHT = 7, 4


@dataclass(frozen=True)
class Indexed:
    """A page as search sees it. weight: 1–10; keys: folded words that lead to it, beside those of title and headings;
    passages: the lead first; passage_keys: the same for single passages, by their ids."""

    path: str
    title: str
    weight: int
    keys: tuple[str, ...]
    passages: tuple[Passage, ...]
    passage_keys: dict[str, tuple[str, ...]]


def indexed(edition: Edition, built: Iterable[BuiltPage]) -> list[Indexed]:
    """All pages but the search's own, in a fixed order."""
    leads, fold = _leads(edition), edition.fold
    found = []
    for page in sorted(built, key=lambda page: (_weight(edition, page.path) * -1, page.path)):
        if SEARCH_PAGE in (page.path, shelf_of(page.path)):
            continue
        parts = [Passage("", page.title)] if shelf_of(page.path) == PLAN_PAGE else passages(page)
        keys = _keys(fold, [*_names(edition, page.path), *leads.get(page.path, ())], page.title)
        more = {part.id: _keys(fold, leads.get(f"{page.path}#{part.id}", ()), part.heading) for part in parts[1:]}
        found.append(Indexed(page.path, page.title, _weight(edition, page.path), keys, tuple(parts), more))
    return found


def _weight(edition: Edition, path: str) -> int:
    shelf = shelf_of(path)
    if shelf:
        return SHELF_WEIGHTS[shelf] if shelf in SHELF_WEIGHTS else 1
    if path.startswith("about/") or path == "index":
        return ABOUT_WEIGHT
    return WEIGHTS[edition.pages[path].form]


def _names(edition: Edition, path: str) -> list[str]:
    """What a page is called beside its title: in the menu, officially, and in Russian."""
    names = []
    for strings in (edition.strings, edition.source_strings):
        if strings.has(f"menu.{path}"):
            names.append(strings(f"menu.{path}"))
    info = edition.pages.get(path)
    return [*names, info.official] if info and info.official else names


def _leads(edition: Edition) -> dict[str, list[str]]:
    """Words by the page, or `page#section`, to which they lead: synonyms and terms, of this language and of Russian."""
    found: dict[str, list[str]] = {}
    own = edition.language.derived_from or edition.language.code
    for code in dict.fromkeys((own, edition.languages.source.code)):
        for synonym in edition.synonyms.get(code, ()):
            for target in synonym.to:
                page, _, section = target.partition("#")
                found.setdefault(page, []).extend(synonym.words)
                if section:
                    found.setdefault(target, []).extend(synonym.words)
    for word_id, word in edition.words.items():
        names = word_names(word, own)
        found.setdefault(f"{GLOSSARY_PAGE}/{word.group}#{word_id}", []).extend(names)
        found.setdefault(word.page, []).extend(names)
    return found


def word_names(word: Word, code: str) -> list[str]:
    """All that a term is called in a language and in Russian: preferred, met, spoken, and mistaken forms."""
    names = [word.ru.replace(STRESS, ""), *filter(None, [word.abbr])]
    term = getattr(word, code, None)
    if isinstance(term, TermIn):
        names += [term.preferred, *term.variants, *term.spoken, *term.avoid]
    elif code == "en":
        names.append(word.en)
    return names


def _keys(fold: Fold, names: Iterable[str], known: str) -> tuple[str, ...]:
    """The words of all names once, but those that say nothing or that the title holds anyway."""
    words = {key: None for name in names for key in fold.words(name)}
    skipped = fold.stop | set(fold.words(known))
    return tuple(key for key in words if key not in skipped)
