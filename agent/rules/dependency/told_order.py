"""A sentence says that one thing comes after another, and the plan has them the other way round.

Claim: a sentence tells an order ("only after", "needs", "before") of two things, or of the thing it stands for and another one; both have a
time in the plan, by their names, by their phase or written beside them; and the first of the order begins when the other is over.

Why it matters: one of the two will have to move, and so will all that hangs on it.

Flagged:

    Data migration starts only after the penetration test.

    | Step | Date |
    |---|---|
    | Data migration | 14 May 2026 |
    | Penetration test | 2 June 2026 |

Fine:

    Data migration starts only after the penetration test.

    | Step | Date |
    |---|---|
    | Penetration test | 14 May 2026 |
    | Data migration | 2 June 2026 |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.facts import canonical_terms
from agent.model.quantity import Window
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.moments import scaled
from agent.rules.reading.naming import shortened
from agent.rules.reading.orders import Order, orders_in
from agent.rules.reading.period import Period, written
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.reading.timelines import Dated

LONGEST_NAME = 6  # words that a name has in common with what tells of it
LETTERS = 6  # of a name of one word


class Placed(Struct, frozen=True):
    """Something that a part of a sentence names, with its time; `line` is where the plan has it."""

    name: str
    window: Window
    period: Period
    line: int


class Plan:
    """The dated lines of a document by their words."""

    def __init__(self, lines: Sequence[Dated], language: str) -> None:
        self._language = language
        self._by_term: dict[str, list[tuple[frozenset[str], Dated]]] = defaultdict(list)
        self.at: dict[int, Dated] = {}
        for entry in lines:
            name = _head(entry.text)
            terms = frozenset(canonical_terms(name, language))
            self.at.setdefault(entry.line, entry)
            if 0 < len(terms) <= LONGEST_NAME and not entry.beside and (len(terms) > 1 or len(name.strip()) >= LETTERS):
                self._by_term[min(terms)].append((terms, entry))

    def named(self, text: str, line: int) -> tuple[Placed, ...]:
        """The dated lines whose whole name stands in a text, those with the longest names; never the line of the text itself."""
        said = frozenset(canonical_terms(text, self._language))
        found = [(terms, entry) for term in said for terms, entry in self._by_term.get(term, ()) if terms <= said and entry.line != line]
        most = max((len(terms) for terms, _ in found), default=0)
        return tuple(_placed(entry) for terms, entry in found if len(terms) == most)


def _head(text: str) -> str:
    for mark in (":", "：", " – ", " — ", " - ", "(", "（", "|"):
        text = text.split(mark)[0]
    return text


def _placed(entry: Dated) -> Placed:
    return Placed(entry.text, entry.time.window, entry.time.period, entry.line)


def _find(view: View) -> Iterator[Draft]:
    orders = list(orders_in(view.saying("waiting_words", "preceding_words")))
    if not orders:
        return
    parts: dict[int, Part] = {}
    for lines in (view.dated_lines, view.phased_lines):
        plan = Plan(lines, view.roadmap.language) if lines else None
        for order in orders if plan else ():
            if plan and order.sentence.line not in parts and (pair := _broken(view, plan, order)):
                parts[order.sentence.line] = Part(_draft(view, order, *pair), f'"{shortened(order.sentence.text.strip())}"')
    yield from bundled(list(parts.values()), "{count} sentences tell an order that the plan does not keep")


def _broken(view: View, plan: Plan, order: Order) -> tuple[Placed, Placed] | None:
    """The thing that should come first and the one that waits for it, where all of the plan has them the other way round."""
    line = order.sentence.line
    firsts = _told(order, order.earlier) or plan.named(order.earlier, line)
    laters = _told(order, order.later) or plan.named(order.later, line)
    if not laters and order.own and (own := plan.at.get(line)):
        laters = (_placed(own),)
    if not firsts or not laters:
        return None
    return (firsts[0], laters[0]) if all(_is_over(later, first) for first in firsts for later in laters) else None


def _told(order: Order, part: str) -> tuple[Placed, ...]:
    """The one time that a part of the sentence tells itself, or the phase that it names."""
    tokens = [token for token in order.sentence.tokens if isinstance(token.value, Window) and token.text in part]
    if len(tokens) == 1 and isinstance(tokens[0].value, Window) and (period := scaled(tokens[0].value)):
        return (Placed(tokens[0].text, tokens[0].value, period, order.sentence.line),)
    return ()


def _is_over(later: Placed, first: Placed) -> bool:
    """Whether what waits is surely over when what it waits for begins."""
    one, other = later.period, first.period
    return one.axis == other.axis and one.end is not None and other.start is not None and one.end <= other.start


def _draft(view: View, order: Order, first: Placed, later: Placed) -> Draft:
    lines = tuple(line for line in dict.fromkeys((first.line, later.line)) if line != order.sentence.line)
    return Draft(
        f'"{shortened(later.name)}" ({written(later.window)}) is said to come after "{shortened(first.name)}", which is planned for'
        f" {written(first.window)}",
        (span_of_sentence(view.scanned, order.sentence), *(view.document.span(line) for line in lines)),
        key=f"{first.name.casefold()}|{later.name.casefold()}",
        suggestion="move one of the two, or drop the order",
    )


RULE = Rule("RA313", "told-order", "dependency", "question", "rule", _find, __doc__)
