"""What a question asks to be done with figures: a sum, a difference, a share, an average, a multiple."""

from __future__ import annotations

from agent.answers.asking.question import Question
from agent.answers.computed.told import counts_entries

_ELSE = ("same", "correct", "why", "when", "who", "prerequisite", "exclude", "until")


def operation_of(question: Question) -> str:
    """What is to be done with figures: "share", "average", "ratio", "difference" or "sum"; "" when nothing is."""
    if question.wanted in ("window", "date") or question.has("when"):
        return "most" if question.has("maximum", "minimum") and counts_entries(question) else ""
    if question.is_verdict or question.has(*_ELSE) or question.wanted in ("person", "place", "reason"):
        return ""
    if adds_shares(question):
        return "sum"
    for operation in ("share", "average", "ratio", "difference"):
        if question.has(operation):
            return operation
    if question.has("maximum", "minimum") and counts_entries(question):
        return "most"
    amount = question.has("sum", "adding") and question.has("how_much", "how_many", "how_long")
    versus = question.has("versus") and not question.has("sum", "adding")  # "in both phases together"
    if versus or question.has("maximum", "minimum", "change") or (question.has("list") and not amount):
        return ""  # "how long do all items of the list take together" asks for no list
    if question.has("sum", "adding"):
        return "sum"
    listed = question.has("how_much", "how_many", "how_long", "costs") and not question.has("before", "after", "if")
    return "both" if listed else ""


def adds_shares(question: Question) -> bool:
    """Whether shares that are stated are to be added up: "what share do both bring in together", not "what share of the total"."""
    return question.has("share") and question.has("sum", "adding") and "total" not in question.concepts
