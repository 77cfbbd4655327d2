"""What a question asks to be reckoned with figures of one table or list: a sum, a difference, a share, an average, how many times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.answers.asking.counted import KINDS, TIMES, arabic, counted_pattern
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.computed.added import SHOWN, added, terms_of
from agent.answers.computed.aligned import aligned, samples_of
from agent.answers.computed.operands import Operands, cells_of, operands
from agent.answers.computed.operations import operation_of
from agent.answers.computed.told import Spoken, spoken_of
from agent.answers.lookups.sides import leaves_unknown
from agent.answers.reading.amounts import like, number
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import concepts_of_label
from agent.answers.reading.grids import grids_of
from agent.answers.reading.listing import entries_under
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.scales import on_scale
from agent.answers.reading.series import entries_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, context_of, shorten, spoken
from agent.answers.wording.frames import frame
from agent.facts.folding import fold
from agent.model.finding import Computation

SURE, ENOUGH = 0.8, 0.6  # of what the plan knows of a question, that the operands must meet to be certain, to be said at all
WHOLE = 0.7  # the same where the whole of something is asked for: its name stands above the figures
UNNAMED = 0.03  # by so much the name of a list must say more than that of all
STATED = 0.05  # so much less may a line with a stated share meet and still be what is asked for
LONGEST = 60
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ -"
_HEADS = frozenset({"person", "team", "role", "developer", "engineer"})
_PER = {"monthly": "month", "weekly": "week", "daily": "day"}


def reckoned_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The figure that comes of the operands which fit the question best; None when none fit well enough or two fit alike."""
    operation = operation_of(question)
    if not operation or len(matchings) != 1:
        return None
    matching = matchings[0]
    if leaves_unknown(question, matching):
        return None  # a sum or difference without one of the things named is of other things
    spoken = spoken_of(question, matching, grids_of(matching.view))
    found = [
        (one.score, one, draft)
        for one in operands(question, spoken)
        if one.score >= ENOUGH and (one.named or _are_heads(question, one)) and (draft := _DRAFTS[operation](question, one)) is not None
        if one.by_time or operation != "sum" or _of_the_time(question, matching, one)
    ]
    if not found:
        return None
    found.sort(key=lambda entry: (-round(entry[0], 3), _plainness(question, entry[1]), entry[1].grid.things[0].unit))
    best = [
        entry for entry in found if entry[0] >= found[0][0] - 1e-3 and _plainness(question, entry[1]) == _plainness(question, found[0][1])
    ]
    best = _whole_of(found, best[0]) or best
    answers = {draft.computation.expected for _, _, draft in best if draft.computation is not None}
    if len(answers) > 1:
        return None
    if operation == "share" and (found[0][0] < SURE or _stated_percent(spoken) >= found[0][0] - STATED):
        return None
    score, one, draft = best[0]
    told = bool(one.things) or one.by_time or operation == "most" or one.grid.basis in ("inline", "entries")
    whole = operation == "both" and question.has("entire")
    return replace(draft, certain=score >= (WHOLE if whole else SURE) and (told or whole))


def _whole_of(found: Sequence[tuple[float, Operands, Draft]], best: tuple[float, Operands, Draft]) -> list[tuple[float, Operands, Draft]]:
    """The union of lists that fits nearly as well as one of its lists, which nothing names then."""
    own = {thing.unit for thing in best[1].grid.things}
    return [
        entry
        for entry in found
        if entry[1].grid.basis == "union" and entry[0] >= best[0] - UNNAMED and own <= {thing.unit for thing in entry[1].grid.things}
    ][:1]


def _of_the_time(question: Question, matching: Matching, one: Operands) -> bool:
    """Whether all that is added up lies in the stretch of time asked for ("the first 30 days"), where the plan tells one like it."""
    lasting = {f"{entry.kind} {entry.first}" for entry in question.numbered if entry.kind in TIMES and entry.first != entry.last}
    rows = [row for row in matching.counted_rows if matching.labels[row] in lasting and matching.found[row]]
    return all(matching.spread[row, entry.unit] >= MATCHED for row in rows for entry in cells_of(one))


