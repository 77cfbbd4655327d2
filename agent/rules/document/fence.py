"""A code fence is never closed.

Claim: a fence opened with ``` or ~~~ has no closing fence, so everything after it is shown as code; a warning where only another opening
stands before the end, because the two are shown as one.

Why it matters: tables and headings behind it disappear for readers and for tools.

Flagged:

    # Plan

    ```mermaid
    gantt

    ## Budget

Fine:

    # Plan

    ```mermaid
    gantt
    ```

    ## Budget
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View


def _find(view: View) -> Iterator[Draft]:
    """The first one: those behind it are out of step because of it."""
    document = view.document
    lines = [note.line for note in document.notes if note.code == "unclosed_fence" and note.line]
    if lines:
        swallowed = len(document.raw_lines) - lines[0]
        again = _opened_again(view, lines[0])
        yield Draft(
            f"the fence opened on line {lines[0]} is not closed before another one opens on line {again}"
            if again
            else f"the fence opened on line {lines[0]} is never closed and swallows the {swallowed} lines after it",
            (document.span(lines[0]),),
            suggestion="add the closing fence after the last line of the code, or remove this opening",
            severity="warning" if again else None,
        )


def _opened_again(view: View, opened: int) -> int:
    """The line on which a fence with the name of a language opens before any other fence behind an opening; 0 where none does."""
    mark = view.document.lines[opened - 1].strip()[:3]
    found = ((at, line.strip()) for at, line in enumerate(view.document.lines[opened:], opened + 1) if line.strip().startswith(mark))
    at, fence = next(found, (0, ""))
    return at if fence.strip("`~ ") and any(line.strip("`~") == "" for _, line in found) else 0


RULE = Rule("RA007", "unclosed-fence", "document", "error", "rule", _find, __doc__)
