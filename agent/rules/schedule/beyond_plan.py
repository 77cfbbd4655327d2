"""A step is planned behind the end of the whole plan.

Claim: the title of the document, the heading right below it, a field at its beginning, or a line for the total, says how long the plan is
("12-week plan", "Duration: 6 months") or from when to when it runs, most of its steps lie within that time, and a few do not: weeks, months
and years are compared with each other. The heading of a section says how long the plan in it is, in the same unit. Steps below headings
that look beyond the plan are left out.

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
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.facts import lookup_label
from agent.model.document import Block
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
BRACKET = "("  # of the same length in another unit
NEAR = 24  # characters between the word for a total and its figure
REACHED = 0.6  # of the plan, which the steps within it reach
DAYS = {"day": 1.0, "week": 7.0, "month": 365 / 12, "quarter": 365 / 4, "year": 365.0}
WHOLE = frozenset({("year", "month"), ("year", "quarter"), ("quarter", "month")})  # units that hold so many of the other
MONTH = 31  # days: one month is when a document was written
ROUGHLY = 1.07  # 4 weeks are a month
PLANNED = expression(
    r"plan\b|plan[oa]?\b|road ?map|schedule|programm?|sprint|fahrplan|projekt|project|feuille de route|hoja de ruta|план|计划|路线图|計画"
    r"|ロードマップ|projections?\b|projeç(?:ão|ões)\b|forecast|framework|\bpath\b",
    re.IGNORECASE,
)
EXACT = frozenset({"day", "week", "month"})


class Plan(Struct, frozen=True):
    """The time of the whole plan, or of the section down to line `until`: `unit` is "" for the calendar; `last` is its last unit or day."""

    unit: str
    first: float
    last: float
    text: str
    span: Span
    until: int = 0

    def holds(self, line: int) -> bool:
        return not self.until or self.span.line < line <= self.until


def _find(view: View) -> Iterator[Draft]:
    plans, totals = [*plans_of(view), *plans_of_sections(view)], list(totals_of(view))
    if not plans and len(totals) != 1:
        return
    series = series_of(view.scanned)
    units = sorted({str(key[-1]) for key in series})
    alone = totals if len(totals) == 1 else []  # several are of parts, and one in another unit may be
    for plan in [*(counted for told in plans for unit in units if (counted := _in_units(told, unit))), *alone]:
        told = (step for key, found in series.items() if key[-1] == plan.unit for step in found if plan.holds(step.line))
        steps = {step.line: step for step in told if _is_judged(step, plan)}
        within = [step for step in steps.values() if step.last <= plan.last]
        behind = [step for line, step in sorted(steps.items()) if step.last > plan.last and not _looks_beyond(view, line)]
        reached = max((step.last for step in within), default=plan.first) - plan.first >= REACHED * (plan.last - plan.first)
        if len(within) >= FEWEST and reached and 0 < len(behind) * MOST_BEHIND <= len(steps) and not (plan.until and len(behind) > 1):
            parts = [Part(_draft(view, step, plan), f'"{shortened(step.text.strip())}"') for step in behind]
            yield from bundled(parts, "{count} steps lie behind the end of the plan")
            return


def plans_of(view: View) -> list[Plan]:
    """The time of the plan as its title tells it, then as a field of the first lines does."""
    found = []
    for block in view.document.blocks[:FIRST_BLOCKS]:
        tokens = view.scanned.tokens[block.index] if block.index < len(view.scanned.tokens) else ()
        title = block.kind == "heading" and (block.depth == 1 or _is_subtitle(view, block))
        for at, text, own in by_line(block.text, tokens) if title or block.kind in ("paragraph", "item") else ():
            if (title and PLANNED.search(text)) or (not title and _is_field(text)):
                span = view.document.span(block.line + at)
                told = [plan for token in own if (plan := plan_of(token, span))]
                found += [plan for plan in told if len(told) == 1 or _days(plan) == max(_days(one) for one in told)]
    return found[:2]


def plans_of_sections(view: View) -> Iterator[Plan]:
    """The times of sections whose heading is that of a plan and tells its length: "Roadmap of 12 weeks"."""
    headings = [block for block in view.document.blocks if block.kind == "heading"]
    for at, block in enumerate(headings):
        tokens = view.scanned.tokens[block.index] if block.index < len(view.scanned.tokens) else ()
        lengths = [token for token in tokens if isinstance(token.value, Quantity)]
        if block.depth == 1 or len(lengths) != 1 or not PLANNED.search(block.text):
            continue
        plan = plan_of(lengths[0], view.document.span(block.line))
        if plan:
            until = next((other.line - 1 for other in headings[at + 1 :] if other.depth <= block.depth), len(view.document.lines))
            yield replace(plan, until=until)


def totals_of(view: View) -> Iterator[Plan]:
    """Lines that begin with a word for the total, or for the length of all, and give a length behind it."""
    for line in view.text_lines:
        lengths = [token for token in line.tokens if isinstance(token.value, Quantity) and token.value.kind == "duration"]
        if lengths and all(BRACKET in line.text[lengths[0].end : other.start] for other in lengths[1:]):
            named = pattern("total_length").search(line.text)
            if named and 0 <= lengths[0].start - named.end() <= NEAR and not any(map(str.isalnum, line.text[: named.start()])):
                plan = plan_of(lengths[0], view.document.span(line.line))
                if plan:
                    yield plan


def _days(plan: Plan) -> float:
    return (plan.last - plan.first) * DAYS.get(plan.unit, 1)


def _is_subtitle(view: View, block: Block) -> bool:
    """Whether a heading stands right below the title of the document."""
    return block.index == 1 and view.document.blocks[0].kind == "heading" and view.document.blocks[0].depth == 1


def _in_units(plan: Plan, unit: str) -> Plan | None:
    """The plan counted in another unit: two years are 24 months."""
    if plan.unit == unit:
        return plan
    if plan.unit not in DAYS or unit not in DAYS or unit == "year" or plan.until:
        return None  # "Years 2-3" below a plan of 12 months are an outlook
    length = plan.last * DAYS[plan.unit] / DAYS[unit]
    return replace(plan, unit=unit, last=round(length) if (plan.unit, unit) in WHOLE else ceil(length * ROUGHLY))


def _is_field(text: str) -> bool:
    label, colon, _ = text.replace("：", ":").partition(":")
    meaning = lookup_label(label.strip(" *_-")) if colon and len(label) <= 40 else None
    return bool(colon) and ((meaning is not None and meaning.attribute in ("duration", "window")) or bool(PLANNED.search(label)))


def plan_of(token: Token, span: Span) -> Plan | None:
    told = token.value
    if isinstance(told, Quantity) and told.kind == "duration" and told.unit in DAYS and not told.is_range and told.most > 1:
        return Plan(told.unit, 0, told.most, token.text, span) if told.comparator == "=" else None
    if isinstance(told, Window) and told.precision in EXACT and (ends := bounds(told)) and not told.unit and ends[1] - ends[0] > MONTH:
        return Plan("", ends[0], ends[1], token.text, span)
    return None


def _is_judged(step: Step, plan: Plan) -> bool:
    if plan.unit:
        return step.first >= 0
    return step.window.precision in EXACT and not step.window.inferred and step.first >= plan.first


def _looks_beyond(view: View, line: int) -> bool:
    """Whether a step or a heading above it, other than the title, speaks of what comes after the plan."""
    block = next((block for block in view.document.blocks if block.line <= line <= block.end_line), None)
    texts = (*view.document.heading_path(block), view.document.lines[line - 1]) if block else ()
    return any(pattern("beyond_plan").search(text) for text in texts if text != view.roadmap.title)


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
