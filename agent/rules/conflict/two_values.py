"""One measure has two values.

Claim: the same thing is given two figures that cannot both hold: same name, unit, statistic, period, role and scenario, same item or none,
and intervals that do not meet. Series (many values under one name), records of the same shape (plan A and plan B each with
their price) and tables of several periods are left out.

Why it matters: whoever reads the first figure plans with another number than whoever reads the second.

Flagged:

    ## Goals

    - Renewal rate: 92%

    ## Success metrics

    - Renewal rate: 88%

Fine:

    ## Goals for 2026

    - Renewal rate: 92%

    ## Goals for 2027

    - Renewal rate: 88%
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from agent.expressions import expression
from agent.facts import normalise
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.statements import Statement, kindred, same_kind, same_period

LETTERED = expression(r"\W*[^\W\d_]{2,} ?[A-H]\b|\W*[A-H][.):]")  # "Plan B: ...", "B) ..."
NOTE = expression(r"[(（]([^()（）]*[^\W\d_]{3}[^()（）]*)[)）]\W*$")
NUMBER = expression(r"\d+(?:\.\d+)?")
MOST_VALUES = 3  # more values under one name are a series
NEAR = 8  # lines around a figure that make up its box or list
SHARED_NAMES = 2  # two places with so many labels in common are two records of one shape


def _find(view: View) -> Iterator[Draft]:
    labels = labels_by_place(view)
    lines = _lines(view)
    for group in _by_name(view):
        for one, other in _clashes(view, group):
            if not parallel(one.fact.headings, other.fact.headings, labels) and not _repeated(lines, one, other):
                yield _draft(one, other)


def parallel(one: tuple[str, ...], other: tuple[str, ...], labels: dict[tuple[str, ...], set[str]]) -> bool:
    """Whether two places are records of one shape, or are told apart by numbers ("12 months", "Year 2", "Plan 3")."""
    if one == other:
        return False
    apart = set(one) ^ set(other)
    numbered = any(any(letter.isdigit() for letter in heading) or LETTERED.match(heading) for heading in apart)
    return numbered or len(labels[one] & labels[other]) >= SHARED_NAMES


def _lines(view: View) -> dict[str, set[int]]:
    """The lines on which each label stands."""
    found: dict[str, set[int]] = defaultdict(set)
    for fact in view.roadmap.facts:
        if fact.label and fact.source == "field":
            found[normalise(fact.label)].add(fact.span.line)
    return found


def _repeated(lines: dict[str, set[int]], one: Statement, other: Statement) -> bool:
    """Whether another label near the first is repeated at the same distance: two boxes or lists of one shape, plan A and plan B."""
    apart = other.fact.span.line - one.fact.span.line
    own = normalise(one.fact.label)
    near = range(one.fact.span.line - NEAR, one.fact.span.line + NEAR + 1)
    return any(
        label != own and any(line in near and line != one.fact.span.line and line + apart in places for line in places)
        for label, places in lines.items()
    )


def _entries(view: View, one: Statement, other: Statement) -> bool:
    """Whether the two are entries of one list under different words: such entries speak of different things."""
    blocks = view.document.blocks
    if min(one.fact.block, other.fact.block) < 0:
        return False
    first, second = blocks[one.fact.block], blocks[other.fact.block]
    if first.kind == second.kind == "item" and first.parent != second.parent and None not in (first.parent, second.parent):
        return True  # details of two entries
    fields = one.fact.source == other.fact.source == "field"
    leads = [block.text.partition(":")[0] for block in (first, second) if ":" in block.text]
    led_apart = len({normalise(lead) for lead in leads}) > 1  # "Team: +5 users", "Business: +20 users"
    notes = [match[1].casefold() for block in (first, second) if (match := NOTE.search(block.text))]
    noted_apart = len(notes) == len(set(notes)) == 2  # "Response: 5-15 s (local model)", "Response: 1 s (hosted model)"
    if not (noted_apart or led_apart or not fields or normalise(one.fact.label) != normalise(other.fact.label)):
        return False
    between = range(min(first.index, second.index), max(first.index, second.index) + 1)
    return all(blocks[at].kind == "item" and blocks[at].section == first.section for at in between)


def labels_by_place(view: View) -> dict[tuple[str, ...], set[str]]:
    """The labels under each heading path: two places that share several are records of one shape."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for fact in view.roadmap.facts:
        if fact.label:
            found[fact.headings].add(normalise(fact.label))
    return found


