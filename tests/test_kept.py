"""`mkdocs serve` keeps pages between rebuilds: what it shows must be what a build from nothing would show."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from marshrut import plugin
from marshrut.kept import Kept
from marshrut.plugin import LANGUAGES_VARIABLE

from .conftest import change

# An edition beside its source: its pages show when the source has changed.
CODE = "en"


class Served:
    """A checkout as `mkdocs serve` builds it: one plugin lives through all rebuilds."""

    def __init__(self, house, out: Path):
        self.house, self.out = house, out
        self.started = False

    def build(self, out: Path | None = None) -> dict[str, str]:
        """Rebuild; page → HTML."""
        out = out or self.out
        config = load_config(config_file=str(self.house.root / "mkdocs.yml"), site_dir=str(out))
        if not self.started:
            config.plugins.on_startup(command="serve", dirty=False)
            self.started = True
        self.plugin = config.plugins["marshrut"]
        config.site_url = "http://127.0.0.1:8000/"
        build(config, serve_url="http://127.0.0.1:8000/")
        return {file.relative_to(out).as_posix(): file.read_text(encoding="utf-8") for file in sorted(out.rglob("*.html"))}

    def build_from_nothing(self) -> dict[str, str]:
        kept, self.plugin.kept = self.plugin.kept, Kept()
        try:
            return self.build(self.out.with_name("fresh"))
        finally:
            self.plugin.kept = kept


@pytest.fixture
def served(scratch, tmp_path_factory, monkeypatch):
    monkeypatch.setenv(LANGUAGES_VARIABLE, CODE)
    MkDocsConfig.plugins.plugin_cache.clear()  # as a process that begins
    yield Served(scratch, tmp_path_factory.mktemp("served") / "site")
    MkDocsConfig.plugins.plugin_cache.clear()


@pytest.fixture
def conversions(monkeypatch) -> list[str]:
    """Addresses of pages whose text was taken apart, that is, converted anew."""
    found, split = [], plugin.split_page
    monkeypatch.setattr(plugin, "split_page", lambda text, name: (found.append(name), split(text, name))[1])
    return found


# What is changed, and a page that must show it; None: nothing may change.
CHANGES = [
    ("nothing", None, None, None, None),
    ("a page", f"docs/{CODE}/work/patent.md", r"^title: .*$", "title: Entirely new", f"{CODE}/work/patent.html"),
    ("a fact", "data/facts/registration.yml", r"count: 15, unit: day", "count: 17, unit: day", f"{CODE}/arrive/registration.html"),
    ("a string", f"translations/{CODE}.yml", r"(?<=  skip: ).*$", '"Straight on"', f"{CODE}/index.html"),
    ("a template", "overrides/main.html", r"<footer>", '<footer class="other">', f"{CODE}/index.html"),
    ("the style", "overrides/style.css", r"--paper:#fffdf8", "--paper:#ffffff", "index.html"),
    ("the source of a page", "docs/ru/help/emergency.md", r"^## ", "## Совсем иначе: ", f"{CODE}/help/emergency.html"),
    ("who read it", f"translations/status/{CODE}.yml", r"by: machine", "by: native", None),
    ("the name of a page", f"translations/{CODE}.yml", r"(?<=  work/patent: ).*$", '"Other name"', f"{CODE}/work/exam.html"),
]


def test_a_rebuild_shows_what_a_build_from_nothing_shows(served):
    before = served.build()
    for what, path, pattern, new, page in CHANGES:
        if path:
            change(served.house, path, pattern, new)
        after = served.build()
        fresh = served.build_from_nothing()
        assert [name for name in fresh if fresh[name] != after.get(name)] == [] and set(fresh) == set(after), what
        assert page is None or after[page] != before[page], what
        before = after
    (served.house.docs / CODE / "work" / "patent.md").unlink()
    after = served.build()
    assert after == served.build_from_nothing() and "Entirely new" not in after[f"{CODE}/work/patent.html"]


def test_a_saved_page_alone_is_converted_again(served, conversions):
    served.build()
    change(served.house, f"docs/{CODE}/work/patent.md", r"^title: .*$", "title: Entirely new")
    conversions.clear()
    served.build()
    # And the page that tells the state of all others.
    assert set(conversions) == {f"docs/{CODE}/work/patent.md", f"docs/{CODE}/about/translations.md"}
    change(served.house, "docs/ru/work/exam.md", r"^## ", "## Иначе: ")
    conversions.clear()
    served.build()
    assert set(conversions) == {f"docs/{CODE}/work/exam.md", f"docs/{CODE}/about/translations.md"}


def test_a_page_is_seen_again_after_a_mistake_in_another(served):
    first = served.build()
    file = served.house.docs / CODE / "work" / "patent.md"
    good = file.read_text(encoding="utf-8")
    file.write_text(good + "\n<script>x</script>\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"raw HTML|Abort|BuildError"):
        served.build()
    file.write_text(good, encoding="utf-8")
    assert served.build() == first


def test_a_link_that_leads_nowhere_is_told_each_time(served, caplog):
    change(served.house, f"docs/{CODE}/work/exam.md", r"^## ", "[lost](nowhere.md) and [gone](patent.md#no-such-place)\n\n## ")
    for _ in range(2):
        caplog.clear()
        with caplog.at_level(logging.WARNING, "mkdocs"):
            served.build()
        assert "nowhere.md" in caplog.text and "no-such-place" in caplog.text
    shutil.rmtree(served.out)
