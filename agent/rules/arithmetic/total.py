"""The components of a total do not add up to it.

Claim: the rows, list entries or phases that the structure proves to belong to a stated total add up to another value. Rounding,
ranges, "about" and "at least" are allowed for; where several groupings are plausible, none of them may fit. An end of a range that is
not the sum of the ends of its parts is reported, as a question where both ends are off.

Why it matters: the plan is decided on one of the two figures, and nobody knows which one is right.

Flagged:

    | Role | Cost |
    |---|---|
    | Engineers | $450K |
    | Designers | $150K |
    | Analysts | $120K |
    | **Total** | **$700K** |

Fine:

    | Role | Cost |
    |---|---|
    | Engineers | $450K |
    | Designers | $150K |
    | Analysts | $120K |
    | **Total** | **$720K** |
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.facts.money_roles import money_role
from agent.model.finding import Computation, Severity
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Total
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, beyond_rounding, edit, is_cut_off, is_round, span_of, stated_of
from agent.rules.reading.grid import row_at
from agent.rules.reading.interval import summed
from agent.rules.reading.naming import shortened
from agent.rules.reading.no_parts import are_positions, is_mean, is_reached
from agent.rules.reading.range_ends import ends_apart
from agent.rules.reading.vocabulary import pattern

SHOWN_TERMS = 14
LOOSE = frozenset({"fence", "paragraph"})  # lines that may be of several accounts
FAR_OFF = 1.25  # times: no slip of one row makes a sum that much larger
EXACT = 0.001  # relative difference at which an end of a range counts as the sum of the ends of its parts


FIRST_WORD = expression(r"[^\W\d_]{2,}")
NEGLIGIBLE = 1e-5  # relative: cents of many thousands
SMALL = 1000.0  # money: below it a unit is the last digit
CUT = 0.001  # the worth of the last digit, relative
STEM = 4  # letters by which a noun is known in another case
PER_UNIT = expression(
    r"\b(?:per|je|pro|por|par|cada)\s+(?!\b(?:month|year|week|day|quarter|hour|annum|monat|jahr|woche|tag|mes|mês|año|ano|mois|an|anno)\b)[^\W\d_]{3,}",
    re.IGNORECASE,
)
EACH = expression(
    r"\d[^\W\d_]?\s*(?:/\s*)?(?:each|ea\.?|apiece|c/u|c\.u\.|cada(?: un[oa])?|pro Stück|je|l'un|chacune?|ciascuno)\b", re.IGNORECASE
)
Parts = tuple[tuple[Fact, Quantity], ...]


class Mismatch(Struct, frozen=True):
    """What the components add up to, and which end of the stated range that contradicts ("" for both); `loose` where the ranges meet and
    the ends are not those of most components."""

    parts: tuple[tuple[Fact, Quantity], ...]
    least: float
    most: float
    end: str = ""
    loose: bool = False


def _find(view: View) -> Iterator[Draft]:
    found = [(total, mismatch) for total in view.roadmap.totals if (mismatch := _mismatch(total))]
    times = Counter((total.stated.span.line, _times(total, mismatch)) for total, mismatch in found)
    held = _held(view.roadmap.totals)
    for total, mismatch in found:
        if _is_of_others(total, mismatch, held, view.roadmap.language) or (total.basis == "phases" and _is_made(total, mismatch, held)):
            continue
        factor = _times(total, mismatch)
        if total.basis == "table" and _is_weighted(view, total):
            continue
        if not factor or (times[total.stated.span.line, factor] == 1 and factor != _length(mismatch.parts)):
            yield _draft(view, total, mismatch, proven=_is_proven(total, mismatch, held))


def _held(totals: Sequence[Total]) -> dict[frozenset[int], list[Total]]:
    """The totals that reconcile, by the lines of their parts."""
    found: dict[frozenset[int], list[Total]] = {}
    for total in totals:
        for parts in total.groupings:
            if len(parts) > 1 and summed(allowed(value) for _, value in parts).meets(allowed(total.value)):
                found.setdefault(frozenset(fact.span.line for fact, _ in parts), []).append(total)
    return found


def _is_weighted(view: View, total: Total) -> bool:
    """Whether a table sums up so many of each: 3 cooks at $9,000 and a waiter at $7,000 are $34,000."""
    at = total.stated.span.line
    found = row_at(view.grids, at)
    if found is None:
        return False
    grid, _ = found
    rows = [line for line in grid.lines if line.line < at and not line.total]
    counts = [column for column in range(1, grid.width) if any(_is_count(line.cells[column].quantity) for line in rows)]
    for column in range(1, grid.width):
        amounts = [line.cells[column].quantity for line in rows]
        if any(value and value.kind == total.value.kind and value.kind != "count" for value in amounts):
            for count in counts:
                pairs = [(line.cells[count].quantity, value) for line, value in zip(rows, amounts, strict=True) if value]
                if len(pairs) > 1 and all(_is_count(many) for many, _ in pairs):
                    made = summed(allowed(many) * allowed(value) for many, value in pairs if many)
                    if made.meets(allowed(total.value)):
                        return True
    return False


def _is_count(value: Quantity | None) -> bool:
    return value is not None and value.kind == "count" and value.least == value.most


def _is_proven(total: Total, mismatch: Mismatch, held: dict[frozenset[int], list[Total]]) -> bool:
    """Whether a table total can only be that of these parts: they stand in its own row, another column of both adds up, or it is near."""
    lines = frozenset(fact.span.line for fact, _ in mismatch.parts)
    line = total.stated.span.line
    return (
        total.basis != "table"
        or lines == {line}
        or any(other.stated.span.line == line for other in held.get(lines, ()))
        or (mismatch.least <= total.value.most * FAR_OFF and total.value.least <= mismatch.most * FAR_OFF)
    )


def _is_made(total: Total, mismatch: Mismatch, held: dict[frozenset[int], list[Total]]) -> bool:
    """Whether a list or table around the figure makes it up: phases elsewhere that cost less are part of that."""
    same = (other for others in held.values() for other in others if other.stated.span == total.stated.span and other.value == total.value)
    return mismatch.most < total.value.least and any(other.basis in ("list", "table") for other in same)


def _is_of_others(total: Total, mismatch: Mismatch, held: dict[frozenset[int], list[Total]], language: str) -> bool:
    """Whether another line sums up the same parts, in the same column or of another sort of money: "Total costs" below "Total revenue"."""
    role = money_role(total.stated.subject or total.stated.label, language)
    others = held.get(frozenset(fact.span.line for fact, _ in mismatch.parts), ())
    if total.basis == "table" and any(_is_of_column(other, total) for other in others):
        return True  # "Total new" without what is built already, above "Total" with it
    names = {money_role(other.stated.subject or other.stated.label, language) for other in others} - {""}
    return bool(role and names) and role not in names


def _is_of_column(other: Total, total: Total) -> bool:
    """Whether another row of totals of the same table has a figure in the same column."""
    one, two = other.stated, total.stated
    return one.block == two.block and one.span.line != two.span.line and one.label == two.label and other.value.kind == total.value.kind


def _mismatch(total: Total) -> Mismatch | None:
    """The first grouping's mismatch when no grouping reconciles."""
    readings = (*total.groupings, *_of_the_unit(total), *_of_one_word(total), *filter(None, map(_without_subtotals, total.groupings)))
    if total.basis == "list":
        readings = (*readings, *(parts[at:] for parts in total.groupings for at in range(1, len(parts) - 1)))  # the last of them alone
    found = [_compared(total.value, parts) for parts in readings if len(parts) > 1]
    first = found[0] if found and all(found) else None
    if first is None or (not first.loose and not first.end and any(one and one.loose for one in found)):
        return None  # another reading meets the range
    values = [value for _, value in first.parts]
    return None if _per_unit(first) or are_positions(values) or is_reached(total.value, values) else first


