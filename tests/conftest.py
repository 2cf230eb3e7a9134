"""Shared by the tests: the checkout, throw-away copies of it, the built site, a browser."""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from marshrut.archive import is_download
from marshrut.build import build_site
from marshrut.edition import Edition, load_editions
from marshrut.house import House

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 21)
REPOSITORY = "https://github.com/a-group-of-helpers/marshrut-guide"
ROOMS = ("data", "docs", "overrides", "translations", "mkdocs.yml")


@pytest.fixture(scope="session")
def house() -> House:
    return House(ROOT)


@pytest.fixture(scope="session")
def editions(house: House) -> dict[str, Edition]:
    return load_editions(house, DAY)


@pytest.fixture
def scratch(tmp_path: Path) -> House:
    """A copy of the checkout that a test may break."""
    for room in ROOMS:
        source = ROOT / room
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / room)
    return House(tmp_path)


@pytest.fixture
def edit(scratch: House) -> Callable[[str, str, str], None]:
    """edit(path, old, new): change one place of the scratch checkout; the old text must stand there."""

    def change(path: str, old: str, new: str) -> None:
        file = scratch.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{path} does not hold {old!r}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def change(house: House, path: str, pattern: str, new: str) -> None:
    """Replace the first match of a pattern in one file of a scratch checkout, literally; it must be there."""
    file = house.root / path
    text, times = re.subn(pattern, lambda match: new, file.read_text(encoding="utf-8"), count=1, flags=re.M)
    assert times, f"{path} does not match {pattern}"
    file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, house: House) -> Path:
    """The whole site, built once, in a folder below the root of a server, as a sub-path host would have it."""
    root = tmp_path_factory.mktemp("www")
    # With the repository, as it is published: the links to it weigh something too.
    build_site(house, root / "guide", site_url="http://127.0.0.1/guide/", quiet=True, repo_url=REPOSITORY)
    return root / "guide"


def pages_in(folder: Path) -> list[Path]:
    """The pages of a built site or language. The guides as one file are downloads, and test_books looks at them."""
    return [file for file in sorted(folder.rglob("*.html")) if not is_download(file.as_posix())]


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served under a sub-path: http://127.0.0.1:<port>/guide"""
    handler = functools.partial(QuietHandler, directory=str(site.parent))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/guide"
    server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_) -> None:
        pass


def chromium() -> str:
    """Chromium's path; installs Debian's where there is none. Never a reason to skip."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    install = "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium"
    command = install if os.geteuid() == 0 else f"sudo -n sh -c '{install}'"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    found = shutil.which("chromium")
    assert found, f"The browser tests need Chromium and could not install it; install the package `chromium`.\n{done.stderr[-500:]}"
    return found


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield opened
        opened.close()


def begin_right_to_left(house: House) -> None:
    """A published right-to-left edition of a checkout, every string in place."""
    from marshrut.cli import main

    before = os.getcwd()
    os.chdir(house.root)
    try:
        assert (
            main(["new-language", "fa", "--name", "فارسی", "--english", "Persian", "--dir", "rtl", "--script", "Arab", "--from", "en"]) == 0
        )
    finally:
        os.chdir(before)
    for file in house.translations.rglob("fa.yml"):
        file.write_text(file.read_text(encoding="utf-8").replace("⟪", ""), encoding="utf-8")
    change(house, "translations/languages.yml", "detect: fa, published: false", "detect: fa")
