"""Which two members of a family of figures a question means: by number, by name, by rank, or before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy
from numpy.typing import NDArray

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.ranking import asked_months, implied_ranks, ranked, ranks_of
from agent.answers.asking.terms import CUE_WEIGHT
from agent.answers.asking.words import UNSPACED_LANGUAGES
from agent.answers.computed.met import NAMED, Met
from agent.answers.lookups.sides import divided
from agent.answers.reading.figures import concepts_of_label
from agent.answers.reading.scales import on_scale
from agent.answers.reading.series import is_total_text
from agent.answers.reading.siblings import Family
from agent.answers.reading.view import View
from agent.expressions import expression
from agent.facts.folding import fold

_BRACKETS = expression(r"[(（]")
TOTALS = 1.1  # for the totals of two things
_SIZES = frozenset({"high", "low", "medium"})
TELLING = 0.3  # weight of a word that may name a member
_FROM = frozenset({"now", "baseline", "previous", "first"})
_TO = frozenset({"goal", "future", "end", "planned", "prediction"})


def poles(question: Question, met: Met, family: Family) -> Iterator[tuple[str, int, int]]:
    """Places of two members that the question may mean, and by what they are told apart."""
    by_number = _by_number(question, met, family) or _by_months(question, met, family)
    if by_number:
        yield ("number", *by_number)
        return
    contained = _by_containment(question, family)
    if contained:
        yield ("name", *contained)
        return
    ranks = ranks_of(question) or implied_ranks(question, len(family.entries))
    if len(ranks) > 1 and family.basis != "row":
        ranked = _by_rank(question, family, ranks)
        if ranked:
            yield ("rank", *ranked)
        return
    named = _by_name(question, met, family)
    if named:
        yield ("name", *named)
    elif not question.numbered and question.has("difference", "change", "ratio"):
        changed = _by_change(met.families.view, family)
        if changed:
            yield ("change", *changed)


def _by_number(question: Question, met: Met, family: Family) -> tuple[int, int] | None:
    """The members with the two numbers that are said: "year 3 ... year 1", "the first ... the last phase"."""
    wanted = list(dict.fromkeys((entry.kind, entry.first, entry.last) for entry in question.numbered))
    if len(wanted) == 1 and wanted[0][2] == wanted[0][1] + 1:  # "Q3 and Q4" set against each other
        kind, first, last = wanted[0]
        wanted = [(kind, first, first), (kind, last, last)]
    kinds = {kind for kind, _, _ in wanted}
    if len(wanted) != 2 or len(kinds) != 1:
        return None
    kind = next(iter(kinds))
    size = len(family.entries)
    mentions = [
        (unit - family.first, first, last)
        for unit, first, last in met.families.names.mentions(kind)
        if family.first <= unit < family.first + size and not is_total_text(family.names[unit - family.first])
    ]
    highest = max((last for _, _, last in mentions), default=0)
    places = []
    for _, first, last in wanted:
        first, last = (highest + first + 1 if first < 0 else first), (highest + last + 1 if last < 0 else last)
        exact = [place for place, start, end in mentions if (start, end) == (first, last)]
        held = exact or [place for place, start, end in mentions if start <= first and last <= end]
        if len(set(held)) != 1:
            return None
        places.append(held[0])
    return (places[0], places[1]) if places[0] != places[1] else None


def _by_months(question: Question, met: Met, family: Family) -> tuple[int, int] | None:
    """The members for two points of time that are said in different units: "by the end of the first year ... after three months"."""
    months = asked_months(question)
    if len(months) != 2:
        return None
    size = len(family.entries)
    mentions = [
        (unit - family.first, first, last)
        for unit, first, last in met.families.names.mentions("month")
        if family.first <= unit < family.first + size
    ]
    places = []
    for month in months:
        exact = [place for place, _, last in mentions if last == month]
        held = exact or [place for place, first, last in mentions if first <= month <= last]
        if len(set(held)) != 1:
            return None
        places.append(held[0])
    return (places[0], places[1]) if places[0] != places[1] else None


def _by_containment(question: Question, family: Family) -> tuple[int, int] | None:
    """The two members whose whole names stand in a question that is written without spaces."""
    if question.language not in UNSPACED_LANGUAGES:
        return None
    text = fold(question.text)
    cores = [fold(_BRACKETS.split(name)[0]).strip() for name in family.names]
    held = sorted((place for place, core in enumerate(cores) if len(core) > 1 and core in text), key=lambda place: -len(cores[place]))
    kept: list[int] = []
    for place in held:
        if not any(cores[place] in cores[other] for other in kept):
            kept.append(place)
    kept.sort(key=lambda place: text.find(cores[place]))
    return (kept[0], kept[1]) if len(kept) == 2 else None


def _by_rank(question: Question, family: Family, ranks: Sequence[str]) -> tuple[int, int] | None:
    places = [place for place, name in enumerate(family.names) if family.common == "total" or not is_total_text(name)]
    if question.has("paid"):
        places = [place for place in places if family.entries[place].quantity.most > 0]
    ordered = sorted(places, key=lambda place: (-on_scale(family.entries[place].quantity)[2], place))
    if len(ordered) < 2:
        return None
    one, other = (ranked(ordered, rank) for rank in ranks[:2])
    return (one, other) if one is not None and other is not None and one != other else None


def _by_name(question: Question, met: Met, family: Family) -> tuple[int, int] | None:
    """The two members that words of the question name, each by a word that the other does not have."""
    size = len(family.entries)
    own = met.names[:, family.first : family.first + size]
    rows = [row for row, term in enumerate(question.terms) if term.weight >= TELLING and not term.timed and met.matching.found[row]]
    rows = [row for row in rows if 0 < int((own[row] >= NAMED).sum()) < size and _may_name(question, met, row)]
    if len(rows) < 2:
        return None
    value = met.matching.value[rows]
    told = numpy.where(own[rows] >= NAMED, own[rows], 0.0)
    for at, row in enumerate(rows):
        before = _word_before(question, row)
        if before >= 0:  # "option 2" is no "phase 2"
            told[at] = numpy.where(own[before] >= NAMED, told[at], 0.0)
    sides = _side_of(question, met, rows)
    best: list[tuple[float, int, int]] = []
    strength = value @ told
    candidates = [int(place) for place in numpy.argsort(-strength, kind="stable")[:8] if strength[place] > 0]
    for at, one in enumerate(candidates):
        for other in candidates[at + 1 :]:
            score = _apart(value, told, sides, one, other)
            score *= TOTALS if family.entries[one].is_total and family.entries[other].is_total else 1.0
            if score > 0:
                best.append((round(score, 4), one, other))
    best.sort(key=lambda entry: -entry[0])
    if not best or (len(best) > 1 and best[1][0] >= best[0][0] and not _alike(family, best[0], best[1])):
        return None
    return best[0][1], best[0][2]


def _may_name(question: Question, met: Met, row: int) -> bool:
    """Whether a word may tell a member from another: a number behind a word does, and so do costs where earnings are beside them."""
    term = question.terms[row]
    if met.value[row] > 0 or term.words[0].isdecimal():
        return True
    if set(term.concepts) & _SIZES and term.weight >= TELLING:  # "the large plan": a word of a name, where it stands in one
        return True
    opposite = bool(question.concepts & group("earning")) and bool(set(term.concepts) & group("spending"))
    return opposite and term.weight > CUE_WEIGHT


def _word_before(question: Question, row: int) -> int:
    """The row of the word that a number stands behind; -1 where the term is no number."""
    term = question.terms[row]
    if not term.words[0].isdecimal():
        return -1
    return next((at for at, other in enumerate(question.terms) if other.position + len(other.words) == term.position), -1)


def _alike(family: Family, one: tuple[float, int, int], other: tuple[float, int, int]) -> bool:
    """Whether two pairs have the same figures."""
    figures = [{(family.entries[place].least, family.entries[place].most) for place in pair[1:]} for pair in (one, other)]
    return figures[0] == figures[1]


def _side_of(question: Question, met: Met, rows: Sequence[int]) -> list[int]:
    """On which side of the question each of the rows stands; -1 where it has no two sides."""
    groups = divided(question, met.matching)
    return [next((side for side, group_rows in enumerate(groups) if row in group_rows), -1) for row in rows]


def _apart(value: NDArray[numpy.float32], told: NDArray[numpy.float32], sides: Sequence[int], one: int, other: int) -> float:
    """How well two members are told apart: by words that stand on different sides, each naming its member and not the other."""
    left, right = told[:, one], told[:, other]
    only_one = [at for at in range(len(value)) if left[at] > right[at] + 0.2]
    only_other = [at for at in range(len(value)) if right[at] > left[at] + 0.2]
    if not only_one or not only_other:
        return 0.0
    if {sides[at] for at in only_one} & {sides[at] for at in only_other} - {-1} and len({*sides}) > 1:
        shared = {sides[at] for at in only_one} & {sides[at] for at in only_other}
        if shared == {sides[at] for at in (*only_one, *only_other)}:
            return 0.0
    return float(value[only_one].sum() + value[only_other].sum() + 0.5 * (value @ numpy.minimum(left, right)))


def _by_change(view: View, family: Family) -> tuple[int, int] | None:
    """The state now and the one aimed at, of one thing: "Current | Target", "5 days → 1 day"."""
    if family.basis == "arrow":
        return 0, 1
    if family.basis != "row":
        return None
    concepts = [set(concepts_of_label(view, name)) for name in family.names]
    before = [place for place, found in enumerate(concepts) if found & _FROM and not found & _TO]
    after = [place for place, found in enumerate(concepts) if found & _TO and not found & _FROM]
    return (before[0], after[-1]) if before and after else None
