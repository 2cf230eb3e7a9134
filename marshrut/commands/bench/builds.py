"""How long the whole site takes, beside plain MkDocs with our plugin and beside a stock project of the same languages."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...house import House
from ...plugin import LANGUAGES_VARIABLE
from . import stock


@dataclass(frozen=True)
class Cost:
    """Seconds: on the clock, and of processors. On a busy machine the second is the one to trust."""

    wall: float
    work: float

    def __str__(self) -> str:
        return f"{self.wall:7.2f} {self.work:7.2f}"

    def of(self, other: Cost) -> str:
        """Shares of another cost."""
        return f"{self.wall / other.wall:6.2f} {self.work / other.work:6.2f}"


def cost(build: Callable[[], object], runs: int = 1) -> Cost:
    """The median of some runs of something that starts processes."""
    walls, works = [], []
    for _ in range(runs):
        started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        build()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        walls.append(time.perf_counter() - started)
        works.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return Cost(statistics.median(walls), statistics.median(works))


def build_ours(house: House, out: Path) -> None:
    """`marshrut site` in a process of its own, as people run it: starting Python counts too."""
    _run([sys.executable, "-m", "marshrut", "site", "--out", str(out)], house.root)


def build_plain(house: House, out: Path) -> None:
    """`mkdocs build` as any MkDocs user would run it: our plugin, the languages in turn."""
    _run([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)], house.root)


def _run(command: list[str], folder: Path) -> None:
    package = str(Path(__file__).parents[3])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))}
    environment.pop(LANGUAGES_VARIABLE, None)
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


def pages(site: Path) -> int:
    return sum(1 for _ in site.rglob("*.html"))


def table(house: House, folder: Path, runs: int) -> Iterator[str]:
    """Lines of the table."""
    yield f"Build of all languages, median of {runs}: seconds on the clock and of processors, pages, and our seconds as a share of these"
    build_ours(house, folder / "warm")  # caches of the disk, files compiled by Python
    ours = cost(lambda: build_ours(house, folder / "ours"), runs)
    yield f"  {'marshrut site, side by side':<50} {ours} {pages(folder / 'ours'):>6}"
    plain = cost(lambda: build_plain(house, folder / "plain"), runs)
    yield f"  {'mkdocs build with our plugin, in turn':<50} {plain} {pages(folder / 'plain'):>6} {ours.of(plain)}"
    for label, made in (
        ("stock Material and static-i18n, the pages of docs/", False),
        ("the same, and a page for each that we make", True),
    ):
        project = folder / f"stock-{made}"
        stock.write_project(house, project, made=made)
        other = cost(lambda project=project: stock.build(project, folder / "out"), runs)
        yield f"  {label:<50} {other} {pages(folder / 'out'):>6} {ours.of(other)}"
    yield "  (stock shows placeholders as their names, and of pages that we make from data only the frame)"
