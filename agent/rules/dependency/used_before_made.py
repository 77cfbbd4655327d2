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

from msgspec import Struct

from agent.facts import canonical_terms
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import is_over, written
from agent.rules.reading.timelines import Dated
from agent.rules.reading.vocabulary import Words, pattern

FEWEST = 2  # words that name a thing
COMPOUND = 12  # letters of one word that names a thing alone
MOST_EXTRA = 1  # words of the use beside them
LONGEST = 90


class Act(Struct, frozen=True):
    """A dated line and what it makes or uses."""

    entry: Dated
    thing: frozenset[str]


def _find(view: View) -> Iterator[Draft]:
    parts: dict[int, Part] = {}
    told = view.saying("making_verbs") and view.saying("using_verbs")
    for lines in (view.dated_lines, view.phased_lines) if told else ():
        for use, making in _early([entry for entry in lines if len(entry.text) <= LONGEST], view.roadmap.language):
            parts.setdefault(use.entry.line, Part(_draft(view, use.entry, making.entry), f'"{shortened(use.entry.text)}"'))
    yield from bundled(list(parts.values()), "{count} things are used before they are made")


def _early(lines: Sequence[Dated], language: str) -> Iterator[tuple[Act, Act]]:
    """Uses with the making of their thing, where nothing that speaks of it comes before the use, and nothing else makes it."""
    made = _acts(lines, pattern("making_verbs"), pattern("using_verbs"), language)
    makings = [act for act in made if len(act.thing) >= FEWEST or any(len(term) >= COMPOUND for term in act.thing)]
    uses = _acts(lines, pattern("using_verbs"), pattern("making_verbs"), language) if makings else []
    by_term: dict[str, list[Act]] = defaultdict(list)
    for use in uses:
        for term in use.thing:
            by_term[term].append(use)
    for making in makings:
        for use in by_term.get(min(making.thing), ()):
            named = making.thing <= use.thing and len(use.thing) <= len(making.thing) + MOST_EXTRA
            if named and _is_over(use.entry, making.entry) and not _is_known(lines, making, use, made, language):
                yield use, making


def _acts(lines: Sequence[Dated], verbs: Words, others: Words, language: str) -> list[Act]:
    """The lines that begin or end with one of the verbs, and with none of the others."""
    found = []
    for entry in lines:
        verb = _verb(entry.text, verbs)
        if verb and not _verb(entry.text, others):
            found.append(Act(entry, frozenset(canonical_terms(entry.text.replace(verb, " "), language))))
    return found


def _is_known(lines: Sequence[Dated], making: Act, use: Act, made: Sequence[Act], language: str) -> bool:
    """Whether an earlier line speaks of the thing, or another one makes it."""
    if any(act is not making and making.thing <= act.thing for act in made):
        return True
    earlier = (entry for entry in lines if entry is not use.entry and _is_over(entry, use.entry))
    return any(making.thing <= frozenset(canonical_terms(entry.text, language)) for entry in earlier)


def _verb(text: str, words: Words) -> str:
    """A verb that a line begins or ends with, as a command or a noun: "Create x", "x einrichten"."""
    for match in words.finditer(text):
        before, behind = text[: match.start()], text[match.end() :]
        if not any(map(str.isalpha, before)) or not any(map(str.isalpha, behind)):
            return match[0]
    return ""


def _is_over(one: Dated, other: Dated) -> bool:
    """Whether the time of the first ends before that of the second begins, in one timeline."""
    return one.time.timeline == other.time.timeline and is_over(one.time.period, other.time.period)


def _draft(view: View, use: Dated, making: Dated) -> Draft:
    return Draft(
        f'"{shortened(use.text)}" is planned for {written(use.time.window)}, but "{shortened(making.text)}" only for'
        f" {written(making.time.window)}",
        tuple(view.document.span(line) for line in dict.fromkeys((use.line, making.line, use.time.line, making.time.line))),
        key=f"{use.text.casefold()}|{making.text.casefold()}",
        suggestion="move one of the two",
    )


RULE = Rule("RA314", "used-before-made", "dependency", "question", "rule", _find, __doc__)
