"""A profit, a margin or a share of revenue does not follow from revenue and cost.

Claim: revenue and cost of one time are stated, and the profit stated in the same list, row or column is not their difference, or the margin
or the share of revenue stated for that time is not their quotient.

Why it matters: margins decide what is spent; a margin of another revenue than the planned one decides wrongly.

Flagged:

    ## Year 2

    - Revenue: $2,000K
    - Costs: $1,500K
    - Profit margin: 40%

Fine:

    ## Year 2

    - Revenue: $2,000K
    - Costs: $1,500K
    - Profit margin: 25%
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.broken_identity import breaking
from agent.rules.reading.identities import RESULTS


def _find(view: View) -> Iterator[Draft]:
    return breaking(view, RESULTS)


RULE = Rule("RA131", "margin-of-revenue", "arithmetic", "question", "computed", _find, __doc__)
