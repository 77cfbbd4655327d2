"""Every rule, explicitly and in order of code. A code is never given to another claim."""

from __future__ import annotations

from agent.rules.arithmetic import equation, growth, share, total
from agent.rules.base import Rule
from agent.rules.dependency import cycle, itself, later_phase, open_needed, order, undefined
from agent.rules.document import (
    date,
    directives,
    duplicate_id,
    email,
    emphasis,
    fence,
    footnote,
    link,
    markup,
    mojibake,
    numbering,
    placeholder,
    truncated,
)
from agent.rules.overlap import across, close_scope, inside, parked, same_scope

RULES: tuple[Rule, ...] = (
    mojibake.RULE,
    markup.RULE,
    placeholder.RULE,
    link.RULE,
    footnote.RULE,
    numbering.RULE,
    fence.RULE,
    email.RULE,
    truncated.RULE,
    emphasis.RULE,
    date.RULE,
    duplicate_id.RULE,
    directives.UNKNOWN,
    directives.UNUSED,
    directives.UNCLOSED,
    total.RULE,
    equation.RULE,
    growth.RULE,
    share.RULE,
    undefined.RULE,
    cycle.RULE,
    itself.RULE,
    order.RULE,
    open_needed.RULE,
    later_phase.RULE,
    same_scope.RULE,
    close_scope.RULE,
    parked.RULE,
    across.RULE,
    inside.RULE,
)
