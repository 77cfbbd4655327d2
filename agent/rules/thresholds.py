"""The numbers that rules compare against, in one place, so that a team can change them.

Every figure is a judgement or a published rate; the source stands beside it. None of them decides whether two written numbers
agree: that is arithmetic and has no setting.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import fields, replace

from agent.errors import SettingsError


class Thresholds(Struct, frozen=True):
    """Limits of the rules that judge. Percentages are in percent, durations in months."""

    annual_return: float = 300.0  # % a year above which a return is questioned; no unbiased distribution is published, so a judgement
    annual_growth: float = 100.0  # % a year; 90th percentile of revenue growth at $10M+ ARR is 90-99 % (SaaS Capital, Benchmarkit 2025)
    improvement: float = 100.0  # % above which an improvement without a baseline is questioned; a judgement
    uptime: float = 99.99  # %; 4.4 minutes of downtime a month
    overlap: float = 0.62  # similarity (0..1) above which two titles are taken to name the same work
    gap_days: int = 45  # days between two consecutive phases that deserve a question
    long_phase: float = 1.0  # share of a window that the longest chain of efforts may take
    stale_days: int = 0  # days after its planned end before an open item is reported
    large_project: float = 15e6  # in any currency; McKinsey and Oxford 2012 studied projects above $15M
    contingency: float = 5.0  # % of a large budget below which the absence of reserve is questioned


def thresholds_from(values: Mapping[str, object], where: str = "") -> Thresholds:
    """The thresholds of a settings table. Raises `SettingsError` for an unknown name or a value that is no number."""
    known = {field.name for field in fields(Thresholds)}
    chosen: dict[str, float] = {}
    for name, value in values.items():
        if name not in known:
            raise SettingsError(f"unknown threshold '{name}'", where=where, remedy=f"use one of: {', '.join(sorted(known))}")
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise SettingsError(f"threshold '{name}' must be a number of at least 0, not {value!r}", where=where)
        chosen[name] = value
    return replace(Thresholds(), **chosen)  # int fields take whole floats as they are
