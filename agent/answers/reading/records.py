"""Records: what a plan holds about one named thing, as a row of a table or as an item with its fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import numpy
from numpy.typing import NDArray

from agent.answers.asking.question import Question
from agent.answers.asking.words import words
from agent.answers.reading.entry import Entry
from agent.answers.reading.heading_fields import with_heading_fields
from agent.answers.reading.matching import own_weights
from agent.answers.reading.record import LABELLED, NUMERIC, PARTS, Field, Record, meaning_of
from agent.answers.reading.segments import names_people, parts_of
from agent.answers.reading.series import entries_of, is_total_text, unit_at
from agent.answers.reading.units import Unit
from agent.answers.reading.view import KEPT_VIEWS, View, view_of_units
from agent.expressions import expression
from agent.facts import lookup_label
from agent.facts.folding import fold
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Fact, Item

ID = expression(r"(?:[A-Za-zА-я]{1,8}[-. ]?)?#?\d+(?:\.\d+)*[a-z]?")
_LETTER = expression(r"[A-Z]|[IVX]{1,4}")
_YEAR = expression(r"(?:19|20)\d\d")
INITIALS = 0.8
SURE = 0.9  # of what a label means


@dataclass(frozen=True, eq=False)
class Records:
    """The records of a roadmap, and views of their names, labels and values, in which the words of a question are looked for."""

    view: View
    records: tuple[Record, ...]
    names: View
    labels: View
    label_at: dict[str, int]
    values: View
    value_at: dict[str, int]


@lru_cache(maxsize=KEPT_VIEWS)
def people_of(view: View) -> frozenset[str]:
    """The folded names of people that a roadmap gives as owners, one by one."""
    owned = [field.text for record in records_of(view).records for field in record.said("owner") if names_people(field.text, view.language)]
    return frozenset(fold(name.strip()) for text in owned for name in PARTS.split(text) if name.strip())


@lru_cache(maxsize=KEPT_VIEWS)
def records_of(view: View) -> Records:
    """Every record of a roadmap, in document order."""
    facts: dict[int, list[Fact]] = {}
    for fact in view.roadmap.facts:
        facts.setdefault(fact.span.line, []).append(fact)
    items = {item.span.line: item for item in reversed(view.roadmap.items)}
    found = [record for unit in view.units if (record := _row_record(view, unit, facts, items)) is not None]
    held = {record.item.key for record in found if record.item is not None}
    found += [record for item in view.roadmap.items if item.key not in held and (record := _item_record(view, item)) is not None]
    found = with_heading_fields(view, found)
    taken = {record.unit for record in found}
    fields = {field.unit for record in found for field in record.fields}
    found += [
        record
        for unit in view.units
        if unit.index not in taken and (record := _line_record(view, unit, facts)) is not None
        if unit.index not in fields or not _names_field(record.name)
    ]
    records = tuple(sorted((_with_parts(view, record) for record in found), key=lambda record: record.unit))
    labels = tuple(dict.fromkeys(field.label for record in records for field in record.fields))
    values = tuple(dict.fromkeys(value for record in records for field in record.fields for value in field.values))
    return Records(
        view,
        records,
        view_of_units(view, [(record.unit, record.title) for record in records]),
        view_of_units(view, [(0, label) for label in labels]),
        {label: at for at, label in enumerate(labels)},
        view_of_units(view, [(0, value) for value in values]),
        {value: at for at, value in enumerate(values)},
    )


def _row_record(view: View, unit: Unit, facts: dict[int, list[Fact]], items: dict[int, Item]) -> Record | None:
    """A row of a table with a header: its first worded cell names it, the others are its fields."""
    if unit.kind != "row" or unit.header < 0:
        return None
    header = view.units[unit.header].cells
    identifier, name, first = _named_by(unit.cells)
    if not name and not identifier:
        return None
    item = items.get(unit.line)
    here = facts.get(unit.line, [])
    fields: list[Field] = []
    for place, cell in enumerate(unit.cells):
        if place <= first or not cell.strip() or place >= len(header):
            continue
        label = header[place]
        fields.append(Field(label, cell, _attribute(label, cell, here), unit.index, windows_in(view, label)))
    elsewhere = [field for field in _fields_of(view, item) if field.unit != unit.index] if item is not None else []
    total = unit.line in view.total_lines or is_total_text(name) or any(is_total_text(cell) for cell in unit.cells[: first + 1])
    return Record(unit.index, identifier, name, (*fields, *elsewhere), item, total)


def _named_by(cells: Sequence[str]) -> tuple[str, str, int]:
    """The id, the name and the place of the last cell that names a row."""
    identifier, at = "", 0
    if cells and len(cells) > 1 and (not cells[0].strip() or ID.fullmatch(cells[0].strip()) or _is_letter(cells)):
        identifier, at = cells[0].strip(), 1
    name = cells[at].strip() if at < len(cells) else ""
    if identifier and NUMERIC.fullmatch(name):
        return "", identifier, 0
    return ("" if identifier.isdecimal() else identifier), name, at


def _is_letter(cells: Sequence[str]) -> bool:
    """Whether a row is numbered by a letter, with its name in the next cell: "B | Quotes"."""
    following = cells[1].strip()
    return _LETTER.fullmatch(cells[0].strip()) is not None and len(following) > 2 and not NUMERIC.fullmatch(following)


def _attribute(label: str, text: str, facts: Iterable[Fact]) -> str:
    """The attribute under which the reader took this cell; what the label means where it took none."""
    stated = next((fact.attribute for fact in facts if fact.label == label and fact.attribute), "")
    if stated:
        return stated
    meaning = lookup_label(label)
    return meaning.attribute if meaning is not None else next((fact.attribute for fact in facts if fact.text == text), "")


def _item_record(view: View, item: Item) -> Record | None:
    units = view.on_line(item.span.line)
    return Record(units[0], item.id, item.title, tuple(_fields_of(view, item)), item) if units else None


def _fields_of(view: View, item: Item) -> list[Field]:
    fields = []
    for fact in item.facts:
        unit = unit_at(view, fact.span.line, fact.text)
        if unit >= 0 and fact.text.strip() and not _of_another(fact, item):
            fields.append(Field(fact.label or fact.attribute, fact.text, fact.attribute, unit, windows_in(view, fact.label)))
    if item.window is not None and not any(field.attribute in ("window", "start", "end") for field in fields):
        unit = _unit_of_window(view, item, item.window)
        if unit >= 0:
            fields.append(Field("", item.window.text, "window", unit))
    return fields


def _of_another(fact: Fact, item: Item) -> bool:
    """Whether a fact within an item is about something else that is named beside it: a role, a kind of cost."""
    subject = fold(fact.subject)
    return bool(subject) and subject not in fold(f"{item.id} {item.title}") and fold(item.title) not in subject


def _unit_of_window(view: View, item: Item, window: Window) -> int:
    """Where the window of an item is written: in its own line or above it."""
    own = view.on_line(item.span.line)[:1]
    chain = (*own, *(view.above_unit(own[0]) if own else ()))
    return next((unit for unit in chain if window.text and window.text in view.units[unit].text), -1)


def _line_record(view: View, unit: Unit, facts: dict[int, list[Fact]]) -> Record | None:
    """A line "name: value" that belongs to no item."""
    if unit.kind not in ("item", "line"):
        return None
    name, parts = parts_of(view, unit)
    if parts:
        fields = tuple(Field(part.label, part.text, part.attribute or meaning_of(part.label), unit.index) for part in parts)
        return Record(unit.index, "", name, fields, is_total=is_total_text(name))
    match = LABELLED.fullmatch(unit.text)
    if match is None or len(unit.text) > 160:
        return None
    label, text = match.group(1).strip(), match.group(2).strip()
    attribute = _attribute(label, text, facts.get(unit.line, []))
    money = any(isinstance(token.value, Quantity) and token.value.kind == "money" for token in view.scan(text))
    field = Field(label, text, attribute or ("cost" if money and unit.kind == "item" else ""), unit.index)
    return Record(unit.index, "", label, (field,), is_total=is_total_text(label))


def _with_parts(view: View, record: Record) -> Record:
    """A record with the fields that its own line enumerates beside those that were read already."""
    _, parts = parts_of(view, view.units[record.unit])
    known = {fold(field.text) for field in record.fields if field.unit == record.unit}
    labels = {field.label for field in record.fields}
    new = [part for part in parts if fold(part.text) not in known and (not part.label or part.label not in labels)]
    fields = tuple(Field(part.label, part.text, part.attribute or meaning_of(part.label), record.unit) for part in new)
    return replace(record, fields=(*record.fields, *fields)) if fields else record


def _names_field(label: str) -> bool:
    """Whether a label is that of a field ("Budget"), not the name of a thing with one ("Hull and thrusters")."""
    meaning = lookup_label(label)
    return meaning is not None and meaning.confidence >= SURE


@lru_cache(maxsize=4096)
def _label_windows(view: View, label: str) -> tuple[Window, ...]:
    if _YEAR.fullmatch(label.strip()):
        year = int(label.strip())
        return (Window(label.strip(), date(year, 1, 1), date(year, 12, 31), precision="year"),)
    return tuple(token.value for token in view.scan(label) if isinstance(token.value, Window))


def windows_in(view: View, label: str) -> tuple[Window, ...]:
    """The times a label names ("Q1 2027", "December 2026", "2027")."""
    return _label_windows(view, label) if label else ()


def hits(question: Question, view: View) -> NDArray[numpy.float32]:
    """How surely each term of a question stands in each unit of a small view: a row per term, a column per unit."""
    if not question.terms or not view.units:
        return numpy.zeros((len(question.terms), len(view.units)), dtype=numpy.float32)
    languages = tuple(dict.fromkeys((question.language, view.language, "en")))
    found = numpy.stack([own_weights(view, term, languages) for term in question.terms])
    asked = [word.text for word in words(question.text)]
    for row, term in enumerate(question.terms):
        at = term.position
        pairs = [
            "".join(word[0] for word in term.words),
            *("".join(word[0] for word in asked[first : first + 2]) for first in (at - 1, at)),
        ]
        for initials in pairs:
            for unit in view.postings.get(initials, ()) if len(initials) > 1 else ():
                found[row, unit] = max(found[row, unit], INITIALS)  # few words stand here: even two initials ("pw") tell
    return found


def figure_of(view: View, record: Record, field: Field) -> Entry | None:
    """The one figure of a field; as the reader took it where it made a fact of it."""
    known = next((entry for entry in entries_of(view) if _is_of(entry, field)), None)
    if known is not None:
        return replace(known, label=field.label)
    found = [(token.value, token.text) for token in view.scan(field.text) if isinstance(token.value, Quantity)]
    return Entry(field.unit, record.name, field.label, field.attribute, found[0][0], found[0][1]) if len(found) == 1 else None


def _is_of(entry: Entry, field: Field) -> bool:
    return (
        entry.unit == field.unit
        and entry.text.strip() == field.text.strip()
        and bool(field.attribute)
        and entry.attribute == field.attribute
    )
