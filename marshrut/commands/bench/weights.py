"""What pages weigh on the wire: by language, and by part for one page of each type."""

from __future__ import annotations

import gzip
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

# What one answer may weigh, gzip -9: the first flight of a connection (DESIGN.md, "Light").
LIMIT = 14_336
# One page of each type, below the folder of a language.
KINDS = {
    "home": "index.html",
    "procedure": "arrive/registration.html",
    "rights": "rights/police-check.html",
    "cards": "help/emergency.html",
    "directory": "help/official.html",
    "report": "report/index.html",
    "system": "system/digital-profile.html",
    "facts": "about/facts/registration.html",
    "terms": "glossary/papers.html",
    "phrases": "phrases/police.html",
    "changes": "about/changes/2025.html",
    "plan": "plan.html",
    "finished plan": "plan/uz-work.html",
    "search": "search.html",
    "offline": "about/offline.html",
}
# In the order of the page; what is none of them is the head and what stands around.
PARTS = {
    "style": r"<style>.*?</style>",
    "script": r"<script>.*?</script>",
    "languages": r"<p class=ls>.*?(?=<(?!a\b|/a\b))|<nav [^>]*class=lr>.*?</nav>",
    "menu": r"<nav [^>]*id=menu>.*?</nav>",
    "footer": r"<footer>.*?</footer>",
}
# Files that a page asks for by itself.
ASKED = re.compile(r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["']?(?!data:)|<link\b(?=[^>]*rel=["']?(?:stylesheet|preload|manifest))""")


def weigh(html: bytes) -> int:
    """Bytes of a page on the wire, gzip -9."""
    return len(gzip.compress(html, 9, mtime=0))


def weights(site: Path) -> Iterator[str]:
    """Lines of both tables."""
    yield f"Weight of a page, bytes gzip -9 (limit {LIMIT})"
    yield f"  {'language':<10} {'pages':>5} {'least':>7} {'median':>7} {'most':>7}  heaviest page"
    folders = sorted(path for path in site.iterdir() if (path / "index.html").exists())
    for folder in folders:
        pages = {path: weigh(path.read_bytes()) for path in sorted(folder.rglob("*.html"))}
        heaviest = max(pages, key=pages.get)
        numbers = sorted(pages.values())
        middle = int(statistics.median(numbers))
        yield f"  {folder.name:<10} {len(pages):>5} {numbers[0]:>7} {middle:>7} {numbers[-1]:>7}  {heaviest.relative_to(folder)}"
    yield ""
    yield "By part, in the source language: what the page would weigh less without it; requests include the page"
    yield f"  {'page':<14} {'whole':>7} " + " ".join(f"{name:>9}" for name in (*PARTS, "text")) + f" {'requests':>9}"
    source = site / "ru" if (site / "ru").exists() else folders[0]
    for kind, path in KINDS.items():
        if (source / path).exists():
            html = (source / path).read_text(encoding="utf-8")
            parts = by_part(html)
            numbers = " ".join(f"{parts[name]:>9}" for name in (*PARTS, "text"))
            yield f"  {kind:<14} {weigh(html.encode()):>7} {numbers} {1 + len(ASKED.findall(html)):>9}"


def by_part(html: str) -> dict[str, int]:
    """Bytes of each part, and of `text` (the element main without parts of its own): what leaving it out saves."""
    whole, found = weigh(html.encode()), {}
    for name, pattern in PARTS.items():
        found[name] = whole - weigh(re.sub(pattern, "", html, flags=re.S).encode())
    bare = re.sub(PARTS["languages"], "", html, flags=re.S)
    without = re.sub(r"<main.*</main>", "", bare, flags=re.S)
    return found | {"text": weigh(bare.encode()) - weigh(without.encode())}
