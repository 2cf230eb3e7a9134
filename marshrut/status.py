"""How far each translation is, counted from the files themselves: present, behind its source, read by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from .changes import by_year
from .edition import Edition
from .entries import MAIN, ROOM, Entries, load_entries
from .house import House
from .languages import Language
from .pages import CHANGES_PAGE, FACTS_PAGE, GLOSSARY_PAGE, shelf_of
from .readings import Status, load_status, readers_of, stale_sections
from .sections import TOP, PageText, read_page
from .words import by_group


@dataclass(frozen=True)
class PageState:
    """One page, or one file of texts, in one language.

    stale: id of a section behind the source → ISO day on which it was last compared; lacking: ids that only the source
    has; unread: ids that nobody has compared; readers: kind → day, of those whose reading of the whole holds.
    """

    present: bool
    stale: Mapping[str, str] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    readers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_behind(self) -> bool:
        return self.present and bool(self.stale or self.lacking)


@dataclass(frozen=True)
class State:
    """One language. pages: path → state; texts: ROOM + folder → state; both in the order of the registers."""

    language: Language
    pages: Mapping[str, PageState]
    texts: Mapping[str, PageState]

    @property
    def total(self) -> int:
        return len(self.pages)

    @property
    def present(self) -> int:
        return sum(page.present for page in self.pages.values())

    @property
    def missing(self) -> list[str]:
        return [path for path, page in self.pages.items() if not page.present]

    @property
    def behind(self) -> list[str]:
        return [path for path, page in self.pages.items() if page.is_behind]

    @property
    def unread(self) -> list[str]:
        """Pages with a section that nobody has compared, which are not behind for another reason."""
        return [path for path, page in self.pages.items() if page.present and page.unread and not page.is_behind]

    def read_by(self, kind: str) -> list[str]:
        return [path for path, page in self.pages.items() if kind in page.readers]

    @property
    def texts_missing(self) -> int:
        """Entries of the string files that are still to be translated."""
        return sum(len(texts.lacking) for texts in self.texts.values())

    @property
    def texts_behind(self) -> int:
        """Entries of the string files whose source has changed."""
        return sum(len(texts.stale) for texts in self.texts.values())


@lru_cache(maxsize=4096)
def _page(house: House, code: str, path: str, changed: int) -> PageText | None:
    return read_page(house.docs / code / f"{path}.md", house)


def page_text(house: House, code: str, path: str) -> PageText | None:
    """The page file of a written language, or None if it has none. Kept as long as the file does not change."""
    file = house.docs / code / f"{path}.md"
    return _page(house, code, path, file.stat().st_mtime_ns) if file.is_file() else None


def page_state(house: House, language: Language, source_code: str, path: str, status: Status) -> PageState:
    """The state of one page; a derived edition has the state of the edition it is made from."""
    text = page_text(house, language.derived_from or language.code, path)
    if text is None:
        return PageState(False)
    source, read = page_text(house, source_code, path) or text, status.get(path, {})
    if language.is_source:
        return PageState(True, readers=readers_of(source, text, read))
    # A heading without a word below it says nothing to a reader, whatever stands there in the source.
    bodies = {TOP: "-"} | {section.id: section.text.strip() for section in text.sections}
    lacking = [section.id for section in source.sections if section.text.strip() and not bodies.get(section.id)]
    return _compared(source, text, read, lacking)


def _text_state(source: Entries, own: Entries, read: dict) -> PageState:
    return _compared(source, own, read, [entry for entry in source.entries if entry not in own.entries])


def _compared(source: PageText | Entries, own: PageText | Entries, read: dict, lacking: list[str]) -> PageState:
    there = own.fingerprints()
    stale = {section: day for section, day in stale_sections(source, read).items() if section in there and section not in lacking}
    unread = tuple(section for section in source.fingerprints() if section in there and section not in lacking and not read.get(section))
    return PageState(True, stale, tuple(lacking), unread, readers_of(source, own, read))


def language_state(edition: Edition, language: Language) -> State:
    """The state of one language, a derived one included. edition: any; it knows the pages."""
    house, source = edition.house, edition.languages.source
    master = edition.languages[language.derived_from or language.code]
    status = load_status(house, master.code)
    pages = {path: page_state(house, language, source.code, path, status) for path in edition.pages}
    if language.is_source:
        return State(language, pages, {})
    originals, own = load_entries(house, source), load_entries(house, master)
    return State(language, pages, {room: _text_state(originals[room], own[room], status.get(room, {})) for room in originals})


def translation_states(edition: Edition) -> list[State]:
    """The state of every language in the order of the row, beginnings (published: false) after the published ones."""
    languages = edition.languages
    begun = [language for language in languages.values() if not language.published]
    return [language_state(edition, language) for language in (*languages.published, *begun)]


def stale_texts(edition: Edition) -> Mapping[str, str]:
    """Texts that pages take in and that are behind the source → the day they were last compared.

    By key: `contacts.<id>`, `plan.duty.<id>`, `phrases.<id>`, as `edition.strings` has them.
    """
    house, source = edition.house, edition.languages.source
    if edition.language.is_source:
        return {}
    originals, read = load_entries(house, source), load_status(house, edition.language.derived_from or edition.language.code)
    return {
        prefix + entry: day
        for folder, prefix in ((MAIN, ""), ("contacts", "contacts."), ("plan", "plan."))
        for entry, day in stale_sections(originals[ROOM + folder], read.get(ROOM + folder, {})).items()
    }


def stale_places(edition: Edition, path: str) -> Mapping[str, str]:
    """Ids on a page of the site that are behind the source → the day they were last compared.

    path: a page of the register, or one that the build makes of facts, terms or changes.
    """
    house, source = edition.house, edition.languages.source
    master = edition.languages[edition.language.derived_from or edition.language.code]
    if edition.language.is_source:
        return {}
    if path in edition.pages:
        return page_state(house, edition.language, source.code, path, load_status(house, master.code)).stale
    folder, name = {FACTS_PAGE: "facts", GLOSSARY_PAGE: "glossary", CHANGES_PAGE: "changes"}.get(shelf_of(path)), path.rpartition("/")[2]
    if folder is None:
        return {}
    shown = {
        "facts": lambda: [fact.id for fact in edition.facts.topics[name]],
        "glossary": lambda: by_group(edition.words)[name],
        "changes": lambda: by_year(edition.changes, edition.facts)[name],
    }[folder]()
    stale = stale_sections(load_entries(house, source)[ROOM + folder], load_status(house, master.code).get(ROOM + folder, {}))
    return {entry: stale[entry] for entry in shown if entry in stale}
