"""So many customers are not those at which costs are covered.

Claim: a document says at how many customers or transactions it breaks even, its fixed costs by the month and what one of them brings (a
price, an average revenue, with the margin or not; an order value with its commission), and the costs are covered by far fewer or only by
far more.

Why it matters: the break-even is the first goal of a new business, and its date hangs on this number.

Flagged:

    ## Break-even

    - Fixed costs: $4,000/month
    - Price: $20/month
    - Break-even: 1,000 paying customers

Fine:

    ## Break-even

    - Fixed costs: $4,000/month
    - Price: $20/month
    - Break-even: 200 paying customers
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.broken_identity import breaking
from agent.rules.reading.identities import BREAK_EVEN


def _find(view: View) -> Iterator[Draft]:
    return breaking(view, BREAK_EVEN)


RULE = Rule("RA214", "break-even-customers", "roi", "question", "computed", _find, __doc__)
