"""Claims of one document that speak of one thing, and whether both can hold."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from agent.facts import canonical_terms
from agent.model.quantity import Quantity
from agent.model.roadmap import Roadmap
from agent.rules.reading.claim_index import ClaimIndex
from agent.rules.reading.claim_records import LONG_NAME, are_records, is_part
from agent.rules.reading.claims import STEMMED, Claim, Name, strong, terms_in
from agent.rules.reading.direction import direction_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.moments import scaled
from agent.rules.reading.period import Period
from agent.rules.reading.vocabulary import words_of

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")

MOST_USES = 16  # claims that share a word: a word of more names no single thing
MOST_VALUES = 2  # more figures under one name are a series
LEAST_WORDS = 2
COVERED = 0.7  # of what the words of either name weigh
WHOLLY = 0.85  # of the name that holds less
TOLD = 0.7  # of either name, with the words around the other figure
ALIKE = 0.9  # of the names of things that are counted: a part of them has a longer name
MOST_LABELLED = 2  # lines with one label: more are the fields of records
# Units of one scale: a week of work is not seven days of it, and hours of work are no days.
LONG = {"day": 1.0, "week": 7.0, "month": 30.4, "quarter": 91.3, "year": 365.25}
SHORT = {"millisecond": 0.001, "second": 1.0, "minute": 60.0}
APART = 0.2  # relative: how far both ends of two ranges are from each other where the ranges overlap


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims and the stems that both of their names hold; `share` is how much of the poorer match they make."""

    one: Claim
    other: Claim
    shared: Name
    share: float
    first: Name
    second: Name


def clashes_of(roadmap: Roadmap, claims: Sequence[Claim]) -> tuple[Pair, ...]:
    """Pairs of claims of one thing whose figures cannot both hold, the surest first."""
    index = ClaimIndex(roadmap, claims)
    found = [pair for pair in _candidates(index) if _is_told(index, pair) and _comparable(index, pair) and not _reconciled(index, pair)]
    return tuple(sorted(found, key=lambda pair: (-round(pair.share, 6), -len(pair.shared), pair.one.line, pair.other.line)))


def _candidates(index: ClaimIndex) -> Iterator[Pair]:
    """Claims of different blocks and sections that share words, by the names that fit best."""
    seen: set[tuple[int, int]] = set()
    for places in index.by_word.values():
        for pair in combinations(places, 2) if len(places) <= MOST_USES else ():
            if pair not in seen:
                seen.add(pair)
                one, other = index.claims[pair[0]], index.claims[pair[1]]
                if one.section != other.section and same_sort(one.value, other.value, index.language) and apart(one.value, other.value):
                    match = _match(index, one, other)
                    if match:
                        yield match


def _match(index: ClaimIndex, one: Claim, other: Claim) -> Pair | None:
    """The names of both that fit best, where they fit: all of one name, most of the other, the rest said around."""
    best: Pair | None = None
    for first in one.names:
        for second in other.names:
            shared = first & second
            words = index.words_in(shared)
            if words < 1 or (words < LEAST_WORDS and not (shared == first | second and len(shared) >= LEAST_WORDS)):
                continue
            weight, own, theirs = index.weight(shared), index.weight(first), index.weight(second)
            low, high = sorted((weight / own, weight / theirs))
            if (one.value.kind == "count" and low < ALIKE and strong(first) != strong(second)) or periods(first) != periods(second):
                continue
            if low >= COVERED and high >= WHOLLY and (best is None or (low, len(shared)) > (best.share, len(best.shared))):
                best = Pair(one, other, shared, low, first, second)
    return best


def _is_told(index: ClaimIndex, pair: Pair) -> bool:
    """Whether the words of either name that the other one lacks stand around it, and what both share are several words as written."""
    for name, other in ((pair.first, pair.other), (pair.second, pair.one)):
        if index.weight(name & (other.setting.terms | pair.shared)) < TOLD * index.weight(name):
            return False
    return all(len(words_for(claim, pair.shared, index.language)) >= LEAST_WORDS for claim in (pair.one, pair.other))


