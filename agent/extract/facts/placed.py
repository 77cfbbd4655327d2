"""What a value means by the place where it stands, when no label tells."""

from __future__ import annotations

from collections.abc import Sequence

from agent.extract.facts.valued import (
    first_quantity,
    has_kind,
    has_window,
    is_fee,
    is_price_tag,
    is_work,
)
from agent.extract.scoping.scopes import Scope
from agent.facts import lexicon, lookup_label
from agent.facts.measures import counts_anyone, counts_people, names_people
from agent.facts.shares import is_scale
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

FEW = 20  # people who work on one thing
_INSTANTS = frozenset({"microsecond", "millisecond", "second"})  # how fast something answers, not how long it is worked on


def of_money(scope: Scope) -> str:
    """What an amount of money is in a section when nothing else is said."""
    other = {"revenue": "revenue", "benefit": "benefit", "pricing": "price", "funding": ""}
    return other.get(scope.topic, "cost")


def by_place(values: Sequence[Token], scope: Scope, label: str = "") -> str:
    """What an unknown label means where it stands: money under a budget is a cost, a number among metrics a metric."""
    if label[:1].isdigit():
        return ""  # "6 meses" above a column: a length, and what stands below is anything
    first = first_quantity(values)
    if scope.topic in {"metrics", "acceptance"} and (first is not None or not has_window(values)):
        return "" if isinstance(first, Quantity) and is_scale(first) else "metric"
    if scope.topic == "pricing" and has_kind(values, "money"):
        return "price"
    if scope.topic in {"budget", "revenue", "benefit"} and isinstance(first, Quantity) and first.kind == "money":
        if scope.topic == "revenue" and is_fee(first):  # "€60 per hour", "Premium: €4.99 a month"
            return "price"
        return "cost" if scope.topic == "budget" else scope.topic
    if scope.topic == "budget" and any(isinstance(token.value, Quantity) and token.value.kind == "money" for token in values):
        return "cost"
    length = isinstance(first, Quantity) and first.kind == "duration" and first.least >= 0  # "-2 weeks" is what something saves
    if isinstance(first, Quantity) and length and not first.per and first.unit not in _INSTANTS and scope.headings:
        return _of_lengths(scope.headings[-1])
    if scope.topic == "team" and isinstance(first, Quantity):
        return "cost" if has_kind(values, "money") else "people" if counts_people(first) else ""
    return ""


def _of_lengths(heading: str) -> str:
    """What lengths of time are below a heading that says so: "Estimated time:" above "Design: 2 weeks"."""
    meaning = lookup_label(heading.strip(" *_:："))
    known = meaning is not None and meaning.attribute in {"duration", "effort"} and not meaning.is_total
    return meaning.attribute if meaning is not None and known else ""


def attribute_of_value(value: Quantity | Window | str, scope: Scope) -> str:
    """The attribute of a value that stands alone in an item's title or tail: "€45K", "3 weeks", "October"."""
    if isinstance(value, Window):
        return "window"
    if not isinstance(value, Quantity):
        return ""
    if value.kind == "money":
        if scope.topic == "revenue" and is_price_tag(value):
            return "price"  # "Power user ($4.99)"
        return {"revenue": "revenue", "pricing": "price", "funding": ""}.get(scope.topic, "cost")
    if value.kind == "duration":
        if (
            value.per
            or value.least < 0
            or value.unit in _INSTANTS
            or (value.unit == "hour" and value.comparator in {"<", "<="} and not value.is_range)
        ):
            return ""  # "20 hours a week", "within 24 hours"
        return "effort" if is_work(value) else "duration"
    if value.kind == "count" and counts_anyone(value.unit) and value.comparator not in {"=", "~"}:
        return ""  # "Training (up to 10 people)"
    if value.kind == "count" and value.unit and names_people(value.unit):
        return "" if value.most > FEW and value.unit in lexicon.word_list("nouns", "trying") else "people"  # "100 beta testers"
    return ""
