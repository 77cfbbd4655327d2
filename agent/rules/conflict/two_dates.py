"""One thing of the plan has two dates.

Claim: two lines of a document that belong to no item give the same label of several words, or the same heading, a date each, and the
two dates have no day in common. Labels that many places have, and places that are records of one shape, are left out.

Why it matters: some come on the first date, the others on the second.

Flagged:

    ## Summary

    - Public launch: June 2026

    ## Closing remarks

    Public launch: September 2026

Fine:

    ## Summary

    - Public launch: June 2026

    ## Closing remarks

    Public launch: 15 June 2026
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agent.facts import canonical_terms, normalise
from agent.model.roadmap import Fact
from agent.rules.base import Draft, Rule, View
from agent.rules.conflict.two_values import labels_by_place, parallel
from agent.rules.reading.period import before, period_of, written
from agent.rules.reading.vocabulary import pattern

LEAST_TERMS = 2
FEWEST_ALIKE = 3  # labels of two records, the one of the date among them


def _find(view: View) -> Iterator[Draft]:
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in view.roadmap.facts:
        if not fact.item and fact.source in ("field", "front_matter") and len(fact.windows) == 1 and (name := _name(view, fact)):
            groups[name].append(fact)
    labels, beside = labels_by_place(view), _labels_by_block(view)
    for name, facts in groups.items():
        if len(facts) != 2 or not _apart(*facts) or parallel(facts[0].headings, facts[1].headings, labels):
            continue
        blocks = [view.document.blocks[fact.block] for fact in facts if fact.block >= 0]
        if any(block.kind == "fence" for block in blocks) and pattern("last_updated").search(facts[0].label):
            continue  # what a tool prints of several things
        if len({block.parent for block in blocks if block.kind == "item"}) > 1 and all(block.kind == "item" for block in blocks):
            continue  # details of two entries
        if facts[0].span.line == facts[1].span.line:
            continue  # "year 1: 5% → year 3: 10%"
        if facts[0].block == facts[1].block and _in_rounds(view, facts[0]):
            continue
        if facts[0].block == facts[1].block or len(beside[facts[0].block] & beside[facts[1].block]) < FEWEST_ALIKE:
            yield _draft(name, *facts)


def _in_rounds(view: View, fact: Fact) -> bool:
    """Whether another label of the block is repeated, too: the rounds of one thing, each with a start and an end."""
    others = [normalise(other.label) for other in view.roadmap.facts if other.block == fact.block and other.label]
    return any(label != normalise(fact.label) and others.count(label) > 1 for label in others)


def _labels_by_block(view: View) -> dict[int, set[str]]:
    """The labels in each block: two blocks of lines that share several are records of one shape."""
    found: dict[int, set[str]] = defaultdict(set)
    for fact in view.roadmap.facts:
        if fact.label:
            found[fact.block].add(normalise(fact.label))
    return found


def _name(view: View, fact: Fact) -> tuple[str, ...]:
    """What the date is of: the label, or the heading above where the label says no more than that it is a date."""
    label = fact.label
    if pattern("bare_date").fullmatch(label.strip()) and fact.headings:
        label = fact.headings[-1]
    terms = tuple(sorted(set(canonical_terms(label, view.roadmap.language))))
    return terms if len(terms) >= LEAST_TERMS and label != view.roadmap.title else ()


def _apart(one: Fact, other: Fact) -> bool:
    first, second = period_of(one.windows[0]), period_of(other.windows[0])
    return bool(first and second and (before(first, second) or before(second, first))) and one.role == other.role


def _draft(name: tuple[str, ...], one: Fact, other: Fact) -> Draft:
    first, second = written(one.windows[0]), written(other.windows[0])
    label = other.label if normalise(other.label) != normalise(one.label) or len(other.label) > len(one.label) else one.label
    return Draft(
        f'"{" ".join(label.split())}" is {first} in line {one.span.line} but {second} in line {other.span.line}',
        (one.span, other.span),
        key="|".join(name),
        suggestion=f"keep one of {first} and {second}",
    )


RULE = Rule("RA614", "two-dates", "conflict", "question", "computed", _find, __doc__)
