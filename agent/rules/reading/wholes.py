"""What a document says of its whole plan: budget, length, team, dates, each with the line that says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agent.facts import lookup_label, normalise
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Fact, Roadmap, Total
from agent.rules.reading.vocabulary import pattern

COSTS = frozenset({"cost", "budget", "investment", "total"})
STAFF = frozenset({"people", "team", "headcount"})
LENGTHS = frozenset({"duration", "payback"})
TIMES = frozenset({"start", "end", "window"})
DEEPEST = 2  # headings above a figure of the whole plan: the title and one section
SIZES = frozenset({"size", "headcount", "total", "overall"})
LEAST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Whole:
    """One figure of the whole plan: `name` says which, the same for the same figure in any document; either value or window is there."""

    name: str
    fact: Fact
    value: Quantity | None = None
    window: Window | None = None


def wholes_of(roadmap: Roadmap) -> tuple[Whole, ...]:
    """Figures of the whole plan in document order; the greatest total of costs where no line states the budget."""
    stated = [whole for fact in roadmap.facts if _is_of_all(fact) for whole in _read(fact)]
    if not any(whole.name == "budget" for whole in stated):
        grand = [total for total in roadmap.totals if _is_grand(total)]
        largest = max(grand, key=lambda total: total.value.most, default=None)
        stated += [Whole("budget", largest.stated, largest.value)] if largest else []
    return tuple(sorted(stated, key=lambda whole: (whole.fact.span.line, whole.name)))


def _is_of_all(fact: Fact) -> bool:
    """Whether a labelled line near the top of the outline speaks of no item, no variant and nothing that has happened."""
    placed = fact.source == "front_matter" or (fact.source == "field" and len(fact.headings) <= DEEPEST)
    return placed and bool(fact.label) and not fact.item and not fact.scenario and fact.role not in ("actual", "baseline", "scenario")


def _read(fact: Fact) -> Iterator[Whole]:
    label = fact.label.replace("_", " ")
    meaning = lookup_label(label)
    if meaning is None:
        return
    rest = normalise(meaning.qualifier)
    figures, windows = fact.quantities, fact.windows
    money = [value for value in figures if value.kind == "money" and not value.change]
    if meaning.attribute in COSTS and _says_all(rest) and len(money) == 1 and not money[0].per:
        yield Whole("budget", fact, money[0])
    elif meaning.attribute in STAFF and (not rest or set(rest.split()) <= SIZES) and len(figures) == 1 and figures[0].kind == "count":
        yield Whole("team", fact, figures[0])
    elif fact.attribute in LENGTHS and not rest and len(figures) == 1 and figures[0].kind == "duration" and not figures[0].per:
        yield Whole(fact.attribute, fact, figures[0])
    elif meaning.attribute in TIMES and pattern("delivered").search(label) and len(windows) == 1 and windows[0].is_dated:
        yield Whole(normalise(label), fact, window=windows[0])  # a bare "Date" is that of the document


def _is_grand(total: Total) -> bool:
    """A total of costs that belongs to no item and no variant, and whose name says of nothing in particular that it is the total."""
    if total.measure != "cost" or total.value.kind != "money" or total.value.per or total.basis == "prose":
        return False
    free = not total.stated.item and not total.stated.role and not total.stated.scenario
    meaning = lookup_label(total.stated.subject or total.stated.label)
    parts = max((len(group) for group in total.groupings), default=0)
    return free and parts >= LEAST_PARTS and meaning is not None and meaning.is_total and _says_all(normalise(meaning.qualifier))


def _says_all(rest: str) -> bool:
    """Whether what a label says besides its attribute narrows nothing: "total", "estimated", not "hardware"."""
    return all(_is_wide(word) for word in rest.split())


def _is_wide(word: str) -> bool:
    meaning = lookup_label(word)
    return meaning is not None and (meaning.is_total or meaning.attribute in COSTS)
