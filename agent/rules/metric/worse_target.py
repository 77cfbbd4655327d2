"""A target is worse than where the measure stands today.

Claim: a table gives a present value and a target, the name of the measure says which way it should go, and the target lies the
other way.

Why it matters: the target is reached before the work begins, or a digit is wrong.

Flagged:

    | Measure | December 2025 (actual) | March 2027 (target) |
    |---|---:|---:|
    | Registered users | 1,900 | 1,600 |
    | Archive volume | 340 | 900 |

Fine:

    | Measure | December 2025 (actual) | March 2027 (target) |
    |---|---:|---:|
    | Registered users | 1,900 | 6,000 |
    | Response time (hours) | 9 | 4 |
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.direction import direction_of


def _find(view: View) -> Iterator[Draft]:
    for series in view.series:
        now, goal = series.values
        way = direction_of(series.name, goal)
        wrong = (way == "up" and goal.high < now.low and goal.comparator not in (">", ">=")) or (
            way == "down" and goal.low > now.high and goal.comparator not in ("<", "<=")
        )
        if wrong:
            yield Draft(
                f'the target of "{series.name}" ({stated_of(goal)}) is worse than its present value ({stated_of(now)})',
                (series.goal.fact.span, series.now.fact.span),
                key=series.name,
                computation=Computation(
                    formula=f"{stated_of(goal)} {'<' if way == 'up' else '>'} {stated_of(now)}",
                    expected=f"{'more' if way == 'up' else 'less'} than {stated_of(now)}",
                    stated=stated_of(goal),
                ),
                suggestion="correct the target, or say why the measure may get worse",
            )


RULE = Rule("RA801", "target-worse-than-now", "metric", "warning", "computed", _find, __doc__)
