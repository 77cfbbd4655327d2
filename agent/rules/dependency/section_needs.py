"""What a section needs is made after it begins.

Claim: a line of a section says that what the section is about requires something ("Effort: medium - requires a tide sensor"), the plan
begins or launches what the section is called, and it makes what is required only later.

Why it matters: the first month of the one is spent waiting for the other.

Flagged:

    ## Tide forecast subscriptions

    - Price: 40 a month
    - Effort: medium, requires the buoy network

    ## Plan

    - Months 4-6: launch tide forecast subscriptions
    - Months 7-9: build the buoy network

Fine:

    ## Tide forecast subscriptions

    - Price: 40 a month
    - Effort: medium, requires the buoy network

    ## Plan

    - Months 4-6: build the buoy network
    - Months 7-9: launch tide forecast subscriptions
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.happenings import BRACKETED, EDGES, Happening, is_telling, listed_in
from agent.rules.reading.naming import shortened
from agent.rules.reading.orders import CLAUSE, REACH
from agent.rules.reading.period import written
from agent.rules.reading.scopes import named_terms
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

OWN = expression(r"(?:^|[:：,，;(（]|\s[-–—])[\s*_]*$")  # nothing before the need names what has it: the section does
NUMBER = expression(r"^[\W_]*(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?[\W_]*")
MOST_WORDS = 5  # of what is needed
MOST_EXTRA = 3  # words of a line beside it


class Need(Struct, frozen=True):
    """What a sentence says that its section needs; `about` are the stems of what the section is called."""

    sentence: Sentence
    heading: str
    about: tuple[frozenset[str], ...]
    thing: frozenset[str]
    name: str


def _find(view: View) -> Iterator[Draft]:
    needs = list(_needs(view)) if view.dated_lines else []
    if not needs:
        return
    lines = view.lines
    begun = [one for one in lines.happening("starting", "releasing_verbs", "making_verbs") if not one.entry.beside]
    made = [one for one in lines.happening("making_verbs") if not one.entry.beside]
    found: dict[int, Part] = {}
    for need in needs:
        firsts = [one for one in begun if any(name <= one.thing for name in need.about) and need.heading not in one.entry.headings]
        named = (one for one in made if need.thing <= one.thing and len(one.thing - need.thing) <= MOST_EXTRA)
        lasts = [one for one in named if need.heading not in one.entry.headings]
        if firsts and lasts and all(lines.is_over(first.entry, last.entry) for first in firsts for last in lasts):
            found.setdefault(need.sentence.line, _part(view, need, firsts[0], lasts[0]))
    yield from bundled(list(found.values()), "{count} sections begin before what they need is made")


def _needs(view: View) -> Iterator[Need]:
    language = view.roadmap.language
    for sentence in view.saying("needing_words"):
        block = view.document.blocks[sentence.block]
        above = view.document.blocks[block.section] if block.section is not None and sentence.kind in ("item", "paragraph") else None
        heading = " ".join(above.text.split("\n")) if above is not None and above.depth > 1 else ""
        about = tuple(terms for part in listed_in(NUMBER.sub("", heading)) if is_telling(terms := named_terms(part, language)))
        for match in pattern("needing_words").finditer(sentence.text) if about else ():
            before = sentence.text[: match.start()]
            if not OWN.search(before) or pattern("denied_need").search(before[-REACH:]):
                continue
            for part in listed_in(BRACKETED.sub(" ", CLAUSE.split(sentence.text[match.end() :])[0])):
                bare = pattern("making_verbs").sub(" ", part).strip(EDGES)
                thing = named_terms(bare, language)
                if thing and len(part.split()) <= MOST_WORDS and not any(thing >= name for name in about):
                    yield Need(sentence, heading, about, thing, bare)


def _part(view: View, need: Need, first: Happening, last: Happening) -> Part:
    label = shortened(need.sentence.text.strip())
    draft = Draft(
        f'"{shortened(first.entry.text)}" ({written(first.entry.time.window)}) needs "{need.name}", but'
        f' "{shortened(last.entry.text)}" is planned for {written(last.entry.time.window)}',
        tuple(
            dict.fromkeys(
                (
                    *(view.document.span(line) for line in (first.entry.line, last.entry.line)),
                    span_of_sentence(view.roadmap, need.sentence),
                    *(view.document.span(one.entry.time.line) for one in (first, last)),
                )
            )
        ),
        key=f"{'|'.join(sorted(first.thing))}|{need.name.casefold()}",
        suggestion="move one of the two, or say how it begins without",
    )
    return Part(draft, f'"{label}" (line {need.sentence.line})')


RULE = Rule("RA320", "section-needs-later", "dependency", "question", "rule", _find, __doc__)
