"""How far a plan can be trusted: its risks and what is done about them, the maturity of its metrics, and what `check` finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from agent.compare.figures import ENGLISH
from agent.compare.hazards import stated_mitigations, stated_risks
from agent.compare.sides import Side, cell, listed_more, missing, shown
from agent.facts import format_number
from agent.model.comparison import Cell, Dimension
from agent.model.finding import Computation, Evidence
from agent.model.roadmap import Metric

SHOWN_RISKS, SHOWN_RULES, MOST_CITED = 4, 3, 12
SEVERITIES = (("error", "errors"), ("warning", "warnings"), ("question", "questions"))


def risks(sides: Sequence[Side]) -> tuple[Dimension, ...]:
    """Stated risks, and stated mitigations."""
    return (
        Dimension(name="risks", section="risks", cells=tuple(_risks(side) for side in sides)),
        Dimension(name="mitigations", section="risks", cells=tuple(_mitigations(side) for side in sides)),
    )


def quality(sides: Sequence[Side]) -> tuple[Dimension, ...]:
    """Maturity of metrics, and health."""
    note = "of all metrics named: how many have a number, a baseline, a date"
    return (
        Dimension(name="maturity of metrics", section="quality", cells=tuple(_maturity(side) for side in sides), note=note),
        Dimension(name="health", section="quality", cells=tuple(_health(side) for side in sides), note="what `roadmap check` finds"),
    )


def _risks(side: Side) -> Cell:
    found = stated_risks(side.roadmap)
    if not found:
        return missing(side)
    names = listed_more([name for name, _ in found], SHOWN_RISKS)
    computation = _count(len(found), "stated risk")
    return cell(side, f"{len(found)}: {names}", [span for _, span in found], computation)


def _mitigations(side: Side) -> Cell:
    found = stated_mitigations(side.roadmap)
    if not found:
        return missing(side)
    names = listed_more([text for text, _ in found], SHOWN_RISKS)
    computation = _count(len(found), "stated mitigation")
    return cell(side, f"{len(found)}: {names}", [span for _, span in found], computation)


def _count(number: int, noun: str) -> Computation:
    rest = f"; {number - SHOWN_RISKS} not shown" if number > SHOWN_RISKS else ""
    return shown(f"{number} {noun}{'' if number == 1 else 's'}{rest}")


def _maturity(side: Side) -> Cell:
    metrics = side.roadmap.metrics
    if not metrics:
        return missing(side, "no metrics")
    total = len(metrics)
    parts = (
        ("with a number", [metric for metric in metrics if metric.value is not None]),
        ("with a baseline", [metric for metric in metrics if _has_baseline(metric)]),
        ("with a date", [metric for metric in metrics if metric.period is not None]),
    )
    shares = [(name, len(found), format_number(100 * len(found) / total, ENGLISH, 0)) for name, found in parts]
    value = f"{total} metric{'' if total == 1 else 's'}: " + ", ".join(f"{share}% {name}" for name, _, share in shares)
    formula = "; ".join(f"{name}: {count} / {total} = {share}%" for name, count, share in shares)
    return cell(side, value, [metric.fact.span for metric in metrics], shown(formula))


def _has_baseline(metric: Metric) -> bool:
    return metric.baseline is not None or metric.role in ("baseline", "actual")


def _health(side: Side) -> Cell:
    """Findings by severity, the most frequent rules named, the gravest cited first."""
    found = side.findings
    if not found:
        return Cell(roadmap=side.path, value="nothing found")
    counts: Counter[str] = Counter(finding.severity for finding in found)
    rules = Counter(finding.name for finding in found)
    most = ", ".join(f"{name} ({rules[name]})" for name in sorted(rules, key=lambda name: (-rules[name], name))[:SHOWN_RULES])
    value = ", ".join(f"{counts[one]} {one if counts[one] == 1 else many}" for one, many in SEVERITIES if counts[one])
    order = [one for one, _ in SEVERITIES]
    gravest = sorted(found, key=lambda finding: (order.index(finding.severity), finding.line, finding.rule))
    places: dict[Evidence, None] = dict.fromkeys(finding.evidence[0] for finding in gravest if finding.evidence)
    formula = f"{value} = {len(found)} findings; {most}"
    return Cell(roadmap=side.path, value=f"{value}; {most}", evidence=tuple(places)[:MOST_CITED], computation=shown(formula))
