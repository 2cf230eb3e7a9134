"""A report as one comment under a proposed change: plain Russian and English, short, what matters first.

    python -m marshrut.review.comment report.json --run <address> --conclusion success

does the same for a report that came from a stranger: a workflow with the right to comment runs it from the main branch.
Needs nothing but Python.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from .inert import code, prose
from .report import LARGEST, Behind, Claim, Fault, Page, Report, Value, from_json

# By it the workflow finds the comment that it wrote before.
MARKER = "<!-- marshrut-review -->"
# GitHub takes 65,536 characters. What each part may take at most; the sum leaves room for the rest.
ROOM = {
    "mend": 22_000,
    "theirs": 4_000,
    "ask": 9_000,
    "values": 9_000,
    "behind": 6_000,
    "minor": 4_000,
    "pages": 4_000,
    "texts": 1_500,
    "claims": 2_500,
}
MOST = 65_000
KINDS = {
    "facts": "тексты фактов · texts of facts",
    "plan": "слова «Моего плана» · words of “My plan”",
    "contacts": "карточки контактов · contact cards",
    "glossary": "значения терминов · meanings of terms",
    "changes": "изменения закона · changes of the law",
    "status": "кто что читал · who read what",
    "strings": "короткие надписи на всех страницах · short words on every page",
    "data": "данные: числа, адреса, реестры · data: numbers, addresses, registers",
    "machine": "сама проверка и публикация · the check and the publishing themselves",
    "program": "программа сайта · the program of the site",
}
READERS = {
    "lawyer": "юрист · a lawyer",
    "native": "носитель языка · a native speaker",
    "volunteer": "волонтёр · a volunteer",
    "machine": "компьютер · a computer",
}
# Readers whose word no page shows as a check by a person who must know.
LIGHT = ("machine", "volunteer")
STATES = {"new": " (новая · new)", "gone": " (удалена · removed)", "changed": ""}


def comment(report: Report, run: str = "", conclusion: str = "", suspect: bool = False) -> str:
    """The comment as Markdown, at most MOST characters.

    run: address of the run that holds the preview; conclusion: how the run ended, as its host says; suspect: the change
    touches the check itself, so that the report may say anything. These three come from the host, never from the change.
    """
    parts = [MARKER, f"### {_verdict(report, conclusion, suspect)}"]
    if suspect:
        parts.append(
            "⚠️ **Изменение трогает саму проверку или программу. Этот отчёт составлен ею же: прочитайте код.** · "
            "**The change touches the check itself or the program, which wrote this report: read the code.**"
        )
    if report.unread:
        parts.append(
            "Данные не читаются, поэтому страницы и числа не сравнивались. Сначала исправьте то, что ниже. · "
            "The data cannot be read, so pages and numbers were not compared. First mend what stands below."
        )
    parts += _claims(report)
    parts += _faults(report)
    parts += _values(report)
    parts += _behind(report)
    parts += _pages(report)
    parts += _texts(report)
    parts.append(_preview(run))
    return "\n\n".join(parts) + "\n"


def failed(run: str = "") -> str:
    """The comment where no report can be read."""
    where = f" [Страница проверки · The page of the check]({run})" if run else ""
    text = "### ⚠️ Проверка не дошла до конца. · The check did not come to its end."
    why = (
        "Это может быть не ваша вина. Сопровождающий посмотрит. Если вы меняли `data/` или `translations/`, проверьте отступы. · "
        "This may be no fault of yours. A maintainer will look. If you changed `data/` or `translations/`, look at the indents."
    )
    return f"{MARKER}\n\n{text}\n\n{why}{where}\n"


def _verdict(report: Report, conclusion: str, suspect: bool) -> str:
    count = len(report.to_mend)
    if count:
        return f"✏️ Нужно исправить: {count}. · To mend: {count}."
    if conclusion not in ("", "success"):
        return "⚠️ В текстах ошибок нет, но проверка не дошла до конца. · No faults in the texts, but the check did not come to its end."
    if suspect:
        return (
            "⚠️ Изменение трогает саму проверку: её ответу нельзя верить. · The change touches the check itself: its answer proves nothing."
        )
    if any(fault.warning and fault.touched for fault in report.faults):
        return "✅ Исправлять нечего. Есть вопросы. · Nothing to mend. There are questions."
    return "✅ Всё в порядке. · All is in order."


def _claims(report: Report) -> list[str]:
    if not report.claims:
        return []
    lead = (
        "Это написал автор изменения, проверка этого не знает. Спросите его. · "
        "The author of the change wrote this; the check cannot know it. Ask them."
    )
    told = _list(map(_claim, report.claims), "claims", report.more.get("claims", 0))
    return [f"#### Кто, по словам автора, это читал · Who has read it, as the author says\n\n{lead}\n\n{told}"]


def _claim(claim: Claim) -> str:
    who = READERS.get(claim.by) or prose(claim.by)
    strong = f"⚠️ **{who}**" if claim.by not in LIGHT else who
    pages = ", ".join(code(page, 80) for page in claim.pages[:4]) + (f" … (+{len(claim.pages) - 4})" if len(claim.pages) > 4 else "")
    return f"- {code(claim.language)}: {strong}. Разделов · Sections: {claim.count} ({pages})"


def _list(items: Iterable[str], room: str, more: int = 0) -> str:
    """As many items as there is room for, then how many are left out."""
    shown, left, taken = [], more, 0
    for item in items:
        if taken + len(item) <= ROOM[room]:
            shown.append(item)
            taken += len(item) + 1
        else:
            left += 1
    return "\n".join([*shown, *([f"- … и ещё · and more: {left}"] if left else [])])


def _faults(report: Report) -> list[str]:
    faults, more = report.faults, report.more.get("faults", 0)
    mend = report.to_mend
    ask = [fault for fault in faults if fault.warning and not fault.theirs and fault.touched]
    theirs = [fault for fault in faults if fault.theirs and not fault.warning]
    parts = []
    if mend:
        parts.append("#### Что исправить · What to mend\n\n" + _list(map(_fault, mend), "mend", more))
    if ask:
        lead = (
            "Это не ошибки. Посмотрите и исправьте или напишите здесь: «Так и надо». · "
            "These are no faults. Look, and mend it or write here: “It is meant so”."
        )
        parts.append(f"#### Вопросы · Questions\n\n{lead}\n\n" + _list(map(_fault, ask), "ask"))
    if theirs:
        lead = "Это было и до вас. Исправлять не нужно. · This was there before you. You need not mend it."
        parts.append(
            f"<details><summary>Не из-за вас · Not from you: {len(theirs)}</summary>\n\n{lead}\n\n{_list(map(_fault, theirs), 'theirs')}\n\n</details>"
        )
    return parts


def _fault(fault: Fault) -> str:
    place = f"- {code(fault.path)}" + (f", строка · line {fault.line}" if fault.line else "")
    told = []
    for said, why_is, do in ((fault.russian, "Почему важно", "Что сделать"), (fault.english, "Why", "What to do")):
        if said:
            what, why, mend = (*said, "", "", "")[:3]
            why = f" {why_is}: {prose(why)}." if why else ""
            told.append(f"  - {prose(what)}.{why} **{do}:** {prose(mend, 500)}")
    return "\n".join([place, *told])


def _values(report: Report) -> list[str]:
    if not report.values:
        return []
    lead = "Сверьте каждое с источником. · Compare each with its source."
    return [
        f"#### Изменились числа и факты · Numbers and facts changed\n\n{lead}\n\n"
        + _list(map(_value, report.values), "values", report.more.get("values", 0))
    ]


def _value(value: Value) -> str:
    pairs = [f"**{_said(value.before, 0)} → {_said(value.now, 0)}**"]
    if len(value.before) > 1 or len(value.now) > 1:
        pairs.append(f"{_said(value.before, -1)} → {_said(value.now, -1)}")
    pages = ", ".join(code(f"{page}.html") for page in value.pages[:8]) + (" …" if len(value.pages) > 8 else "")
    asked = (
        ""
        if value.checked
        else "\n  - ❓ День проверки (`checked`) прежний. Где вы это прочитали? · The day of checking is the old one. Where did you read it?"
    )
    where = f"\n  - стоит на · stands on: {pages}" if pages else ""
    return f"- {code(value.name)}: {' · '.join(pairs)}{where}{asked}"


def _said(texts: tuple[str, ...], number: int) -> str:
    return prose(texts[number]) if texts else "—"


def _behind(report: Report) -> list[str]:
    if not report.behind:
        return []
    lead = (
        "Это не ошибка автора. Читатели этих разделов увидят, что русский текст новее. · "
        "This is no fault of the author. Readers of these sections see that the Russian text is newer."
    )
    minor = "Если смысл прежний, сопровождающий выполняет (после слияния): · If the meaning is the same, a maintainer runs (after merging):"
    commands = _list([f"- {code(text)}" for text in _commands(report.behind)], "minor")
    told = "#### Переводы, которые теперь отстают · Translations that are behind now\n\n" + lead + "\n\n"
    told += _list(map(_section, report.behind), "behind", report.more.get("behind", 0))
    return (
        [told, f"<details><summary>Смысл не изменился? · The meaning is the same?</summary>\n\n{minor}\n\n{commands}\n\n</details>"]
        if commands
        else [told]
    )


def _section(one: Behind) -> str:
    codes = ", ".join(code(language) for language in one.languages)
    if not one.section:
        return f"- {code(one.path)}: новая страница, ещё нет на · a new page, not yet in: {codes}"
    return f"- {code(one.path)}, {prose(one.title) or 'начало страницы · the beginning of the page'} ({code(one.section)}): {codes}"


def _commands(behind: Iterable[Behind]) -> list[str]:
    wanted: dict[tuple[str, str], list[str]] = {}
    for one in behind:
        for language in one.written if one.section else ():
            wanted.setdefault((language, one.path), []).append(one.section)
    return [f"marshrut confirm {language} {path} {' '.join(sections)} --minor" for (language, path), sections in wanted.items()]


def _pages(report: Report) -> list[str]:
    if not report.pages:
        return []
    return ["#### Что увидит читатель · What a reader will see\n\n" + _list(map(_page, report.pages), "pages", report.more.get("pages", 0))]


def _page(page: Page) -> str:
    codes = ", ".join(code(language) for language in page.languages)
    return f"- {prose(page.title)}: {code(f'{page.path}.html')}{STATES.get(page.state, '')} — {codes}"


def _texts(report: Report) -> list[str]:
    grouped: dict[str, list[str]] = {}
    for text in report.texts:
        grouped.setdefault(text.kind, []).append(text.path)
    if not grouped:
        return []
    lines = []
    for kind, paths in grouped.items():
        shown = ", ".join(code(path, 80) for path in paths[:4]) + (f" … (+{len(paths) - 4})" if len(paths) > 4 else "")
        lines.append(f"- {KINDS.get(kind, KINDS['program'])}: {shown}")
    return ["#### Другие файлы · Other files\n\n" + _list(lines, "texts", report.more.get("texts", 0))]


def _preview(run: str) -> str:
    place, place_en = (
        (f"[на странице проверки]({run}#artifacts)", f"[on the page of the check]({run}#artifacts)")
        if run
        else ("на странице проверки", "on the page of the check")
    )
    return (
        f"**Посмотреть страницы.** Внизу {place} лежит файл `preview`: языки, которых касается изменение. Скачайте его (нужен вход на сайт), распакуйте и откройте `index.html`. · "
        f"**See the pages.** At the foot {place_en} lies the file `preview`: the languages that the change touches. Download it (you must be signed in), unpack it, open `index.html`."
    )


def main(arguments: list[str] | None = None) -> int:
    """Prints the comment of a report that came from elsewhere. A report that cannot be read gives the comment that says so."""
    parser = argparse.ArgumentParser(prog="python -m marshrut.review.comment")
    parser.add_argument("report", type=Path)
    parser.add_argument("--run", default="")
    parser.add_argument("--conclusion", default="")
    parser.add_argument("--suspect", action="store_true")
    chosen = parser.parse_args(arguments)
    try:
        with chosen.report.open("rb") as file:
            report = from_json(file.read(LARGEST + 1).decode("utf-8"))
        text = comment(report, chosen.run, chosen.conclusion, chosen.suspect)
        if len(text) > MOST:
            raise ValueError("the comment is too long")
    except (OSError, ValueError) as error:
        print(f"{chosen.report}: {error}", file=sys.stderr)
        text = failed(chosen.run)
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
