"""Labels whose meaning the lexicon knows, and the kinds of value each attribute can have."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from agent.facts import SURE, LabelMeaning, as_duration, as_window, lexicon, lookup_headers, lookup_label, normalise, sure_label
from agent.model.quantity import Quantity, QuantityKind, Window
from agent.model.token import Token

MONEY = frozenset({"cost", "revenue", "price", "rate", "benefit", "saving", "contingency", "total", "margin"})
# Measures whose money is no cost of the plan.
UNIT_ECONOMICS = frozenset(
    {"CAC", "LTV", "ARPU", "ARR", "MRR", "cost per lead", "cost per acquisition", "cost per click", "order value", "GMV", "burn rate"}
)
RUN_RATES = frozenset({"ARR", "MRR"})  # those of them that are revenue: how high it stands, which does not add up over time
# Measures that count people or things.
COUNTED = frozenset(
    {"developers", "users", "customers", "employees", "partners", "daily active users", "monthly active users", "languages"}
)
# What kinds of value an attribute can have; attributes not listed are not read from running text.
_MONEY: frozenset[QuantityKind] = frozenset({"money"})
_SPAN: frozenset[QuantityKind] = frozenset({"duration"})
_COUNT: frozenset[QuantityKind] = frozenset({"count"})
_SHARE: frozenset[QuantityKind] = frozenset({"percent", "ratio"})
_KINDS: dict[str, frozenset[QuantityKind]] = {
    "total": _MONEY,
    "cost": _MONEY,
    "revenue": _MONEY,
    "price": _MONEY,
    "rate": _MONEY,
    "contingency": _MONEY | _SHARE,
    "saving": _MONEY | _SHARE,
    "benefit": _MONEY | _SHARE,
    "margin": _MONEY | _SHARE,
    "roi": _SHARE,
    "churn": _SHARE,
    "progress": _SHARE,
    "payback": _SPAN,
    "effort": _SPAN,
    "window": _SPAN,
    "start": _SPAN,
    "as_of": frozenset(),
    "end": _SPAN,
    "duration": _SPAN,
    "people": _COUNT,
    "team": _COUNT,
    "quantity": _COUNT,
    "metric": frozenset({"percent", "duration", "count", "ratio", "size", "rate", "score", "money"}),
}


def known_label(label: str, values: Sequence[Token]) -> LabelMeaning | None:
    """What the lexicon says of a label. A label that only contains an attribute's word ("Real-time dashboards") counts when the value
    is of that attribute's kind; "State" counts beside a status, "Lead" beside anything but a value."""
    meaning = header_meaning(label, values)
    if meaning is None or not meaning.attribute or _is_told(meaning, label, values):
        return None
    if meaning.confidence >= SURE:
        return meaning
    if meaning.attribute == "status":
        return meaning if any(token.kind == "status" for token in values) else None
    first = next((token.value for token in values if isinstance(token.value, Quantity | Window)), None)
    if meaning.attribute == "owner":
        return meaning if first is None else None
    if (
        meaning.attribute == "metric"
        and meaning.measure in COUNTED | {"people"}
        and isinstance(first, Quantity)
        and first.kind in {"money", "duration"}
    ):
        return None  # "Accounts payable: €5,400" counts no accounts
    return meaning if first is not None and fits(meaning.attribute, first) else None


def _is_told(meaning: LabelMeaning, label: str, values: Sequence[Token]) -> bool:
    """Whether a label that may name a state or a deliverable speaks of something else beside such values: "RAG: 100,000+ documents",
    "Result: 28 tests", "Result: passed"."""
    amounts = [token.value for token in values if isinstance(token.value, Quantity)]
    if meaning.attribute == "status":
        stated = any(token.kind == "status" for token in values)
        return not stated and bool(amounts) and amounts[0].kind == "count" and bool(amounts[0].unit)
    found = bool(amounts) or any(token.kind == "status" for token in values)
    return meaning.attribute == "deliverable" and found and normalise(label) in _outcomes()


@cache
def _outcomes() -> frozenset[str]:
    return frozenset(normalise(word) for word in lexicon.word_list("sections", "outcomes"))


