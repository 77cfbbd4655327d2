"""Something is expected before it is built.

Claim: a criterion, measure or deliverable of one part of the plan names a thing by two words side by side, and the only work that the plan
names so belongs to a part that begins later. Measures and tests among the work are left out.

Why it matters: the earlier part cannot be accepted as written, or the later work is wanted earlier.

Flagged:

    ## Phase 1: Base (months 1-3)

    - Berth booking

    ### Acceptance criteria

    - Fuel terminals in operation at two piers

    ## Phase 2: Fleet (months 4-6)

    - Fuel terminals
    - Tide tables

Fine:

    ## Phase 1: Base (months 1-3)

    - Berth booking
    - Fuel terminals

    ### Acceptance criteria

    - Fuel terminals in operation at two piers

    ## Phase 2: Fleet (months 4-6)

    - Tide tables
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.naming import shortened
from agent.rules.reading.neighbours import Pair, side_by_side
from agent.rules.reading.period import is_over, written
from agent.rules.reading.scope_words import terms_of
from agent.rules.reading.timelines import Dated

MOST_USES = 3  # a pair of words in more lines names no single thing
MOST_WORDS = 7  # of the work
MOST_EXTRA = 0  # distinctive words of the work beside the pair
NO_WORK = expression(r"\d|(?<![a-z])tests?(?![a-z])|[:：]|[<>≥≤%]", re.IGNORECASE)


def _find(view: View) -> Iterator[Draft]:
    found: dict[int, Part] = {}
    for lines in (view.dated_lines, view.phased_lines):
        for pair, expected, work in _early(lines, view.roadmap.language):
            found.setdefault(expected.line, _part(view, expected, work, pair))
    yield from bundled(list(found.values()), "{count} pieces of work are expected before they are built", most=2)


def _early(lines: Sequence[Dated], language: str) -> Iterator[tuple[Pair, Dated, Dated]]:
    """Expected things with the first work of their name, where all of it comes later."""
    expected = _pairs([entry for entry in lines if entry.beside], language)
    if not expected:
        return
    works = [entry for entry in lines if not entry.beside]
    named = _pairs([entry for entry in works if not NO_WORK.search(entry.text) and len(entry.text.split()) <= MOST_WORDS], language)
    shared = sorted(expected.keys() & named.keys())
    by_pair = _pairs(works, language) if shared else {}
    for pair in shared:
        planned = by_pair[pair]
        if len(planned) + len(expected[pair]) <= MOST_USES:
            for entry in expected[pair]:
                if all(_is_later(entry, work) and _is_named(work, pair, language) for work in planned):
                    yield pair, entry, planned[0]


def _pairs(lines: Sequence[Dated], language: str) -> dict[Pair, list[Dated]]:
    """The lines by each two distinctive words that stand side by side in them."""
    found: dict[Pair, list[Dated]] = defaultdict(list)
    for entry in lines:
        for pair in side_by_side(entry.text, language):
            found[pair].append(entry)
    return found


def _is_later(entry: Dated, work: Dated) -> bool:
    return is_over(entry.time.period, work.time.period) and entry.time.timeline == work.time.timeline and entry.time.line != work.time.line


def _is_named(work: Dated, pair: Pair, language: str) -> bool:
    """Whether the work is little more than the pair."""
    rest = terms_of(work.text, language) - set(pair)
    return not NO_WORK.search(work.text) and len(work.text.split()) <= MOST_WORDS and len(rest) <= MOST_EXTRA


def _part(view: View, entry: Dated, work: Dated, pair: Pair) -> Part:
    first, second = (shortened(one.text) for one in (entry, work))
    draft = Draft(
        f'"{first}" is expected of {written(entry.time.window)}, but "{second}" is planned for {written(work.time.window)}',
        tuple(dict.fromkeys(view.document.span(line) for line in (entry.line, work.line, entry.time.line, work.time.line))),
        key="|".join(pair),
        suggestion="move the work forward, or expect it later",
    )
    return of_two_lines(draft, first, entry.line, work.line)


RULE = Rule("RA312", "expected-before-built", "dependency", "question", "rule", _find, __doc__)
