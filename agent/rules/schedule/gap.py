"""Between two phases nothing is planned.

Claim: at least three phases of one plan follow each other without a gap, except for one pair between which more than `gap_days`
(or one of the plan's weeks, sprints or quarters) are free.

Why it matters: the team waits, or a phase was dropped and its time kept.

Flagged:

    ## Phase 1: Base (January 2026 - March 2026)

    Schema and import.

    ## Phase 2: Search (April 2026 - June 2026)

    Index and ranking.

    ## Phase 3: Sharing (September 2026 - December 2026)

    Export and mail.

Fine:

    ## Phase 1: Base (January 2026 - March 2026)

    Schema and import.

    ## Phase 2: Search (April 2026 - June 2026)

    Index and ranking.

    ## Phase 3: Sharing (July 2026 - December 2026)

    Export and mail.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from agent.model.finding import Computation
from agent.model.quantity import Window
from agent.model.roadmap import Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import UNIT_DAYS, Period, period_of, written

FEWEST = 3
CALENDAR = "calendar"


def _find(view: View) -> Iterator[Draft]:
    groups: dict[tuple[str, tuple[str, ...]], list[Item]] = defaultdict(list)
    for item in view.roadmap.items:
        if item.kind == "phase" and item.window and not item.window_inherited:
            groups[item.parent, item.headings].append(item)
    for phases in groups.values():
        yield from _judge(view, phases)


def _judge(view: View, phases: Sequence[Item]) -> Iterator[Draft]:
    placed = [(item, period) for item in phases if (period := period_of(item.window))]
    if len(placed) < FEWEST or len(placed) < len(phases) or len({period.axis for _, period in placed}) != 1:
        return
    gaps = [(one, other, _gap(first, second)) for (one, first), (other, second) in pairwise(placed)]
    if any(gap is None for _, _, gap in gaps):
        return
    wide = [(one, other, gap) for one, other, gap in gaps if gap is not None and gap > _allowed(view, placed[0][1])]
    if len(wide) == 1 < len(gaps) and not _is_filled(view, *wide[0][:2]):
        yield _draft(*wide[0], placed[0][1])


def _is_filled(view: View, one: Item, other: Item) -> bool:
    """Whether anything else of the roadmap lies between two phases."""
    first, second = period_of(one.window), period_of(other.window)
    windows = (token.value for tokens in (*view.scanned.tokens, *view.scanned.cells.values()) for token in tokens)
    periods = (period_of(window) for window in windows if isinstance(window, Window))
    if first is None or second is None or first.end is None or second.start is None:
        return True
    return any(
        p is not None
        and p.axis == first.axis
        and p.start is not None
        and p.end is not None
        and p.end > first.end + 1
        and p.start < second.start - 1
        for p in periods
    )


def _gap(first: Period, second: Period) -> float | None:
    """The days surely free between two phases; None when they overlap or do not follow each other."""
    if first.end is None or second.start is None or second.start < (first.earliest_end or first.end) - 1:
        return None
    return max(0.0, second.start - first.end)


def _allowed(view: View, period: Period) -> float:
    free = float(view.thresholds.gap_days)
    return free if period.axis == CALENDAR else UNIT_DAYS.get(period.axis, free) * 0.99


def _draft(one: Item, other: Item, gap: float, period: Period) -> Draft:
    unit = "week" if period.axis == CALENDAR else period.axis
    length = f"{number(round(gap / UNIT_DAYS[unit]))} {unit}{'s' if round(gap / UNIT_DAYS[unit]) != 1 else ''}"
    before, after = (written(item.window) if item.window else "" for item in (one, other))
    return Draft(
        f"nothing is planned for {length} between {name_of(one)} ({before}) and {name_of(other)} ({after})",
        (other.span, one.span),
        key=f"{one.key}|{other.key}",
        computation=Computation(formula=f"{before} … {after} = {length} free", expected="no gap, as between the others", stated=length),
        suggestion="say what happens in between, or move the later phases forward",
    )


RULE = Rule("RA411", "gap-between-phases", "schedule", "question", "computed", _find, __doc__)
