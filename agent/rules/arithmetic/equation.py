"""A computation that is written out does not give its result.

Claim: a product, sum, difference or quotient written in one line ("5 x $180K x 6 months = $450K") gives another value in every
plausible reading (yearly and monthly salaries, months as part of a year, thousands written or left out).

Why it matters: the result is carried into budgets as if it had been computed.

Flagged:

    - Engineers: 5 x $180K x 6 months = $540K

Fine:

    - Engineers: 5 x $180K x 6 months = $450K
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.arithmetic.written_out import failing
from agent.rules.base import Draft, Rule, View


def _find(view: View) -> Iterator[Draft]:
    return failing(view, ("product", "sum", "difference", "quotient"), "the result")


RULE = Rule("RA102", "equation-mismatch", "arithmetic", "error", "computed", _find, __doc__)