def _without_subtotals(parts: Parts) -> Parts:
    """The parts without those that are exactly what the ones above them add up to, whatever they are called; empty where none is."""
    kept: list[tuple[Fact, Quantity]] = []
    since = 0
    for fact, value in parts:
        sums = {sum(one.least for _, one in kept[first:]) for first in (0, since) if len(kept) - first > 1}
        if not value.is_range and any(_same(whole, value.least) for whole in sums):
            since = len(kept)
        else:
            kept.append((fact, value))
    return tuple(kept) if len(kept) < len(parts) else ()


def _of_the_unit(total: Total) -> Iterator[Parts]:
    """The parts that name the unit of the whole, beside some that count other things: files, lines of code, lines of tests; "300 lines"."""
    unit = total.value.unit.casefold()[:STEM] if total.value.kind == "count" else ""
    for parts in total.groupings if unit else ():
        yield tuple((fact, value) for fact, value in parts if unit in f"{fact.subject} {fact.label}".casefold())


def _of_one_word(total: Total) -> Iterator[Parts]:
    """The parts by the word they begin with, where there are several: stages 1 to 4 and phases 1 to 3 are two accounts of one plan."""
    for parts in total.groupings if total.basis in ("phases", "items") else ():
        groups: dict[str, list[tuple[Fact, Quantity]]] = {}
        for fact, value in parts:
            first = FIRST_WORD.search(fact.span.quote)
            groups.setdefault(first[0].casefold() if first else "", []).append((fact, value))
        if len(groups) > 1 and all(len(group) > 1 for group in groups.values()):
            yield from (tuple(group) for group in groups.values())


