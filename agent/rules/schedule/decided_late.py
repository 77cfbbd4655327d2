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
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.happenings import Happening, Lines, is_called, is_telling
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import written
from agent.rules.reading.pieces import lead_of
from agent.rules.reading.scope_words import is_recurring, is_stage
from agent.rules.reading.scopes import named_terms
from agent.rules.reading.timelines import Dated, spans_of
from agent.rules.reading.vocabulary import pattern

MOST_WORDS = 12
MOST_EXTRA = 2  # words of the work beside those of the decision


def _find(view: View) -> Iterator[Draft]:
    lines = view.lines
    found: dict[int, Part] = {}
    for decision in _decisions(view, lines):
        if decision.entry.line not in found and is_telling(decision.thing) and not all(map(is_recurring, decision.thing)):
            work = next((entry for entry in lines.lines if _is_decided(lines, decision, entry)), None)
            if work is not None:
                found[decision.entry.line] = _part(view, decision, work)
    yield from bundled(list(found.values()), "{count} decisions are taken after what they decide on has begun")


def _decisions(view: View, lines: Lines) -> Iterator[Happening]:
    """Lines that tell a decision, and those with a time of their own right below a heading of decisions."""
    yield from (one for one in lines.happening("deciding") if not one.entry.done)
    if not view.saying("deciding"):
        return
    for entry in lines.lines:
        listed = entry.line == entry.time.line and pattern("deciding").search(_above(entry)) and not pattern("deciding").search(entry.text)
        if listed and entry.time.period.axis == "plan" and not entry.done:  # days below "Decisions" are a record of those taken
            yield Happening(named_terms(lead_of(entry.text), lines.language), entry.text, entry)


def _above(entry: Dated) -> str:
    return entry.headings[-1] if entry.headings else ""


def _is_decided(lines: Lines, decision: Happening, entry: Dated) -> bool:
    """Whether a line carries out what is decided on, and surely has begun before."""
    terms = named_terms(entry.text, lines.language)
    if not is_called(decision.thing, terms, MOST_EXTRA) or entry.beside or len(entry.text.split()) > MOST_WORDS:
        return False
    if any(map(is_stage, terms ^ decision.thing)) or not _is_before(lines, entry, decision.entry):
        return False
    return not any(pattern(name).search(text) for name in ("deciding", "preparing") for text in (entry.text, _above(entry)))


def _is_before(lines: Lines, entry: Dated, decision: Dated) -> bool:
    """Whether work surely has begun before a decision: by a time of its own, or because the part that it stands in is over."""
    if lines.is_over(entry, decision):
        return True
    work, start = entry.time.period, decision.time.period.start
    if entry.line != entry.time.line or decision.line != decision.time.line or work.axis != decision.time.period.axis:
        return False
    day = 0 if work.axis == "plan" else 1  # what begins in month 5 has begun when month 6 begins
    return start is not None and work.latest_start is not None and work.latest_start + day <= start


def _part(view: View, decision: Happening, entry: Dated) -> Part:
    draft = Draft(
        f'"{shortened(decision.entry.text)}" is planned for {written(decision.entry.time.window)}, but "{shortened(entry.text)}" begins in'
        f" {written(entry.time.window)}",
        spans_of(view.document, decision.entry, entry),
        key="|".join(sorted(decision.thing)),
        suggestion="decide first, or say what may begin before",
    )
    return of_two_lines(draft, shortened(decision.entry.text), decision.entry.line, entry.line)


RULE = Rule("RA454", "decided-after-begun", "schedule", "question", "rule", _find, __doc__)
