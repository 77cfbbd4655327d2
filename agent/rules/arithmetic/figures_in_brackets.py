"""A share or a multiple in brackets is not that of the two figures beside it.

Claim: two figures of one kind are held against each other ("41 of 43 providers", "77 → 28 tools", "41 MB vs 6 MB"), a percentage or a
multiple stands in the brackets behind them, or before the brackets that they stand in; or brackets behind an amount say which part or how
many times of another it is. No reading of the two, as a share, the rest, a change or a multiple, gives that figure.

Why it matters: the share is what is reported, and the figures beside it say something else.

Flagged:

    - Move of the archive: 30% (44h / 80h)

Fine:

    - Move of the archive: 55% (44h / 80h)
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from agent.expressions import expression
from agent.facts.lexicon import word_list
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.arithmetic import change_in_words, growth, named_share, percent_of_near, relation_in_line, share
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, is_cut_off, stated_of
from agent.rules.reading.brackets import Bracket, Figure, brackets_in
from agent.rules.reading.figures_in_line import same_kind
from agent.rules.reading.interval import Interval
from agent.rules.reading.vocabulary import pattern

WORD = expression(r"[^\W\d_]+")
ARROW = expression(r"→|⇒|->|=>|➔|➜")
STROKE = expression(r"[^\W\d_]{0,14}[ \u00a0]?/[ \u00a0]?")  # "14 done / 32"
AMONG = expression(r"\b(?:of|out of|von|sur|de|das|dos|los|las|di|su|van|из|от)$")
NEITHER = expression(r"[,;:]|\b(?:and|und|et|y|e|en|plus|to|bis)\b|[+]")
MOST_WORDS = 4
LEAD_WORDS = 6  # between a share and the brackets with its figures
REST_WORDS = 2
POINT = 0.6  # percentage points that rounding may hide
NEAR = 0.06  # relative, of a multiple
FARTHEST = 6.0  # times: beyond that the figure is of something else
ALL_DAY = (24.0, 7.0)
EARLIER = (growth.RULE, share.RULE, named_share.RULE, relation_in_line.RULE, change_in_words.RULE, percent_of_near.RULE)


class Told(Struct, frozen=True):
    """Two figures and the share or multiple that stands for them; `course` where one becomes the other."""

    one: Quantity
    other: Quantity
    stated: Quantity
    course: bool


def _find(view: View) -> Iterator[Draft]:
    found = [
        (bracket, told) for bracket in brackets_in(view.scanned, view.sentences) if (told := _told(bracket)) and not _holds(bracket, told)
    ]
    if not found:
        return
    judged = {(equation.span.line, equation.text) for equation in view.roadmap.equations}
    earlier = {span.line for rule in EARLIER for draft in view.drafts(rule) for span in draft.evidence}
    for bracket, told in found:
        computed = any(line == bracket.line and bracket.text[-8:] in text for line, text in judged)
        if not computed and bracket.line not in earlier:
            yield _draft(view, bracket, told)


def _told(bracket: Bracket) -> Told | None:
    before, inside = bracket.before, bracket.inside
    if len(inside) == 1 and len(before) > 1 and _is_share(inside[0].value) and _words(bracket.rest) <= REST_WORDS:
        return _pair(before[-2], before[-1], inside[0]) if _words(bracket.gap) <= MOST_WORDS and not ARROW.search(bracket.gap) else None
    if len(inside) != 2:
        return None
    one, other = inside
    if _is_share(before[-1].value) and _words(bracket.gap) <= LEAD_WORDS and not NEITHER.search(bracket.gap):
        return _pair(one, other, before[-1])
    compares = pattern("held_against").search(other.lead) and _is_share(one.value) and same_kind(before[-1].value, other.value)
    if compares and _words(bracket.gap) <= MOST_WORDS and _words(bracket.rest) <= REST_WORDS:
        return Told(before[-1].value, other.value, one.value, course=True)
    return None


def _is_share(value: Quantity) -> bool:
    multiple = value.kind == "ratio" and value.unit == "x"
    return (value.kind == "percent" or multiple) and value.comparator in ("=", "~") and not value.per and not value.is_range


def _pair(one: Figure, other: Figure, stated: Figure) -> Told | None:
    """Two figures held against each other; whole numbers that stand for something else ("24/7") are not."""
    if not same_kind(one.value, other.value) or one.value.kind in ("percent", "ratio") or other.value.low <= 0 or one.value.low <= 0:
        return None
    gap = other.lead.strip(" \u00a0*_~≈")
    if _words(gap) > MOST_WORDS or (one.value.most, other.value.most) == ALL_DAY:
        return None
    course = (bool(ARROW.search(gap)) and _words(gap) <= REST_WORDS) or bool(pattern("held_against").search(gap)) or _leads(one.lead, gap)
    part = bool(STROKE.fullmatch(other.lead.lstrip(" *_"))) or bool(AMONG.search(gap)) or gap.endswith("中")
    if not (course or part) or (part and stated.value.kind != "percent" and not course):
        return None
    return Told(one.value, other.value, stated.value, course)


def _leads(lead: str, gap: str) -> bool:
    """Whether "from" stands before the first and "to" before the second."""
    before, between = lead.casefold().split(), gap.casefold().split()
    return bool(before) and bool(between) and before[-1].lstrip("(") in _listed("from") and between[-1] in _listed("to")


def _listed(key: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in word_list("equations", key))


def _words(text: str) -> int:
    return len(WORD.findall(text))


def _holds(bracket: Bracket, told: Told) -> bool:
    """Whether a reading gives the stated figure, or other figures of the clause explain it, or it is far off and of something else."""
    readings = _readings(told)
    if not readings or any(_meets(told.stated, value) for value in readings):
        return True
    if not told.course and told.one.most > told.other.most * FARTHEST:
        return True
    near = any(1 / FARTHEST <= abs(told.stated.most) / abs(value.middle) <= FARTHEST for value in readings if value.middle)
    others = [figure.value for figure in (*bracket.before, *bracket.inside) if same_kind(figure.value, told.one)]
    pairs = ((a, b) for a in others for b in others if a is not b and b.low > 0)
    return not near or any(_meets(told.stated, value) for a, b in pairs for value in _readings(Told(a, b, told.stated, told.course)))


def _readings(told: Told) -> list[Interval]:
    one, other = allowed(told.one), allowed(told.other)
    parts = [part for part in (one.over(other), other.over(one)) if part is not None]
    if told.stated.kind != "percent":
        return [*parts, *(Interval(part.low - 1, part.high - 1) for part in parts if part.low > 1)]
    shares = [part.scaled(100) for part in parts]
    if not told.course:
        return [shares[0], Interval(100 - shares[0].high, 100 - shares[0].low)] if shares else []
    return [*shares, *(Interval(share.low - 100, share.high - 100) for share in shares)]


def _meets(stated: Quantity, value: Interval) -> bool:
    said = allowed(stated)
    slack = POINT if stated.kind == "percent" else NEAR * abs(stated.most)
    wide = Interval(value.low - slack, value.high + slack)
    turned = Interval(-said.high, -said.low)
    return wide.meets(said) or wide.meets(turned) or is_cut_off(stated, value.middle)


def _draft(view: View, bracket: Bracket, told: Told) -> Draft:
    values = _readings(told)
    nearest = min(values if told.course else values[:1], key=lambda value: abs(abs(value.middle) - abs(told.stated.most)))
    expected, stated = amount(round(abs(nearest.middle), 1), told.stated), stated_of(told.stated)
    one, other = stated_of(told.one), stated_of(told.other)
    return Draft(
        f"{one} and {other} make {expected}, not {stated}",
        (view.document.span(bracket.line, bracket.end_line),),
        key=f"{one}|{other}|{stated}",
        computation=Computation(formula=f"{one} against {other} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct one of the two figures",
    )


RULE = Rule("RA180", "figures-in-brackets", "arithmetic", "question", "computed", _find, __doc__)
