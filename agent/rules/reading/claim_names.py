"""Whether two claims go by one name: their own ones, those of their whole lines, what they count, or lines that are written alike."""

from __future__ import annotations

from functools import cache
from typing import Literal

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.facts.lexicon import section, strings
from agent.rules.reading.claim_index import ClaimIndex
from agent.rules.reading.claim_sorts import adjoin, near
from agent.rules.reading.claims import STEMMED, Claim, Name, strong, terms_in
from agent.rules.reading.vocabulary import pattern, words_of

WORD = expression(r"[^\W_]+(?:[-'’][^\W_]+)*")

FIELDS = ("cost", "price", "duration", "effort", "total")
LEAST_WORDS = 2
LINE_WORDS = 3  # words that two lines share whose figures go by other ones
LONGER = 0.5  # of what both names share: words of the longer name that are nowhere around the other figure
MOST_IN_LINE = 14  # words of a line that says one thing
COMPOUND = 13  # letters of a stem that names two things: "ausschussquote"
PART_OF_SIGNS = 0.4  # pairs of Han or kana run across words: not all of them tell something
COVERED, HELD = 0.75, 0.5  # of the shorter and of the longer of two lines
NAMING = 0.4  # of what both lines share: words that name the figure
SHORTEST = 2  # signs of a noun: a single one counts anything
LONGEST_ALIKE = 30  # words of a line of which a part is written like another line


Fit = Literal["exact", "name", "line", "alike", "beside", "said"]


class Pair(Struct, frozen=True):
    """Two claims and the stems that both of their names hold; `weight` is how much more these tell than those that only one has.

    `fit` tells whether the names hold nothing else, a little more, are those of the whole lines, or only share words of lines that are
    written alike, or have one more figure in common.
    """

    one: Claim
    other: Claim
    shared: Name
    weight: float
    first: Name
    second: Name
    fit: Fit


def pair_of(index: ClaimIndex, one: Claim, other: Claim) -> Pair | None:
    """Two claims by the surest name that both go by, if any."""
    return by_name(index, one, other) or by_line(index, one, other) or by_noun(index, one, other) or by_writing(index, one, other)


def by_name(index: ClaimIndex, one: Claim, other: Claim) -> Pair | None:
    """The names of both that fit best, where they fit: what only one of them holds stands around the other figure, or is little."""
    best: Pair | None = None
    for first in one.names:
        for second in other.names:
            shared = first & second
            words = index.words_in(shared) if shared else 0
            telling = words >= LEAST_WORDS or len(shared) >= LEAST_WORDS or max(map(len, shared), default=0) >= COMPOUND
            if not telling or not _names_thing(shared) or (words < LEAST_WORDS and strong(first) != strong(second)):  # "bounce rate"
                continue
            weight = index.weight(shared)
            low, high = sorted((_untold(index, first - shared, other), _untold(index, second - shared, one)))
            told = weight - low - high
            if not low and high <= (LONGER if words < LINE_WORDS else 1.0) * weight and (best is None or told > best.weight):
                best = Pair(one, other, shared, told, first, second, "exact" if strong(first) == strong(second) else "name")
    return best


def _names_thing(name: Name) -> bool:
    """Whether a name says more than the numbers of phases and years."""
    return any((term.isalpha() and term.islower()) or term[0] > "\u2e7f" for term in strong(name))


def _untold(index: ClaimIndex, rest: Name, other: Claim) -> float:
    """What words tell that are neither in the line of a figure nor above it, nor only say that something is done."""
    untold = strong(rest - other.words) - done_stems() - deed_stems() - _field_stems()
    if not untold:
        return 0.0
    untold = frozenset(term for term in untold - other.setting.around.terms if len(term) > SHORTEST or not term.isascii())
    signs = frozenset(term for term in untold if term[0] > "\u2e7f")
    return index.weight(untold - signs) + PART_OF_SIGNS * index.weight(signs)


def by_line(index: ClaimIndex, one: Claim, other: Claim) -> Pair | None:
    """Two short lines that share most of their words, some of them names of both figures."""
    if len(one.words & other.words) < LINE_WORDS:
        return None
    first, second = (strong(claim.words) - done_stems() - deed_stems() for claim in (one, other))
    shared = first & second
    if max(len(first), len(second)) > MOST_IN_LINE or index.words_in(shared) < LINE_WORDS:
        return None
    named = [frozenset().union(*claim.names) & shared for claim in (one, other)]
    counted = terms_in(one.value.unit, index.language) if one.value.kind == "count" else shared
    if not named[0] & named[1] or not counted & shared:
        return None
    weight = index.weight(shared)
    low, high = sorted((index.weight(first), index.weight(second)))
    if weight < COVERED * low or weight < HELD * high or min(map(index.weight, named)) < (NAMING * weight if counted is shared else 0):
        return None
    if first - shared and second - shared:
        return None  # each says something that the other does not
    return Pair(one, other, shared, NAMING * 2 * weight, first, second, "line")


