"""Small corpora whole: what was read of them as records, then every line with its evidence number."""

from __future__ import annotations

from collections.abc import Callable

from agent.grounded.ledger import Ledger
from agent.grounded.records import item_record, metric_record
from agent.grounded.tools import finding_record

RECORDS_SHARE = 0.4  # of the budget: the lines themselves matter more than what was read of them
MOST_BYTES_A_TOKEN = 16  # of one line; what is larger cannot fit and need not be counted


def packed(ledger: Ledger, count: Callable[[str], int], budget: int) -> str | None:
    """All documents as text, or None when they take more than `budget` tokens. Records are left out where they would not fit."""
    size = sum(len(line) for roadmap in ledger.lines.roadmaps for line in roadmap.document.lines)
    if size > budget * MOST_BYTES_A_TOKEN:
        return None
    before = set(ledger.shown)
    lines = ledger.show(range(1, ledger.lines.count + 1))
    used = count(lines)
    if used > budget:
        ledger.shown.clear()
        ledger.shown.update(before)
        return None
    records = _records(ledger)
    fits = count(records) <= min(budget - used, round(budget * RECORDS_SHARE)) if records else False
    return f"what the program read\n{records}\n\nlines\n{lines}" if fits else f"lines\n{lines}"


def _records(ledger: Ledger) -> str:
    said: list[str] = []
    for roadmap in ledger.lines.roadmaps:
        said += [item_record(roadmap, item, ledger)[0] for item in roadmap.items]
        said += [metric_record(metric, ledger)[0] for metric in roadmap.metrics]
    said += [finding_record(finding, ledger)[0] for finding in ledger.findings.values()]
    return "\n".join(said)
