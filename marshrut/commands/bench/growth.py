"""How the cost grows with the number of languages: copies of the English edition under other codes, 60 written pages each."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import yaml

from ...edition import Edition, load_editions
from ...house import House
from . import stock
from .builds import build_ours, cost, pages

SIZES = (5, 10, 20)
WRITTEN = 60
# work/patent.md#pay, work/patent#pay → patent
SECTION_LINK = re.compile(r"([a-z0-9-]+)(?:\.md)?#[a-z]")
# Languages as they may come; the texts of all but the source are English.
CODES = "en az be bg cs da de es et fi fr hu it lt lv nl pl pt ro".split()  # noqa: SIM905


def table(house: House, folder: Path, sizes: tuple[int, ...]) -> Iterator[str]:
    """Lines of the table; stock runs once."""
    yield f"Growth: languages × {WRITTEN} written pages; seconds on the clock and of processors; one run each"
    yield "  ours makes its pages of data too; stock has the written ones"
    for size in sizes:
        checkout = folder / f"grown-{size}"
        grown = grow(house, checkout, size)
        ours = cost(lambda grown=grown, out=folder / f"grown-{size}-ours": build_ours(grown, out))
        stock.write_project(grown, folder / f"grown-{size}-stock")
        out = folder / f"grown-{size}-out"
        other = cost(lambda size=size, out=out: stock.build(folder / f"grown-{size}-stock", out))
        counts = f"{pages(folder / f'grown-{size}-ours')} and {pages(out)} pages"
        yield f"  {size:>3} languages  ours {ours}  stock {other}  shares {ours.of(other)}  ({counts})"
        for used in (checkout, folder / f"grown-{size}-ours", folder / f"grown-{size}-stock", out):
            shutil.rmtree(used)


def grow(house: House, checkout: Path, size: int) -> House:
    """A checkout with the source and size − 1 copies of English, `WRITTEN` pages each; the other pages become cards."""
    for room in (house.data, house.overrides, house.translations):
        shutil.copytree(room, checkout / room.name, ignore=shutil.ignore_patterns("status"))
    shutil.copy(house.root / "mkdocs.yml", checkout)
    editions = load_editions(house)
    source = editions["en"].languages.source.code
    codes = [source, *CODES[: size - 1]]
    kept = _chosen(editions[source])
    _register(checkout / "translations", source, codes)
    _teach_search(checkout / "data", codes)
    for code in codes:
        origin = source if code == source else "en"
        for path in kept:
            target = checkout / "docs" / code / f"{path}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(house.docs / origin / f"{path}.md", target)
        if code not in editions:
            for file in [*(checkout / "translations").glob("en.yml"), *(checkout / "translations").glob("*/en.yml")]:
                shutil.copy(file, file.with_name(f"{code}.yml"))
    return House(checkout)


def _chosen(source: Edition) -> list[str]:
    """Paths of `WRITTEN` pages, in menu order. Those stay to whose sections something leads: a link to a lost section is a fault."""
    house, code = source.house, source.language.code
    texts = [*house.docs.joinpath(code).rglob("*.md"), *house.data.rglob("*.yml")]
    led_to = {name for text in texts for name in SECTION_LINK.findall(text.read_text(encoding="utf-8"))}
    led_to |= {record.page.rpartition("/")[2] for record in source.records.values()}
    written = [path for path in source.pages if (house.docs / code / f"{path}.md").exists()]
    free = [path for path in written if path.rpartition("/")[2] not in led_to]
    dropped = set(free[max(0, len(free) - (len(written) - WRITTEN)) :])
    return [path for path in written if path not in dropped]


def _register(translations: Path, source: str, codes: list[str]) -> None:
    path = translations / "languages.yml"
    known = yaml.safe_load(path.read_text(encoding="utf-8"))["languages"]
    entries = {code: known.get(code) or {**known["en"], "name": code} for code in codes}
    path.write_text(yaml.safe_dump({"source": source, "languages": entries}, allow_unicode=True, sort_keys=False), encoding="utf-8")
    for file in translations.rglob("*.yml"):
        if file != path and file.stem not in codes:
            file.unlink()


def _teach_search(data: Path, codes: list[str]) -> None:
    """What the search knows of each language; copies read words as English does. A language that is not there is refused."""
    search, synonyms = (yaml.safe_load((data / name).read_text(encoding="utf-8")) for name in ("search.yml", "synonyms.yml"))
    of_codes = lambda table: {code: table.get(code) or table.get("en") for code in codes if code in table or "en" in table}  # noqa: E731
    for name in ("letters", "rules", "endings", "stop"):
        everybody = {"all": search[name]["all"]} if "all" in search[name] else {}
        search[name] = everybody | of_codes(search[name])
    for name, known in (("search.yml", search), ("synonyms.yml", of_codes(synonyms))):
        # No aliases: they are refused in data.
        (data / name).write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
