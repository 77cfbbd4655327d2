"""A decision is taken after what it decides on has begun.

Claim: a dated line decides on something ("Decide on the second pier", "Go/no-go for the second pier"), another dated line of the plan
carries out what has the same distinctive words, and it surely has begun before the decision, or was over by then. What prepares a
decision (a study, a draft, a pilot) and lines that are decisions themselves are left out.

Why it matters: the decision is a form, or the work is a bet on it.

Flagged:

    | Month | Step |
    |---|---|
    | Months 4-8 | Night shift cranes |
    | Month 6 | Tide tables |
    | Month 9 | Decide on night shift cranes |

Fine:

    | Month | Step |
    |---|---|
    | Month 3 | Decide on night shift cranes |
    | Months 4-8 | Night shift cranes |
    | Month 6 | Tide tables |
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.happenings import Happening, Lines, is_called, is_telling
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import written
from agent.rules.reading.pieces import is_recurring, is_stage
from agent.rules.reading.scopes import named_terms
from agent.rules.reading.timelines import Dated
from agent.rules.reading.vocabulary import pattern

MOST_WORDS = 12
MOST_EXTRA = 2  # words of the work beside those of the decision


def _find(view: View) -> Iterator[Draft]:
    lines = view.lines
    found: dict[int, Part] = {}
    for decision in lines.happening("deciding"):
        if not is_telling(decision.thing) or decision.entry.done:
            continue
        for entry in lines.lines:
            if entry.line not in found and _is_decided(lines, decision, entry) and _is_before(lines, entry, decision.entry):
                found[decision.entry.line] = _part(view, decision, entry)
                break
    yield from bundled(list(found.values()), "{count} decisions are taken after what they decide on has begun")


def _is_decided(lines: Lines, decision: Happening, entry: Dated) -> bool:
    """Whether a line carries out what is decided on."""
    if entry.beside or len(entry.text.split()) > MOST_WORDS:
        return False
    if any(pattern(name).search(entry.text) for name in ("deciding", "preparing")):
        return False
    terms = named_terms(entry.text, lines.language)
    if not is_called(decision.thing, terms, MOST_EXTRA) or all(map(is_recurring, decision.thing)):
        return False
    return not any(is_stage(term) for term in terms ^ decision.thing)


def _is_before(lines: Lines, entry: Dated, decision: Dated) -> bool:
    """Whether work surely has begun before a decision: by a time of its own, or because the part that it stands in is over."""
    work, start = entry.time.period, decision.time.period.start
    if lines.is_over(entry, decision):
        return True
    own = entry.line == entry.time.line and decision.line == decision.time.line
    return (
        own and work.axis == decision.time.period.axis and start is not None and work.latest_start is not None and work.latest_start < start
    )


def _part(view: View, decision: Happening, entry: Dated) -> Part:
    draft = Draft(
        f'"{shortened(decision.entry.text)}" is planned for {written(decision.entry.time.window)}, but "{shortened(entry.text)}" begins in'
        f" {written(entry.time.window)}",
        tuple(dict.fromkeys(view.document.span(line) for one in (decision.entry, entry) for line in (one.line, one.time.line))),
        key="|".join(sorted(decision.thing)),
        suggestion="decide first, or say what may begin before",
    )
    return Part(draft, f'"{shortened(decision.entry.text)}" (lines {decision.entry.line} and {entry.line})')


RULE = Rule("RA454", "decided-after-begun", "schedule", "question", "rule", _find, __doc__)
