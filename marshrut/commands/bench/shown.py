"""From saving a page to seeing it: `mkdocs serve` on a copy of the checkout, a title changed, the page asked for until it shows."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from ...house import House
from ...plugin import LANGUAGES_VARIABLE

PAGE = "work/patent"
CODES = ("ru", "tg")
TIMES = 3
PATIENCE = 120


def table(house: House, folder: Path) -> Iterator[str]:
    yield f"From saving a page to seeing it in `mkdocs serve`, seconds, median of {TIMES} (the watcher looks twice a second)"
    checkout = folder / "served"
    for room in (house.data, house.docs, house.overrides, house.translations):
        shutil.copytree(room, checkout / room.name)
    shutil.copy(house.root / "mkdocs.yml", checkout)
    for code in CODES:
        first, later = measure(checkout, code)
        yield f"  {code}: {later:5.2f}   (first build {first:.2f})"


def measure(checkout: Path, code: str) -> tuple[float, float]:
    """Seconds until the first page is served, and from a saved page to its showing. Raises TimeoutError."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    package = str(Path(__file__).parents[3])
    environment = {**os.environ, LANGUAGES_VARIABLE: code, "PYTHONPATH": package}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=checkout, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/{code}/{PAGE}.html"
    try:
        first, taken = _until(address, "</h1>"), []
        for number in range(TIMES):
            time.sleep(1)  # let the watcher settle
            file = checkout / "docs" / code / f"{PAGE}.md"
            text = file.read_text(encoding="utf-8")
            file.write_text(re.sub(r"(?m)^title: .*$", f"title: Saved {number}", text, count=1), encoding="utf-8")
            taken.append(_until(address, f"Saved {number}</h1>"))
        return first, statistics.median(taken)
    finally:
        server.terminate()
        server.wait()


def _until(address: str, text: str) -> float:
    started = time.perf_counter()
    while time.perf_counter() - started < PATIENCE:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                if text in answer.read().decode():
                    return time.perf_counter() - started
        except (urllib.error.URLError, http.client.HTTPException, OSError):
            pass
        time.sleep(0.02)
    raise TimeoutError(f"{address} did not show {text!r} within {PATIENCE} s")
