"""Each translation against its source, section by section: same sections, same facts, same links, right language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..edition import Edition
from ..inspection import PLACEHOLDER
from ..messages import problem
from ..problems import Problem
from ..sections import PageText
from ..strings import read_string_file, string_files, translated_file
from .comparison import compare, placeholders
from .pages_of import pages_of, written

try:
    import pycld2
except ImportError:  # not built for every Python (pyproject.toml)
    pycld2 = None

# Short texts, names and quoted Russian mislead a detector; below this it is not asked.
ENOUGH_TO_DETECT = 400
QUOTED_RUSSIAN = re.compile(r"\*\*[^*\n]*\*\*|«[^»\n]*»|\([^()\n]*\)")


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    source = next(edition for edition in editions.values() if edition.language.is_source)
    originals = dict(pages_of(source))
    for path in source.pages:
        if path not in originals:
            yield problem("source-missing", f"docs/{source.language.code}/{path}.md", 0)
    for edition in written(editions):
        pages = dict(pages_of(edition))
        for path, page in pages.items():
            yield from check_language(page, edition)
            if path in originals and not edition.language.is_source:
                yield from compare(page, originals[path])
        missing = [path for path in edition.pages if path not in pages and path in originals]
        if missing and edition.language.published:
            said = {"count": len(missing), "total": len(edition.pages)}
            yield problem("pages-untranslated", f"docs/{edition.language.code}", 0, warning=True, **said)
        yield from _compare_fact_texts(edition, source)


def _compare_fact_texts(edition: Edition, source: Edition) -> Iterator[Problem]:
    if edition.language.is_source:
        return
    path = dict(string_files(edition.house, edition.language))["facts"]
    file = translated_file("facts", read_string_file(edition.house, "facts", path), edition.language)
    for fact_id, entry in file.data.items():
        wanted = " ".join(source.strings.below(f"facts.{fact_id}").values())
        have = set(placeholders(" ".join(map(str, entry.values())))) if isinstance(entry, dict) else set()
        for part in sorted(set(placeholders(wanted)) - have):
            yield file.tell((fact_id, "text"), "fact-placeholder-missing", fact=fact_id, part=part)
        for part in sorted(have - set(placeholders(wanted))):
            yield file.tell((fact_id, "text"), "fact-placeholder-extra", fact=fact_id, part=part)


def check_language(page: PageText, edition: Edition) -> Iterator[Problem]:
    """Is the page in the language it claims to be in?"""
    if pycld2 is None:
        yield problem("detector-missing", "make check", 0, warning=True)
        return
    detected = detect(page.body)
    if detected and detected != edition.language.detect:
        yield problem("page-language", page.name, 0, detected=detected, language=edition.language.english)


def detect(text: str) -> str | None:
    """The language code of a text (CLD2), None if it is too short or unsure. Quoted Russian terms do not count."""
    text = QUOTED_RUSSIAN.sub(" ", PLACEHOLDER.sub(" ", re.sub(r"\]\([^)]*\)|\{ #[^}]*\}|[#*_>|\[\]:-]", " ", text)))
    if pycld2 is None or len(text) < ENOUGH_TO_DETECT:
        return None
    reliable, _, best = pycld2.detect(text)
    return best[0][1] if reliable else None
