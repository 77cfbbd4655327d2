"""Something is tested or used before it is made.

Claim: one entry of a timeline tests, uses, trains or rolls out a thing, another one creates, builds or sets up the same thing, in at least
two words of its name, the making begins when the use is over, and nothing earlier speaks of the thing.

Why it matters: there is nothing to test yet; one of the two times will not hold.

Flagged:

    ## Week 6

    - Test backup procedures

    ## Week 7

    - Create backup procedures

Fine:

    ## Week 6

    - Create backup procedures

    ## Week 7

    - Test backup procedures
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.facts import canonical_terms
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import written
from agent.rules.reading.timelines import Dated
from agent.rules.reading.vocabulary import Words, pattern

FEWEST = 2  # words that name a thing
COMPOUND = 12  # letters of one word that names a thing alone
MOST_EXTRA = 1  # words of the use beside them
LONGEST = 90


@dataclass(frozen=True, slots=True)
class Act:
    """A dated line, what it is about, and whether it makes that or uses it; neither for others."""

    entry: Dated
    thing: frozenset[str]
    makes: bool
    uses: bool


def _find(view: View) -> Iterator[Draft]:
    parts: dict[int, Part] = {}
    for lines in (view.dated_lines, view.phased_lines):
        for use, making in _early([_act(entry, view.roadmap.language) for entry in lines if len(entry.text) <= LONGEST]):
            parts.setdefault(use.entry.line, Part(_draft(view, use.entry, making.entry), f'"{shortened(use.entry.text)}"'))
    yield from bundled(list(parts.values()), "{count} things are used before they are made")


def _act(entry: Dated, language: str) -> Act:
    text = entry.text
    made, used = _verb(text, pattern("making_verbs")), _verb(text, pattern("using_verbs"))
    kept = text
    for verb in (made, used):
        kept = kept.replace(verb, " ") if verb else kept
    return Act(entry, frozenset(canonical_terms(kept, language)), bool(made) and not used, bool(used) and not made)


def _verb(text: str, words: Words) -> str:
    """A verb that a line begins or ends with, as a command or a noun: "Create x", "x einrichten"."""
    for match in words.finditer(text):
        before, behind = text[: match.start()], text[match.end() :]
        if not any(map(str.isalpha, before)) or not any(map(str.isalpha, behind)):
            return match[0]
    return ""


def _early(acts: Sequence[Act]) -> Iterator[tuple[Act, Act]]:
    """Uses with the first making of their thing, where all that speaks of it comes later."""
    makings = [act for act in acts if act.makes and (len(act.thing) >= FEWEST or any(len(term) >= COMPOUND for term in act.thing))]
    by_term: dict[str, list[Act]] = defaultdict(list)
    for act in acts if makings else ():
        for term in act.thing:
            by_term[term].append(act)
    for making in makings:
        speaking = [act for act in by_term[min(making.thing)] if act is not making and making.thing <= act.thing]
        uses = [act for act in speaking if act.uses and len(act.thing) <= len(making.thing) + MOST_EXTRA]
        for use in uses:
            if _is_over(use.entry, making.entry) and not any(
                _is_over(act.entry, use.entry) or act.makes for act in speaking if act is not use
            ):
                yield use, making


def _is_over(one: Dated, other: Dated) -> bool:
    """Whether the time of the first ends before that of the second begins, in one timeline."""
    first, second = one.time.period, other.time.period
    if first.axis != second.axis or one.time.timeline != other.time.timeline or first.end is None or second.start is None:
        return False
    return first.end <= second.start


def _draft(view: View, use: Dated, making: Dated) -> Draft:
    return Draft(
        f'"{shortened(use.text)}" is planned for {written(use.time.window)}, but "{shortened(making.text)}" only for'
        f" {written(making.time.window)}",
        tuple(view.document.span(line) for line in dict.fromkeys((use.line, making.line, use.time.line, making.time.line))),
        key=f"{use.text.casefold()}|{making.text.casefold()}",
        suggestion="move one of the two",
    )


RULE = Rule("RA314", "used-before-made", "dependency", "question", "rule", _find, __doc__)
