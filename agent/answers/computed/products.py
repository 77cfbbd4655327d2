"""Products that a question asks for: so many of a thing at its price, and what each of several gives, all together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, asked_tokens
from agent.answers.asking.words import stem, words
from agent.answers.reading.amounts import like
from agent.answers.reading.entry import Entry
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.measured import figures_in
from agent.answers.reading.series import is_each
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, state
from agent.answers.wording.frames import frame
from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity

TOP = 3  # best lines
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/ -"
BEHIND = 40  # characters behind a price in which it is said what it is for
_PER = expression(r"^\s*(?:/|per\b|por\b|pro\b|je\b|par\b|a piece|each|cada|за\b)\s*([^,;.()|]*)")
_ELSE = ("difference", "ratio", "average", "share", "maximum", "minimum", "same", "exclude", "when", "until")


def product_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The product with its formula; None where the plan has no price for what is counted, or nothing that each gives."""
    if question.is_verdict or len(matchings) != 1 or question.has(*_ELSE):
        return None
    matching = matchings[0]
    made = _so_many(question, matching) if question.wanted in ("money", "quantity", "any") else None
    return made or (_each(question, matching) if question.has("sum") and question.wanted in ("duration", "money", "count") else None)


def _so_many(question: Question, matching: Matching) -> Draft | None:
    """So many things as the question speaks of, at the price that the plan has for one."""
    quantities = [token for token in asked_tokens(question.text, question.language) if isinstance(token.value, Quantity)]
    counts = [token for token in quantities if isinstance(token.value, Quantity) and token.value.kind in ("count", "rate")]
    if len(counts) != 1 or not question.has("if", "how_much", "costs"):
        return None
    many = counts[0].value
    assert isinstance(many, Quantity)
    noun = many.unit.partition("/")[0]
    if many.most <= 1 or not noun:
        return None
    best: tuple[float, Entry] | None = None
    for fit, entry in _prices(question, matching, noun):
        if best is None or fit > best[0]:
            best = (fit, entry)
    if best is None:
        return None
    entry = best[1]
    view = matching.view
    least, most = many.least * entry.least, many.most * entry.most
    text = like(least, most, [replace(entry, text=entry.text.rstrip(_LETTERS))], view.convention)
    formula = f"{counts[0].text.strip()} × {entry.text} = {text}"
    lead = frame("difference", question.language, value=text, formula=formula)
    return Draft(
        "aggregate", (state(view, entry.unit),), lead, Computation(formula=formula, expected=text, stated=""), figures=(text,), certain=True
    )


def _prices(question: Question, matching: Matching, noun: str) -> Iterator[tuple[float, Entry]]:
    """(fit, price) of the amounts for one of what is counted: "€50-200 per qualified lead"."""
    figures = figures_in(question, matching)
    view = matching.view
    for at, entry in enumerate(figures.entries):
        if entry.quantity.kind != "money" or entry.is_total:
            continue
        text = view.units[entry.unit].text
        written = entry.text.rstrip(_LETTERS)  # the reader may take "per lead" into the figure
        behind = text[text.find(written) + len(written) :][:BEHIND] if written and written in text else ""
        match = _PER.match(behind)
        if match is not None and _names(match.group(1), noun, question.language, view.language):
            yield float(matching.value @ figures.weights[:, at]), entry


def _names(text: str, noun: str, *languages: str) -> bool:
    """Whether a text says a noun, in whatever number."""
    said = {stem(word.text, language) for word in words(text) for language in languages}
    return any(stem(word.text, language) in said for word in words(noun) for language in languages)


def _each(question: Question, matching: Matching) -> Draft | None:
    """What each of several gives, times their number, where one line says both: "4 students | 10 hours a week each"."""
    view = matching.view
    rows = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and matching.found[row]]
    for unit in map(int, (-matching.scores).argsort(kind="stable")[:TOP]):
        if not is_each(view.units[unit].text) or not rows or matching.own[rows, unit].max() < MATCHED:
            continue
        found = [token for token in view.tokens(unit) if isinstance(token.value, Quantity)]
        heads = [token for token in found if isinstance(token.value, Quantity) and token.value.kind == "count"]
        given = [token for token in found if isinstance(token.value, Quantity) and _is_given(question, token.value)]
        if len(heads) != 1 or len(given) != 1 or heads[0] is given[0]:
            continue
        return _product(question, view, unit, (heads[0].text, heads[0].value), (given[0].text, given[0].value))
    return None


def _is_given(question: Question, quantity: Quantity) -> bool:
    if question.wanted == "duration":
        return quantity.kind == "duration" or (quantity.kind == "rate" and quantity.unit.startswith(("hour", "day")))
    return quantity.kind == question.wanted and quantity.most > 0


def _product(question: Question, view: View, unit: int, many: tuple[str, object], each: tuple[str, object]) -> Draft | None:
    count, given = many[1], each[1]
    assert isinstance(count, Quantity)
    assert isinstance(given, Quantity)
    entry = Entry(unit, "", "", "", given, each[0])
    text = like(count.least * given.least, count.most * given.most, [entry], view.convention)
    formula = f"{many[0].strip()} × {each[0].strip()} = {text}"
    lead = frame("sum", question.language, formula=formula)
    return Draft(
        "aggregate", (state(view, unit),), lead, Computation(formula=formula, expected=text, stated=""), figures=(text,), certain=True
    )
