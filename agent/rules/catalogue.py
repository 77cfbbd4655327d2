"""Every rule, explicitly and in order of code. A code is never given to another claim."""

from __future__ import annotations

from agent.rules.base import Rule
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
)