def by_noun(index: ClaimIndex, one: Claim, other: Claim) -> Pair | None:
    """Two lines that alone count one sort of thing, where they share another word or one is a label for it ("Turbines: 24")."""
    if one.value.kind != "count" or not (one.value.unit or other.value.unit) or max(len(one.words), len(other.words)) > MOST_IN_LINE:
        return None
    nouns = [_counted(index, claim) for claim in (one, other)]
    noun, shared = nouns[0] & nouns[1], strong(one.words & other.words)
    named = index.words_in(shared - noun) > 0 or any(noun == strong(claim.label) and not claim.in_table for claim in (one, other))
    if (
        not noun
        or max(map(len, noun)) < SHORTEST
        or not named
        or any(pattern("holders").search(claim.value.unit) for claim in (one, other))
    ):
        return None
    counts = ((claim, _counted(index, claim)) for claim in index.claims if claim.value.kind == "count")
    lines = {claim.line for claim, counted in counts if noun == counted or (claim.value.unit and noun <= counted)}
    if len(lines) > LEAST_WORDS:
        return None
    return Pair(one, other, shared | noun, index.weight(noun), strong(one.words), strong(other.words), "line")


def _counted(index: ClaimIndex, claim: Claim) -> Name:
    """What a claim counts: its noun, or the label of its line where it has none."""
    if claim.value.unit:
        return strong(terms_in(claim.value.unit, index.language))
    return frozenset() if claim.in_table else strong(claim.label)


def words_for(text: str, name: Name, language: str) -> tuple[str, ...]:
    """The words of a text that stand for the stems of a name; a run of Han or kana has as many as pairs."""
    found = [word for word in WORD.findall(text) if name & terms_in(word, language)]
    distinct = {word.casefold(): word for word in reversed(found)}
    return tuple(reversed(distinct.values()))


@cache
def _stems_of(key: str) -> Name:
    return frozenset(term for word in words_of(key) for language in STEMMED for term in canonical_terms(word, language)[:1])


@cache
def _field_stems() -> Name:
    """The words that only say that something is paid for or takes its time."""
    listed = [word for attribute in FIELDS for words in section("attributes", attribute).values() for word in strings(words)]
    stems = (canonical_terms(word, language) for word in listed if " " not in word for language in STEMMED)
    return frozenset(found[0] for found in stems if len(found) == 1)


def done_stems() -> Name:
    return _stems_of("done_words")


def deed_stems() -> Name:
    return _stems_of("deed_words")


def periods(name: Name) -> Name:
    """The words of a name that say for how long its figure is."""
    return name & _stems_of("per_period")


def by_writing(index: ClaimIndex, one: Claim, other: Claim) -> Pair | None:
    """Two lines that name both figures by a word and share another, and write both alike or have one more figure in common.

    Of a row, its own name has to be among the words: what only the header says is said of each row.
    """
    if not _is_near(one, other) or adjoin(one.value, other.value) or max(len(one.words), len(other.words)) > LONGEST_ALIKE:
        return None
    if index.words_in(one.words & other.words) < LEAST_WORDS:
        return None
    company = _in_company(index, one, other) or _share_end(one, other)
    if not company and not _written_alike(one, other):
        return None
    best: Pair | None = None
    for first in one.names:
        for second in other.names:
            shared = strong(first & second)
            progress = one.value.kind == "percent" and bool(first & second & done_stems())  # "Phase 4: 60% complete"
            if (
                not shared
                or not (progress or _names_thing(shared))
                or (shared.isdisjoint(_spelt(shared)) and index.words_in(shared) < LEAST_WORDS)
            ):
                continue
            weight = index.weight(shared)
            low, high = sorted((_untold(index, first - shared, other), _untold(index, second - shared, one)))
            told = weight - low - high
            if low <= weight and (best is None or told > best.weight):
                best = Pair(one, other, shared, told, first, second, "beside" if company else "alike")
    least = 0.0 if company else LONGER
    return best if best and all(_names_row(index, claim, best.shared, least) for claim in (one, other)) else None


def _spelt(name: Name) -> Name:
    """The stems of a name in a script that sets its words apart."""
    return frozenset(term for term in name if term[0] <= "\u2e7f")


def _names_row(index: ClaimIndex, claim: Claim, shared: Name, least: float) -> bool:
    """Whether words tell more than a share of the name of the row of a claim that stands in one."""
    label = strong(claim.label)
    return not claim.in_table or index.weight(label & shared) > least * index.weight(label)


def _written_alike(one: Claim, other: Claim) -> bool:
    """Whether two figures have as many digits and the same bound."""
    first, second = one.value, other.value
    if (first.comparator[0], first.is_range) != (second.comparator[0], second.is_range):
        return False
    return len(f"{first.most:.10g}") == len(f"{second.most:.10g}")


def _is_near(one: Claim, other: Claim) -> bool:
    """Whether two figures of one sign and unit are within a few times of each other."""
    return near(one.value, other.value) and (one.value.kind == "count" or one.value.unit == other.value.unit)


def _in_company(index: ClaimIndex, one: Claim, other: Claim) -> bool:
    """Whether the lines of both have one more figure in common, larger than two: small ones come by chance."""
    beside = [{(c.value.kind, c.value.least, c.value.most) for c in index.by_line[claim.line] if c is not claim} for claim in (one, other)]
    return any(most > LEAST_WORDS for _, _, most in beside[0] & beside[1])


def _share_end(one: Claim, other: Claim) -> bool:
    """Whether two ranges have one end in common."""
    first, second = one.value, other.value
    return first.is_range and second.is_range and (first.least == second.least or first.most == second.most)
