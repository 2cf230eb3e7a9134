"""Where a text is mended: the addresses of a file, of one line and of a new file on the project's host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from .edition import Edition
from .entries import MAIN, ROOM, Entries, load_entries
from .pages import CALENDAR_PAGE, CHANGES_PAGE, FACTS_PAGE, GLOSSARY_PAGE, PHRASES_PAGE, PLAN_PAGE, SEARCH_PAGE, shelf_of
from .status import page_text

BRANCH = "main"


@dataclass(frozen=True)
class Host:
    """How a host of repositories addresses a file to edit, a line of its text, a file to begin. `{file}`: path in the repository."""

    edit: str
    line: str
    new: str


# MkDocs knows edit addresses of two hosts (`edit_uri`), and lines and new files of none.
GITHUB = Host("/edit/{branch}/{file}", "/blob/{branch}/{file}?plain=1#L{line}", "/new/{branch}?filename={file}")
GITLAB = Host("/-/edit/{branch}/{file}", "/-/blob/{branch}/{file}?plain=1#L{line}", "/-/new/{branch}?file_name={file}")
FORGEJO = Host("/_edit/{branch}/{file}", "/src/branch/{branch}/{file}?display=source#L{line}", "/_new/{branch}/{folder}")
HOSTS = {"gitlab": GITLAB, "codeberg": FORGEJO, "forgejo": FORGEJO, "gitea": FORGEJO}


@dataclass(frozen=True)
class Repository:
    """The project's repository: its address without a slash at the end, and the host's way of naming files."""

    url: str
    host: Host

    def edit(self, file: str) -> str:
        return self._address(self.host.edit, file)

    def line(self, file: str, line: int) -> str:
        return self._address(self.host.line, file, line)

    def new(self, file: str) -> str:
        return self._address(self.host.new, file)

    def _address(self, form: str, file: str, line: int = 1) -> str:
        return self.url + form.format(branch=BRANCH, file=quote(file), folder=quote(file.rpartition("/")[0]), line=line)


def repository(url: str | None, name: str | None = None) -> Repository | None:
    """The repository of MkDocs' `repo_url`; its host is told by `repo_name` or by the address, GitHub's form where neither says.

    None for no address, and for one that is no web address. A name and a password in it (as the hosts' own machines write
    it) never reach a page.
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    said = f"{name or ''} {parts.hostname}".casefold()
    address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/').removesuffix('.git')}"
    return Repository(address, next((host for word, host in HOSTS.items() if word in said), GITHUB))


@dataclass(frozen=True)
class Places:
    """Where a page is mended. page: its file, open for editing; parts: section id → address of its line;
    source: the text to translate from, where the page is still missing and `page` begins it.
    """

    page: str
    parts: dict[str, str]
    source: str | None = None


def places(repo: Repository, edition: Edition, path: str) -> Places:
    """Where the texts of a page stand; a derived edition leads to the one it is made from."""
    folder = edition.language.derived_from or edition.language.code
    told = _told(edition, path)
    file = _texts_of(path, folder)
    if told:
        # Records are told on a page of their own: there the words stand, below the ids of the records.
        text, file = page_text(edition.house, folder, told[0]), f"docs/{folder}/{told[0]}.md"
        lines = {section.id: section.line for section in text.sections} if text else {}
        return Places(repo.edit(file), {fact: repo.line(file, lines[record]) for fact, record in told[1].items() if record in lines})
    if file:
        lines, start = _lines(edition, path), _start(edition, path)
        return Places(repo.line(file, start) if start else repo.edit(file), {key: repo.line(file, line) for key, line in lines.items()})
    # The words from A to Z come from everywhere: what is on the page of the search is what one can mend.
    own = SEARCH_PAGE if shelf_of(path) == SEARCH_PAGE else path
    file, text = f"docs/{folder}/{own}.md", page_text(edition.house, folder, own)
    if text is None:
        return Places(repo.new(file), {}, repo.line(f"docs/{edition.languages.source.code}/{own}.md", 1))
    return Places(repo.edit(file), {section.id: repo.line(file, section.line) for section in text.sections if own == path})


def _told(edition: Edition, path: str) -> tuple[str, dict[str, str]] | None:
    """(page, fact id → record id) of a page of facts that are records, None for other pages."""
    own = {fact.id for fact in edition.facts.topics.get(path.rpartition("/")[2], ())} if shelf_of(path) == FACTS_PAGE else set()
    records = {record.fact: (record.page, record_id) for record_id, record in edition.records.items() if record.fact in own}
    pages = {page for page, _ in records.values()}
    return (pages.pop(), {fact: record_id for fact, (_, record_id) in records.items()}) if len(pages) == 1 else None


def _texts_of(path: str, folder: str) -> str | None:
    """The file of strings that a page is made from, None if the page has a file of its own."""
    found = {
        FACTS_PAGE: f"facts/{folder}",
        GLOSSARY_PAGE: f"glossary/{folder}",
        PHRASES_PAGE: folder,
        CHANGES_PAGE: f"changes/{folder}",
        PLAN_PAGE: f"plan/{folder}",
    }.get(shelf_of(path) or "", folder if path == CALENDAR_PAGE else None)
    return f"translations/{found}.yml" if found else None


def _lines(edition: Edition, path: str) -> Mapping[str, int]:
    """Id of an entry on the page → its line in the file of its texts."""
    folder = {FACTS_PAGE: "facts", CHANGES_PAGE: "changes"}.get(shelf_of(path) or "")
    return _entries(edition, folder).lines if folder else {}


def _start(edition: Edition, path: str) -> int | None:
    """Where the words of a page begin in a file that holds those of all pages."""
    shelf, _, name = path.rpartition("/")
    first = f"phrases.{name}." if shelf == PHRASES_PAGE else "hide." if path == CALENDAR_PAGE else None
    return min((line for entry, line in _entries(edition, MAIN).lines.items() if first and entry.startswith(first)), default=None)


def _entries(edition: Edition, folder: str) -> Entries:
    master = edition.languages[edition.language.derived_from or edition.language.code]
    return load_entries(edition.house, master)[ROOM + folder]
