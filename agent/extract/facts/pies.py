"""Facts of Mermaid pie charts: the bare numbers of their parts, in the unit of the amount that the heading above gives to them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.extract.facts.binding import bind_label, subject_of
from agent.extract.facts.making import Context, Made, Meaning, make
from agent.extract.wording.clauses import between, values_in
from agent.extract.wording.labels import split_field
from agent.facts import scan
from agent.facts.headers import HeaderUnit, with_header_unit
from agent.model.document import Block
from agent.model.quantity import Quantity
from agent.model.token import Token

_FEWEST = 2  # parts
_SCALES = (1.0, 1e3, 1e6)
_ROUNDED = 0.02  # of a whole: what its parts may lack


def is_pie(block: Block) -> bool:
    """Whether a block is a fence with a pie chart."""
    return block.kind == "fence" and block.info.lower() == "mermaid" and block.text.split(maxsplit=1)[:1] == ["pie"]


def read_pie(context: Context, block: Block) -> Iterator[Made]:
    """One fact for each part."""
    scope = context.scopes.of_block(block.index)
    parts: list[tuple[int, int, int, int, Token]] = []
    at = 0
    for line in block.text.split("\n"):
        field = split_field(block.text, at, at + len(line))
        values = values_in(between(context.scanned.tokens[block.index], field.value_start, field.value_end)) if field is not None else ()
        if field is not None and len(values) == 1 and block.text[field.value_start : field.value_end].strip() == values[0].text:
            parts.append((field.start, field.end, field.value_start, field.value_end, values[0]))
        at += len(line) + 1
    unit = _unit_of(context, scope.headings[-1:], [token for *_, token in parts])
    for start, end, value_start, value_end, token in parts:
        label = block.text[start:end].strip(" \"'")
        stated = with_header_unit(token, unit) if unit is not None else token
        binding = bind_label(label, (stated,), scope)
        meaning = Meaning(binding.attribute, label, subject_of(label, binding, scope), binding.role)
        yield make(context, block, value_start, value_end, meaning, scope, "field", (stated,))


def _unit_of(context: Context, headings: Sequence[str], tokens: Sequence[Token]) -> HeaderUnit | None:
    """The currency of the heading's amount where the parts add up to it, as they are written or in thousands or millions of it."""
    bare = [token.value.most for token in tokens if token.kind == "number" and isinstance(token.value, Quantity)]
    if len(bare) < _FEWEST or len(bare) < len(tokens):
        return None
    for token in (token for heading in headings for token in scan(heading, context.scanned.convention)):
        value = token.value
        if isinstance(value, Quantity) and value.kind == "money" and not value.per:
            for scale in _SCALES:
                if abs(sum(bare) * scale - value.most) <= _ROUNDED * value.most:
                    return HeaderUnit("money", value.unit, scale)
    return None
