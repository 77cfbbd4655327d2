"""Every rule, explicitly and in order of code. A code is never given to another claim."""

from __future__ import annotations

from agent.rules.arithmetic import average, columns, equation, group_sum, growth, phases, share, subset_sum, text_change, total
from agent.rules.base import Rule
from agent.rules.conflict import gate_above_target, item_field, plan_total, prose_value, two_values
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
from agent.rules.metric import absolute, out_of_scale, unmeasurable, worse_target
from agent.rules.overlap import across, close_scope, inside, parked, same_scope
from agent.rules.roi import base_rate, bounded, from_inputs, payback, unlimited, with_payback
from agent.rules.roi import columns as return_columns
from agent.rules.schedule import backwards, chain, duration, effort, freeze, outside, parts
from agent.rules.status import all_boxes, counts, open_boxes, overdue, prose

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
    columns.RULE,
    group_sum.RULE,
    subset_sum.RULE,
    text_change.RULE,
    average.RULE,
    phases.RULE,
    return_columns.RULE,
    with_payback.RULE,
    from_inputs.RULE,
    payback.RULE,
    bounded.RULE,
    base_rate.RULE,
    unlimited.RULE,
    undefined.RULE,
    cycle.RULE,
    itself.RULE,
    order.RULE,
    open_needed.RULE,
    later_phase.RULE,
    freeze.RULE,
    backwards.RULE,
    chain.RULE,
    effort.RULE,
    duration.RULE,
    parts.RULE,
    outside.RULE,
    same_scope.RULE,
    close_scope.RULE,
    parked.RULE,
    across.RULE,
    inside.RULE,
    two_values.RULE,
    gate_above_target.RULE,
    item_field.RULE,
    plan_total.RULE,
    prose_value.RULE,
    open_boxes.RULE,
    all_boxes.RULE,
    overdue.RULE,
    counts.RULE,
    prose.RULE,
    worse_target.RULE,
    out_of_scale.RULE,
    absolute.RULE,
    unmeasurable.RULE,
)
