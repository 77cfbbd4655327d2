"""The register on a grid: likelihood upwards, impact to the right, the numbers of the risks in the cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from agent.render.charts.canvas import Canvas, Colour

CELL_WIDTH, CELL_HEIGHT, LEFT, FOOT = 104.0, 54.0, 108.0, 58.0
SCALE = 5
SHOWN = 6  # numbers a cell has room for, in two lines
HALF = SHOWN // 2
# From which score on a cell has which colour.
GRADES: tuple[tuple[int, Colour], ...] = ((20, "grade-5"), (15, "grade-4"), (8, "grade-3"), (4, "grade-2"), (0, "grade-1"))


def colour_of(score: int) -> Colour:
    return next(colour for least, colour in GRADES if score >= least)


def heat_map(identity: str, title: str, cells: Mapping[tuple[int, int], Sequence[int]]) -> Markup:
    """`cells` are the ranks of risks by (likelihood, impact), both 1..5."""
    canvas = Canvas(LEFT + SCALE * CELL_WIDTH + 2, SCALE * CELL_HEIGHT + FOOT)
    for likelihood in range(1, SCALE + 1):
        top = (SCALE - likelihood) * CELL_HEIGHT
        canvas.text(LEFT - 10, top + CELL_HEIGHT / 2, str(likelihood), anchor="end", colour="soft")
        for impact in range(1, SCALE + 1):
            left = LEFT + (impact - 1) * CELL_WIDTH
            canvas.box(left, top, CELL_WIDTH, CELL_HEIGHT, colour_of(likelihood * impact), "paper", line=2.0)
            _numbers(canvas, left + CELL_WIDTH / 2, top + CELL_HEIGHT / 2, cells.get((likelihood, impact), ()))
    bottom = SCALE * CELL_HEIGHT
    for impact in range(1, SCALE + 1):
        canvas.text(LEFT + (impact - 0.5) * CELL_WIDTH, bottom + 16, str(impact), anchor="middle", colour="soft")
    canvas.text(LEFT + SCALE * CELL_WIDTH / 2, bottom + 40, "impact", anchor="middle", bold=True)
    canvas.text(4, bottom / 2, "likelihood", bold=True)
    counted = sum(len(ranks) for ranks in cells.values())
    said = f"{counted} risks by likelihood (upwards, 1 to 5) and impact (to the right, 1 to 5); the table below counts them."
    return canvas.svg(identity, title, said)


def _numbers(canvas: Canvas, x: float, y: float, ranks: Sequence[int]) -> None:
    """The numbers of the risks in two lines, the rest as a count."""
    names = [f"R{rank}" for rank in ranks[: SHOWN if len(ranks) <= SHOWN else SHOWN - 1]]
    if len(ranks) > SHOWN:
        names.append(f"+{len(ranks) - SHOWN + 1}")
    lines = [names[:HALF], names[HALF:]] if len(names) > HALF else [names]
    for at, line in enumerate(lines):
        canvas.text(x, y + (at - (len(lines) - 1) / 2) * 17, " ".join(line), anchor="middle", colour="on-grade", size=12)
