"""Documents to roadmaps: sections, items, facts, dependencies, metrics, totals, each with its lines."""

from __future__ import annotations

from agent.extract.extraction import extract
from agent.extract.outline import outline

__all__ = ["extract", "outline"]
