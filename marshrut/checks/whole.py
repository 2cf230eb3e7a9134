"""An edition that readers see is whole: a language is opened when all pages are there."""

from __future__ import annotations

from collections.abc import Iterator

from ..edition import Edition
from ..house import House
from ..languages import load_languages
from ..messages import problem
from ..pages import load_pages
from ..problems import Problem, Refused

# A page that is new in the source may be missing for a while (`translations` warns); a language that lacks more is only begun.
FEW = 5
# So many of the missing pages are named.
NAMED = 8


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    yield from opened_early(next(iter(editions.values())).house)


def opened_early(house: House) -> Iterator[Problem]:
    """Published languages that lack many pages. Needs no strings, so that it can be told beside those that are missing."""
    try:
        languages, pages = load_languages(house), load_pages(house)
    except Refused:
        return  # told where they are loaded
    for language in languages.written():
        missing = [path for path in pages if not (house.docs / language.code / f"{path}.md").is_file()]
        if language.published and not language.is_source and len(missing) > FEW:
            names = ", ".join(missing[:NAMED]) + (f" … +{len(missing) - NAMED}" if len(missing) > NAMED else "")
            said = {"language": language.code, "count": len(missing), "total": len(pages), "names": names}
            yield problem("opened-early", "translations/languages.yml", 0, **said)
