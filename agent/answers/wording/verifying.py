"""The last look at an answer before it is given: nothing in it that its citations and computation do not hold."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.wording.draft import Draft
from agent.expressions import expression
from agent.model.answer import Citation
from agent.model.document import Document

_FIGURE = expression(r"\d+(?:[.,]\d+)*")


def verbatim(citations: Sequence[Citation], documents: Sequence[Document]) -> tuple[Citation, ...]:
    """The citations whose quote stands word for word at their lines of the original file."""
    by_path = {document.path: document for document in documents}
    return tuple(citation for citation in citations if citation.path in by_path and _stands(citation, by_path[citation.path]))


def _stands(citation: Citation, document: Document) -> bool:
    lines = "\n".join(document.raw_lines[citation.line - 1 : citation.end_line])
    return bool(citation.quote) and citation.quote in lines


def unfounded(draft: Draft, citations: Sequence[Citation], documents: Sequence[Document]) -> list[str]:
    """Figures of a draft's lead that stand neither on a cited line, in a heading above one, nor in the computation, nor were counted."""
    by_path = {document.path: document for document in documents}
    known = {str(count) for count in draft.counts} | {figure for text in draft.figures for figure in _FIGURE.findall(text)}
    for citation in citations:
        document = by_path[citation.path]
        for line in (*document.lines[citation.line - 1 : citation.end_line], *document.raw_lines[citation.line - 1 : citation.end_line]):
            known.update(_FIGURE.findall(line))
    for statement in draft.statements:
        above = (index for unit in statement.units for index in statement.view.above_unit(unit))
        known.update(figure for index in above for figure in _FIGURE.findall(statement.view.units[index].text))
    if draft.computation is not None:
        computation = draft.computation
        known.update(_FIGURE.findall(f"{computation.formula} {computation.expected} {computation.stated}"))
    return [figure for figure in _FIGURE.findall(draft.lead) if figure not in known]
