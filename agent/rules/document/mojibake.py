"""Text was decoded with the wrong character set.

Claim: a line holds sequences such as "Ã¼" or "â€”" that only arise when UTF-8 is read as another encoding, or the
replacement character that stands where a character was lost.

Why it matters: names and amounts turn unreadable, and status marks that are emoji can no longer be told apart.

Flagged:

    # Plan

    - Ãœberwachung im Betrieb

Fine:

    # Plan

    - Überwachung im Betrieb
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View


def _find(view: View) -> Iterator[Draft]:
    document = view.document
    lines = sorted({note.line for note in document.notes if note.code == "mojibake" and note.line})
    lines += [n for n, line in enumerate(document.raw_lines, 1) if "\ufffd" in line and n not in lines]
    if not lines:
        return
    lines.sort()
    place = f"line {lines[0]}" if len(lines) == 1 else f"{len(lines)} lines, the first is line {lines[0]}"
    yield Draft(
        f"text is garbled by a wrong character set on {place}",
        tuple(document.span(line) for line in lines),
        suggestion=f'save the file as UTF-8 and restore the characters: "{document.lines[lines[0] - 1].strip()}"',
    )


RULE = Rule("RA001", "mojibake", "document", "warning", "rule", _find, __doc__)
