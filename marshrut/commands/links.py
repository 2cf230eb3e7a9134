"""Open every outside address, record when it was opened and what answered, report what is dead or taken over."""

from __future__ import annotations

import argparse
import csv
import io
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from ..house import House, today
from ..sources import Opened, Outside, load_outside

HEADER = "# Written by `make links`: when each outside address was last opened, and what answered.\n"
# linkchecker's table: columns we read, by name.
ADDRESS, FINAL, RESULT, VALID = "urlname", "url", "result", "valid"
# linkchecker started by root becomes `nobody`, who may not read a Python below /root: what it loads late is loaded first.
LINKCHECKER = (sys.executable, "-c", "import encodings.idna, encodings.punycode, runpy; runpy.run_module('linkcheck', run_name='__main__')")
# A first knock on a few addresses tells a machine without a network from four hundred dead sites.
PROBES = 5


@dataclass(frozen=True)
class Answer:
    """What one address answered. final: where redirects ended."""

    valid: bool
    final: str
    result: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", help="only these addresses, by id (default: all)")
    parser.add_argument("--timeout", type=int, default=30, help="seconds to wait for one address (default: 30)")


def run(house: House, arguments: argparse.Namespace) -> int:
    outside = load_outside(house)
    wanted = {name: url for name, url in outside.addresses().items() if not arguments.ids or name in arguments.ids}
    unknown = set(arguments.ids) - set(wanted)
    if unknown:
        print(
            f"No address to open for: {', '.join(sorted(unknown))}. The ids stand in data/directory.yml and data/sources.yml.",
            file=sys.stderr,
        )
        return 2
    probes = list(wanted.values())[:PROBES]
    if not any(answer.valid for answer in ask(probes, min(arguments.timeout, 10)).values()):
        print("No outside address can be opened from this machine: nothing was checked and nothing was changed.")
        return 0
    answers = ask(wanted.values(), arguments.timeout)
    results = {name: judge(url, answers[url]) for name, url in wanted.items() if url in answers}
    write_opened(house, outside, results)
    return report(outside, results)


def ask(addresses: Iterable[str], timeout: int) -> dict[str, Answer]:
    """Open addresses with linkchecker; returns an answer for each that it visited."""
    addresses = list(addresses)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # linkchecker run as root reads as nobody
        page = Path(folder) / "addresses.html"
        page.write_text("".join(f'<a href="{_escape(url)}">{index}</a>\n' for index, url in enumerate(addresses)), encoding="utf-8")
        settings = Path(folder) / "linkcheckerrc"
        settings.write_text(f"[checking]\ntimeout={timeout}\nthreads=10\nrobotstxt=0\n[filtering]\ncheckextern=1\n", encoding="utf-8")
        options = ["-f", str(settings), "--no-status", "-v", "-o", "csv/utf_8", "--check-extern", "-r", "1", str(page)]
        done = subprocess.run([*LINKCHECKER, *options], capture_output=True, text=True, check=False)
    asked = set(addresses)
    return {url: answer for url, answer in read_answers(done.stdout).items() if url in asked}


def _escape(url: str) -> str:
    return url.replace("&", "&amp;").replace('"', "%22")


def read_answers(table: str) -> dict[str, Answer]:
    """linkchecker's CSV as answers by the address that was asked."""
    lines = [line for line in table.splitlines() if line and not line.startswith("#")]
    rows = csv.DictReader(io.StringIO("\n".join(lines)), delimiter=";")
    return {row[ADDRESS]: Answer(row[VALID] == "True", row[FINAL], row[RESULT]) for row in rows if row.get(ADDRESS)}


def judge(url: str, answer: Answer) -> Opened:
    """ok, dead, moved (same owner) or foreign (another owner: never followed without a person's look)."""
    on = today().isoformat()
    if not answer.valid:
        return Opened(date=on, result="dead")
    if answer.final.rstrip("/") == url.rstrip("/"):
        return Opened(date=on, result="ok")
    same_owner = owner(answer.final) == owner(url)
    return Opened(date=on, result="moved" if same_owner else "foreign", to=answer.final)


def owner(url: str) -> str:
    """The part of a host that somebody registers. Two labels are a guess that errs towards "another owner" never being missed
    except below public suffixes such as spb.ru, where three are taken."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    try:
        host = host.encode("idna").decode()
    except UnicodeError:
        return host
    labels = host.split(".")
    shared = {"spb.ru", "msk.ru", "gov.ru", "gov.kg", "gov.tj", "gov.uz", "gov.kz", "gov.by", "com.ru", "org.ru", "narod.ru"}
    return ".".join(labels[-3:] if ".".join(labels[-2:]) in shared else labels[-2:])


def write_opened(house: House, outside: Outside, results: dict[str, Opened]) -> None:
    """Merge the results into data/opened.yml, sorted, one line an address; addresses not asked keep their line."""
    known = set(outside.sources) | set(outside.contacts)
    merged = {name: entry for name, entry in {**outside.opened, **results}.items() if name in known}
    plain = {name: entry.model_dump(by_alias=True, exclude_none=True) for name, entry in sorted(merged.items())}
    text = HEADER + yaml.safe_dump(plain, allow_unicode=True, sort_keys=True, width=10_000)
    (house.data / "opened.yml").write_text(text, encoding="utf-8")


def report(outside: Outside, results: dict[str, Opened]) -> int:
    """Print what a person must look at. 0 if nothing that readers can tap is dead or taken over."""
    serious = 0
    for name, entry in sorted(results.items()):
        if entry.result == "ok":
            continue
        shown = outside.get(name).policy in ("ok", "check_address")
        serious += shown and entry.result != "moved"
        place = "data/directory.yml" if name in outside.contacts else "data/sources.yml"
        words = {"dead": "does not answer", "moved": f"moved to {entry.to}", "foreign": f"now leads to another owner: {entry.to}"}[
            entry.result
        ]
        print(
            f"{place}: {name}: {outside.get(name).url} {words}"
            + (" (no longer linked on the site)" if shown and entry.result != "moved" else "")
        )
    good = sum(entry.result == "ok" for entry in results.values())
    print(f"{len(results)} opened: {good} ok, {len(results) - good} to look at. Recorded in data/opened.yml.")
    return 1 if serious else 0
