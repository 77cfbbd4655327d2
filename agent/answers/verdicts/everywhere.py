"""Whether one thing has one figure: every place that states it, wherever it stands, and whether the figures can all be meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy
from msgspec import structs

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT
from agent.answers.lookups.sides import divided
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import comparable, concepts_of_label, meets, wanted_kinds
from agent.answers.reading.headline import plain_totals, plainness
from agent.answers.reading.like_groups import like_groups
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.measured import Figures, figures_in
from agent.answers.reading.series import entries_of, is_total_text
from agent.answers.reading.timing import asked_windows, stretches
from agent.answers.reading.view import HEAD, View
from agent.answers.wording.draft import Draft, context_of, shorten, state
from agent.answers.wording.frames import frame
from agent.model.quantity import Quantity, Window

OWN = 0.6  # what the thing itself must weigh in the name of a figure
WHOLE = 0.9  # the same where some names say the very word
NEAR = 0.6  # of the fit of the best figure: those farther off are of something else
MOST = 7
OPENING = 1.0  # of an amount that stands at the beginning of the plan by the name that is asked for
PART = 4  # a total so many times smaller than the largest is that of a part
PLAIN = 0.55  # how plainly an amount must be said to be that of the whole plan
_TIMES = ("day", "week", "month", "quarter", "year", "sprint")


@dataclass(frozen=True, slots=True)
class Claim:
    """One place that states a figure for the thing; a stretch of time is a figure when times are asked for."""

    view: View
    entry: Entry
    fit: float


def everywhere_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether one thing has one figure in all places that name it: yes with the figure, no with all that differ.

    Holds only when the question asks whether something is the same and sets no second thing beside it.
    """
    if len(matchings) != 1 or not question.has("same") or not question.is_verdict or question.has("sum", "adds_up", "unlimited"):
        return None
    matching = matchings[0]
    if _is_of_two(question, matching):
        return None
    claims = _of_whole(question, matching) or _claims(question, matching)
    return verdict_on(question, claims) if len(claims) > 1 else None


def _is_of_two(question: Question, matching: Matching) -> bool:
    """Whether the question names two things, each by words of its own."""
    rows = {*subject_rows(question, matching), *matching.counted_rows}
    named = [found for found in divided(question, matching) if rows & set(found)]
    return len(named) > 1 or len(question.numbered) > 1


def subject_rows(question: Question, matching: Matching) -> list[int]:
    """The rows of the words that name the thing, in the order of the question, as far as the plan knows them."""
    plain = group("item_nouns") | group("light") | {"money"}
    found = [
        row
        for row, term in enumerate(question.terms)
        if term.weight >= CONTENT * 0.9 and not term.timed and matching.found[row] and term.text not in group("figure_words")
    ]
    return [row for row in found if not set(question.terms[row].concepts) & plain] or found


def _of_whole(question: Question, matching: Matching) -> list[Claim]:
    """The totals stated for the whole plan, where nothing is named but its budget or cost."""
    rows = subject_rows(question, matching)
    spends = [row for row in rows if set(question.terms[row].concepts) & group("spending")]
    if not spends or spends != rows or question.numbered:
        return []
    view = matching.view
    found = [(score, entry) for score, entry in plain_totals(view) if score >= PLAIN and not entry.quantity.per and _is_sum(view, entry)]
    named = {entry.unit for _, entry in found}
    found += [(OPENING, entry) for entry in entries_of(view) if entry.unit not in named and _opens(question, view, entry)]
    kept: list[Claim] = []
    for score, entry in sorted(found, key=lambda pair: (-pair[0], pair[1].unit)):
        if not any(meets(entry, other.entry) for other in kept):
            kept.append(Claim(view, entry, score))
    largest = max((claim.entry.most for claim in kept), default=0.0)
    return [claim for claim in kept if claim.entry.most * PART >= largest][:MOST]


def _is_sum(view: View, entry: Entry) -> bool:
    """Whether an amount in a row of totals is that of all columns: the only one, or the one in the column of totals."""
    place = view.units[entry.unit]
    if place.kind != "row":
        return True
    beside = [other for other in entries_of(view) if other.unit == entry.unit and other.quantity.kind == "money"]
    return len({other.label for other in beside}) == 1 or is_total_text(entry.label)


def _opens(question: Question, view: View, entry: Entry) -> bool:
    """Whether an amount stands at the beginning of the document under the very name that is asked for: "Budget: ..."."""
    place = view.units[entry.unit]
    if entry.quantity.kind != "money" or place.kind == "row" or place.line > HEAD or entry.quantity.per:
        return False
    named = set(concepts_of_label(view, entry.label))
    return bool(named & question.concepts & group("spending")) and plainness(view, entry.label) >= PLAIN


def _claims(question: Question, matching: Matching) -> list[Claim]:
    """The figures that are named by the thing itself, of the kind most of the best are of."""
    figures = figures_in(question, matching)
    rows = subject_rows(question, matching)
    if not rows or not figures.entries:
        return []
    kinds = _kinds(question)
    head = rows[0]
    weights = figures.weights[rows]
    allowed = [at for at, entry in enumerate(figures.entries) if _may_state(question, entry, kinds) and weights[0, at] >= OWN]
    whole = [at for at in allowed if figures.weights[head, at] >= WHOLE]
    allowed = whole if len(whole) > 1 else allowed
    fit = numpy.asarray(figures.matching.value[rows] @ weights)
    best = max((float(fit[at]) for at in allowed), default=float(figures.matching.value[rows].sum()) * NEAR)
    near = [at for at in allowed if fit[at] >= NEAR * best and _in_time(question, figures, at)]
    timed = [at for at in near if any(figures.weights[row, at] >= MATCHED for row in matching.counted_rows)]
    claims = [Claim(figures.view, figures.entries[at], float(fit[at])) for at in timed if len(timed) > 1 or not near] or [
        Claim(figures.view, figures.entries[at], float(fit[at])) for at in near
    ]
    return _of_one_kind([*claims, *_times_of(matching, rows, best)] if "duration" in kinds else claims)


