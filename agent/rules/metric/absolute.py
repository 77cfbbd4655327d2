"""A target promises what nobody can guarantee.

Claim: an availability of 100 % is targeted (a warning), or zero incidents, outages or breaches, or 100 % compliance or satisfaction are
promised without naming a period, a class or a test (a question, once a document). What a check before the release can verify ("0 critical
bugs", "zero data loss") is no such promise.

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
from functools import cache

from agent.expressions import compiled, expression
from agent.model.roadmap import Metric
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.naming import listed
from agent.rules.reading.reported import is_report, under_done
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.ticks import bullet_ticks
from agent.rules.reading.vocabulary import pattern

SHARE = expression(r"100\s?%\s(?:of|aller|der|des|de|do|da|dos|das|di|van)\s")  # "100% of the harbours" have it
SHORTLY = expression(
    r"\b(?:first|erste[nr]?|primer[oa]s?|primeir[oa]s?|premi[eè]re?s|prim[ei]|eerste)\s\d{1,3}\s?(?:h\b|hours?|days?|stunden|tagen?|horas|d[ií]as|heures|jours"
    r"|ore|giorni|uur|dagen)|\b(?:during|während|durante|pendant|tijdens)\b",
    re.IGNORECASE,
)  # for so long a service may well be up all the time
REACHED = expression(r"[█▓▒░■□▰▱]{2}|\[[xX]\]|✅|☑|✔")  # a bar or a mark says how far something is, and promises nothing


def _find(view: View) -> Iterator[Draft]:
    for metric in view.roadmap.metrics:
        if (
            _always_up(metric)
            and not SHARE.search(metric.fact.text)
            and not SHORTLY.search(metric.fact.text)
            and not pattern("working_now").search(metric.fact.text)
        ):
            value = stated_of(metric.value) if metric.value else "100%"
            yield Draft(
                f'"{metric.name}" is to be {value}: no service is always up',
                (metric.fact.span,),
                key=f"{metric.name}|{metric.role}",
                suggestion="state the downtime that is acceptable (99.9% is 43.8 minutes a month, 99.99% is 4.4)",
                severity=None if metric.fact.source == "column" or metric.role == "target" else "question",  # it may be what others promise
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
    aims = bullet_ticks(view.roadmap)
    for sentence in view.saying("never_none", "never_whole") if not is_report(view.document) else ():
        promise = _promise(sentence.text) if _is_short(sentence) else ""
        reached = sentence.line not in aims and REACHED.search(view.document.lines[sentence.line - 1])
        if promise and not reached and not under_done(view.document.heading_path(view.document.blocks[sentence.block])):
            places.append((span_of_sentence(view.roadmap, sentence), promise))
    if places:
        promises = tuple(dict.fromkeys(f'"{text}"' for _, text in places))
        yield Draft(
            f"{listed(promises)} cannot be guaranteed, and no period or test is named",
            tuple(span for span, _ in places),
            key=", ".join(promises),
            suggestion="name the period, the test and the number that is acceptable",
            severity="question",
        )


def _promise(text: str) -> str:
    """The words that promise what nobody can: no failure at all, or all of something; "" without them, or where they are bounded."""
    failing = _without().search(text) if pattern("never_none").search(text) else None
    match = failing or (_wholly().search(text) if pattern("never_whole").search(text) else None)
    if match is None or pattern("bounds_of_promise").search(text) or pattern("way_of_working").match(text[match.end() :].lstrip(" -")):
        return ""
    return match[0].strip(" :：,(")


@cache
def _without() -> re.Pattern[str]:
    """ "Zero security incidents", "no outages" at the start of a clause, "Severe incidents = 0"."""
    zero, none, failure = (pattern(name).pattern for name in ("zero", "none_of", "never_none"))
    return compiled(
        rf"(?:(?<![\d.,])(?:{zero})|(?:^|[:：,(]\s?)(?:{none}))[\s-]?(?:[^\W\d_]+[\s-]){{0,3}}(?:{failure})"
        rf"|(?:{failure})(?:\s[^\W\d_]+){{0,2}}\s?[:：=]\s?(?:0|zero)(?:\s?%|件)?(?![\d.,])",
        re.IGNORECASE,
    )


@cache
def _wholly() -> re.Pattern[str]:
    """ "Compliance: 100 %", "100 % enforcement"."""
    whole = pattern("never_whole").pattern
    return compiled(rf"(?:{whole})[^.\n]{{0,24}}?\b100\s?%|\b100\s?%\s?(?:(?:of|de|der)\s)?(?:{whole})", re.IGNORECASE)


def _is_short(sentence: Sentence) -> bool:
    return sentence.kind in ("item", "cell") and len(sentence.text) <= 90


RULE = Rule("RA803", "absolute-target", "metric", "warning", "rule", _find, __doc__)
