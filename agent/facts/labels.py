"""Labels: what "Budget Allocation", "Custo estimado (R$)" or "推定時間" speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from agent.facts.folding import fold, is_ideographic
from agent.facts.lexicon import word_list, words
from agent.facts.phrases import Phrases, by_words
from agent.facts.terms import normalise

_PARENTHESES = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_LONGEST = 80
_FUZZY_CUTOFF = 90.0
_HEAD_LAST = re.compile(r"[a-z ]+")


@dataclass(frozen=True, slots=True)
class LabelMeaning:
    """`attribute` is a canonical name of the lexicon; `confidence` 1.0 for the exact word, less for compounds and typos.

    `qualifier` is what the label says beside the attribute ("Marketing" in "Marketing budget"), `measure` and `role` as in
    `measure_of` and `role_of`, `unit` the text in parentheses ("R$", "weeks"), `is_total` whether it speaks of a total.
    """

    attribute: str
    confidence: float
    qualifier: str = ""
    measure: str = ""
    role: str = ""
    unit: str = ""
    is_total: bool = False


@lru_cache(maxsize=16384)
def lookup_label(label: str) -> LabelMeaning | None:
    """What a label names; None when the lexicon does not know, which is better than a guess."""
    if not label.strip() or len(label) > _LONGEST:
        return None
    unit = " ".join(inner.strip() for inner in _PARENTHESES.findall(label))
    plain = normalise(_PARENTHESES.sub(" ", label)) or normalise(label)
    if not plain:
        return None
    found = _exact(plain) or _inside(plain) or _misspelt(plain)
    if found is None:
        return None
    attribute, confidence, rest = found
    is_total = attribute in {"total", "subtotal"} or any(word in _totals() for word in rest.split())
    return LabelMeaning(attribute, confidence, rest, measure_of(plain), role_of(plain), unit, is_total)


def measure_of(text: str) -> str:
    """The measure a metric's text speaks of ("latency", "uptime"); "" when none is known. The longest phrase wins, then the first."""
    return _longest_inside(normalise(text), _measures())[0]


def role_of(text: str) -> str:
    """The role that words of the text give a figure: target, actual, baseline, limit, sla, gate, scenario, estimate; "" for none."""
    return _longest_inside(normalise(text), _roles())[0]


def _exact(plain: str) -> tuple[str, float, str] | None:
    attribute = _attributes().get(plain)
    return (attribute, 1.0, "") if attribute else None


def _inside(plain: str) -> tuple[str, float, str] | None:
    """A label that holds an attribute's word among others: light words cost little, unknown ones more."""
    spans = _spans(plain, _attributes())
    if not spans:
        return _compound(plain)
    start, end, attribute = _head(plain, spans)
    rest = " ".join((plain[:start] + " " + plain[end:]).split())
    heavy = [word for word in rest.split() if word not in _light() and word not in _totals()]
    if _is_light(rest):
        return attribute, 0.95, rest
    return (attribute, 0.75, rest) if len(heavy) <= 3 else None


def _is_light(rest: str) -> bool:
    if rest and is_ideographic(rest[0]):
        return rest in _light() or rest in _totals()
    return all(word in _light() or word in _totals() for word in rest.split())


def _head(plain: str, spans: list[tuple[int, int, str]]) -> tuple[int, int, str]:
    """The word that says what the label is: "cost savings" are savings, "total cost" is a cost, "economia de custos" are savings."""
    strong = [span for span in spans if span[2] not in {"total", "baseline", "actual", "target", "title", "window"}] or spans
    has_linking = re.search(r" (?:de|do|da|of|du|des|del|di|von|per|por|je) ", plain)
    return strong[0] if has_linking else strong[-1]


def _spans(plain: str, table: Phrases[str]) -> list[tuple[int, int, str]]:
    """Non-overlapping phrases of the table in the text, longest first at each place."""
    spans: list[tuple[int, int, str]] = []
    at = 0
    while at < len(plain):
        boundary = at == 0 or not plain[at - 1].isalnum() or is_ideographic(plain[at]) or is_ideographic(plain[at - 1])
        found = table.match(plain, at) if boundary else None
        if found:
            spans.append((at, found[1], found[0]))
            at = found[1]
        else:
            at += 1
    return spans


def _compound(plain: str) -> tuple[str, float, str] | None:
    """German compounds end in their head: Projektkosten, Gesamtbudget."""
    last = plain.split()[-1]
    for word in sorted(_heads(), key=len, reverse=True):
        if last.endswith(word) and len(last) >= len(word) + 3:
            attribute = _attributes().get(word)
            return (attribute, 0.8, plain[: len(plain) - len(word)].strip()) if attribute else None
    return None


def _misspelt(plain: str) -> tuple[str, float, str] | None:
    if len(plain) < 6 or is_ideographic(plain[0]):
        return None
    best = process.extractOne(plain, _long_labels(), scorer=fuzz.ratio, score_cutoff=_FUZZY_CUTOFF)
    if best is None:
        return None
    attribute = _attributes().get(best[0])
    return (attribute, 0.7, "") if attribute else None


def _longest_inside(plain: str, table: Phrases[str]) -> tuple[str, int]:
    spans = _spans(plain, table)
    best = max(spans, key=lambda span: (span[1] - span[0], -span[0]), default=(0, 0, ""))
    return best[2], best[0]


@cache
def _attributes() -> Phrases[str]:
    return by_words(words("attributes"))


@cache
def _measures() -> Phrases[str]:
    return by_words(words("measures"))


@cache
def _roles() -> Phrases[str]:
    return by_words(words("roles"))


@cache
def _light() -> frozenset[str]:
    return frozenset(fold(word) for word in word_list("qualifiers", "light"))


@cache
def _totals() -> frozenset[str]:
    return frozenset(fold(word) for word in word_list("qualifiers", "totals"))


@cache
def _heads() -> tuple[str, ...]:
    return tuple(fold(word) for word in word_list("qualifiers", "compound_heads"))


@cache
def _long_labels() -> tuple[str, ...]:
    return tuple(phrase for phrase in _attributes() if len(phrase) >= 6 and not is_ideographic(phrase[0]))
