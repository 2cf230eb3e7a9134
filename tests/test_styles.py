"""The stylesheet cut to a page: nothing it uses is lost, nothing it does not use is paid for."""

import re

import pytest

from marshrut.styles import MARK, RARE, fill, names_in, read_styles

from .conftest import pages_in

SHEET = """
:root{--a:1} a{color:red} .box,.card{border:1px} .box div:nth-child(-n+3) .f{font-size:2em}
section:has(>#remember) ul{margin:0} body:not(.choose){color:blue} h2:target{color:red}
@media print{.box{border:0} .gone{display:none}} @media (min-width:1em){.gone{x:y}}
"""


def styled(html):
    return re.search(r"<style>(.*)</style>", fill(f"<style>{MARK}</style>{html}", read_styles(SHEET)), re.S)[1]


def test_only_what_a_page_uses():
    css = styled('<div class="box">')
    assert ".box{border:1px}" in css and ".card" not in css and ".gone" not in css and "#remember" not in css
    assert "@media print{.box{border:0}}" in css and "min-width" not in css
    assert ":root{" in css and "a{color:red}" in css and "body:not(.choose)" in css and "h2:target" in css


@pytest.mark.parametrize("html", ['<p class="card f">', "<p class=card>", "<p id='x' class='a card'>"])
def test_quotes_play_no_part(html):
    assert ".card{border:1px}" in styled(html) and ".box" not in styled(html)


def test_ids_count_too():
    assert "#remember" in styled('<h2 id="remember">') and "#remember" in styled("<h2 id=remember>")


def test_rules_of_tables_come_with_tables():
    sheet = read_styles("table{x:y} td .f{x:y} thead th{x:y} tr,li{x:y} .td{x:y} p:has(>dd){x:y} p:not(td){x:y} h1,tr{x:y}")
    assert fill(f"{MARK}<p><b><label>", sheet).startswith("li{x:y}p:not(td){x:y}h1{x:y}<p>")
    assert fill(f'{MARK}<table class=f><td class="td">', sheet).startswith("table{x:y}td .f{x:y}li{x:y}.td{x:y}p:not(td)")
    assert fill(f"{MARK}<table>\n<thead>\n<th>", sheet).startswith("table{x:y}thead th{x:y}li{x:y}")


def test_no_script_makes_an_element_whose_rules_a_page_may_lack(house):
    for file in house.overrides.rglob("*.js"):
        made = re.findall(r"""(?:make|createElement)\(\s*["'`](\w+)""", file.read_text(encoding="utf-8"))
        assert not {*made} & {*RARE}, file.name


@pytest.mark.parametrize("css", ["a{color:red} }", "@import 'x.css';", "@font-face{src:url(x)}"])
def test_a_sheet_that_cannot_be_cut_is_refused(css):
    with pytest.raises(ValueError, match="the stylesheet, line"):
        read_styles(css)


def test_a_page_with_everything_gets_everything(house):
    css = (house.overrides / "style.css").read_text(encoding="utf-8")
    rules = read_styles(css)
    names = set(re.findall(r"[.#]([A-Za-z_][\w-]*)", re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", css, flags=re.S)))
    elements = "".join(f"<{tag}>" for tag in RARE)
    whole = fill(f'{MARK}{elements}<p class="{" ".join(names)}" id="{" ".join(names)}">', rules)
    assert whole.count("{") == sum(1 + len(rule.inside) for rule in rules)


@pytest.mark.site
def test_every_rule_is_used_somewhere(site, house):
    """A rule that no page of the site uses is dead weight in the sheet."""
    pages = "".join(file.read_text(encoding="utf-8") for file in [*pages_in(site / "ru"), *pages_in(site / "en"), *site.glob("*.html")])
    names = names_in(pages)
    unused = [
        rule.selectors
        for rule in read_styles((house.overrides / "style.css").read_text(encoding="utf-8"))
        if not rule.used(names)
    ]
    assert unused == []
