"""The report as one page that stands alone: charts with a table behind each, every score open to its reasons, every line to its quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from agent.model.report import Bar, Budget, Centrality, Claim, CriticalPath, Link, Report
from agent.render.charts.gantt import drawn_rows, gantt, legend
from agent.render.charts.graph import dependency_graph, drawn_links
from agent.render.charts.heat_map import colour_of, heat_map
from agent.render.charts.promises import FEWEST, TITLES, drawn_promises, promises_chart
from agent.render.charts.totals import drawn_totals, totals_chart
from agent.render.html import html_page
from agent.render.report_tables import ScoreRow, ends, heat_cells
from agent.render.wording import credit, proposals_of, summary_of

FEWEST_BARS = 2  # one bar is no timeline
MOST_LISTED, LISTED = 40, 30  # risks up to which the table before the cards has all; of more, how many


@dataclass(frozen=True, slots=True)
class Timeline:
    """One chart and the rows behind it. `left_out` bars are in the table only."""

    title: str
    chart: Markup
    bars: tuple[Bar, ...]
    left_out: int
    legend: str


@dataclass(frozen=True, slots=True)
class Dependencies:
    path: str
    title: str
    chart: Markup
    links: tuple[Link, ...]
    left_out: int
    central: tuple[Centrality, ...]
    chain: CriticalPath | None


@dataclass(frozen=True, slots=True)
class Promises:
    """The promises of one kind, with a chart of the foremost where there are several, and how many that leaves out."""

    title: str
    chart: Markup | None
    rows: tuple[Claim, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Budgets:
    chart: Markup
    rows: tuple[Budget, ...]
    left_out: int


def report_html(report: Report, method: Sequence[ScoreRow]) -> str:
    """The whole page. `method` are the rows that explain the scores."""
    ranks = {risk.id: at for at, risk in enumerate(report.risks, 1)}
    cells = heat_cells(report.risks)
    chart = heat_map("heat", "Risks by likelihood and impact", cells) if report.risks else None
    values = {
        "title": report.title,
        "report": report,
        "summary": summary_of(report),
        "proposals": proposals_of(report),
        "credit": credit(report.wording) if report.wording is not None else "",
        "ranks": ranks,
        "listed": report.risks if len(report.risks) <= MOST_LISTED else report.risks[:LISTED],
        "heat": chart,
        "counts": {place: len(found) for place, found in cells.items()},
        "colour": lambda risk: colour_of(risk.score),
        "cell_colour": lambda likelihood, impact: colour_of(likelihood * impact),
        "timelines": tuple(_timelines(report)),
        "graphs": tuple(_graphs(report)),
        "budgets": tuple(_budgets(report.totals.budgets)),
        "promises": tuple(_promises(report.claims)),
        "method": method,
        "ends": ends,
    }
    return html_page("report.html", values, styles=("report.css",))


def _timelines(report: Report) -> Iterator[Timeline]:
    """A chart for each document and axis with at least two bars."""
    today = date.fromisoformat(report.today)
    titles = {reading.path: reading.title for reading in report.documents}
    axes: dict[tuple[str, str], list[Bar]] = defaultdict(list)
    for bar in report.timeline:
        axes[bar.path, "" if bar.axis == "calendar" else bar.unit].append(bar)
    for number, ((path, unit), bars) in enumerate(axes.items(), 1):
        if len(bars) >= FEWEST_BARS:
            shown = drawn_rows(bars)
            title = f"{titles[path]}: {f'in {unit}s from an unnamed start' if unit else 'calendar'}"
            links = [link for link in report.dependencies if link.path == path]
            yield Timeline(
                title, gantt(f"timeline-{number}", title, shown, links, today), tuple(bars), len(bars) - len(shown), legend(shown)
            )


def _graphs(report: Report) -> Iterator[Dependencies]:
    links: dict[str, list[Link]] = defaultdict(list)
    for link in report.dependencies:
        links[link.path].append(link)
    chains = {chain.path: chain for chain in report.critical_paths}
    for number, reading in enumerate(report.documents, 1):
        found = links.get(reading.path, [])
        if not found:
            continue
        central = tuple(one for one in report.centrality if one.path == reading.path)
        shown = drawn_links(found, {one.item: one.all_waiting for one in central})
        title = f"{reading.title}: what waits for what"
        chart = dependency_graph(f"graph-{number}", title, shown)
        yield Dependencies(reading.path, reading.title, chart, tuple(found), len(found) - len(shown), central, chains.get(reading.path))


def _budgets(budgets: Sequence[Budget]) -> Iterator[Budgets]:
    """A chart for each unit: amounts in two currencies share no axis."""
    units: dict[str, list[Budget]] = defaultdict(list)
    for budget in budgets:
        units[f"{budget.measure}, {budget.unit}" if len(budget.unit) != 3 else budget.unit].append(budget)
    for number, (unit, rows) in enumerate(units.items(), 1):
        shown = drawn_totals(rows)
        title = f"Stated totals and the sums of their parts ({unit})"
        yield Budgets(totals_chart(f"totals-{number}", title, shown), tuple(rows), len(rows) - len(shown))


def _promises(claims: Sequence[Claim]) -> Iterator[Promises]:
    """Those of each kind, whose values share an axis."""
    for kind, title in TITLES.items():
        found = tuple(claim for claim in claims if claim.kind == kind)
        if len(found) >= FEWEST:
            shown = drawn_promises(found)
            yield Promises(title, promises_chart(f"promises-{kind}", title, shown), found, len(found) - len(shown))
        elif found:
            yield Promises(title, None, found, 0)
