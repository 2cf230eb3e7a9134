"""Build the whole site into site/, all languages side by side."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from ..build import build_site
from ..house import House


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--languages", default="all", help="codes with commas, e.g. ru,tg (default: all)")
    parser.add_argument("--out", type=Path, help="folder to build into (default: site/)")


def run(house: House, arguments: argparse.Namespace) -> int:
    started = time.perf_counter()
    out = (arguments.out or house.site).resolve()
    print("Building:")
    build_site(house, out, wanted=arguments.languages)
    print(f"The site is in {out} ({time.perf_counter() - started:.1f} s). Open {out / 'index.html'}, or run `make serve`.")
    return 0
