"""Results as Markdown that can be posted: whatever came from a document is text, never markup, link, image or mention."""

from __future__ import annotations

import re

from agent.expressions import expression
from agent.render.visible import one_line

MARKUP = expression(r"([\\`*_\[\]<>|#~&$])")
# At the start of a line these would open a list or underline a heading.
OPENING = expression(r"^(?:([-+=])|(\d{1,9})([.)]))")
# A host that renders Markdown turns these into mentions, references and links even when escaped; a zero-width space keeps them apart.
# The same for the beginning of a comment, so that no search for one ever finds it in quoted text.
ACTIVE = expression(r"(@|\bhttps?:|\bwww\.|#(?=\d)|\bGH-(?=\d)|<(?=!--))(?=\S)", re.IGNORECASE)


def escaped(text: str, *, begins: bool = True) -> str:
    """Untrusted text as one line of Markdown that shows exactly that text; `begins` is whether it may stand at the start of a line."""
    line = MARKUP.sub(r"\\\1", one_line(text))
    if not begins:
        return ACTIVE.sub("\\1\u200b", line)
    return ACTIVE.sub("\\1\u200b", OPENING.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", line))


def coded(text: str) -> str:
    """Untrusted text as a code span."""
    line = one_line(text)
    ticks = "`" * (max([0, *(len(run.group()) for run in re.finditer("`+", line))]) + 1)
    blank = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{blank}{line}{blank}{ticks}"
