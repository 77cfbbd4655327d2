"""`check`: what cannot be true, what was planned twice, what is missing. Rules are values; see `agent.rules.catalogue`."""

from __future__ import annotations

from agent.rules.catalogue import RULES
from agent.rules.engine import check, examine, fails
from agent.rules.pages import explain, reference, rule_list
from agent.rules.thresholds import Thresholds, thresholds_from

__all__ = ["RULES", "Thresholds", "check", "examine", "explain", "fails", "reference", "rule_list", "thresholds_from"]
