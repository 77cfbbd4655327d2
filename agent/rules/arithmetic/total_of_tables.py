"""A total below several tables is not the sum of their totals.

Claim: a heading or a line names a total with one amount of money; the tables above it in the same section, at least two, each end in a
total row with one amount, and these add up to another sum. A total that one of the tables has by itself, and a figure farther off than
twice, are of something else.

Why it matters: the parts were worked out one by one, and what was asked for is another sum.

Flagged:

    ## Crew

    ### Staff

    | Role | Cost |
    |---|---|
    | Skippers | $50,000 |
    | Mates | $30,000 |
    | **Subtotal** | **$80,000** |

    ### Helpers

    | Role | Cost |
    |---|---|
    | Divers | $20,000 |
    | Night watch | $40,000 |
    | **Subtotal** | **$60,000** |

    ### Crew total: $100,000

Fine:

    ## Crew

    ### Staff

    | Role | Cost |
    |---|---|
    | Skippers | $50,000 |
    | Mates | $30,000 |
    | **Subtotal** | **$80,000** |

    ### Helpers

    | Role | Cost |
    |---|---|
    | Divers | $20,000 |
    | Night watch | $40,000 |
    | **Subtotal** | **$60,000** |

    ### Crew total: $140,000
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.extract.wording.words import names_total, passed_over
from agent.model.document import Block
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, span_of, stated_of, sum_text
from agent.rules.reading.entries import LABEL_END
from agent.rules.reading.grid import Grid
from agent.rules.reading.interval import summed

KINDS = frozenset({"heading", "paragraph", "item"})
FEWEST = 2
FARTHEST = 2.0

Part = tuple[int, Quantity]


def _find(view: View) -> Iterator[Draft]:
    totals = {grid.block.index: _total(grid) for grid in view.grids}
    if sum(part is not None for part in totals.values()) < FEWEST:
        return
    used = -1  # the last table that a total has summed
    for block in view.document.blocks:
        stated = _stated(view, block)
        if stated is None or block.section is None:
            continue
        tables = [at for at in totals if used < at < block.index and _inside(view.document.blocks, at, block.section)]
        parts = [part for at in tables if (part := totals[at])]
        if len(parts) < FEWEST or any(allowed(part).meets(allowed(stated)) for _, part in parts):
            continue
        used = tables[-1]
        if len(parts) == len(tables) and _differs(stated, [value for _, value in parts]):
            yield _draft(view, block, stated, parts)


def _total(grid: Grid) -> Part | None:
    """The one amount of money in the only total row of a table, its last one."""
    rows = [line for line in grid.lines if line.total or names_total(line.label)]
    money = [cell.quantity for line in rows for cell in line.cells if cell.quantity and cell.quantity.kind == "money"]
    alone = len(rows) == len(money) == 1 and rows[0] is grid.lines[-1]
    return (rows[0].line, money[0]) if alone and not money[0].per and not money[0].change else None


def _stated(view: View, block: Block) -> Quantity | None:
    """The first amount of a line that calls it a total; what it is "adjusted" to stands behind."""
    label = LABEL_END.split(block.text, maxsplit=1)[0]
    if block.kind not in KINDS or "\n" in block.text or label == block.text or not names_total(label) or passed_over(label):
        return None
    tokens = view.scanned.tokens[block.index] if block.index < len(view.scanned.tokens) else ()
    money = [token.value for token in tokens if isinstance(token.value, Quantity) and token.value.kind == "money"]
    return money[0] if money and not money[0].per and not money[0].change else None


def _inside(blocks: Sequence[Block], at: int, section: int) -> bool:
    around = blocks[at].section
    while around is not None and around != section:
        around = blocks[around].section
    return around == section


def _differs(stated: Quantity, values: Sequence[Quantity]) -> bool:
    whole = summed(allowed(value) for value in values)
    alike = all(value.unit == stated.unit for value in values)
    near = stated.most > 0 and 1 / FARTHEST <= whole.high / stated.most <= FARTHEST
    return alike and near and not whole.meets(allowed(stated))


def _draft(view: View, block: Block, stated: Quantity, parts: Sequence[Part]) -> Draft:
    values = [value for _, value in parts]
    whole, shown = span_of(sum(v.least for v in values), sum(v.most for v in values), stated), stated_of(stated)
    label = " ".join(LABEL_END.split(block.text, maxsplit=1)[0].split()).strip("* ")
    return Draft(
        f'"{label}" is stated as {shown}, but the totals of the {len(parts)} tables above add up to {whole}',
        tuple(view.document.span(line) for line in (block.line, *(line for line, _ in parts))),
        key=f"{label}|{shown}",
        computation=Computation(formula=sum_text(values, whole), expected=whole, stated=shown),
        suggestion=f"change {shown} to {whole}, or say what was cut",
    )


RULE = Rule("RA138", "total-of-tables", "arithmetic", "question", "computed", _find, __doc__)
