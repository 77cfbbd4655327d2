"""A number that the text states of things is not the sum of the rows, columns or entries that count them.

Claim: a sentence counts things, and a table or list near by counts the same in parts: a row of times whose name is the thing ("Hectares
restored | 250 | 300 | 300"), a column headed so or below a head that only says "count", entries that each count it ("Q3: 8 hires"); the
parts make another number, near the stated one, and neither a cell nor another sum is the stated one.

Why it matters: the text is what was promised; the parts are what is planned.

Flagged:

    The programme restores 900 hectares of fen.

    | | 2026 | 2027 | 2028 |
    |---|---|---|---|
    | Hectares restored | 250 | 300 | 300 |
    | Sensors installed | 20 | 30 | 10 |

Fine:

    The programme restores 900 hectares of fen.

    | | 2026 | 2027 | 2028 |
    |---|---|---|---|
    | Hectares restored | 250 | 300 | 350 |
    | Sensors installed | 20 | 30 | 10 |
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.finding import Computation
from agent.rules.arithmetic import count, parts_in_words, team_elsewhere
from agent.rules.base import Draft, Rule, View
from agent.rules.conflict import count_value
from agent.rules.reading.amounts import number
from agent.rules.reading.enumerations import is_people
from agent.rules.reading.grid import Grid
from agent.rules.reading.passages import PROSE, is_slip
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.spoken import Value, values_in
from agent.rules.reading.vocabulary import pattern

COUNT_HEAD = expression(
    r"\W*(?:counts?|number|no\.?|quantity|qty|anzahl|menge|nombre|quantité|nb|cantidad|número|quantidade|qtd|numero"
    r"|数量|件数)\W*",
    re.IGNORECASE,
)
LONGEST_ENTRY = 90  # characters
FEWEST = 3
LEAST = 5
NEAREST, FARTHEST = 0.7, 1.45
LINES_AWAY = 14  # between a count and a table that only says "count"
CLOSE = 0.2
MOST = 12  # parts
MOST_SAID = 2  # numbers of one thing that the text states: of more, one is of some of them
GENERIC = frozenset({"phase", "step", "month", "week", "year", "day", "quarter", "percent", "point", "hour", "euro", "time", "other"})


class Parts(Struct, frozen=True):
    """Counts that stand side by side: `terms` name what they count, empty where a head only says that they count; `line` is the first."""

    terms: frozenset[str]
    values: tuple[float, ...]
    lines: tuple[int, ...]
    label: str
    generic: bool = False

    @property
    def total(self) -> float:
        return sum(self.values)


def _find(view: View) -> Iterator[Draft]:
    groups = [*_of_grids(view), *_of_lists(view)]
    if not groups:
        return
    rules = (count.RULE, parts_in_words.RULE, team_elsewhere.RULE, count_value.RULE)
    told = {span.line for rule in rules for draft in view.drafts(rule) for span in draft.evidence}
    numbers = {number for parts in groups for number in (*parts.values, parts.total, float(len(parts.values)))}
    parts = {line for group in groups for line in group.lines}
    prose = [sentence for sentence in view.sentences if sentence.kind in PROSE and sentence.tokens and sentence.line not in parts]
    stated = [(one, value) for one in prose for value in values_in(one, view.roadmap.language) if _is_stated(value)]
    known = {value.most for _, value in stated}
    free = [group for group in groups if group.total not in known]
    said = Counter(unit for unit, _ in {(value.quantity.unit, value.most) for _, value in stated})
    for sentence, value in stated if free else ():
        if value.most not in numbers and sentence.line not in told and said[value.quantity.unit] <= MOST_SAID:
            yield from _judge(view, sentence, value, free)


def _is_stated(value: Value) -> bool:
    quantity = value.quantity
    plain = quantity.comparator == "=" and not quantity.is_range and not quantity.per and not quantity.change and not value.course
    return plain and quantity.kind == "count" and bool(quantity.unit) and LEAST <= quantity.most == int(quantity.most)


def _judge(view: View, sentence: Sentence, value: Value, groups: Sequence[Parts]) -> Iterator[Draft]:
    unit = frozenset(canonical_terms(value.quantity.unit, view.roadmap.language)) - GENERIC
    if not unit or pattern("some_of").search(sentence.text[: value.start][-24:]):
        return
    meant = [
        parts
        for parts in groups
        if sentence.line not in parts.lines
        and NEAREST <= parts.total / value.most <= FARTHEST
        and value.most > max(parts.values)
        and _counts(parts, unit, value, sentence)
    ]
    if len(meant) == 1:
        yield _draft(view, sentence, value, meant[0])


def _counts(parts: Parts, unit: frozenset[str], value: Value, sentence: Sentence) -> bool:
    if parts.generic:
        near = min(abs(line - sentence.line) for line in parts.lines) <= LINES_AWAY
        return near and abs(parts.total / value.most - 1) <= CLOSE and value.most >= 4 * LEAST
    return bool(unit & parts.terms) or (is_people(value.quantity) and "person" in parts.terms)


def _of_grids(view: View) -> Iterator[Parts]:
    for grid in view.grids:
        if any(line.total for line in grid.lines):
            continue
        yield from _rows(view, grid)
        for at in range(1, grid.width):
            yield from _column(view, grid, at)


def _rows(view: View, grid: Grid) -> Iterator[Parts]:
    """The rows of a table over time, each of which counts what its name says."""
    columns = [at for at in range(1, grid.width) if grid.headers[at].strip()]
    if len(columns) < 2 or not grid.is_series(columns):
        return
    for line in grid.lines:
        cells = [line.cells[at].quantity for at in columns]
        values = [q.most for q in cells if q is not None and q.kind == "count" and not q.is_range and q.comparator == "="]
        if len(values) == len(columns) and not pattern("levels_of").search(line.label):
            terms = frozenset(canonical_terms(line.label, view.roadmap.language)) - GENERIC
            yield Parts(terms, tuple(values), (line.line,), line.label)


def _column(view: View, grid: Grid, at: int) -> Iterator[Parts]:
    cells = [(line.line, line.cells[at].quantity) for line in grid.lines]
    values = [q.most for _, q in cells if q is not None and q.kind == "count" and not q.is_range and q.comparator == "=" and not q.per]
    if not FEWEST <= len(values) == len(cells) <= MOST or any(value != int(value) for value in values):
        return
    header = grid.headers[at]
    people = pattern("persons").search(header) or pattern("heads_of_people").search(header)
    terms = frozenset(canonical_terms(header, view.roadmap.language)) - GENERIC
    generic = bool(COUNT_HEAD.fullmatch(header))
    if generic or terms:
        yield Parts(terms | ({"person"} if people else set()), tuple(values), tuple(line for line, _ in cells), header, generic)


def _of_lists(view: View) -> Iterator[Parts]:
    """Entries of one list that each count the same thing."""
    entries: list[tuple[int | None, str, int, float]] = []
    for sentence in view.sentences:
        if sentence.kind != "item":
            continue
        block = view.document.blocks[sentence.block]
        counted = len(sentence.text) < LONGEST_ENTRY and any(q.kind == "count" and q.unit for q in sentence.quantities)
        counts = [v for v in values_in(sentence, view.roadmap.language) if _is_part(v)] if counted else []
        unit = counts[0].quantity.unit if len(counts) == 1 else ""
        entries.append((block.section, unit, sentence.line, counts[0].most if unit else 0.0))
    for (_, unit), group in groupby(entries, key=lambda one: one[:2]):
        run = list(group)
        if unit and FEWEST <= len(run) <= MOST:
            terms = frozenset(canonical_terms(unit, view.roadmap.language)) - GENERIC
            yield Parts(terms, tuple(most for *_, most in run), tuple(line for _, _, line, _ in run), unit)


def _is_part(value: Value) -> bool:
    quantity = value.quantity
    return quantity.kind == "count" and bool(quantity.unit) and quantity.comparator == "=" and not quantity.is_range and not quantity.change


def _draft(view: View, sentence: Sentence, value: Value, parts: Parts) -> Draft:
    stated, total = " ".join(value.text.split()), number(parts.total)
    formula = f"{' + '.join(map(number, parts.values))} = {total}"
    return Draft(
        f'the text says "{stated}", but "{parts.label}" adds up to {total}',
        (span_of_sentence(view.scanned, sentence), *(view.document.span(line) for line in parts.lines)),
        key=f"{stated}|{parts.label}",
        computation=Computation(formula=formula, expected=total, stated=number(value.most)),
        suggestion=f"change {stated} to {total}, or correct one of the parts",
        severity="warning" if is_slip(parts.total, value.most) and not parts.generic else "question",
    )


RULE = Rule("RA161", "counted-in-rows", "arithmetic", "question", "computed", _find, __doc__)
