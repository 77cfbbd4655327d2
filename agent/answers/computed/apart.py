"""How far apart two figures are that a question sets against each other: the difference or the ratio, and which is more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msgspec import structs

from agent.answers.asking.question import Question
from agent.answers.computed.opposing import Opposed, opposed
from agent.answers.reading.amounts import like, number
from agent.answers.reading.entry import Entry
from agent.answers.reading.matching import Matching
from agent.answers.reading.scales import SECONDS, on_scale
from agent.answers.reading.siblings import parts_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, shorten, state
from agent.answers.wording.frames import frame
from agent.model.finding import Computation

LONGEST = 60


def apart_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The difference (the ratio) of two figures of one family, or which of both is more; with both figures and both places.

    Holds only when the question asks for such a comparison and names both members by number, by name, by their rank, or as what is
    now and what is aimed at.
    """
    if question.is_verdict or len(matchings) != 1 or question.wanted in ("reason", "window", "date", "person", "place"):
        return None
    if question.wanted == "way" and not (question.has("difference") or (_from_to(question) and question.has("change", "versus"))):
        return None
    if not _asks(question):
        return None
    pair = opposed(question, matchings[0])
    if pair is None or (pair.how not in ("change", "number") and not _compares(question)):
        return None
    return apart_draft(question, pair)


def _asks(question: Question) -> bool:
    return (
        _compares(question)
        or (question.has("change") and question.has("current"))
        or (question.has("change", "versus") and _from_to(question))
    )


def _from_to(question: Question) -> bool:
    """Whether two members are named by number: "how does it grow from the first to the second phase"."""
    return 0 < len(question.numbered) < 3 and len({entry.kind for entry in question.numbered}) == 1


def _compares(question: Question) -> bool:
    if question.has("difference", "ratio"):
        return True
    if question.has("sum", "average", "share", "same"):
        return False
    return question.has("greater", "smaller", "maximum", "minimum") and question.has("versus")


def apart_draft(question: Question, pair: Opposed) -> Draft | None:
    """The answer to what the question asks of the two."""
    named = [(_bounded(question, entry), name) for entry, name in zip((pair.one, pair.other), pair.names, strict=True)]
    (one, one_name), (other, other_name) = named
    if pair.how == "change" or not _compares(question):
        one_name = other_name = shorten(pair.family.common or one.subject, LONGEST)
    if question.has("ratio") and not question.has("difference"):
        return _ratio(pair, one, other, question)
    if not _compares(question):
        lead = f"{one_name}: {one.text} → {other.text}."
        return Draft("compare", _said(pair), lead, Computation(formula=f"{one.text} → {other.text}", expected=other.text, stated=""))
    one, other = _in_one_unit(pair, one), _in_one_unit(pair, other)
    more, less = ((one, one_name), (other, other_name)) if _most(one) >= _most(other) else ((other, other_name), (one, one_name))
    if (one.quantity.unit, one.quantity.per) != (other.quantity.unit, other.quantity.per) and one.quantity.kind != "count":
        return None
    low, high = sorted((more[0].least - less[0].least, more[0].most - less[0].most))
    if not (low or high):
        return None
    shown = [more[0]] if more[0].quantity.kind == "duration" else [more[0], less[0]]  # "4 days" of 5 days and 1 day
    value = like(low, high, shown, pair.view.convention)
    formula = f"{more[0].text} − {less[0].text} = {value}"
    values = f"{_called(pair, *more)}: {more[0].text}; {_called(pair, *less)}: {less[0].text}"
    winner = less if question.has("smaller") and not question.has("difference", "greater") else more
    lead = frame("difference_more", question.language, subject=_called(pair, *more), value=value, formula=formula)
    if winner is less:
        lead = f"{frame('lowest', question.language)}: {_called(pair, *less)}. {lead}"
    return Draft("compare", _said(pair), f"{lead} ({values})", Computation(formula=formula, expected=value, stated=""), cited=_parts(pair))


def _in_one_unit(pair: Opposed, entry: Entry) -> Entry:
    """A duration in the smaller unit of the two: 4 hours beside 30 minutes are 240 minutes."""
    units = [member.quantity.unit for member in (pair.one, pair.other)]
    if entry.quantity.kind != "duration" or units[0] == units[1] or not all(unit in SECONDS for unit in units):
        return entry
    smaller = min(units, key=SECONDS.__getitem__)
    factor = SECONDS[entry.quantity.unit] / SECONDS[smaller]
    sample = pair.one if pair.one.quantity.unit == smaller else pair.other
    quantity = structs.replace(entry.quantity, least=entry.quantity.least * factor, most=entry.quantity.most * factor, unit=smaller)
    text = entry.text if factor == 1 else like(quantity.least, quantity.most, [sample], pair.view.convention)
    return replace(entry, quantity=quantity, text=text)


def _most(entry: Entry) -> float:
    return on_scale(entry.quantity)[2]


def _called(pair: Opposed, entry: Entry, name: str) -> str:
    """A member by its name, with what all members are figures of."""
    common = pair.family.common if pair.family.basis == "row" and pair.how != "change" else ""
    return shorten(f"{common} ({name})" if common and name else name or entry.subject or entry.label, LONGEST)


def _bounded(question: Question, entry: Entry) -> Entry:
    """One end of a range where the question asks for what it is at most, at least."""
    quantity = entry.quantity
    most, least = question.has("at_most"), question.has("at_least")
    if not quantity.is_range or most == least:
        return entry
    value = quantity.most if most else quantity.least
    return replace(entry, quantity=structs.replace(quantity, least=value, most=value), text=entry.text)


def _ratio(pair: Opposed, one: Entry, other: Entry, question: Question) -> Draft | None:
    larger, smaller = (one, other) if _most(one) >= _most(other) else (other, one)
    if not _most(smaller) or _most(smaller) == _most(larger):
        return None
    text = number(_most(larger) / _most(smaller), pair.view.convention, 2)
    formula = f"{larger.text} / {smaller.text} = {text}"
    lead = frame("ratio", question.language, value=text, formula=formula)
    return Draft("aggregate", _said(pair), lead, Computation(formula=formula, expected=text, stated=""), cited=_parts(pair))


def _said(pair: Opposed) -> tuple[Statement, ...]:
    return tuple(state(pair.view, unit) for unit in dict.fromkeys((pair.one.unit, pair.other.unit)))


def _parts(pair: Opposed) -> tuple[tuple[View, int], ...]:
    if pair.family.basis != "sums":
        return ()
    return tuple((pair.view, unit) for entry in (pair.one, pair.other) for unit in parts_of(pair.view, entry))
