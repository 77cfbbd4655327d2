"""Lists by value: "more than 10,000", "rated critical", "P0", "running in month 8"."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.counted import KINDS
from agent.answers.asking.question import Question
from agent.answers.asking.terms import NUMBER, asked_tokens
from agent.answers.lookups.levelled import levelled_answer
from agent.answers.reading.choosing import Choice, choices
from agent.answers.reading.entry import Entry
from agent.answers.reading.matching import Matching
from agent.answers.reading.record import Field, Record
from agent.answers.reading.records import records_of
from agent.answers.reading.scales import on_scale
from agent.answers.reading.timing import stretches, windows_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, context_of, spoken, state
from agent.answers.wording.frames import frame
from agent.expressions import expression
from agent.model.quantity import Quantity, Window

_LEVELS = ("critical", "high", "medium", "low")
_BRACKETED = expression(r"[^\W\d_]{3}.*[(\[]([^()\[\]]*)[)\]]\W*$")
MOST, BARE = 22, 40  # entries; characters of one that may not say what it is of


def filtered_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The first filter that the question states and the facts can be put through."""
    if question.has("greater", "smaller") and question.has("versus") and _limit(question) is None:
        return None  # "which has a higher score, A or B"
    for make in (_crossing, _by_threshold, levelled_answer, _by_priority, _running):
        draft = make(question, list(matchings))
        if draft is not None:
            return draft
    return None


def _by_threshold(question: Question, matchings: list[Matching]) -> Draft | None:
    """The entries of a series above or below an amount."""
    limit = _limit(question)
    if (
        limit is None
        or question.has("how_many", "when", "sum", "happens")
        or question.wanted in ("way", "reason")
        or not question.has("more_than", "less_than")
    ):
        return None
    scale, amount = limit
    best: Choice | None = None
    for matching in matchings:
        for choice in choices(question, matching, wanted="any"):
            fits = on_scale(choice.entries[0].quantity)[0] == scale and choice.series.basis != "union"
            if fits and (best is None or choice.score > best.score):
                best = choice
    if best is None:
        return None
    above = question.has("more_than") and not question.has("less_than")
    itself = question.has("at_least") if above else question.has("at_most")
    kept = [entry for entry in best.series.entries if _passes(entry, amount, above=above, itself=itself)]
    if not kept:
        return Draft(
            "list", (state(best.view, best.series.entries[0].unit),), frame("none", question.language, total=len(best.series.entries))
        )
    said = tuple(_said(best.view, entry, first=at == 0) for at, entry in enumerate(kept[:MOST]))
    counts = (len(kept), len(best.series.entries))
    return Draft("list", said, frame("count_of", question.language, count=counts[0], total=counts[1]) + ":", counts=counts)


def _passes(entry: Entry, amount: float, *, above: bool, itself: bool) -> bool:
    """Whether a figure lies on the side of an amount that is asked for; on the amount where `itself` counts ("at least")."""
    _, least, most = on_scale(entry.quantity)
    return (itself and amount in (least, most)) or (least > amount if above else most < amount)


def _said(view: View, entry: Entry, *, first: bool) -> Statement:
    text = f"{entry.subject}: {entry.text}" if entry.subject and view.units[entry.unit].kind == "row" else spoken(view, entry.unit)
    context = context_of(view, entry.unit)
    if not first:
        context = context.split(" › ")[-1] if len(text) < BARE else ""
    return Statement(view, (entry.unit,), text, context, True)


def _limit(question: Question) -> tuple[str, float] | None:
    """The amount the question compares with, on its scale."""
    found = [token.value for token in asked_tokens(question.text, question.language) if isinstance(token.value, Quantity)]
    found = [value for value in found if value.kind != "count" or value.least >= 10]
    found.sort(key=lambda value: value.kind == "count")  # "which of the ten stay below $200K"
    return on_scale(found[0])[:2] if found else None


def _by_priority(question: Question, matchings: list[Matching]) -> Draft | None:
    """The items of a priority: "critical", "P0"."""
    wanted = _priorities(question)
    if (
        not wanted
        or question.is_verdict
        or question.has("maximum", "minimum")
        or not (question.has("which", "list", "how_many") or question.wanted == "any")
        or question.wanted in ("money", "window", "date", "duration")
    ):
        return None
    said = [statement for matching in matchings for statement in _prioritised(question, matching, wanted)]
    if not said:
        return None
    return Draft("list", tuple(said[:MOST]), f"{len(said)}:", counts=(len(said),))