def _sum(question: Question, one: Operands) -> Draft | None:
    """Things that are named, or times that are, added up; all of a column only where the question names no thing."""
    entries = cells_of(one)
    if one.grid.basis == "inline" and len({entry.quantity.unit for entry in entries}) > 1 and entries[0].quantity.kind == "count":
        entries = tuple(replace(entry, text=entry.text.rstrip(_LETTERS)) for entry in entries)  # cooks and waiters are no waiters
    alike = aligned(entries) if len(entries) > 1 else ()
    if not alike or (len(one.places) > 1 and any(one.grid.things[place].is_total for place in one.places)):
        return None
    places = one.places or one.grid.parts
    ranges = {entry.last - entry.first + 1 for entry in question.numbered}  # "the first three phases" are three of another kind
    if question.count > 1 and question.count not in {len(places), len(entries), *ranges}:
        return None
    reckoned = added(question, one.view, entries)
    if alike != entries:
        least, most = sum(entry.least for entry in alike), sum(entry.most for entry in alike)
        total = like(least, most, samples_of(entries, alike), one.view.convention)
        formula = f"{terms_of(entries)} = {total}"
        lead = frame("sum", question.language, formula=formula)
        return Draft("aggregate", _said(one.view, entries), lead, Computation(formula=formula, expected=total, stated=""))
    return Draft("aggregate", _said(one.view, entries), reckoned.lead, reckoned.computation)


def _both(question: Question, one: Operands) -> Draft | None:
    """Two or more things named one by one, or times, whose figure is asked for in one breath: each of them, and what they make."""
    joined = len(one.things) == one.sides > 1 or (one.by_time and len(one.columns) > 1)
    joined = joined or (len(one.places) > 1 and bool(question.numbered) and question.has("entire"))  # "in the whole of weeks 3 to 6"
    counted = not one.things and question.count == len(one.grid.parts) > 1
    whole = not one.things and question.has("entire") and (one.grid.basis in ("inline", "entries") or _is_spent(question, one))
    return _sum(question, one) if joined or counted or whole or _are_heads(question, one) else None


def _is_spent(question: Question, one: Operands) -> bool:
    """Whether all amounts of a table or list make what something whole costs, whose total nothing states."""
    amounts = one.columns[0].scale.startswith("money") and question.wanted == "money" and not question.concepts & group("earning")
    return amounts and one.grid.basis in ("table", "list") and len(one.grid.parts) == len(one.grid.things) == len(one.columns[0].cells)


def _are_heads(question: Question, one: Operands) -> bool:
    """Whether all of a column of people is asked for: how many a team has whose roles a table lists with their numbers."""
    people = question.wanted == "count" and bool(question.concepts & {"person", "team"}) and not question.has("current")
    entries = cells_of(one) if people and one.grid.basis in ("table", "inline") and not one.things else ()
    named = (
        one.columns[0].label if one.grid.basis == "table" else " ".join([one.columns[0].label, *(thing.name for thing in one.grid.things)])
    )
    return (
        len(entries) == len(one.grid.parts) > 1
        and all(entry.quantity.kind == "count" for entry in entries)
        and (all(entry.attribute == "people" for entry in entries) or bool(_HEADS & set(concepts_of_label(one.view, named))))
    )


def _difference(question: Question, one: Operands) -> Draft | None:
    """Two things in one column, or one thing (the total where none is named) in two."""
    pair = _pair(one)
    if pair is None:
        return None
    alike = aligned(pair)
    if not alike:
        return None
    (more, most_of), (less, least_of) = sorted(zip(pair, alike, strict=True), key=lambda both: -both[1].most)
    low, high = sorted((most_of.least - least_of.least, most_of.most - least_of.most))
    if not (low or high):
        return None
    value = like(low, high, samples_of(pair, alike), one.view.convention)
    formula = f"{more.text} − {less.text} = {value}"
    name = _called(one, more)
    end = ""
    if low != high and question.has("at_most", "at_least"):
        bound = high if question.has("at_most") else low
        end = like(bound, bound, samples_of(pair, alike), one.view.convention) + ". "
    lead = end + frame("difference_more", question.language, subject=name, value=value, formula=formula)
    return Draft("compare", _said(one.view, pair), lead, Computation(formula=formula, expected=value, stated=""))


