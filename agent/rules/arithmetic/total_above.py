"""A total stands above a table or lists that make another sum.

Claim: a heading, or a line right below one, names a total with one amount, and the first table below it has no total row and a column of
such amounts in every row; or the section has no table, and every entry of its lists states one such amount. Nothing there adds up to
the total: no column, no list, not all lists together.

Why it matters: the heading is quoted, the table is spent.

Flagged:

    ## Total budget: $330,000

    | Package | Weeks | Cost |
    |---|---|---|
    | Moorings | 4 | $80,000 |
    | Slipway | 8 | $160,000 |
    | Crane | 4 | $95,000 |
    | Lights | 4 | $60,000 |

Fine:

    ## Total budget: $395,000

    | Package | Weeks | Cost |
    |---|---|---|
    | Moorings | 4 | $80,000 |
    | Slipway | 8 | $160,000 |
    | Crane | 4 | $95,000 |
    | Lights | 4 | $60,000 |
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from agent.extract.wording.words import names_total, passed_over
from agent.model.document import Block
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.arithmetic import phases
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, edit, span_of, stated_of, sum_text
from agent.rules.reading.entries import LABEL_END, Entry
from agent.rules.reading.grid import Grid
from agent.rules.reading.interval import summed

FEWEST = 3
FARTHEST = 1.6  # times: beyond that the table is of something else

Part = tuple[int, Quantity]


def _find(view: View) -> Iterator[Draft]:
    blocks = view.document.blocks
    for block in blocks:
        stated = _stated(view, block)
        section = block.index if block.kind == "heading" else block.section
        if stated and section is not None and (block.kind == "heading" or blocks[section].index == block.index - 1):
            parts = _parts(view, stated, section, block)
            if parts and not _told(view, block):
                yield _draft(view, block, stated, parts)


def _stated(view: View, block: Block) -> Quantity | None:
    """The one amount of a short line that calls it a total."""
    if block.kind not in ("heading", "paragraph") or "\n" in block.text or block.index >= len(view.scanned.tokens):
        return None
    figures = [token.value for token in view.scanned.tokens[block.index] if isinstance(token.value, Quantity)]
    label = LABEL_END.split(block.text, maxsplit=1)[0]
    money = len(figures) == 1 and figures[0].kind == "money" and not figures[0].per and not figures[0].change
    return figures[0] if money and label != block.text and names_total(label) and not passed_over(label) else None


def _parts(view: View, stated: Quantity, section: int, block: Block) -> tuple[Part, ...]:
    """What the total should sum and does not; empty when something fits or nothing comes near."""
    grids = [grid for grid in view.grids if grid.block.index > block.index and _inside(view.document.blocks, grid.block, section)]
    columns = [parts for grid in grids for at in range(1, grid.width) if (parts := _column(grid, at, stated))]
    lists = _lists(view.entries, view.document.blocks, section, block.line, stated)
    every = tuple(part for parts in lists for part in parts)
    sets = [*columns, *lists, *([every] if len(lists) > 1 else [])]
    if any(_meets(stated, parts) for parts in sets) or (grids and any(line.total for line in grids[0].lines)):
        return ()
    first = [parts for parts in columns if grids and _is_of(parts, grids[0])] if grids else [every]
    near = [parts for parts in first if len(parts) >= FEWEST and _near(stated, parts)]
    return near[0] if len(near) == 1 else ()


def _inside(blocks: Sequence[Block], block: Block, section: int) -> bool:
    at = block.section
    while at is not None and at != section:
        at = blocks[at].section
    return at == section


def _column(grid: Grid, at: int, stated: Quantity) -> tuple[Part, ...]:
    """The amounts of a column that has one in every row."""
    cells = [(line.line, line.cells[at].quantity) for line in grid.lines]
    alike = all(value and (value.kind, value.unit, value.per) == ("money", stated.unit, "") and not value.change for _, value in cells)
    return tuple((line, value) for line, value in cells if value) if alike else ()


def _is_of(parts: Sequence[Part], grid: Grid) -> bool:
    return parts[0][0] == grid.lines[0].line


def _lists(entries: Sequence[Entry], blocks: Sequence[Block], section: int, line: int, stated: Quantity) -> list[tuple[Part, ...]]:
    """The amounts of each list of the section; none at all where an entry of the first level is without one."""
    found: dict[int, list[Part]] = {}
    last = -1
    for entry in islice(entries, bisect_right(entries, line, key=lambda entry: entry.line), None):
        if not _inside(blocks, blocks[entry.block], section):
            break  # what follows lies outside, too
        if entry.kind != "item":
            continue
        value = next((value for value in entry.amounts if (value.kind, value.unit, value.per) == ("money", stated.unit, "")), None)
        if entry.depth:
            continue
        if value is None or entry.total or entry.several:
            return []
        if entry.block != last + 1:
            found[entry.block] = []
        found[max(found)].append((entry.line, value))
        last = entry.block
    return [tuple(parts) for parts in found.values()]


def _meets(stated: Quantity, parts: Sequence[Part]) -> bool:
    return summed(allowed(value) for _, value in parts).meets(allowed(stated))


def _near(stated: Quantity, parts: Sequence[Part]) -> bool:
    whole = sum(value.most for _, value in parts)
    return whole > 0 and 1 / FARTHEST <= stated.most / whole <= FARTHEST


def _told(view: View, block: Block) -> bool:
    """Whether the rules on totals and on phases judge the line."""
    judged = {total.stated.span.line for total in view.roadmap.totals} | {draft.evidence[0].line for draft in view.drafts(phases.RULE)}
    return block.line in judged


def _draft(view: View, block: Block, stated: Quantity, parts: Sequence[Part]) -> Draft:
    values = [value for _, value in parts]
    whole, shown = span_of(sum(v.least for v in values), sum(v.most for v in values), stated), stated_of(stated)
    label = " ".join(LABEL_END.split(block.text, maxsplit=1)[0].split())
    return Draft(
        f'"{label}" is stated as {shown}, but the {len(parts)} amounts below it add up to {whole}',
        tuple(view.document.span(line) for line in (block.line, *(line for line, _ in parts))),
        key=f"{label}|{shown}",
        computation=Computation(formula=sum_text(values, whole), expected=whole, stated=shown),
        suggestion=f"{edit(shown, whole)}, or say what else it holds",
    )


RULE = Rule("RA129", "total-above", "arithmetic", "warning", "computed", _find, __doc__)
