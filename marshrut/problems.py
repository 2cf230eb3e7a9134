"""What is wrong, where, and how to mend it: the one shape in which every part reports bad input."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend.

    path: file, relative to the project's root where possible; line: counted from 1, 0 if the whole file is meant;
    what: the fault, naming entry and field; mend: the next action for the person who reads it; why: what it would do to
    a reader; russian: what, why and mend in Russian, code: its name in messages/, where it stands there; part: the id of the
    section or entry it names, if it names one.
    """

    path: str
    line: int
    what: str
    mend: str
    warning: bool = False
    why: str = ""
    russian: tuple[str, ...] = ()
    code: str = ""
    part: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        lines = [f"{place}: {'warning: ' if self.warning else ''}{self.what}", f"    → {self.mend}"]
        if self.why:
            lines.append(f"    why: {self.why}")
        if self.russian:
            what, why, mend = self.russian
            lines += [f"    ru: {what}", f"    → {mend}", f"    почему: {why}"]
        return "\n".join(lines)


class Refused(Exception):
    """Input that cannot be built from. Carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def relative(path: Path, root: Path) -> str:
    """The path as a volunteer sees it in the repository."""
    for one, other in ((path, root), (path.resolve(), root.resolve())):  # most paths need not be looked up on the disk
        if one.is_relative_to(other) and ".." not in one.parts:
            return one.relative_to(other).as_posix()
    return path.as_posix()