def words_for(claim: Claim, name: Name, language: str) -> tuple[str, ...]:
    """The words of a claim's line that stand for the stems of a name; a run of Han or kana has as many as pairs."""
    found = [word for word in WORD.findall(claim.setting.text) if name & terms_in(word, language)]
    distinct = {word.casefold(): word for word in reversed(found)}
    return tuple(reversed(distinct.values())) if len(found) != 1 or found[0][0] < "\u2e80" else tuple(name)


@cache
def _period_stems() -> Name:
    return frozenset(term for word in words_of("per_period") for language in STEMMED for term in canonical_terms(word, language)[:1])


@cache
def _done_stems() -> Name:
    return frozenset(term for word in words_of("done_words") for language in STEMMED for term in canonical_terms(word, language)[:1])


def periods(name: Name) -> Name:
    """The words of a name that say for how long its figure is."""
    return name & _period_stems()


def same_sort(one: Quantity, other: Quantity, language: str) -> bool:
    """Whether two figures are of one kind, unit and time of a price."""
    if (one.kind, one.change, one.statistic) != (other.kind, other.change, other.statistic):
        return False
    if one.per != other.per and (one.kind in ("money", "percent") or (one.per and other.per)):
        return False
    if one.kind == "duration":
        return one.unit == other.unit or any(one.unit in scale and other.unit in scale for scale in (LONG, SHORT))
    if one.kind == "count":
        return not one.unit or not other.unit or bool(terms_in(one.unit, language) & terms_in(other.unit, language))
    return one.unit == other.unit


def apart(one: Quantity, other: Quantity) -> bool:
    """Whether the figures do not meet; two ranges that overlap at one end are apart where both their ends are."""
    first, second = _scaled(one), _scaled(other)
    if not first.meets(second):
        strict = one if one.comparator in "<>" else other  # ">3" is a bound, "3+" a way to write a figure
        bound = (one.comparator in "<>") != (other.comparator in "<>") and one.comparator != other.comparator
        return not (bound and _within(other if strict is one else one, strict))
    ends = (one.least, other.least), (one.most, other.most)
    ranges = one.is_range and other.is_range and one.unit == other.unit
    return (
        ranges
        and all(low != high and abs(high - low) > APART * max(abs(low), abs(high)) for low, high in ends)
        and ((one.least < other.least) == (one.most < other.most))
    )


def _within(value: Quantity, bound: Quantity) -> bool:
    """Whether a bound allows for a figure: "5" beside "more than 3"."""
    figure, limit = _scaled(value), _scaled(bound)
    return figure.low >= limit.low if bound.comparator[0] == ">" else figure.high <= limit.high


def _scaled(value: Quantity) -> Interval:
    scale = LONG.get(value.unit) or SHORT.get(value.unit) if value.kind == "duration" else None
    written = Interval(value.low, value.high)
    return written.scaled(scale) if scale else written


def _comparable(index: ClaimIndex, pair: Pair) -> bool:
    """Whether nothing tells the two apart: time, scenario, whose they are, or the shape of the sections they stand in."""
    one, other = pair.one, pair.other
    if (
        one.setting.rival
        or other.setting.rival
        or (one.setting.scenario or "base") != (other.setting.scenario or "base")
        or (one.present != other.present and not pair.shared & _done_stems())
    ):
        return False
    if {one.value.comparator[0], other.value.comparator[0]} >= {"<", ">"}:
        return False
    if one.label and other.label and not one.label & other.label:
        return False
    if one.setting.time and other.setting.time and not _is_one_time(one.setting.time, other.setting.time) and not _overlap(pair):
        return False
    parts = [claim for claim in (one, other) if is_part(index, claim)]
    if one.value.change and len(parts) == 1:
        return _promises_more(index, pair, parts[0])
    if bool(one.setting.time) != bool(other.setting.time) and not _beyond(pair, one if one.setting.time else other):
        return False
    return not are_records(index, one, other, pair.shared)


