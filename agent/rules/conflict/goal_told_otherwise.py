"""The text names another goal than the row or entry that plans the measure, or another amount for one budget.

Claim: a sentence with a word of aim gives a number of something, or a share or time of a measure that it names, and a table row or an
entry that says where this measure stands and is to go has another goal: the sentence goes beyond it, or turns its digits round. Or two
sentences give "the approved budget", "the total budget" two amounts.

Why it matters: the board is told one goal and the team works for another.

Flagged:

    | Key result | Today | Target |
    |---|---:|---:|
    | Active members | 84,000 | 100,000 |

    We keep the goal of 110 thousand members in December.

Fine:

    | Key result | Today | Target |
    |---|---:|---:|
    | Active members | 84,000 | 100,000 |

    We keep the goal of 100 thousand members in December.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.facts.folding import fold
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.conflict import measure_across, plan_across, prose_value, two_levels, two_values
from agent.rules.reading.amounts import allowed, stated_of
from agent.rules.reading.passages import is_slip
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.spoken import Value, values_in
from agent.rules.reading.value_pairs import comparable, size
from agent.rules.reading.vocabulary import pattern

PROSE = frozenset({"paragraph", "item", "footnote", "heading"})
NEAREST, FARTHEST = 0.5, 2.0
LONGEST = 260
FEWEST_TERMS = 2
GENERIC = frozenset(
    {
        "target",
        "goal",
        "total",
        "rate",
        "year",
        "month",
        "number",
        "averag",
        "share",
        "time",
        "day",
        "hour",
        "percent",
        "median",
        "new",
        "project",
    }
)
PURSE = expression(
    r"\b(approved|total|overall|whole|full|agreed|genehmigte[sn]?|gesamte[sn]?|bewilligte[sn]?|total|global|approuvé"
    r"|aprobado|aprovado|approvato)\s(?:\w+\s)?"
    r"(budget|funding|grant|kosten|mittel|presupuesto|orçamento|enveloppe|bilancio)\b"
    r"|\b(gesamtbudget|gesamtkosten)\b|\b(budget|presupuesto|orçamento|enveloppe|bilancio)\s(total|totale|global"
    r"|globale|approuvé|aprobado|aprovado|approvato)\b",
    re.IGNORECASE,
)
REACH = 40  # characters between a budget and its amount
CHANGED = expression(
    r"\b(?:from|instead|raise[sd]?|increase[sd]?|cut|reduced?|was|were|originally|formerly|previous(?:ly)?|von|statt"
    r"|ursprünglich|de|au lieu|antes|antigo|year|jahr|année|año|ano)\b",
    re.IGNORECASE,
)


class Goal(Struct, frozen=True):
    """A measure with where it stands and is to go, and every number of its row."""

    name: str
    terms: frozenset[str]
    now: Quantity
    goal: Quantity
    span: Span
    known: frozenset[float]


def _find(view: View) -> Iterator[Draft]:
    rules = (prose_value.RULE, two_values.RULE, two_levels.RULE, measure_across.RULE, plan_across.RULE)
    told = {span.line for rule in rules for draft in view.drafts(rule) for span in draft.evidence}
    goals = _goals(view)
    lines = {goal.span.line for goal in goals}
    for sentence in view.saying("goes_to", "aimed_at") if goals else ():
        if sentence.kind in PROSE and len(sentence.text) < LONGEST and sentence.line not in told | lines:
            yield from _judge(view, sentence, goals)
    yield from _purses(view, told)


def _goals(view: View) -> list[Goal]:
    found = [(series.name, *series.values, series.goal.fact.span) for series in view.series]
    found += [(aim.name, aim.now, aim.goal, aim.span) for aim in view.aims if aim.sure]
    cells: dict[int, set[float]] = {}
    for grid in view.grids:
        for line in grid.lines:
            cells.setdefault(line.line, set()).update(cell.quantity.most for cell in line.cells if cell.quantity is not None)
    made = [
        Goal(name, _terms(view, name), now, goal, span, frozenset({now.most, now.least, goal.most, goal.least, *cells.get(span.line, ())}))
        for name, now, goal, span in found
        if goal.comparator in ("=", "~", ">=", "<=") and not goal.change and not goal.is_range
    ]
    return [goal for goal in made if goal.terms]


def _terms(view: View, text: str) -> frozenset[str]:
    return frozenset(term for term in canonical_terms(text, view.roadmap.language) if not any(c.isdecimal() for c in term)) - GENERIC


def _judge(view: View, sentence: Sentence, goals: Sequence[Goal]) -> Iterator[Draft]:
    if pattern("stands_at").search(sentence.text) or pattern("change_down").search(sentence.text):
        return
    said = _terms(view, sentence.text)
    for value in values_in(sentence, view.roadmap.language):
        if value.spoken or value.quantity.change or value.quantity.is_range or value.course:
            continue
        meant = [goal for goal in goals if _is_of(view, goal, value, said)]
        if len({(goal.goal.most, goal.name) for goal in meant}) == 1 and _differs(meant[0], value):
            yield _draft(view, sentence, value, meant[0])
            return


def _is_of(view: View, goal: Goal, value: Value, said: frozenset[str]) -> bool:
    """Whether a value is of a measure: of the thing that it counts, or of a measure all of whose words are said."""
    quantity = value.quantity
    if quantity.kind != goal.goal.kind or quantity.per != goal.goal.per:
        return False
    if quantity.kind == "count":
        unit = _terms(view, quantity.unit)
        return bool(unit) and unit <= goal.terms and len(goal.terms - said) <= 1
    return comparable(quantity, goal.goal) and len(goal.terms) >= FEWEST_TERMS and goal.terms <= said


def _differs(goal: Goal, value: Value) -> bool:
    """Whether a value lies beyond the goal, near it, or is the goal with other digits."""
    one, other, now = size(value.quantity), size(goal.goal), size(goal.now)
    if one is None or other is None or now is None or one.meets(other) or value.most in goal.known or not goal.goal.most:
        return False
    if goal.known and any(known and abs(value.most / known - 1) < 1e-9 for known in goal.known):
        return False
    beyond = one.low > other.high > now.low if other.middle > now.middle else one.high < other.low < now.high
    near = NEAREST <= one.middle / other.middle <= FARTHEST if other.middle else False
    return near and (beyond or is_slip(value.most, goal.goal.most))


def _draft(view: View, sentence: Sentence, value: Value, goal: Goal) -> Draft:
    said, planned = stated_of(value.quantity), stated_of(goal.goal)
    return Draft(
        f'the text aims at {said}, but the goal of "{goal.name}" is {planned}',
        (span_of_sentence(view.scanned, sentence), goal.span),
        key=f"{goal.name}|{said}",
        computation=Computation(formula=f"{said} is not {planned}", expected=planned, stated=said),
        suggestion=f"change {said} to {planned}, or correct the goal",
    )


def _purses(view: View, told: set[int]) -> Iterator[Draft]:
    """ "The approved budget stays at £44.2M" beside "an approved budget of £46.2M"."""
    found: dict[tuple[str, str], list[tuple[Sentence, Quantity]]] = {}
    for sentence in view.saying("purse"):
        match = PURSE.search(sentence.text) if sentence.kind in PROSE and len(sentence.text) < LONGEST else None
        if match is None or sentence.windows or CHANGED.search(sentence.text[: match.end() + REACH]):
            continue
        money = [
            t for t in sentence.tokens if isinstance(t.value, Quantity) and t.value.kind == "money" and 0 <= t.start - match.end() <= REACH
        ]
        if money and isinstance(value := money[0].value, Quantity) and not value.per and not value.is_range:
            key = " ".join(sorted(fold(word) for word in match.groups() if word))
            found.setdefault((key, value.unit), []).append((sentence, value))
    for (key, _), stated in found.items():
        values = {value.most for _, value in stated}
        first, last = stated[0], stated[-1]
        apart = not allowed(first[1]).meets(allowed(last[1]))
        if len(values) == 2 and apart and last[0].line not in told and NEAREST <= last[1].most / first[1].most <= FARTHEST:
            one, other = stated_of(last[1]), stated_of(first[1])
            yield Draft(
                f'"{key}" is {one} in line {last[0].line} and {other} in line {first[0].line}',
                (span_of_sentence(view.scanned, last[0]), span_of_sentence(view.scanned, first[0])),
                key=f"{key}|{one}|{other}",
                computation=Computation(formula=f"{one} is not {other}", expected=other, stated=one),
                suggestion=f"change {one} to {other}, or the other way round",
                severity="warning" if is_slip(first[1].most, last[1].most) else "question",
            )


RULE = Rule("RA625", "goal-told-otherwise", "conflict", "question", "computed", _find, __doc__)
