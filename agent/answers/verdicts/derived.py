"""Whether a stated figure is what its parts on the same line make ("18 sectors: 11 large, 7 small"), or what a list of cuts comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.answers.asking.question import Question
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.view import View
from agent.answers.wording.cover import telling_rows
from agent.answers.wording.draft import Draft, Statement, spoken, state
from agent.answers.wording.frames import frame
from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token

_ASKED = ("adds_up", "sum", "correct", "same", "fits", "reckons")
_ADDED = ("money", "count", "duration", "percent")
_ARROW = expression(r"\s*(?:→|->|=>|➜|⟶)\s*")
TOP, FEWEST = 3, 2
EXACT = 1e-9


def derived_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Yes with the computation, where the best lines for a question hold a figure and all that makes it; a no is left to the rules."""
    if not question.is_verdict or not question.has(*_ASKED) or len(matchings) != 1:
        return None
    matching = matchings[0]
    view, rows = matching.view, telling_rows(question, matchings)
    for unit in map(int, (-matching.scores).argsort(kind="stable")[:TOP]):
        if not rows or matching.own[rows, unit].max() < MATCHED:
            continue  # the line is not about what is asked
        for make in (_on_one_line, _of_cuts):
            draft = make(question, view, unit)
            if draft is not None:
                return draft
    return None


def _on_one_line(question: Question, view: View, unit: int) -> Draft | None:
    """The first figure of a line and all others of its kind behind it, which it is the sum of."""
    found = _figures(view, unit)
    kinds = [pair for pair in found if pair[1].kind in _ADDED]
    for at, (token, whole) in enumerate(kinds):
        parts = [pair for pair in kinds[at + 1 :] if pair[1].kind == whole.kind and (whole.kind == "count" or pair[1].unit == whole.unit)]
        if len(parts) >= FEWEST and abs(sum(value.least for _, value in parts) - whole.least) < EXACT and _plain(whole, parts):
            return _draft(question, view, unit, token.text, " + ".join(part.text for part, _ in parts), ())
    return None


def _of_cuts(question: Question, view: View, unit: int) -> Draft | None:
    """A figure of a line that the differences of one list of "80 h → 28 h" add up to."""
    for token, whole in _figures(view, unit):
        for lines in _cuts(view, whole):
            if unit not in lines and len(lines) >= FEWEST and abs(sum(cut for cut, _ in lines.values()) - whole.least) < EXACT:
                return _draft(question, view, unit, token.text, " + ".join(text for _, text in lines.values()), tuple(lines))
    return None


def _cuts(view: View, whole: Quantity) -> Iterator[dict[int, tuple[float, str]]]:
    """For each list the lines that change a figure of the same unit: by how much, and how that is written."""
    groups: dict[tuple[str, int, int, int], dict[int, tuple[float, str]]] = {}
    for unit in view.units:
        arrow = _ARROW.search(unit.text) if unit.kind == "item" else None
        if arrow is None:
            continue
        found = _figures(view, unit.index)
        before = [pair for pair in found if pair[0].end <= arrow.start() + 1]
        after = [pair for pair in found if pair[0].start >= arrow.end() - 1]
        if not before or not after:
            continue
        (one, left), (other, right) = before[-1], after[0]
        if (left.kind, left.unit) == (right.kind, right.unit) == (whole.kind, whole.unit):
            more, less = (one, other) if left.least >= right.least else (other, one)
            groups.setdefault(unit.group, {})[unit.index] = (abs(left.least - right.least), f"({more.text} − {less.text})")
    yield from groups.values()


def _figures(view: View, unit: int) -> list[tuple[Token, Quantity]]:
    return [(token, token.value) for token in view.tokens(unit) if isinstance(token.value, Quantity)]


def _plain(whole: Quantity, parts: Sequence[tuple[Token, Quantity]]) -> bool:
    """Whether figures are levels, none a range, and the whole is no mere coincidence of ones and twos."""
    values = [whole, *(value for _, value in parts)]
    return whole.least > FEWEST + 1 and not any(value.is_range or value.change or value.per for value in values)


def _draft(question: Question, view: View, unit: int, whole: str, terms: str, parts: tuple[int, ...]) -> Draft:
    formula = f"{terms} = {whole}"
    said = [state(view, unit), *(Statement(view, (part,), spoken(view, part), "", True) for part in parts)]
    lead = frame("adds_up", question.language, formula=formula, stated=whole)
    return Draft("inconsistency", tuple(said), lead, Computation(formula=formula, expected=whole, stated=whole))
