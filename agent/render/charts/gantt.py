"""The timeline: a row for each bar, arrows for dependencies, the critical path set apart by colour, weight and a mark in the label."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from agent.model.report import Bar, Link
from agent.render.charts.canvas import Canvas, Colour
from agent.render.terminal import fit

MOST_ROWS = 40
WIDTH, LABELS, MARGIN = 1000.0, 290.0, 44.0
TOP, ROW, BAR, FOOT = 34.0, 22.0, 12.0, 30.0
LETTERS, BOLD_LETTERS = 40, 36  # that fit beside the bars
OPEN_SHARE = 0.12  # of the axis, for a bar without an end that begins last
MOST_TICKS = 12
CALENDAR_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)  # months between ticks
RELATIVE_STEPS = (1, 2, 3, 4, 6, 12, 24, 52, 104)
FILL: dict[str, Colour] = {"done": "muted"}


def drawn_rows(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """The bars that a chart has room for, in their order: phases and what is critical first, then the others as they come."""
    if len(bars) <= MOST_ROWS:
        return tuple(bars)
    ranked = sorted(range(len(bars)), key=lambda at: (not bars[at].critical, bars[at].kind not in ("phase", "milestone"), at))
    return tuple(bars[at] for at in sorted(ranked[:MOST_ROWS]))


def gantt(identity: str, title: str, bars: Sequence[Bar], links: Sequence[Link], today: date) -> Markup:
    """One axis, calendar or relative; all `bars` share it. At least one bar."""
    first, last = min(bar.first for bar in bars), max(bar.last for bar in bars)
    if any(bar.open_ended and bar.last >= last for bar in bars):
        last += max(OPEN_SHARE * (last - first), 1.0)  # room for what has no end
    calendar = bars[0].axis == "calendar"
    scale = (WIDTH - LABELS - MARGIN) / max(last - first, 1e-9)
    height = TOP + ROW * len(bars) + FOOT
    canvas = Canvas(WIDTH, height)

    def across(value: float) -> float:
        return LABELS + (value - first) * scale

    for value, name in _ticks(first, last, calendar=calendar):
        canvas.line([(across(value), TOP - 6), (across(value), height - FOOT)], "line")
        canvas.text(across(value) + 3, 14, name, colour="soft", size=11)
    rows = {bar.item: at for at, bar in enumerate(bars)}
    for at, bar in enumerate(bars):
        _draw_bar(canvas, bar, TOP + ROW * at, across(bar.first), across(last if bar.open_ended else bar.last))
    _draw_links(canvas, links, rows, {bar.item: (across(bar.first), across(bar.last)) for bar in bars})
    if calendar and first <= today.toordinal() <= last:
        now = across(today.toordinal())
        canvas.line([(now, TOP - 6), (now, height - FOOT)], "critical", width=1.5, dashed=True)
        canvas.text(
            now,
            height - FOOT + 10,
            f"today, {today.isoformat()}",
            anchor="middle" if now < WIDTH - 60 else "end",
            colour="critical",
            size=11,
        )
    return canvas.svg(identity, title, _description(bars, links, rows))


def legend(bars: Sequence[Bar]) -> str:
    """What the looks of these bars mean, as far as they occur."""
    kinds = (
        ("dark bars are phases", any(bar.kind == "phase" and not bar.critical and bar.status != "done" for bar in bars)),
        ("grey bars are done", any(bar.status == "done" and not bar.critical for bar in bars)),
        ("red bars marked ◆ are on the critical path", any(bar.critical for bar in bars)),
        ("an arrow at the right is an open end", any(bar.open_ended for bar in bars)),
    )
    said = ", ".join(text for text, occurs in kinds if occurs)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _draw_bar(canvas: Canvas, bar: Bar, top: float, left: float, right: float) -> None:
    middle = top + ROW / 2
    strong = bar.critical or bar.kind == "phase"
    mark = "◆ " if bar.critical else ""
    canvas.text(LABELS - 8, middle, fit(f"{mark}{bar.name}", BOLD_LETTERS if strong else LETTERS), anchor="end", size=11.5, bold=strong)
    fill: Colour = "critical" if bar.critical else FILL.get(bar.status, "bar-strong" if bar.kind == "phase" else "bar")
    canvas.box(left, middle - BAR / 2, max(right - left, 3.0), BAR, fill, "critical" if bar.critical else None, line=2.0)
    if bar.open_ended:
        canvas.text(right + 3, middle, "→", colour="soft", size=12)


def _draw_links(canvas: Canvas, links: Sequence[Link], rows: Mapping[str, int], ends: Mapping[str, tuple[float, float]]) -> None:
    """An elbow from the end of what is needed to the start of what waits."""
    for link in sorted(links, key=lambda link: link.critical):
        if link.needed not in rows or link.waiting not in rows or link.needed == link.waiting:
            continue
        x, y = ends[link.needed][1], TOP + ROW * rows[link.needed] + ROW / 2
        to_x, to_y = ends[link.waiting][0], TOP + ROW * rows[link.waiting] + ROW / 2
        turn = max(x + 6, LABELS) if to_x - x >= 14 else to_x - 10
        colour: Colour = "critical" if link.critical else "soft"
        canvas.arrow([(x, y), (turn, y), (turn, to_y), (to_x, to_y)], colour, width=1.6 if link.critical else 1.0)


def _ticks(first: float, last: float, *, calendar: bool) -> Iterator[tuple[float, str]]:
    """At most a dozen places on the axis with their names."""
    if not calendar:
        step = _step(last - first, RELATIVE_STEPS)
        value = -(-first // step) * step
        while value <= last:
            yield value, f"{value:g}"
            value += step
        return
    start, end = date.fromordinal(int(first)), date.fromordinal(int(last) - 1)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    step = _step(months, CALENDAR_STEPS)
    month = max((start.year * 12 + start.month - 1) // step * step, 12)
    while month <= end.year * 12 + end.month - 1:
        day = date(month // 12, month % 12 + 1, 1)
        if day >= start:
            yield float(day.toordinal()), str(day.year) if step % 12 == 0 else day.strftime("%Y-%m")
        month += step


def _step(length: float, steps: Sequence[int]) -> int:
    """The smallest usual distance between ticks that leaves few of them; beyond the usual ones, multiples of the largest."""
    return next((step for step in steps if length / step <= MOST_TICKS), steps[-1] * math.ceil(length / steps[-1] / MOST_TICKS))


def _description(bars: Sequence[Bar], links: Sequence[Link], rows: Mapping[str, int]) -> str:
    shown = sum(link.needed in rows and link.waiting in rows for link in links)
    critical = [bar.name for bar in bars if bar.critical]
    chain = f" The critical path is {', '.join(critical)}." if critical else ""
    return f"{len(bars)} bars and {shown} dependencies; the table below has the same in words.{chain}"