def _ratio(question: Question, one: Operands) -> Draft | None:
    pair = _pair(one)
    if pair is None:
        return None
    larger, smaller = sorted(pair, key=lambda entry: -on_scale(entry.quantity)[2])
    if not on_scale(smaller.quantity)[2]:
        return None
    text = number(on_scale(larger.quantity)[2] / on_scale(smaller.quantity)[2], one.view.convention, 2)
    formula = f"{larger.text} / {smaller.text} = {text}"
    lead = frame("ratio", question.language, value=text, formula=formula)
    return Draft("aggregate", _said(one.view, pair), lead, Computation(formula=formula, expected=text, stated=""))


def _pair(one: Operands) -> tuple[Entry, Entry] | None:
    if one.things or len(one.columns) == 1:
        entries = cells_of(one) if one.things else ()
    else:
        totals = [place for place, thing in enumerate(one.grid.things) if thing.is_total]
        whole = totals[-1:] if len(totals) == 1 or totals[-1:] == [len(one.grid.things) - 1] else []  # below subtotals the last row
        entries = cells_of(replace(one, things=(tuple(whole),))) if whole else ()
    return (entries[0], entries[1]) if len(entries) == 2 else None


def _share(question: Question, one: Operands) -> Draft | None:
    """What the things named make of the total of their column, or of all its parts where it has none."""
    if one.grid.basis not in ("table", "list") or len(one.columns) != 1 or not one.things:
        return None
    if any(one.grid.things[place].is_total for place in one.places):
        return None
    column = one.columns[0]
    parts = [entry for place in one.grid.parts if (entry := column.cell(place)) is not None]
    entries = cells_of(one)
    if not 0 < len(entries) < len(parts) or not aligned([entry for _, entry in column.cells]) or _states_share(one, entries):
        return None
    totals = [entry for place, entry in column.cells if one.grid.things[place].is_total]
    totals = totals if len(totals) == 1 else []
    whole = _scaled(totals or parts)
    part = _scaled(entries)
    if not 0 < part < whole:
        return None
    value = number(100 * part / whole, one.view.convention, 1) + "%"
    of = totals[0].text if totals else f"({terms_of(parts)})"
    formula = f"{terms_of(entries)} / {of} = {value}" if len(entries) == 1 else f"({terms_of(entries)}) / {of} = {value}"
    lead = frame("difference", question.language, value=value, formula=formula)
    shown = (*entries, *(totals or [entry for entry in parts if entry not in entries]))
    return Draft("aggregate", _said(one.view, shown), lead, Computation(formula=formula, expected=value, stated=""))


def _plainness(question: Question, one: Operands) -> tuple[int, bool]:
    """Of figures that fit alike amounts of money come first, then times, and those that do not recur before those that do.

    Columns in which few of the rows have a figure come last: those are remarks.

    Where it is asked for what comes in by the month, those that recur so come first.
    """
    kind, per = one.columns[0].scale.split("/")[:2]
    asked = {unit for concept, unit in _PER.items() if concept in question.concepts}
    later = per not in asked if asked else bool(per)
    order = ("money", "duration").index(kind.partition(":")[0]) * 2 + later if kind.partition(":")[0] in ("money", "duration") else 4
    return order, 2 * len(one.columns[0].cells) < len(one.grid.parts)


def _stated_percent(spoken: Spoken) -> float:
    """How well the line with a percentage that fits best meets the words of a question."""
    view, terms = spoken.grids.view, len(spoken.value)
    units = [unit for kind in ("percent", "ratio") for unit in view.lines_with(kind)]
    total = float(spoken.value.sum())
    return float((spoken.value @ spoken.matching.own[:terms, units]).max(initial=0.0)) / total if units and total else 0.0


def _scaled(entries: Sequence[Entry]) -> float:
    return sum(on_scale(entry.quantity)[2] * entry.times for entry in entries)


