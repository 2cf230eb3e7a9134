"""How long the whole site takes, beside plain MkDocs with our plugin and beside a stock project of the same languages."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from ...build import build_site
from ...house import House
from ...plugin import LANGUAGES_VARIABLE
from . import stock


def seconds(work: Callable[[], object], runs: int = 1) -> float:
    """The median of some runs."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


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
    """Lines of the table: seconds, pages, and our time as a share of each other one."""
    yield f"Build of all languages, median of {runs}: seconds, pages, and our time as a share of it"
    build_site(house, folder / "warm", quiet=True)  # caches of the disk, files compiled by Python
    ours = seconds(lambda: build_ours(house, folder / "ours"), runs)
    yield f"  {'marshrut site':<52} {ours:7.2f} {pages(folder / 'ours'):>6}"
    plain = seconds(lambda: build_plain(house, folder / "plain"), runs)
    yield f"  {'mkdocs build with our plugin, languages in turn':<52} {plain:7.2f} {pages(folder / 'plain'):>6} {ours / plain:6.2f}"
    for label, made in (("stock Material + static-i18n, the pages of docs/", False), ("the same, and a page for each that we make", True)):
        project = folder / f"stock-{made}"
        stock.write_project(house, project, made=made)
        taken = seconds(lambda project=project: stock.build(project, folder / "out"), runs)
        yield f"  {label:<52} {taken:7.2f} {pages(folder / 'out'):>6} {ours / taken:6.2f}"
    yield "  (stock shows placeholders as their names, and of pages that we make from data only the frame)"
