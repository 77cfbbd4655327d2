"""A step is planned behind the end of the whole plan.

Claim: the title of the document, or a field at its beginning, says how long the plan is ("12-week plan", "Duration: 6 months") or from when
to when it runs, most of its steps lie within that time on the same scale, and a few do not. Steps below headings that look beyond the plan
are left out.

Why it matters: the plan is shorter than what it holds, and budget and people end with it.

Flagged:

    # Ward: 12-week plan

    - Week 2: beds
    - Week 6: lamps
    - Week 11: paint
    - Week 15: handover

Fine:

    # Ward: 12-week plan

    - Week 2: beds
    - Week 6: lamps
    - Week 11: paint
    - Week 12: handover
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from agent.expressions import expression
from agent.facts import lookup_label
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.lines import by_line
from agent.rules.reading.naming import shortened
from agent.rules.reading.runs import Step, bounds, series_of
from agent.rules.reading.vocabulary import pattern

FIRST_BLOCKS = 12  # of the document, in which the length of the whole plan stands
FEWEST = 3  # steps within the plan
MOST_BEHIND = 4  # of the steps, one in so many may lie behind the end
REACHED = 0.6  # of the plan, which the steps within it reach
UNITS = frozenset({"day", "week", "month", "quarter"})
PLANNED = expression(
    r"plan\b|plan[oa]?\b|road ?map|schedule|programm?|sprint|fahrplan|projekt|project|feuille de route|hoja de ruta|план|计划|路线图|計画"
    r"|ロードマップ",
    re.IGNORECASE,
)
EXACT = frozenset({"day", "week", "month"})


class Plan(Struct, frozen=True):
    """The time of the whole plan: `unit` is "" for the calendar; `last` is its last unit or day."""

    unit: str
    first: float
    last: float
    text: str
    span: Span


def _find(view: View) -> Iterator[Draft]:
    plans = plans_of(view)
    if not plans:
        return
    series = series_of(view.scanned)
    for plan in plans:
        steps = {step.line: step for key, found in series.items() if key[-1] == plan.unit for step in found if _is_judged(step, plan)}
        within = [step for step in steps.values() if step.last <= plan.last]
        behind = [step for line, step in sorted(steps.items()) if step.last > plan.last and not _looks_beyond(view, line)]
        reached = max((step.last for step in within), default=plan.first) - plan.first >= REACHED * (plan.last - plan.first)
        if len(within) >= FEWEST and reached and 0 < len(behind) * MOST_BEHIND <= len(steps):
            parts = [Part(_draft(view, step, plan), f'"{shortened(step.text.strip())}"') for step in behind]
            yield from bundled(parts, "{count} steps lie behind the end of the plan")
            return


def plans_of(view: View) -> list[Plan]:
    """The time of the plan as its title tells it, then as a field of the first lines does."""
    found = []
    for block in view.document.blocks[:FIRST_BLOCKS]:
        tokens = view.scanned.tokens[block.index] if block.index < len(view.scanned.tokens) else ()
        title = block.kind == "heading" and block.depth == 1
        for at, text, own in by_line(block.text, tokens) if title or block.kind in ("paragraph", "item") else ():
            if (title and PLANNED.search(text)) or (not title and _is_field(text)):
                span = view.document.span(block.line + at)
                found += [plan for token in own if (plan := plan_of(token, span))]
    return found[:2]


def _is_field(text: str) -> bool:
    label, colon, _ = text.replace("：", ":").partition(":")
    meaning = lookup_label(label.strip(" *_-")) if colon and len(label) <= 40 else None
    return bool(colon) and ((meaning is not None and meaning.attribute in ("duration", "window")) or bool(PLANNED.search(label)))


def plan_of(token: Token, span: Span) -> Plan | None:
    told = token.value
    if isinstance(told, Quantity) and told.kind == "duration" and told.unit in UNITS and not told.is_range and told.most > 1:
        return Plan(told.unit, 0, told.most, token.text, span) if told.comparator == "=" else None
    if isinstance(told, Window) and told.precision in EXACT and (ends := bounds(told)) and not told.unit and ends[1] - ends[0] > 20:
        return Plan("", ends[0], ends[1], token.text, span)
    return None


def _is_judged(step: Step, plan: Plan) -> bool:
    if plan.unit:
        return step.first >= 0
    return step.window.precision in EXACT and not step.window.inferred and step.first >= plan.first


def _looks_beyond(view: View, line: int) -> bool:
    """Whether a step or a heading above it speaks of what comes after the plan."""
    block = next((block for block in view.document.blocks if block.line <= line <= block.end_line), None)
    texts = (*view.document.heading_path(block), view.document.lines[line - 1]) if block else ()
    return any(pattern("beyond_plan").search(text) for text in texts)


def _draft(view: View, step: Step, plan: Plan) -> Draft:
    end = f"{plan.unit} {plan.last:g}" if plan.unit else str(date.fromordinal(int(plan.last)))
    return Draft(
        f'"{shortened(step.text.strip())}" lies behind the end of the plan, which is {end} ("{shortened(plan.text)}")',
        (view.document.span(step.place), plan.span),
        key=step.name.casefold(),
        computation=Computation(formula=f"{step.window.text.strip()} > {end}", expected=f"until {end}", stated=step.window.text.strip()),
        suggestion="correct the time of the step, or the length of the plan",
    )


RULE = Rule("RA427", "beyond-the-plan", "schedule", "question", "computed", _find, __doc__)
