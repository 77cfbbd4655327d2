"""Whether an amount is the percentage of others that its label says it is, and whether shares make a whole."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, asked_tokens
from agent.answers.reading.amounts import like, number
from agent.answers.reading.choosing import Choice, choices
from agent.answers.reading.entry import Entry
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.series import entries_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, state
from agent.answers.wording.frames import frame
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token

NEAR_HUNDRED, ROUNDED = 10.0, 0.5  # percent: shares farther off are no parts of a whole


def share_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether an amount is the percentage of the others that its label says: "Reserve (15 %)"."""
    if not question.has("correct", "same"):
        return None
    asked = {value.least for value in _percents(asked_tokens(question.text, question.language))}
    for matching in matchings if asked else ():
        view = matching.view
        top = [int(unit) for unit in matching.scores.argsort()[::-1][:3]]
        for entry in entries_of(view):
            if entry.unit not in top or entry.quantity.kind != "money":
                continue
            percent = next((value for value in _percents(view.tokens(entry.unit)) if value.least in asked), None)
            bases = _bases(view, entry) if percent is not None else []
            if percent is None or not bases:
                continue
            base = next((parts for parts in bases if _is_share(entry, percent, parts)), bases[0])
            if len(bases) == 1 or _is_share(entry, percent, base):
                return _share_draft(question, view, entry, percent, base)
            return Draft("inconsistency", tuple(state(view, unit) for unit in (entry.unit, *(part.unit for part in base))))
    return None


def _percents(tokens: Sequence[Token]) -> list[Quantity]:
    return [token.value for token in tokens if isinstance(token.value, Quantity) and token.value.kind == "percent"]


def _bases(view: View, entry: Entry) -> list[list[Entry]]:
    """What a share may be of: the figures above it, those and the totals before them, each total before it."""
    above = _before(view, entry)
    totals = [
        other
        for other in entries_of(view)
        if other.is_total and other.unit < entry.unit and other.quantity.unit == entry.quantity.unit and not other.quantity.per
    ]
    found = [above, totals, [*totals, *above], *([total] for total in totals)]
    return [parts for at, parts in enumerate(found) if len(parts) > (1 if at == 0 else 0) and parts not in found[:at]]


def _is_share(entry: Entry, percent: Quantity, parts: Sequence[Entry]) -> bool:
    value = sum(part.least for part in parts) * percent.least / 100
    return abs(value - entry.least) <= max(0.005 * abs(value), (entry.quantity.high - entry.quantity.low) / 2)


def _before(view: View, entry: Entry) -> list[Entry]:
    """The figures of the same table or list above this one."""
    group = view.units[entry.unit].group
    return [
        other
        for other in entries_of(view)
        if view.units[other.unit].group == group
        and other.unit < entry.unit
        and other.quantity.unit == entry.quantity.unit
        and not other.is_total
    ]


def _share_draft(question: Question, view: View, entry: Entry, percent: Quantity, others: Sequence[Entry]) -> Draft:
    base = sum(other.least for other in others)
    value = base * percent.least / 100
    sum_text, text = like(base, base, others, view.convention), like(value, value, [entry], view.convention)
    formula = f"{number(percent.least, view.convention)} % × {sum_text} = {text}"
    holds = _is_share(entry, percent, others)
    lead = frame("adds_up" if holds else "adds_not", question.language, formula=formula, stated=entry.text)
    said = tuple(state(view, unit) for unit in (entry.unit, *(other.unit for other in others)))
    return Draft("inconsistency", said, lead, Computation(formula=formula, expected=text, stated=entry.text))


def hundred_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether shares of a whole add up to 100 %: of the list or column that fits best, one that does before one that does not."""
    if not question.has("adds_up") or not names_hundred(question):
        return None
    rows = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and "share" not in term.concepts]
    near = [
        (choice, gap)
        for matching in matchings
        for choice in choices(question, matching, wanted="percent")
        if (gap := _gap(choice)) is not None and all(_speaks_of(choice, row) for row in rows if matching.found[row])
    ]
    if not near:
        return None
    best = max(choice.score for choice, _ in near)
    choice, gap = max((pair for pair in near if pair[0].score >= 0.9 * best), key=lambda pair: (pair[1] <= ROUNDED, pair[0].score))
    entries = choice.entries
    text = like(sum(entry.least for entry in entries), sum(entry.most for entry in entries), entries, choice.view.convention)
    formula = f"{' + '.join(entry.text for entry in entries)} = {text}"
    lead = frame("adds_up" if gap <= ROUNDED else "adds_not", question.language, formula=formula, stated="100%")
    said = tuple(state(choice.view, entry.unit) for entry in entries)
    return Draft("inconsistency", said, lead, Computation(formula=formula, expected=text, stated="100%"))


def names_hundred(question: Question) -> bool:
    """Whether 100 % is named."""
    return any(value.least == 100 for value in _percents(asked_tokens(question.text, question.language)))


def _gap(choice: Choice) -> float | None:
    """How far a list or column of shares is from 100 %; None for figures that are no parts of a whole."""
    entries = choice.entries
    plain = all(not entry.quantity.change and entry.quantity.comparator in ("=", "~") for entry in entries)
    if choice.series.kind != "percent" or not plain or choice.series.basis not in ("column", "list") or len(entries) < 2:
        return None
    gap = abs(sum(entry.least for entry in entries) - 100)
    if sum(entry.quantity.low for entry in entries) <= 100 <= sum(entry.quantity.high for entry in entries):
        return 0.0
    return gap if gap <= (NEAR_HUNDRED if len(entries) > 2 else ROUNDED) else None


def _speaks_of(choice: Choice, row: int) -> bool:
    return bool(choice.matching.spread[row, [entry.unit for entry in choice.entries]].mean() >= MATCHED)
