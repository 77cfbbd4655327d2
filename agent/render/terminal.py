"""Rich, told what the page allows: styled text to a string, and places one can click."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from rich.cells import cell_len, set_cell_size
from rich.console import Console, RenderableType
from rich.style import Style
from rich.text import Text
from rich.theme import Theme

from agent.render.page import Page
from agent.render.visible import one_line

THEME = Theme(
    {
        "place": "cyan",
        "heading": "bold",
        "key": "bold cyan",
        "label": "dim",
        "number": "bold green",
        "quote": "default",
        "error": "bold red",
        "warning": "bold yellow",
        "question": "bold blue",
        "good": "green",
        "when": "magenta",
        "faint": "dim",
    }
)


def printed(parts: Sequence[RenderableType], page: Page) -> str:
    """The parts, one below the other, as the text to write."""
    console = Console(
        file=io.StringIO(),
        width=page.width,
        force_terminal=page.terminal,
        color_system="256" if page.terminal else None,
        no_color=not page.colour,
        theme=THEME,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )
    for part in parts:
        console.print(part, soft_wrap=False)
    file = console.file
    assert isinstance(file, io.StringIO)
    return "\n".join(line.rstrip() for line in file.getvalue().split("\n"))


def place(path: str, line: int, end_line: int, page: Page, locator: str = "") -> Text:
    """`path:line` as editors and terminals understand it, clickable where the page allows."""
    name = f"{one_line(path)}:{line}" + (f"-{end_line}" if end_line > line else "") + (f" ({one_line(locator)})" if locator else "")
    return Text(name, style=_linked(path, line, page))


def line_number(path: str, line: int, page: Page) -> Text:
    """`:line` alone, clickable, for lists whose path stands above."""
    return Text(f":{line}", style=_linked(path, line, page) + Style(dim=True))


def _linked(path: str, line: int, page: Page) -> Style:
    colour = Style(color="cyan")
    if not (page.terminal and page.link) or path == "-":
        return colour
    absolute = os.fsencode(Path(page.folder) / path)
    target = page.link.replace("{path}", quote(absolute, safe="/:")).replace("{line}", str(line))
    return colour + Style(link=target)


def fit(text: str, width: int) -> str:
    """One line of at most `width` cells."""
    line = one_line(text)
    return line if cell_len(line) <= width else set_cell_size(line, max(width - 1, 1)).rstrip() + "…"
