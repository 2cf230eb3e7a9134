"""Two builds of one commit are the same, byte by byte: wherever it lies, on however many cores, however Python hashes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from marshrut.build import cores

from .conftest import ROOMS, ROOT

pytestmark = pytest.mark.site


def build(checkout: Path, out: Path, hash_seed: str, one_core: bool) -> dict[str, bytes]:
    """Build a copy of the checkout in a process of its own; file → bytes."""
    for room in ROOMS:
        (shutil.copytree if (ROOT / room).is_dir() else shutil.copy)(ROOT / room, checkout / room)
    # The day is part of what is built: the two must not fall on both sides of midnight.
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "SOURCE_DATE_EPOCH": "1795305600", "PYTHONPATH": str(ROOT)}
    confine = (lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})) if one_core and hasattr(os, "sched_setaffinity") else None
    command = [sys.executable, "-m", "marshrut", "site", "--out", str(out)]
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, preexec_fn=confine)
    assert done.returncode == 0, done.stderr
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in sorted(out.rglob("*")) if file.is_file()}


def test_two_builds_in_two_places_are_the_same(tmp_path):
    places = [tmp_path / "one", tmp_path / "another" / "deeper"]
    for place in places:
        place.mkdir(parents=True)
    first = build(places[0], tmp_path / "site", "1", one_core=True)
    second = build(places[1], tmp_path / "elsewhere" / "site", "2", one_core=False)
    assert set(first) == set(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_cores_that_a_process_may_not_use_do_not_count():
    assert 1 <= cores() <= (os.cpu_count() or 1)
