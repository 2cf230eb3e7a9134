"""MkDocs' events, each handing over to the part that knows how. Before and after mkdocs-static-i18n (priority −100)."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from . import finish, view
from .archive import write_archive
from .built import BuiltPage, main_of
from .edition import Edition, load_editions
from .house import House
from .inspection import inspect, inspect_line
from .kept import Kept
from .languages import CHOOSER
from .made import made_pages
from .markdown import MarshrutExtension, PageContext
from .pages import CALENDAR_PAGE
from .problems import Refused
from .sections import FRONT_MATTER, PageText, check_front_matter, split_page, visible_lines
from .status import page_text, stale_places, stale_texts
from .styles import Sheet, read_styles

log = logging.getLogger("mkdocs.plugins.marshrut")

# Which languages to build: "ru,tg" or "all". Unset, `build` takes all and `serve` the source alone, to reload fast.
LANGUAGES_VARIABLE = "MARSHRUT_LANGUAGES"


STYLE = "style.css"


class MarshrutPlugin(BasePlugin):
    """Builds every edition from one set of facts. Between rebuilds it keeps only what `kept` says."""

    def __init__(self) -> None:
        super().__init__()
        self.command = "build"
        self.house: House | None = None
        self.editions: dict[str, Edition] = {}
        self.extension: MarshrutExtension | None = None
        self.sheet = Sheet(())
        self.built: list[BuiltPage] = []
        # Set where the languages are shared out: who puts them together makes the ZIP of all.
        self.is_share = False
        self.kept = Kept()
        self._i18n = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.command = command
        if dirty:
            raise PluginError("--dirty would mix the languages; build without it")

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load everything once a build, tell static-i18n the languages, turn the theme's own files off."""
        i18n = config.plugins.get("i18n")
        if i18n is None:
            raise ConfigurationError("mkdocs.yml must list the i18n plugin after marshrut")
        if i18n is self._i18n:
            return config
        self._i18n, self.built = i18n, []
        self.house = House.find(Path(config.config_file_path).parent)
        self.editions = _or_stop(load_editions, self.house)
        self._add_languages(i18n)
        first = next(iter(self.editions.values()))
        self.extension = MarshrutExtension(self.editions[first.languages.source.code])
        # Made once: Python-Markdown would look each name up among all installed packages, for every page.
        named = [Markdown().build_extension(name, config.mdx_configs.get(name) or {}) for name in config.markdown_extensions]
        config.markdown_extensions[:] = [*named, self.extension]
        config.theme.static_templates.discard("sitemap.xml")
        # Our templates use none of the theme's files, and MkDocs would walk its twelve thousand icons for each language.
        config.theme.dirs[:] = [config.theme.custom_dir]
        config.watch.extend(str(folder) for folder in (self.house.data, self.house.translations, self.house.overrides))
        return config

    def _add_languages(self, i18n) -> None:
        languages = next(iter(self.editions.values())).languages
        default = languages.source.code if self.command == "serve" else "all"
        chosen = _or_stop(languages.choose, os.environ.get(LANGUAGES_VARIABLE, default))
        if self.command == "serve" and LANGUAGES_VARIABLE not in os.environ:
            log.info("Serving %s only, to reload fast; for others: %s=tg,ky mkdocs serve (or =all)", default, LANGUAGES_VARIABLE)
        template = type(i18n.config.languages[0])
        for code in chosen:
            entry = template()
            entry.load_dict({"locale": code, "name": languages[code].name})
            entry.validate()
            i18n.config.languages.append(entry)

    @property
    def language(self) -> str:
        return self._i18n.current_language

    @event_priority(100)
    def _drop_other_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave static-i18n only this language's files: its work on alternates grows with the cube of languages."""
        kept = []
        for file in files:
            folder = file.src_uri.split("/")[0]
            is_ours = file.src_uri.startswith(f"{self.language}/")
            if file.is_documentation_page():
                if is_ours:
                    kept.append(file)
                elif folder not in self.editions:
                    raise PluginError(f"docs/{file.src_uri}: `{folder}` is no language of translations/languages.yml; move the page")
            elif is_ours and not _is_of_theme(file, config):
                raise PluginError(f"docs/{file.src_uri}: docs/ holds pages only; remove the file")
        return Files(kept)

    @event_priority(-200)
    def _add_made_pages(self, files: Files, config: MkDocsConfig) -> Files:
        """After static-i18n, which would look for these on disk: derived pages, fact topics, cards for missing pages."""
        if self.language == CHOOSER:
            files.append(File.generated(config, "index.md", content=""))
            return files
        edition = self.editions[self.language]
        made, self.stale_texts = _or_stop(made_pages, edition), _or_stop(stale_texts, edition)
        for path, text in made.items():
            src_uri = f"{self.language}/{path}.md"
            if src_uri not in files.src_uris:
                files.append(File.generated(config, src_uri, content=text))
        known = {f"{self.language}/{path}.md" for path in (*edition.pages, *made)}
        for file in files.documentation_pages():
            if file.src_uri not in known:
                raise PluginError(f"docs/{file.src_uri}: the page is not listed; add it to data/pages.yml")
        if self.command == "serve":
            rooms = self.house.marks(self.house.data, self.house.translations, self.house.overrides)
            self.kept.begin(self.language, (rooms, edition.day, config.site_url, config.repo_url, frozenset(files.src_uris)))
        # Plain again: static-i18n's own would look for each link in other languages too, which we never want.
        return Files(files)

    on_files = CombinedEvent(_drop_other_files, _add_made_pages)

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Check the page and tell the extension where it stands."""
        if self.language == CHOOSER:
            page.meta = {"title": self.editions[next(iter(self.editions))].languages.source.name, "template": "chooser.html"}
            return ""
        edition = self.editions[self.language]
        path = page.file.src_uri.removeprefix(f"{self.language}/").removesuffix(".md")
        name = f"docs/{page.file.src_uri}"
        if self.command == "serve" and self.kept.take(page, self._made_from(page, path)):
            self.extension.edition, self.extension.page = edition, PageContext(path)
            return ""
        text = _or_stop(split_page, page.file.content_string, name)
        # Ours is the only reading of the front matter: no template, no redirect, nothing that check did not see.
        page.meta = {key: value for key, value in text.meta.data.items() if key in FRONT_MATTER}
        if path == CALENDAR_PAGE:
            page.meta["template"] = "calendar.html"
        written = edition.house.docs / (edition.language.derived_from or self.language) / f"{path}.md"
        made = not written.exists()
        problems = list(inspect(text.body, name, edition, text.body_line, made=made))
        problems += check_front_matter(text, made)
        for key, line in visible_lines(text):
            problems += inspect_line(line, name, edition, text.meta.line(*key))
        if problems:
            raise PluginError("\n" + str(Refused(problems)))
        stale = _or_stop(stale_places, edition, path)
        self.extension.edition = edition
        self.extension.page = page.marshrut = PageContext(
            path, section_rows=path in edition.pages, stale=stale, stale_texts=self.stale_texts
        )
        return text.body

    def _made_from(self, page: Page, path: str) -> tuple[str, PageText | None]:
        """What a page depends on beside what all of them do: its own text and its source."""
        source = self.editions[self.language].languages.source.code
        return page.file.content_string, _or_stop(page_text, self.house, source, path)

    @event_priority(-200)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Under `serve`: keep what was converted, or put in its place what was kept."""
        if self.command != "serve" or self.language == CHOOSER:
            return html
        kept = self.kept.restore(page, files)
        if kept is None:
            self.kept.keep(page, self._made_from(page, page.marshrut.path), html)
        return html if kept is None else kept

    def on_page_context(self, context, *, page: Page, config: MkDocsConfig, nav):
        context["m"] = view.chooser(self.editions) if self.language == CHOOSER else view.page_view(self.editions, page, config)
        return context

    @event_priority(-150)
    def on_template_context(self, context, *, template_name: str, config: MkDocsConfig):
        context["m"] = view.chooser(self.editions)
        return context

    def on_env(self, env, *, config: MkDocsConfig, files: Files):
        view.set_up(env, self.house, policy=self.command != "serve")
        self.sheet = read_styles((self.house.overrides / STYLE).read_text(encoding="utf-8"))
        return env

    @event_priority(-150)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        serving = self.command == "serve"
        html = self.kept.finished(page, output, self.sheet, finish.finish) if serving else finish.finish(output, self.sheet)
        if self.language != CHOOSER:
            facts = tuple(page.marshrut.used_facts)
            title, summary = page.meta["title"], page.meta["summary"]
            self.built.append(BuiltPage(page.marshrut.path, title, summary, page.content, main_of(html), main_of(output), facts))
        return html

    @event_priority(-150)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        return finish.finish(output_content, self.sheet)

    @event_priority(100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Before static-i18n starts the next language."""
        site = Path(config.site_dir)
        if self.language == CHOOSER:
            finish.write_root(site, self.editions, config.site_url)
        else:
            edition = self.editions[self.language]
            source, files = self.editions[edition.languages.source.code], self.command == "build"
            _or_stop(finish.write_language, site, edition, source, config.site_url, self.built, files)
            if self.command == "build":
                log.info("%s: %d pages", self.editions[self.language].language.name, len(self.built))
            self.built = []
        chosen = [language.locale for language in self._i18n.config.languages if language.locale != CHOOSER]
        if self.command == "build" and not self.is_share and self.language == chosen[-1]:
            write_archive(site, [self.editions[code] for code in chosen])


def _is_of_theme(file: File, config: MkDocsConfig) -> bool:
    return not str(file.abs_src_path).startswith(str(Path(config.docs_dir).resolve()))


def _or_stop(load, *arguments):
    """Turn Refused into MkDocs' own way to stop: one clear text, no traceback."""
    try:
        return load(*arguments)
    except Refused as refused:
        raise PluginError("\n" + str(refused)) from refused