def _per_unit(mismatch: Mismatch) -> bool:
    """Whether a part is what one of several needs: "Player (each)", "Licence per seat"; how many there are stands elsewhere."""
    return any(
        PER_UNIT.search(text) or pattern("each").search(text) for text in (fact.subject or fact.label for fact, _ in mismatch.parts)
    ) or any(EACH.search(fact.text) for fact, _ in mismatch.parts)


def _times(total: Total, mismatch: Mismatch) -> int:
    """How many times the sum of the parts the stated figure is, exactly; 0 where it is no multiple."""
    if mismatch.least != mismatch.most or mismatch.least <= 0:
        return 0
    times = round(total.value.least / mismatch.least)
    return times if times > 1 and _same(times * mismatch.least, total.value.least) else 0


def _length(parts: Parts) -> int:
    """How many months, weeks or other units of time each part holds for, where it is the same for all: 3 for "1–3", "4–6"."""
    windows = [fact.window for fact, _ in parts]
    lengths = {int(window.last - window.first) + 1 if window and window.first and window.last else 0 for window in windows}
    return lengths.pop() if len(lengths) == 1 else 0


def _compared(stated: Quantity, parts: tuple[tuple[Fact, Quantity], ...]) -> Mismatch | None:
    least, most = sum(q.least for _, q in parts), sum(q.most for _, q in parts)
    computed = summed(allowed(quantity) for _, quantity in parts)
    if is_mean(stated, [quantity for _, quantity in parts]) or abs(most - stated.most) + abs(least - stated.least) <= NEGLIGIBLE * abs(
        most
    ):
        return None
    cut = least == most and most - stated.most <= CUT * most and is_cut_off(stated, most)
    if not computed.meets(allowed(stated)) and not cut and not (least == most and is_round(stated, most)):
        return Mismatch(parts, least, most)
    if not cut and beyond_rounding(stated, [quantity for _, quantity in parts]) and not is_round(stated, most):
        return Mismatch(parts, least, most, loose=True)
    ranged = sum(quantity.is_range for _, quantity in parts)
    if stated.is_range and ranged * 2 > len(parts):
        low, high = _same(least, stated.least), _same(most, stated.most)
        if stated.kind == "money" and stated.high < SMALL and max(abs(least - stated.least), abs(most - stated.most)) <= 1:
            return None  # the ends of ranges are rounded each
        if low and not high and not _rounds(most, stated.high):
            return Mismatch(parts, least, most, "upper")
        if high and not low and not _rounds(least, stated.low):
            return Mismatch(parts, least, most, "lower")
    if least < most and (end := ends_apart(stated, least, most)):
        return Mismatch(parts, least, most, "" if end == "both" else end, loose=True)
    return None


def _same(computed: float, stated: float) -> bool:
    return abs(computed - stated) <= EXACT * max(abs(computed), abs(stated))


