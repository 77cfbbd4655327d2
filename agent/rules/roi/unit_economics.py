"""The value, cost and payback of a customer do not follow from one another.

Claim: a document states what a customer brings in a month and how long he stays or how many leave, and the value of a customer (LTV) is
none of what these give, with or without the margin; the payback of the cost of acquisition is not that cost over the monthly revenue or
margin; the lifetime is not one over the churn; a marketing budget pays for less than half of the customers that are to be won with it
at the stated cost of acquisition, or is more than twice that cost for each of the new customers beside it. A limit ("churn < 5%") counts
as one. Where several values of one term are stated, nothing is said unless they stand beside one another or all miss on one side.

Why it matters: the price, the marketing budget and the need for capital are set by these figures.

Flagged:

    ## Unit economics

    - ARPU: $50 a month
    - Customer lifetime: 20 months
    - LTV: $2,400

Fine:

    ## Unit economics

    - ARPU: $50 a month
    - Customer lifetime: 20 months
    - LTV: $1,000
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.broken_identity import breaking
from agent.rules.reading.identities import SPENDING, UNIT_ECONOMICS


def _find(view: View) -> Iterator[Draft]:
    return breaking(view, (*UNIT_ECONOMICS, *SPENDING))


RULE = Rule("RA213", "unit-economics", "roi", "question", "computed", _find, __doc__)
