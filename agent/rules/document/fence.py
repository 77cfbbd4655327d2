"""A code fence is never closed.

Claim: a fence opened with ``` or ~~~ has no closing fence, so everything after it is shown as code.

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
        yield Draft(
            f"the fence opened on line {lines[0]} is never closed and swallows the {swallowed} lines after it",
            (document.span(lines[0]),),
            suggestion="add the closing fence after the last line of the code",
        )


RULE = Rule("RA007", "unclosed-fence", "document", "error", "rule", _find, __doc__)
