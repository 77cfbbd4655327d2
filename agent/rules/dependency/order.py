"""An item is scheduled before what it depends on.

Claim: an item ends before the item it needs has ended (an error), or begins before that (a warning), on the dates that the roadmap
gives for both. Vague dates are given the benefit of the doubt: "Q3" may end on any day of the quarter. It is a question unless the
dependency names an id and columns or fields state both times.

Why it matters: the plan cannot be carried out as written; one of the dates or the dependency is wrong.

Flagged:

    | ID | Initiative | Start | End | Depends on |
    |---|---|---|---|---|
    | A1 | Accounts | 2026-07-01 | 2026-09-30 | none |
    | A2 | Billing | 2026-04-01 | 2026-06-30 | A1 |

Fine:

    | ID | Initiative | Start | End | Depends on |
    |---|---|---|---|---|
    | A1 | Accounts | 2026-04-01 | 2026-06-30 | none |
    | A2 | Billing | 2026-07-01 | 2026-09-30 | A1 |
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.facts import canonical_terms, normalise
from agent.model.finding import Computation, Severity
from agent.model.quantity import Window
from agent.model.roadmap import Item
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.graph import Edge
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import Period, ends_too_early, period_of, starts_too_early, written

BRANCHES = frozenset("└├╰┣┗")  # of a tree that is drawn
TOLD = ("column", "field", "gantt")
LEAST_SHARE = 0.6  # of the words of a title


def _find(view: View) -> Iterator[Draft]:
    for edge in view.graph.edges:
        waiting, needed = edge.waiting.window, edge.needed.window
        first, second = period_of(waiting), period_of(needed)
        apart = edge.waiting.key != edge.needed.key and not _nested(view, edge)
        if not (waiting and needed and first and second and apart) or _is_drawn(view, edge):
            continue
        if not _told_of_needed(view, edge) and _is_named(edge):
            yield from _judge(edge, waiting, needed, first, second)


def _is_drawn(view: View, edge: Edge) -> bool:
    """Whether one of the two has its time only from what it hangs below in a drawing, which shows what needs what and not when."""
    lines = {item.span.line for item in (edge.waiting, edge.needed) if item.window_inherited}
    return any(not BRANCHES.isdisjoint(view.document.raw_lines[line - 1]) for line in lines)


def _told_of_needed(view: View, edge: Edge) -> bool:
    """Whether the time stands in the line that names what is needed, and so says when that is there: "needs A1, A2 (ready by June)"."""
    window = edge.waiting.first("window")
    if window is None or window.source != "bullet" or not window.span.line == edge.span.line == edge.waiting.span.line:
        return False
    line = view.document.raw_lines[edge.span.line - 1]
    needed = line.find(edge.text)
    return 0 <= needed < line.find("(", needed) < line.find(window.text, needed)


def _is_named(edge: Edge) -> bool:
    """Whether the words of the dependency are the item's id or most of its title: "Legal review" is not "Legal review of the new shop"."""
    text, title = (frozenset(canonical_terms(words)) for words in (edge.text, edge.needed.title))
    told = edge.needed.id and normalise(edge.needed.id) in normalise(edge.text)
    return bool(told) or not title & text or len(title & text) > LEAST_SHARE * len(title)


def _judge(edge: Edge, waiting: Window, needed: Window, first: Period, second: Period) -> Iterator[Draft]:
    if edge.needed.span.line < edge.waiting.span.line and _turns_the_year(waiting, needed):
        return
    inherited = edge.waiting.window_inherited or edge.needed.window_inherited
    if ends_too_early(first, second):
        yield _draft(edge, f"is to end ({written(waiting)}) before", waiting, needed)
    elif starts_too_early(first, second) and not inherited and first.start != first.end:
        yield _draft(edge, f"is to start ({written(waiting)}) before", waiting, needed, severity="warning")


def _turns_the_year(waiting: Window, needed: Window) -> bool:
    """Whether weeks or months may be those of the calendar, the first of them after the last: weeks 1-3 listed behind weeks 49-51."""
    most = {"week": 53, "month": 12}.get(waiting.unit) if waiting.unit == needed.unit else None
    if most is None or waiting.last is None or needed.first is None or needed.last is None:
        return False
    return waiting.last <= most / 2 < needed.first and needed.last <= most


def _draft(edge: Edge, clause: str, waiting: Window, needed: Window, severity: Severity = "error") -> Draft:
    return Draft(
        f"{name_of(edge.waiting)} {clause} {name_of(edge.needed)}, which it needs, has ended ({written(needed)})",
        (edge.span, *_places(edge.waiting), *_places(edge.needed)),
        key=f"{edge.waiting.key}|{edge.needed.key}",
        computation=Computation(
            formula=f"{_label(edge.waiting)}: {written(waiting)}; needs {_label(edge.needed)}: {written(needed)}",
            expected=f"not before {needed.end or written(needed)}",
            stated=written(waiting),
        ),
        suggestion=f"move {name_of(edge.waiting)} after {needed.end or written(needed)}, or drop the dependency",
        severity=severity if _names_id(edge) and _is_told(edge.waiting) and _is_told(edge.needed) else "question",
    )


def _is_told(item: Item) -> bool:
    """Whether a column or field gives the time of an item: sprints and weeks in names and headings may say which they are, not when."""
    window = item.first("window") or item.first("end") or item.first("start")
    return window is not None and window.source in TOLD and not item.window_inherited


def _names_id(edge: Edge) -> bool:
    """Whether the dependency is told by the id of what is needed, not by its name, which something else may bear too."""
    return bool(edge.needed.id) and normalise(edge.needed.id) in normalise(edge.text)


def _label(item: Item) -> str:
    return item.id or item.title


def _places(item: Item) -> tuple[Span, ...]:
    window = item.first("window") or item.first("end") or item.first("start")
    return (window.span,) if window else (item.span,)


def _nested(view: View, edge: Edge) -> bool:
    """Whether one of the two contains the other: a phase that "needs" its own part says something else."""
    by_key = view.roadmap.by_key
    for inner, outer in ((edge.waiting, edge.needed), (edge.needed, edge.waiting)):
        seen: set[str] = set()
        at = inner.parent
        while at and at not in seen:
            if at == outer.key:
                return True
            seen.add(at)
            parent = by_key.get(at)
            at = parent.parent if parent else ""
    return False


RULE = Rule("RA304", "dependency-order", "dependency", "error", "computed", _find, __doc__)
