"""The size of the team is not that of the people listed elsewhere.

Claim: the head or the introduction of the document says how many people the team has, or a sentence says from how many to how many it
grows; one other table or list counts people by role, and they add up to another number. Of a team that grows, one of the two numbers is
that of the list, which shows that both speak of the same.

Why it matters: somebody is planned without money, or paid without a task.

Flagged:

    **Team:** 11 people

    ## Team

    - Platform: 4 people
    - Apps: 3 people
    - Security: 2 people

Fine:

    **Team:** 9 people

    ## Team

    - Platform: 4 people
    - Apps: 3 people
    - Security: 2 people
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, number
from agent.rules.reading.interval import Interval, exact
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.staffing import Roster, people_in, rosters_of
from agent.rules.reading.vocabulary import pattern

FARTHEST = 2.0
INTRODUCTION = 0.2  # share of the lines in which a count of people speaks of all of them
REACH = 40
NEAR = 14


def _find(view: View) -> Iterator[Draft]:
    told = [sentence for sentence in view.sentences if sentence.kind != "cell" and people_in(sentence.tokens)]
    if not told:
        return
    rosters = rosters_of(view.roadmap, view.grids, view.sentences)
    if len(rosters) != 1:
        return
    roster = rosters[0]
    listed = range(roster.line, max(span.end_line for span in roster.parts) + 1)
    for sentence in told:
        if sentence.line in listed:
            continue
        pair = growth_in(sentence)
        if pair and len(roster.sizes) > 1:
            yield from _grown(view, sentence, pair, roster)
        elif pair is None and _is_whole(view, sentence):
            value = people_in(sentence.tokens)[0].value
            if isinstance(value, Quantity) and _is_wrong(value, roster):
                yield _draft(view, sentence, value, roster, roster.sizes[0])


def growth_in(sentence: Sentence) -> tuple[Quantity, Quantity] | None:
    """From how many people to how many a team grows, as its sentence says."""
    figures = [token for token in sentence.tokens if isinstance(token.value, Quantity) and token.value.kind == "count"]
    if len(figures) == 1 and isinstance(only := figures[0].value, Quantity) and only.is_range and people_in(figures):
        ends = (exact(only.least), exact(only.most))
        grows = pattern("grows").search(sentence.text)
        return (_single(ends[0], only), _single(ends[1], only)) if grows else None
    if len(figures) < 2 or not people_in(figures[:2]):
        return None
    first, second = figures[0].value, figures[1].value
    apart = figures[1].start - figures[0].end <= REACH
    said = pattern("grows").search(sentence.text) or pattern("at_the_end").search(sentence.text)
    if not isinstance(first, Quantity) or not isinstance(second, Quantity) or not apart or not said or first.is_range or second.is_range:
        return None
    return first, second


def _single(value: Interval, like: Quantity) -> Quantity:
    return Quantity(value.low, value.high, value.low, value.high, like.kind, like.unit)


def _is_whole(view: View, sentence: Sentence) -> bool:
    """Whether a sentence of the introduction counts the whole team and nothing else."""
    people = people_in(sentence.tokens)
    early = sentence.line <= max(15, int(len(view.document.lines) * INTRODUCTION))
    return len(people) == 1 and early and _speaks_of_team(sentence, people[0])


def _speaks_of_team(sentence: Sentence, token: Token) -> bool:
    around = sentence.text[max(0, token.start - NEAR) : token.end + NEAR]
    near = sentence.text[max(0, token.start - REACH) : token.start]
    behind = sentence.text[token.end : token.end + REACH]
    named = pattern("staff").search(near) or pattern("works_on").search(behind) or pattern("works_on").search(near)
    return bool(named) and not pattern("others_of").search(around) and not pattern("some_of").search(around)


def _is_wrong(value: Quantity, roster: Roster) -> bool:
    size = max(roster.sizes, key=lambda one: one.middle)
    near = size.middle / FARTHEST <= value.most <= size.middle * FARTHEST
    return near and not any(allowed(value).meets(one) for one in roster.sizes)


def _grown(view: View, sentence: Sentence, pair: tuple[Quantity, Quantity], roster: Roster) -> Iterator[Draft]:
    first, last = roster.sizes[0], roster.sizes[-1]
    begins, ends = allowed(pair[0]).meets(first), allowed(pair[1]).meets(last)
    if begins and not ends and not any(allowed(pair[1]).meets(size) for size in roster.sizes):
        yield _draft(view, sentence, pair[1], roster, last)
    elif ends and not begins and not any(allowed(pair[0]).meets(size) for size in roster.sizes):
        yield _draft(view, sentence, pair[0], roster, first)


def _draft(view: View, sentence: Sentence, value: Quantity, roster: Roster, size: Interval) -> Draft:
    stated, expected = number(value.most), number(size.middle)
    return Draft(
        f"the team is said to be {stated} people, but the {len(roster.parts)} entries that list them add up to {expected}",
        (span_of_sentence(view.scanned, sentence), *roster.parts),
        key=f"{stated}|{expected}",
        computation=Computation(formula=f"{len(roster.parts)} entries = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct the list",
    )


RULE = Rule("RA142", "team-and-list", "arithmetic", "question", "computed", _find, __doc__)
