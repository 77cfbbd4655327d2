"""Which measure the words beside a value name, where it can have such a value: ten articles are no test coverage, hours no users."""

from __future__ import annotations

from functools import cache, lru_cache

from agent.facts.changes import speaks_of_change
from agent.facts.labels import measure_of, measures_in
from agent.facts.lexicon import word_list, words
from agent.facts.terms import normalise
from agent.model.quantity import Quantity, QuantityKind

_PLAIN: dict[str, frozenset[QuantityKind]] = {
    "counted": frozenset({"count", "rate"}),
    "money": frozenset({"money", "percent", "ratio"}),
    "time": frozenset({"duration"}),
    "share": frozenset({"percent", "ratio", "score"}),
    "scored": frozenset({"score", "percent", "ratio"}),
    "sized": frozenset({"size"}),
    "flowing": frozenset({"rate", "count", "size"}),
}
_LONG = 6  # letters of a noun that may end a compound
_COMPOUND = 3  # letters before it at least
_CHANGES: frozenset[QuantityKind] = frozenset({"percent", "ratio"})


def measure_for(text: str, value: Quantity) -> str:
    """The measure that words name and that a value of this kind can be of; "" when there is none. Of several the longest phrase wins."""
    if value.kind == "score" and value.unit == "NPS":
        return "NPS"
    changes = value.change or (value.kind in _CHANGES and speaks_of_change(text))
    for measure in named_measures(text):
        if can_measure(measure, value, changes):
            return measure
    return ""


@lru_cache(maxsize=8192)
def named_measures(text: str) -> tuple[str, ...]:
    """The measures that words name, the longest phrase first."""
    plain = normalise(text)
    found = [(end - start, -start, measure) for start, end, measure in measures_in(plain)]
    return tuple(measure for _, _, measure in sorted(found, reverse=True))


def can_measure(measure: str, value: Quantity, changes: bool = False) -> bool:
    """Whether a measure can have a value: every one may change by a percentage, and bare numbers leave the unit open."""
    if value.kind == "duration" and value.per:
        return False  # "7.2 hours/month" is an allowance
    kinds = _kinds(measure)
    if not kinds or value.kind in kinds or (changes and value.kind in _CHANGES):
        return True
    return value.kind == "count" and not value.unit


@lru_cache(maxsize=4096)
def names_people(noun: str) -> bool:
    """Whether a counted noun is people who work on something: "engineer", "UX-Designer", "Datenspezialisten"."""
    if measure_of(noun) == "people":
        return True
    last = normalise(noun).split()[-1:]
    return bool(last) and any(last[0].endswith(person) and len(last[0]) - len(person) >= _COMPOUND for person in _persons())


@cache
def _persons() -> tuple[str, ...]:
    """Nouns that end compounds."""
    listed = (normalise(word) for word in words("measures").get("people", ()))
    return tuple(sorted({word for word in listed if " " not in word and len(word) >= _LONG}))


@cache
def _kinds(measure: str) -> frozenset[QuantityKind]:
    """All kinds of value that a measure can have; none when nothing is known of it."""
    return frozenset(kind for group, kinds in _PLAIN.items() if measure in word_list("measure_kinds", group) for kind in kinds)
