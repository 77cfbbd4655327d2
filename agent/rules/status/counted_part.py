"""A sentence counts another part of the whole as done than the list shows.

Claim: a sentence says "two of five milestones have been reached", exactly one list has that many entries with a state or a check box, and
another number of them is done (or open, or in progress, whichever the sentence counts).

Why it matters: the sentence is what is reported upwards.

Flagged:

    Two of four milestones have been reached.

    | ID | Milestone | Status |
    |---|---|---|
    | M1 | Sign-in works | reached |
    | M2 | Case files accepted | open |
    | M3 | First permit online | open |
    | M4 | Desk closed | open |

Fine:

    One of four milestones has been reached.

    | ID | Milestone | Status |
    |---|---|---|
    | M1 | Sign-in works | reached |
    | M2 | Case files accepted | open |
    | M3 | First permit online | open |
    | M4 | Desk closed | open |
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from agent.model.finding import Computation
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.grid import is_blank
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.tallies import number_at_word
from agent.rules.reading.vocabulary import pattern

WORD = re.compile(r"\w[\w'-]*")
JOINS = re.compile(
    r"\s*(?:out of|of|von|der|das|dos|de|des|sur|di|из)(?:\s+(?:the|our|all|den|unseren|los|las|les|nos|nossas|nossos))?\s+", re.IGNORECASE
)
STATES = {"done": "part_done", "in progress": "counted_in_progress", "open": "counted_open"}
REACH = 60  # characters behind the whole in which the state must be named
FEWEST = 3
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Entries:
    """A list that has a state for each of its entries."""

    states: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Part:
    count: int
    whole: int
    state: str


def _find(view: View) -> Iterator[Draft]:
    lists: tuple[Entries, ...] | None = None
    for sentence in view.sentences:
        part = _part(sentence, view.roadmap.language) if sentence.kind in ("paragraph", "item", "footnote") else None
        if part is None:
            continue
        lists = lists if lists is not None else tuple(_lists(view))
        fitting = [entries for entries in lists if len(entries.states) == part.whole]
        if len(fitting) != 1 or sentence.line in {span.line for span in fitting[0].spans}:
            continue
        found = fitting[0].states.count(part.state)
        if found != part.count:
            yield _draft(view, sentence, part, fitting[0], found)


def _part(sentence: Sentence, language: str) -> Part | None:
    """ "two of five milestones have been reached": the only such count of the sentence."""
    found: list[Part] = []
    for match in WORD.finditer(sentence.text):
        join = JOINS.match(sentence.text, match.end())
        count = number_at_word(sentence.text, match.start(), match.end(), language) if join else None
        second = WORD.match(sentence.text, join.end()) if join and count is not None else None
        whole = number_at_word(sentence.text, second.start(), second.end(), language) if second else None
        if count is None or whole is None or second is None or whole < max(count, FEWEST):
            continue
        behind = re.split(r"[,;:.(]", sentence.text[second.end() : second.end() + REACH])[0]
        states = [name for name, words in STATES.items() if pattern(words).search(behind)]
        if states:
            found.append(Part(count, whole, states[0] if len(states) == 1 else "open" if "open" in states else states[0]))
    return found[0] if len(found) == 1 else None


def _lists(view: View) -> Iterator[Entries]:
    """Runs of check boxes, and tables with a column of states."""
    boxes = [block for block in view.document.blocks if block.checked is not None and block.depth == 0]
    for _, run in groupby(boxes, key=lambda block: block.section):
        found = list(run)
        yield Entries(tuple("done" if b.checked else "open" for b in found), tuple(view.document.span(b.line) for b in found))
    for grid in view.grids:
        for column in range(grid.width):
            cells = [(line, line.cells[column].text.strip()) for line in grid.lines if not line.total]
            states = tuple(_state(text) for _, text in cells)
            if len(states) >= FEWEST and all(states) and "done" in states:
                yield Entries(states, tuple(view.document.span(line.line, line.end_line) for line, _ in cells))


def _state(text: str) -> str:
    """The state a cell names, "" when it names none."""
    if is_blank(text) or len(text.split()) > 4:
        return ""
    for name in ("open", "in progress", "done"):
        if pattern(STATES[name]).search(text):
            return name
    return ""


def _draft(view: View, sentence: Sentence, part: Part, entries: Entries, found: int) -> Draft:
    places = [span for span, state in zip(entries.spans, entries.states, strict=True) if state == part.state]
    defaulted: dict[str, int] = defaultdict(int)
    for state in entries.states:
        defaulted[state] += 1
    return Draft(
        f"the text counts {part.count} of {part.whole} as {part.state}, but the list shows {found}",
        (span_of_sentence(view.scanned, sentence), *(places or list(entries.spans))[:SHOWN]),
        key=f"{part.whole}|{part.state}",
        computation=Computation(
            formula=" + ".join(f"{count} {state}" for state, count in sorted(defaulted.items())) + f" = {part.whole}",
            expected=f"{found} of {part.whole}",
            stated=f"{part.count} of {part.whole}",
        ),
        suggestion=f"write {found} of {part.whole}, or correct the states",
    )


RULE = Rule("RA706", "counted-part", "status", "warning", "computed", _find, __doc__)
