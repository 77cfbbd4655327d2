"""The share of numbers that became facts, by document: what `show --coverage` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from agent.model.roadmap import Roadmap
from agent.render.page import Page
from agent.render.terminal import fit, printed
from agent.render.visible import one_line


def coverage_text(roadmaps: Sequence[Roadmap], page: Page) -> str:
    """One row a document, the sum of many, then why numbers were not understood."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(3):
        grid.add_column(justify="right", no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_row(*(Text(name, style="label") for name in ("share", "bound", "numbers", "document")))
    for roadmap in roadmaps:
        grid.add_row(*_row(roadmap.numbers_bound, roadmap.numbers, fit(roadmap.document.path, page.width - 28)))
    if len(roadmaps) > 1:
        bound, numbers = sum(roadmap.numbers_bound for roadmap in roadmaps), sum(roadmap.numbers for roadmap in roadmaps)
        grid.add_row(*_row(bound, numbers, f"all {len(roadmaps):,} documents"))
    return printed([grid, *_reasons(roadmaps)], page)


def _row(bound: int, numbers: int, name: str) -> tuple[Text, str, str, str]:
    share = bound / numbers if numbers else 1.0
    return Text(f"{share:.0%}", style="good" if share >= 0.8 else "warning"), f"{bound:,}", f"{numbers:,}", name


def _reasons(roadmaps: Sequence[Roadmap]) -> list[RenderableType]:
    counted = Counter(unread.reason for roadmap in roadmaps for unread in roadmap.unread)
    if not counted:
        return []
    rows = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return ["", Text("Not understood", style="label"), *(f"{number:>7,}  {one_line(reason)}" for reason, number in rows)]
