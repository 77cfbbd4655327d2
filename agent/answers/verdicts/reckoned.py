"""Whether three figures that a question names make each other: a product, a sum or difference, a share; or a product on one line.

The figures stand in one row, under one column name, or on one line. A no is said with what the figures make and what is stated.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT
from agent.answers.reading.amounts import like, number
from agent.answers.reading.entry import Entry
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.measured import Figures, figures_in
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, state
from agent.answers.wording.frames import frame
from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token

_ASKED = ("same", "adds_up", "correct", "fits", "reckons", "sum")
NAMED = 0.9  # a word names a figure from this weight on
FARTHEST = 20.0  # times: what is farther off is no attempt at the same reckoning
ROUNDED = 0.006  # of a result: plans round
TOP = 3  # best lines looked at for a product
_NUMBER = expression(r"\d+")
MOST = 4  # figures of a frame tried together


@dataclass(frozen=True, slots=True)
class Made:
    """`formula` makes `least`..`most`, which stands against `stated`."""

    formula: str
    least: float
    most: float
    text: str
    stated: Entry
    entries: tuple[Entry, ...]

    @property
    def holds(self) -> bool:
        quantity = self.stated.quantity
        low, high = (quantity.low, quantity.high) if not quantity.is_range else (quantity.least, quantity.most)
        if quantity.is_range:
            return abs(self.least - low) <= ROUNDED * abs(low) and abs(self.most - high) <= ROUNDED * abs(high)
        slack = ROUNDED * abs(high)
        return self.least <= high + slack and low - slack <= self.most

    @property
    def off(self) -> float:
        """How many times what is made is more, or less, than what is stated."""
        one, other = max(self.most, 1e-9), max(self.stated.quantity.most, 1e-9)
        return max(one / other, other / one)


def reckoned_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Yes or no with the reckoning; None where the question does not name three figures, or nothing says how they belong together."""
    if not question.is_verdict or not question.has(*_ASKED) or len(matchings) != 1:
        return None
    matching = matchings[0]
    made = _on_line(matching)
    return _draft(question, matching.view, made) if made is not None else _named(question, matching)


def _on_line(matching: Matching) -> Made | None:
    """The product written on the line that fits best ("4 people × 3 months × $7,000"), against the amount stated there."""
    view = matching.view
    for unit in map(int, (-matching.scores).argsort(kind="stable")[:TOP]):
        tokens = view.tokens(unit)
        chain = _chain(tokens)
        beside = [token for token in tokens if isinstance(token.value, Quantity) and token not in chain]
        last = chain[-1].value if chain else None
        stated = [
            token
            for token in beside
            if isinstance(last, Quantity) and isinstance(token.value, Quantity) and token.value.kind == last.kind == "money"
        ]
        if len(chain) < 2 or len(stated) != 1 or matching.own[:, unit].max(initial=0.0) < MATCHED:
            continue
        least = most = 1.0
        for token in chain:
            assert isinstance(token.value, Quantity)
            least, most = least * token.value.least, most * token.value.most
        entry = _entry(unit, stated[0])
        text = like(least, most, [entry], view.convention)
        formula = f"{' × '.join(token.text.strip() for token in chain)} = {text}"
        made = Made(formula, least, most, text, entry, (entry,))
        if made.off <= FARTHEST:
            return made
    return None


def _entry(unit: int, token: Token) -> Entry:
    assert isinstance(token.value, Quantity)
    return Entry(unit, "", "", "", token.value, token.text)


def _chain(tokens: Sequence[Token]) -> list[Token]:
    """The first run of figures with "×" between them."""
    found: list[Token] = []
    for before, sign, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        times = sign.kind == "operator" and sign.value == "x"
        if times and isinstance(before.value, Quantity) and isinstance(after.value, Quantity):
            if found and found[-1] is not before:
                break
            found = [*(found or [before]), after]
    return found


def _named(question: Question, matching: Matching) -> Draft | None:
    view = matching.view
    best: tuple[int, int, float, Made] | None = None
    for fit, entries in _frames(question, matching):
        for three in itertools.combinations(entries[:MOST], 3):
            for made in _reckonings(question, view, three):
                rank = (fit, int(made.holds), -made.off, made)
                if best is None or rank[:3] > best[:3]:
                    best = rank
    if best is None or (not best[3].holds and best[3].off > FARTHEST):
        return None
    return _draft(question, view, best[3])


