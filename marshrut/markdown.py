"""From a page's Markdown to safe elements: placeholders, source links, contact cards. Refuses raw HTML and code.

Two guards stand one behind the other. `inspect` reads the text and names file, line and mend. The Python-Markdown
extension then builds elements only (never strings of HTML), turns Markdown's own raw HTML off, and at the end
refuses any element or attribute that is not on its list.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from . import blocks, inline
from .edition import Edition
from .layout import WrapSections
from .problems import Problem, Refused

# What a placeholder looks like: a kind, a name, perhaps a grammatical case.
PLACEHOLDER = re.compile(r"\{\{[ \t]*([a-z]+)[ \t]+([\w.\-/]+)[ \t]*(?:\|[ \t]*([a-z]+)[ \t]*)?\}\}")
ATTRIBUTES = re.compile(r"\{:?[ \t]*[#.][^}\n]*\}")
ALLOWED_ATTRIBUTES = re.compile(r"^\{ #[a-z0-9][a-z0-9._-]*( \.danger)? \}$")
LINK_TARGET = re.compile(r"\]\(\s*<?([^)\s>]*)")
REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]:\s*(\S*)")
SCHEME = re.compile(r"^[\s\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.\-]*|//|&|\\)[\s]*:?")
# Deeper quoting or nesting than any page needs; Python-Markdown recurses once a level.
DEEPEST_QUOTE = 6
DEEPEST_INDENT = 24
LONGEST_LINE = 4000
LONGEST_PAGE = 100_000

MARKDOWN_EXTENSIONS = ("attr_list", "def_list", "tables", "admonition", "sane_lists")

ALLOWED_TAGS = frozenset(
    [
        "a",
        "b",
        "br",
        "blockquote",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "figure",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "hr",
        "i",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "small",
        "span",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
        "bdi",
    ]
)
ALLOWED_ATTRIBUTES_OUT = frozenset(["id", "class", "href", "hreflang", "rel", "lang", "dir", "start", "scope"])

# Private-use characters that hide placeholders from Markdown's own rules (a `|` inside one would split a table).
OPEN, CLOSE = "\ue000", "\ue001"
TOKEN = OPEN + r"(\d+)" + CLOSE


@dataclass
class PageContext:
    """Where a page stands and what it turned out to use.

    path: without language and ending, e.g. work/patent; ending: of links to other pages (".md" where MkDocs
    rewrites and checks them, ".html" in text that goes to a template directly); section_rows: whether each section
    gets a language row; stale: ids of sections whose source has changed since the translation was confirmed.
    """

    path: str
    ending: str = ".md"
    section_rows: bool = True
    stale: frozenset[str] = frozenset()
    used_facts: dict[str, None] = field(default_factory=dict)
    used_words: set[str] = field(default_factory=set)

    def link(self, path: str, fragment: str = "") -> str:
        """A relative link to another page of the same language."""
        relative = posixpath.relpath(path + self.ending, posixpath.dirname(self.path) or ".")
        return f"{relative}#{fragment}" if fragment else relative


class MarshrutExtension(Extension):
    """The Python-Markdown extension. `page` must be set before each conversion."""

    def __init__(self, edition: Edition):
        super().__init__()
        self.edition = edition
        self.page = PageContext("index")
        self.placeholders: list[tuple[str, str, str | None]] = []
        self.trusted: set[Element] = set()

    def extendMarkdown(self, md: Markdown) -> None:
        self.placeholders, self.trusted = [], set()
        md.preprocessors.deregister("html_block")
        for raw in ("html", "entity", "autolink", "automail"):
            md.inlinePatterns.deregister(raw)
        md.preprocessors.register(_HidePlaceholders(self, md), "marshrut-hide", 28)
        md.parser.blockprocessors.register(_BlockPlaceholder(self, md.parser), "marshrut-block", 175)
        md.inlinePatterns.register(_InlinePlaceholder(self, md), "marshrut-inline", 188)
        # After inline (20), before MkDocs' own link check (0).
        md.treeprocessors.register(_OutsideLinks(self, md), "marshrut-links", 12)
        md.treeprocessors.register(WrapSections(self, md), "marshrut-sections", -5)
        md.treeprocessors.register(_OnlyAllowed(self, md), "marshrut-allowed", -10)

    def hide(self, text: str) -> str:
        """Replace placeholders by tokens. Also used for texts of facts that a block brings in."""

        def keep(match: re.Match[str]) -> str:
            self.placeholders.append((match[1], match[2], match[3]))
            return f"{OPEN}{len(self.placeholders) - 1}{CLOSE}"

        return PLACEHOLDER.sub(keep, text.replace(OPEN, "").replace(CLOSE, ""))

    def trust(self, element: Element) -> Element:
        """Mark an element as made by us, so that its outside address passes the last guard."""
        self.trusted.add(element)
        return element


class _HidePlaceholders(Preprocessor):
    def __init__(self, extension: MarshrutExtension, md: Markdown):
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        return [self.extension.hide(line) for line in lines]


class _BlockPlaceholder(BlockProcessor):
    """A placeholder alone in a paragraph whose kind makes a block."""

    PATTERN = re.compile(rf"^[ ]{{0,3}}{TOKEN}[ ]*$")

    def __init__(self, extension: MarshrutExtension, parser):
        super().__init__(parser)
        self.extension = extension

    def test(self, parent: Element, block: str) -> bool:
        match = self.PATTERN.match(block)
        return bool(match) and self.extension.placeholders[int(match[1])][0] in blocks.KINDS

    def run(self, parent: Element, found: list[str]) -> None:
        kind, name, _ = self.extension.placeholders[int(self.PATTERN.match(found.pop(0))[1])]
        blocks.KINDS[kind](self.extension, parent, name)


class _InlinePlaceholder(InlineProcessor):
    def __init__(self, extension: MarshrutExtension, md: Markdown):
        super().__init__(TOKEN, md)
        self.extension = extension

    def handleMatch(self, match, data):
        kind, name, case = self.extension.placeholders[int(match[1])]
        if kind in blocks.KINDS:
            # Inside a list item or a definition the block stands in running text: let it build into a span.
            holder = Element("span")
            blocks.KINDS[kind](self.extension, holder, name)
            return holder, match.start(0), match.end(0)
        return inline.build(self.extension, kind, name, case), match.start(0), match.end(0)


class _OutsideLinks(Treeprocessor):
    """`[text](link:id)` → a link with its language, kind and when it was last opened; plain text if it may not be linked."""

    def __init__(self, extension: MarshrutExtension, md: Markdown):
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        for parent in root.iter():
            for child in list(parent):
                href = child.get("href", "")
                if child.tag != "a":
                    continue
                if href.startswith("link:"):
                    inline.turn_into_outside_link(self.extension, child, href[len("link:") :])
                elif self.extension.page.ending != ".md":
                    # MkDocs rewrites links between pages in bodies; front matter goes straight to the template.
                    child.set("href", re.sub(r"\.md(?=#|$)", self.extension.page.ending, href))


class _OnlyAllowed(Treeprocessor):
    """The last guard: nothing leaves that is not on the list."""

    def __init__(self, extension: MarshrutExtension, md: Markdown):
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element is root or not isinstance(element.tag, str):
                continue
            if element.get("style"):
                del element.attrib["style"]
            faults = [name for name in element.attrib if name not in ALLOWED_ATTRIBUTES_OUT]
            if element.tag not in ALLOWED_TAGS or faults:
                self._refuse(f"<{element.tag} {' '.join(faults)}>")
            if element not in self.extension.trusted and _is_outside(element.get("href", "")):
                self._refuse(f"a link to {element.get('href')}")
        if self.md.htmlStash.rawHtmlBlocks:
            self._refuse("raw HTML")

    def _refuse(self, what: str) -> None:
        place = f"docs/{self.extension.edition.language.code}/{self.extension.page.path}.md"
        raise Refused([Problem(place, 0, f"the page would bring in {what}", "use plain Markdown and the placeholders of CONTRIBUTING.md")])


def _is_outside(href: str) -> bool:
    """Whether a browser would leave the site by it. Character references count as what they stand for."""
    href = re.sub(r"[\x00-\x20]", "", html.unescape(href))
    return bool(re.match(r"^[\s\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.\-]*:|//|\\|&)", href))


def make_markdown(extension: MarshrutExtension) -> Markdown:
    """A Markdown converter for text outside of page bodies: front matter, strings, texts of facts."""
    return Markdown(extensions=[*MARKDOWN_EXTENSIONS, extension], output_format="html")


def convert_inline(md: Markdown, text: str) -> str:
    """One line of Markdown to HTML without the paragraph around it."""
    converted = md.reset().convert(text)
    return converted[3:-4] if converted.startswith("<p>") and converted.count("<p>") == 1 else converted


def inspect(text: str, name: str, edition: Edition, first_line: int = 1) -> Iterator[Problem]:
    """All that may not stand in a page or a text, with the line and the mend. Empty for a good text."""
    if len(text) > LONGEST_PAGE:
        yield Problem(name, 0, f"the page has {len(text)} characters", "split it; a page has at most about 900 words")
        return
    for number, line in enumerate(text.splitlines(), start=first_line):
        for what, mend in _inspect_line(line, edition):
            yield Problem(name, number, what, mend)


def _inspect_line(line: str, edition: Edition) -> Iterator[tuple[str, str]]:
    if len(line) > LONGEST_LINE:
        yield f"a line of {len(line)} characters", "break it into paragraphs"
        return
    if OPEN in line or CLOSE in line or any(ord(character) < 32 and character != "\t" for character in line):
        yield "an invisible control character", "type the line again"
    if re.match(rf"^[ \t]*(>[ \t]*){{{DEEPEST_QUOTE},}}", line) or len(line) - len(line.lstrip(" \t")) > DEEPEST_INDENT:
        yield "nested too deeply", "use at most two levels of lists or quotes"
    if re.search(r"<[a-zA-Z/!?]|</?$", line):
        yield "raw HTML", "write Markdown: **bold**, lists, tables; nothing with <…>"
    if "{%" in line or "{#" in line or "${" in line:
        yield (
            "template code",
            "only placeholders such as `{{ term registration.deadline.default }}` are understood; write ids as `{ #id }`, with a space",
        )
    if re.search(r"--8<--|^\s*!!include|\{!|^\s*\.\. |:::", line):
        yield "an include directive", "write the text itself; files cannot be brought in"
    if re.search(r"!\[", line):
        yield "a picture", "pictures are drawn from data; describe in words, or open an issue"
    if re.match(r"^ {0,3}(```|~~~)", line):
        yield "a code block", "write plain text"
    yield from _inspect_links(line)
    yield from _inspect_attributes(line)
    yield from _inspect_placeholders(line, edition)


def _inspect_links(line: str) -> Iterator[tuple[str, str]]:
    targets = LINK_TARGET.findall(line) + REFERENCE.findall(line)
    for target in targets:
        if target.startswith("link:"):
            continue
        if _is_outside(target) or "&" in target or "\\" in target:
            yield f"an outside address typed into the text: {target[:60]}", "put it into data/directory.yml and write `[text](link:its.id)`"
        elif target.startswith("/") or "%" in target:
            yield f"a link that does not work from a folder: {target[:60]}", "link to the file: `../work/patent.md#pay`"
    bare = PLACEHOLDER.sub("", re.sub(r"\]\([^)]*\)", "]", line))
    if re.search(r"(https?:|www\.|ftp:|javascript:|data:|mailto:|tel:|vbscript:)\S", bare, re.I):
        yield "an outside address typed into the text", "put it into data/directory.yml and write `[text](link:its.id)`"


def _inspect_attributes(line: str) -> Iterator[tuple[str, str]]:
    for match in ATTRIBUTES.finditer(line):
        if not ALLOWED_ATTRIBUTES.match(match[0]):
            yield f"attributes that are not allowed: {match[0][:60]}", "only `{ #id }` or `{ #id .danger }` at the end of a heading"
        elif not line.startswith("#"):
            yield f"{match[0]} outside of a heading", "only headings carry ids"
    if re.search(r"\{:?[^}{\n]*=[^}\n]*\}", line):
        yield "attributes in braces", "only `{ #id }` or `{ #id .danger }` at the end of a heading"


def _inspect_placeholders(line: str, edition: Edition) -> Iterator[tuple[str, str]]:
    for kind, name, case in PLACEHOLDER.findall(line):
        try:
            inline.check(edition, kind, name, case or None)
        except LookupError as error:
            yield str(error.args[0]), "correct the placeholder; `about/facts` on the site lists all facts"
    rest = PLACEHOLDER.sub("", line)
    if "{{" in rest or "}}" in rest:
        yield "a placeholder that cannot be read", "write `{{ kind name }}`, e.g. `{{ money patent.state_fee.issue }}`"
