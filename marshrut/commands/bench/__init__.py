"""Measure: builds beside plain MkDocs and a stock project, their growth, a saved page, bytes by part, Lighthouse."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from ...build import build_site, cores
from ...house import House
from . import builds, growth, lighthouse, shown, stock
from .weights import KINDS, LIMIT, weigh, weights

__all__ = ["KINDS", "LIMIT", "weigh"]
PARTS = ("builds", "growth", "shown", "weights", "lighthouse")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--runs", type=int, default=3, help="runs of each build; the median counts (default: 3)")
    parser.add_argument("--quick", action="store_true", help="each build once, and growth up to 10 languages: stock takes minutes at 20")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="some of the measurements (default: all)")


def run(house: House, arguments: argparse.Namespace) -> int:
    runs = 1 if arguments.quick else arguments.runs
    print(f"{cores()} cores; times are of this machine, with whatever else it was doing")
    with tempfile.TemporaryDirectory(prefix="marshrut-bench-") as name:
        folder = Path(name)
        if "builds" in arguments.only:
            _show(builds.table(house, folder, runs))
        if "growth" in arguments.only:
            _show(growth.table(house, folder, growth.SIZES[:-1] if arguments.quick else growth.SIZES))
        if "shown" in arguments.only:
            _show(shown.table(house, folder))
        if {"weights", "lighthouse"} & set(arguments.only):
            build_site(house, folder / "site", site_url=lighthouse.ADDRESS, quiet=True)
        if "weights" in arguments.only:
            _show(weights(folder / "site"))
        if "lighthouse" in arguments.only:
            stock.write_project(house, folder / "stock")
            stock.build(folder / "stock", folder / "stock-site")
            _show(lighthouse.table(folder / "site", folder / "stock-site"))
    return 0


def _show(lines) -> None:
    """Line by line as they come: some take minutes."""
    print()
    for line in lines:
        print(line, flush=True)