def _frames(question: Question, matching: Matching) -> Iterator[tuple[int, list[Entry]]]:
    """(how well it is placed, the figures) for the rows, and the columns of one name, in which words of the question name three figures."""
    figures = figures_in(question, matching)
    groups: dict[tuple[str, str], list[int]] = {}
    for at, entry in enumerate(figures.entries):
        if figures.view.units[entry.unit].kind == "row" and entry.label and not entry.quantity.change:
            groups.setdefault(("row", str(entry.unit)), []).append(at)
            groups.setdefault(("column", entry.label), []).append(at)
    timed = [*matching.counted_rows, *(row for row, term in enumerate(question.terms) if term.timed and matching.found[row])]
    said = {term.words[0] for term in question.terms if term.words[0].isdecimal()}
    for (basis, label), places in groups.items():
        named = _members(question, figures, places)
        if len(named) >= 3:
            placed = sum(all(figures.weights[row, at] >= MATCHED for at in named) for row in timed)
            placed += basis == "column" and bool(said & set(_NUMBER.findall(label)))
            yield placed, [figures.entries[at] for at in named]


def _members(question: Question, figures: Figures, places: Sequence[int]) -> list[int]:
    """The members of a row or column that telling words of the question name, each word one of them."""
    found: list[int] = []
    for row, term in enumerate(question.terms):
        if term.weight < CONTENT * 0.9 or term.timed:
            continue
        naming = [at for at in places if figures.weights[row, at] >= NAMED]
        if 0 < len(naming) < len(places):
            best = min(naming, key=lambda at: (-round(float(figures.weights[row, at]), 2), len(figures.entries[at].subject), at))
            if best not in found:
                found.append(best)
    return found


def _reckonings(question: Question, view: View, three: Sequence[Entry]) -> Iterator[Made]:
    """What two of three figures make, against the third: as their kinds and the words of the question tell."""
    ordered = sorted(three, key=lambda entry: -entry.most)
    shares = [entry for entry in three if entry.quantity.kind == "percent"]
    if len(shares) == 1:
        whole, part = [entry for entry in ordered if entry is not shares[0]]
        yield _made(
            view, f"{shares[0].text} × {whole.text}", [whole.least * shares[0].least / 100, whole.most * shares[0].most / 100], part, three
        )
        return
    most, second, third = ordered
    if not shares and len({(entry.quantity.unit, entry.quantity.kind) for entry in three}) > 1:
        yield _made(view, f"{second.text} × {third.text}", [second.least * third.least, second.most * third.most], most, three)
        if "month" in (second.quantity.per, third.quantity.per) and most.quantity.per != "month":
            ends = [12 * second.least * third.least, 12 * second.most * third.most]
            yield _made(view, f"{second.text} × {third.text} × 12", ends, most, three)
    elif question.has("smaller", "exclude", "sum", "adds_up", "reckons", "minus"):
        for whole, taken, rest in ((most, third, second), (most, second, third)):
            yield _made(view, f"{whole.text} − {taken.text}", sorted((whole.least - taken.least, whole.most - taken.most)), rest, three)


def _made(view: View, formula: str, ends: Sequence[float], stated: Entry, entries: Sequence[Entry]) -> Made:
    least, most = ends[0], ends[-1]
    text = like(least, most, [stated], view.convention) if stated.quantity.kind == "money" else _plain(least, most, view)
    return Made(f"{formula} = {text}", least, most, text, stated, tuple(entries))


def _plain(least: float, most: float, view: View) -> str:
    low, high = number(least, view.convention), number(most, view.convention)
    return high if least == most else f"{low}-{high}"


def _draft(question: Question, view: View, made: Made) -> Draft:
    key = "adds_up" if made.holds else "adds_not"
    lead = frame(key, question.language, formula=made.formula, stated=made.stated.text)
    computation = Computation(formula=made.formula, expected=made.text, stated=made.stated.text)
    said = tuple(state(view, unit) for unit in dict.fromkeys(entry.unit for entry in made.entries))
    return Draft("inconsistency", said, lead, computation, figures=(made.text,))
