"""Stated totals beside what their parts add up to: two bars a total, the second one marked where it does not agree."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from agent.model.report import Budget
from agent.render.charts.canvas import Canvas
from agent.render.terminal import fit

MOST_ROWS = 12
WIDTH, LABELS, VALUES = 1000.0, 330.0, 190.0
ROW, BAR, TOP, FOOT = 46.0, 14.0, 8.0, 8.0
LETTERS = 46


def drawn_totals(budgets: Sequence[Budget]) -> tuple[Budget, ...]:
    """What a chart has room for, in order: totals that do not agree before those that do."""
    ranked = sorted(range(len(budgets)), key=lambda at: (budgets[at].agrees, at))
    return tuple(budgets[at] for at in sorted(ranked[:MOST_ROWS]))


def totals_chart(identity: str, title: str, budgets: Sequence[Budget]) -> Markup:
    """All `budgets` are in one unit; a range is drawn to its upper end, with its lower end as a line. At least one budget."""
    most = max(max(budget.stated_value[1], budget.summed_value[1]) for budget in budgets)
    scale = (WIDTH - LABELS - VALUES) / most if most > 0 else 0.0
    canvas = Canvas(WIDTH, TOP + ROW * len(budgets) + FOOT)
    for at, budget in enumerate(budgets):
        top = TOP + ROW * at
        canvas.text(LABELS - 8, top + 11, fit(budget.name, LETTERS), anchor="end", size=12, bold=not budget.agrees)
        canvas.text(LABELS - 8, top + 27, fit(budget.under, LETTERS), anchor="end", size=11, colour="soft")
        wrong = not budget.agrees
        _bar(canvas, top + 4, budget.stated_value, scale, f"{budget.stated} stated", critical=False)
        _bar(canvas, top + 4 + BAR + 3, budget.summed_value, scale, f"{budget.summed} summed{' ✗' if wrong else ' ✓'}", critical=wrong)
    wrong_ones = sum(not budget.agrees for budget in budgets)
    return canvas.svg(
        identity, title, f"{len(budgets)} totals, {wrong_ones} of them unlike the sum of their parts; the table below has the figures."
    )


def _bar(canvas: Canvas, top: float, value: tuple[float, float], scale: float, name: str, *, critical: bool) -> None:
    low, high = (max(0.0, end) * scale for end in value)
    canvas.box(LABELS, top, max(high, 1.0), BAR, "critical" if critical else "bar")
    if high - low > 1:
        canvas.line([(LABELS + low, top), (LABELS + low, top + BAR)], "paper", width=2)
    canvas.text(LABELS + max(high, 1.0) + 6, top + BAR / 2, name, size=11.5)
