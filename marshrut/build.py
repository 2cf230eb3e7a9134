"""The whole site: each language in a process of its own, put together beside the old site, then swapped in at once."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from .edition import load_editions
from .finish import count_pages
from .house import House
from .languages import load_languages
from .plugin import LANGUAGES_VARIABLE
from .problems import Problem, Refused

Report = Callable[[str], None]


def build_site(house: House, out: Path, report: Report = print, wanted: str = "all", site_url: str | None = None) -> None:
    """Build the languages named in `wanted` into `out`. The old site stays until the new one is whole.

    site_url: the address the site will have; None for what mkdocs.yml says. Raises Refused if any language fails.
    """
    languages = load_editions(house)[load_languages(house).source.code].languages  # says what is wrong once, before six builds would
    codes = languages.choose(wanted)
    staging = Path(tempfile.mkdtemp(prefix=".site-", dir=out.parent))
    problems: list[Problem] = []
    try:
        with ProcessPoolExecutor(max_workers=min(len(codes), os.cpu_count() or 1)) as pool:
            jobs = {pool.submit(build_language, house.root, code, staging / f"part-{code}", site_url): code for code in codes}
            for job in as_completed(jobs):
                code, (seconds, pages, faults) = jobs[job], job.result()
                if faults:
                    problems += [Problem(f"docs/{code}", 0, fault, "mend it and build again") for fault in faults]
                report(f"  {languages[code].name:<12} {pages:>3} pages, {seconds:.1f} s" if not faults else f"  {languages[code].name:<12} failed")
        if problems:
            raise Refused(problems)
        _put_together(staging, codes)
        _swap(staging / "whole", out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def build_language(root: Path, code: str, out: Path, site_url: str | None = None) -> tuple[float, int, list[str]]:
    """Run MkDocs for one language. Returns (seconds, pages, faults); a warning is a fault, as in `mkdocs build --strict`."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    os.environ[LANGUAGES_VARIABLE] = code
    faults = _Faults()
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    logger.handlers, logger.propagate = [faults], False
    started = time.perf_counter()
    options = {} if site_url is None else {"site_url": site_url}
    try:
        config = load_config(config_file=str(root / "mkdocs.yml"), site_dir=str(out), **options)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except (Abort, MkDocsException) as error:
        faults.lines.append(str(error).strip())
    return time.perf_counter() - started, count_pages(out / code), faults.lines


class _Faults(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage().strip())


def _put_together(staging: Path, codes: list[str]) -> None:
    """The root of the site comes out alike in every part; each language comes from its own."""
    whole = staging / "whole"
    (staging / f"part-{codes[0]}").rename(whole)
    for code in codes[1:]:
        (staging / f"part-{code}" / code).rename(whole / code)


def _swap(new: Path, out: Path) -> None:
    old = out.with_name(f".site-old-{os.getpid()}")
    if out.exists():
        out.rename(old)
    new.rename(out)
    out.chmod(0o755)
    shutil.rmtree(old, ignore_errors=True)


def stop_with(refused: Refused) -> None:
    """Print problems and end with exit code 1: how every command says what is wrong."""
    for problem in refused.problems:
        print(problem, file=sys.stderr)
    sys.exit(1)
