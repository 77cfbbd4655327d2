"""Stated totals beside what their parts add up to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.model.quantity import Quantity
from agent.model.report import Budget
from agent.model.roadmap import Fact, Total
from agent.report.plan import Plan
from agent.report.wording import evidence_of, fitted
from agent.rules.reading.amounts import allowed, amount, span_of, stated_of
from agent.rules.reading.interval import summed

NAME_SHOWN, UNDER_SHOWN = 60, 80
SHOWN_TERMS = 20

Parts = Sequence[tuple[Fact, Quantity]]


def budgets_of(plan: Plan) -> Iterator[Budget]:
    """Every total with at least two parts, in document order.

    A total agrees when the parts of one plausible grouping may add up to it; that grouping is shown, else the most plausible one.
    """
    for total in plan.roadmap.totals:
        groupings = [parts for parts in total.groupings if len(parts) > 1]
        if groupings:
            fitting = next((parts for parts in groupings if _meets(total.value, parts)), None)
            yield _budget(plan, total, fitting or groupings[0], agrees=fitting is not None and not _found_wrong(plan, total))


def _meets(value: Quantity, parts: Parts) -> bool:
    return summed(allowed(quantity) for _, quantity in parts).meets(allowed(value))


def _found_wrong(plan: Plan, total: Total) -> bool:
    """Whether `check` reports this total: it also looks at the ends of ranges."""
    place = total.stated.span
    return any(
        finding.rule == "RA101" and finding.evidence[0].line == place.line and finding.evidence[0].quote == place.quote
        for finding in plan.findings
    )


def _budget(plan: Plan, total: Total, parts: Parts, *, agrees: bool) -> Budget:
    value = total.value
    least, most = sum(q.least for _, q in parts), sum(q.most for _, q in parts)
    computed = span_of(least, most, value)
    return Budget(
        path=plan.path,
        name=fitted(total.stated.subject or total.stated.label or "Total", NAME_SHOWN),
        under=fitted(_under(plan, total), UNDER_SHOWN),
        measure=total.measure,
        unit=value.unit or value.kind,
        stated=stated_of(value),
        summed=computed,
        stated_value=(value.least, value.most),
        summed_value=(least, most),
        difference=_difference(value, least, most),
        formula=f"{_terms(parts, value)} = {computed}",
        agrees=agrees,
        evidence=(evidence_of(total.stated.span), *dict.fromkeys(evidence_of(fact.span) for fact, _ in parts)),
    )


def _under(plan: Plan, total: Total) -> str:
    """What the total is about: the item it belongs to, else the nearest heading."""
    item = plan.roadmap.by_key.get(total.stated.item)
    if item is not None:
        return f"{item.id} {item.title}" if item.id and item.id.casefold() not in item.title.casefold() else item.title
    return " › ".join(" ".join(heading.split()) for heading in total.stated.headings[-2:])


def _difference(value: Quantity, least: float, most: float) -> str:
    """Stated less summed, end by end; "" when there is none."""
    low, high = value.least - least, value.most - most
    if abs(low) < 1e-9 * max(1.0, abs(least)) and abs(high) < 1e-9 * max(1.0, abs(most)):
        return ""
    low, high = sorted((low, high))
    first, last = amount(low, value), amount(high, value)
    return first if first == last else f"{first} to {last}"


def _terms(parts: Parts, like: Quantity) -> str:
    shown = [span_of(quantity.least, quantity.most, like) for _, quantity in parts[:SHOWN_TERMS]]
    rest = len(parts) - len(shown)
    return " + ".join(shown) + (f" + {rest} more" if rest else "")
