"""The interactive plan of one language as one script: our sources in overrides/plan/, the rules, and the words they need.

What the page holds anyway (titles, rules of days, laws) the script takes from there.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from .days import fixed_holidays, is_known, is_working
from .edition import Edition
from .house import House
from .plan import Conditions, Due, Duty, Plan, Question
from .values import Term

# The id of the element where the script works.
ROOT = "my-plan"
# The order in which they are joined: each uses those before it.
LOGIC, PAGE = ("days.js", "rules.js"), ("calendar.js", "keep.js", "page.js", "form.js", "list.js", "share.js", "begin.js")
UNITS = {"day": ("d", 1), "week": ("d", 7), "month": ("m", 1), "year": ("m", 12)}
# A question of one answer is the usual one.
KINDS = {"one": None, "many": "m", "date": "d", "stays": "s"}
# What happened is left out of a message.
TROUBLE = "trouble"
# Words of `ui` that only the server uses.
SERVER_ONLY = ("ready_title", "ready_summary", "all_title", "all_summary", "mine", "prices", "cost")
# Printed in Russian too: an officer or a caseworker must be able to read the sheet.
IN_RUSSIAN = ("list", "name", "in", "address")


def script(edition: Edition) -> str:
    """The whole script of an edition."""
    numbered = {kind: list(edition.strings.below(f"plan.{kind}")) for kind in ("paper", "where", "late")}
    return minified(
        f"{rules(edition.plan, edition.day, numbered)}const WORDS={as_json(_words(edition))},BUILT={(edition.day - date(1970, 1, 1)).days};{_sources(edition.house, LOGIC + PAGE)}"
    )


def russian(edition: Edition) -> str:
    """A script of its own, the same for every edition: the titles and heads in the source language, to print beside one's own."""
    strings, titles = edition.source_strings, edition.plan.duties
    words = {key: strings(f"plan.ui.{key}") for key in IN_RUSSIAN}
    return f"const RUSSIAN={as_json(words | {'titles': [strings(f'plan.duty.{name}.title') for name in titles]})};"


def logic(house: House, plan: Plan, day: date) -> str:
    """The counting and the rules alone, as tests compare them with ours: functions in the scope where it runs."""
    return rules(plan, day) + _sources(house, LOGIC)


def rules(plan: Plan, day: date, numbered: dict[str, list[str]] | None = None) -> str:
    """RULES, OFF and FIXED as the sources expect them; with `numbered`, what the page shows too, by its place in those lists."""
    return f"const RULES={as_json(_rules(plan, numbered))},OFF={as_json(_calendar(day))},FIXED={as_json([month * 100 + one for month, one in fixed_holidays()])};"


def _sources(house: House, names: tuple[str, ...]) -> str:
    return "\n".join((house.overrides / "plan" / name).read_text(encoding="utf-8") for name in names)


def minified(source: str) -> str:
    """Fewer bytes, and no text in it that HTML or an old parser would read as its own."""
    # Loaded here and not above: it is written in Go, whose threads do not live on in a forked process. Loaded before the
    # build shares out the languages, it would hang there sooner or later.
    import minify

    small = minify.string("application/javascript", f"(()=>{{{source}}})()")
    return small.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def as_json(value: Any) -> str:
    """In few bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _calendar(day: date) -> dict[int, list[list[int]]]:
    """By year: weekdays off that the law itself does not name, working weekends, as month * 100 + day. From two years before the build to the last year known."""
    found, year = {}, day.year - 2
    while is_known(year):
        days = [date.fromordinal(ordinal) for ordinal in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]
        odd = [one for one in days if is_working(one) == (one.weekday() >= 5) and (one.month, one.day) not in fixed_holidays()]
        found[year] = [[one.month * 100 + one.day for one in odd if (one.weekday() >= 5) == weekend] for weekend in (False, True)]
        year += 1
    return found


def _rules(plan: Plan, numbered: dict[str, list[str]] | None) -> dict[str, Any]:
    questions = {
        name: _only(k=KINDS[one.kind], o=list(one.options), w=_conditions(one.when), x=_conditions(one.unless), e=one.else_, p=_past(one))
        for name, one in plan.questions.items()
    }
    derived = {name: {value: _conditions(one) for value, one in values.items()} for name, values in plan.derived.items()}
    duties = {name: _duty(plan, duty) for name, duty in plan.duties.items()}
    if not numbered:
        return {"q": questions, "d": derived, "u": duties}
    for place, (name, duty) in enumerate(plan.duties.items(), start=1):
        duties[name] |= _only(
            p=[numbered["paper"].index(paper) for paper in duty.papers],
            l=[numbered["where"].index(place) for place in duty.where],
            h=numbered["late"].index(duty.late),
            i=None if duty.number == place else duty.number,
            t=int(duty.stage == TROUBLE) or None,
        )
    papers = {numbered["paper"].index(name): _conditions(one.unless) for name, one in plan.papers.items()}
    return {"q": questions, "d": derived, "p": papers, "u": duties}


def _past(question: Question) -> Any:
    return 1 if question.past is True else _conditions(question.past)


def _duty(plan: Plan, duty: Duty) -> dict[str, Any]:
    return _only(
        w=_conditions(duty.when),
        x=_conditions(duty.unless),
        r=[_due(plan, due) for due in duty.due],
        n=duty.not_after,
    )


def _due(plan: Plan, due: Due) -> dict[str, Any]:
    conditions = {"w": _conditions(due.when), "x": _conditions(due.unless)}
    if due.today:
        return _only(**conditions, t=1)
    if due.within:
        return _only(**conditions, **{"in": _term(plan.term(due.within), shortest=True)}, f=due.from_)
    if due.before:
        until = _due(plan, due.until) if isinstance(due.until, Due) else due.until
        return _only(**conditions, b=_term(plan.term(due.before), shortest=False), u=until)
    if due.stay:
        limits = [int(plan.term(f"{due.stay}.{name}").count) for name in ("days", "continuous")]
        return _only(**conditions, s=limits, f=due.from_)
    return _only(**conditions, o=due.on)


def _term(term: Term, shortest: bool) -> list:
    """[count, unit]: d calendar days, w working days, m months."""
    count = int(min(term.numbers) if shortest else max(term.numbers))
    if term.counting == "working":
        return [count, "w"]
    if term.unit == "hour":
        return [-(-count // 24), "d"]
    unit, times = UNITS[term.unit]
    return [count * times, unit]


def _conditions(conditions: Conditions) -> list[dict[str, list[str]]]:
    return [{name: list(values) for name, values in one.items()} for one in conditions]


def _only(**parts: Any) -> dict[str, Any]:
    """Without what is empty."""
    return {name: value for name, value in parts.items() if value not in (None, "", [], ())}


def _words(edition: Edition) -> dict[str, Any]:
    strings, plan = edition.strings, edition.plan
    options: dict[str, dict[str, str]] = {}
    for key, text in strings.below("plan.option").items():
        name, _, value = key.partition(".")
        options.setdefault(name, {})[value] = text
    return {
        "plural": edition.language.plural.replace("_", "-"),
        "day": {category: strings(f"units.day.nom.{category}") for category in edition.language.plural_categories},
        "question": {name: [strings(f"plan.question.{name}.{part}") for part in ("ask", "why")] for name in plan.questions},
        "option": options,
        "late": list(strings.below("plan.late").values()),
        "p": list(strings.below("plan.paper").values()),
        "l": list(strings.below("plan.where").values()),
        "ui": {key: text for key, text in strings.below("plan.ui").items() if key not in SERVER_ONLY},
    }
