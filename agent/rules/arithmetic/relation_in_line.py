"""A sentence tells how figures are related, and they are not.

Claim: a sentence sets two figures against each other and says how many times, by how many percent or which share of the other the one is
("2x MRR ($200 → $500)", "30 € instead of 40 €, 40 % cheaper"), or how much more ("4.4 → 6.5 (+2.4)"), what percentage of an amount another
one is, what a price by the month makes in a year or what so many at the price of each cost; no reading of its words gives that figure.

Why it matters: of such a sentence one figure is remembered, and another is planned with.

Flagged:

    - [ ] Double the number of schools, from 400 to 1,200

Fine:

    - [ ] Double the number of schools, from 400 to 800
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.facts.changes import speaks_of_change
from agent.facts.computation import is_yearly_price
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of
from agent.rules.reading.figures_in_line import Figure, Pair, pairs_in, same_kind, sentences_with_figures
from agent.rules.reading.interval import Interval
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

TIMES = {"times_two": 2.0, "times_three": 3.0, "times_half": 0.5}
AMOUNTS = frozenset({"money", "count", "duration", "size"})
POINT = 0.6  # percentage points that rounding may hide
NEAR = 0.06  # relative, of a factor
FACTOR = expression(r"\d\s?[×x*]\s?[A-Z]\b(?:\s?[×x*]|$)")
ARROW = expression(r"→|⇒|->|=>|➔")  # of a chain of figures each comes of the one before
BEFORE_FACTOR = 16  # characters in which "more than" stands
FARTHEST = 2.0  # times: beyond that something else is meant
SHORT, LONGEST_LEAD = 14, 24  # characters behind a price, and before what it makes
COMPOUND = expression(
    r"cagr|per year|a year|annual|yearly|per month|monthly|p\.\s?a\.|jährlich|pro jahr|por año|ao ano|par an|每年|年均|毎年", re.IGNORECASE
)
SAME_AMOUNT = expression(r"^[\s*_]*(?:[(（]\s*[=~≈]?|[=≈])[\s*_~≈約约]*$")
OPENED = expression(r"[(（=:：≈][\s*_~≈約约]*$")
OTHER_PERIOD = {("month", "year"): 12.0, ("month", "quarter"): 3.0, ("quarter", "year"): 4.0}


class Claim(Struct, frozen=True):
    """`stated` with what each reading of the sentence gives, the first the plainest; `formula` is of that one."""

    stated: Quantity
    readings: tuple[Interval, ...]
    formula: str
    slack: float


FACTOR_NEAR = 0.005  # relative: how exactly a number of the passage has to explain an amount
Find = Callable[[str, tuple[Figure, ...]], Iterator[Claim]]


def _find(view: View) -> Iterator[Draft]:
    for sentence, figures in sentences_with_figures(view.scanned, view.sentences):
        for find in FORMS:
            claims = list(find(sentence.text, figures))
            if len(claims) == 1 and not _holds(claims[0]) and not _has_factor(view, sentence, claims[0]):
                yield _draft(view, claims[0], span_of_sentence(view.scanned, sentence))
                break


def _has_factor(view: View, sentence: Sentence, claim: Claim) -> bool:
    """Whether the passage states how many times the computed amount the stated one is: "1,890 customers ... at £29 a month that is"."""
    if claim.stated.kind != "money" or not claim.readings or claim.readings[0].middle <= 0:
        return False
    factor = claim.stated.most / claim.readings[0].middle
    around = [token.value for token in view.scanned.tokens[sentence.block] if isinstance(token.value, Quantity)]
    counts = [value.most for value in around if value.kind == "count" and value.most > 1]
    return any(abs(factor - count) <= FACTOR_NEAR * count for count in counts)


def _holds(claim: Claim) -> bool:
    stated = allowed(claim.stated)
    wide = Interval(stated.low - claim.slack, stated.high + claim.slack)
    return any(wide.meets(one) for one in claim.readings)


def _times(text: str, figures: tuple[Figure, ...]) -> Iterator[Claim]:
    """ "Double the users from 400 to 800", "2x MRR ($200 → $400)"."""
    pairs = list(pairs_in(figures, against=False))
    told = [(factor, match) for name, factor in TIMES.items() if (match := pattern(name).search(text))] if pairs else []
    if any(pattern("bounding").search(text[max(0, match.start() - BEFORE_FACTOR) : match.start()]) for _, match in told):
        return  # "more than triples"
    words = [factor for factor, _ in told]
    for pair, rest in pairs:
        if FACTOR.search(text) or len(ARROW.findall(text)) > 1:
            return  # "12 × P × 0.08": a formula
        written = [figure.quantity for figure in rest if figure.quantity.kind == "ratio" and figure.quantity.unit == "x"]
        falls = pair.first.kind == "percent" and pair.second.most < pair.first.least  # costs double, and the margin falls
        if falls or not pair.course or pair.first.least <= 0 or len(rest) != len(written) or len(words) + len(written) != 1:
            continue
        stated = written[0] if written else _exactly(words[0])
        one, other = allowed(pair.first), allowed(pair.second)
        grown = other.over(one)
        if grown is not None and grown.low > 0:
            back = one / other
            more = Interval(grown.low - 1, grown.high - 1)
            readings = (grown, back, more) if written else (grown,) if words[0] > 1 else (grown, back)
            yield Claim(stated, readings, f"{stated_of(pair.second)} / {stated_of(pair.first)}", NEAR * stated.most)


def _exactly(value: float) -> Quantity:
    return Quantity(value, value, value, value, "ratio", "x")


def _change(text: str, figures: tuple[Figure, ...]) -> Iterator[Claim]:
    """ "Cut by 40% (from $500 to $300 a month)", "$150 instead of $200, 25% cheaper"."""
    if sum(figure.quantity.kind == "percent" for figure in figures) != 1 or not (pairs := list(pairs_in(figures, against=True))):
        return
    cheaper = bool(pattern("makes_cheaper").search(text))
    if not (cheaper or speaks_of_change(text)) or COMPOUND.search(text):
        return
    for pair, rest in pairs:
        percents = [figure.quantity for figure in rest if figure.quantity.kind == "percent"]
        if len(rest) == len(percents) == 1 and _is_plain(percents[0]) and (pair.course or cheaper) and pair.first.kind in AMOUNTS:
            yield _change_of(pair, percents[0], cheaper=cheaper)


def _is_plain(percent: Quantity) -> bool:
    return percent.comparator in ("=", "~") and not percent.per


def _change_of(pair: Pair, stated: Quantity, *, cheaper: bool) -> Claim:
    """What is saved is a part of the dearer one, whichever is named first."""
    if cheaper and pair.first.most < pair.second.least:
        pair = replace(pair, first=pair.second, second=pair.first)
    one, other = allowed(pair.first), allowed(pair.second)
    difference = one - other if one.middle >= other.middle else other - one
    readings = [
        part.scaled(100) for part in (_over(difference, one), _over(difference, other), _over(other, one), _over(one, other)) if part
    ]
    names = (stated_of(pair.first), stated_of(pair.second))
    high, low = names if one.middle >= other.middle else names[::-1]
    return Claim(_unsigned(stated), tuple(readings), f"({high} - {low}) / {names[0]}", POINT)


def _over(one: Interval, other: Interval) -> Interval | None:
    return one.over(other)


def _unsigned(value: Quantity) -> Quantity:
    low, high = sorted((abs(value.low), abs(value.high)))
    least, most = sorted((abs(value.least), abs(value.most)))
    return Quantity(low, high, least, most, value.kind, value.unit, value.comparator)


def _part_of(text: str, figures: tuple[Figure, ...]) -> Iterator[Claim]:
    """ "Reserve of 15% of the $2M budget: $300K", "1,000万円の10%（100万円）"."""
    if len(figures) != 3:
        return
    one, two, three = figures
    percent, base = (one, two) if one.quantity.kind == "percent" else (two, one)
    joined = _is_of(two.lead) if percent is one else two.lead.strip() in ("の", "的")
    alike = same_kind(base.quantity, three.quantity) and base.quantity.kind in ("money", "count", "duration")
    told = SAME_AMOUNT.match(three.lead) or OPENED.search(three.lead) or pattern("in_other_words").search(three.lead)
    if percent.quantity.kind == "percent" and joined and alike and told and _is_plain(percent.quantity) and len(three.lead) <= LONGEST_LEAD:
        computed = allowed(percent.quantity).scaled(0.01) * allowed(base.quantity)
        formula = f"{stated_of(percent.quantity)} x {stated_of(base.quantity)}"
        rest = allowed(base.quantity) - computed
        yield Claim(three.quantity, (computed, rest, allowed(base.quantity) + computed), formula, 0.0)


def _is_of(gap: str) -> bool:
    words = gap.casefold().split()
    return bool(words) and words[0] in OF and len(words) <= 4


OF = frozenset({"of", "von", "vom", "der", "des", "de", "du", "del", "da", "do", "di", "от", "из"})


def _share(text: str, figures: tuple[Figure, ...]) -> Iterator[Claim]:
    """ "40件中30件が完了（75%）", "30 tâches sur 40 (75 %)", "$488 of cost vs $15,585 of revenue = 96.9% margin"."""
    if len(figures) != 3 or figures[2].quantity.kind != "percent" or not _is_plain(figures[2].quantity):
        return
    one, two, three = figures
    gap = two.lead.strip().casefold()
    words = gap.split()
    joined = gap.startswith("中") or "中" in gap[-4:] or (bool(words) and words[-1] in AMONG and len(words) <= 4)
    held = bool(pattern("held_against").search(two.lead)) and three.lead.rstrip(" *~≈").endswith("=")
    if (joined or held) and same_kind(one.quantity, two.quantity) and one.quantity.kind != "percent" and OPENED.search(three.lead):
        first, second = allowed(one.quantity), allowed(two.quantity)
        parts = [part.scaled(100) for part in (_over(first, second), _over(second, first)) if part]
        rest = [Interval(100 - part.high, 100 - part.low) for part in parts]
        names = (stated_of(one.quantity), stated_of(two.quantity))
        part, whole = names if first.middle <= second.middle else names[::-1]
        formula = f"1 - {part} / {whole}" if held else f"{part} / {whole}"
        plain = [value for value in parts if value.high <= 101] or parts
        ordered = [Interval(100 - value.high, 100 - value.low) for value in plain] if held else plain
        yield Claim(three.quantity, (*ordered, *parts, *rest), formula, POINT)


AMONG = frozenset({"of", "von", "sur", "de", "das", "dos", "los", "las", "di", "su", "из"})


def _by_period(text: str, figures: tuple[Figure, ...]) -> Iterator[Claim]:
    """ "1.200 € im Monat, also 14.400 € im Jahr", "$1.2M ARR ($100K MRR)"."""
    if len(figures) != 2:
        return
    one, two = figures
    alike = one.quantity.kind == two.quantity.kind == "money" and one.quantity.unit == two.quantity.unit
    told = SAME_AMOUNT.match(two.lead) or re.search(r"[(（=≈]", two.lead) or pattern("in_other_words").search(two.lead)
    if not alike or not told or len(two.lead) > LONGEST_LEAD:
        return
    pers = (one.quantity.per, two.quantity.per)
    if is_yearly_price(one.quantity, two.quantity):
        return
    factor = OTHER_PERIOD.get(pers) or (1 / OTHER_PERIOD[pers[::-1]] if pers[::-1] in OTHER_PERIOD else 0.0)
    if factor:
        computed = allowed(one.quantity).scaled(factor)
        sign = f"x {factor:g}" if factor > 1 else f"/ {round(1 / factor)}"
        yield Claim(two.quantity, (computed,), f"{stated_of(one.quantity)} {sign}", 0.01 * two.quantity.most)


def _each(text: str, figures: tuple[Figure, ...]) -> Iterator[Claim]:
    """ "10 workshops, €500 each: €5,000", "20 Lizenzen zu je 30 € (600 €)"."""
    if len(figures) != 3 or figures[0].quantity.kind not in ("count", "duration") or pattern("makes_amount").search(text):
        return
    count, price, result = figures
    same = price.quantity.kind == result.quantity.kind == "money" and same_kind(price.quantity, result.quantity)
    marked = pattern("for_each_one").search(price.lead) or pattern("for_each_one").search(price.tail[:SHORT])
    told = len(result.lead) <= LONGEST_LEAD and (SAME_AMOUNT.match(result.lead) or OPENED.search(result.lead))
    if same and marked and told and count.quantity.comparator == "=" and not count.quantity.per:
        computed = allowed(count.quantity) * allowed(price.quantity)
        near = 1 / FARTHEST <= computed.middle / result.quantity.most <= FARTHEST if result.quantity.most > 0 else False
        if near:
            longer = [computed.scaled(factor) for factor in (12.0, 1 / 12, 4.0, 3.0)]
            formula = f"{stated_of(count.quantity)} x {stated_of(price.quantity)}"
            yield Claim(result.quantity, (computed, *longer), formula, 0.005 * result.quantity.most)


def _step(text: str, figures: tuple[Figure, ...]) -> Iterator[Claim]:
    """ "Reading score: 4.4 → 6.5 (+2.1)"."""
    for one, two, three in zip(figures, figures[1:], figures[2:], strict=False):
        first, second, stated = one.quantity, two.quantity, three.quantity
        arrow = ARROW.fullmatch(two.lead.strip(" \u00a0*_~≈")) and not ARROW.search(one.lead) and not ARROW.search(three.lead)
        alike = same_kind(first, second) and stated.kind == first.kind and stated.unit in (first.unit, second.unit)
        if arrow and alike and stated.change and _is_plain(stated) and not stated.is_range and OPENED.search(three.lead):
            difference = allowed(second) - allowed(first)
            size = replace(difference, low=-difference.high, high=-difference.low) if difference.middle < 0 else difference
            relative = size.over(allowed(first)) if first.kind == "percent" else None
            readings = (size, relative.scaled(100)) if relative else (size,)
            high, low = (second, first) if difference.middle >= 0 else (first, second)
            yield Claim(_unsigned(stated), readings, f"{stated_of(high)} - {stated_of(low)}", 0.0)


FORMS: tuple[Find, ...] = (_times, _change, _part_of, _share, _by_period, _each, _step)


def _draft(view: View, claim: Claim, span: Span) -> Draft:
    stated = stated_of(claim.stated)
    expected = amount(round(claim.readings[0].middle, 2), claim.stated)
    return Draft(
        f"{claim.formula} is {expected}, not {stated}",
        (span,),
        key=f"{claim.formula}|{stated}",
        computation=Computation(formula=f"{claim.formula} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct one of the other figures",
    )


RULE = Rule("RA150", "relation-in-line", "arithmetic", "question", "computed", _find, __doc__)
