"""What is usual, with who measured it: the figures that promises are held against. None of them decides whether a plan is right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BaseRate:
    """`usual` is the figure in words, `source` who published it and when."""

    usual: str
    source: str


RETURN = BaseRate("25% of AI initiatives met their expected return; no unbiased distribution of returns is published", "IBM CEO Study 2025")
GROWTH = BaseRate("median 25-33% a year, 90th percentile about 90-99% above $10M ARR", "SaaS Capital and Benchmarkit 2025")
NET_RETENTION = BaseRate("median 101% net", "Benchmarkit 2025")
GROSS_RETENTION = BaseRate("median 91% gross, which cannot exceed 100%", "Benchmarkit 2025")
UPTIME = BaseRate("99.9% is 43.8 minutes a month, 99.99% is 4.4; what n services in series promise multiplies", "arithmetic")

MEDIAN_NET_RETENTION = 101.0  # %
MEDIAN_GROSS_RETENTION = 91.0  # %
MINUTES_A_MONTH = 365.25 * 24 * 60 / 12
