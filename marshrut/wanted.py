"""Which strings the data ask for: every page, section, topic, phrase, record, stop and label has its word in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .words import by_group, by_place

if TYPE_CHECKING:
    from .edition import Edition

CHANGE_PARTS = ("title", "was", "now", "who", "do")


def wanted_strings(edition: Edition) -> dict[str, str]:
    """Keys that data ask for, with the reason. Every language must have them, except those of partial files."""
    wanted = {f"menu.{path}": "data/pages.yml lists the page" for path in edition.pages}
    wanted |= {f"section.{section}": "data/pages.yml has the section" for section in edition.pages.sections}
    wanted |= {f"topics.{topic}": "data/topics.yml lists the topic" for topic in edition.facts.topics}
    for fact in edition.facts.values():
        wanted |= {f"countries.{country}": f"{fact.id} is about it" for country in fact.countries}
        for value in fact.values.values():
            wanted |= {f"regions.{region}": f"{fact.id} names it" for region in getattr(value, "regions", ())}
    wanted |= {f"phrases.{phrase}": "data/phrases.yml has the phrase" for phrase in edition.phrases}
    wanted |= {f"places.{place}": "phrases of data/phrases.yml are said there" for place in by_place(edition.phrases)}
    wanted |= {f"groups.{group}": "data/terms.yml has terms of it" for group in by_group(edition.words)}
    wanted |= {f"glossary.{word}.plain": "data/terms.yml has the term" for word in edition.words}
    for record_id, record in edition.records.items():
        kind = "outcome" if record_id in edition.records.recommendations else "state"
        wanted |= {f"records.{record_id}": "it is a record", f"{kind}.{record.status}": f"{record_id} stands there"}
    for name, route in edition.routes.items():
        wanted |= {f"routes.{name}.{stop.label}": "data/routes.yml has the stop" for stop in route.stops}
    wanted |= {f"changes.{change}.{part}": "data/changes.yml has the change" for change in edition.changes for part in CHANGE_PARTS}
    wanted |= _wanted_of_plan(edition)
    for contact_id, contact in edition.outside.contacts.items():
        wanted |= {f"needs.{need}": f"{contact_id} helps with it" for need in contact.helps_with}
        wanted |= {f"where.{place}": f"{contact_id} is there" for place in contact.where}
    return wanted


def _wanted_of_plan(edition: Edition) -> dict[str, str]:
    plan = edition.plan
    wanted = {f"plan.stage.{stage}": "data/plan.yml has the stage" for stage in plan.stages}
    for name, question in plan.questions.items():
        wanted |= {f"plan.question.{name}.{part}": "data/plan.yml asks it" for part in ("ask", "why")}
        wanted |= {
            f"plan.option.{name}.{value}" if not value.isupper() else f"countries.{value}": f"it is an answer to {name}"
            for value in question.options
        }
        if question.kind == "date":
            wanted[f"plan.date.{name}"] = "days are counted from it"
    for name, values in plan.derived.items():
        wanted |= {f"plan.option.{name}.{value}": "it follows from answers" for value in values}
    for name, duty in plan.duties.items():
        wanted |= {f"plan.duty.{name}.{part}": "data/plan.yml has the duty" for part in ("title", "why")}
        wanted[f"plan.late.{duty.late}"] = f"{name} may be late"
        wanted |= {f"plan.where.{place}": f"{name} is done there" for place in duty.where}
        wanted |= {f"plan.paper.{paper}": f"{name} needs it" for paper in duty.papers}
    return wanted
