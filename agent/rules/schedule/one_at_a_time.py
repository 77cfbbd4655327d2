"""Two things run at once where the plan says one at a time.

Claim: a sentence says that only one of a sort runs at a time ("only one wave moves at a time", "nacheinander"), a table or the
numbered parts of the plan are of that sort, and two of them surely overlap by their dates, while most follow each other.

Why it matters: the crew, the line or the window that made the rule is booked twice.

Flagged:

    | Wave | What moves | From | To |
    |---|---|---|---|
    | W1 | Wikis | 2026-02-02 | 2026-02-27 |
    | W2 | Records | 2026-03-16 | 2026-05-08 |
    | W3 | Mail | 2026-04-20 | 2026-06-19 |

    Only one wave moves at a time.

Fine:

    | Wave | What moves | From | To |
    |---|---|---|---|
    | W1 | Wikis | 2026-02-02 | 2026-02-27 |
    | W2 | Records | 2026-03-16 | 2026-05-08 |
    | W3 | Mail | 2026-05-11 | 2026-06-19 |

    Only one wave moves at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from agent.facts import canonical_terms
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import period_of, starts_too_early, written
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.things import Thing
from agent.rules.reading.vocabulary import pattern

FEWEST = 3
MOST_SHARE = 0.34  # of the pairs side by side


def _find(view: View) -> Iterator[Draft]:
    for sentence in view.saying("one_at_a_time"):
        if sentence.kind == "heading" or pattern("conditional").search(sentence.text):
            continue
        for things in _groups(view, sentence):
            pairs = [(one, other) for one, other in combinations(things, 2) if _overlap(one, other)]
            if 0 < len(pairs) <= max(1, MOST_SHARE * (len(things) - 1)):
                yield _draft(view, sentence, *pairs[0])


def _groups(view: View, sentence: Sentence) -> Iterator[Sequence[Thing]]:
    """The dated rows and the numbered parts that are called by a word of the sentence."""
    language = view.roadmap.language
    said = frozenset(canonical_terms(sentence.text, language))
    by_line = {thing.line: thing for thing in view.agenda.things}
    for grid in view.grids:
        if said & frozenset(canonical_terms(" ".join(grid.headers[:2]), language)):
            rows = [thing for line in grid.lines if (thing := by_line.get(line.line)) and thing.period]
            if len(rows) >= FEWEST:
                yield rows
                return
    called = [
        thing
        for thing in view.agenda.things
        if thing.period and any(" " in alias and said & frozenset(canonical_terms(alias.split()[0], language)) for alias in thing.aliases)
    ]
    if len(called) >= FEWEST:
        yield called


def _overlap(one: Thing, other: Thing) -> bool:
    first, second = period_of(one.window), period_of(other.window)
    return bool(first and second and starts_too_early(first, second) and starts_too_early(second, first))


def _draft(view: View, sentence: Sentence, one: Thing, other: Thing) -> Draft:
    first, second = (f'"{shortened(thing.name)}" ({written(thing.window)})' for thing in (one, other) if thing.window)
    return Draft(
        f"{first} and {second} overlap, but one at a time is the rule",
        (span_of_sentence(view.scanned, sentence), view.document.span(one.line), view.document.span(other.line)),
        key=f"{one.name.casefold()}|{other.name.casefold()}",
        suggestion="move one of the two, or state the exception",
    )


RULE = Rule("RA435", "one-at-a-time", "schedule", "question", "computed", _find, __doc__)
