"""A block before it knows its place in the tree."""

from __future__ import annotations

from msgspec import Struct

from agent.documents.ranges import Ranges
from agent.model.document import BlockKind, Row


class Draft(Struct, frozen=True):
    """What a reader of one construct found; `column` (where its marker or text begins) decides under which list item it stands."""

    kind: BlockKind
    line: int
    end_line: int
    text: str = ""
    column: int = 0
    level: int = 0
    marker: str = ""
    checked: bool | None = None
    rows: tuple[Row, ...] = ()
    info: str = ""
    bold: Ranges = ()
    struck: Ranges = ()
    references: tuple[tuple[int, str], ...] = ()
