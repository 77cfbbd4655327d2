"""A numbered phase has two times.

Claim: a phase, sprint, track or milestone is called by its number in two places, each gives it one time on the same scale, and the times
are not the same: neither is a moment within the other. Where most of the phases of two lists differ, or their names do, they are two
plans.

Why it matters: one of the two is not the plan any more, and both are followed.

Flagged:

    ## Overview

    - Phase 1: Survey (weeks 1-3)
    - Phase 2: Wiring (weeks 4-9)

    ## Phase 1: Survey (weeks 1-3)

    Rooms

    ## Phase 2: Wiring (weeks 4-7)

    Floors

Fine:

    ## Overview

    - Phase 1: Survey (weeks 1-3)
    - Phase 2: Wiring (weeks 4-7)

    ## Phase 1: Survey (weeks 1-3)

    Rooms

    ## Phase 2: Wiring (weeks 4-7)

    Floors
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from msgspec import Struct

from agent.expressions import compiled, expression
from agent.facts import canonical_terms
from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.marks import parts_in
from agent.rules.reading.moments import PHASE
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import written
from agent.rules.reading.runs import Step, series_of
from agent.rules.reading.vocabulary import words_of

MORE = expression(r"\s?(?:[+&,、]|and|und|e|y|et|en)\s?\d")  # "phase 1 + 2"
AGREEING = 1  # phases of two lists that agree for each that differs
Phase = tuple[str, int, str]  # the word, the number, and the scale of the time


class Told(Struct, frozen=True):
    """A place that tells the time of a phase; `parts` are the options and parts that the headings above name, `terms` the words
    of its name."""

    step: Step
    series: int
    parts: frozenset[str]
    terms: frozenset[str]


Pair = tuple[Phase, Told, Told]


def _find(view: View) -> Iterator[Draft]:
    phases = _phases(view)
    apart: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    alike: dict[tuple[int, int], int] = defaultdict(int)
    for phase, places in phases.items():
        if len({told.series for told in places}) < len(places):
            continue  # numbered anew
        for one, other in combinations(places, 2):
            if one.parts and other.parts and one.parts.isdisjoint(other.parts):
                continue  # option 1 and option 2
            if _differ(one.step, other.step):
                apart[one.series, other.series].append((phase, one, other))
            elif (one.step.first, one.step.last) == (other.step.first, other.step.last):
                alike[one.series, other.series] += 1
    sizes = Counter(told.series for places in phases.values() for told in places)
    parts: dict[Phase, Part] = {}
    for pair, pairs in apart.items():
        for phase, one, other in pairs:
            sure = alike[pair] >= AGREEING * len(pairs) or (min(sizes[at] for at in pair) == 1 and len(phases[phase]) == 2)
            if sure and (not one.terms or not other.terms or one.terms & other.terms):
                parts.setdefault(phase, Part(_draft(view, phase, one.step, other.step), f"{phase[0]} {phase[1]}"))
    yield from bundled(list(parts.values()), "{count} phases have two times")


def _phases(view: View) -> dict[Phase, list[Told]]:
    """The places that tell the time of each phase."""
    phases: dict[Phase, list[Told]] = defaultdict(list)
    for at, (key, steps) in enumerate(series_of(view.scanned).items()):
        for step in steps:
            named = _phase(step)
            if named is not None:
                word, number, title = named
                terms = frozenset(canonical_terms(title, view.roadmap.language))
                phases[word, number, str(key[-1])].append(Told(step, at, _parts_above(view, step), terms))
    return phases


def _parts_above(view: View, step: Step) -> frozenset[str]:
    """The numbered parts that the headings above a step name."""
    block = next((block for block in view.document.blocks if block.line <= step.line <= block.end_line), None)
    return frozenset().union(*map(parts_in, view.document.heading_path(block))) if block else frozenset()


@cache
def _numbered_parts() -> re.Pattern[str]:
    """What else is numbered once in a plan, written as a phase is."""
    words = "|".join(sorted(map(re.escape, words_of("numbered_parts")), key=len, reverse=True))
    return compiled(rf"(?<![^\W_])({words})\s?(\d{{1,2}})(?!\.\d)(?:\s?[-–—]\s?(\d{{1,2}}))?(?!\w)", re.IGNORECASE)


def _phase(step: Step) -> tuple[str, int, str] | None:
    """The one phase that a line speaks of, by word and number, and what is left of its name."""
    text = step.name or step.text
    found = list(PHASE.finditer(text)) or list(_numbered_parts().finditer(text))
    if len(found) != 1 or found[0][3] or step.last == 0 or MORE.match(text, found[0].end()):
        return None
    return found[0][1].casefold(), int(found[0][2]), text[found[0].end() :].split("|")[0]


def _differ(one: Step, other: Step) -> bool:
    """Whether two times cannot both be that of a phase."""
    if one.window.precision != other.window.precision or one.line == other.line:
        return False
    if one.first > other.last or other.first > one.last:
        return True
    moments = one.first == one.last or other.first == other.last
    inside = (one.first < other.first and other.last < one.last) or (other.first < one.first and one.last < other.last)
    return not moments and not inside and (one.first, one.last) != (other.first, other.last)


def _draft(view: View, phase: Phase, one: Step, other: Step) -> Draft:
    name = f"{phase[0]} {phase[1]}"
    return Draft(
        f"{name} has two times: {written(one.window)} ({shortened(one.text.strip())}) and {written(other.window)}"
        f" ({shortened(other.text.strip())})",
        tuple(view.document.span(line) for line in dict.fromkeys((other.place, one.place))),
        key=name,
        computation=Computation(
            formula=f"{written(one.window)}, {written(other.window)}", expected=written(one.window), stated=written(other.window)
        ),
        suggestion="keep one of the two times",
    )


RULE = Rule("RA425", "phase-at-two-times", "schedule", "question", "rule", _find, __doc__)
