"""The text says something is done that the plan shows as open, or the other way round.

Claim: a sentence names an item and says that it is finished, has closed or is live, while its state is planned or in progress; or
says that it has not started, is delayed or still runs, while its state is done. What will be, or may be, is not taken for a fact.

Why it matters: readers of the summary stop worrying about work that still needs them.

Flagged:

    | ID | Initiative | Status |
    |---|---|---|
    | K1 | Claims intake | In progress |
    | K2 | Photo triage | In progress |

    Photo triage has closed, and its engineers move on.

Fine:

    | ID | Initiative | Status |
    |---|---|---|
    | K1 | Claims intake | Done |
    | K2 | Photo triage | In progress |

    Claims intake has closed. When photo triage is finished, its engineers move on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.mentions import Mention
from agent.rules.reading.naming import name_of
from agent.rules.reading.passages import PROSE
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.reading.vocabulary import pattern

GAP = expression(r"\s*(?:\([^()]{0,40}\)\s*)?")
CLAUSE = expression(r"[,;:.()]|\s(?:and|but|und|aber|e|mas|y|pero|et|mais)\s")


def _find(view: View) -> Iterator[Draft]:
    for mention in view.mentions:
        if mention.sentence.kind not in PROSE:
            continue
        if view.document.blocks[mention.sentence.block].checked is not None:
            continue  # "[ ] Search launched" is a condition, and its box says whether it holds
        standing = view.standing[mention.item.key]
        said = _said(mention)
        if said and standing.state and (said == "done") != (standing.state == "done"):
            stated = "done" if said == "done" else "not done"
            yield Draft(
                f"the text says that {name_of(mention.item)} is {stated}, but its state is {standing.state}",
                (span_of_sentence(view.roadmap, mention.sentence), standing.span),
                key=f"{mention.item.key}|{said}",
                suggestion="correct the sentence or the state",
            )


def _said(mention: Mention) -> str:
    """What follows the name says: "done", "open", or "" when it says neither or speaks of what may be."""
    text = mention.sentence.text
    gap = GAP.match(text, mention.end)
    at = gap.end() if gap else mention.end
    clause = max((match.end() for match in CLAUSE.finditer(text, 0, mention.start)), default=0)
    if pattern("conditional").search(text[clause : mention.start]):
        return ""
    if (found := pattern("said_done").match(text, at)) and not _is_modified(text, found.end()):
        return "done"
    return "open" if pattern("said_open").match(text, at) else ""


def _is_modified(text: str, at: int) -> bool:
    """ "closed beta", "launched version": the word belongs to what follows it."""
    following = re.match(r"\s([^\W\d_]+)", text[at:])
    return following is not None and following[1].casefold() in {"beta", "alpha", "source", "loop", "version", "by", "period", "books"}


RULE = Rule("RA705", "state-in-text", "status", "question", "rule", _find, __doc__)
