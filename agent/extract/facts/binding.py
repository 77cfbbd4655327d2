"""Which attribute a label and its values speak of, given where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import cast

from msgspec import Struct

from agent.expressions import expression
from agent.extract.facts.placed import FEW, by_place, of_money
from agent.extract.facts.valued import (
    counts_own,
    first_quantity,
    grows,
    has_day,
    has_kind,
    has_people,
    has_quantity,
    has_window,
    is_work,
    opens_with_people,
    sizes_firms,
)
from agent.extract.scoping.scopes import Scope, speaks_of_staff
from agent.extract.wording.meanings import COUNTED, MONEY, UNIT_ECONOMICS, is_plain_label, known_label, suits
from agent.extract.wording.roles import names_formula, role_of
from agent.extract.wording.words import is_generic_amount, is_total, topic_of
from agent.facts import SURE, LabelMeaning, lexicon, measure_of, normalise, unit_of_header
from agent.facts.changes import speaks_of_change
from agent.facts.measures import can_measure, counts_anyone, heads_label, is_average, is_of_each, names_people
from agent.facts.shares import is_scale
from agent.model.quantity import Quantity
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
    "pricing": "price",
    "benefit": "benefit",
    "dependencies": "depends_on",
    "timeline": "window",
    "acceptance": "metric",
    "objectives": "objective",
}
# Attributes that stay what they are in a section of metrics; any other label with a figure there is the name of a metric.
_FIGURES = frozenset(
    {"metric", "cost", "revenue", "price", "roi", "payback", "benefit", "saving", "margin", "churn", "target", "baseline", "actual"}
)
# Attributes that say what kind of value it is but not of what: the label is then the subject as well.
_NEEDS_SUBJECT = frozenset({"", "metric", "count", "share"})
_PATH = expression(r"(?:[\w.@-]+/)+[\w.@-]+")  # "src/integrations/client.ts" measures no integrations
_FILE = expression(r"[\w.@-]/[\w@-]{1,60}\.[a-z]{1,5}(?!\w)")
_BRACKETS = expression(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]")
_WORDS_OF_A_ROLE, _LETTERS_OF_A_ROLE = 3, 5  # Han and kana write no spaces
_COSTS = frozenset({"cost", "price", "saving", "revenue"})
_SUMMED = frozenset({"cost", "revenue", "benefit", "saving", "funding", "margin", "total"})  # amounts of the plan as a whole
_ROLES = frozenset({"target", "baseline", "actual"})
_RETURNS = frozenset({"revenue", "profit", "margin", "savings", "market share", "customers", "users"})
_LONGEST_MEASURE = 18  # Han and kana of a measure's name
_QUOTED = expression(r"[「『《][^」』》]*[」』》]")
_LONGEST_NAME = 30  # characters: a longer question has words for many things
_MEASURED_MONEY = {"cost": "cost", "revenue": "revenue", "savings": "saving", "profit": "margin", "margin": "margin"}


class Binding(Struct, frozen=True):
    """`named` tells that the label itself was known, not only the place it stands in."""

    attribute: str
    measure: str = ""
    role: Role = ""
    named: bool = False


def bind_label(label: str, values: Sequence[Token], scope: Scope) -> Binding:
    """The attribute of `label: values` in a scope: by the label, else by the topic of the section and the kind of the values. Money for
    each customer is a figure of its own and none of the plan's income or costs, and so is an average whose label names neither."""
    bound = _bind(label, values, scope)
    if bound.attribute not in _SUMMED or not has_kind(values[:1], "money"):
        return bound
    if is_of_each(label):
        return Binding("metric", bound.measure if bound.measure in UNIT_ECONOMICS else "", bound.role, True)
    return Binding("", "", bound.role) if not bound.named and is_average(label) else bound


