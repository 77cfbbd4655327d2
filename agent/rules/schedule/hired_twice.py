"""One person is hired at two times.

Claim: one part of the document hires somebody by role ("Hire a data engineer" in a phase), another one has the same role come at another
time (a row of the team plan), and the two times have no day in common. Roles that come several times in one part, teams and counted people
are left out.

Why it matters: salaries and work are planned from two different months.

Flagged:

    ## Phases

    ### Phase 1: Base (months 1-6)

    - Berth booking

    ### Phase 2: Fleet (months 7-12)

    - Hire a harbour analyst

    ## Team

    | Role | When |
    |---|---|
    | Harbour analyst | Month 4 |

Fine:

    ## Phases

    ### Phase 1: Base (months 1-6)

    - Berth booking

    ### Phase 2: Fleet (months 7-12)

    - Hire a harbour analyst

    ## Team

    | Role | When |
    |---|---|
    | Harbour analyst | Month 8 |
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.happenings import Lines
from agent.rules.reading.hires import Hire, hires_in
from agent.rules.reading.period import written
from agent.rules.reading.timelines import spans_of

TELLING = 2  # words of a role that only one person has


def _find(view: View) -> Iterator[Draft]:
    parts: dict[frozenset[str], Part] = {}
    for lines in (view.lines, view.lines_by_phase) if view.saying("hiring") else ():
        for one, other in _twice(lines):
            parts.setdefault(one.terms, _part(view, one, other))
    yield from bundled(list(parts.values()), "{count} people are hired at two different times")


def _twice(lines: Lines) -> Iterator[tuple[Hire, Hire]]:
    """The first two hires of each role that are at times of which one is over before the other begins."""
    by_role: dict[frozenset[str], list[Hire]] = defaultdict(list)
    for hire in hires_in(lines):
        by_role[hire.terms].append(hire)
    for hires in by_role.values():
        often = Counter((hire.entry.time.timeline, hire.ordered) for hire in hires)
        for one, other in combinations(hires, 2):
            apart = lines.is_over(one.entry, other.entry) or lines.is_over(other.entry, one.entry)
            if apart and max(often.values()) == 1 and (one.ordered or other.ordered):
                yield one, other
                break


def _part(view: View, one: Hire, other: Hire) -> Part:
    first, second = sorted((one, other), key=lambda hire: hire.entry.line)
    draft = Draft(
        f'"{first.role}" is hired in {written(first.entry.time.window)} by line {first.entry.line}, but in'
        f" {written(second.entry.time.window)} by line {second.entry.line}",
        spans_of(view.document, first.entry, second.entry),
        key="|".join(sorted(one.terms)),
        suggestion="give both the same month",
        severity="warning" if len(first.role.split()) >= TELLING else None,
    )
    return of_two_lines(draft, first.role, first.entry.line, second.entry.line)


RULE = Rule("RA451", "hired-at-two-times", "schedule", "question", "computed", _find, __doc__)
