"""What is said to be there from the start is made in a later phase.

Claim: a sentence says that something is done or there from the start ("Encrypt the berth data from the start"), the plan makes or
introduces what has the same distinctive words, and all its lines of that name begin when an earlier part of the same plan is over.

Why it matters: a risk counts as answered while its answer is missing.

Flagged:

    ## Phases

    ### Phase 1 (months 1-3)

    - Berth booking

    ### Phase 2 (months 4-6)

    - Tide tables

    ### Phase 3 (months 7-9)

    - Build the tenant separation

    ## Risks

    - Data leaks: implement tenant separation from the start

Fine:

    ## Phases

    ### Phase 1 (months 1-3)

    - Berth booking
    - Build the tenant separation

    ### Phase 2 (months 4-6)

    - Tide tables

    ## Risks

    - Data leaks: implement tenant separation from the start
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.happenings import Lines, is_called, is_telling
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import written
from agent.rules.reading.scope_words import is_recurring, is_stage
from agent.rules.reading.scopes import named_terms
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.timelines import Dated
from agent.rules.reading.vocabulary import pattern

CLAUSE = expression(r"[;；。:：,，()（）|]|\.\s|\s[–—-]\s")
LONGEST = 9  # words of the clause
MOST_EXTRA = 2  # words of the work beside it


def _find(view: View) -> Iterator[Draft]:
    found: dict[int, Part] = {}
    for sentence in view.saying("from_the_start"):
        thing = _thing(sentence, view.roadmap.language)
        for lines in (view.lines, view.lines_by_phase) if is_telling(thing) and not all(map(is_recurring, thing)) else ():
            work = _only_later(lines, thing, sentence.line)
            if work is not None:
                found.setdefault(sentence.line, _part(view, sentence, work))
    yield from bundled(list(found.values()), "{count} things are said to be there from the start and planned for later")


def _thing(sentence: Sentence, language: str) -> frozenset[str]:
    """The stems of the clause that says "from the start", without verbs of making."""
    for clause in CLAUSE.split(sentence.text):
        if pattern("from_the_start").search(clause) and len(clause.split()) <= LONGEST:
            bare = pattern("making_verbs").sub(" ", pattern("from_the_start").sub(" ", clause))
            return named_terms(bare.strip(), language)
    return frozenset()


def _only_later(lines: Lines, thing: frozenset[str], line: int) -> Dated | None:
    """The first work of a name, where all lines that have it begin after another part of their timeline."""
    named = [entry for entry in lines.lines if entry.line != line and thing <= named_terms(f"{entry.text} {entry.more}", lines.language)]
    made = [
        entry
        for entry in named
        if not entry.beside and not entry.done and is_called(thing, named_terms(entry.text, lines.language), MOST_EXTRA)
    ]
    made = [entry for entry in made if not any(map(is_stage, named_terms(entry.text, lines.language) ^ thing))]
    if not made or any(entry.done for entry in named):
        return None
    return made[0] if all(any(_is_before(lines, other, entry) for other in lines.lines) for entry in named) else None


def _is_before(lines: Lines, other: Dated, entry: Dated) -> bool:
    return other.time.timeline == entry.time.timeline and not other.beside and lines.is_over(other, entry)


def _part(view: View, sentence: Sentence, work: Dated) -> Part:
    label = shortened(sentence.text.strip())
    draft = Draft(
        f'"{label}" speaks of the start, but "{shortened(work.text)}" is planned for {written(work.time.window)}',
        (span_of_sentence(view.roadmap, sentence), *(view.document.span(line) for line in dict.fromkeys((work.line, work.time.line)))),
        key=label.casefold(),
        suggestion="plan it for the first phase, or say what holds until then",
    )
    return Part(draft, f'"{label}" (line {sentence.line})')


RULE = Rule("RA632", "from-the-start", "conflict", "question", "rule", _find, __doc__)
