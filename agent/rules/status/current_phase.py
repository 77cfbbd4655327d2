"""The phase called current ended long ago.

Claim: the heading of a phase, or the line below it, calls it the current one, its window ended before today, and nothing marks it as done
or open (a phase marked open after its end is reported by `overdue`).

Why it matters: the page is no longer kept, or the plan has slipped and does not say so.

Flagged:

    ## Phase 1: Base (Q1 2024)

    - [x] Import

    ## Phase 2: Studio (Q2 2024)
    Current phase

    ### Making
    - [ ] Creation

Fine:

    ## Phase 1: Base (Q1 2024)

    - [x] Import

    ## Phase 2: Studio (Q2 2027)
    Current phase

    ### Making
    - [ ] Creation
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from agent.expressions import expression
from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import written

CURRENT = expression(
    r"[\s*_>🔄🚧-]*(?:status\s*:\s*)?(?:current phase|current|aktuelle phase|fase atual|fase actual|phase actuelle|fase attuale"
    r"|текущая фаза|現在のフェーズ|当前阶段)[\s*_.:!]*",
    re.IGNORECASE,
)
IN_HEADING = expression(r"\((?:current|current phase|aktuell|atual|actual|en cours|in corso|текущая|進行中|当前)\)", re.IGNORECASE)
BELOW = 2  # lines under the heading in which the words may stand


def _find(view: View) -> Iterator[Draft]:
    limit = view.today - timedelta(days=view.thresholds.stale_days)
    for item in view.roadmap.items:
        window = item.window
        if item.kind != "phase" or item.status or window is None or item.window_inherited or window.open_ended or window.end is None:
            continue
        line = _says_current(view, item.span.line)
        if line and window.end < limit:
            yield Draft(
                f"{name_of(item)} is called the current phase, but its window ({written(window)}) ended on {window.end}",
                (view.document.span(line), *([item.span] if line != item.span.line else [])),
                key=item.key,
                computation=Computation(
                    formula=f"{window.end} < {view.today}", expected=f"a window that reaches {view.today}", stated=written(window)
                ),
                suggestion="say which phase is current now, or give this one new dates",
            )


def _says_current(view: View, line: int) -> int:
    """The line that calls the phase current; 0 when none does."""
    lines = view.document.lines
    if IN_HEADING.search(lines[line - 1]):
        return line
    below = range(line + 1, min(line + BELOW, len(lines)) + 1)
    return next((number for number in below if CURRENT.fullmatch(lines[number - 1])), 0)


RULE = Rule("RA708", "current-phase-past", "status", "question", "rule", _find, __doc__)
