"""Claims of one document that speak of one thing, and whether both can hold."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from agent.extract.words import topic_of
from agent.facts import canonical_terms, normalise
from agent.model.document import Block
from agent.model.quantity import Quantity
from agent.model.roadmap import Roadmap
from agent.rules.reading.claims import STEMMED, Claim, Name, strong, terms_in
from agent.rules.reading.direction import direction_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.marks import parts_in
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
WEAK = 0.15  # the weight of a word of form
LONG_NAME = 3  # words that name one thing wherever they stand
MOST_LABELLED = 2  # lines with one label: more are the fields of records
SHARED_LABELS = 2  # labels that make two sections records of one shape
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
    reading = _Reading(roadmap, claims)
    found = [
        pair for pair in _candidates(reading) if _is_told(reading, pair) and _comparable(reading, pair) and not _reconciled(reading, pair)
    ]
    return tuple(sorted(found, key=lambda pair: (-round(pair.share, 6), -len(pair.shared), pair.one.line, pair.other.line)))


class _Reading:
    """The claims of one document with how much each word tells and what stands in which section and line."""

    def __init__(self, roadmap: Roadmap, claims: Sequence[Claim]) -> None:
        self.roadmap, self.claims, self.language = roadmap, claims, roadmap.language
        lines: dict[int, set[str]] = defaultdict(set)
        for claim in claims:
            lines[claim.line].update(*claim.names)
        used = Counter(term for terms in lines.values() for term in terms)
        self.weights: dict[str, float] = {}
        for claim in claims:
            for name in claim.names:
                plain = name - strong(name)
                for term in name:
                    self.weights[term] = math.log(1 + len(lines) / max(1, used[term])) * (WEAK if term in plain else 1.0)
        self.by_line: dict[int, list[Claim]] = defaultdict(list)
        self.by_section: dict[int | None, dict[tuple[Name, str], set[float]]] = defaultdict(dict)
        for claim in claims:
            self.by_line[claim.line].append(claim)
            self.by_section[claim.section].setdefault((claim.names[0], claim.value.kind), set()).add(claim.value.most)
        self.labelled: dict[Name, set[int]] = defaultdict(set)
        self.labels: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for fact in roadmap.facts:
            if fact.label and fact.source == "field":
                self.labels[fact.headings].add(normalise(fact.label))
                self.labelled[strong(terms_in(fact.label, self.language))].add(fact.span.line)

    def weight(self, name: Name) -> float:
        return sum(self.weights.get(term, 0.0) for term in name)

    def words_in(self, name: Name) -> int:
        """How many words that say something a name has; pairs of Han or kana count half."""
        terms = strong(name)
        han = sum(1 for term in terms if term[0] > "\u2e7f")
        return len(terms) - han + (han + 1) // 2


def _candidates(reading: _Reading) -> Iterator[Pair]:
    """Claims of different blocks and sections that share words, by the names that fit best."""
    by_term: dict[str | Name, list[int]] = defaultdict(list)
    for at, claim in enumerate(reading.claims):
        for term in frozenset(term for name in claim.names for term in strong(name)):
            by_term[term].append(at)
        for name in claim.names:
            by_term[name].append(at)
    seen: set[tuple[int, int]] = set()
    for places in by_term.values():
        for pair in combinations(places, 2) if len(places) <= MOST_USES else ():
            if pair not in seen:
                seen.add(pair)
                one, other = reading.claims[pair[0]], reading.claims[pair[1]]
                if one.section != other.section and same_sort(one.value, other.value, reading.language) and apart(one.value, other.value):
                    match = _match(reading, one, other)
                    if match:
                        yield match


def _match(reading: _Reading, one: Claim, other: Claim) -> Pair | None:
    """The names of both that fit best, where they fit: all of one name, most of the other, the rest said around."""
    best: Pair | None = None
    for first in one.names:
        for second in other.names:
            shared = first & second
            words = reading.words_in(shared)
            if words < 1 or (words < LEAST_WORDS and not (shared == first | second and len(shared) >= LEAST_WORDS)):
                continue
            weight, own, theirs = reading.weight(shared), reading.weight(first), reading.weight(second)
            low, high = sorted((weight / own, weight / theirs))
            if (one.value.kind == "count" and low < ALIKE and strong(first) != strong(second)) or periods(first) != periods(second):
                continue
            if low >= COVERED and high >= WHOLLY and (best is None or (low, len(shared)) > (best.share, len(best.shared))):
                best = Pair(one, other, shared, low, first, second)
    return best


def _is_told(reading: _Reading, pair: Pair) -> bool:
    """Whether the words of either name that the other one lacks stand around it, and what both share are several words as written."""
    for name, other in ((pair.first, pair.other), (pair.second, pair.one)):
        if reading.weight(name & (other.setting.terms | pair.shared)) < TOLD * reading.weight(name):
            return False
    return all(len(words_for(claim, pair.shared, reading.language)) >= LEAST_WORDS for claim in (pair.one, pair.other))


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
    if one.per != other.per and (one.kind == "money" or (one.per and other.per)):
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
    ranges = one.is_range and other.is_range and one.unit == other.unit and one.kind != "money"
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


def _comparable(reading: _Reading, pair: Pair) -> bool:
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
    if one.setting.time and other.setting.time and not one.setting.time & other.setting.time and not _overlap(pair):
        return False
    parts = [claim for claim in (one, other) if _is_part(reading, claim)]
    if one.value.change and len(parts) == 1:
        return _promises_more(reading, pair, parts[0])
    if bool(one.setting.time) != bool(other.setting.time) and not _beyond(pair, one if one.setting.time else other):
        return False
    return not _are_records(reading, pair)


def _is_part(reading: _Reading, claim: Claim) -> bool:
    """Whether the heading above names a piece of the plan, and neither a phase nor what the lines below it are about."""
    heading = reading.roadmap.document.blocks[claim.section].text if claim.section is not None else ""
    return bool(heading) and not topic_of(heading) and not parts_in(heading)


def _promises_more(reading: _Reading, pair: Pair, part: Claim) -> bool:
    """Whether a piece of work promises a greater change than the phase or summary that counts it in, which names it.

    Less than the whole is its share.
    """
    whole = pair.other if part is pair.one else pair.one
    first, second = _scaled(part.value), _scaled(whole.value)
    if part.section is None or not (first.low > second.high if first.low > 0 else first.high < second.low):
        return False
    named = strong(terms_in(reading.roadmap.document.blocks[part.section].text, reading.language))
    below = (block for block in reading.roadmap.document.blocks if block.section == whole.section and block.kind in ("item", "paragraph"))
    return any(len(named & terms_in(block.text, reading.language)) >= LEAST_WORDS for block in below)


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


def _are_records(reading: _Reading, pair: Pair) -> bool:
    """Whether the sections are siblings of one shape: features, segments, options, each with its own figures."""
    one, other = pair.one, pair.other
    first, second = _branches(reading, one, other)
    own, theirs = reading.by_section[one.section], reading.by_section[other.section]
    both = [key for key in own if key in theirs and strong(key[0])]
    differing = sum(not own[key] & theirs[key] for key in both)
    timed = bool(one.setting.time) != bool(other.setting.time)  # one is of a phase, the other of all
    if differing > 1 and 2 * differing > len(both) and not timed:
        return True
    if first is None or second is None:
        return False
    labels = [
        reading.labels[tuple(reading.roadmap.document.blocks[at].text.replace("\n", " ") for at in claim.setting.around.path)]
        for claim in (one, other)
    ]
    if len(labels[0] & labels[1]) >= SHARED_LABELS and len(both) - differing < SHARED_LABELS:
        return True
    deep = first.section is not None and reading.roadmap.document.blocks[first.section].section is not None
    named = not topic_of(first.text) and not topic_of(second.text)
    return named and (
        (deep and (reading.words_in(pair.shared) < LONG_NAME or one.value.change)) or _shape(first.text) == _shape(second.text)
    )


def _branches(reading: _Reading, one: Claim, other: Claim) -> tuple[Block | None, Block | None]:
    """The headings at which the ways to two claims part."""
    at = 0
    while (
        at < min(len(one.setting.around.path), len(other.setting.around.path))
        and one.setting.around.path[at] == other.setting.around.path[at]
    ):
        at += 1
    blocks = reading.roadmap.document.blocks
    return tuple(blocks[claim.setting.around.path[at]] if at < len(claim.setting.around.path) else None for claim in (one, other))  # type: ignore[return-value]


def _shape(heading: str) -> str:
    """The first word of a heading without its number: "Axis M" and "Axis D" are of one shape."""
    words = [word for word in normalise(heading).split() if word.isalpha() and len(word) > 1]
    return words[0] if words else ""


def _reconciled(reading: _Reading, pair: Pair) -> bool:
    """Whether some reading lets both hold: the figures meet, another figure of either line meets, or the name has many figures."""
    beside = ((a, b) for a in reading.by_line[pair.one.line] for b in reading.by_line[pair.other.line])
    if any(
        same_sort(a.value, b.value, reading.language)
        and _speaks(a, pair.shared)
        and _speaks(b, pair.shared)
        and not apart(a.value, b.value)
        for a, b in beside
    ):
        return True
    if any(len(reading.labelled[claim.label]) > MOST_LABELLED for claim in (pair.one, pair.other) if claim.label & pair.shared):
        return True
    alike = (claim for claim in reading.claims if claim.value.kind == pair.one.value.kind and _is_called(reading, claim, pair.shared))
    called = (claim.value for claim in alike if same_sort(claim.value, pair.one.value, reading.language) and _is_alongside(claim, pair))
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


def _is_called(reading: _Reading, claim: Claim, shared: Name) -> bool:
    weight = reading.weight(shared)
    return any(reading.weight(shared & name) >= TOLD * max(weight, reading.weight(name)) for name in claim.names)
