"""The same pages as a team would set them up without us: Material, static-i18n, the theme's search. Placeholders are plain text."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import material
import yaml

from ...edition import Edition, load_editions
from ...house import House
from ...inspection import PLACEHOLDER
from ...made import made_pages
from ...script import to_cyrillic_page

PARTIALS = Path(material.__file__).parent / "templates" / "partials" / "languages"
OUTSIDE = re.compile(r"\[([^\]]*)\]\(link:[^)]*\)")
ADDRESS = "http://127.0.0.1/"


def write_project(house: House, project: Path, made: bool = False) -> None:
    """mkdocs.yml and docs/ of a stock project with all published languages. made: a page also for each that we make."""
    editions = load_editions(house)
    published = next(iter(editions.values())).languages.published
    for language in published:
        folder = project / "docs" / language.code
        for path, text in _pages(editions[language.code], made).items():
            file = folder / f"{path}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(plain(text), encoding="utf-8")
        _say_theme(project, language.code)
    languages = [{"locale": language.code, "name": language.name, "default": language.is_source, "build": True} for language in published]
    config = {
        "site_name": "Marshrut",
        "site_url": ADDRESS,
        "theme": {"name": "material", "custom_dir": "overrides"},
        "markdown_extensions": ["def_list", "tables", "sane_lists", "attr_list"],
        "plugins": ["search", {"i18n": {"docs_structure": "folder", "fallback_to_default": True, "languages": languages}}],
    }
    (project / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _pages(edition: Edition, made: bool) -> dict[str, str]:
    """Page files by path, as Markdown with placeholders."""
    base = edition.language.derived_from
    folder = edition.house.docs / (base or edition.language.code)
    found = {file.relative_to(folder).with_suffix("").as_posix(): file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.md"))}
    written = {path: to_cyrillic_page(text) if base else text for path, text in found.items()}
    return {**made_pages(edition), **written} if made else written


def plain(text: str) -> str:
    """Placeholders as their names, links to outside addresses as their text."""
    return OUTSIDE.sub(r"\1", PLACEHOLDER.sub(lambda match: match[2], text))


def _say_theme(project: Path, code: str) -> None:
    """The theme's own words, in English where Material does not speak the language, as teams do."""
    folder = project / "overrides" / "partials" / "languages"
    folder.mkdir(parents=True, exist_ok=True)
    if not (PARTIALS / f"{code}.html").exists():
        (folder / f"{code}.html").write_text((PARTIALS / "en.html").read_text(encoding="utf-8"), encoding="utf-8")


def build(project: Path, out: Path) -> None:
    """`mkdocs build`. Its warnings (links to pages that we make) play no part."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(out)]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
