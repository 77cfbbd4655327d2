"""A return is said to be infinite.

Claim: a return on investment reads "infinite", "∞" or "N/A (no cost)", because cost was set to zero.

Why it matters: time is never free; without the hours spent no option can be compared with another.

Flagged:

    - ROI: infinite (no investment)

Fine:

    - ROI: 120% on 40 hours a month at $50
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View

UNLIMITED = expression(r"∞|\binfinit[aeoiy]?\w*|\bunendlich\w*|\binfini\w*|\bunlimited\b|бесконечн\w*|無限|无限", re.IGNORECASE)


def _find(view: View) -> Iterator[Draft]:
    found = [(fact, match) for fact in view.roadmap.facts if fact.attribute == "roi" and (match := UNLIMITED.search(fact.text))]
    if found:
        fact, match = found[0]
        others = f", {len(found)} times" if len(found) > 1 else ""
        yield Draft(
            f'a return of "{match[0]}" counts no cost at all{others}',
            tuple(dict.fromkeys(each.span for each, _ in found)),
            key=fact.item or fact.label,
            suggestion="count the hours and the running costs, and state the return on these",
        )


RULE = Rule("RA207", "infinite-return", "roi", "question", "rule", _find, __doc__)
