"""Something is completed before the part of the plan that makes it has ended.

Claim: a dated line completes a thing ("Complete the harbour app"), a heading, row or line elsewhere is called little more than that
thing, in at least two words or as a stage of a product (MVP, beta), has a time of its own, and goes on for longer.

Why it matters: what builds on the finished thing begins too early, or the part is longer than its work.

Flagged:

    ## Phase 1: MVP (months 1-6)

    - Berth booking
    - Fuel cards

    ## Next steps

    - Month 1: hire a designer
    - Month 2: complete MVP development

Fine:

    ## Phase 1: MVP (months 1-6)

    - Berth booking
    - Fuel cards

    ## Next steps

    - Month 1: hire a designer
    - Month 6: complete MVP development
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.happenings import EDGES, STAGES, Happening, Lines, is_called, is_telling
from agent.rules.reading.moments import PHASE
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import Period, written
from agent.rules.reading.pieces import lead_of
from agent.rules.reading.scope_words import is_recurring
from agent.rules.reading.scopes import named_terms
from agent.rules.reading.timelines import Dated, spans_of
from agent.rules.reading.vocabulary import pattern

SLACK = 1.1  # 90 days are three months
MOST_EXTRA = 1  # words of the work beside those of what is completed
MOST_WORDS = 7
NUMBER = expression(r"^[\W_]*(?:\d{1,2}[.)]?\s+)?[\W_]*")


def _find(view: View) -> Iterator[Draft]:
    lines = view.lines
    found: dict[int, Part] = {}
    ends = [end for end in lines.happening("completing") if not end.entry.done and not end.entry.beside and _is_named(end.thing)]
    work = [(entry, _called(lines, entry)) for entry in lines.lines if _is_work(entry)] if ends else []
    for end in ends:
        thing = _stripped(end.name, lines.language)
        made = [entry for entry, called in work if _is_apart(entry, end.entry) and _names(called, thing)]
        if made and all(_goes_on(entry.time.period, end.entry.time.period) for entry in made):
            found.setdefault(end.entry.line, _part(view, end, made[0]))
    yield from bundled(list(found.values()), "{count} things are completed before the part of the plan that makes them has ended")


def _is_named(thing: frozenset[str]) -> bool:
    return thing <= STAGES or (is_telling(thing) and not all(map(is_recurring, thing)))


def _is_work(entry: Dated) -> bool:
    """Whether a line with a time of its own has a name and tells no end."""
    if entry.line != entry.time.line or entry.beside or len(lead_of(entry.text.strip(EDGES)).split()) > MOST_WORDS:
        return False
    return not pattern("completing").search(entry.text) and not pattern("promising").search(" ".join(entry.headings[-1:]))


def _called(lines: Lines, entry: Dated) -> frozenset[str]:
    return _stripped(lead_of(NUMBER.sub("", PHASE.sub(" ", entry.text).strip(EDGES))), lines.language)


def _is_apart(entry: Dated, end: Dated) -> bool:
    return entry.line != end.line and entry.time.line != end.time.line


def _names(called: frozenset[str], thing: frozenset[str]) -> bool:
    """Whether work is called little more than what is completed."""
    return called == thing or (is_called(thing, called, MOST_EXTRA) and not thing <= STAGES)


def _stripped(name: str, language: str) -> frozenset[str]:
    """The stems of a name without words for releasing it."""
    return named_terms(pattern("releasing").sub(" ", name), language)


def _goes_on(made: Period, end: Period) -> bool:
    """Whether what makes a thing surely goes on when that is complete."""
    if made.axis != end.axis or made.earliest_end is None or end.end is None:
        return False
    return made.earliest_end > end.end * (SLACK if end.axis == "plan" else 1.0)


def _part(view: View, end: Happening, made: Dated) -> Part:
    first, second = shortened(end.entry.text), shortened(made.text)
    draft = Draft(
        f'"{first}" is planned for {written(end.entry.time.window)}, but "{second}" goes on through {written(made.time.window)}',
        spans_of(view.document, end.entry, made),
        key="|".join(sorted(end.thing)),
        suggestion="correct one of the two times, or say what is complete by then",
    )
    return of_two_lines(draft, first, end.entry.line, made.line)


RULE = Rule("RA455", "completed-before-its-end", "schedule", "question", "rule", _find, __doc__)
