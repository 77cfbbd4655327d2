"""Something has more than the plan allows each of its kind.

Claim: a sentence says that no squad, wave, class or other part has more than so many people ("No squad has more than 8 people", "at
most six engineers work on any wave"), and a table row or a numbered entry of that kind has more.

Why it matters: either the rule or the plan will be broken, and those who read one of them do not know.

Flagged:

    1. No squad has more than 8 people.

    | Squad | People |
    |---|---|
    | Checkout | 7 |
    | Fulfilment | 10 |

Fine:

    1. No squad has more than 8 people.

    | Squad | People |
    |---|---|
    | Checkout | 7 |
    | Fulfilment | 8 |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number
from agent.rules.reading.enumerations import is_people
from agent.rules.reading.passages import PROSE
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.spoken import Value, values_in
from agent.rules.reading.vocabulary import pattern

EACH = expression(
    r"\b(?:no|any|each|every|per|a|one|keine?|jedes?|jeder|jede|pro|je|aucune?|chaque|par|ningún|ninguna|cada|por"
    r"|nenhuma?|qualquer|nessuna?|ogni)\s([^\W\d_]{3,})",
    re.IGNORECASE,
)
DENIED = expression(
    r"\b(?:no|not|never|none|kein|keine|nicht|nie|aucun|aucune|ne|pas|jamais|ningún|ninguna|nunca|nenhum|nenhuma|não"
    r"|nessun|nessuna|non)\b",
    re.IGNORECASE,
)
MORE = expression(
    r"\b(?:more than|over|exceeds?|above|larger than|bigger than|mehr als|über|größer als|plus de|dépasse|más de"
    r"|supera|mais de|mais que|ultrapassa|più di|supera)\s*$",
    re.IGNORECASE,
)
BEHIND = 60  # characters of a line in which its number stands
GENERIC = frozenset({"time", "day", "week", "month", "year", "quarter", "percent", "more", "one", "case"})


class Limit(Struct, frozen=True):
    """`part` is what may have no more than `most` of `unit`."""

    part: str
    most: float
    value: Value
    sentence: Sentence


def _find(view: View) -> Iterator[Draft]:
    for sentence in view.saying("limits"):
        limit = _limit(view, sentence) if sentence.kind in PROSE and sentence.tokens else None
        if limit:
            yield from _in_tables(view, limit)
            yield from _in_lines(view, limit)


def _limit(view: View, sentence: Sentence) -> Limit | None:
    values = [value for value in values_in(sentence, view.roadmap.language) if value.kind == "count" and value.quantity.unit]
    if len(values) != 1 or values[0].quantity.is_range:
        return None
    value, text = values[0], sentence.text
    bound = value.quantity.comparator in ("<=", "<") or (
        (value.quantity.comparator == ">" or MORE.search(text[: value.start])) and DENIED.search(text[: value.start + 3])
    )
    parts = [match[1] for match in EACH.finditer(text) if match[1].casefold() not in value.text.casefold()]
    terms = [term for part in parts for term in canonical_terms(part, view.roadmap.language) if term not in GENERIC]
    return Limit(terms[0], value.most, value, sentence) if bound and terms else None


def _in_tables(view: View, limit: Limit) -> Iterator[Draft]:
    unit = frozenset(canonical_terms(limit.value.quantity.unit, view.roadmap.language))
    for grid in view.grids:
        if limit.part not in canonical_terms(grid.headers[0], view.roadmap.language):
            continue
        for at in range(1, grid.width):
            header = grid.headers[at]
            people = is_people(limit.value.quantity) and bool(
                pattern("persons").search(header) or pattern("heads_of_people").search(header)
            )
            if not people and not unit & frozenset(canonical_terms(header, view.roadmap.language)):
                continue
            for line in grid.lines:
                quantity = line.cells[at].quantity
                if quantity is not None and quantity.kind == "count" and quantity.least > limit.most and not line.total:
                    yield _draft(view, limit, line.line, line.label, quantity.least)


def _in_lines(view: View, limit: Limit) -> Iterator[Draft]:
    """ "Wave 2 – 8 engineers": lines that name a part with its number and count what is limited."""
    unit = limit.value.quantity.unit.split()[-1][:5].casefold()
    for block in view.document.blocks:
        if block.kind not in ("paragraph", "item", "heading"):
            continue
        for at, text in enumerate(block.text.split("\n")):
            head = text.strip()[:BEHIND]
            words = canonical_terms(head.split(" ")[0] if head else "", view.roadmap.language)
            if limit.part not in words or block.line + at == limit.sentence.line:
                continue
            match = re.search(rf"(?<![\d.,])(\d{{1,4}})\s(?:[^\W\d_]+\s)?{re.escape(unit)}", text.casefold())
            if match and float(match[1]) > limit.most:
                yield _draft(view, limit, block.line + at, head, float(match[1]))


def _draft(view: View, limit: Limit, line: int, label: str, found: float) -> Draft:
    name, most = " ".join(label.split())[:50], number(limit.most)
    return Draft(
        f'"{name}" has {number(found)}, but no more than {most} are allowed',
        (view.document.span(line), span_of_sentence(view.scanned, limit.sentence)),
        key=f"{name}|{most}",
        computation=Computation(formula=f"{number(found)} > {most}", expected=f"at most {most}", stated=number(found)),
        suggestion=f"change {number(found)}, or the limit of {most}",
    )


RULE = Rule("RA626", "beyond-own-limit", "conflict", "question", "computed", _find, __doc__)
