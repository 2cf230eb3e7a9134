"""The string files survive Weblate, which reads and writes YAML with the Translate Toolkit."""

import difflib

import pytest
from translate.storage.yaml import YAMLFile

from marshrut.checks import run_all
from marshrut.strings import flatten
from marshrut.yamlfile import parse_yaml, read_yaml

from .conftest import ROOT

# As the component is to be set (CONTRIBUTING.md): "YAML indentation" 2, "line wrapping" none, line ends of Unix.
SETTINGS = {"indent": 2, "width": 65535, "line_break": "\n"}
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "translations").rglob("*.yml")
    if path.parent.name != "status" and path.name != "languages.yml"
)


def opened(text: bytes) -> YAMLFile:
    store = YAMLFile()
    store.dump_args.update(SETTINGS)
    store.parse(text)
    return store


def unit_of(store: YAMLFile, key: tuple[str, ...]):
    return next(unit for unit in store.units if str(unit.get_unitid()) == "->".join(key))


@pytest.mark.parametrize("path", FILES)
def test_a_file_goes_through_weblate_byte_for_byte_and_holds_every_text(path):
    before = (ROOT / path).read_bytes()
    store = opened(before)
    keys = {"->".join(map(str, key)): text for key, text in flatten(read_yaml(ROOT / path, path, as_text=True).data)}
    assert {str(unit.get_unitid()): unit.target for unit in store.units} == keys
    for unit in store.units:
        unit.target = str(unit.target)
    after = bytes(store)
    lines = difflib.unified_diff(before.decode().splitlines(), after.decode().splitlines(), path, "as Weblate writes it", n=0, lineterm="")
    assert after == before, "write these lines as Weblate would, so that its first edit changes nothing else:\n" + "\n".join(lines)


@pytest.mark.parametrize("path", [path for path in FILES if path.endswith(("/ru.yml", "/kk.yml"))])
def test_an_edit_in_weblate_changes_its_line_alone(path):
    before = (ROOT / path).read_bytes()
    store = opened(before)
    for place, text in ((0, "Слово: «другое» — {n} # не знак"), (0.37, "да"), (0.71, "{{ term a.b | gen }}"), (1, "- и 12")):
        unit = store.units[round(place * (len(store.units) - 1))]
        old, unit.target = unit.target, text
        after = bytes(store).decode()
        lines = zip(before.decode().split("\n"), after.split("\n"), strict=True)
        assert sum(one != other for one, other in lines) == 1
        assert text in dict(flatten(parse_yaml(after, path, as_text=True).data)).values()
        unit.target = old


def test_units_are_plain_keys_and_an_edit_is_said_on_pages(scratch):
    path = scratch.translations / "kk.yml"
    store = opened(path.read_bytes())
    unit_of(store, ("units", "day", "dat", "one")).target = "тәулікке"
    path.write_bytes(bytes(store))
    assert read_yaml(path, "kk.yml").data["units"]["day"]["dat"] == {"one": "тәулікке", "other": "күнге"}
    assert not [problem for problem in run_all(scratch) if not problem.warning]


def test_a_text_that_a_file_lacks_is_added_where_its_neighbours_are(scratch):
    """The source got a new text: in Weblate it is a text without translation, and translating it adds one line."""
    path = scratch.translations / "kk.yml"
    whole = path.read_text(encoding="utf-8")
    line = next(line for line in whole.splitlines() if line.startswith("  skip: "))
    path.write_text(whole.replace(line + "\n", "", 1), encoding="utf-8")
    store = opened(path.read_bytes())
    unit = YAMLFile.UnitClass("Мазмұнға өту")
    unit.set_unitid(unit.IdClass([("key", "page"), ("key", "skip")]))
    store.addunit(unit)
    after = bytes(store).decode()
    assert len(after.splitlines()) == len(whole.splitlines())
    assert parse_yaml(after, "kk.yml").data["page"]["skip"] == "Мазмұнға өту"
    assert [one for one in after.splitlines() if "skip" not in one] == [one for one in whole.splitlines() if "skip" not in one]
