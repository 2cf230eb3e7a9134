"""Each translation against its source, section by section: same sections, same facts, same links, right letters, right language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..edition import Edition
from ..inspection import PLACEHOLDER
from ..problems import Problem
from ..sections import PageText, visible_lines
from ..strings import flatten, read_string_file, string_files, translated_file
from .comparison import compare, placeholders
from .pages_of import pages_of, written

try:
    import pycld2
except ImportError:  # not built for every Python (pyproject.toml)
    pycld2 = None

# Letters that have no place in a text of the language, with what was probably meant.
WRONG_LETTERS = {
    "uz": {r"[oOgG]['`‘’´]": "ʻ (U+02BB) after o and g", r"(?<=[a-zA-Z])['`´‘’](?=[a-zA-Z])": "ʼ (U+02BC)"},
    "tg": {"[ўѓќњљћђ]": "ӯ ғ қ ҳ ҷ", "[өүңӊ]": "letters of Tajik"},
    "ky": {"[ɵʏӊ]": "ө ү ң (U+04E9, U+04AF, U+04A3)", "[ӯҳқғҷӣ]": "letters of Kyrgyz"},
    "kk": {"[ɵʏӊ]": "ө ү ң (U+04E9, U+04AF, U+04A3)", "[ӯҳҷӣў]": "letters of Kazakh"},
}
MIXED = re.compile(r"\b\w*(?:[a-zA-Z][а-яА-ЯёЁ]|[а-яА-ЯёЁ][a-zA-Z])\w*\b")
# Short texts, names and quoted Russian mislead a detector; below this it is not asked.
ENOUGH_TO_DETECT = 400
QUOTED_RUSSIAN = re.compile(r"\*\*[^*\n]*\*\*|«[^»\n]*»|\([^()\n]*\)")


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    source = next(edition for edition in editions.values() if edition.language.is_source)
    originals = dict(pages_of(source))
    for path in source.pages:
        if path not in originals:
            yield Problem(
                f"docs/{source.language.code}/{path}.md", 0, "the source page is missing", "write it first; every language follows it"
            )
    for edition in written(editions):
        pages = dict(pages_of(edition))
        for path, page in pages.items():
            yield from check_letters(page, edition)
            yield from check_language(page, edition)
            if path in originals and not edition.language.is_source:
                yield from compare(page, originals[path])
        missing = [path for path in edition.pages if path not in pages and path in originals]
        if missing and edition.language.published:
            name, mend = f"docs/{edition.language.code}", "`make status` lists them; readers see a card in their language instead"
            yield Problem(name, 0, f"{len(missing)} of {len(edition.pages)} pages are not translated yet", mend, warning=True)
        yield from _compare_fact_texts(edition, source)
        yield from check_string_letters(edition)


def _compare_fact_texts(edition: Edition, source: Edition) -> Iterator[Problem]:
    if edition.language.is_source:
        return
    path = dict(string_files(edition.house, edition.language))["facts"]
    file = translated_file("facts", read_string_file(edition.house, "facts", path), edition.language)
    for fact_id, entry in file.data.items():
        wanted = " ".join(source.strings.below(f"facts.{fact_id}").values())
        have = set(placeholders(" ".join(map(str, entry.values())))) if isinstance(entry, dict) else set()
        for part in sorted(set(placeholders(wanted)) - have):
            yield file.problem(
                (fact_id, "text"), f"{fact_id}: the placeholder `{part}` of the source is missing", "put it where the source has it"
            )
        for part in sorted(have - set(placeholders(wanted))):
            yield file.problem((fact_id, "text"), f"{fact_id}: the placeholder `{part}` is not in the source", "remove it, or correct it")


def check_letters(page: PageText, edition: Edition) -> Iterator[Problem]:
    """The letters of a page: what a reader sees, front matter included."""
    for key, text in visible_lines(page):
        yield from letter_problems(text, page.name, page.meta.line(*key), edition)
    for offset, line in enumerate(page.body.splitlines()):
        yield from letter_problems(line, page.name, page.body_line + offset, edition)


def letter_problems(raw: str, name: str, number: int, edition: Edition) -> Iterator[Problem]:
    """Letters of another keyboard, Latin look-alikes inside Cyrillic words, text that is not in composed form."""
    line = re.sub(r"\]\([^)]*\)|\{ #[^}]*\}", "", PLACEHOLDER.sub("", raw))
    for pattern, meant in WRONG_LETTERS.get(edition.language.code, {}).items():
        found = re.search(rf"\S*{pattern}\S*", line)
        if found:
            yield Problem(name, number, f"a letter of another keyboard in «{found[0]}»", f"write {meant}")
    mixed = MIXED.search(line)
    if mixed:
        yield Problem(name, number, f"Latin and Cyrillic letters in one word: «{mixed[0]}»", "type the word again on one keyboard")
    if unicodedata.normalize("NFC", line) != line:
        yield Problem(
            name, number, "letters with separate marks", "save the file in Unicode form NFC (an editor or translator tool does it)"
        )


def check_string_letters(edition: Edition) -> Iterator[Problem]:
    """The same for the string files."""
    for prefix, path in string_files(edition.house, edition.language):
        file = read_string_file(edition.house, prefix, path)
        for key, text in flatten(file.data):
            yield from letter_problems(str(text), file.name, file.line(*key), edition)


def check_language(page: PageText, edition: Edition) -> Iterator[Problem]:
    """Is the page in the language it claims to be in?"""
    if pycld2 is None:
        yield Problem(
            "make check", 0, "the language of pages was not checked: no detector for this Python", "use Python 3.11 to 3.13 for that", True
        )
        return
    detected = detect(page.body)
    if detected and detected != edition.language.detect:
        what = f"the page reads as `{detected}`, not as {edition.language.english}"
        yield Problem(page.name, 0, what, "translate what was left in another language, or move the file to its own folder")


def detect(text: str) -> str | None:
    """The language code of a text (CLD2), None if it is too short or unsure. Quoted Russian terms do not count."""
    text = QUOTED_RUSSIAN.sub(" ", PLACEHOLDER.sub(" ", re.sub(r"\]\([^)]*\)|\{ #[^}]*\}|[#*_>|\[\]:-]", " ", text)))
    if pycld2 is None or len(text) < ENOUGH_TO_DETECT:
        return None
    reliable, _, best = pycld2.detect(text)
    return best[0][1] if reliable else None
