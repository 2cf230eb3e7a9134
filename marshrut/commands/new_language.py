"""Begin a language: register it and lay out its files, every string marked as still to be translated."""

from __future__ import annotations

import argparse

import yaml

from ..house import House
from ..languages import CHOOSER, CODE, load_languages
from ..problems import Problem, Refused
from ..strings import PLAIN_CASE, TO_TRANSLATE, UNITS, flatten, string_files
from ..yamlfile import read_yaml


class _Text(str):
    """A text that stays good YAML when the mark before it is removed: it stands between quotes."""


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(_Text, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"'))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", help="two letters, with a script if need be: kk, fa, sr-Latn")
    parser.add_argument("--name", required=True, help="the language's name in itself, e.g. Қазақша")
    parser.add_argument("--english", required=True, help="its name in English")
    parser.add_argument("--dir", choices=("ltr", "rtl"), default="ltr", help="direction of writing")
    parser.add_argument("--script", choices=("Cyrl", "Latn", "Arab"), required=True)


def run(house: House, arguments: argparse.Namespace) -> int:
    languages = load_languages(house)
    if not CODE.match(arguments.code) or arguments.code == CHOOSER:
        raise Refused(
            [
                Problem(
                    "new-language",
                    0,
                    f"`{arguments.code}` is not a usable code",
                    "use two letters, with a script if need be: kk, fa, sr-Latn",
                )
            ]
        )
    if arguments.code in languages:
        raise Refused([Problem("translations/languages.yml", 0, f"`{arguments.code}` is listed already", "translate its files")])
    _register(house, arguments)
    language = load_languages(house)[arguments.code]
    english = languages.get("en", languages.source)
    for (prefix, target), (_, original) in zip(string_files(house, language), string_files(house, english), strict=True):
        _copy_strings(house, prefix, original, target, language)
        print(f"wrote {house.name(target)}")
    (house.docs / arguments.code).mkdir(exist_ok=True)
    print(f"Next: translate translations/{arguments.code}.yml (remove each {TO_TRANSLATE} when done), then copy a page:")
    print(f"  docs/{languages.source.code}/help/emergency.md → docs/{arguments.code}/help/emergency.md")
    print(f"See it: MARSHRUT_LANGUAGES={arguments.code} mkdocs serve. When it is ready, remove `published: false`.")
    return 0


def _register(house: House, arguments: argparse.Namespace) -> None:
    path = house.translations / "languages.yml"
    entry = {
        "name": arguments.name,
        "english": arguments.english,
        "dir": arguments.dir,
        "script": arguments.script,
        "plural": arguments.code.replace("-", "_"),
        "detect": arguments.code.split("-")[0],
        "published": False,  # a beginning stays out of the site until somebody removes this
    }
    inner = yaml.safe_dump(entry, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000).strip()
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}\n  {arguments.code}: {inner}\n", encoding="utf-8")
    try:
        load_languages(house)
    except Refused:
        path.write_text(text + "\n", encoding="utf-8")  # leave the register as it was
        raise


def _copy_strings(house: House, prefix: str, original, target, language) -> None:
    """A copy of the English file, each text marked; units with the plural forms that CLDR asks of the language."""
    file = read_yaml(original, house.name(original), as_text=True)
    data: dict = {}
    for key, text in flatten(file.data):
        if not prefix and key[0] == UNITS:
            continue
        node = data
        for part in key[:-1]:
            node = node.setdefault(part, {})
        node[key[-1]] = _Text(f"{TO_TRANSLATE}{text}")
    if not prefix:
        forms = {name: cases[PLAIN_CASE]["other"] for name, cases in file.data[UNITS].items()}
        data[UNITS] = {
            name: {PLAIN_CASE: dict.fromkeys(language.plural_categories, _Text(f"{TO_TRANSLATE}{word}"))} for name, word in forms.items()
        }
    target.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    target.write_text(text, encoding="utf-8")