def _prioritised(question: Question, matching: Matching, wanted: frozenset[str]) -> list[Statement]:
    """The records with one of these priorities, in the parts that the other words of the question name."""
    view = matching.view
    chosen: list[tuple[Record, Field]] = []
    for record in records_of(view).records:
        field = next((field for field in record.said("priority") if _has_priority(field.text, wanted)), None)
        if field is not None and (record.item is not None or view.units[record.unit].kind != "heading"):
            chosen.append((record, field))
    named = list(matching.counted_rows)
    named += [
        row for row, term in enumerate(question.terms) if term.weight >= NUMBER and set(term.words).isdisjoint(map(str.casefold, wanted))
    ]
    for row in named:
        inside = [pair for pair in chosen if matching.spread[row, pair[0].unit] >= 0.5]
        chosen = inside if inside or row in matching.counted_rows else chosen
    bearers = {unit for record, _ in chosen if (unit := _bearer(view, record.unit, wanted)) >= 0}
    levels = {view.units[unit].level for unit in bearers}
    borne = [unit.index for unit in view.units if unit.kind == "heading" and unit.level in levels and _bears(unit.text, wanted)]
    rest = [pair for pair in chosen if pair[0].unit not in borne and _bearer(view, pair[0].unit, wanted) < 0]
    return [*(Statement(view, (unit,), spoken(view, unit), "", True) for unit in borne), *(_with_priority(view, *pair) for pair in rest)]


def _bearer(view: View, unit: int, wanted: frozenset[str]) -> int:
    """The heading above a record that bears the priority behind its own name: "Market risk (high)", and not its steps."""
    return next((above for above in view.units[unit].headings if _bears(view.units[above].text, wanted)), -1)


def _bears(text: str, wanted: frozenset[str]) -> bool:
    bracket = _BRACKETED.search(text)
    return bracket is not None and _has_priority(bracket[1], wanted)


def _with_priority(view: View, record: Record, field: Field) -> Statement:
    value = "" if field.unit == record.unit else f" — {field.label}: {field.text}" if len(field.text) < 40 else ""
    near = (field.unit,) if abs(field.unit - record.unit) < 4 else ()
    return Statement(view, tuple(dict.fromkeys((record.unit, *near))), spoken(view, record.unit) + value, "", True)


def _priorities(question: Question) -> frozenset[str]:
    found = {level for level in _LEVELS for term in question.terms if level in term.concepts and term.position > 0}
    found |= {identifier.upper() for identifier in question.ids if identifier[:1].upper() == "P" and identifier[1:].isdigit()}
    rated = question.concepts & {"priority", "score", "price", "satisfaction"} or any(
        cue in question.text.casefold() for cue in ("rated", "marked", "classified")
    )
    return frozenset(found if rated or "critical" in found or any(value.startswith("P") for value in found) else ())


def _has_priority(text: str, wanted: frozenset[str]) -> bool:
    folded = text.casefold()
    return any(value.casefold() in folded for value in wanted)


def _running(question: Question, matchings: list[Matching]) -> Draft | None:
    """What is under way at a time: the headings of the kind asked for whose window holds it."""
    kind = next((kind for kind in ("phase", "sprint", "milestone") for term in question.terms[:2] if kind in term.concepts), "")
    if kind in {entry.kind for entry in question.numbered}:
        return None
    if not kind or not question.has("which") or question.wanted not in ("name", "any"):
        return None
    asked = [
        stretch
        for token in asked_tokens(question.text, question.language)
        if isinstance(token.value, Window)
        for stretch in stretches(token.value)
    ]
    if not asked or kind not in KINDS:
        return None
    said: list[Statement] = []
    for matching in matchings:
        for unit in dict.fromkeys(unit for unit, _, _ in matching.view.mentions(kind)):
            own = [stretch for window in windows_of(matching.view, unit)[:2] for stretch in stretches(window)]
            holds = any(one.axis == other.axis and one.first <= other.last and other.first <= one.last for one in own for other in asked)
            if holds and matching.view.units[unit].kind in ("heading", "row"):
                said.append(state(matching.view, unit))
    return Draft("temporal", tuple(said[:10])) if said else None


def _crossing(question: Question, matchings: list[Matching]) -> Draft | None:
    """The first row in which a column turns positive."""
    if not question.has("crossing") or question.is_verdict:
        return None
    for matching in matchings:
        for choice in choices(question, matching, wanted="any"):
            entries = choice.series.entries
            amounts = [signed(entry) for entry in entries]
            if choice.series.basis != "column" or not any(amount < 0 for amount in amounts):
                continue
            at = turning_place(amounts)
            if at is None:
                continue
            said = [state(choice.view, entries[at].unit), *([state(choice.view, entries[at - 1].unit)] if at else [])]
            row = choice.view.units[entries[at].unit]
            names = choice.view.units[row.header].cells if row.header >= 0 else ()
            lead = f"{names[0] if names else ''} {row.cells[0]}: {entries[at].text}.".strip()
            return Draft("temporal", tuple(said), lead)
    return None


def turning_place(amounts: Sequence[float]) -> int | None:
    """Where amounts are positive for the first time after a negative one."""
    return next((place for place, amount in enumerate(amounts) if amount > 0 and any(before < 0 for before in amounts[:place])), None)


def signed(entry: Entry) -> float:
    """An amount, below zero where it is written as a negative one: "-$5K", "($5K)"."""
    return -abs(entry.most) if _is_loss(entry) else entry.most


def _is_loss(entry: Entry) -> bool:
    return entry.quantity.most < 0 or entry.text.lstrip().startswith(("-", "−", "(")) or "-R$" in entry.text or "-$" in entry.text
