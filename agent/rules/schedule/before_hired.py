"""Somebody works before being hired.

Claim: a role is hired once, at a time of its own or in a phase, and a dated line gives work to the same role: as what one of its cells or
its last brackets hold, or behind a label for who does it; all of that work is over when the role comes. Lines that look for the person
are left out, and so are roles that somebody has from the start.

Why it matters: nobody is there to do the work.

Flagged:

    ## Plan

    | Months | Work | Owner |
    |---|---|---|
    | Months 1-3 | Berth booking | Harbour master |
    | Months 4-6 | Tide forecast | Data analyst |

    ## Team

    - Month 9: hire a data analyst

Fine:

    ## Plan

    | Months | Work | Owner |
    |---|---|---|
    | Months 1-3 | Berth booking | Harbour master |
    | Months 7-9 | Tide forecast | Data analyst |

    ## Team

    - Month 5: hire a data analyst
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agent.expressions import expression
from agent.facts import lookup_label
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.happenings import EDGES, Lines, listed_in
from agent.rules.reading.hires import Hire, hires_in
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import written
from agent.rules.reading.scopes import named_terms
from agent.rules.reading.timelines import Dated, spans_of
from agent.rules.reading.vocabulary import pattern

IN_BRACKETS = expression(r"[(（\[]([^()（）\[\]]{2,60})[)）\]]?\s*$")
MOST_WORDS = 8
SHORTEST = 3  # letters of a role of one word


def _find(view: View) -> Iterator[Draft]:
    parts: dict[frozenset[str], Part] = {}
    for lines in (view.lines, view.lines_by_phase) if view.saying("hiring") else ():
        for hire, work in _too_early(view, lines):
            parts.setdefault(hire.terms, _part(view, hire, work))
    yield from bundled(list(parts.values()), "{count} people work before they are hired")


def _too_early(view: View, lines: Lines) -> Iterator[tuple[Hire, Dated]]:
    """Each hire with the first work of its role, where all of that is over by then."""
    by_role: dict[frozenset[str], list[Hire]] = defaultdict(list)
    for hire in hires_in(lines):
        by_role[hire.terms].append(hire)
    hired = {role: hires[0] for role, hires in by_role.items() if len(hires) == 1 and hires[0].ordered}
    working: dict[frozenset[str], list[Dated]] = defaultdict(list)
    for entry in lines.lines if hired else ():
        for role in _roles(view, entry) & hired.keys():
            if entry.line != hired[role].entry.line and not pattern("hiring").search(f"{entry.text} {entry.more}"):
                working[role].append(entry)
    for role, works in working.items():
        if all(lines.is_over(work, hired[role].entry) for work in works):
            yield hired[role], works[0]


def _roles(view: View, entry: Dated) -> set[frozenset[str]]:
    """The stems of who may do the work of a line."""
    named = entry.more.split(" | ") if entry.more else []
    bracket = IN_BRACKETS.search(view.document.lines[entry.line - 1].rstrip(" |"))
    named += [bracket[1]] if bracket else []
    label, colon, rest = entry.text.partition(":")
    meaning = lookup_label(label.strip(EDGES)) if colon and len(label) <= MOST_WORDS * MOST_WORDS else None
    named += [rest] if meaning is not None and meaning.attribute == "owner" else []
    parts = [part for name in named if len(name.split()) <= MOST_WORDS for part in listed_in(name)]
    return {terms for part in parts if len(part) >= SHORTEST and (terms := named_terms(part, view.roadmap.language))}


def _part(view: View, hire: Hire, work: Dated) -> Part:
    draft = Draft(
        f'"{hire.role}" is hired in {written(hire.entry.time.window)}, but has the work "{shortened(work.text)}" in'
        f" {written(work.time.window)}",
        spans_of(view.document, work, hire.entry),
        key="|".join(sorted(hire.terms)),
        suggestion="hire earlier, or say who does the work until then",
    )
    return of_two_lines(draft, hire.role, work.line, hire.entry.line)


RULE = Rule("RA452", "works-before-hired", "schedule", "question", "rule", _find, __doc__)
