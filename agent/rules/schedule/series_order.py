"""Numbered parts of a plan are dated against their order.

Claim: sibling headings count up (versions, phases, sprints, or "Now", "Next", "Later"), each has dates of its own, and a later one begins
before the one in front of it begins, or is due before it. Versions and "Now, Next, Later" are a warning, phases a question: some overlap
on purpose.

Why it matters: whoever plans after the later one expects it after the earlier one.

Flagged:

    ## Version 3.4 (June 2026)

    Footnotes over two pages.

    ## Version 3.5 (May 2026)

    Import of old books.

Fine:

    ## Version 3.4 (June 2026)

    Footnotes over two pages.

    ## Version 3.5 (September 2026)

    Import of old books.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from agent.expressions import expression
from agent.model.document import Block
from agent.model.finding import Computation
from agent.model.quantity import Window
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.period import period_of, written

VERSION = expression(r"(?:^|\s|\b(?:version|release|versão|versión)\s*)v?(\d{1,3}(?:\.\d{1,3}){1,2})(?![\d.]*\d)", re.IGNORECASE)
NUMBERED = expression(
    r"(phase|fase|sprint|milestone|stage|etapa|étape|phase|meilenstein|version|release|wave|welle)\s+(\d{1,2})\b", re.IGNORECASE
)
HORIZONS = ("now", "next", "later")
YEARLY = expression(r"(?:19|20)\d\d\.\d{1,2}$")


class Numbered(Struct, frozen=True):
    """A heading with its scheme, its number, and the one window in it."""

    scheme: str
    number: tuple[int, ...]
    block: Block
    window: Window


def _find(view: View) -> Iterator[Draft]:
    series: dict[tuple[int | None, int, str], list[Numbered]] = defaultdict(list)
    for block in view.document.blocks:
        if block.kind == "heading" and (found := _numbered(view, block)):
            series[block.section, block.depth, found.scheme].append(found)
    for members in series.values():
        for one, other in pairwise(members):
            if one.number < other.number and _backwards(one.window, other.window):
                yield _draft(view, one, other)


def _numbered(view: View, block: Block) -> Numbered | None:
    tokens = view.scanned.tokens[block.index] if block.index < len(view.scanned.tokens) else ()
    windows = [token.value for token in tokens if isinstance(token.value, Window) and token.value.is_dated]
    if len(windows) != 1:
        return None
    first = block.text.split(":")[0].split()[0].casefold().strip(":-–—()") if block.text.split() else ""
    if first in HORIZONS:
        return Numbered("horizon", (HORIZONS.index(first),), block, windows[0])
    version = VERSION.search(block.text)
    if version and not YEARLY.match(version[1]):
        return Numbered("version", tuple(int(part) for part in version[1].split(".")), block, windows[0])
    match = NUMBERED.search(block.text)
    return Numbered(match[1].casefold(), (int(match[2]),), block, windows[0]) if match else None


def _backwards(first: Window, second: Window) -> bool:
    """Whether the second surely ends before the first ends, and begins before it begins."""
    one, other = period_of(first), period_of(second)
    if one is None or other is None or one.axis != other.axis or first.inferred or second.inferred:
        return False
    return bool(
        other.end is not None
        and one.earliest_end is not None
        and other.end < one.earliest_end
        and (one.start is None or (other.latest_start is not None and other.latest_start < one.start))
    )


def _draft(view: View, one: Numbered, other: Numbered) -> Draft:
    earlier, later = (" ".join(member.block.text.split())[:60] for member in (one, other))
    return Draft(
        f'"{later}" comes after "{earlier}" in the plan, but {written(other.window)} is before {written(one.window)}',
        (view.document.span(other.block.line), view.document.span(one.block.line)),
        key=f"{one.scheme}|{one.number}|{other.number}",
        computation=Computation(
            formula=f"{written(other.window)} < {written(one.window)}",
            expected=f"after {written(one.window)}",
            stated=written(other.window),
        ),
        suggestion="correct one of the dates, or the order",
        severity="warning" if one.scheme in ("version", "horizon") else "question",
    )


RULE = Rule("RA408", "series-backwards", "schedule", "warning", "computed", _find, __doc__)