def _states_share(one: Operands, entries: Sequence[Entry]) -> bool:
    """Whether the plan states a percentage beside the things itself."""
    lines = {one.view.units[entry.unit].line for entry in entries}
    return any(entry.quantity.kind == "percent" and one.view.units[entry.unit].line in lines for entry in entries_of(one.view))


def _average(question: Question, one: Operands) -> Draft | None:
    entries = cells_of(one)
    if len(one.columns) != 1 or len(entries) < 2 or aligned(entries) != entries:
        return None
    least, most = sum(entry.least for entry in entries) / len(entries), sum(entry.most for entry in entries) / len(entries)
    value = _rounded(least, most, entries, one.view)
    formula = f"({terms_of(entries)}) / {len(entries)} = {value}" if len(entries) <= SHOWN else f"{len(entries)}: {value}"
    lead = frame("average", question.language, value=value, formula=formula)
    computation = Computation(formula=formula, expected=value, stated="")
    return Draft("aggregate", _said(one.view, entries), lead, computation, counts=(len(entries),))


def _rounded(least: float, most: float, entries: Sequence[Entry], view: View) -> str:
    """An average with two decimals at most, none where it is large."""
    places = 0 if most >= 1000 else 2
    return like(round(least, places), round(most, places), entries, view.convention)


def _most(question: Question, one: Operands) -> Draft | None:
    """The headings with the most, or the fewest, entries under them."""
    if one.grid.basis != "entries" or one.things or not _called_so(question, one):
        return None
    entries = sorted(cells_of(one), key=lambda entry: -entry.most)
    if len(entries) < 2 or entries[0].most == entries[-1].most:
        return None
    said = []
    for cue, edge in (("maximum", entries[0]), ("minimum", entries[-1])):
        names = [shorten(f"{entry.subject}: {entry.text}", LONGEST) for entry in entries if entry.most == edge.most]
        if question.has(cue):
            said.append(f"{frame('highest' if cue == 'maximum' else 'lowest', question.language)}: {'; '.join(names[:3])}.")
    lead = " ".join(said)
    return Draft("aggregate", _said(one.view, entries), lead, Computation(formula=lead, expected=lead, stated=""))


def _called_so(question: Question, one: Operands) -> bool:
    """Whether the headings are of the kind that is asked for: "which week" of "Week 3: Harvest"."""
    kinds = {concept for term in question.terms for concept in term.concepts if concept in KINDS} - {"task", "goal", "risk"}
    names = [arabic(fold(thing.name)) for thing in one.grid.things]
    return not kinds or any(2 * sum(counted_pattern(kind).search(name) is not None for name in names) >= len(names) for kind in kinds)


_DRAFTS = {"share": _share, "average": _average, "ratio": _ratio, "difference": _difference, "sum": _sum, "both": _both, "most": _most}


def _called(one: Operands, entry: Entry) -> str:
    """A member by its name; by its column as well where two columns are set against each other."""
    held = [(one.grid.things[place].name, column.label) for column in one.columns for place, member in column.cells if member == entry]
    name, label = held[0] if held else (entry.subject, entry.label)
    if len(one.columns) > 1:
        name = f"{name} ({label})" if name else label
    return shorten(name, LONGEST)


def _said(view: View, entries: Sequence[Entry]) -> tuple[Statement, ...]:
    """The lines of the operands, each once."""
    if len(entries) > SHOWN:
        entries = entries[:SHOWN]
    found = []
    for unit in dict.fromkeys(entry.unit for entry in entries):
        own = [entry for entry in entries if entry.unit == unit]
        if own[0].quantity.unit == "entry":
            listed = tuple(entries_under(view, unit, 1))
            found.append(Statement(view, (unit, *listed), f"{shorten(own[0].subject, 120)}: {own[0].text}", "", True))
        elif view.units[unit].kind == "row":
            figures = "; ".join(f"{entry.label}: {entry.text}" if len(own) > 1 else entry.text for entry in own)
            found.append(Statement(view, (unit,), shorten(f"{own[0].subject}: {figures}", 120), "", True))
        else:
            found.append(Statement(view, (unit,), shorten(spoken(view, unit), 160), context_of(view, unit), True))
    return tuple(found)
