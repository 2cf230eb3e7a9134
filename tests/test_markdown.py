"""Pages are data: what they may bring in, and what is refused with a clear message. Hostile pages build nothing."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marshrut.inspection import inspect
from marshrut.markdown import ALLOWED_ATTRIBUTES_OUT, ALLOWED_TAGS, MarshrutExtension, PageContext, convert_inline, make_markdown
from marshrut.problems import Refused


def refusals(editions, text, code="ru"):
    return list(inspect(text, "docs/ru/x.md", editions[code]))


def convert(editions, text, code="ru", path="work/patent"):
    extension = MarshrutExtension(editions[code])
    md = make_markdown(extension)
    extension.page = PageContext(path, ending=".html")
    return md.convert(text)


def dangers(html: str) -> list[str]:
    """Tags, attributes and addresses of the output that no page may hold."""
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attributes):
            names = dict(attributes)
            bad = [name for name in names if name not in ALLOWED_ATTRIBUTES_OUT]
            if tag not in ALLOWED_TAGS or bad:
                found.append(f"{tag} {bad}")
            href = names.get("href") or ""
            if re.match(r"\s*(javascript|data|vbscript|file|mailto|//|/|\\\\)", href, re.I) or "example.org" in href:
                found.append(names["href"])

        handle_startendtag = handle_starttag

        def handle_comment(self, data):
            found.append("comment")

    Reader().feed(html)
    return found


HOSTILE = {
    "script tag": "<script>alert(1)</script>",
    "script in a list": "- text <script src=x></script>",
    "closing tag": "text </main>",
    "comment": "<!-- hidden -->",
    "event handler": '<img src=x onerror="alert(1)">',
    "svg": "<svg/onload=alert(1)>",
    "details": "<details open ontoggle=alert(1)>",
    "javascript link": "[tap](javascript:alert(1))",
    "javascript link, capitals": "[tap](JaVaScRiPt:alert(1))",
    "javascript link, blanks": "[tap](  javascript:alert(1))",
    "javascript link in angle brackets": "[tap](<javascript:alert(1)>)",
    "entity in a link": "[tap](java&#115;cript:alert(1))",
    "data link": "[tap](data:text/html;base64,PHNjcmlwdD4=)",
    "reference link": "[tap][a]\n\n[a]: javascript:alert(1)",
    "vbscript": "[tap](vbscript:x)",
    "autolink": "<https://example.org>",
    "typed address": "see https://example.org/x",
    "typed www": "see www.example.org",
    "outside link": "[site](https://example.org)",
    "link without scheme": "[site](//example.org)",
    "backslash link": r"[site](\\example.org)",
    "mail": "[write](mailto:a@example.org)",
    "telephone typed as a link": "[call](tel:112)",
    "file link": "[file](file:///etc/passwd)",
    "link from the root": "[file](/etc/passwd)",
    "encoded path": "[file](..%2f..%2fetc/passwd)",
    "picture from elsewhere": "![x](https://example.org/x.png)",
    "picture": "![x](x.png)",
    "jinja statement": "{% include 'x' %}",
    "jinja comment": "{# x #}",
    "jinja expression": "{{ config.site_name }}",
    "jinja call": "{{ ''.__class__.__mro__ }}",
    "jinja filter": "{{ 7 * 7 }}",
    "shell-like": "${HOME}",
    "snippet": '--8<-- "../secret.md"',
    "include": "!!include x.md",
    "brace include": "{!secret.md!}",
    "directive": ".. include:: x.rst",
    "mkdocstrings": "::: os.system",
    "attribute handler": "## Heading { #x onclick=alert(1) }",
    "attribute style": "## Heading { #x style=color:red }",
    "attribute class": "## Heading { #x .skip }",
    "id on a paragraph": "text { #x }",
    "attributes on a link": "[a](b.md){ .big }",
    "colon attributes": "{: onclick=alert(1) }",
    "code block": "```html",
    "deep quote": "> " * 40 + "x",
    "deep indent": " " * 80 + "- x",
    "endless line": "x" * 5000,
    "control character": "a\x07b",
    "our own token": "\ue0000\ue001",
    "unknown placeholder": "{{ sum patent.state_fee.issue }}",
    "unknown fact": "{{ money patent.state_fee.bribe }}",
    "placeholder never closed": "{{ money patent.state_fee.issue",
    "banned organisation as a card": "{{ contact organisations.memorial }}",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_line_is_refused_with_place_and_mend(editions, text):
    found = refusals(editions, text)
    assert found, text
    assert all(problem.path == "docs/ru/x.md" and problem.what and problem.mend for problem in found)
    assert found[0].line >= 1


def test_the_line_is_the_right_one(editions):
    assert [problem.line for problem in refusals(editions, "good\n\n<b>bad</b>\n\ngood")] == [3]


def test_an_endless_page_is_refused(editions):
    assert "split it" in refusals(editions, "word\n" * 50_000)[0].mend


GOOD = """Plain **words**, a list:

- one 1 < 2
- two {{ fact patent.lapse }}

1. first

Term
:   Meaning {{ term registration.deadline.tajikistan.days | gen }}

| a | b |
|---|---|
| {{ term registration.deadline.tajikistan.days | gen }} | x |

{{ table registration.deadline }}

## Heading { #step-1 }

### Late { #late .danger }

