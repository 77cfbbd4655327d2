"""A percentage told with what it makes makes another amount of the figure before it.

Claim: a sentence says what percentage or fraction of something is set aside, given or meant, and in other words how much that is ("a
contingency of 15%, that is €48,000"); of no figure of the document is it that part, and of the nearest one before it is another amount.

Why it matters: a reserve, a fee or a goal is either too small or too large by what was mistyped.

Flagged:

    The works cost €560,000.

    We set aside 15% for surprises, that is €48,000.

Fine:

    The works cost €560,000.

    We set aside 15% for surprises, that is €84,000.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.arithmetic import named_share, relation_in_line, share, share_of_total
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.passages import PROSE, is_slip
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.spoken import Value, values_in
from agent.rules.reading.vocabulary import pattern

LONGEST_SENTENCE = 450  # characters: beyond that the figures are of more than one thought
AMOUNTS = frozenset({"money", "count", "duration", "size"})
IN_WORDS = expression(
    r"[(（=≈:]\s*[~≈]?\s*(?:about |around |roughly |rund |etwa |environ |soit |cerca de |unos |unas )?$|(?:^"
    r"|[\s,])(?:or|oder|ou|o|about|roughly)\s*(?:about |rund |environ )?$"
)
BACK = 4  # sentences before
LONGEST = 70  # characters between the percentage and its amount
SLACK = 0.012  # relative: "about" of rounded figures
LOOSE = 0.05
NEAREST, FARTHEST = 0.4, 2.5
LEAST = 20.0  # of a count: a share of fewer is hardly told in percent


class Stated(Struct, frozen=True):
    """A part with the amount it is said to be."""

    factor: Interval
    text: str
    result: Value


def _find(view: View) -> Iterator[Draft]:
    told = {
        draft.evidence[0].line
        for rule in (relation_in_line.RULE, share.RULE, named_share.RULE, share_of_total.RULE)
        for draft in view.drafts(rule)
    }
    judged = {equation.span.line for equation in view.roadmap.equations}
    sentences = [sentence for sentence in view.sentences if sentence.kind in PROSE]
    everything: list[Quantity] | None = None
    for at, sentence in enumerate(sentences):
        if not sentence.tokens or len(sentence.text) > LONGEST_SENTENCE or sentence.line in told or sentence.line in judged:
            continue
        kinds = {quantity.kind for quantity in sentence.quantities}
        if "percent" not in kinds or not kinds & AMOUNTS:
            continue
        values = values_in(sentence, view.roadmap.language)
        for stated in _stated(sentence.text, values):
            everything = everything if everything is not None else _all(view)
            draft = _judge(view, sentence, values, stated, sentences[max(0, at - BACK) : at], everything)
            if draft:
                yield draft


def _all(view: View) -> list[Quantity]:
    """Every amount of the document, in its tables too."""
    found = [
        value
        for tokens in (*view.scanned.tokens, *view.scanned.cells.values())
        for token in tokens
        if isinstance(value := token.value, Quantity)
    ]
    sums: list[Quantity] = [total.value for total in view.roadmap.totals]
    return [value for value in (*found, *sums) if value.kind in AMOUNTS]


def _stated(text: str, values: Sequence[Value]) -> Iterator[Stated]:
    """A percentage, and right behind it the amount that a word of result leads to."""
    for one, other in pairwise(values):
        gap = text[one.end : other.start]
        if (
            one.kind != "percent"
            or one.quantity.change
            or one.quantity.is_range
            or one.quantity.comparator not in ("=", "~")
            or one.course
            or other.course
        ):
            continue
        if other.kind not in AMOUNTS or other.quantity.change or other.quantity.is_range or other.quantity.comparator not in ("=", "~"):
            continue
        told = IN_WORDS.search(gap.casefold()) or pattern("thus").search(gap[-24:])
        if (
            told
            and len(gap) <= LONGEST
            and not {";", "|"} & set(gap)
            and not pattern("change_up").search(gap)
            and not pattern("change_down").search(gap)
        ) and (other.kind != "count" or other.most >= LEAST):
            yield Stated(allowed(one.quantity).scaled(0.01), stated_of(one.quantity), other)


def _judge(
    view: View, sentence: Sentence, values: Sequence[Value], stated: Stated, before: Sequence[Sentence], everything: Sequence[Quantity]
) -> Draft | None:
    result = stated.result
    if result.most <= 0 or any(_gives(stated, value, view) for value in everything):
        return None
    own = [value.quantity for value in values if value.start < result.start and _alike(value.quantity, result.quantity)]
    bases = [(sentence, quantity) for quantity in reversed(own)]
    bases += [
        (other, quantity) for other in reversed(before) for quantity in reversed(other.quantities) if _alike(quantity, result.quantity)
    ]
    near = [(place, base) for place, base in bases if NEAREST <= stated.factor.middle * base.most / result.most <= FARTHEST]
    if not near:
        return None
    slips = [one for one in near if is_slip(stated.factor.middle * one[1].most, result.most)]
    place, base = slips[0] if slips else near[0]
    expected, said = amount(stated.factor.middle * base.most, result.quantity), stated_of(result.quantity)
    formula = f"{stated.text} x {stated_of(base)}"
    spans = [span_of_sentence(view.scanned, one) for one in dict.fromkeys((sentence, place))]
    return Draft(
        f"{formula} is {expected}, not {said}",
        tuple(spans),
        key=f"{formula}|{said}",
        computation=Computation(formula=f"{formula} = {expected}", expected=expected, stated=said),
        suggestion=f"change {said} to {expected}, or correct {stated.text}",
        severity="warning" if slips else "question",
    )


def _alike(one: Quantity, other: Quantity) -> bool:
    return (
        one.kind == other.kind and one.most > 0 and not one.is_range and not one.change and (one.kind == "count" or one.unit == other.unit)
    )


def _gives(stated: Stated, base: Quantity, view: View) -> bool:
    result = stated.result.quantity
    if not _alike(base, result) or base is result:
        return False
    said = allowed(result)
    slack = LOOSE if "~" in (base.comparator, result.comparator) else SLACK
    for factor in (
        stated.factor,
        Interval(1 - stated.factor.high, 1 - stated.factor.low),
        Interval(1 + stated.factor.low, 1 + stated.factor.high),
    ):
        made = allowed(base) * factor
        for times in (1.0, 12.0, 1 / 12):
            wide = Interval(made.low * times * (1 - slack), made.high * times * (1 + slack))
            if wide.meets(said):
                return True
    return False


RULE = Rule("RA157", "percent-of-near", "arithmetic", "question", "computed", _find, __doc__)
