"""The register of pages: paths that cannot leave their folder, forms that exist."""

import re

import pytest

from marshrut.pages import load_pages
from marshrut.problems import Refused


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("../secret: {form: plain}", "not a usable path"),
        ("/etc/passwd: {form: plain}", "not a usable path"),
        ("work/../../x: {form: plain}", "not a usable path"),
        ("Work/Patent: {form: plain}", "not a usable path"),
        ("a/b/c: {form: plain}", "not a usable path"),
        ("work/new: {form: essay}", "allowed words"),
        ("work/new: plain", "valid dictionary"),
        ("work/new: {form: plain, owner: me}", "remove the field"),
    ],
)
def test_a_page_that_cannot_be_is_refused(scratch, edit, new, said):
    edit("data/pages.yml", "  work/patent:", f"  {new}\n  work/patent:")
    with pytest.raises(Refused, match=re.escape(said)):
        load_pages(scratch)


@pytest.mark.parametrize("text", ["", "work: 5\n", "work: [work/patent]\n", "- work\n"])
def test_a_register_of_another_shape_is_refused(scratch, text):
    (scratch.data / "pages.yml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused):
        load_pages(scratch)


def test_the_first_pages_are_all_listed(editions):
    assert list(editions["ru"].pages) == [
        "index",
        "arrive/registration",
        "arrive/days-of-stay",
        "work/patent",
        "work/keep-your-patent",
        "rights/police-check",
        "help/emergency",
        "about/index",
        "about/facts",
        "about/translations",
    ]
