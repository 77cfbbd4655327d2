"""Results as Markdown that can be posted: whatever came from a document is text, never markup, link, image or mention."""

from __future__ import annotations

import re

from agent.expressions import expression
from agent.model.answer import Answer
from agent.render.visible import one_line, visible

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


def fenced(text: str) -> str:
    """Untrusted text as a code block no content can close."""
    ticks = "`" * max([3, *(len(run.group()) + 1 for run in re.finditer("`{3,}", text))])
    return f"{ticks}text\n{visible(text)}\n{ticks}"


def coded(text: str) -> str:
    """Untrusted text as a code span."""
    line = one_line(text)
    ticks = "`" * (max([0, *(len(run.group()) for run in re.finditer("`+", line))]) + 1)
    blank = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{blank}{line}{blank}{ticks}"


def answer_markdown(answer: Answer) -> str:
    """The answer, its computation, and its quotes as a numbered list."""
    parts = [escaped(answer.answer)]
    if answer.computation is not None:
        parts.append(f"Computed: {coded(answer.computation.formula)}")
    parts += [
        f"{cited.n}. {coded(_place(cited.path, cited.line, cited.end_line))}\n\n{_indented(fenced(cited.quote))}"
        for cited in answer.citations
    ]
    return "\n\n".join(parts) + "\n"


def _place(path: str, line: int, end_line: int) -> str:
    return f"{path}:{line}" + (f"-{end_line}" if end_line > line else "")


def _indented(text: str) -> str:
    return "\n".join(f"   {line}" for line in text.split("\n"))