def _rounds(computed: float, stated: float) -> bool:
    """Whether an end may have been rounded to two digits."""
    whole = float(stated).is_integer() and not float(computed).is_integer()
    return abs(computed - stated) <= (0.5 if whole else 0.01 * max(abs(computed), abs(stated)))


def _draft(view: View, total: Total, mismatch: Mismatch, *, proven: bool) -> Draft:
    stated, like = stated_of(total.value), total.value
    computed = span_of(mismatch.least, mismatch.most, like)
    name = " ".join((total.stated.subject or total.stated.label or "the total").split())
    return Draft(
        _message(_shown(view, total, name), stated, computed, mismatch, like, prose=total.basis == "prose"),
        (total.stated.span, *(fact.span for fact, _ in mismatch.parts)),
        key=f"{total.stated.item}|{name}|{total.measure}",
        computation=Computation(formula=f"{_terms(mismatch, like)} = {computed}", expected=computed, stated=stated),
        suggestion=f"{_edit(total.value, mismatch)}, or correct one of the {len(mismatch.parts)} components",
        severity=_severity(view, total, mismatch) if proven else "question",
    )


def _shown(view: View, total: Total, name: str) -> str:
    """The name of a total in quotes, with its column where its row has several totals."""
    row = (total.stated.block, total.stated.span.line)
    several = sum((other.stated.block, other.stated.span.line) == row for other in view.roadmap.totals) > 1
    column = shortened(total.stated.label)
    return f'"{column}" of "{name}"' if several and column and column != name else f'"{name}"'


def _severity(view: View, total: Total, mismatch: Mismatch) -> Severity:
    """An error only where one set of exact figures can be meant; figures of several nouns, or below a bound, may be less than all."""
    values = [value for _, value in mismatch.parts]
    nouns = {value.unit for value in values if value.kind == "count" and value.unit}
    if total.basis == "prose" or mismatch.loose or len(nouns) > 1 or _is_part_of_bound(total.value, mismatch):
        return "question"
    if total.value.is_range and (total.value.comparator == "~" or mismatch.least == mismatch.most):
        return "question"  # ends of what is only about so much, or a range for parts that are none
    if total.basis == "list" and view.document.blocks[total.stated.block].kind in LOOSE:
        return "question"
    exact = all(value.comparator == "=" for value in (total.value, *values))
    return "error" if len(total.groupings) == 1 and exact else "warning"


def _is_part_of_bound(stated: Quantity, mismatch: Mismatch) -> bool:
    """Whether more is stated as a bound than the parts make: "11,550+" may count what is not listed."""
    return stated.comparator in (">", ">=") and mismatch.most < stated.least


def _edit(value: Quantity, mismatch: Mismatch) -> str:
    """The change of the figure that is wrong; of a range, the end or the whole."""
    stated, computed = stated_of(value), span_of(mismatch.least, mismatch.most, value)
    if mismatch.end:
        right, wrong = (mismatch.most, value.most) if mismatch.end == "upper" else (mismatch.least, value.least)
        return f"change the {mismatch.end} end, {amount(wrong, value)}, to {amount(right, value)}"
    return edit(stated, computed)


def _message(name: str, stated: str, computed: str, mismatch: Mismatch, like: Quantity, *, prose: bool) -> str:
    count = len(mismatch.parts)
    if not mismatch.end and prose:
        return f"{name} is stated as {stated}, but the {count} figures above add up to {computed}"
    if mismatch.end:
        value, said = (mismatch.most, like.most) if mismatch.end == "upper" else (mismatch.least, like.least)
        return f"the {mismatch.end} end of {name} is {amount(said, like)}, but the {count} components add up to {amount(value, like)}"
    return f"{name} is stated as {stated}, but its {count} components add up to {computed}"


def _terms(mismatch: Mismatch, like: Quantity) -> str:
    shown = [span_of(quantity.least, quantity.most, like) for _, quantity in mismatch.parts[:SHOWN_TERMS]]
    rest = len(mismatch.parts) - len(shown)
    return " + ".join(shown) + (f" + {rest} more" if rest else "")


RULE = Rule("RA101", "sum-mismatch", "arithmetic", "error", "computed", _find, __doc__)
