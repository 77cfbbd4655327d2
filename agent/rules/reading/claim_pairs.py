"""Claims of one document that speak of one thing, and whether both can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import Literal

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.facts.lexicon import section, strings
from agent.facts.money_roles import money_role
from agent.model.roadmap import Roadmap
from agent.rules.reading.claim_index import ClaimIndex
from agent.rules.reading.claim_records import are_records, is_part
from agent.rules.reading.claim_sorts import apart, same_sort, scaled_interval
from agent.rules.reading.claim_times import is_step, relation_of
from agent.rules.reading.claims import STEMMED, Claim, Name, strong, terms_in
from agent.rules.reading.vocabulary import pattern, words_of

WORD = expression(r"[^\W_]+(?:[-'’][^\W_]+)*")

FIELDS = ("cost", "price", "duration", "effort", "total")
MOST_USES = 24  # claims that share a word: a word of more names no single thing
MOST_VALUES = 3  # more figures under one name are a series
MOST_STAGED = 2  # the same where times tell the figures apart
LEAST_WORDS = 2
LINE_WORDS = 3  # words that two lines share whose figures go by other ones
MOST_LABELLED = 2  # lines with one label: more are the fields of records
LONGER = 0.5  # of what both names share: words of the longer name that are nowhere around the other figure
MOST_IN_LINE = 14  # words of a line that says one thing
COMPOUND = 13  # letters of a stem that names two things: "ausschussquote"
PART_OF_SIGNS = 0.4  # pairs of Han or kana run across words: not all of them tell something
COVERED, HELD = 0.75, 0.5  # of the shorter and of the longer of two lines
NAMING = 0.4  # of what both lines share: words that name the figure
FEWEST_NAMED = 2
SHORTEST = 2  # signs of a noun: a single one counts anything


Fit = Literal["exact", "name", "line"]


class Pair(Struct, frozen=True):
    """Two claims and the stems that both of their names hold; `weight` is how much more these tell than those that only one has.

    `fit` tells whether the names hold nothing else, a little more, or are those of the whole lines.
    """

    one: Claim
    other: Claim
    shared: Name
    weight: float
    first: Name
    second: Name
    fit: Fit


def clashes_of(roadmap: Roadmap, claims: Sequence[Claim]) -> tuple[Pair, ...]:
    """Pairs of claims of one thing whose figures cannot both hold, the surest first."""
    index = ClaimIndex(roadmap, claims)
    found = [pair for pair in _candidates(index) if _comparable(index, pair) and not _reconciled(index, pair)]
    return tuple(sorted(found, key=lambda pair: (-round(pair.weight, 6), -len(pair.shared), pair.one.line, pair.other.line)))


def _candidates(index: ClaimIndex) -> Iterator[Pair]:
    """Claims of different sections that share words, by the names that fit best."""
    seen: set[tuple[int, int]] = set()
    for places in index.by_word.values():
        for pair in combinations(places, 2) if len(places) <= MOST_USES else ():
            if pair not in seen:
                seen.add(pair)
                one, other = index.claims[pair[0]], index.claims[pair[1]]
                if one.section != other.section and same_sort(one.value, other.value, index.language) and apart(one.value, other.value):
                    match = _by_name(index, one, other) or _by_line(index, one, other) or _by_noun(index, one, other)
                    if match:
                        yield match


def _by_name(index: ClaimIndex, one: Claim, other: Claim) -> Pair | None:
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
    untold = strong(rest - other.words) - _done_stems() - _field_stems()
    if not untold:
        return 0.0
    untold = frozenset(term for term in untold - other.setting.around.terms if len(term) > SHORTEST or not term.isascii())
    signs = frozenset(term for term in untold if term[0] > "\u2e7f")
    return index.weight(untold - signs) + PART_OF_SIGNS * index.weight(signs)


def _by_line(index: ClaimIndex, one: Claim, other: Claim) -> Pair | None:
    """Two short lines that share most of their words, some of them names of both figures."""
    if len(one.words & other.words) < LINE_WORDS:
        return None
    first, second = strong(one.words), strong(other.words)
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


def _by_noun(index: ClaimIndex, one: Claim, other: Claim) -> Pair | None:
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


def _done_stems() -> Name:
    return _stems_of("done_words")


def periods(name: Name) -> Name:
    """The words of a name that say for how long its figure is."""
    return name & _stems_of("per_period")


def _comparable(index: ClaimIndex, pair: Pair) -> bool:
    """Whether nothing tells the two apart: whose they are, the case, the time, what is counted, or the shape of their sections."""
    one, other = pair.one, pair.other
    if one.value.kind != "percent" and 0 in (one.value.most, other.value.most):
        return False  # nothing yet, or nothing at all
    if (
        one.setting.rival
        or other.setting.rival
        or one.former
        or other.former
        or (one.setting.scenario or "base") != (other.setting.scenario or "base")
        or (one.present != other.present and not pair.shared & _done_stems())
    ):
        return False
    if {one.value.comparator[0], other.value.comparator[0]} >= {"<", ">"} or periods(pair.first) != periods(pair.second):
        return False
    if one.operand != other.operand or (one.operand and pair.fit != "exact") or not _counts_alike(index, one, other):
        return False
    roles = {role for claim in (one, other) if (role := money_role(claim.setting.label) or money_role(claim.clause))}
    if one.value.kind == "money" and len(roles) > 1:
        return False
    if relation_of(one, other) == "apart":
        return False
    parts = [claim for claim in (one, other) if is_part(index, claim)]
    if one.value.change and len(parts) == 1:
        return _promises_more(index, pair, parts[0])
    return not are_records(index, one, other)


def _counts_alike(index: ClaimIndex, one: Claim, other: Claim) -> bool:
    """Whether a number without a noun may count what the other counts: its own words name it."""
    if one.value.kind != "count" or bool(one.value.unit) == bool(other.value.unit):
        return True
    named, bare = (one, other) if one.value.unit else (other, one)
    return bool(terms_in(named.value.unit, index.language) & frozenset().union(*bare.names))


def _promises_more(index: ClaimIndex, pair: Pair, part: Claim) -> bool:
    """Whether a piece of work promises a greater change than the phase or summary that counts it in, which names it.

    Less than the whole is its share.
    """
    whole = pair.other if part is pair.one else pair.one
    first, second = scaled_interval(part.value), scaled_interval(whole.value)
    if part.section is None or not (first.low > second.high if first.low > 0 else first.high < second.low):
        return False
    named = strong(terms_in(index.roadmap.document.blocks[part.section].text, index.language))
    below = (block for block in index.roadmap.document.blocks if block.section == whole.section and block.kind in ("item", "paragraph"))
    return any(len(named & terms_in(block.text, index.language)) >= FEWEST_NAMED for block in below)


def _reconciled(index: ClaimIndex, pair: Pair) -> bool:
    """Whether some reading lets both hold: another figure of a line meets, one is a step to the other, or the name has many figures."""
    one, other = pair.one, pair.other
    name = strong(pair.shared)
    beside = ((a, b) for a in index.by_line[one.line] for b in index.by_line[other.line])
    if any(
        same_sort(a.value, b.value, index.language) and _speaks(a, name) and _speaks(b, name) and not apart(a.value, b.value)
        for a, b in beside
    ):
        return True
    counted = terms_in(one.value.unit, index.language)
    if any(_is_of_record(index, claim, name, counted) for claim in (one, other)):
        return True
    called = [
        claim
        for claim in index.sharing(name)
        if claim.value.kind == one.value.kind
        and same_sort(claim.value, one.value, index.language)
        and (name <= claim.words if pair.fit == "line" else any(name <= own for own in claim.names))
    ]
    relation = relation_of(one, other)
    timed = one.setting.time or other.setting.time
    alongside = [claim for claim in called if not timed or _is_alongside(claim, pair)]
    values = {(claim.value.least, claim.value.most) for claim in alongside}
    if len(values) > (MOST_VALUES if relation == "one" else MOST_STAGED):
        return True
    return not one.value.change and is_step(one, other, relation, len({claim.line for claim in called}))


def _is_of_record(index: ClaimIndex, claim: Claim, name: Name, counted: Name) -> bool:
    """Whether a figure goes by a label that many lines have."""
    label = strong(claim.label)
    lines = len(index.labelled[label]) if label and not claim.in_table else 0
    if name - counted <= claim.label:
        return lines > MOST_LABELLED
    return lines > 2 * MOST_LABELLED and label <= name <= claim.words


def _is_alongside(claim: Claim, pair: Pair) -> bool:
    """Whether a claim is of the state and time of either of the two."""
    return any(
        claim.present == one.present and (claim.setting.time == one.setting.time or bool(claim.setting.time & one.setting.time))
        for one in (pair.one, pair.other)
    )


def _speaks(claim: Claim, name: Name) -> bool:
    return any(name & own for own in claim.names)
