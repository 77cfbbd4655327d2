"""Users, prices and shares do not give the income or the paying users beside them.

Claim: one table or section states a count (users, customers, transactions, impressions), the rates that belong to it (a conversion, an
average revenue or order value, how often each buys, a commission, a price per thousand) and the paying users, the revenue or the
commission, all for one time, and their product is another figure. The rates may stand elsewhere when the document gives one value of
each, or in the header of the result; in one row of a table a price and how many pay it make the revenue; a count may stand in the same
column of a table beside. Revenue is read by the month and by the year; a commission is taken once, of what is sold.

Why it matters: the count, the rate and the result are planned by different people; one of the three will be missed.

Flagged:

    | Metric | Year 1 | Year 2 |
    |---|---|---|
    | Registered users | 10,000 | 40,000 |
    | Conversion rate | 5% | 5% |
    | Paying users | 500 | 4,000 |

Fine:

    | Metric | Year 1 | Year 2 |
    |---|---|---|
    | Registered users | 10,000 | 40,000 |
    | Conversion rate | 5% | 5% |
    | Paying users | 500 | 2,000 |
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.broken_identity import breaking
from agent.rules.reading.identities import INCOME


def _find(view: View) -> Iterator[Draft]:
    return breaking(view, INCOME)


RULE = Rule("RA130", "income-of-users", "arithmetic", "question", "computed", _find, __doc__)
