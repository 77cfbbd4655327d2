"""A diagnosis as a person reads it: one check a line, what to do below it."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from agent.model.diagnosis import Diagnosis
from agent.render.page import Page
from agent.render.terminal import printed
from agent.render.visible import one_line

MARKS = {"ok": ("ok", "good"), "note": ("note", "warning"), "problem": ("bad", "error")}


def diagnosis_text(diagnosis: Diagnosis, page: Page) -> str:
    """Every check, in order."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, style="heading")
    grid.add_column(overflow="fold")
    for check in diagnosis.checks:
        word, style = MARKS[check.state]
        told = Text(one_line(check.detail))
        if check.remedy:
            told.append(f"\n→ {one_line(check.remedy)}", style="warning")
        grid.add_row(Text(word, style=style), check.name, told)
    return printed([grid], page)
