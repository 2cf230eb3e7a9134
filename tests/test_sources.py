"""Outside addresses stand once, and nobody is sent where the policy forbids."""

import pytest

from marshrut.problems import Refused
from marshrut.sources import BANNED, load_outside


def test_the_whole_directory_is_here(editions):
    outside = editions["ru"].outside
    groups = [contact.group for contact in outside.contacts.values()]
    for group, researched in {"official": 28, "laws": 9, "consular": 19, "organisations": 30, "peers": 24}.items():
        assert groups.count(group) >= researched


def test_only_checked_and_official_addresses_are_linked(editions):
    outside = editions["ru"].outside
    forbidden = {"verify_first", "warn", "no_address", "do_not_link"}
    everything = {**outside.contacts, **outside.sources}
    assert forbidden <= {entry.policy for entry in everything.values()}
    assert not [name for name, entry in everything.items() if entry.policy in forbidden and outside.may_link(name)]
    assert outside.may_link("official.gosuslugi")


def test_designated_bodies_are_never_linked_nor_shown(editions):
    outside = editions["ru"].outside
    for name in ("organisations.memorial", "organisations.ovd-info", "organisations.hrw", "organisations.agora"):
        assert outside.contacts[name].policy in BANNED and not outside.may_link(name)
    assert not {name for name in outside.addresses() if outside.get(name).policy in BANNED}


def test_press_sources_are_text_until_checked(editions):
    outside = editions["ru"].outside
    assert not [name for name, source in outside.sources.items() if source.kind == "press" and outside.may_link(name)]


@pytest.mark.parametrize(("result", "linked"), [("ok", True), ("moved", True), ("dead", False), ("foreign", False)])
def test_what_was_found_dead_or_taken_over_is_no_longer_linked(scratch, result, linked):
    (scratch.data / "opened.yml").write_text(f"official.gosuslugi: {{date: 2026-11-21, result: {result}}}\n", encoding="utf-8")
    assert load_outside(scratch).may_link("official.gosuslugi") is linked


def test_an_opened_address_does_not_unlock_a_policy(scratch):
    (scratch.data / "opened.yml").write_text("organisations.unhcr-russia: {date: 2026-11-21, result: ok}\n", encoding="utf-8")
    assert not load_outside(scratch).may_link("organisations.unhcr-russia")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("url: https://www.gosuslugi.ru", "url: javascript:alert(1)", "starts with https://"),
        ("policy: check_address", "policy: please", "allowed words"),
        ("number: '112'", "number: 'one one two'", "pattern"),
        ("number: '112'", "number: '١١٢'", "pattern"),
        ("url: https://www.gosuslugi.ru", "url: https://www.gosuslugi.ru@evil.example", "host and no blanks"),
        ("url: https://www.gosuslugi.ru", 'url: "https://x\\" onclick=\\"a"', "host and no blanks"),
        ("url: https://www.gosuslugi.ru", "url: https://", "host and no blanks"),
        ("url: https://www.gosuslugi.ru", "url: null", "no address"),
        ("sources: [biznesibanki-ru-1]", "sources: [nobody-9]", "unknown source"),
    ],
)
def test_bad_entries_stop_the_build(scratch, edit, old, new, said):
    edit("data/directory.yml", old, new)
    with pytest.raises(Refused, match=said):
        load_outside(scratch)


def test_an_address_stands_once(scratch):
    path = scratch.data / "sources.yml"
    text = path.read_text(encoding="utf-8")
    first = text.split("\n\n")[0].split("\n", 1)[1]
    path.write_text(f"{text}\ntwin-1:\n{first}\n", encoding="utf-8")
    with pytest.raises(Refused, match="same address"):
        load_outside(scratch)
