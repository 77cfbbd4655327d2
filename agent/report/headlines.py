"""One line of the summary for each part of the report: money, order, dates, promises, answers to risks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agent.model.finding import Evidence
from agent.model.report import Bar, Budget, Centrality, Claim, CriticalPath, Risk, Statement
from agent.report.wording import counted, fitted, some
from agent.rules.reading.amounts import number

SHOWN = 3
NOTHING, FINE, AMISS = 0, 1, 2
MONEY = frozenset({"cost", "revenue"})


@dataclass(frozen=True, slots=True)
class Headline:
    """A line and how much it says: that nothing is stated, `missing` names what, that all is well, or that something is amiss."""

    weight: int
    statement: Statement
    missing: str = ""


def money(budgets: Sequence[Budget], risks: Sequence[Risk]) -> Headline:
    """Whether stated totals of money agree with their parts, and other amounts with each other; the widest gap in its total is named."""
    totals = [budget for budget in budgets if budget.measure in MONEY]
    wrong = [budget for budget in totals if not budget.agrees]
    apart = [risk for risk in risks if risk.category == "budget" and risk.source == "finding"]
    if apart and not wrong:
        return _elsewhere(totals, apart)
    if not totals:
        return _nothing(
            "Money: no total is stated together with its parts, so no budget could be checked.",
            "totals with parts: 0",
            "totals with their parts",
        )
    tally = f"totals with parts: {len(totals)}; not matching: {len(wrong)}"
    if not wrong:
        return Headline(FINE, _said(f"Money: {_agreeing(totals)}.", (tally,), [budget.evidence[0] for budget in totals]))
    worst = max(wrong, key=_gap)
    under = f" of {fitted(worst.under, 60)}" if worst.under and worst.under.casefold() not in worst.name.casefold() else ""
    which = f"“{worst.name}”{under}, stated as {worst.stated}, adds up to {worst.summed}"
    if len(totals) == 1:
        text = f"Money: the one stated total does not add up: {which}."
    else:
        do = "does" if len(wrong) == 1 else "do"
        text = f"Money: {len(wrong)} of {len(totals)} stated totals {do} not add up; the widest gap: {which}."
    return Headline(AMISS, _said(text, (tally, f"{worst.formula}; stated {worst.stated}"), worst.evidence))


def _elsewhere(totals: Sequence[Budget], apart: Sequence[Risk]) -> Headline:
    """Totals that agree, or none, beside risks about amounts that are stated without a list or table of their parts."""
    about = f"{counted(len(apart), 'risk')} here {'is' if len(apart) == 1 else 'are'} about amounts that may not fit each other"
    text = f"Money: {_agreeing(totals)}, but {about}." if totals else f"Money: no total is stated together with its parts; {about}."
    tally = (f"totals with parts: {len(totals)}", f"risks about amounts of money: {len(apart)}")
    places = [*(budget.evidence[0] for budget in totals), *(risk.evidence[0] for risk in apart)]
    return Headline(AMISS, _said(text, tally, places, tuple(risk.id for risk in apart)))


def _agreeing(totals: Sequence[Budget]) -> str:
    every = {1: "the one stated total agrees", 2: "both stated totals agree"}.get(len(totals), f"all {len(totals)} stated totals agree")
    return f"{every} with the parts"


def _gap(budget: Budget) -> float:
    """How far stated and summed are apart, as a share of what is stated: amounts in two currencies cannot be compared otherwise."""
    stated = sum(budget.stated_value)
    return abs(sum(budget.summed_value) - stated) / abs(stated) if stated else 0.0


def order(dependencies: int, paths: Sequence[CriticalPath], centrality: Sequence[Centrality]) -> Headline:
    """The longest chain and the item most waits for. `centrality` has the most central item first."""
    if not dependencies:
        return _nothing(
            "Order: no item is said to wait for another, so no critical path can be computed.", "dependencies: 0", "what waits for what"
        )
    links = counted(dependencies, "dependency", "dependencies")
    central = centrality[0] if centrality and centrality[0].all_waiting > 1 else None
    hub = f"; {central.all_waiting} items wait for {central.name}" if central else ""
    tally = (f"dependencies: {dependencies}", *((f"waiting for {central.name}: {central.all_waiting} of {central.of}",) if central else ()))
    places = [central.evidence] if central else []
    timed = [path for path in paths if path.days]
    if not timed:
        return Headline(FINE, _said(f"Order: {links}, without lengths that could be added up{hub}.", tally, places))
    longest = max(timed, key=lambda path: path.days or 0)
    total = longest.formula.rsplit(" = ", 1)[-1]
    text = f"Order: of {links}, the longest chain is {' → '.join(longest.labels)}, {total} one after the other{hub}."
    return Headline(AMISS, _said(text, (*tally, longest.formula), [*longest.evidence, *places]))


def dates(timeline: Sequence[Bar], overdue: Sequence[Evidence], today: date) -> Headline:
    """From when to when the plans run, and what should be done by now; `overdue` are the places `check` found."""
    dated = [bar for bar in timeline if bar.start and bar.end]
    are = "is" if len(overdue) == 1 else "are"
    late = f"{counted(len(overdue), 'item')} should be finished by {today.isoformat()} but {are} marked open" if overdue else ""
    tally = (f"open after their planned end on {today.isoformat()}: {len(overdue)}",) if overdue else ()
    relative = [bar for bar in timeline if bar.axis == "relative"]
    if dated and (late or len(dated) >= len(relative)):
        span, ends, places = _calendar(dated)
        text = f"Dates: what has a date {span}{f'; {late}' if late else ''}."
        return Headline(AMISS if late else FINE, _said(text, (ends, *tally), [*places, *overdue]))
    if not relative:
        return _nothing("Dates: no item has a date of its own.", "dated items: 0", "when items are done")
    units = [bar.unit for bar in relative]
    unit = max(sorted(set(units)), key=units.count)
    final = max((bar for bar in relative if bar.unit == unit), key=lambda bar: bar.last)
    latest = f"latest end: {unit} {number(final.last)} ({final.window})"
    if not dated:
        text = f"Dates: the plan counts {unit}s, up to {unit} {number(final.last)}, and names no day on which it starts."
        return Headline(AMISS, _said(text, (latest,), [final.evidence]))
    span, ends, places = _calendar(dated)
    every = len(relative) + len(dated)
    windows = f"windows: {len(relative)} from a start without a day + {len(dated)} with dates = {every}"
    most = f"{len(relative)} of {every} windows count from a start that has no day, up to {unit} {number(final.last)}"
    return Headline(AMISS, _said(f"Dates: {most}; what has a date {span}.", (windows, latest, ends), [final.evidence, *places]))


def _calendar(dated: Sequence[Bar]) -> tuple[str, str, list[Evidence]]:
    """From when to when the dated ones run, in words, in full, and where that stands."""
    first, last = min(dated, key=lambda bar: bar.first), max(dated, key=lambda bar: bar.last)
    ends = f"first start {first.start} ({first.window}), last end {last.end} ({last.window})"
    span = f"runs from {first.start} to {last.end}" if first.start != last.end else f"is planned for {first.start}"
    return span, ends, [first.evidence, last.evidence]


def promises(claims: Sequence[Claim]) -> Headline:
    """Which returns, growth and uptime figures are beyond what has been published as usual."""
    beyond = [claim for claim in claims if claim.verdict == "beyond"]
    if not claims:
        return _nothing(
            "Promises: no return, revenue growth or uptime is stated that could be held against what is usual.",
            "promises: 0",
            "returns or uptime",
        )
    tally = f"promises with a published figure: {len(claims)}; beyond it: {len(beyond)}"
    readings = tuple(dict.fromkeys(claim.reading for claim in beyond or claims))
    if not beyond:
        those = {1: "the one figure for return, growth or uptime lies", 2: "both figures for return, growth or uptime lie"}
        every = those.get(len(claims), f"all {len(claims)} figures for return, growth and uptime lie")
        return Headline(FINE, _said(f"Promises: {every} within what is usual.", (tally, *readings), [c.evidence for c in claims]))
    values = list(dict.fromkeys(f"{claim.kind} {claim.stated}" for claim in beyond))
    rate = f"{beyond[0].usual} ({beyond[0].source})"
    more = (f"values beyond: {len(values)} − {SHOWN} shown = {len(values) - SHOWN} more",) if len(values) > SHOWN else ()
    share = f"{len(beyond)} of {len(claims)}"
    text = f"Promises: {share} stated returns, growth and uptime figures go beyond what is usual ({some(values, SHOWN)}); {rate}."
    return Headline(AMISS, _said(text, (tally, *more, *readings, rate), [claim.evidence for claim in beyond]))


def answers(risks: Sequence[Risk]) -> Headline:
    """What the roadmaps say is done about the risks they name themselves."""
    stated = [risk for risk in risks if risk.source == "stated"]
    if not stated:
        return _nothing("Answers: no risk is named in the roadmaps themselves.", "stated risks: 0", "risks")
    answered, owned = sum(risk.mitigation.basis == "stated" for risk in stated), sum(risk.owner is not None for risk in stated)
    tally = f"stated risks: {len(stated)}; with an answer: {answered}; with an owner: {owned}"
    named = (
        f"of {counted(len(stated), 'risk')} the roadmaps name themselves"
        if len(stated) > 1
        else "the one risk the roadmaps name themselves"
    )
    text = f"Answers: {named}, {answered} come with what is done against them and {owned or 'none'} with an owner."
    if len(stated) == 1:
        done, owner = ("with" if answered else "without"), ("with" if owned else "without")
        text = f"Answers: {named} comes {done} what is done against it and {owner} an owner."
    weight = FINE if answered == len(stated) else AMISS
    return Headline(weight, _said(text, (tally,), [risk.evidence[0] for risk in stated], tuple(risk.id for risk in stated)))


def _said(text: str, computed: tuple[str, ...], evidence: Sequence[Evidence], risks: tuple[str, ...] = ()) -> Statement:
    return Statement(text=text, computed=computed, evidence=tuple(dict.fromkeys(evidence)), risks=risks)


def _nothing(text: str, computed: str, missing: str) -> Headline:
    return Headline(NOTHING, Statement(text=text, computed=(computed,)), missing)


def together(headlines: Sequence[Headline]) -> tuple[Headline, ...]:
    """The lines, with one for all that say that nothing is stated, behind the others."""
    silent = [headline for headline in headlines if headline.weight == NOTHING]
    if len(silent) < 2:
        return tuple(headlines)
    text = f"Not stated, so not checked: {some([headline.missing for headline in silent], len(silent))}."
    computed = tuple(one for headline in silent for one in headline.statement.computed)
    line = Headline(NOTHING, Statement(text=text, computed=computed))
    return (*(headline for headline in headlines if headline.weight != NOTHING), line)
