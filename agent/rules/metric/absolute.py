"""A target promises what nobody can guarantee.

Claim: an availability of 100 % is targeted (a warning), or zero incidents, defects or breaches, or 100 % compliance or security are
promised without naming severity, period or standard (a question, once a document).

Why it matters: it is missed by the first minute of downtime, and says nothing about how much failure is acceptable.

Flagged:

    | Measure | 2025 (actual) | 2026 (target) |
    |---|---:|---:|
    | Availability | 99.82% | 100% |

Fine:

    | Measure | 2025 (actual) | 2026 (target) |
    |---|---:|---:|
    | Availability | 99.82% | 99.90% |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.model.roadmap import Metric
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

ZERO = re.compile(
    r"\b(?:zero|no|0)\s(?:(?:security|safety|data|production)\s){0,2}"
    r"(?:incidents?|breach(?:es)?|vulnerabilit(?:y|ies)|bugs|defects|outages?|data loss|accidents)\b(?!\s+(?:response|management|report))",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"\b(?:compliance|security|customer satisfaction|reliability)\b[^.\n]{0,24}?\b100\s?%"
    r"|\b100\s?%\s(?:compliance|security|secure|compliant|satisfaction|reliability)\b",
    re.IGNORECASE,
)
BOUNDED_BY = re.compile(r"\b(?:critical|major|p0|p1|sev|severity|per|within|in the first|during|high)\b|\d{4}", re.IGNORECASE)


def _find(view: View) -> Iterator[Draft]:
    for metric in view.roadmap.metrics:
        if _always_up(metric):
            value = stated_of(metric.value) if metric.value else "100%"
            yield Draft(
                f'"{metric.name}" is to be {value}: no service is always up',
                (metric.fact.span,),
                key=f"{metric.name}|{metric.role}",
                suggestion="state the downtime that is acceptable (99.9% is 43.8 minutes a month, 99.99% is 4.4)",
            )
    yield from _promises(view)


def _always_up(metric: Metric) -> bool:
    value = metric.value
    named = pattern("availability").search(metric.name) or pattern("availability").search(metric.fact.label)
    return bool(
        named
        and value
        and value.kind == "percent"
        and value.least == value.most == 100
        and not value.change
        and metric.role not in ("actual", "baseline")
    )


def _promises(view: View) -> Iterator[Draft]:
    """Zero incidents and full compliance, one question a document."""
    places: list[tuple[Span, str]] = []
    for sentence in view.sentences:
        match = ZERO.search(sentence.text) or WHOLE.search(sentence.text) if _is_short(sentence) else None
        if match and not BOUNDED_BY.search(sentence.text):
            places.append((span_of_sentence(view.roadmap, sentence), match[0]))
    if places:
        named = ", ".join(dict.fromkeys(f'"{text}"' for _, text in places))
        yield Draft(
            f"{named} cannot be guaranteed and says nothing about severity or period",
            tuple(span for span, _ in places),
            key=named,
            suggestion="name the severity, the period and the number that is acceptable",
            severity="question",
        )


def _is_short(sentence: Sentence) -> bool:
    return sentence.kind in ("item", "cell") and len(sentence.text) <= 90


RULE = Rule("RA803", "absolute-target", "metric", "warning", "rule", _find, __doc__)
