"""A stated growth does not fit the two values beside it.

Claim: a line gives an old value, a new value and a percentage ("50 -> 250 (+300%)"), and neither "grows by" nor "grows to" gives
that percentage.

Why it matters: targets are compared by their growth; the percentage is what is remembered.

Flagged:

    - Customers: 50 → 250 (+300%)

Fine:

    - Customers: 50 → 250 (+400%)
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.arithmetic.written_out import failing
from agent.rules.base import Draft, Rule, View


def _find(view: View) -> Iterator[Draft]:
    return failing(view, ("growth",), "the change")


RULE = Rule("RA103", "growth-mismatch", "arithmetic", "warning", "computed", _find, __doc__)
