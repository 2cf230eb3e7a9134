"""Record that sections of a translation were checked against the source as it stands now."""

from __future__ import annotations

import argparse

from ..house import House, today
from ..languages import load_languages
from ..pages import load_pages
from ..problems import Problem, Refused
from ..readings import confirm_sections, load_status, refresh_words, write_status
from ..status import page_text
from ..wording import load_wording

KINDS = ("machine", "volunteer", "native", "lawyer")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("language", help="code of the translation, e.g. tg")
    parser.add_argument("page", help="path of the page, e.g. arrive/registration, or `all`")
    parser.add_argument("sections", nargs="*", help="ids of sections (default: the whole page)")
    parser.add_argument("--by", choices=KINDS, default="volunteer", help="who checked (default: volunteer)")
    # After a change of data/wording.yml: the profiles that readings keep follow the lists; who read and when stays.
    parser.add_argument("--refresh-words", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--minor", action="store_true", help="the source changed without a change of meaning")


def run(house: House, arguments: argparse.Namespace) -> int:
    languages, pages = load_languages(house), load_pages(house)
    languages.choose(arguments.language)
    language = languages[arguments.language]
    if language.derived_from:
        raise Refused([Problem("confirm", 0, f"{language.code} is made by rule", f"confirm {language.derived_from} instead")])
    paths = list(pages) if arguments.page == "all" else [arguments.page]
    status = load_status(house, language.code)
    only, wording = set(arguments.sections) or None, load_wording(house).get(language.code)
    for path in paths:
        source, text = page_text(house, languages.source.code, path), page_text(house, language.code, path)
        if source is None or text is None:
            if arguments.page == "all":
                continue
            raise Refused(
                [Problem(f"docs/{language.code}/{path}.md", 0, "there is no such page to confirm", f"choose from: {', '.join(pages)}")]
            )
        if arguments.refresh_words:
            changed = refresh_words(text, status.get(path, {}), wording) if wording else 0
            if changed:
                print(f"{language.code} {path}: {changed} profiles follow data/wording.yml")
            continue
        done = confirm_sections(source, text, status.setdefault(path, {}), only, arguments.by, today(), arguments.minor, wording)
        said = "follow the source as it stands now" if arguments.minor else f"confirmed by {arguments.by}"
        print(f"{language.code} {path}: {len(done)} sections {said}")
    write_status(house, language.code, status)
    return 0
