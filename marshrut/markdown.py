"""From a page's Markdown to safe elements: placeholders, source links, contact cards. Refuses raw HTML and code.

Two guards stand one behind the other. `inspection` reads the text and names file, line and mend. The Python-Markdown
extension here then builds elements only (never strings of HTML), turns Markdown's own raw HTML off, and at the end
refuses any element or attribute that is not on its list.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from . import blocks, inline
from .edition import Edition
from .inspection import INSIDE, PLACEHOLDER
from .layout import WrapSections
from .problems import Problem, Refused

# Links by reference could hide their address far away, and no page needs them.
REFERENCES = ("reference", "image_link", "image_reference", "short_reference", "short_image_ref")
MARKDOWN_EXTENSIONS = (DefListExtension(), TableExtension(), SaneListExtension())

ALLOWED_TAGS = frozenset(
    "a b bdi blockquote dd details div dl dt em h1 h2 h3 h4 hr i li ol p section small span strong summary table tbody td th thead tr ul".split()  # noqa: SIM905
)
# Only in a picture that `pictures` drew.
DRAWN_TAGS = frozenset(["svg", "path", "circle", "rect", "text"])
DRAWN_ATTRIBUTES = frozenset("class role aria-label viewBox width height x y d cx cy r".split())  # noqa: SIM905
ALLOWED_ATTRIBUTES_OUT = frozenset(["id", "class", "href", "hreflang", "rel", "lang", "dir", "start", "scope"])

# The id at the end of a heading. Our own reader, because attr_list would set any attribute on any element.
HEADING_ID = re.compile(r"[ ]\{ #([a-z0-9][a-z0-9._-]*)( \.danger)? \}[ ]*$")

# Private-use characters that hide placeholders from Markdown's own rules (a `|` inside one would split a table).
OPEN, CLOSE = "\ue000", "\ue001"
TOKEN = OPEN + r"(\d+)" + CLOSE


@dataclass
class PageContext:
    """Where a page stands and what it turned out to use.

    path: without language and ending, e.g. work/patent; ending: of links to other pages (".md" where MkDocs
    rewrites and checks them, ".html" in text that goes to a template directly); section_rows: whether each section
    gets a language row; stale: id of a section whose source has changed → ISO day on which it was last compared;
    stale_texts: the same of texts that pages take in, by key (`status.stale_texts`); told_texts: those of them that this
    page took in; shows_others: whether the page tells what became of other pages.
    """

    path: str
    ending: str = ".md"
    section_rows: bool = True
    stale: Mapping[str, str] = field(default_factory=dict)
    stale_texts: Mapping[str, str] = field(default_factory=dict)
    told_texts: set[str] = field(default_factory=set)
    used_facts: dict[str, None] = field(default_factory=dict)
    used_words: set[str] = field(default_factory=set)
    shows_others: bool = False

    def link(self, path: str, fragment: str = "") -> str:
        """A relative link to another page of the same language."""
        address = _relative(path + self.ending, posixpath.dirname(self.path))
        return f"{address}#{fragment}" if fragment else address


@lru_cache(maxsize=1 << 14)
def _relative(path: str, folder: str) -> str:
    """From a folder to a file: every page links to the same few hundred."""
    return posixpath.relpath(path, folder or ".")


class MarshrutExtension(Extension):
    """The Python-Markdown extension. `page` must be set before each conversion."""

    def __init__(self, edition: Edition):
        super().__init__()
        self.edition = edition
        self.page = PageContext("index")
        self.placeholders: list[tuple[str, str, str | None]] = []
        self.trusted: dict[Element, str] = {}
        self.drawn: set[Element] = set()
        # Links to pages of other languages, which MkDocs does not know: they get their address after it has looked.
        self.elsewhere: dict[Element, str] = {}

    def extendMarkdown(self, md: Markdown) -> None:
        self.placeholders, self.trusted, self.drawn, self.elsewhere = [], {}, set(), {}
        md.preprocessors.deregister("html_block")
        for block in ("code", "reference", "setextheader"):
            md.parser.blockprocessors.deregister(block)
        for span in ("html", "entity", "autolink", "automail", "backtick", *REFERENCES):
            md.inlinePatterns.deregister(span)
        md.preprocessors.register(_HidePlaceholders(self, md), "marshrut-hide", 28)
        md.parser.blockprocessors.register(_BlockPlaceholder(self, md.parser), "marshrut-block", 175)
        md.inlinePatterns.register(_InlinePlaceholder(self, md), "marshrut-inline", 188)
        # After inline (20), before the table of contents (5) and MkDocs' own link check (0).
        md.treeprocessors.register(_OutsideLinks(self, md), "marshrut-links", 12)
        md.treeprocessors.register(_CaseBeforeMark(self, md), "marshrut-cases", 10)
        md.treeprocessors.register(_HeadingIds(md), "marshrut-ids", 8)
        md.treeprocessors.register(WrapSections(self, md), "marshrut-sections", -5)
        md.treeprocessors.register(_OnlyAllowed(self, md), "marshrut-allowed", -10)

    def hide(self, text: str, inner: bool = False) -> str:
        """Replace placeholders by tokens. inner: the text of a fact or card that a block brings in; it brings in no blocks."""

        def keep(match: re.Match[str]) -> str:
            if inner and match[1] in blocks.KINDS:
                raise Refused([Problem("translations", 0, f"{match[0]} stands inside the text of a fact or card", "use values only there")])
            self.placeholders.append((match[1], match[2], match[3]))
            return f"{OPEN}{len(self.placeholders) - 1}{CLOSE}"

        return PLACEHOLDER.sub(keep, text.replace(OPEN, "").replace(CLOSE, ""))

    def trust(self, element: Element) -> Element:
        """Mark an element as made by us: its outside address passes the last guard as long as it is still this one."""
        self.trusted[element] = element.get("href", "")
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


class _CaseBeforeMark(Treeprocessor):
    """«10.09.2025 (no longer in force) da» → «10.09.2025 da (no longer in force)»: a mark does not part a value from its case."""

    def __init__(self, extension: MarshrutExtension, md: Markdown):
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        cases = self.extension.edition.language.cases
        if not cases:
            return
        first_word = re.compile(rf"[ \u00a0]({'|'.join(cases)})(?![\w’ʻʼ'-])")
        for link in root.iter("a"):
            match = link.get("class") == "f" and len(link) and first_word.match(link.tail or "")
            if match:
                link.text, link.tail = f"{link.text}\u00a0{match[1]}", link.tail[match.end() :]


class _HeadingIds(Treeprocessor):
    """`## Heading { #id .danger }` → id and mark of the heading."""

    def run(self, root: Element) -> None:
        for heading in root.iter():
            if heading.tag not in ("h1", "h2", "h3", "h4"):
                continue
            last = heading[-1] if len(heading) else None
            text = (last.tail if last is not None else heading.text) or ""
            match = HEADING_ID.search(text)
            if not match:
                continue
            if last is not None:
                last.tail = text[: match.start()]
            else:
                heading.text = text[: match.start()]
            heading.set("id", match[1])
            if match[2]:
                heading.set("class", "danger")


class _OnlyAllowed(Treeprocessor):
    """The last guard: nothing leaves that is not on the list."""

    def __init__(self, extension: MarshrutExtension, md: Markdown):
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        ids: set[str] = set()
        for element in root.iter():
            if element is root or not isinstance(element.tag, str):
                continue
            element.attrib.pop("style", None)  # tables align by it; our sheet does
            self._check_element(element)
            if OPEN in (element.text or "") + (element.tail or ""):
                self._refuse("a placeholder where none can stand")
            if element.get("id") in ids:
                self._refuse(f"the id `{element.get('id')}` twice")
            ids |= {element.get("id")} - {None}
        if self.md.htmlStash.rawHtmlBlocks:
            self._refuse("raw HTML")

    def _check_element(self, element: Element) -> None:
        drawn = element in self.extension.drawn
        tags, attributes = (DRAWN_TAGS, DRAWN_ATTRIBUTES) if drawn else (ALLOWED_TAGS, ALLOWED_ATTRIBUTES_OUT)
        faults = [name for name in element.attrib if name not in attributes]
        if element.tag not in tags or faults:
            self._refuse(f"<{element.tag} {' '.join(faults)}>")
        href = element.get("href")
        if href is not None and self.extension.trusted.get(element) != href and not INSIDE.match(href):
            self._refuse(f"a link to {href}")

    def _refuse(self, what: str) -> None:
        place = f"docs/{self.extension.edition.language.code}/{self.extension.page.path}.md"
        raise Refused([Problem(place, 0, f"the page would bring in {what}", "use plain Markdown and the placeholders of CONTRIBUTING.md")])


def make_markdown(extension: MarshrutExtension) -> Markdown:
    """A Markdown converter for text outside of page bodies: front matter, strings, texts of facts."""
    return Markdown(extensions=[*MARKDOWN_EXTENSIONS, extension], output_format="html")


def convert_inline(md: Markdown, text: str) -> str:
    """One line of Markdown to HTML without the paragraph around it."""
    converted = md.reset().convert(text)
    return converted[3:-4] if converted.startswith("<p>") and converted.count("<p>") == 1 else converted
