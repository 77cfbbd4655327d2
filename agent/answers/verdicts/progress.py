"""Whether a stated progress is that of the boxes under it: "40% complete" over four ticked boxes of nine."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.reading.amounts import number
from agent.answers.reading.containers import below
from agent.answers.reading.figures import concepts_of_label
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.view import View
from agent.answers.wording.cover import telling_rows
from agent.answers.wording.draft import Draft, Statement, spoken, state
from agent.answers.wording.frames import frame
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token

FEWEST = 3  # boxes
NEAR = 2.5  # points: plans round progress to fives
SHOWN, LOOKED_AT = 12, 8
_PROGRESS = frozenset({"done", "status", "in_progress", "progress"})
_ASKED = ("same", "adds_up", "correct", "fits", "reckons")


def progress_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Yes or no with the share of boxes that are ticked; None where the question speaks of no boxes, or no progress is stated."""
    if not question.is_verdict or not question.has(*_ASKED) or not _speaks_of_boxes(question):
        return None
    for matching in matchings:
        rows = telling_rows(question, [matching])
        counted = list(matching.counted_rows)
        stating = sorted(matching.view.lines_with("percent"), key=lambda unit: (-round(float(matching.scores[unit]), 3), unit))
        for unit in stating[:LOOKED_AT]:
            named = bool(rows) and matching.own[rows, unit].max() >= MATCHED
            if named or (counted and bool((matching.spread[counted, unit] >= MATCHED).all())):
                draft = _draft(question, matching.view, unit)
                if draft is not None:
                    return draft
    return None


def _speaks_of_boxes(question: Question) -> bool:
    plain = any(term.text in group("item_words") | group("part_words") for term in question.terms)
    return plain or "task" in question.concepts or question.has("open")


def _is_progress(view: View, unit: int, stated: Token) -> bool:
    """Whether a percentage says how far something is: in a heading, beside a mark of state, behind a label for it."""
    assert isinstance(stated.value, Quantity)
    place = view.units[unit]
    label = place.text.partition(":")[0] if place.kind in ("line", "item") else ""
    named = place.kind == "heading" or place.line in view.status_lines or bool(set(concepts_of_label(view, label)) & _PROGRESS)
    return stated.value.comparator == "=" and (named or any(token.kind == "status" for token in view.tokens(unit)))


def _draft(question: Question, view: View, unit: int) -> Draft | None:
    holder = unit if view.units[unit].kind == "heading" else next(iter(view.units[unit].headings), -1)
    stated = next(
        (
            token
            for token in view.tokens(unit)
            if isinstance(token.value, Quantity) and token.value.kind == "percent" and not token.value.change
        ),
        None,
    )
    if stated is None or holder < 0 or not _is_progress(view, unit, stated):
        return None
    boxes = [member for member in below(view.members, holder) if view.units[member].checked is not None]
    done = [member for member in boxes if view.units[member].checked]
    if len(boxes) < FEWEST:
        return None
    assert isinstance(stated.value, Quantity)
    share = 100 * len(done) / len(boxes)
    text = number(share, view.convention, 1) + "%"
    formula = f"{len(done)} / {len(boxes)} = {text}"
    holds = stated.value.least - NEAR <= share <= stated.value.most + NEAR
    lead = frame("adds_up" if holds else "adds_not", question.language, formula=formula, stated=stated.text)
    shown = boxes if len(boxes) <= SHOWN else []
    said = (state(view, unit), *(Statement(view, (member,), spoken(view, member), "", True) for member in shown))
    cited = tuple((view, member) for member in boxes) if not shown else ()
    computation = Computation(formula=formula, expected=text, stated=stated.text)
    return Draft("inconsistency", said, lead, computation, cited=cited, counts=(len(done), len(boxes)), figures=(text,))
