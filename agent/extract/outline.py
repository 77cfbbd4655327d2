"""What was read, as an indented list: for people who check that it was read right."""

from __future__ import annotations

from collections.abc import Iterator

from agent.extract.facts.amounts import reconciles
from agent.model.quantity import Window
from agent.model.roadmap import Fact, Item, Roadmap


def outline(roadmap: Roadmap) -> str:
    """The items as a tree with their facts and lines, then facts of no item, metrics, totals, equations and what was not read."""
    return "\n".join(_lines(roadmap)) + "\n"


def _lines(roadmap: Roadmap) -> Iterator[str]:
    yield f"{roadmap.title} [{roadmap.language}] {roadmap.numbers_bound}/{roadmap.numbers} numbers bound"
    tops = [item for item in roadmap.items if not item.parent]
    children: dict[str, list[Item]] = {}
    for item in roadmap.items:
        children.setdefault(item.parent, []).append(item)
    for item in tops:
        yield from _item(item, children, 1)
    loose = [fact for fact in roadmap.facts if not fact.item]
    if loose:
        yield "facts of no item:"
        yield from (f"  {_fact(fact)}" for fact in loose)
    for metric in roadmap.metrics:
        stated = metric.value.most if metric.value else "no number"
        yield f"metric {metric.name!r} {metric.measure or '?'} {metric.role} {metric.statistic} {stated} l.{metric.fact.span.line}"
    for total in roadmap.totals:
        sizes = ", ".join(f"{len(grouping)}{'=' if reconciles(total.value, grouping) else '!'}" for grouping in total.groupings)
        yield f"total {total.measure} {total.stated.label!r} {total.value.most:g} {total.basis} of {sizes} parts l.{total.stated.span.line}"
    for equation in roadmap.equations:
        yield f"equation {equation.kind} {equation.text!r} l.{equation.span.line}"
    for unread in roadmap.unread:
        yield f"unread l.{unread.line} {unread.text!r}: {unread.reason}"


def _item(item: Item, children: dict[str, list[Item]], depth: int) -> Iterator[str]:
    pad = "  " * depth
    window = f" <{_period(item.window)}{' inherited' if item.window_inherited else ''}>" if item.window else ""
    status = f" [{item.status}]" if item.status else ""
    yield f"{pad}{item.kind} {item.key!r} {item.title!r}{window}{status} l.{item.span.line}-{item.end_line}" + (
        f" +{len(item.mentions)}" if item.mentions else ""
    )
    for dependency in item.dependencies:
        yield f"{pad}  {dependency.kind} {dependency.target or '?'} ({dependency.text})"
    if item.independent:
        yield f"{pad}  independent"
    for fact in item.facts:
        yield f"{pad}  . {_fact(fact)}"
    for child in children.get(item.key, ()):
        yield from _item(child, children, depth + 1)


def _period(window: Window) -> str:
    if window.is_dated:
        return f"{window.start or ''}..{window.end or ''}"
    return window.text


def _fact(fact: Fact) -> str:
    about = f" of {fact.subject!r}" if fact.subject else ""
    extra = " ".join(part for part in (fact.role, fact.scenario, f"<{_period(fact.window)}>" if fact.window else "") if part)
    return f"{fact.attribute or '?'}{about} {fact.label!r}: {fact.text[:90]!r} {extra} l.{fact.span.line} {fact.source}"
