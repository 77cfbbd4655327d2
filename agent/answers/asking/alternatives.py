"""Whether a question offers two figures or times to choose from: "when is the launch, March or April?"."""

from __future__ import annotations

from agent.answers.asking.terms import asked_tokens
from agent.expressions import expression
from agent.model.quantity import Quantity, Window

_LAST = expression(
    r"(?:[,;:.!?–—]|\s-)\s([^,;:?？]{1,40}?)\s(?:or|oder|ou|o|u|of|oppure|или|atau)\s([^,;:?？]{1,40})[?？]"
    r"|[,，、]([^,，、?？]{1,20}?)(?:还是|還是|それとも)([^,，、?？]{1,20})[?？]?$"
)
# "Which is dearer, the first or the second?" sets two things against each other, and asks not which of two values holds.
_RANKED = frozenset({"greater", "smaller", "maximum", "minimum", "before", "after", "order", "comes_first", "difference", "ratio", "speed"})


def alternatives(text: str, language: str, cues: frozenset[str]) -> tuple[Quantity | Window, ...]:
    """The two figures, or the two times, that the last clause names and one of which must be meant; () where it names none."""
    found = _LAST.search(text) if not cues & _RANKED else None
    values = [_value(side, language) for side in found.groups() if side] if found is not None else []
    one, other = values if len(values) == 2 else (None, None)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return (one, other) if one.kind == other.kind or "count" in (one.kind, other.kind) else ()
    return (one, other) if isinstance(one, Window) and isinstance(other, Window) else ()


def _value(text: str, language: str) -> Quantity | Window | None:
    values = [token.value for token in asked_tokens(text, language) if isinstance(token.value, Quantity | Window)]
    if len(values) != 1 or (isinstance(values[0], Window) and values[0].unit in _THINGS):
        return None
    return values[0]


_THINGS = frozenset({"phase", "sprint", "milestone"})
