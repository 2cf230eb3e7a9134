"""What search knows of one language: every page with its weight, its passages, and the words that lead to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .built import BuiltPage
from .edition import Edition
from .fold import Fold
from .pages import CALENDAR_PAGE, CHANGES_PAGE, FACTS_PAGE, GLOSSARY_PAGE, PHRASES_PAGE, PLAN_PAGE, SEARCH_PAGE, shelf_of
from .passages import Passage, passages
from .words import STRESS, TermIn, Word

# How much a page counts beside a procedure: what explains must not push down what tells the reader what to do.
WEIGHTS = {"procedure": 10, "rights": 10, "plain": 9, "report": 5, "system": 6}
SHELF_WEIGHTS = {FACTS_PAGE: 4, GLOSSARY_PAGE: 5, PHRASES_PAGE: 6, CHANGES_PAGE: 5, PLAN_PAGE: 4}
# What answers no query: the search itself, and the page that hides the guide.
NOT_FOUND = (SEARCH_PAGE, CALENDAR_PAGE)
# About the site itself.
ABOUT_WEIGHT, MISSING_WEIGHT = 7, 4


@dataclass(frozen=True)
class Keys:
    """Words that lead somewhere: of the reader's language, with their endings; of Russian, without. Both folded, each once."""

    own: tuple[str, ...] = ()
    russian: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indexed:
    """A page as search sees it. weight: 1–10; keys: words that lead to it, beside those of title and headings;
    passages: the lead first; passage_keys: the same for single passages, by their ids."""

    path: str
    title: str
    weight: int
    keys: Keys
    passages: tuple[Passage, ...]
    passage_keys: dict[str, Keys]


def indexed(edition: Edition, russian: Fold, built: Iterable[BuiltPage]) -> list[Indexed]:
    """All pages but the search's own, in a fixed order. russian: how words of the source language are read."""
    own, source = _leads(edition), _russian_leads(edition)

    def keys(target: str, known: str) -> Keys:
        said = source.get(target, ()) if not edition.language.is_source else ()
        return Keys(_own_keys(edition.fold, own.get(target, ()), known), _stems(russian, said))

    found = []
    findable = [page for page in built if page.path not in NOT_FOUND and shelf_of(page.path) != SEARCH_PAGE]
    for page in sorted(findable, key=lambda page: (-_weight(edition, page.path), page.path)):
        # A finished plan repeats the plan, a card says of a page only that it is missing.
        is_bare = shelf_of(page.path) == PLAN_PAGE or _is_missing(edition, page.path)
        parts = [Passage("", page.title)] if is_bare else passages(page)
        more = {part.id: keys(f"{page.path}#{part.id}", part.heading) for part in parts[1:]}
        found.append(Indexed(page.path, page.title, _weight(edition, page.path), keys(page.path, page.title), tuple(parts), more))
    return found


def _is_missing(edition: Edition, path: str) -> bool:
    """Whether a card stands where a translation is still to be written."""
    folder = edition.house.docs / (edition.language.derived_from or edition.language.code)
    return path in edition.pages and not (folder / f"{path}.md").is_file()


def _weight(edition: Edition, path: str) -> int:
    shelf = shelf_of(path)
    if shelf:
        return SHELF_WEIGHTS[shelf]
    if _is_missing(edition, path):
        return MISSING_WEIGHT
    if path.startswith("about/") or path == "index":
        return ABOUT_WEIGHT
    return WEIGHTS[edition.pages[path].form]


def _leads(edition: Edition) -> dict[str, list[str]]:
    """What leads to a page, or to `page#passage`, in the reader's language: its name in the menu, synonyms, terms."""
    code = edition.language.derived_from or edition.language.code
    found = {path: [edition.strings(f"menu.{path}")] for path in edition.pages}
    _add_other_names(edition, code, found)
    return found


def _russian_leads(edition: Edition) -> dict[str, list[str]]:
    """The same in Russian: readers of every language meet the Russian words."""
    strings, code = edition.source_strings, edition.languages.source.code
    found = {path: [strings(f"menu.{path}"), *filter(None, [info.official])] for path, info in edition.pages.items()}
    _add_other_names(edition, code, found)
    return found


def other_names(edition: Edition) -> dict[str, list[str]]:
    """Synonyms and terms that lead to a page, or to `page#passage`, in the reader's language and in Russian."""
    found: dict[str, list[str]] = {}
    for code in dict.fromkeys((edition.language.derived_from or edition.language.code, edition.languages.source.code)):
        _add_other_names(edition, code, found)
    return found


def _add_other_names(edition: Edition, code: str, found: dict[str, list[str]]) -> None:
    _add_synonyms(edition, code, found)
    for word_id, word in edition.words.items():
        _add_term(word_id, word, _names_in(word, code), found)


def _add_synonyms(edition: Edition, code: str, found: dict[str, list[str]]) -> None:
    for synonym in edition.synonyms.get(code, ()):
        for target in synonym.to:
            page, _, section = target.partition("#")
            found.setdefault(page, []).extend(synonym.words)
            if section:
                found.setdefault(target, []).extend(synonym.words)


def _add_term(word_id: str, word: Word, names: list[str], found: dict[str, list[str]]) -> None:
    found.setdefault(f"{GLOSSARY_PAGE}/{word.group}#{word_id}", []).extend(names)
    found.setdefault(word.page, []).extend(names)


def _names_in(word: Word, code: str) -> list[str]:
    """All that a term is called in a language: preferred, met, spoken, and mistaken forms."""
    term = getattr(word, code, None)
    if isinstance(term, TermIn):
        return [term.preferred, *term.variants, *term.spoken, *term.avoid]
    return [word.en] if code == "en" else [word.ru.replace(STRESS, ""), *filter(None, [word.abbr])]


def _own_keys(fold: Fold, names: Iterable[str], known: str) -> tuple[str, ...]:
    """The words of all names once, but those that say nothing or that the title holds anyway."""
    skipped = fold.stop | set(fold.keys(known))
    return tuple(key for key in dict.fromkeys(key for name in names for key in fold.keys(name)) if key not in skipped)


def _stems(fold: Fold, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold.stem(key) for name in names for key in fold.keys(name) if key not in fold.stop))
