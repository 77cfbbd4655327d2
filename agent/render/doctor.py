"""A diagnosis as a person reads it: one check a line, what to do below it."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from agent.model.diagnosis import Diagnosis
from agent.render.page import Page
from agent.render.terminal import printed
from agent.render.visible import one_line

MARKS = {"ok": ("ok", "good"), "note": ("note", "warning"), "problem": ("bad", "error")}


def diagnosis_text(diagnosis: Diagnosis, page: Page) -> str:
    """Every check, in order."""
    parts: list[RenderableType] = []
    for check in diagnosis.checks:
        word, style = MARKS[check.state]
        parts.append(Text.assemble((f"{word:<6}", style), (f"{check.name:<10}", "heading"), one_line(check.detail)))
        if check.remedy:
            parts.append(Text.assemble(" " * 16, ("to do: ", "label"), one_line(check.remedy)))
    return printed(parts, page)