def _times_of(matching: Matching, rows: list[int], best: float) -> list[Claim]:
    """Numbered stretches of time in lines that say the thing: "Week 6-12: more tests" is seven weeks, "month 27" the 27th."""
    found: list[Claim] = []
    view = matching.view
    fit = numpy.asarray(matching.value[rows] @ matching.own[rows])
    for unit in numpy.flatnonzero(matching.own[rows[0]] >= WHOLE):
        at = int(unit)
        windows = [token for token in view.tokens(at) if isinstance(token.value, Window)] if fit[at] >= NEAR * best else []
        for token in windows[:1]:
            window = token.value
            assert isinstance(window, Window)
            if window.unit in _TIMES and window.first is not None and window.last is not None:
                length = window.last if window.first == window.last else window.last - window.first + 1
                quantity = Quantity(length, length, length, length, "duration", window.unit)
                found.append(Claim(view, Entry(at, "", "", "", quantity, token.text), float(fit[at])))
    return found


def _kinds(question: Question) -> frozenset[str]:
    """The kinds of figure that are asked for; times where a time is asked for."""
    concepts = question.concepts
    if question.has("when") or concepts & {"effort", "duration", "deadline"} or _asks_time(question):
        return frozenset({"duration"})
    return wanted_kinds(question) - ({"count"} if question.wanted == "verdict" else frozenset())


def _asks_time(question: Question) -> bool:
    times = {"time", "tiempo", "tempo", "temps", "zeit", "время", "dauer"}
    return any(term.text in times or set(term.concepts) & set(_TIMES) for term in question.terms) and not question.numbered


def _may_state(question: Question, entry: Entry, kinds: frozenset[str]) -> bool:
    return (not kinds or entry.quantity.kind in kinds) and not entry.quantity.change


def _in_time(question: Question, figures: Figures, at: int) -> bool:
    """Whether a figure is for the year, month ... that is asked for, as far as its column or line says for when it is."""
    entry = figures.entries[at]
    for row in figures.matching.counted_rows:
        kind = figures.matching.labels[row].split()[0]
        own = any(unit == entry.unit for unit, _, _ in figures.view.mentions(kind))
        if own and figures.weights[row, at] < MATCHED:
            return False
    asked = [stretch for window in asked_windows(question) for stretch in stretches(window)]
    label = [token.value for token in figures.view.scan(entry.label) if isinstance(token.value, Window)] if entry.label else []
    own_stretches = [stretch for window in label for stretch in stretches(window)]
    pairs = [(one, other) for one in asked for other in own_stretches if one.axis == other.axis]
    return not pairs or any(one.first <= other.last and other.first <= one.last for one, other in pairs)


def _of_one_kind(claims: list[Claim]) -> list[Claim]:
    """One claim a line, all of the kind that fits best; of equal kinds that which more lines state."""
    by_kind: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: (-round(claim.fit, 3), claim.entry.unit)):
        found = by_kind.setdefault(claim.entry.quantity.kind, [])
        if all(claim.entry.unit != other.entry.unit for other in found):
            found.append(claim)
    if not by_kind:
        return []
    best = max(by_kind.values(), key=lambda found: (round(found[0].fit + (found[1].fit if len(found) > 1 else 0.0), 2), len(found)))
    return best[:MOST]


def verdict_on(question: Question, claims: Sequence[Claim]) -> Draft | None:
    """Yes with the one figure, or no with every different one and where it stands; None where no two measure alike."""
    ordered = sorted(claims, key=lambda claim: (-round(claim.fit, 3), claim.entry.unit))
    alike = [claim for claim in ordered if comparable(ordered[0].entry, claim.entry)]
    if len(alike) < 2:
        return None
    groups = like_groups(alike, lambda group, claim: _agree(group[0].entry, claim.entry))
    said = tuple(state(claim.view, claim.entry.unit) for claim in {claim.entry.unit: claim for found in groups for claim in found}.values())
    if len(groups) == 1:
        return Draft("inconsistency", said, frame("same", question.language, value=groups[0][0].entry.text))
    values = " / ".join(f"{found[0].entry.text} ({_placed(found[0])})" for found in groups)
    return Draft("inconsistency", said, frame("differs", question.language, values=values))


def _agree(one: Entry, other: Entry) -> bool:
    """Whether two figures can be the same; "~25" and "~20" are not, though both are rounded."""
    about = "~" in (one.quantity.comparator, other.quantity.comparator)
    return meets(_exact(one), _exact(other)) if about else meets(one, other)


def _exact(entry: Entry) -> Entry:
    quantity: Quantity = entry.quantity
    if quantity.comparator != "~":
        return entry
    return replace(entry, quantity=structs.replace(quantity, low=quantity.least, high=quantity.most))


def _placed(claim: Claim) -> str:
    place = claim.view.units[claim.entry.unit]
    if place.kind == "row":
        return shorten(f"{claim.entry.subject} ({claim.entry.label})" if claim.entry.label else claim.entry.subject, 60)
    context = context_of(claim.view, claim.entry.unit).split(" › ")[-1]
    return shorten(context or claim.entry.label or claim.entry.subject, 60)
