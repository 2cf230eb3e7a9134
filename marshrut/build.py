"""The whole site: the languages side by side on all cores, put together beside the old site, then swapped in at once."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from .archive import write_archive
from .edition import load_editions
from .house import House
from .plugin import LANGUAGES_VARIABLE
from .problems import Problem, Refused
from .status import translation_states


def build_site(
    house: House, out: Path, wanted: str = "all", site_url: str | None = None, quiet: bool = False, repo_url: str | None = None
) -> None:
    """Build the languages named in `wanted` into `out`. The old site stays until the new one is whole.

    site_url, repo_url: the addresses of the site and of its repository; None for what mkdocs.yml says; quiet: no progress line a language.
    Raises Refused with the problems of every language.
    """
    editions = load_editions(house)  # says what is wrong once, before every process would
    codes = next(iter(editions.values())).languages.choose(wanted)
    refuse_to_overwrite(house, out)
    out.parent.mkdir(parents=True, exist_ok=True)
    # What each language tells of all others is read here once; the processes begin with it.
    translation_states(next(iter(editions.values())))
    staging = Path(tempfile.mkdtemp(prefix=".site-", dir=out.parent))
    try:
        with _pool(min(cores(), len(codes))) as pool:
            # Each takes the next language when it is free: languages are not alike, nor are cores.
            jobs = [pool.submit(build_language, house.root, code, staging / code, site_url, quiet, repo_url) for code in codes]
            faults = {fault for job in jobs for fault in job.result()}
        if faults:
            raise Refused(_as_problems(faults))
        _put_together(staging, codes)
        write_archive(staging / codes[0], [editions[code] for code in codes])
        _swap(staging / codes[0], out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def refuse_to_overwrite(house: House, out: Path) -> None:
    """The build replaces its folder whole: never one that holds anything but a site built before. Raises Refused."""
    out, root = out.resolve(), house.root.resolve()
    is_site = (out / "404.html").is_file() and (out / "sitemap.xml").is_file()
    is_new = not out.exists() or (out.is_dir() and not any(out.iterdir()))
    if root == out or out in root.parents or not (is_site or is_new):
        raise Refused([Problem(str(out), 0, "the folder holds something else than a site built before", "choose an empty or new folder")])


def cores() -> int:
    """How many languages are built at a time: the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pool(workers: int) -> ProcessPoolExecutor:
    """Processes that begin with all that is loaded here (fork); where there is no fork each loads for itself."""
    # Unsafe on macOS, and once the minifier is loaded: its own threads do not come along, and it would wait for them for ever.
    forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin" and "minify" not in sys.modules
    # What is there now stays: the collector of garbage need not look at it in each process.
    gc.freeze()
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork" if forks else "spawn"))


def build_language(root: Path, code: str, out: Path, site_url: str | None, quiet: bool, repo_url: str | None = None) -> list[str]:
    """Run MkDocs for one language. Returns its warnings and errors: a warning is a fault, as with `--strict`."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    # Elements hold each other in circles by the ten thousand; looking for garbage among them would take a tenth of the time.
    gc.set_threshold(500_000)
    os.environ[LANGUAGES_VARIABLE] = code
    listener = _Listener(quiet)
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.handlers, logger.propagate = [listener], False
    try:
        said = {name: value for name, value in (("site_url", site_url), ("repo_url", repo_url)) if value is not None}
        config = load_config(config_file=str(root / "mkdocs.yml"), site_dir=str(out), **said)
        config.plugins["marshrut"].is_share = True
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except Abort:
        pass  # what led to it was logged
    except MkDocsException as error:
        listener.faults.append(str(error).strip())
    except Exception as error:  # a fault of ours: say it with the last page, do not bury it in a traceback of six processes
        listener.faults.append(f"{type(error).__name__}: {error}")
    return listener.faults


class _Listener(logging.Handler):
    """Keeps warnings; prints our own progress lines."""

    def __init__(self, quiet: bool) -> None:
        super().__init__(logging.INFO)
        self.quiet, self.faults = quiet, []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            self.faults.append(record.getMessage().strip())
        elif record.name.endswith(".marshrut") and not self.quiet:
            print(f"  {record.getMessage()}", flush=True)


# Our own messages come back through MkDocs as text; the first two lines say all that a build must.
OURS = re.compile(r"^(?P<path>\S[^\n]*?)(?::(?P<line>\d+))?: (?P<what>[^\n]*)\n    → (?P<mend>[^\n]*)(?P<more>(\n    [^\n]*)*)$", re.M)
MORE = re.compile(r"\n    why: (.*)\n    ru: (.*)\n    → (.*)\n    почему: (.*)")


def _as_problems(faults: set[str]) -> list[Problem]:
    """Our own messages as they were; of MkDocs' words only those that say more."""
    ours = [_as_problem(match) for fault in faults for match in OURS.finditer(fault)]
    others = [fault for fault in faults if not OURS.search(fault) and not (ours and fault.startswith("Error reading page"))]
    return ours + [Problem("mkdocs", 0, fault, "mend what it names and build again") for fault in others]


def _as_problem(match: re.Match[str]) -> Problem:
    found = Problem(match["path"], int(match["line"] or 0), match["what"], match["mend"])
    more = MORE.fullmatch(match["more"])
    return replace(found, why=more[1], russian=(more[2], more[4], more[3])) if more else found


def _put_together(staging: Path, codes: list[str]) -> None:
    """The root of the site comes out alike in every part; each language is taken from its own."""
    for code in codes[1:]:
        (staging / code / code).rename(staging / codes[0] / code)


def _swap(new: Path, out: Path) -> None:
    old = out.with_name(f".site-old-{os.getpid()}")
    if out.exists():
        out.rename(old)
    try:
        new.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
