"""One entry of a list has a share that its amount does not have.

Claim: at least three entries of a list give an amount and a percentage each; all but one of the
percentages are the shares that the amounts have of their sum, or of one other whole where they make 100 %, and that one is not.

Why it matters: whoever reads the share plans with another amount than whoever reads the amount.

Flagged:

    - Development: $2.04M (60%)
    - Hardware: $850K (35%)
    - Training: $340K (10%)
    - Reserve: $170K (5%)

Fine:

    - Development: $2.04M (60%)
    - Hardware: $850K (25%)
    - Training: $340K (10%)
    - Reserve: $170K (5%)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number, stated_of
from agent.rules.reading.sentences import span_of_sentence

FEWEST = 3
SLACK = 0.6  # points, for shares without decimals
AMOUNTS = frozenset({"money", "count", "duration"})


class Entry(Struct, frozen=True):
    """An amount with its share, and where both stand."""

    amount: Quantity
    share: Quantity
    span: Span


def _find(view: View) -> Iterator[Draft]:
    for entries in _lists(view):
        kinds = {(entry.amount.kind, entry.amount.unit, entry.amount.per) for entry in entries}
        if len(entries) >= FEWEST and len(kinds) == 1:
            yield from _judge(entries)


def _lists(view: View) -> Iterator[tuple[Entry, ...]]:
    """The lists of which every entry has one amount and one share."""
    found: dict[int, list[Entry | None]] = defaultdict(list)
    at, last = 0, None
    for sentence in view.sentences:
        if sentence.kind != "item":
            at += 1
            continue
        section = view.document.blocks[sentence.block].section
        at += section != last
        last = section
        entry = _entry(sentence.quantities, span_of_sentence(view.scanned, sentence)) if sentence.quantities else None
        found[at].append(entry)
    yield from (tuple(entry for entry in entries if entry) for entries in found.values() if all(entries))


def _entry(quantities: Sequence[Quantity], span: Span) -> Entry | None:
    shares = [one for one in quantities if one.kind == "percent"]
    amounts = [one for one in quantities if one.kind in AMOUNTS]
    plain = len(shares) == len(amounts) == 1 and len(quantities) == 2 and not any(one.change or one.is_range for one in quantities)
    return Entry(amounts[0], shares[0], span) if plain else None


def _judge(entries: Sequence[Entry]) -> Iterator[Draft]:
    """One share that is wrong leaves all others right; one amount that is wrong leaves all others in proportion, and 100 % in all."""
    total = sum(entry.amount.most for entry in entries)
    whole = abs(sum(entry.share.most for entry in entries) - 100) <= SLACK * len(entries)
    implied = [100 * entry.amount.most / entry.share.most for entry in entries if entry.share.most > 0]
    for size in (total, *(implied if whole else ())):
        odd = [entry for entry in entries if not _fits(entry, size)]
        if not odd or size <= 0:
            return
        if len(odd) == 1:
            yield _draft(odd[0], entries, size)
            return


def _fits(entry: Entry, total: float) -> bool:
    share = 100 * entry.amount.most / total if total else 0.0
    return entry.share.low - SLACK <= share <= entry.share.high + SLACK


def _draft(odd: Entry, entries: Sequence[Entry], total: float) -> Draft:
    share = f"{number(100 * odd.amount.most / total)}%"
    stated = stated_of(odd.share)
    return Draft(
        f"{stated_of(odd.amount)} is said to be {stated} of the list, but it is {share} of it",
        (odd.span, *(entry.span for entry in entries if entry is not odd)),
        key=f"{stated_of(odd.amount)}|{stated}",
        computation=Computation(formula=f"{number(odd.amount.most)} / {number(total)} = {share}", expected=share, stated=stated),
        suggestion=f"change {stated} to {share}, or correct the amount",
    )


RULE = Rule("RA145", "share-in-list", "arithmetic", "question", "computed", _find, __doc__)
