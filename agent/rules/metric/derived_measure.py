"""A measure that is computed from two others has another value.

Claim: one list, row or column states precision, recall and F1, and F1 is not the harmonic mean of the two; or velocity, sprints and
story points, and the points are not velocity times sprints.

Why it matters: one of the three figures was not measured, and goals are set by it.

Flagged:

    | Metric | Model A | Model B |
    |---|---|---|
    | Precision | 90% | 80% |
    | Recall | 80% | 70% |
    | F1 score | 85% | 82% |

Fine:

    | Metric | Model A | Model B |
    |---|---|---|
    | Precision | 90% | 80% |
    | Recall | 80% | 70% |
    | F1 score | 85% | 75% |
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.broken_identity import breaking
from agent.rules.reading.identities import MEASURES


def _find(view: View) -> Iterator[Draft]:
    return breaking(view, MEASURES)


RULE = Rule("RA809", "derived-measure", "metric", "question", "computed", _find, __doc__)
