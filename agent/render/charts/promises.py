"""Promises of one kind beside the value from which they are questioned: a bar each, a dashed line across all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from agent.model.report import Claim
from agent.render.charts.canvas import Canvas
from agent.render.terminal import fit
from agent.rules.reading.amounts import number

FEWEST, MOST_ROWS = 2, 12  # one bar says no more than its row in the table
WIDTH, LABELS, VALUES = 1000.0, 310.0, 210.0
ROW, BAR, TOP, FOOT = 30.0, 16.0, 10.0, 10.0
LETTERS = 26  # of the name; the line stands behind it
UNITS: Mapping[str, str] = {"return": "% a year", "growth": "% a year", "retention": "%", "uptime": " minutes"}
TITLES: Mapping[str, str] = {
    "return": "Promised returns, in percent a year",
    "growth": "Promised revenue growth, in percent a year",
    "retention": "Promised retention of revenue, in percent",
    "uptime": "Downtime that promised uptime allows, in minutes a month",
}


def drawn_promises(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """What a chart has room for, in order: promises beyond what is usual before those within it."""
    ranked = sorted(range(len(claims)), key=lambda at: (claims[at].verdict != "beyond", at))
    return tuple(claims[at] for at in sorted(ranked[:MOST_ROWS]))


def promises_chart(identity: str, title: str, claims: Sequence[Claim]) -> Markup:
    """All `claims` are of one kind. The longest bar, or the line, takes the width. At least one claim."""
    most = max(max(claim.compared, claim.limit) for claim in claims)
    scale = (WIDTH - LABELS - VALUES) / most if most > 0 else 0.0
    height = TOP + ROW * len(claims) + FOOT
    canvas = Canvas(WIDTH, height)
    beyond = sum(claim.verdict == "beyond" for claim in claims)
    for at, claim in enumerate(claims):
        top = TOP + ROW * at
        wrong = claim.verdict == "beyond"
        name = f"{fit(claim.about, LETTERS)}, line {claim.evidence.line}"
        canvas.text(LABELS - 8, top + BAR / 2 + 2, name, anchor="end", size=12, bold=wrong)
        length = max(claim.compared * scale, 1.0)
        canvas.box(LABELS, top, length, BAR, "critical" if wrong else "bar")
        canvas.text(LABELS + length + 6, top + BAR / 2, f"{_value(claim)}{' ✗' if wrong else ' ✓'}", size=11.5)
    for limit in sorted({claim.limit for claim in claims}):
        canvas.line([(LABELS + limit * scale, TOP - 6), (LABELS + limit * scale, height - FOOT + 4)], "ink", width=1.2, dashed=True)
    return canvas.svg(identity, title, f"{len(claims)} promises, {beyond} of them beyond what is usual; the table below has the figures.")


def _value(claim: Claim) -> str:
    """What a bar measures, with the promise where that is written otherwise."""
    compared = f"{number(claim.compared)}{UNITS.get(claim.kind, '')}"
    return compared if compared.startswith(claim.stated) else f"{compared} ({claim.stated})"
