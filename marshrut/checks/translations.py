"""Each translation against its source, section by section: same sections, same facts, same links, right letters, right language."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from ..edition import Edition
from ..inspection import LINK_TARGET, PLACEHOLDER
from ..problems import Problem
from ..sections import PageText, Section, visible_lines
from ..strings import flatten, read_string_file, string_files
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


def compare(page: PageText, original: PageText) -> Iterator[Problem]:
    """One page against its source."""
    have, want = {section.id: section for section in page.sections}, {section.id: section for section in original.sections}
    for section_id in want:
        if section_id not in have:
            yield Problem(
                page.name,
                0,
                f"the section `{section_id}` of the source is missing",
                f"translate it from {original.name}:{want[section_id].line}",
            )
    for section_id in have:
        if section_id not in want:
            yield Problem(
                page.name,
                have[section_id].line,
                f"the section `{section_id}` is not in the source",
                f"remove it, or correct the id; see {original.name}",
            )
    if list(have) != list(want) and set(have) == set(want):
        yield Problem(
            page.name, 0, "the sections stand in another order than in the source", f"order them as in {original.name}: {', '.join(want)}"
        )
    if set(page.meta.data.get("box") or {}) != set(original.meta.data.get("box") or {}):
        yield Problem(page.name, 2, "the box has other lines than in the source", f"take the lines of {original.name}")
    yield from _compare_lead(page, original)
    for section_id in have.keys() & want.keys():
        yield from _compare_section(page, have[section_id], want[section_id], original)


def _compare_lead(page: PageText, original: PageText) -> Iterator[Problem]:
    lead = lambda text: "\n".join([*(line for _, line in visible_lines(text)), re.split(r"^#", text.body, maxsplit=1, flags=re.M)[0]])  # noqa: E731
    yield from _compare_parts(page.name, 1, "the part above the first heading", lead(page), lead(original), original.name)


def _compare_section(page: PageText, section: Section, source: Section, original: PageText) -> Iterator[Problem]:
    place = f"{original.name}:{source.line}"
    if section.level != source.level or section.danger != source.danger:
        what = f"`{section.id}`: the heading has another level or danger mark than the source"
        yield Problem(
            page.name,
            section.line,
            what,
            f"write it as in {place}: {'#' * source.level} … {{ #{source.id}{' .danger' if source.danger else ''} }}",
        )
    yield from _compare_parts(page.name, section.line, f"`{section.id}`", section.text, source.text, place)


def _compare_parts(name: str, line: int, where: str, text: str, source: str, place: str) -> Iterator[Problem]:
    """Placeholders, links and list items of two texts that should say the same."""
    for label, find in (("placeholder", _placeholders), ("link", _links)):
        have, want = find(text), find(source)
        for part in sorted((want - have).elements()):
            yield Problem(name, line, f"{where}: the {label} `{part}` of the source is missing", f"put it where the source has it: {place}")
        for part in sorted((have - want).elements()):
            yield Problem(
                name, line, f"{where}: the {label} `{part}` is not in the source", f"remove it, or correct it; the source: {place}"
            )
    for label, pattern in (("list items", r"^[ \t]*(?:[-*]|\d+\.)[ \t]+\S"), ("definitions", r"^:[ \t]+\S"), ("table rows", r"^[ \t]*\|")):
        have_count, want_count = len(re.findall(pattern, text, re.M)), len(re.findall(pattern, source, re.M))
        if have_count != want_count:
            yield Problem(
                name, line, f"{where}: {have_count} {label}, the source has {want_count}", f"give each its own line, as in {place}"
            )


def _placeholders(text: str) -> Counter[str]:
    """Kind and name; the grammatical case is the language's own."""
    return Counter(f"{kind} {name}" for kind, name, _ in PLACEHOLDER.findall(text))


def _links(text: str) -> Counter[str]:
    return Counter(LINK_TARGET.findall(text))


def _compare_fact_texts(edition: Edition, source: Edition) -> Iterator[Problem]:
    if edition.language.is_source:
        return
    file = read_string_file(edition.house, "facts", dict(string_files(edition.house, edition.language))["facts"])
    for fact_id, entry in file.data.items():
        wanted = " ".join(source.strings.below(f"facts.{fact_id}").values())
        have = set(_placeholders(" ".join(map(str, entry.values())))) if isinstance(entry, dict) else set()
        for part in sorted(set(_placeholders(wanted)) - have):
            yield file.problem(
                (fact_id, "text"), f"{fact_id}: the placeholder `{part}` of the source is missing", "put it where the source has it"
            )
        for part in sorted(have - set(_placeholders(wanted))):
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