def _bind(label: str, values: Sequence[Token], scope: Scope) -> Binding:
    plain = _BRACKETS.sub("", label).strip() or label
    role = role_of(plain) or _role_in_brackets(label) or scope.role
    if names_formula(plain):
        return Binding("", "", role)  # "Calculation: promoters (9-10) minus detractors (0-6)"
    if label.endswith(("?", "？")) and len(label) > _LONGEST_NAME:
        place = by_place(values, scope, plain)
        staff = measure_of(plain) == "people" and has_people(values) and not has_kind(values, "money")
        return Binding("people" if staff else "" if place == "metric" else place, "", role)
    meaning = known_label(plain, values) if not _PATH.fullmatch(plain) else None
    if meaning is not None and meaning.confidence < SURE and topic_of(plain) == "acceptance":
        meaning = None  # "Done when": no time is meant
    money = has_kind(values, "money")
    if meaning is not None and meaning.attribute == "metric" and meaning.confidence < SURE and scope.topic not in {"metrics", "acceptance"}:
        counted = (opens_with_people(values) and meaning.measure not in COUNTED | {"people"}) or _is_bracket(plain, meaning.measure)
        meaning = None if counted or not _measures(meaning.measure, values, plain) else meaning
    if meaning is not None and meaning.attribute in {"people", "team"} and money and scope.topic in {"revenue", "pricing"}:
        return Binding("revenue" if scope.topic == "revenue" else "price", meaning.measure, role)  # "Team: $99", a plan to subscribe to
    if meaning is not None:
        return _by_meaning(plain, meaning, values, scope, role, money)
    if len(plain) > _LONGEST_MEASURE and _QUOTED.search(plain):
        return Binding("", "", role)  # a sentence that stops at a colon
    if (
        (topic := topic_of(plain)) in TOPIC_ATTRIBUTES
        and not (topic == "timeline" and not has_window(values))
        and not (topic == "team" and has_quantity(values) and not (money or has_people(values)))
        and not (TOPIC_ATTRIBUTES[topic] in MONEY and has_quantity(values) and not money)  # "Sales: 15" counts people
    ):
        staff_cost = topic == "benefit" and scope.topic in {"budget", "team"}
        attribute = of_money(scope) if money and (topic in {"team", "deliverables"} or staff_cost) else TOPIC_ATTRIBUTES[topic]
        return Binding(attribute, measure_of(plain), role, not (money and topic == "team"))
    apart = scope.topic not in {"metrics", "acceptance"} or _sums_work(plain, values) or len(plain.split()) == 1
    if apart and (work := _of_estimate(plain, role_of(label), values)):
        return Binding(work, "", role, True)
    place = by_place(values, scope, plain)
    measure = "" if _PATH.fullmatch(plain) or _FILE.search(plain) else measure_of(plain)
    own = place not in {"cost", "revenue"} or measure in UNIT_ECONOMICS
    if measure == "people" and place != "metric" and has_people(values) and not money:
        first = first_quantity(values)
        return Binding("" if first is not None and sizes_firms(first) else "people", measure, role)  # "Company size: 50-500 people"
    firms = scope.topic in {"pricing", "revenue"}  # "Small companies: 1-10 people" are customers
    if (
        place != "metric" and not money and not firms and measure not in COUNTED and _counts_staff(plain, values, scope)
    ):  # "Chain integration: 1-2 people"
        return Binding("people", measure, role)
    if money and not place and measure in _MEASURED_MONEY and heads_label(plain, measure):
        return Binding(_MEASURED_MONEY[measure], measure, role, True)  # "Est. cost", "Infra cost (now)"
    headed = measure and scope.topic != "risks" and (heads_label(plain, measure) or role or counts_own(values))
    if headed and has_quantity(values) and own and _measures(measure, values, plain) and not _is_bracket(plain, measure):
        return Binding("metric", measure, role, True)
    return Binding(place, measure, role)


def subject_of(label: str, binding: Binding, scope: Scope) -> str:
    """What a field is about when that is not an item: its own label, or the heading above where the label only names the attribute."""
    if binding.attribute in _NEEDS_SUBJECT or not binding.named:
        return label
    return "" if scope.item else _topic_of(scope.headings) if scope.headings and is_plain_label(label) else label


