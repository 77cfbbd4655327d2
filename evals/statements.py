"""The statements of an answer, each with the lines it rests on: what a judge is asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.model.answer import Answer, Citation
from evals.cases import Evidence
from evals.judging import quoted
from evals.metrics import Texts

_MARKS = re.compile(r" ?((?:\[\d{1,4}\])+)")
_NUMBER = re.compile(r"\d+")
_BETWEEN = " \n-"  # what stands between two statements


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement and what it cites; nothing, when no mark stands behind it."""

    text: str
    cited: tuple[Citation, ...]


def statements_of(answer: Answer) -> tuple[Statement, ...]:
    """The statements of an answer in order: each ends with the marks of its citations."""
    known = {citation.n: citation for citation in answer.citations}
    pieces = _MARKS.split(answer.answer)  # text and marks in turn, text last
    found = []
    for text, marks in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        numbers = [int(number) for number in _NUMBER.findall(marks)]
        if plain := text.strip(_BETWEEN):
            found.append(Statement(plain, tuple(known[number] for number in numbers if number in known)))
    return tuple(found)


def source_of(cited: Sequence[Citation], texts: Texts) -> str:
    """The cited lines as a judge sees them; where a document has no lines of text of its own, the quotes."""
    return "\n\n".join(_lines(citation, texts) for citation in cited)


def _lines(citation: Citation, texts: Texts) -> str:
    if citation.end_line > len(texts.get(citation.path, ())):
        return f"{citation.path}\n{citation.line}: {citation.quote}"
    return quoted([Evidence(document=citation.path, lines=(citation.line, citation.end_line))], texts)
