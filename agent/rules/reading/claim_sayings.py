"""Lines that say the same of two figures, however their figures are named: no third line says it of another one."""

from __future__ import annotations

from agent.facts import measure_of
from agent.rules.reading.claim_index import ClaimIndex
from agent.rules.reading.claim_names import Pair, deed_stems, done_stems
from agent.rules.reading.claim_records import are_records
from agent.rules.reading.claim_sorts import near, same_sort
from agent.rules.reading.claim_times import relation_of
from agent.rules.reading.claims import Claim, Name, strong

FEWEST_WORDS, FEWEST_TOLD = 3, 2  # that two lines have in common, and of these without words of form
WHOLE = 100.0
LONGEST = 24  # words of a line
COVERED = 0.65  # of what the shorter line tells: is in the other one, or above it
HELD = 0.5  # of what the longer line tells
STEP = 1.6  # times: by less than that few plans go on
LIKE = 0.6  # the same of lines that say something like it of other figures


def by_saying(index: ClaimIndex, one: Claim, other: Claim) -> Pair | None:
    """Two claims of figures of one sort whose lines say the same, where all lines that say something like it have one of both figures."""
    if (one.in_table and other.in_table) or _side(one) != _side(other) or not near(one.value, other.value):
        return None
    if one.value.kind == "percent" and WHOLE in (one.value.most, other.value.most):
        return None  # all of it, which the shares of a table make
    shared = _said(index, one, other, COVERED)
    if not shared or (_telling(one) - shared and _telling(other) - shared):
        return None  # each says something that the other does not: "on flyers", "on posters"
    if not _comparable(index, one, other) or not _held(index, one, other, shared):
        return None
    if _stands_beside(index, one, other) or _stands_beside(index, other, one) or _has_others(index, one, other):
        return None
    return Pair(one, other, shared, index.weight(shared), one.names[0], other.names[0], "said")


def _side(claim: Claim) -> str:
    sign = claim.value.comparator[0]
    return sign if sign in "<>" else "="


def _said(index: ClaimIndex, one: Claim, other: Claim, least: float) -> Name:
    """The words that two lines share, where these say nearly all that the shorter line tells and name both figures."""
    first, second = _telling(one), _telling(other)
    shared = first & second
    if max(len(first), len(second)) > LONGEST or not _is_enough(index, shared, _spoken(one) & _spoken(other), first == second):
        return frozenset()
    if not any(shared & mine & theirs for mine in one.names for theirs in other.names):
        return frozenset()
    weight = index.weight(shared)
    rest = min(index.weight(first - shared - other.setting.around.terms), index.weight(second - shared - one.setting.around.terms))
    return shared if weight >= least * (weight + rest) else frozenset()


def _is_enough(index: ClaimIndex, shared: Name, spoken: Name, same: bool) -> bool:
    """Whether as many words are shared as tell what is meant: a word of form counts where two others do."""
    told = index.words_in(shared)
    forms = len(spoken - strong(spoken))
    return told >= FEWEST_TOLD and (same or told + forms >= FEWEST_WORDS)


def _held(index: ClaimIndex, one: Claim, other: Claim, shared: Name) -> bool:
    """Whether the longer line says little beside what both say."""
    weight = index.weight(shared)
    rest = max(
        index.weight(mine - shared - around)
        for mine, around in ((_telling(one), other.setting.around.terms), (_telling(other), one.setting.around.terms))
    )
    return weight >= HELD * (weight + rest)


def _spoken(claim: Claim) -> Name:
    """The words of the line of a claim, with those that it counts."""
    return claim.words.union(*claim.names)


def _telling(claim: Claim) -> Name:
    return strong(_spoken(claim)) - done_stems() - deed_stems()


def _comparable(index: ClaimIndex, one: Claim, other: Claim) -> bool:
    """Whether neither time nor case tells the two apart, and they are no records side by side."""
    if any(token.value in ("=", "x") for claim in (one, other) for token in claim.setting.tokens):
        return False  # its figures follow from others
    if any(claim.operand or claim.former or claim.setting.rival for claim in (one, other)):
        return False
    if (one.setting.scenario or "base") != (other.setting.scenario or "base") or one.present != other.present:
        return False
    if are_records(index, one, other):
        return False
    relation = relation_of(one, other)
    return relation == "one" or (relation != "apart" and not _may_be_step(index, one, other))


def _may_be_step(index: ClaimIndex, one: Claim, other: Claim) -> bool:
    """Whether one figure may be a step to the other: they are far from each other, or little is said of them."""
    if index.words_in(_telling(one) & _telling(other)) < FEWEST_WORDS or not near(one.value, other.value, STEP):
        return True
    return any(_is_raised(claim) for claim in (one, other))


def _is_raised(claim: Claim) -> bool:
    """Whether plans set a higher figure of the kind from phase to phase: of a measure, or as a threshold."""
    return claim.value.comparator in ("<", ">") or bool(measure_of(claim.setting.text))


def _stands_beside(index: ClaimIndex, one: Claim, other: Claim) -> bool:
    """Whether the line of one claim states the figure of the other, too: "< 200 ms (goal: < 500 ms)"."""
    return any(
        beside.value.kind == other.value.kind and (beside.value.least, beside.value.most) == (other.value.least, other.value.most)
        for beside in index.by_line[one.line]
    )


def _has_others(index: ClaimIndex, one: Claim, other: Claim) -> bool:
    """Whether a third line says something like it of another figure: then there is a figure for each of several things."""
    known = {(claim.value.least, claim.value.most) for claim in (one, other)}
    return any(
        (third.value.least, third.value.most) not in known
        and third.line not in (one.line, other.line)
        and same_sort(third.value, claim.value, index.language)
        and _said(index, third, claim, LIKE)
        for claim in (one, other)
        for third in index.sharing(_telling(claim))
    )
