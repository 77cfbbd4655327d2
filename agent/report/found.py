"""Risks that the findings of `check` show: errors one by one, findings that repeat each other in one document together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.model.finding import Computation, Evidence, Family, Finding
from agent.model.report import Budget, Category, Mitigation
from agent.report.plan import Plan
from agent.report.risks import Draft, counting
from agent.report.scoring import IMPACT, LARGE_GAP, LIKELIHOOD, MANY_WAIT, WIDESPREAD, Step
from agent.report.wording import label, owner_of
from agent.rules.pages import page, rule_named
from agent.rules.reading.amounts import number

CATEGORY: dict[Family, Category] = {
    "arithmetic": "budget",
    "roi": "returns",
    "dependency": "dependencies",
    "schedule": "schedule",
    "overlap": "scope",
    "conflict": "consistency",
    "status": "status",
    "metric": "targets",
    "risk": "consistency",
    "document": "document",
}
MONEY = frozenset("$€£¥₹₽")
CURRENCIES = ("R$", "USD", "EUR", "GBP", "CHF", "BRL", "JPY", "CNY", "INR", "RUB", "IDR")
UNANSWERED_RISK, BEYOND_BASE_RATE = "RA901", "RA206"
# What an item weighs in the plan matters for what happens to it, not for how a target or a sentence is worded.
WEIGHED = frozenset({"schedule", "dependencies", "budget", "status", "consistency"})
PRIORITIES = frozenset({"critical", "high", "P0"})


def risks_of_findings(plan: Plan, budgets: Sequence[Budget]) -> Iterator[Draft]:
    """One draft for each error, and for each rule one for all its other findings in the document."""
    together: dict[str, list[Finding]] = defaultdict(list)
    stated = {item.span.line for item in plan.roadmap.items if item.kind == "risk"}
    for finding in plan.findings:
        if finding.rule == UNANSWERED_RISK and finding.line in stated:
            continue  # told with the risk itself
        if finding.severity == "error":
            yield _draft(plan, [finding], budgets)
        else:
            together[finding.rule].append(finding)
    for rule in sorted(together):
        yield _draft(plan, together[rule], budgets)


def _draft(plan: Plan, found: Sequence[Finding], budgets: Sequence[Budget]) -> Draft:
    first = max(found, key=lambda finding: (LIKELIHOOD[finding.severity].points, -finding.line))
    category = _category(first)
    places = tuple(dict.fromkeys(place for finding in found for place in finding.evidence))
    statements = [finding.message for finding in found]
    proposed = "; ".join(dict.fromkeys(text for finding in found if (text := _proposal(finding))))
    return Draft(
        key=first.id if first.severity == "error" else f"{first.rule}\x1f{plan.path}",
        title=_title(first, len(found)),
        category=category,
        source="finding",
        statement="; ".join(statements),
        consequence=_consequence(first),
        evidence=places,
        likelihood=(LIKELIHOOD[first.severity], *_widespread(places)),
        impact=(IMPACT[category], *(_weight(plan, first) if category in WEIGHED else ()), *_gap(first, budgets)),
        computations=(*_computations(found, places), *_limits(plan, first)),
        findings=tuple(finding.id for finding in found),
        owner=owner_of(plan.item_at(first.line)) if category in WEIGHED else None,
        mitigation=Mitigation(text=proposed, basis="proposed") if proposed else Mitigation(),
    )


def _title(first: Finding, count: int) -> str:
    """What was found, and how often the like of it."""
    said = first.message.split("; ")[0]
    return said if count == 1 else f"{said} (and {count - 1} more of the kind)"


def _proposal(finding: Finding) -> str:
    """What could be done: for a sum, the two figures to choose between; else what the rule suggests."""
    sums = finding.computation
    if finding.family == "arithmetic" and sums and sums.stated and sums.expected:
        return f"decide which is right, {sums.stated} as stated or {sums.expected} as computed, and correct the other"
    return finding.suggestion


def _computations(found: Sequence[Finding], places: Sequence[Evidence]) -> Iterator[Computation]:
    """What the rules computed, then what a reader can count below: parts of a sum, findings of the kind, places."""
    for finding in found:
        if finding.computation:
            yield finding.computation
            if finding.family == "arithmetic" and " + " in finding.computation.formula and "more" not in finding.computation.formula:
                terms = finding.computation.formula.split(" = ")[0].split(" + ")
                yield counting(f"parts in the sum: {len(terms)}")
    if len(found) > 1:
        yield counting(f"findings of the kind: {len(found)}, so {len(found) - 1} more than the one named first")
    if len(places) > 2:
        yield counting(f"places quoted: {len(places)}")


def _limits(plan: Plan, finding: Finding) -> Iterator[Computation]:
    """Where a rule asks whether something is too much, the limit and that it is a setting."""
    if finding.rule == BEYOND_BASE_RATE:
        limits = plan.limits
        yield counting(
            f"limits, which are settings: return {number(limits.annual_return)}% a year, growth {number(limits.annual_growth)}% a year"
        )


def _category(finding: Finding) -> Category:
    """Sums of money are about the budget, other sums about consistency."""
    if finding.family == "arithmetic":
        said = f"{finding.message} {finding.computation.stated if finding.computation else ''}"
        return "budget" if MONEY & set(said) or any(code in said for code in CURRENCIES) else "consistency"
    return CATEGORY[finding.family]


def _consequence(finding: Finding) -> str:
    """Why the rule exists; a reason told by an example with figures of its own is left out, because they are not this roadmap's."""
    rule = page(rule_named(finding.rule))
    return "" if any(char.isdigit() for char in rule.why) and not rule.source else rule.why


def _widespread(places: Sequence[Evidence]) -> Iterator[Step]:
    if len(places) >= WIDESPREAD:
        yield Step(1, f"found at {len(places)} places")


def _weight(plan: Plan, finding: Finding) -> Iterator[Step]:
    """What the item at the first place adds."""
    item = plan.item_at(finding.line)
    if item is None:
        return
    waiting = plan.waiting.get(item.key, 0)
    priority = item.first("priority")
    if item.key in plan.critical:
        yield Step(1, f"{label(item)} is on the critical path")
    if waiting >= MANY_WAIT:
        yield Step(1, f"{waiting} items wait for {label(item)}")
    if priority and any(token.value in PRIORITIES for token in priority.values if isinstance(token.value, str)):
        yield Step(1, f"{label(item)} has priority {priority.text} (line {priority.span.line})")
    if item.kind != "phase" and plan.standing[item.key].state == "done":
        yield Step(-1, f"{label(item)} is done")


def _gap(finding: Finding, budgets: Sequence[Budget]) -> Iterator[Step]:
    """A sum that is far off weighs more than one that is nearly right."""
    if finding.rule != "RA101":
        return
    place = finding.evidence[0]
    for budget in budgets:
        if budget.evidence[0] == place and not budget.agrees:
            stated = sum(budget.stated_value) / 2
            gap = abs(sum(budget.summed_value) / 2 - stated)
            if stated and gap / abs(stated) >= LARGE_GAP:
                percent = number(round(100 * gap / abs(stated)))
                yield Step(
                    1, f"the parts differ from the stated total by {percent}% of it ({budget.stated} stated, {budget.summed} summed)"
                )
            return
