"""What one document says and another says otherwise, as a finding."""

from __future__ import annotations

from agent.model.finding import Computation, Severity
from agent.model.span import Span
from agent.rules.base import Draft


def told_otherwise(
    what: str, first: str, second: str, spans: tuple[Span, Span], *, key: str, suggestion: str, severity: Severity | None = None
) -> Draft:
    """`what` is `first` at the first span and `second` at the other one, which stands in another document; `key` names it in the first."""
    place = spans[1]
    return Draft(
        f"{what} is {first} in line {spans[0].line}, but {second} in line {place.line} of {place.path}",
        spans,
        key=f"{key}|{place.path}",
        computation=Computation(formula=f"{first} ≠ {second}", expected=second, stated=first),
        suggestion=suggestion,
        severity=severity,
    )
