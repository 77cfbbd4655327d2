"""Where two roadmaps that belong together do not agree.

Roadmaps of different products may well plan the same thing at different times: that is a difference, which the shared rows show, and
no conflict. Only roadmaps that plan much of the same, and are not versions of one, can contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from agent.compare.figures import quantity_text
from agent.compare.matching.across import Group
from agent.compare.matching.works import Work
from agent.compare.money import own_amount
from agent.compare.promises import Target, levels, qualifier
from agent.compare.sides import Side, cited, flat
from agent.compare.stretches import short
from agent.facts import normalise
from agent.index.concepts import concept_terms
from agent.model.comparison import Conflict
from agent.model.finding import Computation
from agent.model.roadmap import Fact, Item
from agent.rules.reading.amounts import allowed
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import before, period_of
from agent.rules.reading.scope_words import terms_of

RELATED = 0.5  # of the smaller roadmap's works that both plan
FEWEST = 4
SHORTEST_NAME = 4
FORM_OF_TITLES = frozenset(
    (
        "development",
        "strategic",
        "strategy",
        "enhancement",
        "implementation",
        "realistic",
        "overview",
        "comprehensive",
        "annual",
        "draft",
        "final",
    )
)
SURE = 0.9  # score of two names whose fields are held against each other


def related(sides: Sequence[Side], works: Sequence[Sequence[Work]], groups: Sequence[Group], one: int, other: int) -> bool:
    """Whether two roadmaps are of one product or organisation: they plan half of the same, or some of it and share a name of their own.

    What products of all kinds plan (single sign-on, a mobile app) makes no two of them one.
    """
    shared = [group for group in groups if {one, other} <= {work.side for work in group.members}]
    own = [group for group in shared if not any(work.capability for work in group.members)]
    smaller = min(len([work for work in works[side] if not work.is_phase]) for side in (one, other))
    half = len(own) >= FEWEST and len(own) >= RELATED * smaller
    return half or (bool(shared) and bool(_proper_names(sides[one]) & _proper_names(sides[other])))


def _proper_names(side: Side) -> frozenset[str]:
    """Words of the title that the glossary of plans does not know: what the product or the company is called."""
    words = normalise(side.roadmap.title).replace("-", " ").split()
    known = (side.roadmap.language, "en")
    return frozenset(
        word for word in words if len(word) >= SHORTEST_NAME and word.isalpha() and not concept_terms(word, known) and not terms_free(word)
    )


def terms_free(word: str) -> bool:
    """Whether a word says nothing of its own in any plan."""
    return not terms_of(word, "en") or word in FORM_OF_TITLES


def conflicts(
    sides: Sequence[Side], works: Sequence[Sequence[Work]], groups: Sequence[Group], versions: Sequence[tuple[int, int]]
) -> tuple[Conflict, ...]:
    """Contradictions between every two related roadmaps, in their order; versions of one roadmap have changes instead."""
    found: list[Conflict] = []
    for one, other in combinations(range(len(sides)), 2):
        if (one, other) in versions or not related(sides, works, groups, one, other):
            continue
        for group in groups:
            members = {work.side: work for work in group.members}
            if one in members and other in members and group.score >= SURE:
                found += _of_pair(sides[one], members[one].item, sides[other], members[other].item)
        found += _of_targets(sides[one], sides[other])
    return tuple(found)


def _of_pair(left: Side, one: Item, right: Side, other: Item) -> Iterator[Conflict]:
    places = f"{name_of(one)} ({left.path})", f"{name_of(other)} ({right.path})"
    evidence = (*cited((one.span,)), *cited((other.span,)))
    if one.window and other.window and _apart(one, other):
        message = f"{places[0]} is planned for {short(one.window)}, {places[1]} for {short(other.window)}"
        yield Conflict(kind="time", message=message, evidence=evidence)
    states = left.standing[one.key], right.standing[other.key]
    if {states[0].state, states[1].state} == {"done", "open"}:
        message = f"{places[0]} is {states[0].state}, {places[1]} is {states[1].state}"
        yield Conflict(kind="status", message=message, evidence=(*cited((states[0].span,)), *cited((states[1].span,))))
    mine, theirs = own_amount(one), own_amount(other)
    if mine and theirs and mine.value.unit == theirs.value.unit and not allowed(mine.value).meets(allowed(theirs.value)):
        first, second = quantity_text(mine.value), quantity_text(theirs.value)
        computation = Computation(formula=f"{first} ≠ {second}", expected=first, stated=second)
        message = f"{places[0]} costs {first}, {places[1]} {second}"
        yield Conflict(kind="cost", message=message, evidence=cited((mine.span, theirs.span)), computation=computation)
    yield from _worded(places, one, other, (left.roadmap.language, right.roadmap.language))


def _apart(one: Item, other: Item) -> bool:
    """Whether two times surely have no day in common: one ends before the other begins."""
    first, second = period_of(one.window), period_of(other.window)
    return bool(first and second and (before(first, second) or before(second, first)))


def _worded(places: tuple[str, str], one: Item, other: Item, languages: tuple[str, str]) -> Iterator[Conflict]:
    for kind in ("priority", "owner"):
        mine, theirs = _only(one, kind), _only(other, kind)
        if mine and theirs and _value(mine) != _value(theirs) and _can_be_held(mine, theirs, languages):
            message = f"{kind} of {places[0]} is {flat(mine.text)}, of {places[1]} {flat(theirs.text)}"
            yield Conflict(kind="priority" if kind == "priority" else "owner", message=message, evidence=cited((mine.span, theirs.span)))


def _can_be_held(mine: Fact, theirs: Fact, languages: tuple[str, str]) -> bool:
    """Whether two wordings can be held against each other: one language, or levels that are read, or names in one alphabet."""
    if languages[0] == languages[1] or all(any(token.kind == "priority" for token in fact.values) for fact in (mine, theirs)):
        return True
    words = tuple(word for fact in (mine, theirs) for word in flat(fact.text).split())
    return all(word.isascii() and word[:1].isupper() for word in words) and not any(concept_terms(word, languages) for word in words)


def _only(item: Item, attribute: str) -> Fact | None:
    facts = item.all(attribute)
    return facts[0] if len({_value(fact) for fact in facts}) == 1 else None


def _value(fact: Fact) -> str:
    return "|".join(str(token.value) for token in fact.values if token.kind == "priority") or normalise(fact.text)


def _of_targets(left: Side, right: Side) -> Iterator[Conflict]:
    """One measure of one thing at one time, promised differently."""
    mine, theirs = levels(left), levels(right)
    for measure in sorted(set(mine) & set(theirs)):
        first, second = _by_subject(mine[measure]), _by_subject(theirs[measure])
        for subject in sorted(set(first) & set(second)):
            one, other = first[subject], second[subject]
            if one.scale == other.scale and one.size != other.size:
                texts = quantity_text(one.value), quantity_text(other.value)
                message = f"{measure} is to be {texts[0]} in {left.path} and {texts[1]} in {right.path}"
                computation = Computation(formula=f"{texts[0]} ≠ {texts[1]}", expected=texts[0], stated=texts[1])
                evidence = (*cited(one.spans), *cited(other.spans))
                yield Conflict(kind="target", message=message, evidence=evidence, computation=computation)


def _by_subject(promises: Sequence[Target]) -> Mapping[tuple[str, str, str], Target]:
    """Promises by what they are of and when; those made several times over differently are a series and left out."""
    found: dict[tuple[str, str, str], list[Target]] = {}
    for promise in promises:
        period = promise.metric.period
        name = (normalise(qualifier(promise.metric)), promise.metric.statistic, normalise(period.text) if period else "")
        found.setdefault(name, []).append(promise)
    return {name: same[0] for name, same in found.items() if len(same) == 1}
