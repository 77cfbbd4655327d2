"""All series of a roadmap: those that stand beside each other, totals of numbered parts, and yearly costs among single ones."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from agent.answers.reading.entry import Entry
from agent.answers.reading.series import Series, entries_of, series_of
from agent.answers.reading.view import KEPT_VIEWS, View
from agent.expressions import expression
from agent.facts.folding import fold

_NUMBERS = expression(r"\d+")
_LONGEST_TERM = 400  # entries in one place: more are no sum that a person wrote down


@lru_cache(maxsize=KEPT_VIEWS)
def gathered(view: View) -> tuple[Series, ...]:
    """Every series that figures can be added up in, in the order of their kinds."""
    return (*series_of(view), *_subtotals(view), *_mixed(view))


def _subtotals(view: View) -> list[Series]:
    """The totals of numbered parts, which add up to that of the whole: "Total wave 1", "Total wave 2"."""
    groups: dict[tuple[str, str, str, str], dict[str, Entry]] = {}
    for entry in entries_of(view):
        name = fold(entry.subject if view.units[entry.unit].kind == "row" else entry.label)
        numbers = _NUMBERS.findall(name)
        if entry.is_total and len(numbers) == 1:
            key = (_NUMBERS.sub("#", name), entry.quantity.kind, entry.quantity.unit, entry.quantity.per)
            groups.setdefault(key, {}).setdefault(numbers[0], entry)
    return [
        Series("subtotals", key[0].replace("#", "").strip(), tuple(sorted(found.values(), key=lambda entry: entry.unit)))
        for key, found in groups.items()
        if len(found) > 1
    ]


def _mixed(view: View) -> list[Series]:
    """Amounts of which some are per year or month and whose total, in the same table or list, counts them in.

    Whether a yearly cost is part of a total only the figures can tell: a series is made when they prove it.
    """
    found: list[Series] = []
    groups: dict[tuple[str, str, int], list[Entry]] = {}
    for entry in entries_of(view):
        if entry.quantity.kind == "money":
            groups.setdefault(
                (*_place(view, entry), view.units[entry.unit].block if view.units[entry.unit].kind == "row" else -1), []
            ).append(entry)
    for entries in groups.values():
        parts = _one_a_unit(entry for entry in entries if not entry.is_total)
        totals = [entry for entry in entries if entry.is_total]
        if len({entry.quantity.per for entry in parts}) < 2 or len(parts) > _LONGEST_TERM:
            continue
        for total in totals:
            least, most = sum(entry.least for entry in parts), sum(entry.most for entry in parts)
            same = {entry.quantity.unit for entry in (*parts, total)}
            if len(same) == 1 and least <= total.quantity.high * 1.0005 and total.quantity.low <= most * 1.0005:
                found.append(Series("total", f"{total.subject} {total.label}", parts, total.unit, total))
    return found


def _place(view: View, entry: Entry) -> tuple[str, str]:
    """What figures of one column, or of one list, have in common."""
    unit = view.units[entry.unit]
    return ("column", entry.label) if unit.kind == "row" else ("list", str(unit.group))


def _one_a_unit(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    kept: dict[int, Entry] = {}
    for entry in entries:
        kept.setdefault(entry.unit, entry)
    return tuple(kept[unit] for unit in sorted(kept))