def _topic_of(headings: Sequence[str]) -> str:
    """The nearest heading that names something: "Option A" and not "Trade-offs" below it."""
    return next((heading for heading in reversed(headings) if normalise(heading) not in _general_leads()), headings[-1])


@cache
def _general_leads() -> frozenset[str]:
    return frozenset(normalise(words) for words in lexicon.word_list("sections", "general_leads"))


def _by_meaning(label: str, meaning: LabelMeaning, values: Sequence[Token], scope: Scope, role: Role, money: bool) -> Binding:
    """What a known label says of values of this kind, in this section."""
    attribute, role = meaning.attribute, cast(Role, meaning.role) or role
    quantified = has_quantity(values)
    first = first_quantity(values)
    if scope.topic in {"metrics", "acceptance"} and first is not None and is_scale(first):
        return Binding("", meaning.measure, role)  # "Effort: 1-5 (1 = low)"
    if attribute == "status" and has_day(values) and not any(token.kind == "status" for token in values):
        return Binding("as_of", "", "", True)
    counted = attribute in {"people", "team"} or (attribute == "metric" and meaning.measure in {"people", "employees"})
    if counted and scope.topic not in {"team", "budget"} and first is not None and sizes_firms(first):
        return Binding("", meaning.measure, role)  # "Employees: 2-50" of those it is made for
    staff = attribute == "team" or (attribute == "metric" and meaning.measure == "people" and scope.topic not in {"metrics", "acceptance"})
    if staff and not money and has_people(values) and quantified:
        return Binding("people", meaning.measure, role, not meaning.qualifier)
    if attribute == "target" and money and scope.topic == "funding" and not meaning.qualifier:
        return Binding("funding", meaning.measure, "target", True)
    if attribute == "target" and not quantified and has_window(values) and not meaning.qualifier:
        return Binding("window", "", "target", True)  # "Target: Q3 2026"
    if attribute in _ROLES and quantified:
        return Binding("metric", meaning.measure, cast(Role, attribute), not meaning.qualifier)
    if returned := _of_returns(attribute, values, money):
        return Binding(returned, "" if returned == "effort" else meaning.measure, role, True)
    if attribute == "benefit" and money and scope.topic in {"budget", "team"}:  # "Benefits and insurance" below the costs of staff
        return Binding("cost", meaning.measure, role, True)
    if attribute == "cost" and scope.topic == "funding" and is_generic_amount(label):
        return Binding("", meaning.measure, role)
    apart = scope.topic not in {"metrics", "acceptance"} or _sums_work(label, values)
    if attribute in {"total", "subtotal"} and apart and (work := _of_estimate(label, role, values)):
        return Binding(work, "", role, True)
    if attribute in {"total", "subtotal"} and money and not has_kind(values[:1], "money"):
        return Binding("", meaning.measure, role)  # "Total: 5,500 users, $14,500 a month"
    if attribute in {"total", "subtotal"} and money:
        return Binding(of_money(scope), meaning.measure, role, True)
    if attribute == "metric" and money and (meaning.measure in UNIT_ECONOMICS or (meaning.measure in _RETURNS and grows(values))):
        return Binding("metric", meaning.measure, role, True)
    if attribute in {"people", "team", "owner", "deliverable", "metric", ""} and money and scope.topic in {"budget", "team", "revenue"}:
        return Binding("revenue" if scope.topic == "revenue" else "cost", meaning.measure, role)
    if attribute in {"people", "team", "owner"} and money:
        return Binding("cost", meaning.measure, role)  # "Staff: €790,000", "Tech lead: 6 x €5,000"
    if attribute == "duration" and not quantified and has_window(values):  # "Duration: Weeks 8-9"
        return Binding("window", "", role, True)
    if attribute == "window" and quantified and not has_window(values):
        return Binding("duration" if has_kind(values, "duration") else by_place(values, scope), "", role, True)
    if quantified and not suits(attribute, values):
        measured = meaning.measure and not (attribute in MONEY and not has_kind(values, "percent"))
        if scope.topic in {"metrics", "acceptance"} or (measured and _measures(meaning.measure, values, label)):
            return Binding("metric", meaning.measure, role, True)
        place = by_place(values, scope)
        others = attribute in MONEY - {"total", "contingency"} or (bool(meaning.qualifier) and not names_people(meaning.qualifier))
        return Binding("" if others and place == "people" else place, meaning.measure, role)  # "Monthly pay: 50,000", "Total lines: 900"
    named_figure = attribute in _FIGURES and not (attribute in _COSTS and meaning.qualifier)
    if scope.topic in {"metrics", "acceptance"} and not named_figure and quantified:
        return Binding("metric", meaning.measure, role, True)
    if attribute == "cost" and scope.topic in {"revenue", "benefit"} and is_generic_amount(label):  # "Amount", "Value"
        return Binding(scope.topic, meaning.measure, role, not meaning.qualifier)
    return Binding(attribute, meaning.measure, role, not meaning.qualifier or meaning.confidence >= SURE)


