"""Measure: how long the build takes beside plain MkDocs, and what each kind of page weighs."""

from __future__ import annotations

import argparse
import gzip
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ..build import build_site
from ..house import House

# What one answer may weigh, gzip -9: the first flight of a connection (DESIGN.md, "Light").
LIMIT = 14_336


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--runs", type=int, default=3, help="runs of each build (default: 3)")


def run(house: House, arguments: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="marshrut-bench-") as folder:
        site = Path(folder) / "site"
        ours = [seconds(lambda: build_site(house, site, quiet=True)) for _ in range(arguments.runs)]
        plain = [seconds(lambda: build_plain(house, Path(folder) / "plain")) for _ in range(arguments.runs)]
        print(f"Build of all languages, {os.cpu_count()} cores, median of {arguments.runs} runs")
        print(f"  marshrut site (shared out over cores)  {statistics.median(ours):6.2f} s")
        print(f"  mkdocs build (languages in turn)       {statistics.median(plain):6.2f} s")
        print(f"  ratio                                  {statistics.median(ours) / statistics.median(plain):6.2f}")
        print()
        print_weights(site)
    return 0


def seconds(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def build_plain(house: House, out: Path) -> None:
    """`mkdocs build` as any MkDocs user would run it."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)]
    subprocess.run(command, cwd=house.root, check=True, capture_output=True)


def weigh(html: bytes) -> int:
    """Bytes of a page on the wire, gzip -9."""
    return len(gzip.compress(html, 9, mtime=0))


def print_weights(site: Path) -> None:
    """For each language: the lightest, the middle and the heaviest page, and what its styles and script take of it."""
    print(f"Weight of a page, bytes gzip -9 (limit {LIMIT}); a page asks for nothing else")
    print(f"  {'language':<10} {'pages':>5} {'least':>7} {'median':>7} {'most':>7}  heaviest page")
    for folder in sorted(path for path in site.iterdir() if path.is_dir()):
        pages = {path: weigh(path.read_bytes()) for path in folder.rglob("*.html")}
        heaviest = max(pages, key=pages.get)
        numbers = sorted(pages.values())
        middle = int(statistics.median(numbers))
        print(f"  {folder.name:<10} {len(pages):>5} {numbers[0]:>7} {middle:>7} {numbers[-1]:>7}  {heaviest.relative_to(folder)}")
    sample = next(site.rglob("registration.html")).read_text(encoding="utf-8")
    for label, pattern in (("styles", r"<style>.*?</style>"), ("script", r"<script>.*?</script>")):
        part = "".join(re.findall(pattern, sample, re.S)).encode()
        print(f"  {label} in each page: {weigh(part)} bytes alone")
