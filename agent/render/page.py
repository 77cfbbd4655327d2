"""How a result may look on a page of text: its width, its colours, where its links lead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """`width` in cells. `terminal` allows styles and links at all, `colour` allows colours.

    `link` is the URL template of a place, with `{path}` (absolute) and `{line}`; `folder` is what relative paths start from.
    """

    width: int = 100
    terminal: bool = False
    colour: bool = False
    link: str = ""
    folder: str = ""
