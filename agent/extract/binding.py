"""Which attribute a label and its values speak of, given where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.extract.meanings import known_label
from agent.extract.scopes import Scope
from agent.extract.words import role_of, topic_of
from agent.facts import measure_of
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Role
from agent.model.token import Token

# The attribute that a topical label or section gives to what it heads.
TOPIC_ATTRIBUTES = {
    "metrics": "metric",
    "risks": "risk",
    "mitigations": "mitigation",
    "deliverables": "deliverable",
    "team": "people",
    "budget": "cost",
    "revenue": "revenue",
    "dependencies": "depends_on",
    "timeline": "window",
    "acceptance": "metric",
    "objectives": "objective",
}
# Attributes that stay what they are in a section of metrics; any other label with a figure there is the name of a metric.
_FIGURES = frozenset(
    {"metric", "cost", "revenue", "price", "roi", "payback", "benefit", "saving", "margin", "churn", "target", "baseline", "actual"}
)
_BRACKETS = re.compile(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]")
_PERSON_UNITS = frozenset({"person-day", "person-week", "person-month", "person-hour", "person-year"})


@dataclass(frozen=True, slots=True)
class Binding:
    """`named` tells that the label itself was known, not only the place it stands in."""

    attribute: str
    measure: str = ""
    role: Role = ""
    named: bool = False


def bind_label(label: str, values: Sequence[Token], scope: Scope) -> Binding:
    """The attribute of `label: values` in a scope: by the label, else by the topic of the section and the kind of the values."""
    plain = _BRACKETS.sub("", label).strip() or label
    meaning = known_label(plain, values)
    role = role_of(label) or scope.role
    if meaning is not None:
        attribute = meaning.attribute
        if scope.topic in {"metrics", "acceptance"} and attribute not in _FIGURES and _has_quantity(values):
            return Binding("metric", meaning.measure, meaning.role or role, True)
        if attribute == "cost" and scope.topic == "revenue" and not _says_cost(plain):
            attribute = "revenue"
        return Binding(attribute, meaning.measure, meaning.role or role, True)
    if (topic := topic_of(plain)) in TOPIC_ATTRIBUTES and not (topic == "timeline" and not _has_window(values)):
        return Binding(TOPIC_ATTRIBUTES[topic], measure_of(plain), role, True)
    measure = measure_of(plain)
    if measure and _has_quantity(values):
        return Binding("metric", measure, role, True)
    return Binding(_by_place(values, scope), measure, role)


def _by_place(values: Sequence[Token], scope: Scope) -> str:
    """What an unknown label means where it stands: money under a budget is a cost, a number among metrics a metric."""
    first = next((token.value for token in values if isinstance(token.value, Quantity)), None)
    if scope.topic in {"metrics", "acceptance"}:
        return "metric"
    if scope.topic in {"budget", "revenue"} and isinstance(first, Quantity) and first.kind == "money":
        return "cost" if scope.topic == "budget" else "revenue"
    if scope.topic == "budget" and any(isinstance(token.value, Quantity) and token.value.kind == "money" for token in values):
        return "cost"
    if scope.topic == "team" and isinstance(first, Quantity) and first.kind == "count":
        return "people"
    return ""


def attribute_of_value(value: Quantity | Window | str, scope: Scope) -> str:
    """The attribute of a value that stands alone in an item's title or tail: "€45K", "3 weeks", "October"."""
    if isinstance(value, Window):
        return "window"
    if not isinstance(value, Quantity):
        return ""
    if value.kind == "money":
        return "revenue" if scope.topic == "revenue" else "cost"
    if value.kind == "duration":
        return "effort" if value.unit in _PERSON_UNITS else "duration"
    if value.kind == "count" and value.unit and measure_of(value.unit) == "people":
        return "people"
    return ""


def _says_cost(label: str) -> bool:
    return topic_of(label) == "budget"


def _has_window(values: Sequence[Token]) -> bool:
    return any(isinstance(token.value, Window) for token in values)


def _has_quantity(values: Sequence[Token]) -> bool:
    return any(isinstance(token.value, Quantity) for token in values)
