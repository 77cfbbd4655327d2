"""Typed facts in one line each, for the model: what they say and on which evidence lines they stand."""

from __future__ import annotations

from agent.facts import Convention, format_quantity, scan
from agent.facts.folding import fold
from agent.grounded.fencing import visible_to_model
from agent.grounded.ledger import Ledger
from agent.grounded.lines import Lines, windows
from agent.model.quantity import Window
from agent.model.roadmap import Item, Metric, Roadmap

_SHOWN_FACTS = 8
Record = tuple[str, tuple[int, ...]]


def matches(wanted: str, *texts: str) -> bool:
    """Whether every word that is wanted stands in the texts, in any spelling; nothing wanted matches all."""
    words = fold(wanted).split()
    hay = " ".join(fold(text) for text in texts)
    return all(word in hay for word in words)


def window_of(text: str) -> Window | None:
    """The dated stretch of time that a text names, if it names one."""
    return next((window for window in windows(scan(text[:80], Convention())) if window.is_dated), None) if text else None


def overlaps(window: Window | None, wanted: Window) -> bool:
    """Whether two stretches of time have a day in common; a missing end is open."""
    if window is None or not window.is_dated:
        return False
    after = window.start is not None and wanted.end is not None and window.start > wanted.end
    before = window.end is not None and wanted.start is not None and window.end < wanted.start
    return not (after or before)


def in_window(lines: Lines, place: tuple[str, int, int], wanted: Window) -> bool:
    """Whether a passage names a time that overlaps, or belongs to an item of such a time."""
    path, first, last = place
    for number in lines.numbers(path, first, last):
        line = lines.at(number)
        if line is not None and any(overlaps(window, wanted) for window in windows(lines.tokens(line))):
            return True
    return any(
        overlaps(item.window, wanted) and item.span.line <= last and first <= item.end_line
        for roadmap in lines.roadmaps
        if roadmap.document.path == path
        for item in roadmap.items
    )


def item_record(roadmap: Roadmap, item: Item, ledger: Ledger) -> Record:
    """`A1 Ledger service | initiative | Q1 2031 | cost: $250K | E11, E12`."""
    parts = [f"{item.id} {item.title}".strip() if item.id not in item.title else item.title, item.kind]
    if item.window is not None:
        parts.append(item.window.text)
    if item.status:
        parts.append(item.status)
    facts = [fact for fact in item.facts if fact.attribute and fact.attribute not in ("window", "status")][:_SHOWN_FACTS]
    parts += [f"{fact.attribute}: {' '.join(fact.text.split())[:120]}" for fact in facts]
    if item.dependencies and not any(fact.attribute == "depends_on" for fact in facts):
        parts.append("depends on " + ", ".join(dependency.text for dependency in item.dependencies))
    path = roadmap.document.path
    spans = [item.span, *(fact.span for fact in facts), *(dependency.span for dependency in item.dependencies)]
    if item.status_span is not None:
        spans.append(item.status_span)
    numbers = tuple(dict.fromkeys(n for span in spans for n in ledger.lines.numbers(path, span.line, span.end_line)))
    return visible_to_model(" | ".join((*parts, _places(numbers)))), numbers


def metric_record(metric: Metric, ledger: Ledger) -> Record:
    """`P95 latency | target | 120 ms | E16`."""
    span = metric.fact.span
    convention = ledger.lines.convention(span.path)
    value = [metric.value.comparator.replace("=", "") + format_quantity(metric.value, convention)] if metric.value is not None else []
    baseline = [f"from {format_quantity(metric.baseline, convention)}"] if metric.baseline is not None else []
    when = [metric.period.text] if metric.period is not None else []
    numbers = tuple(ledger.lines.numbers(span.path, span.line, span.end_line))
    parts = [metric.name, metric.role, *value, metric.statistic, *baseline, metric.scope, *when, _places(numbers)]
    return visible_to_model(" | ".join(part for part in parts if part)), numbers


def _places(numbers: tuple[int, ...]) -> str:
    return ", ".join(f"E{number}" for number in numbers[:8])
