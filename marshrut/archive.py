"""The whole site as one ZIP that works from a folder, and the checksums by which anybody proves a copy."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import date
from pathlib import Path

from .downloads import ARCHIVE, CHECKSUMS, add_archive, checksum_lines, measure, zip_entry
from .edition import Edition

# The folder that the ZIP makes where it is unpacked.
FOLDER = "marshrut"
# Packed already: packing again would only take time.
PACKED = (".epub", ".png")
LEVEL = 6


def write_archive(site: Path, editions: list[Edition]) -> None:
    """marshrut.zip and checksums.txt at the root of a site that is otherwise finished; then its row on the pages that list files.

    editions: the languages of this site. In the ZIP, checksums.txt names every file but itself; on the site, the files to
    take along, the ZIP among them.
    """
    digests = pack(site, site / ARCHIVE, editions[0].day)
    archive = measure(site, ARCHIVE)
    for edition in editions:
        add_archive(site, edition, archive)
    given = {path: digest for path, digest in digests.items() if is_download(path)}
    (site / CHECKSUMS).write_text(checksum_lines({**given, archive.path: archive.sha256}), encoding="utf-8")


def pack(site: Path, out: Path, day: date) -> dict[str, str]:
    """Write every file of the site and their checksums into a ZIP. Returns path → SHA-256 of the files."""
    digests = {}
    with zipfile.ZipFile(out, "w", compresslevel=LEVEL) as archive:
        files = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file() and file != out}
        for path, file in sorted(files.items()):
            content = file.read_bytes()
            digests[path] = hashlib.sha256(content).hexdigest()
            method = zipfile.ZIP_STORED if file.suffix in PACKED else zipfile.ZIP_DEFLATED
            archive.writestr(zip_entry(f"{FOLDER}/{path}", day, method), content, compresslevel=LEVEL)
        archive.writestr(zip_entry(f"{FOLDER}/{CHECKSUMS}", day), checksum_lines(digests), compresslevel=LEVEL)
    return digests


def is_download(path: str) -> bool:
    """Whether a file of the site is one to take along: ru/marshrut-ru.html."""
    return path.rpartition("/")[2].startswith("marshrut")
