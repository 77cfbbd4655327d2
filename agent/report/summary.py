"""The executive summary: ten lines that can be sent as they are. Each number in a line stands in its evidence or in its computation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from agent.model.finding import Computation, Evidence
from agent.model.report import Bar, Centrality, Claim, CriticalPath, Reading, Risk, Statement, Totals
from agent.report.headlines import answers, dates, money, order, promises, together
from agent.report.reading import share
from agent.report.wording import counted, fitted, some
from agent.rules.reading.amounts import number

LINES = 10
TOP = 3
TITLES_SHOWN = 4
ACTION_SHOWN = 150
HEADING = {"high": "High", "medium": "Medium", "low": "Low"}


@dataclass(frozen=True, slots=True)
class Parts:
    """What the other parts of the report found; `overdue` are places of items that are open after their planned end."""

    today: date
    totals: Totals
    risks: tuple[Risk, ...]
    timeline: tuple[Bar, ...]
    centrality: tuple[Centrality, ...]
    critical_paths: tuple[CriticalPath, ...]
    claims: tuple[Claim, ...]
    readings: tuple[Reading, ...]
    dependencies: int
    overdue: tuple[Evidence, ...]
    failures: int


def summary_of(parts: Parts) -> tuple[Statement, ...]:
    """At most ten lines: what was read, how it stands, the worst risks, then money, order, dates, promises and answers, what to do first.

    Where that is too much, the line that says least (nothing stated, all well) goes; where it is too little, more is proposed.
    """
    top = top_risks(parts.risks)
    head = [_scope(parts), _verdict(parts), *(_risk(parts, risk) for risk in top)]
    actions = list(_actions(parts, top))
    body = together(
        [
            money(parts.totals.budgets, parts.risks),
            order(parts.dependencies, parts.critical_paths, parts.centrality),
            dates(parts.timeline, parts.overdue, parts.today),
            promises(parts.claims),
            answers(parts.risks),
        ]
    )
    room = LINES - len(head) - min(1, len(actions))
    kept = sorted(range(len(body)), key=lambda at: (-body[at].weight, at))[:room]
    return tuple([*head, *(body[at].statement for at in sorted(kept)), *actions][:LINES])


def top_risks(risks: Sequence[Risk], count: int = TOP) -> tuple[Risk, ...]:
    """The highest, one of each category before a second of any unless it is a low one; damage to the text is no headline."""
    eligible = [risk for risk in risks if risk.category != "document" or risk.source != "finding"]
    best: dict[str, Risk] = {}
    for risk in eligible:
        best.setdefault(risk.category, risk)
    first = [risk for risk in best.values() if risk.grade != "low"][:count]
    rest = [risk for risk in eligible if risk not in first]
    return tuple(sorted((first + rest)[:count], key=risks.index))


def _scope(parts: Parts) -> Statement:
    totals = parts.totals
    titles = [f"“{fitted(reading.title, 60)}”" for reading in parts.readings]
    what = f"the roadmap {titles[0]}" if len(titles) == 1 else f"{totals.documents} roadmaps ({some(titles, TITLES_SHOWN)})"
    understood = f", {share(totals.understood, totals.numbers)} of {counted(totals.numbers, 'number')} understood" if totals.numbers else ""
    failed = f"; {counted(parts.failures, 'file')} could not be read" if parts.failures else ""
    return Statement(
        text=f"This covers {what}: {counted(totals.items, 'planned item')} in {counted(totals.lines, 'line')}{understood}{failed}.",
        computed=tuple(_tallies(parts)),
        evidence=tuple(reading.evidence for reading in parts.readings),
    )


def _tallies(parts: Parts) -> Iterator[str]:
    totals, readings = parts.totals, parts.readings
    yield _sum("items", [reading.items for reading in readings], totals.items)
    yield _sum("lines", [reading.lines for reading in readings], totals.lines)
    if totals.numbers:
        ratio = share(totals.understood, totals.numbers)
        yield f"numbers: {number(totals.understood)} understood ÷ {number(totals.numbers)} seen = {ratio}"
    if len(readings) > 1:
        more = len(readings) - TITLES_SHOWN
        yield f"roadmaps: {len(readings)}" + (f" − {TITLES_SHOWN} named = {more} more" if more > 0 else "")
    if parts.failures:
        yield f"files not read: {parts.failures}"


def _verdict(parts: Parts) -> Statement:
    totals = parts.totals
    if not parts.risks:
        return Statement(text="Nothing was found that contradicts itself, and no risk is stated.", computed=("risks: 0",))
    errors = totals.findings.error
    where = f"; at {counted(errors, 'place')} two statements cannot both be true" if errors else ""
    graded = f"{totals.high} high, {totals.medium} medium, {totals.low} low"
    return Statement(
        text=f"The register holds {counted(totals.risks, 'risk')} ({graded}){where}.",
        computed=(
            f"risks: {totals.high} high + {totals.medium} medium + {totals.low} low = {totals.risks}",
            f"findings of the check: {counted(errors, 'error')}, {counted(totals.findings.warning, 'warning')}, "
            f"{counted(totals.findings.question, 'question')}",
        ),
    )


def _risk(parts: Parts, risk: Risk) -> Statement:
    told = f"line {risk.evidence[0].line}" in risk.title
    place = _place(parts, risk) if not told else _file(parts, risk.evidence[0].path) if parts.totals.documents > 1 else ""
    where = f" ({place})" if place else ""
    return Statement(
        text=_sentence(f"{HEADING[risk.grade]} ({risk.category}, {risk.score} of 25): {risk.title}{where}"),
        computed=(f"{risk.likelihood} × {risk.impact} = {risk.score} of 5 × 5 = 25", *(_shown(c) for c in risk.computations)),
        evidence=risk.evidence,
        risks=(risk.id,),
    )


def _sentence(text: str) -> str:
    """The text with a full stop, unless it ends as a question already."""
    return text if text.endswith("?") else f"{text}."


def _place(parts: Parts, risk: Risk) -> str:
    first = risk.evidence[0]
    return f"{_file(parts, first.path)} line {first.line}" if parts.totals.documents > 1 else f"line {first.line}"


def _file(parts: Parts, path: str) -> str:
    """The name of a file, with its folders where another has the same."""
    name = PurePosixPath(path).name
    return name if sum(PurePosixPath(reading.path).name == name for reading in parts.readings) == 1 else path


def _actions(parts: Parts, top: Sequence[Risk]) -> Iterator[Statement]:
    """What is proposed about the worst, three to a line; then about the next ones. The same advice is given once."""
    proposed: dict[str, Risk] = {}
    for risk in (*top, *(risk for risk in parts.risks if risk not in top)):
        if risk.mitigation.basis == "proposed":
            proposed.setdefault(risk.mitigation.text.split("; ")[0], risk)
    for at in range(0, min(len(proposed), 3 * TOP), TOP):
        chosen = list(proposed.items())[at : at + TOP]
        listed = "; ".join(f"{_place(parts, risk)}: {fitted(text, ACTION_SHOWN)}" for text, risk in chosen)
        yield Statement(
            text=f"{'Then' if at else 'First'} (proposed), {listed}.",
            computed=tuple(_shown(computation) for _, risk in chosen for computation in risk.computations),
            evidence=tuple(dict.fromkeys(place for _, risk in chosen for place in risk.evidence)),
            risks=tuple(risk.id for _, risk in chosen),
        )


def _shown(computation: Computation) -> str:
    """A computation with what it is held against."""
    return f"{computation.formula}; stated {computation.stated}" if computation.stated else computation.formula


def _sum(what: str, parts: Sequence[int], total: int) -> str:
    """A sum with its terms; of very many only the total."""
    if 1 < len(parts) <= 20:
        return f"{what}: {' + '.join(number(part) for part in parts)} = {number(total)}"
    return f"{what}: {number(total)}"
