"""“Improve the text of this page”: every page leads to the file that its words stand in, every section to its line."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

import pytest

from marshrut.editing import places, repository
from marshrut.finish import finish
from marshrut.made import shelf_paths
from marshrut.pages import CALENDAR_PAGE
from marshrut.styles import Sheet

from .conftest import REPOSITORY, ROOT, pages_in

REPO = repository(REPOSITORY)


def place_of(address):
    """(file, line) of an address of the repository."""
    parts = urlsplit(address)
    path = unquote(parts.path).split("/", 5)
    assert address.startswith(f"{REPOSITORY}/") and path[3] in ("edit", "blob") and path[4] == "main"
    return path[5], int(parts.fragment.removeprefix("L") or 1) if parts.fragment else 1


def test_every_page_of_every_edition_leads_to_a_file_and_each_section_to_its_line(editions):
    for code, edition in editions.items():
        if not edition.language.published:
            continue  # a page that is missing there leads to where it begins
        master = edition.language.derived_from or code
        for path in (*edition.pages, *shelf_paths(edition)):
            found = places(REPO, edition, path)
            file, _ = place_of(found.page)
            assert (ROOT / file).is_file() and (f"/{master}/" in file or file.endswith(f"/{master}.yml")), (code, path, file)
            lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
            for part, address in found.parts.items():
                name, line = place_of(address)
                assert name == file
                shown = lines[line - 1]
                assert (
                    f"{{ #{part}" in shown
                    or shown.startswith(f"{part}:")
                    or (shown.startswith("## ") and re.search(r"/(report|system)/", file))
                ), (path, part, shown)
            if path in edition.pages:
                assert found.source is None and set(found.parts) == set(re.findall(r"^#{1,6} .*\{ #([\w.-]+)", "\n".join(lines), re.M)), (
                    code,
                    path,
                )


def test_words_that_many_pages_share_open_where_those_of_the_page_begin(editions):
    file, line = place_of(places(REPO, editions["ky"], "phrases/police").page)
    assert file == "translations/ky.yml"
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    assert lines[line - 1].startswith("  police.") and not lines[line - 2].startswith("  police.")


def test_a_missing_page_leads_to_where_it_begins_and_to_what_it_says(scratch, editions):
    from marshrut.edition import load_editions

    (scratch.docs / "ky/work/exam.md").unlink()
    found = places(REPO, load_editions(scratch)["ky"], "work/exam")
    assert found.page == f"{REPOSITORY}/new/main?filename=docs/ky/work/exam.md" and not found.parts
    assert found.source == f"{REPOSITORY}/blob/main/docs/ru/work/exam.md?plain=1#L1"


@pytest.mark.parametrize(
    ("url", "name", "edit", "line", "new"),
    [
        ("https://github.com/a/b/", None, "/edit/main/docs/x%20y.md", "/blob/main/docs/x%20y.md?plain=1#L7", "/new/main?filename=docs/x%20y.md"),
        ("https://gitlab.com/a/b", None, "/-/edit/main/docs/x%20y.md", "/-/blob/main/docs/x%20y.md?plain=1#L7", "/-/new/main?file_name=docs/x%20y.md"),
        ("https://codeberg.org/a/b", None, "/_edit/main/docs/x%20y.md", "/src/branch/main/docs/x%20y.md?display=source#L7", "/_new/main/docs"),
        ("https://git.example.org/a/b", "GitLab", "/-/edit/main/docs/x%20y.md", "/-/blob/main/docs/x%20y.md?plain=1#L7", "/-/new/main?file_name=docs/x%20y.md"),
    ],
)  # fmt: skip
def test_each_host_has_addresses_of_its_own(url, name, edit, line, new):
    repo, base = repository(url, name), url.rstrip("/")
    assert (repo.edit("docs/x y.md"), repo.line("docs/x y.md", 7), repo.new("docs/x y.md")) == (base + edit, base + line, base + new)


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "git@github.com:a/b.git", "//github.com/a/b", "github.com/a/b"])
def test_what_is_no_web_address_gives_no_link(url):
    assert repository(url) is None


def test_a_page_that_would_not_arrive_leaves_the_list_out_and_keeps_the_link():
    listed = '<details class="toc improve"><summary>x</summary><ul><li>y</li></ul></details>\n'
    rest = "".join(chr(0x430 + (number * number * 7919) % 31999 % 2000) for number in range(9000))
    page = f'<!doctype html><html><body><p>{{}}</p><p><a href="e">edit</a></p>{listed}<p>end</p></body></html>'
    light, heavy = (finish(page.replace("{}", text), Sheet(())) for text in ("light", rest))
    assert "improve" in light and "improve" not in heavy and "edit" in heavy and "end" in heavy


@pytest.mark.site
def test_the_published_site_shows_them(site, editions):
    """Built with the repository: links at the foot of every page, sections listed wherever there is room."""
    without = []
    for code, edition in editions.items():
        for file in pages_in(site / code):
            html = file.read_text(encoding="utf-8")
            foot = html[html.index("<footer") :]
            path = file.relative_to(site / code).with_suffix("").as_posix()
            if path == CALENDAR_PAGE:
                continue  # shows nothing of the guide, whoever looks
            found = places(REPO, edition, path)
            assert f"href={found.page}" in foot or f'href="{found.page}"' in foot, file
            assert REPOSITORY not in html[: html.index("<footer")], file
            listed = [found.parts[one] for one in found.parts if found.parts[one] in foot]
            if path in edition.pages and not listed and len(found.parts) > 1:
                without.append(f"{code}/{path}")
    # Only the heaviest pages; each still leads to its file.
    assert len(without) <= 20, without


@pytest.mark.parametrize(
    "url", ["https://ci-token:a-secret@host.example/a/b", "https://host.example/a/b.git", "https://host.example/a/b/?token=a-secret#x"]
)
def test_a_name_and_a_password_never_reach_a_page(url):
    """GitLab's own variable with the address of a repository holds a token."""
    assert repository(url).edit("docs/x.md") == "https://host.example/a/b/edit/main/docs/x.md"


def test_an_address_that_cannot_be_taken_apart_gives_no_link():
    assert repository("http://[bad") is None and repository("https://") is None
