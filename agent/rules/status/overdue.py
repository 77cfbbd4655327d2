"""Work that should be finished by now is still marked open.

Claim: the planned end of an item lies before the day of the check (`--today`), and the item is marked planned or in progress; an
empty box marks it only where some box of the document is ticked. One finding per document.

Why it matters: the dates or the states are out of date; readers cannot tell which.

Flagged:

    | Initiative | End | Status |
    |---|---|---|
    | Search | 2025-03-31 | In progress |

Fine:

    | Initiative | End | Status |
    |---|---|---|
    | Search | 2025-03-31 | Done |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from agent.expressions import expression
from agent.model.document import Block
from agent.model.roadmap import Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import listed, name_of
from agent.rules.reading.ticks import icon_lines

OPEN = frozenset({"planned", "in_progress", "new", "at_risk", "blocked"})
NAMED = 4
TIMES = frozenset({"start", "end", "window"})
BRACKETED = expression(r"[(（]([^()（）\n]{2,80})[)）]")
EXAMPLES = expression(r"\betc\b|\be\.\s?g\.|\bz\.\s?B\.|\bp\.\s?ex\b|\bпример|例えば|など|例如|等[)）]", re.IGNORECASE)


def _find(view: View) -> Iterator[Draft]:
    limit = view.today - timedelta(days=view.thresholds.stale_days)
    begins = min((item.window.start for item in view.roadmap.items if item.window and item.window.start and _is_dated(item)), default=None)
    late = [item for item in view.roadmap.items if item.status in OPEN and item.status_span and _end(item, limit, begins)]
    late = [item for item in late if not _is_foreign(view, item)]
    if late and not any(block.checked for block in view.document.blocks):
        late = [item for item in late if not _is_boxed(view, item)]
    icons = icon_lines(view.roadmap) if late else frozenset()
    late = [item for item in late if item.status_span and item.status_span.line not in icons]
    if not late:
        return
    names = listed([name_of(item) for item in late[:NAMED]] + ([f"{len(late) - NAMED} more"] if len(late) > NAMED else []))
    verb = "is" if len(late) == 1 else "are"
    yield Draft(
        f"by {view.today} {names} should be finished but {verb} marked open",
        tuple(item.status_span or item.span for item in late),
        key="|".join(sorted(item.key for item in late)),
        suggestion="mark what is finished, and give the rest new dates",
    )


def _is_boxed(view: View, item: Item) -> bool:
    """Whether nothing but an empty box says that an item is open; where no box is ticked, nobody keeps them."""
    line = item.status_span.line if item.status_span else 0
    return any(block.line == line and block.checked is False for block in view.document.blocks)


def _is_dated(item: Item) -> bool:
    """Whether the time of an item is more than a word of its own name."""
    return item.window is not None and not _in_name(item)


def _is_foreign(view: View, item: Item) -> bool:
    """Whether all times said of an item stand in an example below it, or far from it in a list about something else of its name."""
    blocks = view.document.blocks
    told = [fact for fact in item.facts if fact.attribute in TIMES]
    return bool(told) and all(
        (0 <= fact.block < len(blocks) and blocks[fact.block].kind == "fence" and not _stands_in(blocks[fact.block], item))
        or (fact.source == "bullet" and not item.span.line <= fact.span.line <= item.end_line)
        for fact in told
    )


def _stands_in(block: Block, item: Item) -> bool:
    return block.line <= item.span.line <= block.end_line


def _in_name(item: Item) -> bool:
    """Whether the time of an item stands in its name, or in brackets behind it."""
    text = item.window.text if item.window is not None and not item.window_inherited else ""
    return bool(text) and (text in item.title or any(text in bracket for bracket in BRACKETED.findall(item.span.quote)))


def _end(item: Item, limit: date, begins: date | None) -> bool:
    window = item.window
    if window and _in_name(item):
        if EXAMPLES.search(item.span.quote) or (window.precision == "year" and not item.all("window")):
            return False  # "debts of 2024" is what the work is about
        if window.precision == "year" and window.end and (begins is None or window.end < begins):
            return False  # before anything is planned: "read the paper of 2020"
    return bool(window and window.end and not window.open_ended and window.end < limit)


RULE = Rule("RA703", "overdue", "status", "question", "rule", _find, __doc__)
