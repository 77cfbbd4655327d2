"""Claims of one document that speak of one thing, and whether both can hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from agent.facts.money_roles import money_role
from agent.model.roadmap import Roadmap
from agent.rules.reading.claim_index import ClaimIndex
from agent.rules.reading.claim_names import Fit, Pair, done_stems, pair_of, periods
from agent.rules.reading.claim_records import are_records, is_part
from agent.rules.reading.claim_sayings import by_saying
from agent.rules.reading.claim_sorts import apart, near, same_sort, scaled_interval
from agent.rules.reading.claim_times import is_step, relation_of
from agent.rules.reading.claims import Claim, Name, strong, terms_in

MOST_USES = 24  # claims that share a word: a word of more names no single thing
MOST_VALUES = 3  # more figures under one name are a series
MOST_STAGED = 2  # the same where times tell the figures apart
MOST_LABELLED = 2  # lines with one label: more are the fields of records
FEWEST_NAMED = 2
FARTHEST = 4.0  # times: how far two figures are from each other whose names are not quite the same
# By how many words that stand in these two lines alone what they share has to tell more than what tells the two apart.
TOLD: Mapping[Fit, float] = {"exact": 0.75, "line": 0.75, "said": 0.75, "name": 0.6, "alike": 1.15, "beside": 0.0}

NOT_QUITE = frozenset({"name", "line"})


def clashes_of(roadmap: Roadmap, claims: Sequence[Claim]) -> tuple[Pair, ...]:
    """Pairs of claims of one thing whose figures cannot both hold, the surest first."""
    index = ClaimIndex(roadmap, claims)
    found = [pair for one, other in _candidates(index) if (pair := _clash(index, one, other))]
    return tuple(sorted(found, key=lambda pair: (-round(pair.weight, 6), -len(pair.shared), pair.one.line, pair.other.line)))


def _candidates(index: ClaimIndex) -> Iterator[tuple[Claim, Claim]]:
    """Claims of different sections that share words and whose figures are of one sort and apart."""
    claims, sections, kinds = index.claims, [claim.section for claim in index.claims], [claim.value.kind for claim in index.claims]
    seen: set[tuple[int, int]] = set()
    for places in index.by_word.values():
        for pair in combinations(places, 2) if len(places) <= MOST_USES else ():
            at, other_at = pair
            if kinds[at] == kinds[other_at] and sections[at] != sections[other_at] and pair not in seen:
                seen.add(pair)
                one, other = claims[at], claims[other_at]
                if same_sort(one.value, other.value, index.language) and apart(one.value, other.value):
                    yield one, other


def _clash(index: ClaimIndex, one: Claim, other: Claim) -> Pair | None:
    """Two claims by a name that both go by, or by lines that say the same of both, where they cannot both hold."""
    if one.operand != other.operand or relation_of(one, other) == "apart":
        return None  # most of them
    named = pair_of(index, one, other)
    if named and named.fit in NOT_QUITE and not near(one.value, other.value, FARTHEST):
        return None  # of two things that share words
    if named and _comparable(index, named) and not _reconciled(index, named):
        return named if named.weight >= TOLD[named.fit] * index.in_two_lines else None
    return by_saying(index, one, other)


def _comparable(index: ClaimIndex, pair: Pair) -> bool:
    """Whether nothing tells the two apart: whose they are, the case, what is counted, or the shape of their sections."""
    one, other = pair.one, pair.other
    if one.value.kind != "percent" and 0 in (one.value.most, other.value.most):
        return False  # nothing yet, or nothing at all
    if (
        one.setting.rival
        or other.setting.rival
        or one.former
        or other.former
        or (one.setting.scenario or "base") != (other.setting.scenario or "base")
        or (one.present != other.present and not pair.shared & done_stems())
    ):
        return False
    if {one.value.comparator[0], other.value.comparator[0]} >= {"<", ">"} or periods(pair.first) != periods(pair.second):
        return False
    if (one.operand and pair.fit != "exact") or not _counts_alike(index, one, other):
        return False
    roles = {role for claim in (one, other) if (role := money_role(claim.setting.label) or money_role(claim.clause))}
    if one.value.kind == "money" and len(roles) > 1:
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
        a.value.kind == one.value.kind
        and same_sort(a.value, b.value, index.language)
        and _speaks(a, name)
        and _speaks(b, name)
        and not apart(a.value, b.value)
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
