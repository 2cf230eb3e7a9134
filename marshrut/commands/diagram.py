"""Draw the rules of «My plan» for reviewers: which answers lead to which duties, as Mermaid in Markdown."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..edition import load_editions
from ..house import House
from ..plan import Conditions, Due, Duty, Plan
from ..saying import say_value


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, help="file to write (default: print it)")


def run(house: House, arguments: argparse.Namespace) -> int:
    editions = load_editions(house)
    english = editions.get("en") or next(iter(editions.values()))
    text = "\n".join(draw(english.plan, lambda name: say_value(english.plan.term(name), english.strings).replace("\u00a0", " ")))
    if arguments.out:
        arguments.out.write_text(text + "\n", encoding="utf-8")
        print(f"The diagram is in {arguments.out}.")
    else:
        print(text)
    return 0


def draw(plan: Plan, say_term) -> list[str]:
    """Lines of Markdown: how questions follow one another, then for each stage the conditions, the duties and their days."""
    lines = [
        "# The rules of «My plan»",
        "",
        "Generated from `data/plan.yml` by `marshrut diagram`.",
        "",
        "## Questions",
        "",
        "```mermaid",
        "flowchart LR",
    ]
    for name, question in plan.questions.items():
        lines.append(f'  {_id(name)}["{name}"]')
        sources = {key for one in (*question.when, *question.unless) for key in one}
        lines += [f"  {_id(source)} --> {_id(name)}" for source in sorted(sources)]
    for name, values in plan.derived.items():
        lines.append(f'  {_id(name)}(["{name}"])')
        sources = {key for conditions in values.values() for one in conditions for key in one}
        lines += [f"  {_id(source)} -.-> {_id(name)}" for source in sorted(sources)]
    lines += ["```", ""]
    for stage in plan.stages:
        lines += [f"## {stage}", "", "```mermaid", "flowchart LR"]
        for name, duty in plan.duties.items():
            if duty.stage == stage:
                lines += _duty(name, duty, say_term)
        lines += ["```", ""]
    return lines


def _duty(name: str, duty: Duty, say_term) -> list[str]:
    node = f"d_{_id(name)}"
    when, unless = _said(duty.when) or "everybody", _said(duty.unless)
    label = f"{when}<br>unless {unless}" if unless else when
    due = "<br>".join(_due(one, say_term) for one in duty.due) or "no day"
    return [
        f'  c_{_id(name)}{{"{label}"}} --> {node}["<b>{name}</b><br>{due}<br>{duty.page}"]',
    ]


def _due(due: Due, say_term) -> str:
    condition = f"{_said(due.when)}: " if due.when else ""
    if due.today:
        return condition + "today"
    if due.on:
        return f"{condition}on {due.on}"
    if due.stay:
        return f"{condition}days of stay from {due.from_}"
    if due.within:
        return f"{condition}{say_term(due.within)} from {due.from_}"
    end = f"the end of {say_term(due.until.within)} from {due.until.from_}" if isinstance(due.until, Due) else due.until
    return f"{condition}{say_term(due.before)} before {end}"


def _said(conditions: Conditions) -> str:
    return "<br>or ".join(" and ".join(f"{name} = {'/'.join(values)}" for name, values in one.items()) for one in conditions)


def _id(name: str) -> str:
    return name.replace("-", "_")
