"""A table has no line below its header and is shown as text.

Claim: in a Markdown document at least three lines in a row begin and end with a bar and have the same number of cells, none of them is
the line of dashes that makes a table of them, and nothing else stands right above or below; lines in fences are left alone.

Why it matters: readers see bars in running text, and what the rows hold is read by no tool.

Flagged:

    | Risk | Answer | Owner |
    | Late cranes | A second maker | Ines |
    | Ice in the port | Start in May | Ola |

Fine:

    | Risk | Answer | Owner |
    |---|---|---|
    | Late cranes | A second maker | Ines |
    | Ice in the port | Start in May | Ola |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View

ROW = expression(r" {0,3}\|.*[^\s|].*\|\s*")
DASHES = expression(r"[\s|:]*-{1,}[\s|:-]*")
CELL = expression(r"(?<!\\)\|")
FEWEST_ROWS, FEWEST_CELLS = 3, 2


def _find(view: View) -> Iterator[Draft]:
    lines = view.document.lines
    for block in view.document.blocks if view.document.format == "markdown" else ():
        rows = lines[block.line - 1 : block.end_line] if block.kind == "table" and not any(row.header for row in block.rows) else ()
        beside = (lines[at - 1] for at in (block.line - 1, block.end_line + 1) if 0 < at <= len(lines))
        if _is_bare(rows) and not any(line.strip() for line in beside):
            yield Draft(
                f"these {len(rows)} rows have no line of dashes below the first and are shown as text",
                (view.document.span(block.line, block.end_line),),
                key=" ".join(rows[0].split())[:60],
                suggestion=f'write "{"|---" * _cells(rows[0])}|" below the first row',
            )


def _is_bare(lines: Sequence[str]) -> bool:
    """Whether all lines are rows of one width, and none is the one that makes a table of them."""
    if len(lines) < FEWEST_ROWS or not all(map(ROW.fullmatch, lines)) or any(map(DASHES.fullmatch, lines)):
        return False
    widths = {_cells(line) for line in lines}
    return len(widths) == 1 and min(widths) >= FEWEST_CELLS


def _cells(line: str) -> int:
    return len(CELL.findall(line)) - 1


RULE = Rule("RA022", "table-without-rule", "document", "question", "rule", _find, __doc__)