[page](../work/patent.md#pay) [site](link:official.gosuslugi) «quotes», 5 > 3.
"""


def test_a_good_page_passes(editions):
    assert refusals(editions, GOOD) == []


def test_a_placeholder_may_stand_in_a_table_with_its_case(editions):
    html = convert(editions, GOOD)
    assert html.count("15\u00a0календарных дней") >= 2 and "<td>x</td>" in html


# What slips past the reading of lines must still come out as text, never as markup.
@pytest.mark.parametrize("text", [*HOSTILE.values(), "&lt;script&gt;", "<scr\nipt>", "<\nscript>", "\\<script>", "&#60;script&#62;"])
def test_markdown_itself_lets_no_markup_through(editions, text):
    try:
        html = convert(editions, text)
    except (Refused, LookupError, KeyError, ValueError):
        return
    assert dangers(html) == [], html


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([*HOSTILE.values(), "<", ">", "&", "[", "](", ")", "{", "}", "`", "*", "\n", "\n\n", " ", "a", "#", ":", "|"]),
        max_size=12,
    )
)
def test_no_mixture_brings_in_markup(editions, parts):
    try:
        html = convert(editions, "".join(parts))
    except (Refused, LookupError, KeyError, ValueError):
        return
    assert dangers(html) == [], html


def test_a_value_links_to_its_fact(editions):
    html = convert(editions, "{{ term registration.deadline.tajikistan.days }}")
    assert 'href="../about/facts/registration.html#registration.deadline.tajikistan"' in html
    assert "15\u00a0календарных дней" in html


def test_what_is_not_confirmed_says_so_beside_the_number(editions):
    html = convert(editions, "{{ term registration.deadline.ukraine.days }}")
    assert "(не подтверждено)" in html
    assert "(не подтверждено)" not in convert(editions, "{{ term registration.deadline.default.days }}")


@pytest.mark.parametrize(
    ("code", "written", "said"),
    [
        ("uz", "{} da tugadi", r"\d\d~da<small>.*</small></a> tugadi"),
        ("uz", "**{} gacha**.", r"\d\d~gacha<small>.*</small></a></strong>\."),
        ("uz-Cyrl", "{} дан бошлаб", r"\d\d~дан<small>.*</small></a> бошлаб"),
        ("uz", "{} dagi tartib", r"\d\d<small>.*</small></a> dagi"),
        ("uz", "{} da’vo", r"\d\d<small>.*</small></a> da’vo"),
        ("tg", "{} да", r"\d\d<small>.*</small></a> да"),
    ],
)
def test_a_mark_does_not_part_a_value_from_its_case(editions, code, written, said):
    html = convert(editions, written.format("{{ date regularisation.1126.final_deadline }}"), code)
    assert re.search(said.replace("~", "\u00a0"), html), html


def test_an_overdue_fact_says_so(scratch):
    from datetime import date

    from marshrut.edition import load_editions

    late = load_editions(scratch, date(2031, 1, 1))
    assert "(пора перепроверить)" in convert(late, "{{ term registration.deadline.default.days }}")
    assert "due to be checked again" in convert(late, "{{ term registration.deadline.default.days }}", "en")


def test_the_deadline_table_names_every_nationality_with_its_own_term(editions):
    html = convert(editions, "{{ table registration.deadline }}", "en", "arrive/registration")
    rows = {row.split("</th>")[0].split(">")[-1]: row for row in html.split("<tr>")}
    assert "15\u00a0calendar days" in rows["Tajikistan"] and "from the day of entry" in rows["Tajikistan"]
    assert "15\u00a0calendar days" in rows["Uzbekistan"]
    assert "30\u00a0calendar days" in rows["Kyrgyzstan, Kazakhstan, Armenia"]
    assert "90\u00a0calendar days" in rows["Belarus"]
    assert "7\u00a0working days" in rows["Azerbaijan, Moldova, Georgia, Turkmenistan"]
    assert "not confirmed" in rows["Ukraine"] and "7\u00a0working days" in rows["Ukraine"]
    assert "checked 21.11.2026" in rows["Tajikistan"]


def test_the_price_table_holds_every_region_of_the_facts(editions):
    facts = editions["en"].facts
    regions = {region for fact in facts.below("patent.price") for value in fact.values.values() for region in getattr(value, "regions", ())}
    html = convert(editions, "{{ table patent.price }}", "en")
    assert len(regions) >= 15
    for region in regions:
        assert editions["en"].strings(f"regions.{region}") in html


def test_an_outside_link_says_language_kind_and_that_nobody_opened_it(editions):
    html = convert(editions, "[Госуслуги](link:official.gosuslugi)")
    assert 'href="https://www.gosuslugi.ru"' in html and 'hreflang="ru"' in html and "noopener" in html
    assert "ru, официальный сайт, мы ещё не открывали" in html


@pytest.mark.parametrize("name", ["organisations.unhcr-russia", "organisations.memorial", "consular.af-embassy", "official.patent-check"])
def test_an_address_that_may_not_be_linked_is_plain_text(editions, name):
    html = convert(editions, f"[имя](link:{name})")
    assert "href" not in html and "имя" in html


def test_a_phone_can_be_tapped(editions):
    assert 'href="tel:112"' in convert(editions, "{{ phone police.rights.emergency }}")


def test_a_russian_word_has_stress_and_a_reading_aid_where_it_helps(editions):
    assert "[" not in convert(editions, "{{ word migration-card }}", "tg")
    assert "[migratsiónnaya kárta]" in convert(editions, "{{ word migration-card }}", "en")
    assert 'lang="ru"' in convert(editions, "{{ word migration-card }}", "ky")


def test_front_matter_is_one_line_without_a_paragraph(editions):
    md = make_markdown(MarshrutExtension(editions["en"]))
    assert not convert_inline(md, "**a** {{ money registration.fee.fee }}").startswith("<p>")


def test_right_to_left_text_isolates_numbers(scratch):
    from marshrut.edition import load_editions

    from .conftest import begin_right_to_left

    begin_right_to_left(scratch)
    assert "<bdi>" in convert(load_editions(scratch), "{{ money registration.fee.fee }}", "fa")
