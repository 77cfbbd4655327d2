"""Figures of one scale in one unit, so that they can be added and set against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msgspec import structs

from agent.answers.reading.entry import Entry
from agent.answers.reading.grids import scale_of
from agent.answers.reading.scales import SECONDS


def aligned(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Figures of one scale, durations in the smallest of their units (written as they are); () where they cannot be added."""
    units = {entry.quantity.unit for entry in entries}
    if len({scale_of(entry) for entry in entries}) != 1 or any(entry.quantity.change for entry in entries):
        return ()
    if len(units) == 1 or entries[0].quantity.kind == "count":
        return tuple(entries)
    if entries[0].quantity.kind != "duration" or not units <= SECONDS.keys():
        return ()
    smallest = min(units, key=SECONDS.__getitem__)
    return tuple(_in_unit(entry, smallest) for entry in entries)


def _in_unit(entry: Entry, unit: str) -> Entry:
    factor = SECONDS[entry.quantity.unit] / SECONDS[unit]
    if factor == 1:
        return entry
    value = structs.replace(entry.quantity, least=entry.quantity.least * factor, most=entry.quantity.most * factor, unit=unit)
    return replace(entry, quantity=value, label="")


def samples_of(entries: Sequence[Entry], alike: Sequence[Entry]) -> list[Entry]:
    """The figures that are written in the unit they are reckoned in: they say how to write what comes of it."""
    return [one for one, other in zip(entries, alike, strict=True) if one.quantity.unit == other.quantity.unit]
