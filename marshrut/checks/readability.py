"""Plain language: no sentence past 22 words, short sentences on the whole, no page past about 900 words, no noun chains."""

from __future__ import annotations

from collections.abc import Iterator

from ..edition import Edition
from ..messages import problem
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
                said = {"count": count, "text": sentence[:60], "longest": LONGEST_SENTENCE}
                yield problem("sentence-long", page.name, line, advice, **said)
            for line, sentence in reading.chains:
                yield problem("noun-chain", page.name, line, True, text=sentence[:80])
            if reading.mean > MEAN_SENTENCE:
                yield problem("mean-sentence", page.name, 0, advice, mean=f"{reading.mean:.1f}", longest=MEAN_SENTENCE)
            info = edition.pages.get(path)
            # A translation is as long as its language makes it; the source decides what is split.
            if info and edition.language.is_source and reading.words > LONGEST_PAGE and not info.long:
                yield problem("page-long", page.name, 0, words=reading.words, longest=LONGEST_PAGE)


def summary(editions: dict[str, Edition]) -> Iterator[str]:
    """One line a language: what `make check` prints at the end."""
    for edition in written(editions):
        whole = Reading()
        for _, page in pages_of(edition):
            whole.add(read(page, edition.language.code))
        if whole.sentences:
            passive = f", passive {whole.share(whole.passives, len(whole.sentences)):.0f} %" if edition.language.code == "ru" else ""
            yield f"{edition.language.code}: {whole}{passive}"
