"""What a change is compared with: the files as they were, and which of them are others now."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..house import House
from ..problems import Problem, Refused

# Enough to read pages, facts and texts as they were.
ROOMS = ("data", "docs", "translations", "mkdocs.yml")
IGNORED = (".git", ".venv", "site", "__pycache__", ".pytest_cache", ".ruff_cache")


@dataclass(frozen=True)
class Base:
    """house: the rooms as they were; changed: path → "new", "changed" or "gone"."""

    house: House
    changed: dict[str, str]


@contextmanager
def compared(house: House, base: str) -> Iterator[Base]:
    """The base of a checkout: a folder, or what a git ref and the checkout have in common. Raises Refused if there is none."""
    if base and Path(base).is_dir():
        yield Base(House(Path(base).resolve()), dict(_between(Path(base).resolve(), house.root)))
        return
    common = _common(house, base)
    with tempfile.TemporaryDirectory(prefix="marshrut-base-") as folder:
        _unpack(_git(house, "archive", "--format=tar", common), Path(folder))
        yield Base(House(Path(folder)), _changed(house, common))


def _common(house: House, ref: str) -> str:
    """The commit from which the checkout went its own way."""
    mend = (
        "name a branch or commit that is here, e.g. `--base origin/main`; fetch it with its history (`git fetch --unshallow origin main`)"
    )
    if not re.fullmatch(r"[\w][\w./@{}^~+-]*", ref):
        raise Refused([Problem("--base", 0, f"`{ref}` is no folder and no name of a commit", mend)])
    _git(house, "rev-parse", "--git-dir")
    try:
        commit = _git(house, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}").decode().strip()
    except Refused as error:
        raise Refused([Problem("--base", 0, f"there is no folder and no commit `{ref}` here", mend)]) from error
    try:
        return _git(house, "merge-base", commit, "HEAD").decode().strip()
    except Refused as error:
        raise Refused([Problem("--base", 0, f"`{ref}` and this checkout have no commit in common", mend)]) from error


def _git(house: House, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(house.root), *arguments], capture_output=True, check=False)
    except FileNotFoundError as error:
        raise Refused([Problem("git", 0, "git is not installed", "install git, or give `--base` a folder to compare with")]) from error
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())[:200] or f"git {arguments[0]} failed"
        raise Refused([Problem("git", 0, said, "run this inside a clone of the project, or give `--base` a folder to compare with")])
    return done.stdout


def _changed(house: House, commit: str) -> dict[str, str]:
    """Against the files as they stand, committed or not; a file that was renamed is one gone and one new."""
    found = {}
    raw = _git(house, "diff", "--name-status", "--no-renames", "--no-ext-diff", "--relative", "-z", commit, "--")
    parts = raw.decode(errors="replace").split("\0")
    for status, path in zip(parts[::2], parts[1::2], strict=False):
        found[path] = {"A": "new", "D": "gone"}.get(status, "changed")
    others = _git(house, "ls-files", "--others", "--exclude-standard", "-z").decode(errors="replace")
    return found | {path: "new" for path in others.split("\0") if path}


def _unpack(archive: bytes, folder: Path) -> None:
    """Plain files of the rooms only: a link in an archive could lead anywhere."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            path = PurePosixPath(member.name)
            if not member.isfile() or path.is_absolute() or ".." in path.parts or path.parts[0] not in ROOMS:
                continue
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(tar.extractfile(member).read())


def _between(old: Path, new: Path) -> Iterator[tuple[str, str]]:
    before, now = _files(old), _files(new)
    for path in sorted(before | now):
        if path not in now:
            yield path, "gone"
        elif path not in before:
            yield path, "new"
        elif (old / path).read_bytes() != (new / path).read_bytes():
            yield path, "changed"


def _files(folder: Path) -> set[str]:
    found = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    return {path.as_posix() for path in found if not set(path.parts) & set(IGNORED)}
