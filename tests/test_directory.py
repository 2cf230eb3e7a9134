"""The directory: every contact that may be shown, by need and by place; none that must not be; nothing sure that is not."""

import re

import pytest

from marshrut.cards import GROUPS, language_names, listed
from marshrut.checks import run_all
from marshrut.sources import BANNED, LINKED

from .conftest import change

PAGES = {"official": "help/official", "laws": "about/facts", "consular": "help/consulates", "organisations": "help/organisations"}
pytestmark = pytest.mark.site


def page(site, code, group):
    return (site / code / f"{PAGES[group]}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", ["ru", "en"])
@pytest.mark.parametrize("group", GROUPS)
def test_every_contact_has_its_card_a_need_and_a_place(site, editions, code, group):
    html, edition = page(site, code, group), editions[code]
    for contact_id, contact in listed(edition, group).items():
        assert re.search(rf'id="?{re.escape(contact_id)}[">\s]', html), contact_id
        assert contact.helps_with and contact.where, contact_id
        # Once in the list by need for each need, once in the list by place for each place; laws stand card after card only.
        listed_by = len(contact.helps_with) + len(contact.where) if group != "laws" else 0
        assert len(re.findall(rf'href="?#{re.escape(contact_id)}[">\s]', html)) == listed_by


def test_banned_contacts_stand_in_no_list(site, editions):
    for contact_id, contact in editions["ru"].outside.contacts.items():
        if contact.policy in BANNED:
            for code in ("ru", "en"):
                for group in GROUPS:
                    html = page(site, code, group)
                    assert contact_id not in html
                    assert contact.url is None or contact.url not in html


@pytest.mark.parametrize("code", ["ru", "en"])
def test_links_follow_their_policy_and_designations_are_told(site, editions, code):
    for group in GROUPS:
        html = page(site, code, group)
        for contact_id, contact in listed(editions[code], group).items():
            card = re.search(rf'<div class="?card"? id="?{re.escape(contact_id)}.*?</div>', html, re.S)[0]
            linked = re.search(r'rel="?external', card)
            assert bool(linked) == editions[code].outside.may_link(contact_id), contact_id
            if contact.policy == "check_address":
                assert editions[code].strings("outside.never_opened") in card, contact_id
            if contact.designation:
                assert editions[code].strings("contact.designation.foreign-agent", date="20.04.2015") in card
            if not contact.confirmed:
                assert 'class="note' in card or "class=note" in card, contact_id
            for line in contact.phones:
                assert re.sub(r"\D", "", line.number) in re.sub(r"[^\d>]", "", card), (contact_id, line.number)
    assert LINKED == ("ok", "check_address")


def test_the_phone_comes_first(site, editions):
    for group in GROUPS:
        html = page(site, "ru", group)
        for contact_id, contact in listed(editions["ru"], group).items():
            card = re.search(rf'<div class="?card"? id="?{re.escape(contact_id)}.*?</div>', html, re.S)[0]
            if contact.phones and "rel=" in card:
                assert card.index("tel:") < card.index("rel="), contact_id


def test_languages_are_named_in_the_readers_language():
    assert language_names(("uz", "tg"), "ru") == ["узбекский", "таджикский"]
    assert language_names(("uz", "tg"), "en") == ["Uzbek", "Tajik"]
    assert language_names(("xx-nothing",), "ru") == ["xx-nothing"]


@pytest.mark.parametrize(
    ("path", "pattern", "new", "said"),
    [
        ("data/directory.yml", r"helps_with: \[papers", "helps_with: [paper", "allowed words"),
        ("data/directory.yml", r"^    kind: foreign-agent", "    kind: agent", "allowed words"),
        ("docs/ru/help/official.md", r"\{\{ directory official\.cards \}\}", "{{ directory official.all }}", "no directory"),
        ("translations/contacts/en.yml", r"^official\.rostrud:", "official.rostrut:", "is not a key|has no text"),
    ],
)
def test_a_broken_directory_is_named(scratch, path, pattern, new, said):
    change(scratch, path, pattern, new)
    assert any(re.search(said, str(problem)) for problem in run_all(scratch) if not problem.warning)
