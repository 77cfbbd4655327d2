"""What a counter counts in languages written without spaces: 何種類のフォント, フォントは何種類."""

from __future__ import annotations

from agent.answers.asking.cues import unspaced_spans
from agent.answers.asking.question import Question
from agent.facts.folding import fold

BEHIND = 2  # characters between a counter and what it counts


def noun_at_counter(question: Question) -> int | None:
    """The row of what a counter counts: the word behind it, else the nearest before it; None where no word stands there."""
    end = max((last for _, last in unspaced_spans(question.text, "how_many", question.language)), default=0)
    text = fold(question.text)
    placed = [(text.find(term.text), row) for row, term in enumerate(question.terms) if "number" not in term.concepts]
    behind = [(at, row) for at, row in placed if end <= at <= end + BEHIND]
    before = [(at, row) for at, row in placed if 0 <= at < end]
    return min(behind)[1] if behind else max(before)[1] if before else None