def _promises_more(index: ClaimIndex, pair: Pair, part: Claim) -> bool:
    """Whether a piece of work promises a greater change than the phase or summary that counts it in, which names it.

    Less than the whole is its share.
    """
    whole = pair.other if part is pair.one else pair.one
    first, second = _scaled(part.value), _scaled(whole.value)
    if part.section is None or not (first.low > second.high if first.low > 0 else first.high < second.low):
        return False
    named = strong(terms_in(index.roadmap.document.blocks[part.section].text, index.language))
    below = (block for block in index.roadmap.document.blocks if block.section == whole.section and block.kind in ("item", "paragraph"))
    return any(len(named & terms_in(block.text, index.language)) >= LEAST_WORDS for block in below)


def _is_one_time(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two places name one time, one of them perhaps more of it: "week 2" is another one in April than in March."""
    return first == second or (bool(first) and bool(second) and (first <= second or second <= first))


def _overlap(pair: Pair) -> bool:
    """Whether a price that goes by one long name is of two times of which one holds the other: "months 1-3" and "week 3-4"."""
    if pair.one.value.kind != "money" or len(pair.shared) < LONG_NAME or pair.share < 1:
        return False
    periods = [[period for window in claim.setting.windows if (period := scaled(window))] for claim in (pair.one, pair.other)]
    return any(first.axis == second.axis and _holds(first, second) for first in periods[0] for second in periods[1])


def _holds(first: Period, second: Period) -> bool:
    inner, outer = sorted((first, second), key=lambda period: (period.end or 0.0) - (period.start or 0.0))
    return (outer.start or 0.0) <= (inner.start or 0.0) and (inner.end or math.inf) <= (outer.end or math.inf)


def _beyond(pair: Pair, staged: Claim) -> bool:
    """Whether what one phase is to reach is more than the plan as a whole wants: less of it is a step on the way."""
    whole = pair.other if staged is pair.one else pair.one
    if not whole.aimed:
        return False
    name = " ".join(sorted(pair.shared))
    down = "<" in (staged.value.comparator[0], whole.value.comparator[0]) or direction_of(name, staged.value) == "down"
    first, second = _scaled(staged.value), _scaled(whole.value)
    return first.high < second.low if down else first.low > second.high


def _reconciled(index: ClaimIndex, pair: Pair) -> bool:
    """Whether some reading lets both hold: the figures meet, another figure of either line meets, or the name has many figures."""
    beside = ((a, b) for a in index.by_line[pair.one.line] for b in index.by_line[pair.other.line])
    if any(
        same_sort(a.value, b.value, index.language) and _speaks(a, pair.shared) and _speaks(b, pair.shared) and not apart(a.value, b.value)
        for a, b in beside
    ):
        return True
    if any(len(index.labelled[claim.label]) > MOST_LABELLED for claim in (pair.one, pair.other) if claim.label & pair.shared):
        return True
    alike = (
        claim for claim in index.sharing(pair.shared) if claim.value.kind == pair.one.value.kind and _is_called(index, claim, pair.shared)
    )
    called = (claim.value for claim in alike if same_sort(claim.value, pair.one.value, index.language) and _is_alongside(claim, pair))
    values = {(value.least, value.most) for value in called}
    return len(values) > MOST_VALUES


def _is_alongside(claim: Claim, pair: Pair) -> bool:
    """Whether a claim is of the state and time of either of the two."""
    return any(
        claim.present == one.present and (claim.setting.time == one.setting.time or bool(claim.setting.time & one.setting.time))
        for one in (pair.one, pair.other)
    )


def _speaks(claim: Claim, shared: Name) -> bool:
    return any(strong(shared) & name for name in claim.names)


def _is_called(index: ClaimIndex, claim: Claim, shared: Name) -> bool:
    weight = index.weight(shared)
    return any(index.weight(shared & name) >= TOLD * max(weight, index.weight(name)) for name in claim.names)
