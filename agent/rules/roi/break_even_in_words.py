"""So many pieces at what each leaves do not bring the outlay back.

Claim: a sentence, or the one before it, states an outlay and what one piece leaves or saves ("we keep $14 of every copy"), and says at
how many pieces the outlay is back; that many leave another amount.

Why it matters: the number is the first goal of what is built, and it decides whether it is built.

Flagged:

    The island cost $182K. We keep $14 of every copy, so we break even at 9,000 copies.

Fine:

    The island cost $182K. We keep $14 of every copy, so we break even at 13,000 copies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, number, stated_of
from agent.rules.reading.breakdowns import is_priced
from agent.rules.reading.passages import PROSE, is_slip
from agent.rules.reading.period import UNIT_DAYS
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.spoken import Value, values_in
from agent.rules.reading.vocabulary import pattern

OF_EACH = expression(
    r"^\W{0,2}(?:(?:of|on|from|with|for|per|a|an|each|every|je|pro|bei|an|von|par|sur|por|de|em|com|con|a|per|su)\s){0,2}"
    r"(?:each|every|jede[mrs]?|je|pro|per|a|an|chaque|par|cada|por|ogni|one)?\s?([^\W\d_]{3,})"
)
BACK = 2
TOLERANCE = 0.06
NEAREST, FARTHEST = 0.3, 3.0
LEAST = 10


def _find(view: View) -> Iterator[Draft]:
    before: tuple[Sentence, ...] = ()
    saying = {id(sentence) for sentence in view.saying("comes_back", "even_at")}
    for sentence in view.sentences:
        before = before if before and sentence.kind in PROSE and before[-1].block == sentence.block else ()
        if id(sentence) in saying and sentence.kind in PROSE:
            yield from _judge(view, sentence, before)
        before = (*before[1 - BACK :], sentence)


def _judge(view: View, sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Draft]:
    language = view.roadmap.language
    found = [(one, value) for one in (*before, sentence) for value in values_in(one, language)]
    told = pattern("comes_back").search(sentence.text) or pattern("even_at").search(sentence.text)
    counts = [
        v for one, v in found if one is sentence and v.kind == "count" and v.quantity.unit and v.most >= LEAST and not v.quantity.change
    ]
    prices = [(one, v) for one, v in found if v.kind == "money" and _is_of_each(one.text, v, counts)]
    outlays = [(one, v) for one, v in found if v.kind == "money" and (one, v) not in prices and not v.quantity.per and v.most > 0]
    if not told or not counts or len(prices) != 1 or not outlays:
        return
    count = next((value for value in counts if value.start > told.start()), counts[0])
    place, price = prices[0]
    alike = [(one, v) for one, v in outlays if v.quantity.unit == price.quantity.unit]
    pieces = [(one, v, allowed(v.quantity) / allowed(price.quantity)) for one, v in alike]
    stated = allowed(count.quantity)
    if any(
        low <= stated.high and stated.low <= high
        for _, _, made in pieces
        for low, high in [(made.low * (1 - TOLERANCE), made.high * (1 + TOLERANCE))]
    ):
        return
    near = [(one, v, made.middle) for one, v, made in pieces if NEAREST <= made.middle / count.most <= FARTHEST]
    if len(near) == 1:
        yield _draft(view, (sentence, place, near[0][0]), count, price, near[0][1], near[0][2])


def _is_of_each(text: str, value: Value, counts: Sequence[Value]) -> bool:
    """Whether an amount is of one of what is counted: "$14 of every copy", "€46.50 a probe"."""
    per = value.quantity.per
    if per and per not in UNIT_DAYS:
        return True
    match = OF_EACH.match(text[value.end :])
    stems = [count.quantity.unit.split()[-1][:4].casefold() for count in counts]
    return is_priced(text, value, at=False) or (match is not None and match[1][:4].casefold() in stems)


def _draft(view: View, places: Sequence[Sentence], count: Value, price: Value, outlay: Value, pieces: float) -> Draft:
    spent, each = stated_of(outlay.quantity), stated_of(price.quantity)
    stated = " ".join(count.text.split())
    formula = f"{spent} / {each} = {number(round(pieces))}"
    return Draft(
        f'{spent} at {each} each is back after {number(round(pieces))}, not "{stated}"',
        tuple(span_of_sentence(view.scanned, sentence) for sentence in dict.fromkeys(places)),
        key=f"{spent}|{each}|{stated}",
        computation=Computation(formula=formula, expected=number(round(pieces)), stated=number(count.most)),
        suggestion=f"change {stated} to {number(round(pieces))}, or correct one of the amounts",
        severity="warning" if places[0] is places[1] or is_slip(round(pieces), count.most) else "question",
    )


RULE = Rule("RA217", "break-even-in-words", "roi", "question", "computed", _find, __doc__)
