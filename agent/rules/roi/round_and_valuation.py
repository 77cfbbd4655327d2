"""A round of funding does not fit the valuation, the share or the runway stated with it.

Claim: the valuation after the round is not that before it plus the money raised, nor that money over the share given for it; the share
given is not the money over the valuation; or the runway is not the cash or the money raised over what is burned in a month.

Why it matters: a wrong share is a part of the company given away; a wrong runway ends before the next round.

Flagged:

    ## Seed round

    - Raising: $2M
    - Pre-money valuation: $8M
    - Equity: 12%

Fine:

    ## Seed round

    - Raising: $2M
    - Pre-money valuation: $8M
    - Equity: 20%
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.broken_identity import breaking
from agent.rules.reading.identities import CAPITAL


def _find(view: View) -> Iterator[Draft]:
    return breaking(view, CAPITAL)


RULE = Rule("RA215", "round-and-valuation", "roi", "question", "computed", _find, __doc__)
