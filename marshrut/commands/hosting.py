"""Write the configurations of web servers in hosting/: headers, types, cache rules, hashes of our scripts."""

from __future__ import annotations

import argparse

from ..hosting import FILES, FOLDER
from ..house import House


def add_arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(house: House, arguments: argparse.Namespace) -> int:
    folder = house.root / FOLDER
    folder.mkdir(exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text(house), encoding="utf-8")
        print(f"{FOLDER}/{name}")
    return 0
