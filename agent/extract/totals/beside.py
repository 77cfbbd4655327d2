"""Totals that stand beside what they sum: in the line below a table, behind a list of prices by time, over the efforts of all work."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.facts.amounts import Part, near, reconciles
from agent.extract.facts.making import Context, Made
from agent.extract.tables.shapes import Shape
from agent.extract.wording.words import names_subtotal, names_total, passed_over
from agent.model.document import Block
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Total

_FARTHEST = 1.6  # a line below a table may be about something else: farther off it says nothing about the rows
_FEWEST_ROWS = 3
_FEWEST_EFFORTS = 5
_FARTHEST_EFFORT = 3.0
_SECTION_DEPTH = 2  # headings above an item that may be the part of the plan a total speaks of
_HEADS = expression(r"\s*(\d{1,3})\s*[x×]\s*\S", re.IGNORECASE)
_PER = expression(r"(?<!\w)(?:per|each|pro|je|por|cada|par|chaque)(?!\w)", re.IGNORECASE)
_EACH = expression(r"(?<!\w)(?:each|cada|je|pro Kopf|chacun|chacune|ciascuno|apiece)(?!\w)", re.IGNORECASE)


def below_tables(context: Context, shapes: Mapping[int, Shape], made: Sequence[Made]) -> Iterator[Total]:
    """A paragraph "Total ...: amount" right below a table that has no total row: the sum of the column that comes near it."""
    cells: dict[int, dict[tuple[int, int], Fact]] = defaultdict(dict)
    lines: dict[int, list[Fact]] = defaultdict(list)
    for one in made:
        if one.place[1] >= 0:
            cells[one.place[0]][one.place[1], one.place[2]] = one.fact
        else:
            lines[one.place[0]].append(one.fact)
    for index in sorted(shapes):
        stated = next((fact for fact in lines.get(index + 1, ()) if fact.source == "field" and names_total(fact.label)), None)
        value = _whole(stated.quantities) if stated else None
        labels = [shapes[index].row_label(context.block(index).rows[at]) for at in shapes[index].body]
        if stated is None or value is None or any(names_total(text) or names_subtotal(text) or passed_over(text) for text in labels):
            continue
        found = [parts for column in shapes[index].columns if (parts := _column(shapes[index], column.index, cells[index], value))]
        groupings = sorted(found, key=lambda parts: abs(sum(part.most for _, part in parts) - value.most))
        if groupings:
            yield Total(stated, value, (groupings[0],), "table", "effort" if value.kind == "duration" else "cost")


def below_lines(context: Context, made: Sequence[Made]) -> Iterator[Total]:
    """A line "Total: amount" in a block of its own right below a list, or below the lines of a drawn box, each with one amount."""
    lines: dict[int, list[Fact]] = defaultdict(list)
    for one in made:
        if one.place[1] < 0:
            lines[one.place[0]].append(one.fact)
    blocks = context.scanned.document.blocks
    for block in blocks[1:]:
        stated = next(iter(lines.get(block.index, ())), None)
        value = _whole(stated.quantities) if stated and stated.source == "field" and names_total(stated.label) else None
        if stated is None or value is None or block.kind == "item":
            continue
        above = _above(blocks, block.index, lines)
        parts = [(fact, part) for fact in above if (part := _whole(fact.quantities)) and (part.kind, part.unit) == (value.kind, value.unit)]
        named = [fact for fact, _ in parts if names_total(fact.label) or fact.source != "field"]
        if len(parts) >= 2 and len(parts) == len(above) and not named and near(value, parts, _FARTHEST):
            yield Total(stated, value, (tuple(parts),), "list", "effort" if value.kind == "duration" else "cost")


def _above(blocks: Sequence[Block], index: int, lines: Mapping[int, list[Fact]]) -> list[Fact]:
    """The facts of the unbroken list above a block, or of the one block above it; empty when one of its lines states no fact or several."""
    if blocks[index - 1].kind != "item":
        return lines.get(index - 1, []) if blocks[index - 1].kind == blocks[index].kind else []
    found: list[Fact] = []
    at = index - 1
    while at >= 0 and blocks[at].kind == "item" and blocks[at].section == blocks[index].section:
        facts = lines.get(at, [])
        if len(facts) != 1 or blocks[at].depth:
            return []
        found.insert(0, facts[0])
        at -= 1
    return found


def rate_lists(made: Sequence[Made], context: Context) -> Iterator[Total]:
    """A last bullet "Total: $79k/month" that sums the prices by time before it; "2× Developer: $12k/month each" counts twice."""
    by_block = {one.place[0]: one.fact for one in reversed(made) if one.place[1] < 0}
    run: list[Fact] = []
    for block in context.scanned.document.blocks:
        fact = by_block.get(block.index)
        if block.kind != "item" or block.depth or fact is None:
            run = []
            continue
        run.append(fact)
        if names_total(fact.label):
            yield from _run(run)
            run = []


def effort_totals(facts: Sequence[Fact]) -> Iterator[Total]:
    """A stated effort of everything against the efforts under all headings above it, or under those of one part of the plan."""
    known = [(fact, value) for fact in facts if fact.attribute == "effort" and fact.source == "field" and (value := _hours(fact))]
    known = [(fact, value) for fact, value in known if not _says_effort(fact)]
    alone = Counter(fact.headings for fact, _ in known)
    parts = [(fact, value) for fact, value in known if alone[fact.headings] == 1]  # several under one heading are options
    for stated in facts:
        value = _hours(stated)
        if value is None or stated.item or stated.source != "field" or not _says_effort(stated):
            continue
        groups: dict[tuple[str, ...], list[Part]] = defaultdict(list)
        for fact, part in parts:
            if fact.span.line < stated.span.line and part.unit == value.unit:
                for depth in range(min(_SECTION_DEPTH, len(fact.headings)) + 1):
                    groups[fact.headings[:depth]].append((fact, part))
        own = [groups.get(stated.headings[:depth], []) for depth in range(len(stated.headings), 0, -1)]
        kept = tuple(dict.fromkeys(tuple(group) for group in (*own, *groups.values()) if len(group) >= _FEWEST_EFFORTS))
        if kept and near(value, kept[0], _FARTHEST_EFFORT):
            yield Total(stated, value, kept, "prose", "effort")


def _whole(quantities: Sequence[Quantity]) -> Quantity | None:
    """The one amount that is not by time: "R$ 23.9k (~R$ 2k a month)"."""
    plain = [q for q in quantities if not q.per and not q.change and q.kind in ("money", "duration")]
    if len(plain) != 1 or (plain[0].kind == "duration" and plain[0].unit != "hour"):
        return None
    return plain[0]


def _each(quantities: Sequence[Quantity]) -> Quantity | None:
    """The one amount of a cell, by the year too where its header says so."""
    only = quantities[0] if len(quantities) == 1 else None
    return only if only is not None and only.kind == "money" and only.per == "year" and not only.change else _whole(quantities)


def _column(shape: Shape, column: int, cells: Mapping[tuple[int, int], Fact], stated: Quantity) -> tuple[Part, ...]:
    """The amounts of a column that is filled in every row and comes near the stated sum."""
    parts: list[Part] = []
    for at in shape.body:
        fact = cells.get((at, column))
        value = _each(fact.quantities) if fact and fact.attribute not in {"note", "rate"} else None
        if fact is None or value is None or value.kind != stated.kind or value.unit != stated.unit:
            return ()
        parts.append((fact, value))
    return tuple(parts) if len(parts) >= _FEWEST_ROWS and near(stated, parts, _FARTHEST) else ()


def _run(facts: Sequence[Fact]) -> Iterator[Total]:
    stated = facts[-1]
    values = [fact.quantities[0] if len(fact.quantities) == 1 else None for fact in facts]
    last = values[-1]
    if len(facts) <= _FEWEST_ROWS or last is None or not last.per or not stated.label:
        return
    if any(value is None or (value.kind, value.unit, value.per) != ("money", last.unit, last.per) for value in values):
        return
    counted = tuple((fact, _times(fact, value)) for fact, value in zip(facts[:-1], values, strict=False) if value)
    plain = tuple((fact, value) for fact, value in zip(facts[:-1], values, strict=False) if value)
    sure = all(_EACH.search(fact.text) for fact in facts[:-1] if _HEADS.match(fact.label))
    groupings = (counted,) if sure or counted == plain else (counted, plain)
    if near(last, counted, _FARTHEST) or reconciles(last, counted):
        yield Total(stated, last, groupings, "list", "cost")


def _times(fact: Fact, value: Quantity) -> Quantity:
    heads = _HEADS.match(fact.label)
    factor = int(heads[1]) if heads else 1
    return replace(value, low=value.low * factor, high=value.high * factor, least=value.least * factor, most=value.most * factor)


def _hours(fact: Fact) -> Quantity | None:
    """The one effort in hours or days of work that a fact states; "40 hours per integration" is of one of several."""
    efforts = [q for q in fact.quantities if q.kind == "duration" and (q.unit == "hour" or q.unit.startswith("person-")) and not q.per]
    plain = len(fact.quantities) <= 2 and not any(token.kind == "operator" for token in fact.values) and not _PER.search(fact.text)
    return efforts[0] if len(efforts) == 1 and plain else None


def _says_effort(fact: Fact) -> bool:
    return bool(
        re.search(r"(?i)(?<!\w)(?:total|overall|gesamt\w*|development|desenvolvimento|desarrollo|entwicklung\w*)(?!\w)", fact.label)
    )
