"""`report`: the risks of roadmaps, scored and with their evidence, and what the plans look like around them."""

from __future__ import annotations

from agent.report.building import build_report

__all__ = ["build_report"]
