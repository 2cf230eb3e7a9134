"""What a phone can keep: the parts hold the pages as they are published, arrive whole, and change little when a text does."""

from __future__ import annotations

import json
import re
import struct
import zlib
from pathlib import Path

import pytest

from marshrut.commands.bench import LIMIT, weigh
from marshrut.keeping import DAY, NOT_KEPT, stamped
from marshrut.made import case_paths
from marshrut.packing import MOST, Part, Text, pack, unpack

# The whole guide of one language, scripts included.
# The aim is 500,000; the index of the search took what was left.
MOST_IN_ALL = 630_000


def kept(site: Path, code: str) -> tuple[dict, list[Text]]:
    """The list of a language and what its parts hold."""
    listing = json.loads((site / code / "version.json").read_text(encoding="utf-8"))
    parts = [Part((site / code / "kept" / f"{name}.bin").read_bytes(), tuple(names)) for name, _, names in listing["parts"]]
    return listing, [text for part in parts for text in unpack(part, parts[0], tuple(listing["signs"]))]


@pytest.fixture(scope="session", params=["ru", "en", "uz", "uz-Cyrl", "tg", "ky"])
def language(request) -> str:
    return request.param


def test_the_whole_guide_of_a_language_is_small_and_comes_in_small_parts(site, language):
    listing, _ = kept(site, language)
    files = {file.name: file.read_bytes() for file in (site / language / "kept").iterdir()}
    assert files.keys() == {f"{name}.bin" for name, _, _ in listing["parts"]}
    assert max(len(data) for data in files.values()) <= MOST == LIMIT
    assert sum(len(data) for data in files.values()) == listing["bytes"] <= MOST_IN_ALL
    for name in ("sw.js", "offline.js", "version.json", "manifest.webmanifest"):
        assert weigh((site / language / name).read_bytes()) <= LIMIT


def test_parts_hold_every_page_but_the_finished_lists_as_it_is_published(site, language, editions):
    listing, texts = kept(site, language)
    held = {text.name: text.text for text in texts}
    assert len(held) == len(texts) == sum(len(names) for _, _, names in listing["parts"])
    pages = {file.relative_to(site / language).as_posix() for file in (site / language).rglob("*.html") if file.name.count(".") == 1}
    pages -= {f"{path}.html" for path in case_paths(editions[language])}
    assert {name for name in held if name.endswith(".html")} == {name for name in pages if not name.startswith("marshrut-")}
    day = ".".join(reversed(listing["day"].split("-")))
    without = lambda text: re.sub(r"<p class=printed>[^<]*", "", NOT_KEPT.sub("", text))  # noqa: E731
    for name in held:
        published = (site / language / name).read_text(encoding="utf-8") if name != "style.css" else held[name]
        if name == "about/offline.html":
            continue  # the row of the ZIP comes when all languages are together
        if name.endswith(".html"):
            assert without(stamped(held[name].replace(DAY, day), listing["version"])) == without(published), name
            assert held[name].endswith("</html>") and "<style></style>" in held[name]
        elif name.endswith(".js"):
            assert published == f"{held[name]}\n//{listing['version']}", name


def test_scripts_are_asked_for_by_the_version_of_the_page(site, language):
    version = kept(site, language)[0]["version"]
    found = {
        (file.relative_to(site / language).as_posix(), address)
        for file in (site / language).rglob("*.html")
        for address in re.findall(r"<script[^>]* src=[\"']?([^\"'\s>]+)", file.read_text(encoding="utf-8"))
    }
    assert ("plan.html", f"plan.js?{version}") in found and ("about/offline.html", f"../offline.js?{version}") in found
    assert all(address.endswith(f".js?{version}") for _, address in found)


def test_what_a_page_says_may_turn_false_on_a_day_after_the_build(site, editions):
    _, texts = kept(site, "ru")
    turns = {text.name: text.turns for text in texts if text.name.endswith(".html")}
    day = editions["ru"].day.isoformat()
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", turn) for turn in turns.values() if turn)
    # The site is built for today, the editions of the tests for a fixed day: only what comes after both can be compared.
    assert turns["work/patent.html"] > day and turns["about/offline.html"] == "" and turns["rights/your-data.html"]


def test_a_manifest_installs_each_language_from_its_own_start(site, language, editions):
    manifest = json.loads((site / language / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert manifest["lang"] == language and manifest["dir"] == editions[language].language.dir
    assert (site / language / manifest["start_url"]).is_file() and manifest["scope"] == "./"
    for icon in manifest["icons"]:
        data = (site / language / icon["src"]).read_bytes()
        assert len(data) <= LIMIT // 4
        if icon["type"] == "image/png":
            assert "{}x{}".format(*struct.unpack(">II", data[16:24])) == icon["sizes"]
    assert "rel=manifest" in (site / language / "about/offline.html").read_text(encoding="utf-8")


def texts_of(*bodies: str) -> list[Text]:
    return [Text(f"{place}.html", "", body) for place, body in enumerate(bodies)]


HARD = "Ў ʻ 한국어 𝄞 \x7f \x1d ÿ </a><li><a href=../ Ṩ́ " * 40


def test_any_text_comes_out_as_it_went_in():
    packed = pack([texts_of(HARD, "", "а" * 50_000), [Text("plan.js", "2027-01-01", HARD[::-1])]], ("0.html",), ("</a><li>", "</a>", "<a "))
    found = [text for part in packed.parts for text in unpack(part, packed.parts[0], packed.signs)]
    assert [text.text for text in found] == [HARD, "", "а" * 50_000, HARD[::-1]]
    assert found[-1].turns == "2027-01-01" and len(packed.signs) <= 128


def test_a_changed_text_changes_only_its_own_part(site):
    _, texts = kept(site, "ru")
    pages = [[text for text in texts if text.name.startswith(start)] for start in ("work/", "rights/", "stay/", "index", "system/")]
    before = pack(pages, ("index.html",), ())
    pages[1][-1] = Text(pages[1][-1].name, "", pages[1][-1].text.replace("ст", "тс", 3))
    after = pack(pages, ("index.html",), ())
    assert len({part.hash for part in after.parts} - {part.hash for part in before.parts}) == 1


def test_a_part_that_was_cut_or_changed_does_not_unpack():
    body = " ".join(str(number * number) for number in range(3_000))
    packed = pack([texts_of("шесть часов " * 900, body)], ("0.html",), ())
    first, second = packed.parts
    changed = bytearray(second.data)
    changed[len(changed) // 2] ^= 1
    for broken in (second.data[:-1], bytes(changed), second.data[: len(second.data) // 2]):
        with pytest.raises((zlib.error, UnicodeDecodeError, ValueError, IndexError)):
            unpack(Part(broken, second.names), first, packed.signs)


def test_a_text_too_heavy_for_a_part_is_named():
    import random

    noise = "".join(random.Random(7).choices([chr(code) for code in range(33, 126)], k=40_000))
    with pytest.raises(ValueError, match=r"0\.html does not fit into one part"):
        pack([texts_of(noise)], (), ())
    with pytest.raises(ValueError, match="control character"):
        pack([texts_of("a\x1eb")], (), ())
