"""A sentence says of something planned that it is done or not, and its state in the plan is the other one.

Claim: a sentence calls something planned by its name, a part of it, a code, or stands in the paragraph about it, and says that it is done
or in use, while its state is open or in progress; or that it is not finished, or will only begin at a later time, while its state is done.

Why it matters: one of the two places was not updated, and whoever reads only that one plans with it.

Flagged:

    | Wave | What moves | Status |
    |---|---|---|
    | W1 | Wikis | done |
    | W2 | Customer records | in progress |

    The records wave is complete.

Fine:

    | Wave | What moves | Status |
    |---|---|---|
    | W1 | Wikis | done |
    | W2 | Customer records | in progress |

    The records wave is two thirds through.
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.expressions import expression
from agent.model.quantity import Window
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import shortened
from agent.rules.reading.orders import name_in
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.things import Thing
from agent.rules.reading.vocabulary import pattern
from agent.rules.status import prose

SAYING = ("still_open", "already_done", "begins_then")
CLAUSE = expression(r"[.;:：()（）]|,\s(?:and|but|und|aber|et|mais|y|pero|e|mas)\s")
PLAIN = frozenset({"paragraph", "item", "footnote"})
LONGEST = 220


def _find(view: View) -> Iterator[Draft]:
    told = {span.line for draft in view.drafts(prose.RULE) for span in draft.evidence[:1]}
    for sentence in view.saying(*SAYING):
        if sentence.kind not in PLAIN or len(sentence.text) > LONGEST or sentence.line in told:
            continue
        found = _told(view, sentence)
        if found:
            told.add(sentence.line)
            yield _draft(view, sentence, *found)


def _told(view: View, sentence: Sentence) -> tuple[Thing, str] | None:
    """The thing whose state a sentence denies, and what it says."""
    text = sentence.text
    for name, said in (("already_done", "done"), ("still_open", "not finished")):
        match = pattern(name).search(text)
        clause = CLAUSE.split(text[: match.start()])[-1] if match else ""
        if match is None or pattern("conditional").search(clause) or pattern("denied").search(clause):
            continue
        subject = name_in(clause, first=False)
        named = view.agenda.named(subject, sentence.line) if "," not in clause else ()
        own = view.agenda.at(sentence.line) if not named and said != "done" else None
        things = named or ((own,) if own and own.line != sentence.line and _is_about(view, own, sentence) else ())
        if things and all(thing.state and (thing.state == "done") != (said == "done") for thing in things):
            return things[0], said
    return _later(view, sentence)


def _later(view: View, sentence: Sentence) -> tuple[Thing, str] | None:
    """Something done that is said to begin after the time it had."""
    match = pattern("begins_then").search(sentence.text)
    behind = [token.value for token in sentence.tokens if match and token.start > match.end() and isinstance(token.value, Window)]
    if match is None or not behind or pattern("past_marks").search(sentence.text):
        return None
    clause = CLAUSE.split(sentence.text[: match.start()])[-1]
    things = view.agenda.named(name_in(clause, first=False), sentence.line)
    start = behind[0].start
    late = [thing for thing in things if thing.state == "done" and thing.window and thing.window.end and start and start > thing.window.end]
    return (late[0], "still to begin") if late and len(late) == len(things) else None


def _is_about(view: View, thing: Thing, sentence: Sentence) -> bool:
    """Whether a sentence stands in the paragraph or short section of a thing and of nothing else."""
    block = view.document.blocks[sentence.block]
    return block.kind == "paragraph" and thing.state == "done" and view.agenda.at(block.line) is thing


def _draft(view: View, sentence: Sentence, thing: Thing, said: str) -> Draft:
    return Draft(
        f'the text says that "{shortened(thing.name)}" is {said}, but its state in the plan is {thing.state}',
        (span_of_sentence(view.scanned, sentence), view.document.span(thing.line)),
        key=f"{thing.name.casefold()}|{said}",
        suggestion="correct the sentence or the state",
    )


RULE = Rule("RA723", "told-otherwise", "status", "question", "rule", _find, __doc__)
