"""What goes out on a day, told by rows, dated lines and sentences, and what is planned for a day at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.quantity import Window
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.base import View
from agent.rules.reading.freezes import bars, unfolded
from agent.rules.reading.naming import shortened
from agent.rules.reading.orders import name_in
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

CLAUSES = expression(r"[;,]\s|\s(?:and|und|et|y|e)\s")
LONGEST_EVENT = 21  # days
NUMBER = expression(r"\d+")
PROSE = frozenset({"paragraph", "item", "heading"})
SAYS_NOTHING = frozenset({"年", "月", "日", "new", "neu", "nouveau", "nuevo", "novo", "nuovo"})


class Event(Struct, frozen=True):
    """Something that goes out on a day, told with or without its year, and is no item of the plan; `terms` are its words."""

    name: str
    place: Span
    day: Window
    terms: frozenset[str]
    block: int = -1
    planned: bool = False  # known as something of the plan, not by a word that says that it goes out


def days_planned(view: View) -> Iterator[Event]:
    """Every row and line with the days it names, the last one of a stretch first: what is not said to go out is known by its words only."""
    language = view.roadmap.language
    for grid in view.grids:
        for line in grid.lines:
            days = [window for cell in line.cells for window in _days_in(cell.tokens)]
            text = " ".join((*(cell.text for cell in line.cells), *grid.headers))
            named = max((cell.text for cell in line.cells if not cell.tokens), key=len, default=line.label)
            for day in reversed(days):
                place = view.document.span(line.line, line.end_line)
                yield Event(_named(named or line.label), place, day, terms_beside(text, language), grid.block.index)
    for sentence in unfolded(view.sentences):
        if sentence.kind not in PROSE or not sentence.windows or bars(sentence.text):
            continue
        told = [(sentence.text, sentence.windows[0])] if len(sentence.windows) == 1 else _clauses(sentence)
        for text, window in told:
            if is_day(window) or (window.start and window.end):
                yield Event(_named(text), span_of_sentence(view.scanned, sentence), window, terms_beside(text, language))


def events_of(view: View) -> Iterator[Event]:
    """Rows, dated lines and sentences that say that something goes live, with one day each."""
    language = view.roadmap.language
    for name, window, place in (*_in_rows(view), *_in_lines(view)):
        if is_day(window) and not pattern("before_live").search(name):
            yield Event(_named(name), place, window, terms_beside(name, language))
    yield from _in_clauses(view)


def _in_rows(view: View) -> Iterator[tuple[str, Window, Span]]:
    """Rows with a day below a head that says so, or with one day beside words that do."""
    for grid in view.grids:
        heads = [bool(pattern("goes_out").search(header)) for header in grid.headers]
        for line in grid.lines:
            days = [(at, window) for at, cell in enumerate(line.cells) for window in _days_in(cell.tokens)]
            named = next((cell.text for cell in line.cells if pattern("goes_out").search(cell.text)), "")
            chosen = [window for at, window in days if heads[at]] or [window for _, window in days if named]
            if len(chosen) == 1 and (named or line.label):
                yield named or line.label, chosen[0], view.document.span(line.line, line.end_line)


def _days_in(tokens: Sequence[Token]) -> list[Window]:
    return [token.value for token in tokens if isinstance(token.value, Window) and is_day(token.value)]


def _in_lines(view: View) -> Iterator[tuple[str, Window, Span]]:
    for entry in view.dated:
        if entry.time.line == entry.line and pattern("goes_out").search(entry.text):
            yield entry.text, entry.time.window, view.document.span(entry.line)
    for sentence in view.stating("window"):
        windows = sentence.windows
        alone = sentence.kind in ("paragraph", "item") and len(windows) == 1 and is_day(windows[0])
        if alone and pattern("goes_out").search(sentence.text) and not bars(sentence.text):
            yield sentence.text, windows[0], span_of_sentence(view.scanned, sentence)


def _in_clauses(view: View) -> Iterator[Event]:
    """The clauses of sentences, with a day or a few days each, that say that something goes out or speak of what is planned."""
    language = view.roadmap.language
    for sentence in view.stating("window"):
        if sentence.kind not in ("paragraph", "item") or bars(sentence.text):
            continue
        goes = False
        for text, window in _clauses(sentence):
            known = bool(view.agenda.named(name_in(text, first=True), sentence.line))
            goes = bool(pattern("goes_out").search(text) or pattern("moves_over").search(text)) or (
                goes and not pattern("name_ends").search(text)
            )
            plain = not pattern("before_live").search(text) and not pattern("winds_up").search(text)
            if (goes or known) and _is_short(window) and plain:
                yield Event(
                    _named(text), span_of_sentence(view.scanned, sentence), window, terms_beside(text, language), sentence.block, not goes
                )


def _clauses(sentence: Sentence) -> list[tuple[str, Window]]:
    """The parts of a sentence that tell one time each."""
    cuts = [0, *(match.end() for match in CLAUSES.finditer(sentence.text) if not _inside(sentence, match.start())), len(sentence.text)]
    found: list[tuple[str, Window]] = []
    for start, end in pairwise(cuts):
        told = [token.value for token in sentence.tokens if start <= token.start and token.end <= end and isinstance(token.value, Window)]
        if len(told) == 1:
            found.append((sentence.text[start:end].strip(), told[0]))
    return found


def _inside(sentence: Sentence, at: int) -> bool:
    return any(token.start < at < token.end for token in sentence.tokens)


def _is_short(window: Window) -> bool:
    """A day, or a few days of known dates."""
    if is_day(window):
        return True
    days = window.end - window.start if window.start and window.end else None
    return window.precision in ("day", "week") and days is not None and days <= timedelta(LONGEST_EVENT) and not window.open_ended


def terms_beside(text: str, language: str) -> frozenset[str]:
    """The words of a line, those aside that say that something goes live, and when."""
    return frozenset(canonical_terms(pattern("goes_out").sub(" ", text), language)) - SAYS_NOTHING - frozenset(NUMBER.findall(text))


def is_day(window: Window) -> bool:
    """One day, of a named year or of every one."""
    one = window.start == window.end if window.end else bool(window.days and window.months and len({*window.months, *window.days}) == 2)
    return window.precision == "day" and not window.open_ended and one


def _named(text: str) -> str:
    return f'"{shortened(text)}"'
