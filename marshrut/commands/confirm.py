"""Record that sections of a translation were checked against the source as it stands now."""

from __future__ import annotations

import argparse

from ..entries import ROOM, load_entries
from ..house import House, today
from ..languages import Language, Languages, load_languages
from ..pages import load_pages
from ..problems import Problem, Refused
from ..readings import KINDS, Compared, confirm_sections, pass_minor, refresh_words, status_to_change, write_status
from ..sections import PageText
from ..status import page_text
from ..wording import load_wording

ALL = "all"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("language", help="code of the translation, e.g. tg")
    parser.add_argument("page", help="path of the page, e.g. arrive/registration; a file of texts, e.g. translations/facts; or `all`")
    parser.add_argument("sections", nargs="*", help="ids of sections, or of entries of the file (default: the whole)")
    parser.add_argument("--by", choices=KINDS, help="who checked (default: volunteer)")
    parser.add_argument(
        "--minor", action="store_true", help="the source changed without a change of meaning: who compared it keeps their word"
    )
    # After a change of data/wording.yml: the profiles that readings keep follow the lists; who read and when stays.
    parser.add_argument("--refresh-words", action="store_true", help=argparse.SUPPRESS)


def run(house: House, arguments: argparse.Namespace) -> int:
    languages = load_languages(house)
    languages.choose(arguments.language)
    language = languages[arguments.language]
    if language.derived_from:
        raise Refused([Problem("confirm", 0, f"{language.code} is made by rule", f"confirm {language.derived_from} instead")])
    if arguments.minor and arguments.by:
        raise Refused(
            [Problem("confirm", 0, "--minor keeps who has read; it cannot name a reader", "leave out --by, or leave out --minor")]
        )
    if arguments.minor and language.is_source:
        raise Refused([Problem("confirm", 0, f"{language.code} is the source itself", "name the translation: confirm tg … --minor")])
    chosen = _choose(house, languages, language, arguments.page)
    status = status_to_change(house, language.code)
    only, by, wording = set(arguments.sections) or None, arguments.by or "volunteer", load_wording(house).get(language.code)
    moved = 0
    for name, (source, text) in chosen.items():
        read = status.setdefault(name, {})
        if arguments.refresh_words:
            if wording and isinstance(text, PageText) and (changed := refresh_words(text, read, wording)):
                print(f"{language.code} {name}: {changed} profiles follow data/wording.yml")
        elif arguments.minor:
            if not read and arguments.page != ALL:
                mend = f"compare it with {source.name}, then confirm it without --minor"
                raise Refused([Problem(text.name, 0, "nobody has compared this yet", mend)])
            done = pass_minor(source, read, only)
            moved += len(done)
            if done or arguments.page != ALL:
                print(f"{language.code} {name}: {_count(done)} without a change of meaning; who compared, and when, stays")
        else:
            done = confirm_sections(source, text, read, only, by, today(), wording)
            print(f"{language.code} {name}: {len(done)} sections confirmed by {by}")
    if arguments.minor and arguments.page == ALL and not moved:
        print(f"{language.code}: no source has changed since it was compared")
    write_status(house, language.code, {name: read for name, read in status.items() if read})
    return 0


def _count(done: list[str]) -> str:
    return f"{len(done)} changed ({', '.join(done)})" if done else "0 changed"


def _choose(house: House, languages: Languages, language: Language, wanted: str) -> dict[str, tuple[Compared, Compared]]:
    """What to confirm, by its name in the status file, as (source, translation): one page, one file of texts, or everything."""
    pages, source = load_pages(house), languages.source
    originals, own = (load_entries(house, one) for one in (source, language))
    known = [*pages, *(room for room in originals if not language.is_source)]
    if wanted != ALL and wanted not in known:
        what = f"there is no `{wanted}` to confirm"
        raise Refused([Problem("confirm", 0, what, f"choose from: {', '.join(known)}")])
    chosen: dict[str, tuple[Compared, Compared]] = {}
    for name in known if wanted == ALL else [wanted]:
        both = (
            (originals[name], own[name])
            if name.startswith(ROOM)
            else (page_text(house, source.code, name), page_text(house, language.code, name))
        )
        if None not in both:
            chosen[name] = both
        elif wanted != ALL:
            missing = f"docs/{language.code if both[0] else source.code}/{name}.md"
            raise Refused([Problem(missing, 0, "there is no such page to confirm", "write it first")])
    return chosen
