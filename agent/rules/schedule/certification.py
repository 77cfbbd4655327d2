"""A certificate is due sooner than its observation period allows.

Claim: a SOC 2 Type II report, a HITRUST r2 certificate or a FedRAMP authorisation is to be complete inside a phase that is shorter than
the least time it takes, or so soon after the plan begins, and no earlier part of the plan prepares it. A Type II report covers controls
in operation over months (AICPA; 3 to 12 are usual), HITRUST r2 wants 90 days of evidence before the assessment, FedRAMP publishes 6 to 18
months; the first cannot be had in less than four months with its audit, the others in six.

Why it matters: customers are promised a certificate that no auditor can give by then.

Flagged:

    ## Phase 1: Hardening (months 1-3)

    - [ ] SOC 2 Type II certification
    - [ ] Audit log

    ## Phase 2: Growth (months 4-9)

    - [ ] Berth booking

Fine:

    ## Phase 1: Hardening (months 1-3)

    - [ ] SOC 2 Type II preparation
    - [ ] Audit log

    ## Phase 2: Growth (months 4-9)

    - [ ] SOC 2 Type II certification
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.roadmap import Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.lengths import duration_of, length_of
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import period_of
from agent.rules.reading.sentences import Sentence, span_of_sentence

MONTH = 30.4375
LEAST_MONTHS = {
    "SOC 2 Type II": (expression(r"\bSOC[ -]?2,?[ -]?Type[ -]?(?:II|2)\b", re.IGNORECASE), 4),
    "HITRUST": (expression(r"\bHITRUST\b", re.IGNORECASE), 6),
    "FedRAMP": (expression(r"\bFedRAMP\b"), 6),
}
FINISHED = expression(
    r"\b(?:certif\w*|authori[sz]ation|authori[sz]ed|ATO|complian\w+|complete[sd]?|achieved?|obtain\w*|attain\w*|pass(?:ed)?|report|erreich\w*"
    r"|abgeschlossen|zertifi\w*|obter|obtida|certifica\w*|obtener|obtenir)\b",
    re.IGNORECASE,
)
BEGUN = expression(
    r"\b(?:start\w*|begin\w*|initiat\w*|kick\w*|path|readiness|gap|plan\w*|prepar(?:e|ing)|toward\w*|in progress|ready|pre-?assessment"
    r"|renew\w*|annual|type[ -]?(?:I|1)|beginn\w*|vorbereit\w*|iniciar|preparar|démarrer)\b(?!I)",
    re.IGNORECASE,
)
PLANNED = frozenset({"item", "cell", "heading"})


def _find(view: View) -> Iterator[Draft]:
    planned = [(sentence, sentence.text.casefold()) for sentence in view.sentences if sentence.kind in PLANNED]
    for name, (named, months) in LEAST_MONTHS.items():
        sign = name.split()[0].casefold()
        places = [sentence for sentence, text in planned if sign in text and named.search(sentence.text)]
        due = next((sentence for sentence in places if FINISHED.search(sentence.text) and not BEGUN.search(sentence.text)), None)
        dated = _around(view, due) if due else None
        if due is None or dated is None:
            continue
        item, days = dated
        if days < months * MONTH - 1 and not _prepared(view, places, due, item):
            yield _draft(view, due, item, name, days, months)


def _around(view: View, sentence: Sentence) -> tuple[Item, float] | None:
    """The innermost item around a line that tells how long it takes, with the days until its end."""
    around = [item for item in view.roadmap.items if item.span.line <= sentence.line <= item.end_line]
    for item in sorted(around, key=lambda one: -one.span.line):
        if stated := duration_of(item, "duration"):
            return item, stated[1].high
        if item.window and not item.window_inherited:
            since = _since_begin(view, item)
            return (item, since) if since else None
    return None


def _since_begin(view: View, item: Item) -> float | None:
    """Days from the first day of the plan to the end of a period."""
    period = period_of(item.window)
    if period is None or period.end is None or item.window is None or length_of(item.window) is None:
        return None
    begun = [p.start for one in view.roadmap.items if (p := period_of(one.window)) and p.axis == period.axis and p.start is not None]
    return period.end - min(begun, default=period.start or 0.0)


def _prepared(view: View, places: list[Sentence], due: Sentence, item: Item) -> bool:
    """Whether an earlier part of the plan already speaks of it."""
    period = period_of(item.window)
    for place in places:
        other = next((i for i in reversed(view.roadmap.items) if i.span.line <= place.line <= i.end_line and i.window), None)
        start = period_of(other.window) if other else None
        if place is not due and period and start and start.axis == period.axis and (start.start or 0.0) < (period.start or 0.0):
            return True
    return False


def _draft(view: View, due: Sentence, item: Item, name: str, days: float, months: int) -> Draft:
    return Draft(
        f"{name} is to be complete within {days / MONTH:.1f} months ({name_of(item)}), but takes at least {months} with its observation",
        (span_of_sentence(view.scanned, due), item.span),
        key=f"{name}|{item.key}",
        computation=Computation(
            formula=f"{days / MONTH:.1f} months < {months} months",
            expected=f"at least {months} months",
            stated=f"{days / MONTH:.1f} months",
        ),
        suggestion="plan the preparation here and the certificate later, or name the assessor's dates",
    )


RULE = Rule("RA413", "certificate-too-soon", "schedule", "question", "rule", _find, __doc__)
