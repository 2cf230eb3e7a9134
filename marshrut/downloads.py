"""The files a reader may take along: the table of them on a page, with size and checksum.

Sizes are known only when the files are made, and the files hold this page too. So the page is built with an empty place;
the files leave that place out and say why; then the published page gets the table. The ZIP holds the page as it is
before the row of the ZIP itself is added.
"""

from __future__ import annotations

import dataclasses
import hashlib
import posixpath
import zipfile
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from babel.numbers import format_decimal

from .built import BuiltPage
from .edition import Edition
from .saying import NO_BREAK_SPACE, say_date

# The id of the element that `{{ downloads files }}` makes, and of the row that the ZIP gets when it is made.
PLACE, ARCHIVE_PLACE = "downloads", "archive"
AS_BUILT, AS_PUBLISHED = f'<div id="{PLACE}"></div>', f"<div id={PLACE}></div>"
ARCHIVE_EMPTY = f"<tbody id={ARCHIVE_PLACE}></tbody>"
ARCHIVE, CHECKSUMS = "marshrut.zip", "checksums.txt"
# How a computer says the checksum of a file, and of all files of an unpacked ZIP.
COMMANDS = {
    "Windows": "certutil -hashfile {file} SHA256",
    "Linux": "sha256sum {file}",
    "macOS": "shasum -a 256 {file}",
    "Linux, ZIP": f"sha256sum -c {CHECKSUMS}",
}
# Digits of a checksum in groups, so that two people can compare them aloud.
GROUP = 4


@dataclass(frozen=True)
class Download:
    """A finished file. path: from the root of the site; kind: html, epub or zip; size: bytes; sha256: 64 hexadecimal digits."""

    path: str
    kind: str
    size: int
    sha256: str


def measure(site: Path, path: str) -> Download:
    """What there is to say of a file that has just been made."""
    content = (site / path).read_bytes()
    return Download(path, path.rpartition(".")[2], len(content), hashlib.sha256(content).hexdigest())


def checksum_lines(files: dict[str, str]) -> str:
    """Path → SHA-256 as `sha256sum -c` reads them, sorted."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items()))


def zip_entry(name: str, day: date, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """A member dated with the edition: two builds of one commit are the same bytes."""
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    # Unix, whatever the build runs on: a file that its owner may write and everybody read.
    entry.compress_type, entry.create_system, entry.external_attr = method, 3, 0o100644 << 16
    return entry


def say_size(edition: Edition, size: int) -> str:
    """1 934 112 → «1,9 МБ», 934 112 → «934 КБ»: thousands, as phones count."""
    unit, number = ("mb", round(size / 1e6, 1)) if size >= 1e6 else ("kb", -(-size // 1000))
    return edition.strings(f"files.{unit}", n=format_decimal(number, locale=edition.language.plural)).replace(" ", NO_BREAK_SPACE)


def fill(site: Path, edition: Edition, pages: list[BuiltPage], files: list[Download], version: str) -> list[BuiltPage]:
    """Put the table where a page has its place, in the published file too. Returns the pages as they are now published."""
    filled = []
    for page in pages:
        if AS_PUBLISHED in page.main:
            table = AS_PUBLISHED.replace("></", f">{_table(edition, page.path, files, version)}</")
            page = dataclasses.replace(page, main=page.main.replace(AS_PUBLISHED, table))
            _replace(site / edition.language.code / f"{page.path}.html", AS_PUBLISHED, table)
        filled.append(page)
    return filled


def add_archive(site: Path, edition: Edition, archive: Download) -> None:
    """The row of the ZIP, in the published pages alone, and where the checksums of all files stand."""
    for path in edition.pages:
        file = site / edition.language.code / f"{path}.html"
        if file.exists() and ARCHIVE_EMPTY in (text := file.read_text(encoding="utf-8")):
            row = _row(edition, path, archive, None)
            sums = f"{edition.strings('files.sums')}: <a href={_href(edition, path, CHECKSUMS)} download>{CHECKSUMS}</a>"
            body = ARCHIVE_EMPTY.replace("></", f">{row}<tr><td colspan=2>{sums}</td></tr></")
            file.write_text(text.replace(ARCHIVE_EMPTY, body), encoding="utf-8")


def _replace(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def _table(edition: Edition, page: str, files: list[Download], version: str) -> str:
    heads = "".join(f"<th scope=col>{escape(edition.strings(f'files.{name}'))}</th>" for name in ("file", "about"))
    rows = "".join(_row(edition, page, file, version) for file in files)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>{ARCHIVE_EMPTY}</table>"


def _row(edition: Edition, page: str, file: Download, version: str | None) -> str:
    """version: None for the ZIP, which holds every language with a version of its own."""
    say = edition.strings
    name = f"<a href={_href(edition, page, file.path)} download>{escape(say(f'files.{file.kind}'))}</a><small>{escape(say(f'files.{file.kind}_for'))}</small>"
    day = say_date(edition.day.isoformat())
    dated = say("files.version", date=day, version=version) if version else say("files.dated", date=day)
    exact = say("files.bytes", n=f"{file.size:,}".replace(",", NO_BREAK_SPACE))
    groups = " ".join(file.sha256[start : start + GROUP] for start in range(0, len(file.sha256), GROUP))
    sums = f"<details><summary>{escape(say('files.sum'))}</summary><p>{escape(exact)}</p><p dir=ltr>SHA-256: {groups}</p></details>"
    return f"<tr><th scope=row>{name}</th><td>{escape(say_size(edition, file.size))}<small>{escape(dated)}</small>{sums}</td></tr>"


def _href(edition: Edition, page: str, file: str) -> str:
    return posixpath.relpath(file, posixpath.dirname(f"{edition.language.code}/{page}"))
