"""All things of a kind begin later than the plan says that they begin.

Claim: a dated line begins or launches several things of a kind ("Launch marketing campaigns"), a section elsewhere is called the same and
gives at least two of them times of their own, and even the first of these lies behind the time of the line.

Why it matters: the first of them is prepared for one month and paid for in another.

Flagged:

    ## Harbour tours

    ### Spring tour (month 6)

    Along the old pier.

    ### Summer tour (month 9)

    To the lighthouse.

    ## Next steps

    - Month 1: print leaflets
    - Month 2: launch the harbour tours

Fine:

    ## Harbour tours

    ### Spring tour (month 6)

    Along the old pier.

    ### Summer tour (month 9)

    To the lighthouse.

    ## Next steps

    - Month 1: print leaflets
    - Month 6: launch the harbour tours
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.happenings import EDGES, Happening, Lines
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import written
from agent.rules.reading.scope_words import is_stage
from agent.rules.reading.scopes import named_terms
from agent.rules.reading.timelines import Dated, spans_of

FEWEST = 2  # words of a kind, and things of it
MOST_WORDS = 6


def _find(view: View) -> Iterator[Draft]:
    lines = view.lines
    begun = [
        one
        for one in lines.happening("releasing_verbs", "starting")
        if len(one.thing) >= FEWEST and not one.entry.beside and not one.entry.done
    ]
    kinds = _kinds(view, lines) if begun else {}
    found: dict[int, Part] = {}
    for one in begun:
        held = kinds.get(one.thing, [])
        if len({entry.time.line for entry in held}) >= FEWEST and all(_is_later(lines, one, entry) for entry in held):
            found.setdefault(one.entry.line, _part(view, one, held[0]))
    yield from bundled(list(found.values()), "{count} things begin before the first of them is planned")


def _kinds(view: View, lines: Lines) -> dict[frozenset[str], list[Dated]]:
    """The lines with a time of their own by what the heading right above them is called, where that tells no time itself."""
    timed = {entry.line for entry in lines.lines}
    untimed = {block.text: block.line for block in view.document.blocks if block.kind == "heading" and block.line not in timed}
    found: dict[frozenset[str], list[Dated]] = defaultdict(list)
    for entry in lines.lines:
        above = entry.headings[-1] if entry.headings else ""
        if entry.line == entry.time.line and above in untimed and len(above.split()) <= MOST_WORDS:
            terms = named_terms(above.strip(EDGES), lines.language)
            if len(terms) >= FEWEST and not any(map(is_stage, terms)):
                found[terms].append(entry)
    return found


def _is_later(lines: Lines, one: Happening, entry: Dated) -> bool:
    return entry.line != one.entry.line and lines.is_over(one.entry, entry)


def _part(view: View, one: Happening, first: Dated) -> Part:
    draft = Draft(
        f'"{shortened(one.entry.text)}" is planned for {written(one.entry.time.window)}, but the first of them,'
        f' "{shortened(first.text)}", for {written(first.time.window)}',
        spans_of(view.document, one.entry, first),
        key="|".join(sorted(one.thing)),
        suggestion="give both the same time, or say what begins before",
    )
    return of_two_lines(draft, shortened(one.entry.text), one.entry.line, first.line)


RULE = Rule("RA456", "begun-before-the-first", "schedule", "question", "rule", _find, __doc__)
