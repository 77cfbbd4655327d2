"""Drawings of screens: boxes with buttons in them. What they show are examples, and nothing that a plan says."""

from __future__ import annotations

from collections.abc import Sequence

from agent.expressions import expression

_SIDES = expression(r"\s*[│┃║|].*[│┃║|]\s*")
_BUTTON = expression(r"\[(?=[^\[\]]{0,59}[^\W\d_]{3})[^\[\]█▓▒░■□▰▱]{3,60}\]")
_BUTTONS = expression(r"[\s│┃║|○●◉☰✓✕×<>•·-]*(?:\[(?=[^\[\]]{0,59}[^\W\d_]{3})[^\[\]█▓▒░■□▰▱|│┃║]{3,60}\][\s│┃║]*){1,8}")
_NESTED = expression(r"\s*[│┃║|]\s*[│┃║|┌╔╭┏└╚╰┗].*[│┃║|┐╗╮┓┘╝╯┛]\s*[│┃║|]\s*")
_FEWEST_BUTTONS = 2  # lines that hold nothing else
_FEWEST_NESTED = 3  # lines of boxes in a box
_LEAST = 4  # lines of a box


def is_boxed(lines: Sequence[str]) -> bool:
    """Whether the lines draw a box."""
    return sum(1 for line in lines if _SIDES.fullmatch(line)) >= _LEAST


def shows_screen(lines: Sequence[str]) -> bool:
    """Whether a box holds lines of nothing but buttons ("[Start trial]  [See a demo]"), or a button and boxes of its own."""
    if not any("[" in line for line in lines) or not is_boxed(lines):
        return False
    inside = [line for line in lines if _SIDES.fullmatch(line)]
    if sum(1 for line in inside if _BUTTONS.fullmatch(line)) >= _FEWEST_BUTTONS:
        return True
    return any(_BUTTON.search(line) for line in inside) and sum(1 for line in inside if _NESTED.fullmatch(line)) >= _FEWEST_NESTED
