"""One figure for each unit of another: day rates, revenue per customer."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT
from agent.answers.reading.amounts import number, style_of
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import concepts_of_label
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.series import entries_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, state
from agent.answers.wording.frames import frame
from agent.model.finding import Computation

_RATES = {"daily": ("person-day", "day"), "hourly_rate": ("hour",), "weekly": ("week",), "monthly": ("month",)}
_RATE_OF_UNIT = {units[-1]: concept for concept, units in _RATES.items()}


def unit_rate(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """An amount divided by the time beside it in the same rows: a day rate from cost and person-days."""
    units = next((units for concept, units in _RATES.items() if concept in question.concepts), None)
    if units is None or question.has("sum"):
        return None
    for matching in matchings:
        view = matching.view
        money = {
            entry.unit: entry
            for entry in entries_of(view)
            if entry.quantity.kind == "money" and view.units[entry.unit].kind == "row" and not entry.is_total
        }
        time = {
            entry.unit: entry
            for entry in entries_of(view)
            if entry.quantity.unit in units and view.units[entry.unit].kind == "row" and entry.quantity.least > 0
        }
        rows = sorted(set(money) & set(time))
        named = [
            unit
            for unit in rows
            if any(
                term.weight >= 0.9 and matching.own[row, unit] >= 0.7 and not set(term.concepts) & set(_RATES)
                for row, term in enumerate(question.terms)
            )
        ]
        named = _closest_rows(question, matching, named)
        if any(_is_rate(view, money[unit], units) for unit in named):
            return _stated_rates(view, named)
        if 0 < len(named) < len(rows):
            return _rates_draft(question, view, [(money[unit], time[unit]) for unit in named])
    return None


def _closest_rows(question: Question, matching: Matching, rows: Sequence[int]) -> list[int]:
    """The rows that no other row fits better in every word."""
    terms = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and not set(term.concepts) & set(_RATES)]
    met = {unit: {row for row in terms if matching.own[row, unit] >= MATCHED} for unit in rows}
    return [unit for unit in rows if not any(met[unit] < met[other] for other in rows)]


def _is_rate(view: View, entry: Entry, units: Sequence[str]) -> bool:
    """Whether an amount is stated for each such time already: by its unit, or by its column ("Monthly cost")."""
    return entry.quantity.per in units or bool(_RATE_OF_UNIT.get(units[-1], "") in concepts_of_label(view, entry.label))


def _stated_rates(view: View, rows: Sequence[int]) -> Draft:
    return Draft("lookup", tuple(state(view, unit) for unit in rows))


def _rates_draft(question: Question, view: View, pairs: Sequence[tuple[Entry, Entry]]) -> Draft:
    said: list[tuple[float, str]] = []
    for amount, time in pairs:
        value = amount.least / time.least
        style = style_of(amount, view.convention)
        text = f"{style.prefix}{number(value, view.convention, 2)}{style.suffix if style.scale == 1 else ''}"
        said.append((value, f"{amount.subject}: {amount.text} / {time.text} = {text}"))
    said.sort()
    formulas = "; ".join(text for _, text in said)
    key = "lowest" if question.has("minimum", "versus") or "cost" in question.concepts else "highest"
    lead = f"{frame(key, question.language)}: {said[0][1] if key == 'lowest' else said[-1][1]}."
    rest = "; ".join(text for _, text in (said[1:] if key == "lowest" else said[:-1]))
    statements_said = tuple(state(view, amount.unit) for amount, _ in pairs)
    return Draft("compare", statements_said, f"{lead} {rest}.".replace(" .", ""), Computation(formula=formulas, expected="", stated=""))


def quotient(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """One figure for each of so many others: revenue per customer."""
    if not question.has("average") or question.wanted not in ("money", "quantity", "duration"):
        return None
    for matching in matchings:
        view = matching.view
        whose = [
            row
            for row, term in enumerate(question.terms)
            if set(term.concepts) & {"customer", "user", "paying_user", "person", "team", "developer", "student", "vehicle"}
        ]
        measure = [row for row, term in enumerate(question.terms) if row not in whose and term.weight >= 0.9 and matching.found[row]]
        if not whose or not measure:
            continue
        amount = _best(matching, measure, "money")
        count = _best(matching, whose, "count")
        if amount is None or count is None or not count.least or amount.unit == count.unit:
            continue
        style = style_of(amount, view.convention)
        value = amount.least / count.least
        text = f"{style.prefix}{number(value, view.convention, 2)}" + (
            f" ({style.prefix}{number(value / 1000, view.convention, 2)}K)" if value >= 1000 else ""
        )
        formula = f"{amount.text} / {count.text} = {text}"
        lead = frame("average", question.language, value=text, formula=formula)
        return Draft(
            "aggregate", (state(view, amount.unit), state(view, count.unit)), lead, Computation(formula=formula, expected=text, stated="")
        )
    return None


def _best(matching: Matching, rows: Sequence[int], kind: str) -> Entry | None:
    scored = [
        (float(matching.value[list(rows)] @ matching.spread[list(rows), entry.unit]) + 0.2 * float(matching.coverage[entry.unit]), entry)
        for entry in entries_of(matching.view)
        if entry.quantity.kind == kind and max(float(matching.own[row, entry.unit]) for row in rows) >= 0.5
    ]
    return max(scored, key=lambda pair: (pair[0], -pair[1].unit))[1] if scored else None
