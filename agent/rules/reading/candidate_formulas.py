"""The formulas that the columns of a table may follow: sums, differences, products, quotients, gains, losses, progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, permutations

from msgspec import Struct
from msgspec.structs import replace

from agent.facts import role_of
from agent.model.quantity import Quantity
from agent.rules.reading.grid import Grid
from agent.rules.reading.interval import Interval, exact, summed, written_of

Values = Sequence[Sequence[Interval | None]]  # by line and column of a table

CONSTANTS = (
    1.0,
    12.0,
    24.0,
    36.0,
    48.0,
    60.0,
    3.0,
    4.0,
    6.0,
    18.0,
    52.0,
    30.0,
    365.0,
    1 / 12,
    10.0,
    100.0,
    1000.0,
    1 / 1000,
    1 / 100,
    1e6,
    1e-6,
)
SHARE_CONSTANTS = frozenset(
    {1.0, 12.0, 1 / 12, 100.0}
)  # of them: a percentage is the quotient of two amounts, at most of a month and a year
PERCENT = ("percent", "")
FEWEST_ROWS = 2  # that obey, besides those that do not
MOST_FOR_TRIPLES = 8
ROWS_TRIED = 4
FEWEST_FOR_OWN = 5  # rows, one of which may break it
OWN_PRECISION = 1e-4  # relative

Compute = Callable[[Sequence[Interval]], Interval | None]


class Formula(Struct, frozen=True):
    """A way to compute a column from others. `text` has `{0}`, `{1}` for the values in the order of `inputs`; `own` has a factor that is
    the table's own, `usual` tells that its factor is one a reader expects."""

    name: str
    target: int
    inputs: tuple[int, ...]
    text: str
    compute: Compute
    own: bool = False
    usual: bool = True


def formulas(grid: Grid, values: Values, columns: Sequence[int], sorts: Sequence[tuple[str, str] | None]) -> Iterator[Formula]:
    """What each column may be of the others; a factor is tried only where some of the rows suggest it."""
    for target in columns:
        others = [column for column in columns if column != target]
        for pair in combinations(others, 2):
            yield Formula("sum", target, pair, "{0} + {1}", lambda v: v[0] + v[1])
        for pair in permutations(others, 2):
            yield Formula("difference", target, pair, "{0} - {1}", lambda v: v[0] - v[1])
        yield from _long(target, others)
        if grid.is_series(columns):
            continue  # one measure at several times: no time is the product of two others
        for pair in combinations(others, 2):
            yield from _scaled(grid, values, target, pair, PRODUCT)
        for pair in permutations(others, 2):
            yield from _scaled(grid, values, target, pair, QUOTIENT)
            yield from _scaled(grid, values, target, pair, GAIN)
        for pair in permutations(others, 2) if sorts[target] == PERCENT else ():
            yield Formula("loss", target, pair, "({1} - {0}) / {1}", _loss)
        if len(columns) <= MOST_FOR_TRIPLES:
            for triple in combinations(others, 3):
                yield from _scaled(grid, values, target, triple, PRODUCT)
            told = [at for at in others if role_of(grid.headers[at])]
            for triple in permutations(others, 3) if len(told) > 2 else ():
                if not set(triple) <= set(told):
                    continue
                yield Formula("progress", target, triple, "({0} - {1}) / ({2} - {1})", _progress)


class Shape(Struct, frozen=True):
    """A formula up to a constant factor: factor x base(inputs) - offset."""

    name: str
    text: str  # with {k} for "factor x "
    base: Compute
    offset: float = 0.0


def _scaled(grid: Grid, values: Values, target: int, inputs: tuple[int, ...], shape: Shape) -> Iterator[Formula]:
    """The shape with each usual constant that some of the first rows suggest."""
    ratios: list[Interval] = []
    for row in values:
        stated, known = row[target], [value for at in inputs if (value := row[at]) is not None]
        base = shape.base(known) if stated and len(known) == len(inputs) else None
        ratio = (stated + exact(shape.offset)).over(base) if stated and base else None
        if ratio is not None and (ratio.low > 0 or ratio.high < 0):
            ratios.append(ratio)
        if len(ratios) == ROWS_TRIED:
            break
    own = _own_factor(grid, target, inputs, shape) if shape is PRODUCT and len(inputs) == 2 else None
    if own is not None:
        yield replace(_with_factor(target, inputs, shape, own), own=True)
    if len(ratios) < FEWEST_ROWS:
        return
    bounds = [(ratio.low * (1 - 1e-9), ratio.high * (1 + 1e-9)) for ratio in ratios]
    # what lies in so many of the intervals lies above the lower ends, and below the upper ends, of as many
    least, most = sorted(low for low, _ in bounds)[FEWEST_ROWS - 1], sorted(high for _, high in bounds)[-FEWEST_ROWS]
    near = [factor for factor in CONSTANTS if least <= factor <= most]
    shares = near and shape is not PRODUCT and any(sort_of(q) == PERCENT for line in grid.lines if (q := line.cells[target].quantity))
    for factor in near:
        if (not shares or factor in SHARE_CONSTANTS) and sum(low <= factor <= high for low, high in bounds) >= FEWEST_ROWS:
            yield _with_factor(target, inputs, shape, factor)


