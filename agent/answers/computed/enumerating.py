"""How many entries the one list or table has that a question names, and which: all of them, or those that its words pick out."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.lookups.entries import Entries, lists_things, named_entries, noun_rows
from agent.answers.reading.matching import Matching
from agent.answers.wording.draft import Draft, Statement, context_of, spoken
from agent.answers.wording.frames import frame

SHOWN = 15
_BOUNDED = ("until", "more_than", "less_than", "costs", "current", "done")
_OTHER = ("maximum", "minimum", "average", "difference", "ratio", "share", "exclude", *_BOUNDED)


def enumerated_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The number of entries of the list that is named, with the entries; None where it is not plain which list is meant."""
    if question.is_verdict or question.wanted != "count" or len(matchings) != 1 or question.has(*_OTHER):
        return None
    matching = matchings[0]
    rows = [row for row in noun_rows(question, "how_many") if lists_things(question, row)]
    found = named_entries(question, matching, rows) if rows else None
    return _counted(question, matching, found) if found is not None else None


def picked_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The entries of the list that is named which words of the question pick out; None where they pick out none, or all."""
    if question.is_verdict or question.wanted != "name" or len(matchings) != 1 or question.has(*_OTHER):
        return None
    if not question.has("which", "list") or question.has("when", "who", "before", "after", "prerequisite", "versus"):
        return None
    matching = matchings[0]
    rows = [row for row in noun_rows(question, "which") if lists_things(question, row)]
    found = named_entries(question, matching, rows) if rows else None
    if found is None or len(found.kept) == len(found.members) or len(found.kept) > SHOWN:
        return None
    view = matching.view
    said = tuple(
        Statement(view, (unit,), spoken(view, unit), context_of(view, unit) if not at else "", True) for at, unit in enumerate(found.kept)
    )
    lead = frame("count_of", question.language, count=len(found.kept), total=len(found.members)) + ":"
    return Draft("list", said, lead, counts=(len(found.kept), len(found.members)), certain=True)


def _counted(question: Question, matching: Matching, found: Entries) -> Draft:
    view = matching.view
    noun = question.terms[found.noun]
    count, total = len(found.kept), len(found.members)
    lead = f"{count} ({noun.text})" if noun.unspaced else f"{count} {noun.text}"
    if count < total:
        lead = f"{frame('count_of', question.language, count=count, total=total)} ({noun.text})"
    shown = found.kept if count <= SHOWN else ()
    said = tuple(
        Statement(view, (unit,), spoken(view, unit), context_of(view, unit) if not at else "", True) for at, unit in enumerate(shown)
    )
    cited = tuple((view, unit) for unit in found.kept) if not shown else ()
    return Draft("aggregate", said, lead + ".", cited=cited, counts=(count, total), certain=True)
