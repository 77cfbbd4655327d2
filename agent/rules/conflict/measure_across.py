"""Two documents of one plan give one measure two values.

Claim: two of the documents that are read together belong to one plan or product, and both state a figure under the same name of several
words, of the same unit, statistic, role and scenario, for the same time (for none only where both are of one whole plan), and the figures
cannot both hold. Names that a document gives several figures are series and left out; so are versions of one document.

Why it matters: the target that was promised is not the one that is built for.

Flagged:

    === harbor-business-plan.md

    # Harbor business plan

    | Metric | Target 2026 |
    |---|---|
    | Monthly active customers | 4,000 |
    | Renewal rate | 92% |

    === harbor-roadmap.md

    # Harbor roadmap

    ## Goals for 2026

    - Renewal rate: 85%

Fine:

    === harbor-business-plan.md

    # Harbor business plan

    | Metric | Target 2026 |
    |---|---|
    | Monthly active customers | 4,000 |
    | Renewal rate | 92% |

    === harbor-roadmap.md

    # Harbor roadmap

    ## Goals for 2027

    - Renewal rate: 95%
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from agent.model.roadmap import Roadmap
from agent.rules.base import Draft, Rule, View
from agent.rules.elsewhere import told_otherwise
from agent.rules.reading.amounts import allowed, stated_of
from agent.rules.reading.scope_words import terms_of
from agent.rules.reading.statements import Statement, same_kind

LEAST_TERMS = 2


def _find(view: View) -> Iterator[Draft]:
    for other, kinship in view.kin:
        own, theirs = view.plans.statements(view.roadmap), view.plans.statements(other)
        for key in own:
            one, their = own[key], theirs.get(key)
            if their and _contradict(view, other, one, their, whole=kinship == "one"):
                sure = kinship == "one" or not (one.period and one.period.is_relative)  # the months of two plans may begin on two days
                yield replace(_draft(one, their), severity="warning" if sure else "question")


def _contradict(view: View, other: Roadmap, one: Statement, their: Statement, *, whole: bool) -> bool:
    if len(one.terms) < LEAST_TERMS or not same_kind(one, their) or _meet(one, their):
        return False
    if one.period is None and not whole:
        return False
    return _subject(view.roadmap, one) == _subject(other, their)


def _meet(one: Statement, their: Statement) -> bool:
    """Whether both can hold: "60%+" allows for 70%, while "at least 60%" and "at least 70%" are two targets."""
    if one.value.comparator != their.value.comparator:
        return allowed(one.value).meets(allowed(their.value))
    return one.interval.meets(their.interval)


def _subject(roadmap: Roadmap, statement: Statement) -> frozenset[str]:
    """The words of the item that a figure is of; none for a figure of the plan, or where the item is a time alone."""
    item = roadmap.by_key.get(statement.item)
    if item is None or (statement.period is not None and item.kind in ("phase", "milestone")):
        return frozenset()
    return terms_of(item.title, roadmap.language) - statement.terms


def _draft(one: Statement, other: Statement) -> Draft:
    first, second = stated_of(one.value), stated_of(other.value)
    when = f" ({' '.join(one.period.text.split())})" if one.period and one.period.text else ""
    return told_otherwise(
        f'"{" ".join(one.name.split())}"{when}',
        first,
        second,
        (one.fact.span, other.fact.span),
        key=f"{'|'.join(sorted(one.terms))}|{one.role}",
        suggestion=f"keep one of {first} and {second}, or say in what they differ",
    )


RULE = Rule("RA611", "measure-across-documents", "conflict", "question", "computed", _find, __doc__)