def _own_factor(grid: Grid, target: int, inputs: tuple[int, ...], shape: Shape) -> float | None:
    """A factor of the table's own (a surcharge, a rate) that the written figures of most rows share to four digits."""
    ratios: list[float] = []
    for line in grid.lines:
        quantities = [line.cells[at].quantity for at in (target, *inputs)]
        values = [written_of(quantity) for quantity in quantities if quantity is not None]
        base = shape.base(values[1:]) if len(values) == len(quantities) else None
        if base is not None and base.low > 0:
            ratios.append(values[0].low / base.low)
    if len(ratios) < FEWEST_FOR_OWN:
        return None
    middle = sorted(ratios)[len(ratios) // 2]
    agree = sum(abs(ratio - middle) <= OWN_PRECISION * middle for ratio in ratios)
    return middle if middle > 0 and agree >= FEWEST_FOR_OWN - 1 and agree >= len(ratios) - 1 else None


def _with_factor(target: int, inputs: tuple[int, ...], shape: Shape, factor: float) -> Formula:
    def compute(values: Sequence[Interval]) -> Interval | None:
        base = shape.base(values)
        return None if base is None else base.scaled(factor) - exact(shape.offset)

    text = " x ".join(f"{{{at}}}" for at in range(len(inputs))) if shape is PRODUCT else shape.text
    usual = shape is PRODUCT or factor in SHARE_CONSTANTS
    return Formula(shape.name, target, inputs, text.replace("{k}", "") if factor == 1 else _spelled(text, factor), compute, usual=usual)


def _spelled(text: str, factor: float) -> str:
    number = f"1/{round(1 / factor):,}" if factor < 1 else f"{factor:g}"
    return text.replace("{k}", f"{number} x ") if "{k}" in text else f"{text} x {number}"


def _long(target: int, others: Sequence[int]) -> Iterator[Formula]:
    """Sums of three and more columns that end at the target's left or begin at its right, and what comes in less what goes out."""
    left = tuple(column for column in others if column < target)
    for start in range(len(left) - 2):
        inputs = left[start:]
        yield Formula("sum", target, inputs, " + ".join(f"{{{at}}}" for at in range(len(inputs))), summed)
    if len(others) < MOST_FOR_TRIPLES:
        for start in range(len(left) - 2):
            yield from (_statement(target, left[start:], gains) for gains in range(1, len(left) - start))
    right = tuple(column for column in others if column > target)
    if len(right) >= 3:
        yield Formula("sum", target, right, " + ".join(f"{{{at}}}" for at in range(len(right))), summed)


def _statement(target: int, inputs: tuple[int, ...], gains: int) -> Formula:
    """The first columns come in, the others go out: sales and grants, less wages and rent."""
    signs = ("", *(" + " if at < gains else " - " for at in range(1, len(inputs))))
    text = "".join(f"{sign}{{{at}}}" for at, sign in enumerate(signs))
    return Formula("difference", target, inputs, text, lambda values: summed(values[:gains]) - summed(values[gains:]))


def _loss(values: Sequence[Interval]) -> Interval | None:
    """How much of the second is gone in the first."""
    left = values[0].over(values[1])
    return None if left is None else exact(1.0) - left


def _progress(values: Sequence[Interval]) -> Interval | None:
    now, base, goal = values
    return (now - base).over(goal - base)


def _multiplied(values: Sequence[Interval]) -> Interval:
    product = exact(1.0)
    for value in values:
        product *= value
    return product


def sort_of(quantity: Quantity | None) -> tuple[str, str] | None:
    if quantity is None:
        return None
    return ("number" if quantity.kind == "count" else quantity.kind, quantity.per)


PRODUCT = Shape("product", "", _multiplied)
QUOTIENT = Shape("quotient", "{k}{0} / {1}", lambda values: values[0].over(values[1]))
GAIN = Shape("gain", "({k}{0} - {1}) / {1}", lambda values: values[0].over(values[1]), offset=1.0)
