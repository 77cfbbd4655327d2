"""What a language model does, on a terminal while one waits: the tools it calls, and its statements as soon as they are verified."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from agent.console import is_person
from agent.render.visible import one_line

if TYPE_CHECKING:
    from rich.live import Live

    from agent.grounded.brief import Step

SHOWN = 12  # lines
MARKS = {"ask": "· asking ", "tool": "· ", "wait": "· waiting ", "claim": ""}


class StepsOnTerminal:
    """Lines on stderr that are gone when the answer comes."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._live: Live | None = None

    def __call__(self, step: Step) -> None:
        """Show one more step; "end" takes all of them away."""
        if step.kind == "end":
            self._clear()
            return
        self._lines.append(MARKS[step.kind] + one_line(step.text))
        self._show()

    def _show(self) -> None:
        from rich.console import Console
        from rich.live import Live
        from rich.text import Text

        if self._live is None:
            self._live = Live(
                console=Console(stderr=True), transient=True, auto_refresh=False, redirect_stdout=False, redirect_stderr=False
            )
            self._live.start()
        self._live.update(Text("\n".join(self._lines[-SHOWN:]), style="dim"), refresh=True)

    def _clear(self) -> None:
        if self._live is not None:
            self._live.stop()
        self._live, self._lines = None, []


def steps_on_terminal() -> StepsOnTerminal | None:
    """A watch where a person looks at stderr, None elsewhere: then replies need not be streamed."""
    return StepsOnTerminal() if is_person(sys.stderr) else None
