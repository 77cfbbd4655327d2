"""The end that the head of a document gives is not the end of its work.

Claim: front matter or a labelled line gives the start and the end of the plan as days; the work that the document dates begins on that
start, but its last piece ends on another day than that end (or ends on that end, and begins on another day), or all but one piece lies
between the two and that one ends later. Where only an end is given, both are last days of months, and at most a quarter apart.

Why it matters: contracts and people are booked until one of the two days.

Flagged:

    ---
    start: 2026-09-01
    end: 2027-10-31
    ---

    | Package | Start | End |
    |---|---|---|
    | Ticket core | 2026-09-01 | 2027-02-26 |
    | Bus link | 2027-01-11 | 2027-04-30 |
    | Switch-over | 2027-09-07 | 2027-09-30 |

Fine:

    ---
    start: 2026-09-01
    end: 2027-09-30
    ---

    | Package | Start | End |
    |---|---|---|
    | Ticket core | 2026-09-01 | 2027-02-26 |
    | Bus link | 2027-01-11 | 2027-04-30 |
    | Switch-over | 2027-09-07 | 2027-09-30 |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from agent.model.roadmap import Fact, Item
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import name_of
from agent.rules.reading.vocabulary import pattern

PLANNED = frozenset({"phase", "initiative", "task", "milestone", "deliverable"})
FEWEST = 3
DEEPEST = 1  # headings above a line that is of the whole plan
GRACE, QUARTER = timedelta(days=7), timedelta(days=95)


def _find(view: View) -> Iterator[Draft]:
    heads = [fact for fact in view.roadmap.facts if _is_head(fact)]
    starts, ends = (_labelled(heads, key) for key in ("plan_start", "plan_end"))
    dated = [item for item in view.roadmap.items if item.kind in PLANNED and _is_dated(item) and not _is_beside(item)]
    if len(ends) != 1 or len(starts) > 1 or len(dated) < FEWEST:
        return
    first = min(dated, key=lambda item: _start(item))
    last = max(dated, key=lambda item: _end(item))
    (end, until), begin = ends[0], starts[0] if starts else None
    if begin is None:
        if _is_month_end(until) and _is_month_end(_end(last)) and GRACE < abs(until - _end(last)) <= QUARTER:
            yield _draft("end", end.span, until, last, _end(last))
    elif (begin[1] == _start(first) and abs(until - _end(last)) > GRACE) or _is_alone_late(dated, begin[1], until):
        yield _draft("end", end.span, until, last, _end(last))
    elif until == _end(last) and abs(begin[1] - _start(first)) > GRACE:
        yield _draft("begin", begin[0].span, begin[1], first, _start(first))


def _is_alone_late(dated: Sequence[Item], begin: date, until: date) -> bool:
    """Whether all work but one piece lies between the start and the end that are told."""
    late = [item for item in dated if _end(item) > until + GRACE]
    return len(late) == 1 and all(begin <= _start(item) for item in dated) and _end(late[0]) <= until + (until - begin)


def _is_head(fact: Fact) -> bool:
    """Whether a line is of the whole document: in the front matter, or labelled below no more than the title."""
    return not fact.item and fact.source in ("front_matter", "field") and len(fact.headings) <= DEEPEST and len(fact.windows) == 1


def _labelled(facts: Sequence[Fact], key: str) -> list[tuple[Fact, date]]:
    """The days that labels of a kind give."""
    named = [(fact, fact.windows[0]) for fact in facts if pattern(key).fullmatch(fact.label.replace("_", " ").strip())]
    return [(fact, window.end) for fact, window in named if window.precision == "day" and window.end and window.start == window.end]


def _is_dated(item: Item) -> bool:
    window = item.window
    return bool(window and window.start and window.end and not window.open_ended and window.precision in ("day", "month"))


def _is_beside(item: Item) -> bool:
    return any(pattern("beside_plan").search(heading) for heading in item.headings)


def _start(item: Item) -> date:
    return item.window.start if item.window and item.window.start else date.max


def _end(item: Item) -> date:
    return item.window.end if item.window and item.window.end else date.min


def _is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _draft(way: str, head: Span, told: date, item: Item, day: date) -> Draft:
    which = "last" if way == "end" else "first"
    return Draft(
        f"the plan is said to {way} on {told}, but {name_of(item)}, its {which} work, {way}s on {day}",
        (head, item.span),
        key=f"{way}|{told}",
        suggestion=f"keep one of {told} and {day}, or say what lies between them",
    )


RULE = Rule("RA623", "labelled-frame", "conflict", "question", "computed", _find, __doc__)
