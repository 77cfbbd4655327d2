"""What a document says of its whole plan: budget, length, team, dates, each with the line that says it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from agent.facts import lookup_label, normalise
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Fact, Roadmap
from agent.rules.reading.budgets import greatest_total, headline_budgets, is_of_all
from agent.rules.reading.vocabulary import pattern

STAFF = frozenset({"people", "team", "headcount"})
LENGTHS = frozenset({"duration", "payback"})
TIMES = frozenset({"start", "end", "window"})
SIZES = frozenset({"size", "headcount", "total", "overall"})


class Whole(Struct, frozen=True):
    """One figure of the whole plan: `name` says which, the same for the same figure in any document; either value or window is there."""

    name: str
    fact: Fact
    value: Quantity | None = None
    window: Window | None = None


def wholes_of(roadmap: Roadmap) -> tuple[Whole, ...]:
    """Figures of the whole plan in document order; the greatest total of costs where no line states the budget."""
    stated = [Whole("budget", fact, value) for fact, value in headline_budgets(roadmap)]
    largest = None if stated else greatest_total(roadmap)
    stated += [Whole("budget", largest.stated, largest.value)] if largest else []
    stated += [whole for fact in roadmap.facts if is_of_all(fact) for whole in _read(fact)]
    return tuple(sorted(stated, key=lambda whole: (whole.fact.span.line, whole.name)))


def _read(fact: Fact) -> Iterator[Whole]:
    label = fact.label.replace("_", " ")
    meaning = lookup_label(label)
    if meaning is None:
        return
    rest = normalise(meaning.qualifier)
    figures, windows = fact.quantities, fact.windows
    if meaning.attribute in STAFF and (not rest or set(rest.split()) <= SIZES) and len(figures) == 1 and figures[0].kind == "count":
        yield Whole("team", fact, figures[0])
    elif fact.attribute in LENGTHS and not rest and len(figures) == 1 and figures[0].kind == "duration" and not figures[0].per:
        yield Whole(fact.attribute, fact, figures[0])
    elif meaning.attribute in TIMES and pattern("delivered").search(label) and len(windows) == 1 and windows[0].is_dated:
        yield Whole(normalise(label), fact, window=windows[0])  # a bare "Date" is that of the document
