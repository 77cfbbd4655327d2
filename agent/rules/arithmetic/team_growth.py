"""The people who join do not make the team grow as far as it is said to.

Claim: a sentence says from how many to how many people a team goes and lists who joins ("from 24 to 30: four engineers in February, two
technicians in May"); those who join are more or fewer than the difference, and nobody is said to leave.

Why it matters: a post is missing from the plan of hiring, or nobody has approved it.

Flagged:

    The team goes from 24 people to 32: four engineers join in February, two technicians in May.

Fine:

    The team goes from 24 people to 30: four engineers join in February, two technicians in May.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number
from agent.rules.reading.enumerations import OPENS, is_people, parts_between
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern


def _find(view: View) -> Iterator[Draft]:
    for sentence in view.stating():
        if len(sentence.quantities) < 2 or sentence.kind == "cell" or not pattern("joins").search(sentence.text):
            continue
        if not pattern("leaves").search(sentence.text):
            yield from _judge(view, sentence)


def _judge(view: View, sentence: Sentence) -> Iterator[Draft]:
    opening = next((match for match in OPENS.finditer(sentence.text) if match[0] in ":：(（"), None)
    figures = [token for token in sentence.tokens if isinstance(token.value, Quantity) and token.value.kind == "count"]
    before = [token for token in figures if opening and token.end <= opening.start()]
    ends = _ends(before)
    if opening is None or ends is None or not _of_people(view, sentence, before):
        return
    end = sentence.text.find(")", opening.end()) if opening[0] == "(" else len(sentence.text)
    whole = Token("quantity", 0, 0, "", Quantity(0, 0, 0, 0, "count", "people"))
    joining = parts_between(sentence.text, figures, opening.end(), end, whole)
    added = sum(part.most for part in joining)
    if joining and added != ends[1] - ends[0]:
        yield _draft(view, sentence, ends, [part.most for part in joining])


def _ends(figures: Sequence[Token]) -> tuple[float, float] | None:
    values = [token.value for token in figures if isinstance(token.value, Quantity)]
    if len(values) == 1 and values[0].is_range:
        return values[0].least, values[0].most
    if len(values) == 2 and not any(value.is_range for value in values) and values[0].most < values[1].most:
        return values[0].most, values[1].most
    return None


def _of_people(view: View, sentence: Sentence, figures: Sequence[Token]) -> bool:
    section = view.document.blocks[sentence.block].section
    above = view.document.blocks[section].text if section is not None else ""
    counted = any(isinstance(token.value, Quantity) and is_people(token.value) for token in figures)
    bare = all(isinstance(token.value, Quantity) and not token.value.unit for token in figures)
    return counted or (bare and bool(pattern("staff").search(sentence.text) or pattern("staff").search(above)))


def _draft(view: View, sentence: Sentence, ends: tuple[float, float], joining: Sequence[float]) -> Draft:
    start, stated = number(ends[0]), number(ends[1])
    expected = number(ends[0] + sum(joining))
    formula = f"{start} + {' + '.join(map(number, joining))} = {expected}"
    return Draft(
        f"the team is said to grow from {start} to {stated}, but with those who join it is {formula}",
        (span_of_sentence(view.scanned, sentence),),
        key=f"{start}|{stated}",
        computation=Computation(formula=formula, expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct who joins",
    )


RULE = Rule("RA143", "team-growth", "arithmetic", "question", "computed", _find, __doc__)
