"""The report as Markdown, for a wiki page or a pull request: the same parts without the charts. Text of documents is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.model.finding import Computation, Evidence
from agent.model.report import Report, Risk
from agent.render.amounts import counted
from agent.render.markdown import escaped
from agent.render.report_tables import ScoreRow, ends, heat_cells, signed, steps
from agent.render.terminal import fit
from agent.render.wording import credit, proposals_of, summary_of

PLACES_SHOWN = 12
QUOTE_WIDTH = 240


def report_markdown(report: Report, method: Sequence[ScoreRow]) -> str:
    """The whole document. `method` are the rows that explain the scores."""
    ranks = {risk.id: rank for rank, risk in enumerate(report.risks, 1)}
    parts = [f"# {escaped(report.title)}", f"As of {report.today}.", *_summary(report, ranks)]
    for section in (
        _risks(report),
        _trend(report, ranks),
        _timeline(report),
        _dependencies(report),
        _budgets(report),
        _promises(report),
        _reading(report),
        _method(report, method),
    ):
        parts += section
    return "\n\n".join(parts) + "\n"


def _summary(report: Report, ranks: dict[str, int]) -> Iterator[str]:
    yield "## Summary"
    written = []
    for at, line in enumerate(summary_of(report), 1):
        names = ", ".join(f"R{ranks[identity]}" for identity in line.risks[:6])
        written.append(f"{at}. {escaped(line.text)}" + (f" ({names})" if names else ""))
    yield "\n".join(written)
    if report.wording is not None:
        yield f"_{escaped(credit(report.wording))}_"


def _risks(report: Report) -> Iterator[str]:
    if not report.risks:
        return
    yield "## Risks"
    cells = heat_cells(report.risks)
    grid = [[str(likelihood), *(_ranks(cells.get((likelihood, impact), ())) for impact in range(1, 6))] for likelihood in range(5, 0, -1)]
    yield "Risks by likelihood (rows) and impact (columns); 15 and more is high, 8 to 14 medium."
    yield _table(["Likelihood", "1", "2", "3", "4", "5"], grid)
    rows = [
        [
            f"R{rank}", escaped(risk.title), risk.category, str(risk.likelihood), str(risk.impact), str(risk.score),
            escaped(risk.owner.name) if risk.owner else "not stated", risk.mitigation.basis if risk.mitigation.text else "none found",
        ]
        for rank, risk in enumerate(report.risks, 1)
    ]  # fmt: skip
    yield _table(["No.", "Risk", "Category", "Likelihood", "Impact", "Score", "Owner", "Mitigation"], rows)
    proposed = proposals_of(report)
    for rank, risk in enumerate(report.risks, 1):
        yield from _risk(rank, risk, proposed.get(risk.id, ""))


def _risk(rank: int, risk: Risk, proposed: str) -> Iterator[str]:
    yield f"### R{rank} {escaped(risk.title)}"
    owner = f"owner {escaped(risk.owner.name)} ({_place(risk.owner.evidence)})" if risk.owner else "no owner stated"
    yield f"{risk.category}, {risk.grade}: likelihood {risk.likelihood} × impact {risk.impact} = **{risk.score}**; {owner}."
    if risk.statement != risk.title:
        yield f"{escaped(risk.statement)}."
    if risk.consequence:
        yield f"Why it matters: {escaped(risk.consequence.rstrip('.'))}."
    basis = "stated in the roadmap" if risk.mitigation.basis == "stated" else "proposed by this report"
    yield f"Mitigation ({basis}): {escaped(risk.mitigation.text)}" if risk.mitigation.text else "Mitigation: none was found in the text."
    if proposed:
        yield f"Mitigation (proposed by a language model): {escaped(proposed)}"
    yield "\n".join(_scored(risk))
    yield "\n".join([*(_computed(computation) for computation in risk.computations), *_quoted(risk.evidence, PLACES_SHOWN)])
    if told := [place for place in risk.mitigation.evidence if place not in risk.evidence[:PLACES_SHOWN]]:
        yield "Mitigation stated at:\n\n" + "\n".join(_quoted(told, PLACES_SHOWN))


def _scored(risk: Risk) -> Iterator[str]:
    for factor, value in (("likelihood", risk.likelihood), ("impact", risk.impact)):
        said = "; ".join(
            f"{signed(reason.points, first=at == 0)} {escaped(reason.because)}" for at, reason in enumerate(steps(risk, factor))
        )
        yield f"- {factor} {value}: {said}"


def _trend(report: Report, ranks: dict[str, int]) -> Iterator[str]:
    trend = report.trend
    if trend is None:
        return
    yield f"## Trend since {escaped(trend.since)}"
    then = f"{counted(trend.risks_before, 'risk')} with a summed score of {trend.score_before} then"
    yield f"{then}, {trend.risks_now} with {trend.score_now} now."
    if trend.new_documents:
        yield f"New since then: {', '.join(escaped(path) for path in trend.new_documents)}."
    rows = [["new", f"R{ranks[one.id]} {escaped(one.title)}", "", str(one.score)] for one in trend.appeared]
    rows += [
        ["higher" if one.now > one.before else "lower", f"R{ranks[one.id]} {escaped(one.title)}", str(one.before), str(one.now)]
        for one in trend.moved
    ]
    rows += [["gone", escaped(one.title), str(one.score), ""] for one in trend.gone]
    yield _table(["Change", "Risk", "Score then", "Score now"], rows) if rows else "No risk appeared, went or changed its score."


def _timeline(report: Report) -> Iterator[str]:
    if not report.timeline:
        return
    yield "## Timeline"
    rows = [
        [
            escaped(bar.name),
            bar.kind,
            escaped(bar.window),
            *ends(bar),
            bar.status or "not stated",
            "yes" if bar.critical else "no",
            _place(bar.evidence),
        ]
        for bar in report.timeline
    ]
    yield _table(["Entry", "Kind", "As written", "From", "To", "State", "Critical path", "Place"], rows)


def _dependencies(report: Report) -> Iterator[str]:
    if not report.dependencies:
        return
    yield "## Dependencies"
    for chain in report.critical_paths:
        name = "Critical path" if chain.days is not None else "Longest chain (no lengths are stated)"
        formula = f"; {escaped(chain.formula)}" if chain.formula else ""
        yield f"{name} of {escaped(chain.path)}: {' → '.join(escaped(name) for name in chain.names)}{formula}."
    rows = [
        [
            escaped(link.waiting_name),
            escaped(link.needed_name),
            escaped(link.slack) or "not stated",
            "yes" if link.critical else "no",
            _place(link.evidence),
        ]
        for link in report.dependencies
    ]
    yield _table(["Waits", "Needs", "Room between them", "Critical path", "Place"], rows)
    central = [
        [escaped(one.name), str(one.all_waiting), str(one.waiting), str(one.needs), str(one.of), _place(one.evidence)]
        for one in report.centrality
    ]
    yield _table(["Item", "Wait for it", "of these directly", "It needs", "Others with dependencies", "Place"], central)


def _budgets(report: Report) -> Iterator[str]:
    if not report.totals.budgets:
        return
    yield "## Budgets: stated and summed"
    rows = [
        [
            escaped(budget.name), escaped(budget.under), escaped(budget.stated), escaped(budget.summed), escaped(budget.difference) or "0",
            "yes" if budget.agrees else "**no**", escaped(budget.formula), _place(budget.evidence[0]),
        ]
        for budget in report.totals.budgets
    ]  # fmt: skip
    yield _table(["Total", "Of", "Stated", "Summed", "Stated less summed", "Agrees", "Computation", "Place"], rows)


def _promises(report: Report) -> Iterator[str]:
    if not report.claims:
        return
    yield "## Promises against what is usual"
    yield "What is usual decides nothing: a promise beyond it is a question to its author, not an error."
    rows = [
        [
            escaped(c.about),
            c.kind,
            escaped(c.stated),
            escaped(c.reading),
            escaped(c.usual),
            escaped(c.source),
            c.verdict,
            _place(c.evidence),
        ]
        for c in report.claims
    ]
    yield _table(["About", "Kind", "Stated", "Read as", "Usual", "Source", "Verdict", "Place"], rows)


def _reading(report: Report) -> Iterator[str]:
    yield "## What was read, and what was not"
    rows = [
        [
            escaped(r.path),
            escaped(r.title),
            r.language,
            str(r.lines),
            str(r.items),
            str(r.numbers),
            str(r.understood),
            r.share or "no numbers",
        ]
        for r in report.documents
    ]
    yield _table(["Document", "Title", "Language", "Lines", "Items", "Numbers", "Understood", "Share"], rows)
    unread = [
        f"- {escaped(reading.path)}: {one.count} × {escaped(one.reason)}, {'line' if len(one.lines) == 1 else 'lines'} {_lines(one.lines)}"
        for reading in report.documents
        for one in reading.unread
    ]
    if unread:
        yield "Not understood:\n\n" + "\n".join(unread)
    if report.failures:
        yield "Not read:\n\n" + "\n".join(f"- {escaped(f.path)}: {escaped(f.reason)}" for f in report.failures)


def _method(report: Report, method: Sequence[ScoreRow]) -> Iterator[str]:
    if not report.risks:
        return
    yield "## How risks are scored"
    yield (
        "A score sorts a list; it measures nothing. Likelihood and impact both run from 1 to 5 and are multiplied. The starting points are "
        "judgements, the same for every roadmap; each risk shows the steps that led to its score."
    )
    yield _table(["Factor", "Points", "What for"], [list(row) for row in method])


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A pipe table; the cells are escaped already."""
    lines = [" | ".join(headers), " | ".join("---" for _ in headers), *(" | ".join(row) for row in rows)]
    return "\n".join(f"| {line} |" for line in lines)


def _quoted(places: Sequence[Evidence], shown: int) -> Iterator[str]:
    yield from (f"- {_place(place)}: {escaped(fit(place.quote, QUOTE_WIDTH))}" for place in places[:shown])
    if len(places) > shown:
        yield f"- and {len(places) - shown} more places"


def _place(place: Evidence) -> str:
    lines = f"{place.line}" if place.line == place.end_line else f"{place.line}-{place.end_line}"
    return f"{escaped(place.path)}:{lines}" + (f" ({escaped(place.locator)})" if place.locator else "")


def _computed(computation: Computation) -> str:
    beside = (
        f"; stated {escaped(computation.stated)}, expected {escaped(computation.expected)}"
        if computation.expected and computation.stated
        else ""
    )
    return f"- computed: {escaped(computation.formula)}{beside}"


def _ranks(ranks: Sequence[int]) -> str:
    return " ".join(f"R{rank}" for rank in ranks)


def _lines(lines: Sequence[int]) -> str:
    more = f" and {len(lines) - 30} more" if len(lines) > 30 else ""
    return ", ".join(str(line) for line in lines[:30]) + more
