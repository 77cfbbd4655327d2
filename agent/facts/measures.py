"""Which measure the words beside a value name, where it can have such a value: ten articles are no test coverage, hours no users."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from agent.expressions import compiled, expression
from agent.facts.changes import speaks_of_change
from agent.facts.folding import is_ideographic
from agent.facts.labels import measure_of, measures_in
from agent.facts.lexicon import word_list, words
from agent.facts.spoken_changes import opens_with_change
from agent.facts.terms import normalise
from agent.model.quantity import Quantity, QuantityKind

_PLAIN: dict[str, frozenset[QuantityKind]] = {
    "counted": frozenset({"count", "rate"}),
    "money": frozenset({"money", "percent"}),
    "sums": frozenset({"money"}),
    "time": frozenset({"duration"}),
    "share": frozenset({"percent", "ratio", "score"}),
    "scored": frozenset({"score", "percent", "ratio"}),
    "sized": frozenset({"size"}),
    "flowing": frozenset({"rate", "count", "size"}),
}
_BRACKETS = expression(r"[(\[（【][^()\[\]（）【】]*[)\]）】]")
_SHORTEST_VERB = 2  # letters that no verb has: "Clientes al mes 12", "Utilisateurs au mois 12"
_PLURALS = frozenset("si")  # letters that end plurals in Romance languages
_LINKS = frozenset(
    {"of", "per", "for", "by", "in", "on", "de", "do", "da", "por", "para", "del", "par", "pour", "pro", "je", "von", "на", "по", "в", "vs"}
)
# Measures that count the same people.
_ALIKE = (
    frozenset({"people", "developers"}),
    frozenset({"users", "customers", "daily active users", "monthly active users", "weekly active users"}),
)
_MOST_RATED = 5  # stars
_AREAS = frozenset({"m2"})
_LEAST_UPTIME = 90.0  # percent
_QUOTIENT = expression(r"(?:ltv|clv|cac|dau|mau|wau|arpu)\s?[/:÷]\s?(?:ltv|clv|cac|dau|mau|wau|arpu)")
_LONG = 6  # letters of a noun that may end a compound
_COMPOUND = 3  # letters before it at least
_CHANGES: frozenset[QuantityKind] = frozenset({"percent", "ratio"})


def measure_for(text: str, value: Quantity) -> str:
    """The measure that words name and that a value of this kind can be of; "" when there is none. Of several the longest phrase wins."""
    if value.kind == "score" and value.unit == "NPS":
        return "NPS"
    changes = value.change or (value.kind in _CHANGES and (speaks_of_change(text) or opens_with_change(text)))
    if value.kind in {"ratio", "count"} and (_QUOTIENT.search(normalise(text)) or is_multiple(text, value)):
        return ""  # "LTV/CAC: 3x" is neither, and "EBITDA multiple: 6x" no margin
    found = [one for one in named_measures(text) if can_measure(one, value, changes) and not (value.change and _is_time_of(one, text))]
    if value.kind == "money" and found and found[0] in word_list("measure_kinds", "of_all") and is_of_each(text):
        return ""  # "Revenue per employee" is not revenue
    if len(found) > 1 and value.kind == "count" and found[0] in word_list("measure_kinds", "time"):
        return found[1]  # "Break-even customers: 30" counts customers
    return found[0] if found else ""


def _is_time_of(measure: str, text: str) -> bool:
    """Whether words speak of the time that something takes, and a measure is no time: "Customer onboarding time"."""
    last = (normalise(text).split() or [""])[-1]
    return measure not in word_list("measure_kinds", "time") and last in word_list("measure_kinds", "times")


def is_multiple(text: str, value: Quantity) -> bool:
    """Whether words name how many times of a sum something is worth."""
    return value.kind == "ratio" and any(word in _multiples() for word in normalise(text).split())


@cache
def _bound_to() -> re.Pattern[str]:
    return compiled(rf"[ -]*(?:{'|'.join(normalise(word) for word in word_list('measure_kinds', 'bound_to'))}) ")


@cache
def _multiples() -> frozenset[str]:
    return frozenset(normalise(word) for word in word_list("measure_kinds", "multiples"))


@lru_cache(maxsize=8192)
def named_measures(text: str) -> tuple[str, ...]:
    """The measures that words name, the longest phrase first; "availability-related conflicts" are none of availability."""
    plain = normalise(text)
    found = [(end - start, -start, measure) for start, end, measure in measures_in(plain) if not _bound_to().match(plain, end)]
    return tuple(measure for _, _, measure in sorted(found, reverse=True))


@lru_cache(maxsize=8192)
def heads_label(label: str, measure: str) -> bool:
    """Whether the words of a measure are what a label is about: they end it or open it before a linking word, or open it in the plural.
    "User management" and "Partner portal" are about neither users nor partners."""
    plain = normalise(_BRACKETS.sub(" ", label)) or normalise(label)
    for start, end, found in measures_in(plain):
        rest = plain[end:].split()
        if found != measure:
            continue
        if not rest or is_ideographic(plain[start]) or rest[0] in _LINKS or plain[start:end] in _listed():
            return True
    return False


@lru_cache(maxsize=4096)
def lists_measure(label: str, measure: str) -> bool:
    """Whether a label has a phrase of a measure as it is listed, which is a plural mostly: "Integrations", not "CLI integration"."""
    plain = normalise(label)
    return any(found == measure and plain[start:end] in _listed() for start, end, found in measures_in(plain))


@lru_cache(maxsize=4096)
def tells_of(text: str, measure: str) -> bool:
    """Whether a text opens with those whom a measure counts and goes on to tell something of them: "Users report good calls (> 4.0)"."""
    plain = normalise(_BRACKETS.sub(" ", text))
    opened = next((end for start, end, found in measures_in(plain) if not start and found == measure), 0)
    rest = plain[opened:].split() if opened else []
    if not rest or len(rest[0]) <= _SHORTEST_VERB or rest[0] in _LINKS or rest[0] in tallies():
        return False
    return not _agree(plain[:opened], rest[0])


def _agree(noun: str, word: str) -> bool:
    """Whether the word behind a plural ends as the plural does, as adjectives do: "Clientes activos", "utenti paganti"; no English verb."""
    return noun[-1:] == word[-1:] and noun[-1:] in _PLURALS


@cache
def tallies() -> frozenset[str]:
    """Words that end the name of a count and count the same."""
    return frozenset(normalise(word) for word in word_list("measure_kinds", "tallies"))


@cache
def _listed() -> frozenset[str]:
    """The phrases of measures as they are listed: plurals, mostly."""
    return frozenset(normalise(word) for spellings in words("measures").values() for word in spellings)


def can_measure(measure: str, value: Quantity, changes: bool = False) -> bool:
    """Whether a measure can have a value: every one may change by a percentage, and bare numbers leave the unit open."""
    if value.kind == "duration" and value.per:
        return False  # "7.2 hours/month" is an allowance
    if measure == "uptime" and value.kind == "percent" and value.most < _LEAST_UPTIME and not changes:
        return False  # how busy something is: 稼働率 70%, "availability: 40%" of a person
    if measure == "GitHub stars" and value.most <= _MOST_RATED and not changes:
        return False  # "rated 4+ stars"
    if value.kind == "size" and value.unit in _AREAS:
        return False  # "Inventory storage (70 sqm)"
    if value.kind in {"count", "rate"} and value.unit and not _counts(measure, value.unit.split("/")[0]):
        return False  # "User management: 20 endpoints" counts no users
    kinds = _kinds(measure)
    if not kinds or value.kind in kinds or (changes and value.kind in _CHANGES):
        return True
    return value.kind == "count" and not value.unit and not (value.per and kinds == _PLAIN["time"])


@lru_cache(maxsize=8192)
def is_of_each(label: str) -> bool:
    """Whether a label of money says for each of what it is: "Revenue per employee", "Cost per active user", 人均成本; not "Cost per month"
    or "Budget per phase", which only split it."""
    return bool(_each().search(normalise(_BRACKETS.sub(" ", label))))


@cache
def _each() -> re.Pattern[str]:
    keys = ("per", "each", "joined_each")
    per, nouns, joined = ("|".join(re.escape(normalise(word)) for word in word_list("measure_kinds", key)) for key in keys)
    return compiled(rf"\S\s+(?:{per})\s+(?:[^\W\d_]+\s+){{0,2}}(?:{nouns})(?!\w)|{joined}")


@lru_cache(maxsize=8192)
def is_average(label: str) -> bool:
    """Whether a label begins or ends with the word of an average: "Average order", "Pedido medio"; not "Medio plazo", "Scénario moyen"."""
    said = normalise(_BRACKETS.sub(" ", label)).split()
    averages, others = _averages()
    return len(said) > 1 and not averages.isdisjoint((said[0], said[-1])) and others.isdisjoint(said)


@cache
def _averages() -> tuple[frozenset[str], frozenset[str]]:
    """The words of averages, and those beside which they say what lies between two others."""
    averages, others = (frozenset(map(normalise, word_list("measure_kinds", key))) for key in ("averages", "no_averages"))
    return averages, others


def takes_anything(measure: str) -> bool:
    """Whether a measure is so wide that any value can be one of it, and the words beside the value say more: "Performance"."""
    return not _kinds(measure)


@lru_cache(maxsize=4096)
def _counts(measure: str, noun: str) -> bool:
    """Whether things of such a name are what a measure counts; a noun of no measure of its own may be ("Customers: 50 schools")."""
    own = measure_of(noun)
    if measure not in word_list("measure_kinds", "counted") or not own or own == measure or counts_anyone(noun):
        return True
    return any({own, measure} <= alike for alike in _ALIKE)


def counts_alike(measure: str, noun: str) -> bool:
    """Whether things of such a name are of a measure of their own that counts the same as another: clients, users."""
    own = measure_of(noun)
    return bool(own) and (own == measure or any({own, measure} <= alike for alike in _ALIKE))


@lru_cache(maxsize=4096)
def names_people(noun: str) -> bool:
    """Whether a counted noun is people who work on something: "engineer", "UX-Designer", "Datenspezialisten"."""
    if measure_of(noun) == "people":
        return True
    last = normalise(noun).split()[-1:]
    if last and last[0] in _workers():
        return True
    return bool(last) and any(last[0].endswith(person) and len(last[0]) - len(person) >= _COMPOUND for person in _persons())


def counts_people(value: Quantity) -> bool:
    """Whether a count can be one of people: a bare number, or one of a noun that names people ("2 engineers", 5名, "0.5 FTE")."""
    return value.kind == "count" and (not value.unit or value.unit == "FTE" or names_people(value.unit) or counts_anyone(value.unit))


@lru_cache(maxsize=4096)
def counts_anyone(noun: str) -> bool:
    """Whether a counted noun is people of any kind ("people", "employees", 名): only the place tells who they are."""
    return noun in _anyone() or normalise(noun) in _anyone()


@cache
def _anyone() -> frozenset[str]:
    return frozenset(normalise(word) for word in word_list("measure_kinds", "anyone"))


@cache
def _persons() -> tuple[str, ...]:
    """Nouns that end compounds."""
    listed = (*(normalise(word) for word in words("measures").get("people", ())), *_workers())
    return tuple(sorted({word for word in listed if " " not in word and len(word) >= _LONG}))


@cache
def _workers() -> frozenset[str]:
    return frozenset(normalise(word) for word in word_list("measure_kinds", "workers"))


@cache
def _kinds(measure: str) -> frozenset[QuantityKind]:
    """All kinds of value that a measure can have; none when nothing is known of it."""
    return frozenset(kind for group, kinds in _PLAIN.items() if measure in word_list("measure_kinds", group) for kind in kinds)
