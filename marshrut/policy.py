"""What a page may load and run: its Content-Security-Policy as meta, the one of a whole host as header; scripts inside pages.

Styles stay inline: a page must arrive, styled, in one answer, and the sheet is cut anew for each page, so that a hash
for each would be longer than what it protects. Without outside addresses no style can carry anything away.
"""

from __future__ import annotations

import base64
import hashlib

from .house import House

# Scripts inside pages: of every page, of one that can be hidden, of the chooser; the files of overrides/ they are made of.
SCRIPT, HIDING_SCRIPT, CHOOSER_SCRIPT = "script", "hiding", "chooser"
INLINE = {SCRIPT: ("script.js",), HIDING_SCRIPT: ("script.js", "hide.js"), CHOOSER_SCRIPT: ("chooser.js",)}


def inline_script(house: House, name: str) -> str:
    """A script without its comments and line ends; kept so small that a minifier would not pay for itself."""
    lines = [line.strip() for file in INLINE[name] for line in (house.overrides / file).read_text(encoding="utf-8").splitlines()]
    return "".join(line for line in lines if not line.startswith("//"))


def script_hash(script: str) -> str:
    """The source expression of a Content-Security-Policy for one inline script, without its quotes: sha256-…"""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def page_policy(hash_: str | None = None, files: bool = False, keeps: bool = False) -> str:
    """For the meta of one page. hash_: of its inline script; files: it also loads scripts of this site;
    keeps: it starts the service worker and fetches what is kept, and names what an installed app needs.
    """
    scripts = " ".join([f"'{hash_}'"] * bool(hash_) + ["'self'"] * bool(files))
    rules = {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "script-src": scripts,
        # The icons of the manifest are fetched in the page's name when it is installed.
        "img-src": "'self' data:" if keeps else "data:",
        # Nothing of ours asks here but the keeping of the guide. Auditors and some browsers read robots.txt in the page's name.
        "connect-src": "'self'",
        "worker-src": "'self'" if keeps else "",
        "manifest-src": "'self'" if keeps else "",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return ";".join(f"{name} {value}" for name, value in rules.items() if value)


def host_policy(house: House) -> str:
    """For the header of every answer. Each page narrows it by its meta; `frame-ancestors` a meta cannot say."""
    hashes = [f"'{script_hash(inline_script(house, name))}'" for name in INLINE]
    return "; ".join(
        [
            "default-src 'none'",
            "style-src 'unsafe-inline'",
            " ".join(["script-src 'self'", *hashes]),
            "img-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ]
    )
