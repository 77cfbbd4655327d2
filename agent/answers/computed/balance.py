"""What comes in against what goes out: the gap between the totals of income and of costs, for one period or where it is widest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.lookups.asked import overlaps
from agent.answers.reading.amounts import like
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import concepts_of_label
from agent.answers.reading.matching import Matching
from agent.answers.reading.measured import all_figures
from agent.answers.reading.records import windows_in
from agent.answers.reading.series import is_total_text
from agent.answers.reading.timing import asked_windows
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, shorten, state
from agent.answers.wording.frames import frame
from agent.facts.folding import fold
from agent.model.finding import Computation

LONGEST = 60
_OTHER = ("ratio", "average", "share", "exclude", "same", "correct", "why")


@dataclass(frozen=True, slots=True)
class Sides:
    """The totals of income and of costs in the same columns: label, income, costs."""

    view: View
    columns: tuple[tuple[str, Entry, Entry], ...]


def balance_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The difference of the two totals, in the period asked for; with "the most" the period in which it is largest.

    Holds only when the question names income and costs both, nothing else, and asks how far they are apart.
    """
    if question.is_verdict or len(matchings) != 1 or question.has(*_OTHER) or not question.has("difference", "maximum"):
        return None
    if not _names_both(question):
        return None
    found = _sides(matchings[0].view)
    if found is None:
        return None
    if question.has("maximum", "minimum"):
        return _widest(question, found)
    chosen = _of_period(question, matchings[0], found)
    return _draft(question, found.view, chosen) if chosen is not None else None


def _names_both(question: Question) -> bool:
    """Whether income and costs are what the question is about, and nothing that has figures of its own."""
    spent, earned = group("spending"), group("earning")
    sides = {name for term in question.terms for name, side in (("out", spent), ("in", earned)) if set(term.concepts) & side}
    if question.has("money_flow"):
        sides = {"out", "in"}
    plain = spent | earned | group("light") | group("money") | group("per_time") | group("soft")
    others = [term for term in question.terms if term.concepts and term.weight >= 0.9 and not set(term.concepts) & plain and not term.timed]
    return sides == {"out", "in"} and not others


def _sides(view: View) -> Sides | None:
    """Both totals by the column they stand in; the first pair of rows, or of lines, that the document has."""
    incoming, outgoing = _totals(view, group("earning")), _totals(view, group("spending"))
    for name, earned in incoming.items():
        for other, spent in outgoing.items():
            columns = tuple((label, earned[label], spent[label]) for label in earned if label in spent and name != other)
            if columns:
                return Sides(view, columns)
    return None


def _totals(view: View, concepts: frozenset[str]) -> dict[int, dict[str, Entry]]:
    """The figures of each line that is the total of income (or of costs), by their columns."""
    other = group("spending") if concepts == group("earning") else group("earning")
    found: dict[int, dict[str, Entry]] = {}
    for entry in all_figures(view):
        row = view.units[entry.unit].kind == "row"
        name = entry.subject if row else entry.label or entry.subject
        named = set(concepts_of_label(view, name))
        total = is_total_text(name) and entry.quantity.kind in ("money", "count") and not entry.quantity.change
        if total and named & concepts and not named & other:
            found.setdefault(entry.unit, {}).setdefault(fold(entry.label) if row else "", entry)
    return found


def _of_period(question: Question, matching: Matching, found: Sides) -> tuple[str, Entry, Entry] | None:
    """The column for the period that is asked for; that of totals, or the only one, where none is."""
    view = found.view
    for numbered in question.numbered:
        held = [column for column in found.columns if _counts(matching, column, numbered.kind, numbered.first)]
        return held[0] if len(held) == 1 else None
    asked = asked_windows(question)
    timed = [
        column for column in found.columns if any(overlaps(one, other) for one in windows_in(view, column[1].label) for other in asked)
    ]
    if asked:
        return timed[0] if len(timed) == 1 else None
    totals = [column for column in found.columns if is_total_text(column[1].label)]
    whole = totals or list(found.columns)
    return whole[0] if len(whole) == 1 else None


def _counts(matching: Matching, column: tuple[str, Entry, Entry], kind: str, number: int) -> bool:
    """Whether a column is that of the phase, year, quarter with this number."""
    return any(str(number) in part for part in (fold(column[1].label).split() or [""])) and bool(matching.counted) and kind != ""


def _widest(question: Question, found: Sides) -> Draft | None:
    """The period in which the one exceeds the other most, of at least two."""
    periods = [column for column in found.columns if not is_total_text(column[1].label)]
    if len(periods) < 2:
        return None
    terms = [term for term in question.terms if set(term.concepts) & (group("spending") | group("earning"))]
    spent_first = bool(terms) and bool(set(terms[0].concepts) & group("spending"))
    gaps = [(two.most - one.most if spent_first else one.most - two.most) for _, one, two in periods]
    best = max(gaps) if question.has("maximum") else min(gaps)
    chosen = periods[gaps.index(best)]
    draft = _draft(question, found.view, chosen)
    key = "highest" if question.has("maximum") else "lowest"
    others = "; ".join(f"{column[1].label}: {_signed(found, column, gap)}" for column, gap in zip(periods, gaps, strict=True))
    lead = f"{frame(key, question.language)}: {chosen[1].label}. {draft.lead} ({others})"
    return Draft("compare", draft.statements, lead, draft.computation, certain=True, figures=(others,))


def _signed(found: Sides, column: tuple[str, Entry, Entry], gap: float) -> str:
    text = like(abs(gap), abs(gap), [column[1], column[2]], found.view.convention)
    return text if gap >= 0 else f"−{text}"


def _draft(question: Question, view: View, column: tuple[str, Entry, Entry]) -> Draft:
    _, earned, spent = column
    more, less = (earned, spent) if earned.most >= spent.most else (spent, earned)
    low, high = sorted((more.least - less.least, more.most - less.most))
    value = like(low, high, [more, less], view.convention)
    formula = f"{more.text} − {less.text} = {value}"
    subject = shorten(f"{more.subject} ({more.label})" if view.units[more.unit].kind == "row" else more.label or more.subject, LONGEST)
    lead = frame("difference_more", question.language, subject=subject, value=value, formula=formula)
    said = tuple(state(view, unit) for unit in dict.fromkeys((earned.unit, spent.unit)))
    return Draft("compare", said, lead, Computation(formula=formula, expected=value, stated=""), certain=True)
