"""What `check --semantic` asks a language model to propose; the rules as values, so that comments can silence them and reports name them.

Nothing here finds anything: code in `agent/grounded/semantic.py` verifies what the model proposes. All of them are questions to a person.
"""

from __future__ import annotations

from agent.model.finding import Family
from agent.rules.base import Rule


def _rule(code: str, name: str, family: Family, page: str) -> Rule:
    return Rule(code, name, family, "question", "model", lambda view: (), page)


OVERLAP = _rule(
    "RM501",
    "possible-overlap",
    "overlap",
    """Two items may be the same work in other words.

Claim: a model takes two quoted passages of different items for the same work, and no computed finding says so already.

Why it matters: work planned twice is paid twice.

Flagged:

    - Let customers export their invoices
    - Self-service download of billing documents

Fine:

    - Let customers export their invoices
    - Archive invoices for ten years
""",
)
DEPENDENCY = _rule(
    "RM301",
    "possible-dependency",
    "dependency",
    """One item may need another and does not say so.

Claim: a model takes one quoted item for needed by another, and neither declares a dependency on the other.

Why it matters: what is needed and not planned for is found when it is late.

Flagged:

    - Launch single sign-on
    - Write the identity service that sign-on calls

Fine:

    - Launch single sign-on (after the identity service)
    - Write the identity service
""",
)
CONTRADICTION = _rule(
    "RM601",
    "contradictory-claims",
    "conflict",
    """Two passages may contradict each other.

Claim: a model takes two quoted passages for contradictory; where both hold figures, two of them are of the same unit and differ.

Why it matters: one of two such sentences is wrong, and different readers believe different ones.

Flagged:

    - The mobile app is out of scope this year
    - In autumn the mobile app goes live

Fine:

    - The mobile app is out of scope this year
    - The mobile app follows next year
""",
)
UNREALISTIC = _rule(
    "RM801",
    "unrealistic-claim",
    "metric",
    """A promise may rest on an assumption that is not stated.

Claim: a model names the assumption behind a quoted promise.

Why it matters: a target whose assumption nobody wrote down cannot be managed.

Flagged:

    - Churn falls to zero after launch

Fine:

    - Churn falls to 2% if support answers within a day
""",
)
MITIGATION = _rule(
    "RM901",
    "mitigation-without-action",
    "risk",
    """A risk is answered with words that change nothing.

Claim: a model finds no action, owner or trigger in the quoted answer to a risk.

Why it matters: such a risk is accepted without anybody having decided so.

Flagged:

    - Risk: the vendor raises prices. Mitigation: monitor the situation

Fine:

    - Risk: the vendor raises prices. Mitigation: sign for two years by March
""",
)
SEMANTIC: tuple[Rule, ...] = (DEPENDENCY, OVERLAP, CONTRADICTION, UNREALISTIC, MITIGATION)
