"""Whether figures are said that are hardly those asked for: a measured judgement of what is spoken of beside them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from agent.answers.asking.cues import load
from agent.answers.asking.question import Question
from agent.answers.asking.terms import Term
from agent.answers.asking.wanted import framing_words
from agent.answers.asking.words import UNSPACED_LANGUAGES
from agent.answers.reading.matching import RELATED, Matching
from agent.answers.reading.naming import names_term
from agent.answers.reading.values import fits, is_time
from agent.answers.reading.view import View
from agent.answers.wording.cover import MET, rests_on, telling_rows
from agent.answers.wording.draft import Draft
from agent.expressions import expression
from agent.model.quantity import Quantity
from agent.model.token import Token

_FIGURED = ("money", "count", "quantity", "percent", "duration")
_CLAUSE = expression(r"[;\n。；，、：]|,\s|\.\s|\s[–—-]\s|→|:\s")
PLACES = 30  # of what a draft says, that are looked at
LABEL = 60  # characters before a colon: longer ones are no labels
SAID = RELATED - 0.1  # a word of which a line says less is not said by it
ELSEWHERE, ABOVE = 0.2, 0.8  # what a word counts that only another clause of the line says, and one above the line


@dataclass(frozen=True, slots=True)
class Fitness:
    """The share of what the telling words of a question are worth that stands with a figure: of all, and of those that a plan says."""

    said: float
    known: float

    @property
    def chance(self) -> float:
        """How surely a draft with such a figure is right, 0..1."""
        constant, said, known = (_weight(name) for name in ("constant", "said", "known"))
        return 1 / (1 + math.exp(-(constant + said * self.said + known * self.known)))


def is_unfit(question: Question, matchings: Sequence[Matching], draft: Draft) -> bool:
    """Whether a figure is asked for and none that the draft says stands with enough of what the question tells."""
    found = fitness(question, matchings, draft)
    return found is not None and found.chance < _weight("least")


def fitness(question: Question, matchings: Sequence[Matching], draft: Draft) -> Fitness | None:
    """How well the best figure of a draft fits; None where nothing tells: no figure, nothing asked of it, a draft that computes."""
    if question.wanted not in _FIGURED or question.is_verdict or question.language in UNSPACED_LANGUAGES:
        return None
    if draft.lead or draft.computation is not None or draft.kind == "aggregate":
        return None
    if len(matchings) > 1 or question.has("versus"):
        return None  # no one figure stands with all that is named
    matching = matchings[0]
    rows = [row for row in telling_rows(question, matchings, unknown=True) if question.terms[row].words[0] not in framing_words()]
    places = [(view, unit) for view, unit in rests_on(draft)[:PLACES] if view is matching.view]
    shares = [_shares(question, matching, rows, unit, text) for view, unit in places for text in _about(question, view, unit)]
    return max(shares, key=lambda found: found.said) if rows and shares else None


def _shares(question: Question, matching: Matching, rows: Sequence[int], unit: int, text: str) -> Fitness:
    met = {row: _met(matching, question.terms[row], row, unit, text) for row in rows}
    worth = {row: float(matching.value[row]) for row in rows}
    known = [row for row in rows if matching.found[row]]
    said = sum(worth[row] * met[row] for row in rows) / max(sum(worth.values()), 1e-6)
    return Fitness(said, sum(worth[row] * met[row] for row in known) / sum(worth[row] for row in known) if known else said)


def _met(matching: Matching, term: Term, row: int, unit: int, text: str) -> float:
    """How well a word is spoken of with a figure of a line: in what is about the figure, elsewhere in the line, above it."""
    view = matching.view
    above = max((float(matching.own[row, place]) for place in view.above_unit(unit)), default=0.0)
    own = float(matching.own[row, unit])
    if own < SAID:
        return ABOVE * min(1.0, max(above, float(matching.spread[row, unit])) / MET)
    near = names_term(term, text, view.language) or not names_term(term, view.units[unit].text, view.language)
    return max(min(1.0, own / MET) * (1.0 if near else ELSEWHERE), ABOVE * min(1.0, above / MET))


def _about(question: Question, view: View, unit: int) -> Iterator[str]:
    """What is about each figure of a line: its clause and the label of the line, its cell with the names of column and row."""
    found = view.units[unit]
    if found.kind == "row":
        columns = view.units[found.header].cells if found.header >= 0 else ()
        for at, cell in enumerate(found.cells):
            if any(_is_asked(question, view, unit, token) for token in view.scan(cell)):
                yield " | ".join((cell, *columns[at : at + 1], *found.cells[: max(1, min(at, 2))]))
        return
    label, colon, _ = found.text.partition(":")
    label = label if colon and len(label) <= LABEL else ""
    for token in view.tokens(unit):
        if _is_asked(question, view, unit, token):
            behind = _CLAUSE.split(found.text[token.end :], maxsplit=1)[0]
            before = _CLAUSE.split(found.text[: token.start])[-1]
            yield f"{label}: {before}{found.text[token.start : token.end]}{behind}"


def _is_asked(question: Question, view: View, unit: int, token: Token) -> bool:
    """Whether a token is a figure of the kind asked for; one without a unit is money where the reader knows the line to state some."""
    if isinstance(token.value, Quantity) and fits(token, question.wanted):
        return True
    if question.wanted == "duration":
        return fits(token, "duration") or is_time(token)
    return question.wanted == "money" and isinstance(token.value, Quantity) and unit in view.lines_with("money")


@cache
def _weight(name: str) -> float:
    return int(str(load("fitness")[name])) / 100