def _by_name(view: View) -> Iterator[Sequence[Statement]]:
    """Statements of one name and role, fewer than a series."""
    groups: dict[tuple[frozenset[str], str], list[Statement]] = defaultdict(list)
    for statement in view.statements:
        groups[(statement.terms, statement.role or "target")].append(statement)
    for group in groups.values():
        if _is_named(group[0]) and 1 < len({(s.value.least, s.value.most, s.value.unit) for s in group}) <= MOST_VALUES:
            yield group


def _is_named(statement: Statement) -> bool:
    """Whether the name says what is measured: a bare noun that is counted ("developers") is counted in many places."""
    return len(statement.terms) > 1 or (bool(statement.measure) and statement.fact.source == "field")


def _clashes(view: View, group: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """The first statement against each later one that differs, each differing value once."""
    seen: set[tuple[float, float]] = set()
    for one, other in combinations(group, 2):
        value = (other.value.least, other.value.most)
        if (
            value not in seen
            and not _entries(view, one, other)
            and not _beside(view, one, other)
            and not _beside(view, other, one)
            and _comparable(view, one, other)
            and not _stated_beside(view, one, other)
            and not _stated_beside(view, other, one)
            and not one.interval.meets(other.interval)
        ):
            seen.add(value)
            yield one, other


def _beside(view: View, one: Statement, other: Statement) -> bool:
    """Whether the row of one has the value of the other in another cell: before and after, plan and actual."""
    row = view.document.blocks[one.fact.block].rows if one.fact.source == "column" and one.fact.block >= 0 else ()
    cells = (cell.text for line in row if line.line == one.fact.span.line for cell in line.cells)
    wanted = f"{other.value.most:.10g}"
    return any(wanted in NUMBER.findall(text) for text in cells)


def _stated_beside(view: View, one: Statement, other: Statement) -> bool:
    """Whether the line of one states the value of the other as well: "Price: $35 (adults), $45 (groups)"."""
    block = view.document.blocks[one.fact.block] if one.fact.block >= 0 else None
    if block is None or block.kind == "table" or one.fact.block >= len(view.scanned.tokens):
        return False
    line = one.fact.span.line - block.line
    ends = [at for at, character in enumerate(block.text) if character == "\n"]
    start, end = (
        ([0, *(at + 1 for at in ends)][line : line + 1] or [0])[0],
        ([*ends, len(block.text)][line : line + 1] or [len(block.text)])[0],
    )
    values = [token.value for token in view.scanned.tokens[one.fact.block] if start <= token.start < end]
    return any(
        isinstance(value, Quantity)
        and value.kind == other.value.kind
        and (value.least, value.most) == (other.value.least, other.value.most)
        for value in values
    )


def _comparable(view: View, one: Statement, other: Statement) -> bool:
    if one.fact.block == other.fact.block or one.fact.span.line == other.fact.span.line:
        return False  # cells of one table and figures of one sentence belong to different rows or stages
    if one.fact.item and other.fact.item and one.fact.item != other.fact.item:
        return False
    return same_kind(one, other) and same_period(one, other) and kindred(view.roadmap, one.item, other.item)


def _draft(one: Statement, other: Statement) -> Draft:
    first, second = stated_of(one.value), stated_of(other.value)
    name = " ".join(one.name.split())
    return Draft(
        f'"{name}" is {first} in line {one.fact.span.line} but {second} in line {other.fact.span.line}',
        (one.fact.span, other.fact.span),
        key=f"{'|'.join(sorted(one.terms))}|{one.role}|{one.item}",
        computation=Computation(formula=f"{first} ≠ {second}", expected=first, stated=second),
        suggestion=f"keep one of {first} and {second}, or say in what they differ",
    )


RULE = Rule("RA601", "two-values", "conflict", "question", "rule", _find, __doc__)
