"""All checks of one page of a translation, as it stands or as somebody might change it: what `sabotage` and an editor ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..edition import Edition
from ..inspection import inspect, inspect_line
from ..made import shelf_paths
from ..messages import complete
from ..problems import Problem, Refused
from ..readings import load_status
from ..sections import PageText, check_front_matter, split_page, visible_lines
from ..strings import read_string_file, string_files, unit_problems
from ..wording import load_wording
from ..yamlfile import parse_yaml
from . import forms, letters, links, terms, texts, translations, units, wording
from .comparison import compare
from .lexicon import Lexicons
from .pages_of import pages_of


@dataclass(frozen=True)
class Translation:
    """A translation and its source, loaded once, to check pages of it."""

    edition: Edition
    source: Edition

    @cached_property
    def pages(self) -> dict[str, PageText]:
        return dict(pages_of(self.edition))

    @cached_property
    def originals(self) -> dict[str, PageText]:
        return dict(pages_of(self.source))

    @cached_property
    def _made(self) -> frozenset[str]:
        return frozenset(shelf_paths(self.edition))

    @cached_property
    def _wordings(self):
        return load_wording(self.edition.house)

    @cached_property
    def _status(self):
        return load_status(self.edition.house, self.edition.language.code)

    @cached_property
    def _vocabulary(self) -> letters.Vocabulary:
        return letters.vocabulary_of(self.edition, self.originals.values(), self._wordings.get(self.edition.language.code))

    @cached_property
    def _lexicons(self) -> Lexicons:
        return Lexicons.load(self.edition.house, self.edition.languages)

    @cached_property
    def _terms(self) -> terms.Terms:
        return terms.Terms(self.source.words, self.edition.language.code)

    def problems(self, path: str, text: str) -> list[Problem]:
        """What the checks would say if the page file `path` held this text; sorted, each once."""
        try:
            page = split_page(text, f"docs/{self.edition.language.code}/{path}.md")
        except Refused as refused:
            return [complete(problem) for problem in refused.problems]
        return sorted({complete(problem) for problem in self._of(path, page)})

    def unit_problems(self, text: str) -> list[Problem]:
        """What the checks would say of the units if the string file of the language held this text."""
        house, languages = self.edition.house, self.edition.languages
        name = house.name(dict(string_files(house, self.edition.language))[""])
        source = read_string_file(house, "", dict(string_files(house, languages.source))[""])
        wording = self._wordings.get(self.edition.language.code)
        try:
            file = parse_yaml(text, name, as_text=True)
        except Refused as refused:
            return refused.problems
        found = [*unit_problems(file, source, self.edition.language)]
        return sorted({*found, *units.check_units(file, self.edition.language, wording.units if wording else {})})

    def _of(self, path: str, page: PageText) -> Iterator[Problem]:
        yield from inspect(page.body, page.name, self.edition, page.body_line)
        for key, line in visible_lines(page):
            yield from inspect_line(line, page.name, self.edition, page.meta.line(*key))
        yield from check_front_matter(page)
        yield from texts.check_digits(page)
        yield from forms.check_headings(page)
        yield from forms.check_title(page, self.edition)
        yield from forms.check_blocks(page)
        yield from forms.check_form(page, self.edition.pages[path])
        yield from links.check_page(path, page, {**self.pages, path: page}, self.edition, self._made)
        yield from letters.check_letters(page, self.edition, self._vocabulary)
        yield from translations.check_language(page, self.edition)
        yield from compare(page, self.originals[path])
        yield from terms.check_names(path, page, self.originals[path], self._terms, self._status.get(path, {}))
        code, source = self.edition.language.code, self.source.language.code
        for where, line in wording.all_lines(page):
            yield from wording.check_line(page.name, where, line, self.edition, self._wordings.get(code), self._lexicons)
        if code in self._wordings:
            yield from wording.check_small_words(
                path, page, self.originals[path], self._status.get(path, {}), self._wordings[code], self._wordings[source], code
            )
