"""Where the rooms of the house are. The only module that knows the layout of the repository."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from .problems import Problem, Refused, relative

# (file, time of its last change in nanoseconds, bytes) of some files.
Marks = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class House:
    """A checkout of the project: its root and the rooms below it."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> House:
        """The house around `start` (default: the working directory). Raises Refused outside of one."""
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents):
            if (folder / "mkdocs.yml").is_file() and (folder / "translations" / "languages.yml").is_file():
                return cls(folder)
        raise Refused([Problem(str(here), 0, "this is not inside a Marshrut checkout", "go to the folder that holds mkdocs.yml")])

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def translations(self) -> Path:
        return self.root / "translations"

    @property
    def overrides(self) -> Path:
        return self.root / "overrides"

    @property
    def site(self) -> Path:
        return self.root / "site"

    def name(self, path: Path) -> str:
        return relative(path, self.root)

    def marks(self, *folders: Path) -> Marks:
        """What tells whether any file below these folders has changed since it was last asked."""
        files = ((name, os.stat(name)) for folder in folders for name in _files(folder))
        return tuple(sorted((name, state.st_mtime_ns, state.st_size) for name, state in files))


def _files(folder: Path) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        yield from (os.path.join(place, name) for name in names)


def today() -> date:
    """The day the site is built for.

    SOURCE_DATE_EPOCH (reproducible-builds.org) wins, so that two builds of one commit can be made alike;
    facts turn from "announced" to "in force" and fall due for review by this day.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return date.today()
    try:
        return datetime.fromtimestamp(int(epoch), tz=UTC).date()
    except ValueError as error:
        raise Refused(
            [Problem("SOURCE_DATE_EPOCH", 0, f"{epoch!r} is not a number of seconds since 1970", "unset it, or set it to a whole number")]
        ) from error
