"""Say what a change means: what to mend, what readers will see, which translations fall behind, which numbers moved."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..build import build_site
from ..house import House
from ..problems import Problem, Refused
from ..review.base import compared
from ..review.comment import comment
from ..review.look import look, with_build
from ..review.report import Report, to_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--base", required=True, help="what to compare with: a branch or commit of git, or a folder")
    parser.add_argument("--out", type=Path, help="file for the comment, Markdown (default: show it)")
    parser.add_argument("--json", type=Path, help="file for the same as data, for the workflow that comments")
    parser.add_argument("--preview", type=Path, help="folder to build the touched languages into, to look at")


def run(house: House, arguments: argparse.Namespace) -> int:
    with compared(house, arguments.base) as base:
        report = look(house, base)
        told = _tell(report, arguments)
        if arguments.preview and (problems := _build_preview(house, report, arguments.preview.resolve())):
            report = with_build(report, problems, base)
            told = _tell(report, arguments)
    print(told if not arguments.out else f"{len(report.to_mend)} to mend; the whole answer is in {arguments.out}")
    return 1 if report.to_mend else 0


def _tell(report: Report, arguments: argparse.Namespace) -> str:
    """Writes the files that are asked for; returns the comment."""
    told = comment(report)
    for file, text in ((arguments.out, told), (arguments.json, to_json(report))):
        if file:
            _write(file, text)
    return told


def _build_preview(house: House, report: Report, folder: Path) -> list[Problem]:
    """The languages whose pages changed, or all where something changed that stands in all. Returns why it cannot be built."""
    try:
        build_site(house, folder, wanted=",".join(report.languages) or "all", quiet=True)
    except Refused as refused:
        print("no preview, for the pages cannot be built:", *refused.problems, sep="\n", file=sys.stderr)
        return refused.problems
    return []


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Refused([Problem(str(file), 0, f"cannot be written: {error.strerror}", "name a file in a folder that exists")]) from error
