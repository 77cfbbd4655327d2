"""People and time: how many each roadmap says it needs, and how long its pieces of work take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.compare.figures import ENGLISH, quantity_text
from agent.compare.sides import Side, cell, flat, listed_more, missing, not_shown, shown
from agent.facts import format_number, lookup_label, normalise, scan
from agent.model.comparison import Cell, Dimension
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Roadmap
from agent.model.span import Span

STAFF = frozenset({"people", "headcount", "team"})
WORKED = ("hour", "person-day", "person-week", "person-month", "person-hour", "person-year")  # work that adds up, whoever does it
SHOWN_TIMES = 8
MOST_TERMS = 12  # summands that a formula shows
LENGTHS = {"day": 1.0, "week": 7.0, "sprint": 14.0, "month": 30.4375, "quarter": 91.3125, "year": 365.25}


@dataclass(frozen=True, slots=True)
class Staff:
    """The people that one place asks for."""

    name: str
    counts: tuple[Quantity, ...]
    spans: tuple[Span, ...]


def people(sides: Sequence[Side]) -> tuple[Dimension, ...]:
    """Headcount and effort."""
    note = "people of one place are added; those of different phases are not, because they may be the same"
    return (
        Dimension(name="headcount", section="people", cells=tuple(_headcount(side) for side in sides), note=note),
        Dimension(name="effort", section="people", cells=tuple(_effort(side) for side in sides)),
    )


def _headcount(side: Side) -> Cell:
    phases = _of_phases(side.roadmap)
    if phases:
        texts = [f"{staff.name}: {_total(staff.counts)}" for staff in phases]
        formula = "; ".join(f"{staff.name}: {_terms(staff.counts)} = {_total(staff.counts)}" for staff in phases)
        return cell(side, "; ".join(texts), [span for staff in phases for span in staff.spans], shown(formula))
    whole = _whole(side)
    if whole:
        return whole
    team = tuple(_of_team(side.roadmap))
    counts = tuple(count for staff in team for count in staff.counts)
    if counts:
        return _of_roles(side, team, counts)
    named = [item for item in side.roadmap.items if item.kind == "team_role"]
    if named:
        titles = [flat(item.title) for item in named]
        spans = [item.span for item in named]
        return cell(side, f"roles without numbers: {listed_more(titles)}", spans, not_shown(titles, "roles"))
    return missing(side)


def _of_roles(side: Side, team: Sequence[Staff], counts: Sequence[Quantity]) -> Cell:
    """The people of the roles that have a number; a role without one is at least somebody, but not counted."""
    lines = {span.line for staff in team for span in staff.spans}
    silent = [item for item in side.roadmap.items if item.kind == "team_role" and item.span.line not in lines]
    names = listed_more([staff.name for staff in team])
    more = f"; {len(silent)} more roles without a number" if silent else ""
    formula = f"{_terms(counts)} = {_total(counts)}" + (f"; {len(silent)} roles without a number" if silent else "")
    sums = [fact for fact in _loose(side.roadmap) if _is_sum(side.roadmap, fact) and not _is_timed(fact)]
    differs = [_total(_counts(fact)) for fact in sums if _total(_counts(fact)) != _total(counts)]
    said = f"; stated in all: {'; '.join(differs)}" if differs else ""
    spans = [*(span for staff in team for span in staff.spans), *(fact.span for fact in sums), *(item.span for item in silent)]
    return cell(side, f"{_total(counts)} ({names}){said}{more}", spans, shown(formula))


def _of_phases(roadmap: Roadmap) -> list[Staff]:
    """What each phase says of its team, itself or in a part of it, under the label that most phases use."""
    found: dict[str, list[tuple[str, Fact]]] = {}
    for phase in (item for item in roadmap.items if item.kind == "phase"):
        for item in (phase, *(child for child in roadmap.children(phase.key) if not child.id)):
            for fact in item.facts:
                if fact.attribute in STAFF and fact.label and not fact.subject and not fact.scenario and _counts(fact):
                    found.setdefault(normalise(fact.label), []).append((phase.id or flat(phase.title), fact))
    most = max(found.values(), key=lambda stated: len({name for name, _ in stated}), default=[])
    first = dict(reversed(most))
    return [Staff(name, _counts(first[name]), (first[name].span,)) for name in dict.fromkeys(name for name, _ in most)]


def _of_team(roadmap: Roadmap) -> Iterator[Staff]:
    """The roles of the plan as a whole, those with a number."""
    for item in roadmap.items:
        if item.kind == "team_role":
            fact = next((fact for fact in item.facts if fact.attribute in (*STAFF, "count", "") and _counts(fact)), None)
            if fact:
                yield Staff(flat(item.title), _counts(fact), (fact.span,))
    for fact in _loose(roadmap):
        if not _is_timed(fact) and not _is_sum(roadmap, fact):
            yield Staff(flat(fact.subject or fact.label), _counts(fact), (fact.span,))


def _loose(roadmap: Roadmap) -> list[Fact]:
    """Labelled numbers of people that belong to no item."""
    return [
        fact
        for fact in roadmap.facts
        if not fact.item and fact.attribute in STAFF and fact.source in ("field", "column") and not fact.scenario and _counts(fact)
        if not _is_paid(roadmap, fact)
    ]


def _is_sum(roadmap: Roadmap, fact: Fact) -> bool:
    """Whether a number is the total of the others: it is shown beside their sum and not added."""
    meaning = lookup_label(fact.subject)
    return (meaning is not None and meaning.is_total) or any(fact == total.stated for total in roadmap.totals)


def _is_paid(roadmap: Roadmap, fact: Fact) -> bool:
    """Whether a bare number of people is what they cost: rows beside it hold bare numbers too, and those are money by the heading above.

    Rows with a sign of money in their cells say nothing about the row of people between them.
    """
    if fact.source != "column" or fact.label != fact.subject or any(count.unit for count in _counts(fact)):
        return False
    beside = [other for other in roadmap.facts if other.block == fact.block and other.source == "column" and other.label == other.subject]
    return any(_is_bare(other) for other in beside)


def _is_bare(fact: Fact) -> bool:
    return any(value.kind == "money" for value in fact.quantities) and not _is_signed(fact)


def _is_signed(fact: Fact) -> bool:
    """Whether the words of a fact say themselves that it is money."""
    return any(isinstance(token.value, Quantity) and token.value.kind == "money" for token in scan(fact.text, ENGLISH))


def _is_timed(fact: Fact) -> bool:
    """Whether a number is that of a quarter or month: those of one row of time are not added."""
    named = f"{fact.subject} {fact.label}"
    return any(token.kind == "window" for token in scan(named, ENGLISH))


def _whole(side: Side) -> Cell | None:
    """A stated size of the whole team; else sizes at several times or in several variants, which are not added."""
    loose = _loose(side.roadmap)
    totals = [fact for fact in loose if (meaning := lookup_label(fact.label)) and meaning.is_total]
    named = Counter(normalise(fact.subject or fact.label) for fact in loose)
    series = [fact for fact in loose if fact not in totals and (_is_timed(fact) or named[normalise(fact.subject or fact.label)] > 1)]
    shown_facts = totals[:1] or (series if len(series) > 1 else [])
    if not shown_facts:
        return None
    texts = [f"{flat(fact.subject or fact.label)}: {'; '.join(quantity_text(count) for count in _counts(fact))}" for fact in shown_facts]
    return cell(side, listed_more(texts, SHOWN_TIMES), [fact.span for fact in shown_facts])


def _counts(fact: Fact) -> tuple[Quantity, ...]:
    return tuple(value for value in fact.quantities if value.kind == "count" and not value.change and not value.per)


def _total(counts: Sequence[Quantity]) -> str:
    least, most = sum(count.least for count in counts), sum(count.most for count in counts)
    low, high = format_number(least, ENGLISH), format_number(most, ENGLISH)
    return low if low == high else f"{low}–{high}"


def _terms(counts: Sequence[Quantity]) -> str:
    return " + ".join(quantity_text(count) for count in counts)


def _effort(side: Side) -> Cell:
    """Worked time is added; lengths of pieces of work, which may run side by side, are given from the shortest to the longest."""
    stated = [(item.kind, fact, value) for item in side.roadmap.items for fact in item.facts for value in _durations(fact)]
    own = [(fact, value) for kind, fact, value in stated if kind != "phase"]
    found, what = (own, "piece of work") if own else ([(fact, value) for _, fact, value in stated], "phase")
    worked = [(fact, value) for fact, value in found if value.unit in WORKED]
    if worked:
        return _worked(side, worked)
    if not found:
        return missing(side)
    shortest = min(found, key=lambda pair: pair[1].least * LENGTHS[pair[1].unit])
    longest = max(found, key=lambda pair: pair[1].most * LENGTHS[pair[1].unit])
    items = len({fact.item for fact, _ in found})
    low, high = format_number(shortest[1].least, ENGLISH), format_number(longest[1].most, ENGLISH)
    units = shortest[1].unit, longest[1].unit
    text = f"{low}–{high} {units[1]}s" if units[0] == units[1] else f"{low} {units[0]}{'' if low == '1' else 's'} to {high} {units[1]}s"
    spans = [shortest[0].span, longest[0].span, *(fact.span for fact, _ in found)]
    return cell(side, f"{text} a {what} ({items} state it)", spans, shown(f"{items} with a length"))


def _durations(fact: Fact) -> list[Quantity]:
    if fact.attribute not in ("effort", "duration") or fact.subject or fact.scenario or fact.role == "actual":
        return []
    found = [value for value in fact.quantities if value.kind == "duration" and (value.unit in WORKED or value.unit in LENGTHS)]
    return found if len(found) == 1 else []


def _worked(side: Side, worked: Sequence[tuple[Fact, Quantity]]) -> Cell:
    units = sorted({value.unit for _, value in worked})
    texts, formulas = [], []
    for unit in units:
        values = [value for _, value in worked if value.unit == unit]
        total = f"{_total(values)} {unit}s"
        texts.append(f"{total} (of {len(values)})")
        formulas.append(f"{_terms(values[:MOST_TERMS])}{' + ...' if len(values) > MOST_TERMS else ''} = {total}; {len(values)} efforts")
    return cell(side, "; ".join(texts), [fact.span for fact, _ in worked], shown("; ".join(formulas)))
