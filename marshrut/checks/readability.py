"""Plain language: no sentence past 22 words, short sentences on the whole, no page past about 900 words, no noun chains."""

from __future__ import annotations

from collections.abc import Iterator

from ..edition import Edition
from ..problems import Problem
from ..readability import LONGEST_PAGE, LONGEST_SENTENCE, MEAN_SENTENCE, Reading, read
from .pages_of import pages_of, written

# Editions whose sentences are held to the limit; in others it is advice, until speakers have read them.
STRICT = ("ru", "en")


def check(editions: dict[str, Edition]) -> Iterator[Problem]:
    for edition in written(editions):
        code = edition.language.code
        for path, page in pages_of(edition):
            reading = read(page, code)
            advice = code not in STRICT
            for line, count, sentence in reading.too_long:
                what = f"a sentence of {count} words: {sentence[:60]}…"
                yield Problem(page.name, line, what, f"split it; at most {LONGEST_SENTENCE} words, one idea each", advice)
            for line, sentence in reading.chains:
                yield Problem(page.name, line, f"a chain of nouns: {sentence[:80]}", "say who does what, with a verb", True)
            if reading.mean > MEAN_SENTENCE:
                what = f"the mean sentence has {reading.mean:.1f} words"
                yield Problem(page.name, 0, what, f"shorten sentences; the mean is at most {MEAN_SENTENCE}", advice)
            info = edition.pages.get(path)
            # A translation is as long as its language makes it; the source decides what is split.
            if info and edition.language.is_source and reading.words > LONGEST_PAGE and not info.long:
                what = f"the page has {reading.words} words"
                yield Problem(page.name, 0, what, "shorten or split it (about 900 words), or say why not: `long: reason` in data/pages.yml")


def summary(editions: dict[str, Edition]) -> Iterator[str]:
    """One line a language: what `make check` prints at the end."""
    for edition in written(editions):
        whole = Reading()
        for _, page in pages_of(edition):
            whole.add(read(page, edition.language.code))
        if whole.sentences:
            passive = f", passive {whole.share(whole.passives, len(whole.sentences)):.0f} %" if edition.language.code == "ru" else ""
            yield f"{edition.language.code}: {whole}{passive}"
