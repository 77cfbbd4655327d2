"""Figures of those a plan is made for: "50-200 employees, $10M income" below "Ideal customer profile" is nothing that the plan has."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from agent.extract.facts.making import Made
from agent.extract.wording.meanings import RUN_RATES, UNIT_ECONOMICS
from agent.extract.wording.roles import describes_customers, names_benchmark, speaks_of_others, tells_gain_of_customers
from agent.extract.wording.words import topic_of
from agent.facts.measures import counts_people, measure_for
from agent.model.roadmap import Fact

_THEIRS = frozenset(("cost", "revenue", "margin", "people", "team", "funding"))  # attributes that customers have, too
_REACHED = frozenset(("metric", "revenue", "margin", "churn", "people", "funding"))  # what competitors and the industry reach
# Topics of headings below which figures are the plan's own wherever they stand.
_OURS = frozenset(("revenue", "budget", "metrics", "pricing", "team", "funding", "acceptance", "benefit"))
_NEAR = 3  # headings


def without_customers(made: Sequence[Made]) -> tuple[Made, ...]:
    """The facts, those of customers under nothing but their own label."""
    return tuple(replace(one, fact=replace(one.fact, attribute="")) if _is_of_customers(one.fact) else one for one in made)


def _is_of_customers(fact: Fact) -> bool:
    """Whether a figure stands below a heading that describes customers, and is one that they have. What the plan measures there
    ("Retention"), what it pays for each of them and what stands below an own "Revenue" is the plan's."""
    first = next(iter(fact.quantities), None)
    if first is None:
        return False
    if fact.attribute in _THEIRS and any(map(tells_gain_of_customers, fact.headings[-_NEAR:])):
        return True  # what they pay: their savings and returns are told as such
    if fact.attribute in _REACHED and names_benchmark(fact.label):
        return True
    if fact.source != "column" and fact.attribute in _REACHED and any(map(speaks_of_others, fact.headings[-_NEAR:])):
        return True
    if not (fact.attribute in _THEIRS or (fact.attribute == "metric" and first.unit and counts_people(first))):
        return False
    if measure_for(fact.label, first) in UNIT_ECONOMICS - RUN_RATES:
        return False
    for heading in reversed(fact.headings[-_NEAR:]):
        topic = topic_of(heading)
        if topic in _OURS and not (topic == "team" and describes_customers(heading)):
            return False  # "Revenue by customer segment" is the plan's
        if describes_customers(heading):
            return True
    return False
