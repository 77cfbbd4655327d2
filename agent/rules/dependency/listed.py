"""Every rule about what waits for what, in order of code."""

from __future__ import annotations

from agent.rules.base import Rule
from agent.rules.dependency import (
    against_order,
    by_nature,
    cycle,
    deferred,
    expected_early,
    itself,
    later_phase,
    named_needed,
    open_needed,
    order,
    parallel,
    section_needs,
    told_order,
    told_undefined,
    undeclared,
    undefined,
    used_before_made,
)

DEPENDENCY: tuple[Rule, ...] = (
    undefined.RULE,
    cycle.RULE,
    itself.RULE,
    order.RULE,
    open_needed.RULE,
    later_phase.RULE,
    parallel.RULE,
    named_needed.RULE,
    undeclared.RULE,
    deferred.RULE,
    by_nature.RULE,
    expected_early.RULE,
    told_order.RULE,
    used_before_made.RULE,
    told_undefined.RULE,
    section_needs.RULE,
    against_order.RULE,
)
