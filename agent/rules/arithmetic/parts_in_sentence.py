"""The parts that a sentence lists for a figure add up to another one.

Claim: a sentence states a figure and lists its parts behind a colon or in brackets ("14 people: 3 in design, 6 in engineering and 5 in
support"), or the figure behind its parts ("... , 14 in all"); each part has one figure of the same sort, and they make another sum. Where
the parts are called some of the whole, only more than the whole counts.

Why it matters: somebody was added to the list and not to the sum, or the other way round.

Flagged:

    The team is 14 people: 3 in design, 6 in engineering and 4 in support.

Fine:

    The team is 13 people: 3 in design, 6 in engineering and 4 in support.

    The team is 20 people, among them 4 designers, 6 engineers and 3 testers.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, edit, stated_of, sum_text
from agent.rules.reading.enumerations import Enumeration, enumerations_in
from agent.rules.reading.interval import summed
from agent.rules.reading.sentences import Sentence, span_of_sentence

WHOLE = 100  # percent
NEAR = 1.4  # times the whole, of parts of several kinds
FARTHEST = 2.0  # times the whole, or its half: beyond that the figures are of something else
CALENDAR = frozenset({"hour", "day", "week", "month", "quarter", "year", "sprint"})


def _find(view: View) -> Iterator[Draft]:
    for sentence in view.stating():
        figures = sentence.quantities
        if len(figures) >= 3 and sentence.kind != "cell":
            for found in enumerations_in(sentence.text, sentence.tokens):
                own = len(sentence.windows) > len(found.parts)  # "year 1: €230K, year 2: €200K, year 3: €220K": each has its own time
                if not own and _is_wrong(found) and not _is_cumulative(found, len(sentence.windows)):
                    yield _draft(view, sentence, found)


def _is_wrong(found: Enumeration) -> bool:
    whole, total = found.size, summed(map(allowed, found.parts))
    if whole.is_range or total.meets(allowed(whole)) or not whole.most / FARTHEST <= total.middle <= whole.most * FARTHEST:
        return False
    if found.kinds and not 1 / NEAR <= total.middle / whole.most <= NEAR:
        return False
    if whole.kind == "percent" and abs(total.middle + whole.most - WHOLE) < 1:
        return False  # "60% (less 20% tax and 20% costs)"
    return total.low > allowed(whole).high or not found.partly


def _is_cumulative(found: Enumeration, times: int) -> bool:
    """Whether the parts are levels over time that reach the whole: "1,000 users: 200 by June, 600 by August, 1,000 by December"."""
    values = [part.most for part in found.parts]
    rising = all(one < other for one, other in pairwise(values)) and times >= len(values)
    return max(values) >= found.size.most or (rising and len(values) > 2)


def _draft(view: View, sentence: Sentence, found: Enumeration) -> Draft:
    whole = found.size
    total = amount(sum(part.most for part in found.parts), whole)
    return Draft(
        f"{stated_of(whole)} are stated, but the parts in the same sentence add up to {total}",
        (span_of_sentence(view.scanned, sentence),),
        key=f"{stated_of(whole)}|{total}",
        computation=Computation(formula=sum_text(found.parts, total), expected=total, stated=stated_of(whole)),
        suggestion=f"{edit(stated_of(whole), total)}, or correct one of the parts",
        severity="question" if whole.unit in CALENDAR else None,
    )


RULE = Rule("RA141", "parts-in-sentence", "arithmetic", "question", "computed", _find, __doc__)
