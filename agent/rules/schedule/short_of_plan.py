"""The parts of a plan are over before the plan is.

Claim: the title, a field at the beginning or a line for the total says how long the plan is ("16-week plan", "Total: 16 weeks"), its parts
follow one another from the first week (day, month) on without a gap, and the last of all of them ends earlier.

Why it matters: either the end was moved in one place only, or nothing is planned for the time that is left.

Flagged:

    # Berth booking: 16-week plan

    ## Weeks 1-4: Survey

    ## Weeks 5-8: Wiring

    ## Weeks 9-12: Tests

Fine:

    # Berth booking: 12-week plan

    ## Weeks 1-4: Survey

    ## Weeks 5-8: Wiring

    ## Weeks 9-12: Tests
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from agent.model.finding import Computation
from agent.model.quantity import Window
from agent.model.roadmap import Roadmap
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import shortened
from agent.rules.reading.runs import Run
from agent.rules.schedule.beyond_plan import Plan, plans_of, plans_of_sections, totals_of

FEWEST = 3
LEAST_SHARE = 0.6  # of the plan: shorter parts are those of a piece of it


def _find(view: View) -> Iterator[Draft]:
    runs = [run for run in view.runs if run.unit and _is_tiled(run)]
    if not runs:
        return
    for plan in (*plans_of(view), *plans_of_sections(view), *totals_of(view)):
        ends = [run for run in runs if run.unit == plan.unit and plan.holds(run.steps[0].line)]
        last = max((run.steps[-1].last for run in ends), default=0.0)
        if LEAST_SHARE * plan.last <= last < plan.last and not _goes_on(view.scanned, plan.unit, last):
            yield _draft(view, plan, next(run for run in ends if run.steps[-1].last == last))
            return


def _is_tiled(run: Run) -> bool:
    """Whether the steps of a run begin with the first unit and follow one another without a gap."""
    tight = all(other.first == one.last + 1 for one, other in pairwise(run.steps))
    return len(run.steps) >= FEWEST and tight and run.steps[0].first <= 1


def _goes_on(roadmap: Roadmap, unit: str, last: float) -> bool:
    """Whether any line speaks of a later time of the plan, or leaves the end of one open."""
    told = (token.value for tokens in (*roadmap.tokens, *roadmap.cells.values()) for token in tokens)
    windows = [value for value in told if isinstance(value, Window) and value.unit == unit]
    return any(window.open_ended or max(window.first or 0.0, window.last or 0.0) > last for window in windows)


def _draft(view: View, plan: Plan, run: Run) -> Draft:
    step = run.steps[-1]
    end = f"{plan.unit} {step.last:g}"
    return Draft(
        f'the plan is said to take "{shortened(plan.text)}", but its last part, "{shortened(step.text.strip())}", ends with {end}',
        (plan.span, view.document.span(step.place)),
        key=f"{plan.unit}|{step.name.casefold()}",
        computation=Computation(formula=f"{end} < {plan.last:g}", expected=f"{step.last:g} {plan.unit}s", stated=plan.text),
        suggestion="correct the length of the plan, or plan what is left of it",
    )


RULE = Rule("RA462", "short-of-the-plan", "schedule", "question", "computed", _find, __doc__)
