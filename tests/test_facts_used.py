"""Nothing that a reader could act on lies unused: each fact stands on a page, or says why it does not."""

from marshrut.inspection import PLACEHOLDER


def used_facts(edition):
    """Ids of facts that any page of the source, a table or a picture on it, or a change of the law names."""
    found = set()
    for file in edition.house.docs.joinpath("ru").rglob("*.md"):
        for kind, name, _ in PLACEHOLDER.findall(file.read_text(encoding="utf-8")):
            found |= {name, name.rpartition(".")[0]}
            if kind == "table" and name in ("registration.deadline", "patent.price"):
                found |= {fact.id for fact in edition.facts.below(name)}
    found |= {change.since.rpartition(".")[0] for change in edition.changes.values()}
    found |= {stop.value.rpartition(".")[0] for route in edition.routes.values() for stop in route.stops if stop.value}
    return found


def test_every_confirmed_fact_is_used_or_says_why_not(editions):
    edition = editions["ru"]
    used = used_facts(edition)
    idle = {fact_id for fact_id, fact in edition.facts.items() if fact.confidence in ("high", "medium") and fact_id not in used}
    unexplained = sorted(fact_id for fact_id in idle if not edition.facts[fact_id].not_on_pages)
    assert not unexplained, f"use them on a page, or give `not_on_pages: reason` in data/facts/: {', '.join(unexplained)}"


def test_no_excuse_outlives_its_need(editions):
    used = used_facts(editions["ru"])
    stale = [fact_id for fact_id, fact in editions["ru"].facts.items() if fact.not_on_pages and fact_id in used]
    assert not stale, f"these are used: remove `not_on_pages` from {', '.join(stale)}"
