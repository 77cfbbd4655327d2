"""A stated share does not fit the part and the whole beside it.

Claim: a line gives a part, a whole and a percentage ("56 of 64 features (90%)"), and part over whole is another percentage.

Why it matters: progress and budget shares are read as percentages; a wrong one hides how much is left.

Flagged:

    - Progress: 56 of 64 features (93.75%)

Fine:

    - Progress: 56 of 64 features (87.5%)
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.arithmetic.written_out import failing
from agent.rules.base import Draft, Rule, View


def _find(view: View) -> Iterator[Draft]:
    return failing(view, ("share", "ratio"), "the share")


RULE = Rule("RA104", "share-mismatch", "arithmetic", "warning", "computed", _find, __doc__)
