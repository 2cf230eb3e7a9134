"""The index of one language as small scripts: each arrives whole on a connection that dies after 16 KB.

search/heads-<n>.js: pages with their passages' headings; search/words-<n>.js: for each word of the texts the passages that
hold it; search/text/<path>.js: the text of a page, for the line below a result. Beside them search.js: tables and code.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import rjsmin

from .edition import Edition
from .fold import JOINTS, Fold
from .house import House
from .planscript import as_json, minified
from .problems import Problem, Refused
from .searchindex import Indexed, Keys

# No script may weigh more, as gzip -9 gives it.
LIMIT = 14_336
# What the sizes that we foresee may be wrong by.
MARGIN = 300
FOLDER = "search"
SCRIPT, ENGINE = "search.js", f"{FOLDER}/engine.js"
SOURCES = ("load.js", "rank.js", "excerpt.js", "page.js")
# Digits of the distance between two passages that hold a word; ESCAPE goes before a larger one of two digits.
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXY"
ESCAPE = "Z"
# A word that stands in more of all passages than this says nothing about one of them.
COMMON = 0.35
# Where the Makefile lets npm put the engine: inside the environment that runs this.
MINISEARCH = Path("npm", "node_modules", "minisearch")


def search_files(edition: Edition, russian: Fold, pages: list[Indexed]) -> dict[str, str]:
    """Every file of the search of one language, by its path below the language's folder."""
    heads = pack(map(_head, pages))
    words = pack(f'"{word} {places}"' for word, places in _postings(edition.fold, pages).items())
    texts = {f"text/{page.path}": [as_json([passage.text for passage in page.passages])] for page in pages if _has_text(page)}
    parts = {f"heads-{number}": units for number, units in enumerate(heads)} | {
        f"words-{number}": units for number, units in enumerate(words)
    }
    stamp = hashlib.sha256("".join(unit for units in (*parts.values(), *texts.values()) for unit in units).encode()).hexdigest()[:8]
    files = {f"{FOLDER}/{name}.js": _call(stamp, name, f"[{','.join(units)}]") for name, units in parts.items()}
    files |= {f"{FOLDER}/{name}.js": _call(stamp, name, units[0]) for name, units in texts.items()}
    firsts = [units[0][1:].partition(" ")[0] for units in words]
    files[SCRIPT] = _script(edition, russian, stamp, len(heads), firsts)
    files[ENGINE] = engine()
    return files


def engine() -> str:
    """MiniSearch with its licence line, without comments and white space; sets window.MiniSearch. Raises Refused where it is
    not installed."""
    package = Path(sys.prefix) / MINISEARCH
    try:
        code, licence, about = (
            (package / name).read_text(encoding="utf-8") for name in ("dist/umd/index.js", "LICENSE.txt", "package.json")
        )
    except FileNotFoundError as error:
        raise Refused([Problem(str(package), 0, "the engine of the search is not installed", "run `make site`: it installs it")]) from error
    owner = next(line for line in licence.splitlines() if line.startswith("Copyright"))
    about = json.loads(about)
    # Not `minified`, which moves a destructuring declaration before those it reads from.
    return f"/*! {about['name']} {about['version']} {about['license']}, {owner} */" + _safe(
        rjsmin.jsmin(code.partition("//# sourceMappingURL")[0])
    )


def reading(fold: Fold, house: House) -> str:
    """The reading of words alone, as tests compare it with ours: OWN in the scope where it runs."""
    return f"const JOINTS={as_json(JOINTS)};" + _source(house, "fold.js") + f"const OWN=reader({as_json(fold.tables())});"


def _script(edition: Edition, russian: Fold, stamp: str, heads: int, firsts: list[str]) -> str:
    manifest = {"stamp": stamp, "heads": heads, "words": firsts, "engine": ENGINE}
    own = "OWN" if edition.language.is_source else f"reader({as_json(russian.tables())})"
    words = edition.strings.below("search.ui")
    code = f"const INDEX={as_json(manifest)},SAY={as_json(words)},DIGITS={as_json(DIGITS)};"
    code += f"{reading(edition.fold, edition.house)}const RUSSIAN={own};"
    code += "\n".join(_source(edition.house, name) for name in SOURCES)
    return minified(code)


def _source(house: House, name: str) -> str:
    return (house.overrides / FOLDER / name).read_text(encoding="utf-8")


def _call(stamp: str, name: str, data: str) -> str:
    return _safe(f'marshrutSearch("{stamp}",{as_json(name)},{data})')


def _safe(script: str) -> str:
    """No text in it that HTML or an old parser would read as its own."""
    return script.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def weigh(script: str) -> int:
    """Bytes as gzip -9 gives them."""
    return len(gzip.compress(script.encode(), 9))


def pack(units: Iterable[str]) -> list[list[str]]:
    """Deal texts to as few parts as fit into LIMIT, in order. Raises ValueError for one that fits nowhere."""
    parts: list[list[str]] = []
    room = _Room()
    for unit in units:
        if not parts or not room.takes(unit):
            room = _Room()
            if not room.takes(unit):
                raise ValueError(f"one entry of the search is too large: {unit[:80]}")
            parts.append([])
        parts[-1].append(unit)
    return parts


class _Room:
    """What still fits into one part. Compressed anew only when it may be full: that takes time."""

    def __init__(self) -> None:
        self.text, self.most = bytearray(), 0

    def takes(self, unit: str) -> bool:
        """Whether the part holds this too; then it does."""
        data = unit.encode() + b","
        size = self.most + len(data)
        if size > LIMIT - MARGIN:
            size = len(zlib.compress(bytes(self.text + data), 9))
            if size > LIMIT - MARGIN:
                return False
        self.text += data
        self.most = size
        return True


def _has_text(page: Indexed) -> bool:
    return any(passage.text for passage in page.passages)


def _head(page: Indexed) -> str:
    """[path, title, weight, [[id, heading, …keys], …], …keys]; keys: own and Russian ones, left out where they are empty."""
    rows = [[passage.id, passage.heading, *_columns(page.passage_keys.get(passage.id, Keys()))] for passage in page.passages[1:]]
    return as_json([page.path, page.title, page.weight, rows, *_columns(page.keys)])


def _columns(keys: Keys) -> list[str]:
    own, russian = " ".join(keys.own), " ".join(keys.russian)
    return [own, russian] if russian else [own] if own else []


def _postings(fold: Fold, pages: list[Indexed]) -> dict[str, str]:
    """Word → the numbers of the passages that hold it, as distances. Passages are counted through all pages."""
    found: dict[str, list[int]] = {}
    number = 0
    for page in pages:
        for passage in page.passages:
            for word in {fold.stem(key) for key in fold.keys(passage.text) if key not in fold.stop}:
                found.setdefault(word, []).append(number)
            number += 1
    often = number * COMMON
    kept = sorted(word for word, places in found.items() if len(word) > 1 and len(places) <= often)
    return {word: "".join(_distances(found[word])) for word in kept}


def _distances(places: list[int]) -> Iterator[str]:
    last = -1
    for place in places:
        high, low = divmod(place - last - 1, len(DIGITS))
        yield ESCAPE + DIGITS[high] + DIGITS[low] if high else DIGITS[low]
        last = place
