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
from agent.rules.reading.pieces import is_recurring, lead_of
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
    for end in lines.happening("completing"):
        if end.entry.done or end.entry.beside or not _is_named(end.thing):
            continue
        made = [entry for entry in lines.lines if _makes(lines, entry, end)]
        if made and all(_goes_on(entry.time.period, end.entry.time.period) for entry in made):
            found.setdefault(end.entry.line, _part(view, end, made[0]))
    yield from bundled(list(found.values()), "{count} things are completed before the part of the plan that makes them has ended")


def _is_named(thing: frozenset[str]) -> bool:
    return thing <= STAGES or (is_telling(thing) and not all(map(is_recurring, thing)))


def _makes(lines: Lines, entry: Dated, end: Happening) -> bool:
    """Whether a line with a time of its own is called little more than what is completed."""
    if entry.line != entry.time.line or entry.beside or entry.line == end.entry.line or entry.time.line == end.entry.time.line:
        return False
    if (
        len(lead_of(entry.text.strip(EDGES)).split()) > MOST_WORDS
        or pattern("completing").search(entry.text)
        or pattern("promising").search(" ".join(entry.headings[-1:]))
    ):
        return False
    name = NUMBER.sub("", PHASE.sub(" ", entry.text).strip(EDGES))
    work, thing = _stripped(lead_of(name), lines.language), _stripped(end.name, lines.language)
    return work == thing or (is_called(thing, work, MOST_EXTRA) and not thing <= STAGES)


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
