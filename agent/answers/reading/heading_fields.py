"""Fields below headings: "Probability: low" is said of what the heading names, where the sections beside it say such a thing too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from agent.answers.reading.record import LABELLED, Field, Record, meaning_of
from agent.answers.reading.units import Unit
from agent.answers.reading.view import View
from agent.facts.folding import fold

FIELDS, LONGEST_FIELD = 24, 200  # lines under a heading that may be fields of it; characters of one


def with_heading_fields(view: View, found: Sequence[Record]) -> list[Record]:
    """The records and one for each heading above fields that its siblings have too: "Probability: low" below the name of a risk."""
    at = {record.unit: record for record in found}
    groups: dict[tuple[str, int, int, int], list[Unit]] = {}
    for unit in view.units:
        if unit.kind == "heading":
            groups.setdefault(unit.group, []).append(unit)
    for siblings in groups.values():
        labelled = {unit.index: _labelled_below(view, unit.index) for unit in siblings} if len(siblings) > 1 else {}
        shared = Counter(label for fields in labelled.values() for label in {fold(field.label) for field in fields})
        for heading, fields in labelled.items():
            known = at.get(heading, Record(heading, "", view.units[heading].text, ()))
            said = {field.unit for field in known.fields}
            new = tuple(field for field in fields if field.unit not in said and shared[fold(field.label)] > 1)
            if new:
                at[heading] = replace(known, fields=(*known.fields, *new))
    return sorted(at.values(), key=lambda record: record.unit)


def _labelled_below(view: View, heading: int) -> tuple[Field, ...]:
    """The lines "label: value" that stand directly under a heading, each label once."""
    fields: dict[str, Field] = {}
    for unit in (view.units[index] for index in view.section(heading)[:FIELDS]):
        match = LABELLED.fullmatch(unit.text) if unit.kind in ("line", "item") and not unit.parents and unit.checked is None else None
        if match is not None and len(unit.text) <= LONGEST_FIELD:
            label = match.group(1).strip()
            fields.setdefault(fold(label), Field(label, match.group(2).strip(), meaning_of(label), unit.index))
    return tuple(fields.values())
