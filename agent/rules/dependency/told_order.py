"""A sentence says that one thing comes after another, and the plan has them the other way round.

Claim: a sentence tells an order ("only after", "needs", "before", "without", "first ... then") of two things, or of the thing it stands for
and another one; both have a time in the plan, by their names or a part of them, by a code or number, by their phase or written beside them;
and what should come behind is over before the first of the order begins or is done, or begins before that though it may not.

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

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.facts import Convention, canonical_terms, scan
from agent.model.quantity import Window
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.agenda import is_bare
from agent.rules.reading.moments import scaled
from agent.rules.reading.naming import shortened
from agent.rules.reading.orders import SAYING, Order, orders_in
from agent.rules.reading.period import Period, ends_too_early, is_over, starts_too_early, written
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.reading.things import Thing, window_of
from agent.rules.reading.timelines import Dated
from agent.rules.reading.vocabulary import pattern

LONGEST_NAME = 6  # words that a name has in common with what tells of it
LEAST_OVERLAP = 3.0  # days by which something begins before what it waits for is done
HEAD_END = expression(r"[:：(（|]| [–—-] ")
LETTERS = 6  # of a name of one word
COUNTED = frozenset({"day", "week", "month", "quarter", "year"})  # a sprint or phase has its number as a name


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
        names: list[tuple[frozenset[str], Dated]] = []
        self.at: dict[int, Dated] = {}
        for entry in lines:
            name = _head(entry.text)
            terms = frozenset(canonical_terms(name, language))
            self.at.setdefault(entry.line, entry)
            whole = len(name.strip()) >= LETTERS and name == entry.text  # one word before a colon is a label: "Status: ..."
            named = not entry.beside and not _is_count_of_time(name, language)
            if 0 < len(terms) <= LONGEST_NAME and named and (len(terms) > 1 or whole):
                names.append((terms, entry))
        often = Counter(term for terms, _ in names for term in terms)
        self._by_term: dict[str, list[tuple[frozenset[str], Dated]]] = defaultdict(list)
        for terms, entry in names:
            self._by_term[min(terms, key=lambda term: (often[term], term))].append((terms, entry))

    def named(self, text: str, line: int) -> tuple[Placed, ...]:
        """The dated lines whose whole name stands in a text, those with the longest names; never the line of the text itself."""
        said = frozenset(canonical_terms(text, self._language))
        found = [(terms, entry) for term in said for terms, entry in self._by_term.get(term, ()) if terms <= said and entry.line != line]
        most = max((len(terms) for terms, _ in found), default=0)
        return tuple(_placed(entry) for terms, entry in sorted(found, key=lambda one: one[1].line) if len(terms) == most)


def _head(text: str) -> str:
    end = HEAD_END.search(text)
    return text[: end.start()] if end else text


def _is_count_of_time(name: str, language: str) -> bool:
    """Whether a name is nothing but a numbered day, week or month: "after 7 days" is not after "Day 7: ..."."""
    words = name.split()
    if len(words) != 2 or not any(map(str.isdigit, words)):
        return False
    tokens = scan(name.strip(), Convention(language=language))
    value = tokens[0].value if len(tokens) == 1 else None
    return isinstance(value, Window) and value.is_relative and value.unit in COUNTED and tokens[0].text == name.strip()


def _placed(entry: Dated) -> Placed:
    return Placed(entry.text, entry.time.window, entry.time.period, entry.line)


def _find(view: View) -> Iterator[Draft]:
    orders = [order for order in orders_in(view.saying(*SAYING)) if not order.denied]
    parts = dict(_needed_for(view))
    for lines in (view.dated_lines, view.phased_lines):
        plan = Plan(lines, view.roadmap.language) if lines else None
        for order in orders if plan else ():
            if plan and order.sentence.line not in parts and (pair := _broken(view, plan, order)):
                parts[order.sentence.line] = Part(_draft(view, order, *pair), f'"{shortened(order.sentence.text.strip())}"')
    for order in orders:
        if order.sentence.line not in parts and (pair := _against_agenda(view, order)):
            parts[order.sentence.line] = Part(_draft(view, order, *pair), f'"{shortened(order.sentence.text.strip())}"')
    yield from bundled(list(parts.values()), "{count} sentences tell an order that the plan does not keep")


def _needed_for(view: View) -> Iterator[tuple[int, Part]]:
    """The rows that name in a column what they are needed for, and are done when that has begun."""
    for grid in view.grids:
        columns = [at for at, header in enumerate(grid.headers) if pattern("needed_for").fullmatch(header.strip())]
        for line in grid.lines if columns else ():
            for at in columns:
                cell, window = line.cells[at], window_of(line, beside=at)
                own, period = view.agenda.at(line.line), scaled(window) if window else None
                if window is None or period is None:
                    continue
                days = [token.value for token in cell.tokens if isinstance(token.value, Window)]
                told = [Placed(cell.text, day, placed, line.line) for day in days if (placed := scaled(day))]
                waiting = told if len(told) == 1 else _placed_of(view.agenda.named(cell.text, line.line))
                first = Placed(own.name if own else line.label, window, period, line.line)
                if waiting and all(_begins_before(later, first) for later in waiting):
                    span = view.document.span(line.line, line.end_line)
                    places = (span, *(view.document.span(later.line) for later in waiting[:1] if later.line != line.line))
                    yield line.line, Part(_message(first, waiting[0], places), f'"{shortened(first.name)}"')


def _begins_before(later: Placed, first: Placed) -> bool:
    """Whether what waits surely begins before what it waits for is there."""
    over = later.line != first.line and _is_over(later, first)
    return over or starts_too_early(later.period, first.period)


def _against_agenda(view: View, order: Order) -> tuple[Placed, Placed] | None:
    """The same of things that the sentence calls by a part of their name, an id or a number."""
    agenda, line = view.agenda, order.sentence.line
    told, name = order.names
    firsts = _told(order, order.earlier) or _placed_of(agenda.named(told, line))
    if not firsts:
        return None
    waiting = agenda.named(name, line)
    bare = is_bare(name, view.roadmap.language)
    own = agenda.at(line) if not waiting and order.own and (bare or agenda.called(told)) else None
    laters = _placed_of(waiting) or (_placed_of((own,)) if own else ())
    exact = own is None or (bare and own.line == line)
    several = len(agenda.called(told)) > 1
    if not laters or {first.line for first in firsts} & {later.line for later in laters}:
        return None
    pairs = [(first, later) for first in firsts for later in laters if _comes_too_early(later, first, order, exact=exact)]
    complete = len(pairs) == len(firsts) * len(laters) or (several and len(laters) == 1)
    return pairs[0] if pairs and complete and not _contain(view, firsts, laters) else None


def _placed_of(things: Sequence[Thing]) -> tuple[Placed, ...]:
    """The things with their times; none where one of them has none."""
    placed = [Placed(thing.name, thing.window, thing.period, thing.line) for thing in things if thing.window and thing.period]
    return tuple(placed) if len(placed) == len(things) else ()


def _comes_too_early(later: Placed, first: Placed, order: Order, *, exact: bool) -> bool:
    """Whether what waits is over when what it waits for is done or, where it may only begin then, has begun."""
    if _is_over(later, first) or ends_too_early(later.period, first.period):
        return True
    overlap = first.period.end is not None and later.period.start is not None and first.period.end - later.period.start > LEAST_OVERLAP
    other = (later.period.start, later.period.end) != (first.period.start, first.period.end)
    return exact and order.begins and overlap and other and starts_too_early(later.period, first.period)


def _contain(view: View, firsts: Sequence[Placed], laters: Sequence[Placed]) -> bool:
    """Whether one of two things is a part of the other."""
    ends = {thing.line: thing.end_line for thing in view.agenda.things}
    pairs = ((one.line, other.line) for first in firsts for later in laters for one, other in ((first, later), (later, first)))
    return any(outer < inner <= ends.get(outer, outer) for outer, inner in pairs)


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
    return is_over(one, other) and (one.start, one.end) != (other.start, other.end)


def _draft(view: View, order: Order, first: Placed, later: Placed) -> Draft:
    lines = tuple(line for line in dict.fromkeys((first.line, later.line)) if line != order.sentence.line)
    places = (span_of_sentence(view.scanned, order.sentence), *(view.document.span(line) for line in lines))
    return _message(first, later, places)


def _message(first: Placed, later: Placed, places: tuple[Span, ...]) -> Draft:
    return Draft(
        f'"{shortened(later.name)}" ({written(later.window)}) is said to come after "{shortened(first.name)}", which is planned for'
        f" {written(first.window)}",
        places,
        key=f"{first.name.casefold()}|{later.name.casefold()}",
        suggestion="move one of the two, or drop the order",
    )


RULE = Rule("RA313", "told-order", "dependency", "question", "rule", _find, __doc__)