def header_meaning(header: str, values: Sequence[Token]) -> LabelMeaning | None:
    """What a column header or a label names, given all values below or behind it."""
    return next((known for known in lookup_headers(header) if _bears_out(known.attribute, values)), None) or lookup_label(header)


def _bears_out(attribute: str, values: Sequence[Token]) -> bool:
    """Whether values are of the kind that a word of many uses must have beside it to name an attribute."""
    amounts = [token.value for token in values if isinstance(token.value, Quantity)]
    if attribute in {"start", "end"}:
        return any(isinstance(token.value, Window) for token in values)
    if attribute == "depends_on":
        return any(token.kind in {"id", "ordinal"} or (token.kind == "reference" and token.value == "none") for token in values)
    if attribute in {"owner", "title"}:
        return not amounts
    if attribute in {"mitigation", "impact"}:
        return True
    if attribute == "total":
        return bool(amounts)
    return any(amount.kind in _KINDS.get(attribute, frozenset()) or (amount.kind == "count" and not amount.unit) for amount in amounts)


def fits(attribute: str, value: Quantity | Window) -> bool:
    """Whether an attribute can have a value of this kind."""
    if isinstance(value, Window):
        return attribute in {"start", "end", "window", "as_of"}
    return value.kind in _KINDS.get(attribute, frozenset())


def suits(attribute: str, values: Sequence[Token]) -> bool:
    """Whether one of the values is of a kind the attribute can have; attributes that take anything suit always."""
    if attribute not in _KINDS:
        return True
    return any(isinstance(token.value, Quantity | Window) and fits(attribute, token.value) for token in values)


def is_typed(attribute: str) -> bool:
    """Whether only values of certain kinds can be of an attribute, and it is none that words tell."""
    return attribute in _KINDS


def takes_amounts(attribute: str) -> bool:
    """Whether an attribute has amounts of money, work or people as values, and nothing else."""
    return attribute in {"cost", "revenue", "benefit", "saving", "effort", "people"}


def as_period(token: Token) -> Token:
    """A range of time units as the window it means where a period is asked for ("6-18 months"); other tokens stay."""
    value = token.value
    if not isinstance(value, Quantity) or value.kind != "duration" or not (value.is_range or value.comparator in {">", ">="}):
        return token
    window = as_window(token)
    return replace(token, kind="window", value=window) if window is not None else token


def with_lengths(label: str, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The values behind a label of work or lengths with open stretches of time as the lengths they mean: "Effort: 12+ weeks"."""
    if not any(isinstance(token.value, Window) and token.value.open_ended for token in tokens):
        return tokens
    meaning = lookup_label(label)
    return tuple(map(_as_length, tokens)) if meaning is not None and meaning.attribute in {"effort", "duration"} else tokens


def _as_length(token: Token) -> Token:
    value = token.value
    if not isinstance(value, Window) or not value.open_ended or not value.unit or not token.text[:1].isdecimal():
        return token
    length = as_duration(token)
    return replace(token, kind="quantity", value=length) if length is not None else token


def names_role(label: str) -> bool:
    """Whether a label only says what role its figure plays ("Target", "Baseline", "Actual", "Objectif")."""
    meaning = lookup_label(label)
    if meaning is None or meaning.qualifier:
        return False
    return meaning.attribute in {"target", "baseline", "actual"} or (meaning.attribute == "objective" and meaning.role == "target")


def explained(attribute: str, tokens: Sequence[Token]) -> tuple[int, ...]:
    """The starts of the tokens that a fact of this attribute says something about: a trial of 30 days beside a price is no price.
    A written-out computation is explained as a whole, and windows say when the value holds."""
    if attribute not in _KINDS or attribute == "metric" or any(token.kind == "operator" and token.value == "=" for token in tokens):
        return tuple(token.start for token in tokens)
    fitting = [token for token in tokens if not isinstance(token.value, Quantity) or fits(attribute, token.value)]
    if not any(isinstance(token.value, Quantity | Window) for token in fitting):
        return tuple(token.start for token in tokens)
    return tuple(token.start for token in fitting)


def is_plain_label(label: str) -> bool:
    """Whether a label is nothing but the name of an attribute ("Effort", "Budget")."""
    meaning = sure_label(label)
    return meaning is not None and not meaning.qualifier
