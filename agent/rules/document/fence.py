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
    document = view.document
    for note in document.notes:
        if note.code == "unclosed_fence" and note.line:
            swallowed = len(document.raw_lines) - note.line
            yield Draft(
                f"the fence opened on line {note.line} is never closed and swallows the {swallowed} lines after it",
                (document.span(note.line),),
                suggestion="add the closing fence after the last line of the code",
            )


RULE = Rule("RA007", "unclosed-fence", "document", "error", "rule", _find, __doc__)
