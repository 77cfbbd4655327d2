"""Two things are closer to each other than the plan says they have to be.

Claim: a sentence says that one thing comes at least so long before or after another ("delivery at least six weeks before the launch"), the
plan gives each of the two one day, and fewer days lie between these.

Why it matters: the contract, the test or the training that needs the time will not get it.

Flagged:

    | Event | Date |
    |---|---|
    | Delivery to the launch site | 20 September 2027 |
    | Launch window opens | 11 October 2027 |

    The contract asks for delivery at least six weeks before the launch window opens.

Fine:

    | Event | Date |
    |---|---|
    | Delivery to the launch site | 20 August 2027 |
    | Launch window opens | 11 October 2027 |

    The contract asks for delivery at least six weeks before the launch window opens.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.naming import shortened
from agent.rules.reading.orders import CLAUSE, name_in
from agent.rules.reading.period import UNIT_DAYS
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.things import Thing
from agent.rules.reading.vocabulary import pattern

SLACK = 0.1  # of the time asked for: a month may have 28 days
NEAREST = 2  # words before the time, where the verb stands before the thing: "the contract asks for delivery"
LEAST = frozenset({">", ">="})


def _find(view: View) -> Iterator[Draft]:
    for sentence in view.saying("lead_before", "lag_after"):
        for token in sentence.tokens:
            value = token.value
            if isinstance(value, Quantity) and value.kind == "duration" and value.comparator in LEAST and value.unit in UNIT_DAYS:
                yield from _judge(view, sentence, token, value)


def _judge(view: View, sentence: Sentence, token: Token, asked: Quantity) -> Iterator[Draft]:
    text = sentence.text
    before, after = (pattern(name).match(text, token.end + 1) for name in ("lead_before", "lag_after"))
    joined = before or after
    if joined is None:
        return
    ahead, behind = CLAUSE.split(text[: token.start])[-1], CLAUSE.split(text[joined.end() :])[0]
    one = _placed(view, name_in(ahead, first=False), sentence) or _placed(view, " ".join(ahead.split()[-NEAREST:]), sentence)
    other = _placed(view, name_in(behind, first=True), sentence)
    if one is None or other is None or one[0] is other[0]:
        return
    (first, day), (later, until) = (one, other) if before else (other, one)
    gap, needed = (until - day).days, asked.least * UNIT_DAYS[asked.unit]
    if 0 <= gap < needed * (1 - SLACK):
        yield _draft(view, sentence, first, later, gap, stated_of(asked))


def _placed(view: View, name: str, sentence: Sentence) -> tuple[Thing, date] | None:
    """The one thing that words name, with its one day."""
    found = view.agenda.named(name, sentence.line)
    window = found[0].window if len(found) == 1 else None
    day = window.end if window is not None and window.start == window.end else None
    return (found[0], day) if day else None


def _draft(view: View, sentence: Sentence, first: Thing, later: Thing, gap: int, asked: str) -> Draft:
    one, other = shortened(first.name), shortened(later.name)
    return Draft(
        f'between "{one}" and "{other}" lie {gap} days, but line {sentence.line} asks for {asked}',
        (span_of_sentence(view.scanned, sentence), view.document.span(first.line), view.document.span(later.line)),
        key=f"{one}|{other}|{asked}",
        computation=Computation(formula=f"{other} - {one} = {gap} days", expected=asked, stated=f"{gap} days"),
        suggestion="move one of the two, or correct the time that is asked for",
    )


RULE = Rule("RA463", "lead-time", "schedule", "question", "computed", _find, __doc__)
