"""The amounts of a list do not add up to the amount of the line above it.

Claim: a heading, a line or a list entry states one amount ("Personnel: $40K"), each entry of the list right below it states exactly one
of the same kind and unit, and they add up to another one. Where a range meets their sum, its ends are compared, and where some amounts
are by the month and some by the year, they are brought together; both are asked, and so are two entries and "about". Nothing is said
where the amount is that of one entry or their mean, where the line or an entry speaks of a part, an example or an option, where an amount
is only a bound or stands in brackets for less than nothing, and of times that may run side by side.

Why it matters: the line is what is decided on, the entries are what is spent.

Flagged:

    Personnel: $40K

    - Two developers: $21K
    - Designer: $9K
    - Tester: $4K

Fine:

    Personnel: $40K

    - Two developers: $21K
    - Designer: $9K
    - Tester: $10K
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from agent.expressions import expression
from agent.model.document import Block
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, beyond_rounding, edit, span_of, stated_of, sum_text
from agent.rules.reading.entries import BRACKETS
from agent.rules.reading.interval import summed
from agent.rules.reading.range_ends import ends_apart
from agent.rules.reading.stated_totals import is_average
from agent.rules.reading.vocabulary import pattern

FEWEST, FEWEST_SURE = 2, 3
FARTHEST = 2.0  # times: beyond that the line is about something else
HUNDRED, SHARE_SLACK = 100.0, 1.0  # percent
DRAWN = frozenset("│┃║█░")
NEAREST = 1.34  # of two entries
NEGATIVE = expression(r"[(（]\s*-?\s*[^\w\s]?\s*\d[\d.,]*\s*[)）]\s*$")
OPTION = expression(r"\boption|alternativ|nice to have|stretch|\bor\b|\boder\b|\bou\b|\bo\b|或|または", re.IGNORECASE)
WORK = frozenset({"hour", "person-day", "person-week", "person-month", "person-hour"})
OPEN = ("<", "<=", ">", ">=")
SHOWN_TERMS = 14
TIMES = {("year", "month"): 1 / 12, ("month", "year"): 12.0}


def _find(view: View) -> Iterator[Draft]:
    blocks = view.document.blocks
    judged = {total.stated.span.line for total in view.roadmap.totals}
    for at, entries in _lists(blocks).items():
        head = blocks[at]
        if len(entries) < FEWEST or head.line in judged or not view.scanned.tokens[at]:
            continue
        for stated in _amounts(view, head):
            parts = [_like(view, entry, stated) for entry in entries]
            known = [part for part in parts if part is not None]
            if len(known) < len(parts) or _is_partial(head, entries):
                continue
            shares = _shares(view, stated, known, entries)
            if shares > HUNDRED + SHARE_SLACK:
                continue  # they overlap: who came back after a day, and after a week
            if _differs(stated, known):
                sure = stated.comparator == "=" and len(entries) >= FEWEST_SURE and not 0 < shares < HUNDRED - SHARE_SLACK
                same = sure and all(_sort(stated) in map(_sort, _amounts(view, entry)) for entry in entries)
                yield _draft(view, head, entries, stated, known, sure=same and not _is_drawn(view, head))
                break
            if _is_apart(stated, known):
                yield _draft(view, head, entries, stated, known, sure=False)
                break


def _is_drawn(view: View, head: Block) -> bool:
    """Whether a line stands in a drawn box, as those of a screen do, where what is above a list need not sum it up."""
    return not DRAWN.isdisjoint(view.document.raw_lines[head.line - 1])


def _lists(blocks: Sequence[Block]) -> Mapping[int, list[Block]]:
    """The entries of each list by the block that stands above it: the entry they belong to, else the line before the first of them."""
    found: dict[int, list[Block]] = {}
    above = -1
    for block in blocks:
        if block.kind != "item":
            above = block.index if block.kind in ("heading", "paragraph") else -1
        elif (at := block.parent if block.parent is not None else above) >= 0:
            found.setdefault(at, []).append(block)
    return found


def _is_partial(head: Block, entries: Sequence[Block]) -> bool:
    """Whether the line or an entry says that not all of it follows, or that not all that follows is part of it."""
    label = head.text.split("\n")[-1]
    named = is_average(label) or pattern("some_of").search(label) or pattern("price").search(label)
    texts = [entry.text.split("\n", 1)[0] for entry in entries]
    return bool(named) or any(
        OPTION.search(text) or NEGATIVE.search(text) or entry.struck or pattern("each").search(text.partition(":")[0])
        for text, entry in zip(texts, entries, strict=True)
    )


def _amounts(view: View, block: Block) -> Iterator[Quantity]:
    """The amounts of the last line of a block that are its only one of their kind, or the only one that stands outside of brackets."""
    start = block.text.rfind("\n") + 1 if block.kind == "paragraph" else 0
    end = len(block.text) if block.kind == "paragraph" else len(block.text.split("\n", 1)[0])
    tokens = [token for token in view.scanned.tokens[block.index] if isinstance(token.value, Quantity)]
    own = [token for token in tokens if start <= token.start and token.end <= end]
    aside = [match.span() for match in BRACKETS.finditer(block.text, start, end)] if len(own) > 1 else []
    outside = [token.value for token in own if not any(first <= token.start < last for first, last in aside)]
    values = [token.value for token in own]
    for value in dict.fromkeys(value for value in values if isinstance(value, Quantity) and _adds(value)):
        alike = [other for other in values if isinstance(other, Quantity) and _sort(other) == _sort(value)]
        if len(alike) == 1 or [other for other in outside if isinstance(other, Quantity) and _sort(other) == _sort(value)] == [value]:
            yield value


def _adds(value: Quantity) -> bool:
    if value.change or value.comparator in OPEN:
        return False
    if value.kind == "duration":
        return value.unit in WORK and not value.per
    return value.kind == "money" or (value.kind in ("count", "size") and bool(value.unit) and not value.per)


def _sort(value: Quantity) -> tuple[str, str, str]:
    return value.kind, value.unit, value.per


def _like(view: View, entry: Block, stated: Quantity) -> Quantity | None:
    """The one amount of an entry that is of the stated kind."""
    amounts = list(_amounts(view, entry))
    found = [value for value in amounts if _sort(value) == _sort(stated)]
    others = [by_time for value in amounts if value.kind == stated.kind == "money" and (by_time := in_time_of(value, stated))]
    return found[0] if len(found) == 1 else others[0] if len(others) == 1 and not found else None


def in_time_of(value: Quantity, stated: Quantity) -> Quantity | None:
    """An amount by the time of another: "$600/year" is $50 a month, and nothing is nothing at any time."""
    factor = TIMES.get((value.per, stated.per), 1.0 if value.most == 0 else 0.0)
    if not factor or value.unit != stated.unit:
        return None
    low, high, least, most = (end * factor for end in (value.low, value.high, value.least, value.most))
    return replace(value, low=low, high=high, least=least, most=most, per=stated.per)


def _differs(stated: Quantity, parts: Sequence[Quantity]) -> bool:
    value, whole = allowed(stated), summed(map(allowed, parts))
    farthest = FARTHEST if len(parts) >= FEWEST_SURE else NEAREST
    if whole.low <= 0 or value.meets(whole) or not 1 / farthest <= value.middle / whole.middle <= farthest:
        return False
    return not value.meets(whole.scaled(1 / len(parts))) and not any(value.meets(allowed(part)) for part in parts)


def _shares(view: View, stated: Quantity, parts: Sequence[Quantity], entries: Sequence[Block]) -> float:
    """What the shares of the stated amount make together that each entry names beside its own, "$1.6M (38%)" of $4.2M; 0 where one names
    none, or another."""
    shares = 0.0
    for part, entry in zip(parts, entries, strict=True):
        values = [token.value for token in view.scanned.tokens[entry.index] if isinstance(token.value, Quantity)]
        told = [value.most for value in values if value.kind == "percent"]
        if len(told) != 1 or abs(told[0] - HUNDRED * part.most / (stated.most or 1.0)) > SHARE_SLACK:
            return 0.0
        shares += told[0]
    return shares


def _is_apart(stated: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether an amount that meets the sum, and is none of its parts, has other ends, or only rounding of them all joins the two."""
    if not allowed(stated).meets(summed(map(allowed, parts))) or any(part.most == stated.most for part in parts):
        return False
    return bool(ends_apart(stated, *_ends(parts))) or beyond_rounding(stated, parts)


def _ends(parts: Sequence[Quantity]) -> tuple[float, float]:
    return sum(part.least for part in parts), sum(part.most for part in parts)


def _draft(view: View, head: Block, entries: Sequence[Block], value: Quantity, parts: Sequence[Quantity], *, sure: bool) -> Draft:
    computed, stated = span_of(*_ends(parts), value), stated_of(value)
    label = " ".join(head.text.split("\n")[-1].split())[:60].rstrip(" :：")
    formula = sum_text(parts, computed) if len(parts) <= SHOWN_TERMS else f"{len(parts)} amounts = {computed}"
    line = head.end_line if head.kind == "paragraph" else head.line
    return Draft(
        f'"{label}" states {stated}, but the {len(parts)} entries below it add up to {computed}',
        tuple(view.document.span(at) for at in (line, *(entry.line for entry in entries))),
        key=f"{label}|{stated}",
        computation=Computation(formula=formula, expected=computed, stated=stated),
        suggestion=f"{edit(stated, computed)}, or correct one of the {len(parts)} entries",
        severity=None if sure else "question",
    )


RULE = Rule("RA151", "sum-of-list", "arithmetic", "warning", "computed", _find, __doc__)
