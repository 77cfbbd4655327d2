"""Work that should be finished by now is still marked open.

Claim: the planned end of an item lies before the day of the check (`--today`), and the item is marked planned or in progress. One
finding per document.

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

from collections.abc import Iterator
from datetime import date, timedelta

from agent.model.roadmap import Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import listed, name_of

OPEN = frozenset({"planned", "in_progress", "new", "at_risk", "blocked"})
NAMED = 4


def _find(view: View) -> Iterator[Draft]:
    limit = view.today - timedelta(days=view.thresholds.stale_days)
    late = [item for item in view.roadmap.items if item.status in OPEN and item.status_span and _end(item, limit)]
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


def _end(item: Item, limit: date) -> bool:
    window = item.window
    if window and window.precision == "year" and not item.window_inherited and not item.all("window") and window.text in item.title:
        return False  # "debts of 2024" is what the work is about
    return bool(window and window.end and not window.open_ended and window.end < limit)


RULE = Rule("RA703", "overdue", "status", "question", "rule", _find, __doc__)
