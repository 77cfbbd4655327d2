"""Sums, averages, extremes, differences and ratios over the series a question is about, each with its computation."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.groups import item_kinds
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT
from agent.answers.computed.added import SHOWN, added, terms_of
from agent.answers.reading.amounts import like, number
from agent.answers.reading.choosing import Choice, choices
from agent.answers.reading.entry import Entry
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.series import column_of, entries_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, spoken
from agent.answers.wording.frames import frame
from agent.model.finding import Computation

LEAST_ABOUT = 0.3  # of what the question is about: a sum of other things is worse than none
LEAST_SCORE = 0.3  # of the question's weight: below it a series is not what was asked


def sum_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The sum of the series that fits best; what the document states as the total is said beside it."""
    choice = best_choice(question, matchings, least=2)
    if choice is None or _stated_for_one(question, choice) or (choice.about < LEAST_ABOUT and not question.has("exclude")):
        return None
    entries = without_excluded(question, choice)
    if question.wanted == "count" and question.count > 1 and len(entries) != question.count and not question.numbered:
        return None  # so many things are named, these are others
    if _of_different_things(entries) or _counts_items(question, choice):
        return None
    view = choice.view
    if question.has("average"):
        return _average(question, view, entries)
    found = added(question, view, entries)
    lead = found.lead
    stated = stated_total(view, choice) if entries == choice.series.entries else None
    computation = found.computation.model_copy(update={"stated": stated.text}) if stated else found.computation
    statements = _components(view, entries)
    gap = ""
    if stated is not None:
        differs = stated.most < found.least or stated.least > found.most
        gap = like(abs(stated.least - found.least), abs(stated.most - found.most), [stated], view.convention) if differs else ""
        lead += " " + frame("stated_differs" if differs else "stated", question.language, stated=stated.text, difference=gap)
    cited = ((view, stated.unit),) if stated is not None else ()
    return Draft(
        "aggregate", statements, lead, computation, cited=(*cited, *_uncited(view, entries)), counts=(len(entries),), figures=(gap,)
    )


def _average(question: Question, view: View, entries: Sequence[Entry]) -> Draft:
    """The mean of the entries: what is asked for where a question names an average over several years."""
    found = added(question, view, entries)
    least, most = found.least / len(entries), found.most / len(entries)
    value = like(round(least, 2), round(most, 2), entries, view.convention)
    formula = f"({terms_of(entries)}) / {len(entries)} = {value}"
    lead = frame("average", question.language, value=value, formula=formula)
    computation = Computation(formula=formula, expected=value, stated="")
    return Draft("aggregate", _components(view, entries), lead, computation, cited=_uncited(view, entries), counts=(len(entries),))


def _of_different_things(entries: Sequence[Entry]) -> bool:
    """Whether counts are of different things in running text ("25 screens", "34 routes"), which nobody adds up."""
    nouns = {entry.quantity.unit for entry in entries}
    return len(entries) == 2 == len(nouns) and "" not in nouns and all(entry.quantity.kind == "count" for entry in entries)


def _counts_items(question: Question, choice: Choice) -> bool:
    """Whether things of a plan are to be counted ("how many goals") that the figures of the series are not of."""
    if question.wanted != "count":
        return False
    units = [entry.unit for entry in choice.entries]
    rows = [row for row, term in enumerate(question.terms) if set(term.concepts) & (set(item_kinds()) - {"list"})]
    return bool(rows) and all(choice.matching.spread[row, units].mean() < MATCHED for row in rows) and choice.about >= 1.0


def _stated_for_one(question: Question, choice: Choice) -> bool:
    """Whether the thing counted off ("phase 3") has a figure of its own and the series is not about it: then that figure is the answer."""
    matching = choice.matching
    for row in matching.counted_rows:
        units = [entry.unit for entry in choice.entries]
        named = int((matching.own[row, units] >= 0.9).sum())
        if question.has("until") or (matching.spread[row, units].mean() >= MATCHED and not 0 < named < len(units)):
            continue
        if any(entry.quantity.kind == choice.series.kind and matching.own[row, entry.unit] >= 0.9 for entry in entries_of(matching.view)):
            return True
    return False


def best_choice(question: Question, matchings: Sequence[Matching], *, wanted: str = "", least: int = 1) -> Choice | None:
    """The best series of all documents, None when none fits well enough.

    One that meets half of what the question is about is half as good.
    """
    found = [choice for matching in matchings for choice in choices(question, matching, wanted=wanted) if len(choice.entries) >= least]
    if not found:
        return None
    best = max(found, key=lambda choice: choice.score * choice.about)
    telling = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and best.matching.found[row]]
    known = float(best.matching.value[telling].sum()) if telling else 0.0
    return best if best.fit >= LEAST_SCORE * known else None


def without_excluded(question: Question, choice: Choice) -> tuple[Entry, ...]:
    """The entries but for those the question leaves out ("apart from salaries")."""
    if not question.has("exclude"):
        return choice.entries
    rows = [row for row, term in enumerate(question.terms) if term.weight >= 0.6]
    kept = tuple(entry for entry in choice.entries if not any(choice.matching.own[row, entry.unit] >= 0.4 for row in rows[-1:]))
    return kept or choice.entries


def stated_total(view: View, choice: Choice) -> Entry | None:
    """The total that stands in the same table, list or section as the series, in the same kind of figure."""
    kind, unit = choice.series.kind, choice.series.unit
    if choice.series.total is not None and choice.entries == choice.series.entries:
        return choice.series.total
    if len(choice.entries) != len(choice.series.entries):
        return None
    blocks = {view.units[entry.unit].block for entry in choice.entries}
    groups = {view.units[entry.unit].group for entry in choice.entries}
    label = choice.series.label
    for entry in entries_of(view):
        same = entry.quantity.kind == kind and (entry.quantity.unit == unit or kind == "count") and entry.is_total
        place = view.units[entry.unit]
        if same and ((place.block in blocks and column_of(view, entry) == label) or (place.group in groups and place.kind != "row")):
            return entry
    return None


def _components(view: View, entries: Sequence[Entry]) -> tuple[Statement, ...]:
    if len(entries) > SHOWN:
        return ()
    return tuple(
        Statement(
            view,
            (entry.unit,),
            spoken(view, entry.unit) if view.units[entry.unit].kind != "row" else f"{entry.subject}: {entry.text}",
            "",
            True,
        )
        for entry in entries
    )


def _uncited(view: View, entries: Sequence[Entry]) -> tuple[tuple[View, int], ...]:
    return tuple((view, entry.unit) for entry in entries) if len(entries) > SHOWN else ()


__all__ = ["MATCHED", "best_choice", "number", "stated_total", "sum_answer", "without_excluded"]