def _of_returns(attribute: str, values: Sequence[Token], money: bool) -> str:
    """What labels of returns and lengths mean beside values of another kind than their own; "" where they are what they say."""
    first = first_quantity(values)
    if attribute == "roi" and has_kind(values[:1], "duration"):  # "ROI: 18-24 months"
        return "payback"
    if attribute == "roi" and money:  # "Return (€K)"
        return "benefit"
    if attribute == "payback" and has_window(values[:1]):  # "Break-even: month 6 (€15K income)"
        return "payback"
    if attribute == "duration" and first is not None and first.kind == "duration" and first.per:  # "Time: 60h a month"
        return "effort"
    return ""


def _counts_staff(label: str, values: Sequence[Token], scope: Scope) -> bool:
    """Whether the values count people who work on something: of people of any kind only a few, and they alone, beside planned work."""
    if not opens_with_people(values):
        return False
    stated = [token.value for token in values if isinstance(token.value, Quantity)]
    if not counts_anyone(stated[0].unit) or speaks_of_staff(scope, label):
        return True
    return len(stated) == 1 and stated[0].most <= FEW and bool(scope.item)


def _is_bracket(label: str, measure: str) -> bool:
    """Whether a label says for how many something holds: "10-20 users: 10% off"."""
    return label[:1].isdigit() and measure in COUNTED


def _measures(measure: str, values: Sequence[Token], label: str) -> bool:
    """Whether a measure can have such a value: hours beside "developers" count no developers, a deposit of 50% no installations."""
    first = first_quantity(values)
    if first is None:
        return True
    counted = measure in lexicon.word_list("measure_kinds", "counted")
    return can_measure(measure, first, changes=not counted or first.change or speaks_of_change(label))


def _role_in_brackets(label: str) -> Role:
    """The role that brackets behind a label say and nothing else: "Uptime (target)", but not "Phase 1 (2/3 threshold signatures)"."""
    for found in _BRACKETS.finditer(label):
        said = found.group().strip(" ()[]（）【】")
        short = len(said.split()) <= _WORDS_OF_A_ROLE and (said.isascii() or len(said) <= _LETTERS_OF_A_ROLE or " " in said)
        if short and (role := role_of(said)):
            return role
    return ""


def _of_estimate(label: str, role: Role, values: Sequence[Token]) -> str:
    """What an estimate or a total is of, by its value: "Estimate: 80h", "TOTAL PHASE 3: 160h", "Оценка: 2 недели"."""
    first = first_quantity(values)
    if first is None or first.kind != "duration" or first.per:
        return ""
    if is_work(first):
        unit = unit_of_header(label)
        return "effort" if role == "estimate" or is_total(label) or (unit is not None and unit.unit == "hour") else ""
    return "duration" if role_of(label) == "estimate" and len(label.split()) <= 2 else ""


def _sums_work(label: str, values: Sequence[Token]) -> bool:
    """Whether a label sums up hours or days of work, which is no measure wherever it stands: "TOTAL PHASE 3: 160h"."""
    first = first_quantity(values)
    return first is not None and is_work(first) and is_total(label) and not measure_of(label)
