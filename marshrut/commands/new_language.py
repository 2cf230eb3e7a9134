"""Begin a language: register it and lay out its files, every string marked as still to be translated."""

from __future__ import annotations

import argparse

import yaml

from ..beginning import marked_copy, write_new
from ..house import House
from ..languages import CHOOSER, CODE, Language, Languages, load_languages, read_languages
from ..problems import Problem, Refused
from ..strings import TO_TRANSLATE, string_files
from ..yamlfile import parse_yaml, read_yaml

FIRST_PAGE = "help/emergency"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", help="two letters, with a script if need be: kk, fa, sr-Latn")
    parser.add_argument("--name", required=True, help="the language's name in itself, e.g. Қазақша")
    parser.add_argument("--english", required=True, help="its name in English")
    parser.add_argument("--dir", choices=("ltr", "rtl"), default="ltr", help="direction of writing")
    parser.add_argument("--script", choices=("Cyrl", "Latn", "Arab"), required=True)
    parser.add_argument(
        "--from", dest="base", metavar="CODE", help="copy the texts of this language: one close to the new one (default: the source)"
    )


def run(house: House, arguments: argparse.Namespace) -> int:
    languages = load_languages(house)
    _check(arguments, languages)
    register = house.translations / "languages.yml"
    text = f"{register.read_text(encoding='utf-8').rstrip()}\n  {arguments.code}: {_entry(arguments)}\n"
    language = read_languages(parse_yaml(text, house.name(register)))[arguments.code]
    files = _files(house, language, languages[arguments.base] if arguments.base else languages.source)
    new = {path: content for path, content in files.items() if not path.exists()}
    # The register last: what it names is there.
    write_new({**new, register: text})
    (house.docs / language.code).mkdir(parents=True, exist_ok=True)
    for path in files:
        print(f"{'wrote' if path in new else 'kept'} {house.name(path)}")
    _tell_next(language.code, languages.source.code)
    return 0


def _check(arguments: argparse.Namespace, languages: Languages) -> None:
    if not CODE.match(arguments.code) or arguments.code == CHOOSER:
        what, mend = f"`{arguments.code}` is not a usable code", "use two letters, with a script if need be: kk, fa, sr-Latn"
        raise Refused([Problem("new-language", 0, what, mend)])
    if arguments.code in languages:
        raise Refused([Problem("translations/languages.yml", 0, f"`{arguments.code}` is listed already", "translate its files")])
    if arguments.base and (arguments.base not in languages or languages[arguments.base].derived_from):
        choice = ", ".join(language.code for language in languages.written())
        raise Refused([Problem("new-language", 0, f"`{arguments.base}` is no written language", f"choose --from: {choice}")])


def _entry(arguments: argparse.Namespace) -> str:
    """The language's line in the register."""
    entry = {
        "name": arguments.name,
        "english": arguments.english,
        "dir": arguments.dir,
        "script": arguments.script,
        "plural": arguments.code.replace("-", "_"),
        "detect": arguments.code.split("-")[0],
        "published": False,  # a beginning stays out of the site until somebody removes this
    }
    return yaml.safe_dump(entry, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000).strip()


def _files(house: House, language: Language, base: Language) -> dict:
    """path → text of every string file of the new language."""
    files = {}
    for (prefix, target), (_, original) in zip(string_files(house, language), string_files(house, base), strict=True):
        about = f"{language.english}. {TO_TRANSLATE} marks a text that is still {base.english}: translate it, then remove the mark."
        copied = read_yaml(original, house.name(original), as_text=True)
        plurals = () if prefix else language.plural_categories
        files[target] = marked_copy(original.read_text(encoding="utf-8"), copied, about, plurals)
    return files


def _tell_next(code: str, source: str) -> None:
    print(f"Readers do not see {code} until `published: false` is removed in translations/languages.yml. Next, in this order:")
    print(f"1. Copy docs/{source}/{FIRST_PAGE}.md to docs/{code}/{FIRST_PAGE}.md and translate it line by line.")
    print(f"2. translations/{code}.yml: `units`, `page`, `honest`, `missing`, `menu`, `phrases`; remove each {TO_TRANSLATE} when done.")
    print(f"3. See it: MARSHRUT_LANGUAGES={code} make serve. What is left: marshrut check.")
