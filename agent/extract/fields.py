"""Facts of lines that say `label: value`, and of bullets that stand for the value of the label above them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from agent.extract.binding import TOPIC_ATTRIBUTES, Binding, bind_label
from agent.extract.clauses import Clause, measured_words, strip_joins, values_in
from agent.extract.labels import Field, split_field, split_parts
from agent.extract.making import Context, Made, Meaning, make
from agent.extract.nodes import Node
from agent.extract.prose import read_prose
from agent.extract.scopes import Scope
from agent.extract.tails import read_tail
from agent.extract.titles import Title, numbered_reference
from agent.extract.meanings import names_role
from agent.extract.words import speaks_of_mitigation
from agent.facts import lookup_label
from agent.facts.headers import with_header_unit
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Source
from agent.model.token import Token

# Attributes that say what kind of value it is but not of what: the label is then the subject as well.
_ASIDES = frozenset({"cost", "window", "start", "end", "depends_on", "team", "owner"})
_PRICED = frozenset({"cost", "revenue", "benefit", "saving"})
_NEEDS_SUBJECT = frozenset({"", "metric", "count", "share"})


def read_node(context: Context, node: Node, drafted: bool) -> Iterator[Made]:
    """Facts that a heading, lead or bullet states itself."""
    block = context.block(node.block)
    inside, around = context.scopes.inside[node.index], context.scopes.around[node.index]
    if node.kind == "bullet":
        yield from _read_bullet(context, node, block, inside, around, drafted)
    elif drafted:
        yield from read_tail(context, block, node.title, node.start, node.stop, inside, "heading")
    else:
        yield from _read_heading(context, node, block, inside)


def read_paragraph(context: Context, block: Block, end: int) -> Iterator[Made]:
    """Facts of a paragraph up to offset `end`: its lines when they are fields, else its sentences."""
    scope = context.scopes.of_block(block.index)
    at, prose_start = 0, 0
    while at < end:
        stop = block.text.find("\n", at, end)
        stop = end if stop < 0 else stop
        made = list(read_line(context, block, at, stop, scope, "field"))
        if made:
            yield from read_prose(context, block, prose_start, at, scope)
            yield from made
            prose_start = stop
        at = stop + 1
    yield from read_prose(context, block, prose_start, end, scope)


def read_line(context: Context, block: Block, start: int, end: int, scope: Scope, source: Source) -> Iterator[Made]:
    """The facts of one line of fields; nothing when it holds none."""
    parts = split_parts(block.text, start, end, block.bold)
    if parts:
        at = start
        for part in parts:
            yield from read_prose(context, block, at, part.start, scope)
            yield from read_field(context, block, part, scope, source)
            at = part.value_end
        yield from read_prose(context, block, at, end, scope)
        return
    field = split_field(block.text, start, end, block.bold, 5 if block.kind == "paragraph" else 8)
    if field is not None and _is_sentence(context, block, field):
        return
    if field is not None and field.separator == ":" and field.value_end > field.value_start:
        yield from read_field(context, block, field, scope, source)


def _is_sentence(context: Context, block: Block, field: Field) -> bool:
    """ "The trend is clear: costs fell" is a sentence with a colon; a label of four words or more must be known or have a value behind it."""
    label = block.text[field.start : field.end]
    if field.bold or block.kind != "paragraph" or len(label.split()) <= 3:
        return False
    first = next((t for t in values_in(context.scanned.tokens[block.index]) if t.start >= field.value_start), None)
    meaning = lookup_label(label)
    return not (first is not None and first.start <= field.value_start + 2) and (meaning is None or meaning.confidence < 0.9)


def read_field(context: Context, block: Block, field: Field, scope: Scope, source: Source) -> Iterator[Made]:
    """The fact of `label: value`. Values in the label's brackets ("Growth (2026): 5 %") belong to it too; a label that is only a period or
    a priority ("Q4: 10,000+ contributors") says when or how urgent, and what follows speaks for itself."""
    tokens = context.scanned.tokens[block.index]
    label = " ".join(block.text[field.start : field.end].split())
    heads = tuple(token for token in tokens if token.start >= field.start and token.end <= field.head_end)
    inside = tuple(token for token in tokens if token.start >= field.value_start and token.end <= field.value_end)
    period = next((token.value for token in heads if isinstance(token.value, Window)), None)
    if _is_aside(label, heads):
        yield from _read_aside(context, block, field, scope, source, heads, inside)
        return
    binding = bind_label(label, values_in(inside), scope)
    subject = _subject(label, binding, scope)
    if values_in(inside) and names_role(label):  # "Target: 50ms median latency"
        subject = measured_words(block.text, Clause(field.value_start, field.value_end, inside), values_in(inside)[0]) or subject
    if context.note is not None and binding.attribute in _PRICED:
        inside = tuple(with_header_unit(token, context.note) for token in inside)
    meaning = Meaning(binding.attribute, label, subject, binding.role, item=_named_item(context, label), window=period)
    made = make(context, block, field.value_start, field.value_end, meaning, scope, source, inside)
    yield Made(made.fact, made.place, made.starts + tuple(token.start for token in heads))


def _named_item(context: Context, label: str) -> str | None:
    """The item that a label names beside its attribute: "Phase 2 budget"."""
    reference = numbered_reference(label)
    return (context.names.by_id(reference[0]) or None) if reference else None


def _is_aside(label: str, heads: tuple[Token, ...]) -> bool:
    """Whether a label is nothing but a period, a status or a priority."""
    rest = label
    for token in heads:
        if token.kind in {"window", "status", "priority"}:
            rest = rest.replace(token.text, " ")
    return rest != label and not any(character.isalnum() for character in rest)


def _read_aside(
    context: Context, block: Block, field: Field, scope: Scope, source: Source, heads: tuple[Token, ...], inside: tuple[Token, ...]
) -> Iterator[Made]:
    """The values behind a period; without any, the text itself, so that the period is not lost."""
    period = next((token.value for token in heads if isinstance(token.value, Window)), None)
    dated = replace(scope, window=period or scope.window)
    label = " ".join(block.text[field.start : field.end].split())
    whole = make(context, block, field.value_start, field.value_end, Meaning("", label, label), dated, source, ())
    yield Made(whole.fact, whole.place, tuple(token.start for token in heads))
    if values_in(inside):
        yield from read_prose(context, block, field.value_start, field.value_end, dated)


def _subject(label: str, binding: Binding, scope: Scope) -> str:
    if binding.attribute in _NEEDS_SUBJECT or not binding.named or not scope.item:
        return label
    return ""


def _read_heading(context: Context, node: Node, block: Block, scope: Scope) -> Iterator[Made]:
    """A heading that names no item but holds values: "Human Resources (Total: $3.2M)", "Year 1 Investment: $4.5M"."""
    values = values_in([token for token in context.scanned.tokens[block.index] if node.start <= token.start and token.end <= node.stop])
    if not values:
        return
    if node.index == 0 and node.kind == "heading":
        yield from _document_period(context, block, values, scope)
        return
    field = node.field
    if (
        field is not None
        and field.separator == ":"
        and field.value_end > field.value_start
        and any(t.start >= field.value_start and t.kind != "window" for t in values)
    ):
        yield from read_field(context, block, field, scope, "heading")
        return
    yield from read_tail(context, block, node.title, node.start, node.stop, scope, "heading", drafted=False)


def _document_period(context: Context, block: Block, values: tuple[Token, ...], scope: Scope) -> Iterator[Made]:
    """The period in the title of the whole document."""
    for token in values:
        if token.kind == "window":
            yield make(context, block, token.start, token.end, Meaning("window", "", block.text.strip()), scope, "heading", (token,))


def _read_bullet(context: Context, node: Node, block: Block, inside: Scope, around: Scope, drafted: bool) -> Iterator[Made]:
    field, end = node.field, len(block.text)
    if drafted:
        yield from _listed_as(context, node, block, around)
        if around.topic == "team" and field is None:
            yield from _topical(context, node, block, replace(inside, topic="team"))
            return
        if field is not None and _is_valued(context, block, field):
            yield from read_field(context, block, field, replace(inside, topic=around.topic), "field")
            return
        beside = tuple(read_tail(context, block, node.title, 0, end, inside, "bullet"))
        yield from beside
        if (
            field is not None
            and field.separator in {":", "-"}
            and field.value_end > field.value_start
            and not any(one.fact.attribute in _ASIDES for one in beside)
        ):
            yield make(
                context,
                block,
                field.value_start,
                field.value_end,
                Meaning("mitigation" if _tells_mitigation(around) else "scope", ""),
                inside,
                "bullet",
                (),
            )
        return
    parts = split_parts(block.text, 0, end, block.bold)
    if parts:
        for part in parts:
            yield from read_field(context, block, part, around, "field")
    elif (field is not None and field.separator == ":" and field.value_end > field.value_start) or (
        field is not None
        and field.separator in {"-", ""}
        and field.bold
        and field.value_end > field.value_start
        and _states_values(context, block, field)
    ):
        yield from read_field(context, block, field, around, "field")
    elif around.topic in TOPIC_ATTRIBUTES:
        yield from _topical(context, node, block, around)
    elif around.item and node.parent is not None and context.tree.nodes[node.parent].kind == "bullet":
        yield from read_tail(context, block, replace(node.title, name="", name_start=end), 0, end, around, "bullet")
    else:
        yield from read_prose(context, block, 0, end, around)


def _tells_mitigation(scope: Scope) -> bool:
    """Under "Risk Mitigation" the text behind a risk's name is what is done about it."""
    return scope.topic == "risks" and any(speaks_of_mitigation(heading) for heading in scope.headings[-2:])


def _is_valued(context: Context, block: Block, field: Field) -> bool:
    """Whether the item's line is `Name: value`: the value opens with a quantity and holds a sum of money or an equation, or little else."""
    if field.separator not in {":", "-"} or field.value_end <= field.value_start:
        return False
    tokens = [token for token in context.scanned.tokens[block.index] if token.start >= field.value_start and token.end <= field.value_end]
    if not tokens or not isinstance(tokens[0].value, Quantity) or tokens[0].start > field.value_start + 2:
        return False
    equal = any(token.kind == "operator" and token.value == "=" for token in tokens)
    words = strip_joins(block.text[tokens[0].end : field.value_end]).split()
    return equal or len(words) <= 3


def _states_values(context: Context, block: Block, field: Field) -> bool:
    """Whether the text behind bold words begins with a value: "**Uptime** 99.9%"."""
    return any(
        token.start <= field.value_start + 2 for token in values_in(context.scanned.tokens[block.index]) if token.start >= field.value_start
    )


def _topical(context: Context, node: Node, block: Block, scope: Scope) -> Iterator[Made]:
    """A bullet under "Deliverables:", "Success Metrics:", "Team": the whole of it is a value of that attribute."""
    attribute = TOPIC_ATTRIBUTES[scope.topic]
    tokens = context.scanned.tokens[block.index]
    if attribute in {"metric", "cost", "revenue", "window"}:
        made = list(read_prose(context, block, 0, len(block.text), scope))
        if made or attribute != "metric":
            yield from made
            return
    title = node.title.name
    values = values_in(tokens)
    label = strip_joins(block.text[values[-1].end :]) if attribute == "people" and values else title
    subject = label if attribute in {"people", "metric"} else ""
    yield make(context, block, 0, len(block.text), Meaning(attribute, "", subject), scope, "bullet", tokens)


def _listed_as(context: Context, node: Node, block: Block, around: Scope) -> Iterator[Made]:
    """A bullet that is an item of its own and also a value of the item above it: a deliverable, a risk, a role, a dependency."""
    attribute = TOPIC_ATTRIBUTES.get(around.topic, "")
    if attribute in {"deliverable", "risk", "objective"} and around.item:
        start = _name_start(node.title)
        yield make(context, block, start, len(block.text), Meaning(attribute, ""), around, "bullet", ())


def _name_start(title: Title) -> int:
    return title.name_start


def field_tokens(context: Context, block: Block, field: Field) -> tuple[Token, ...]:
    """The tokens of a field's value."""
    return tuple(
        token for token in context.scanned.tokens[block.index] if token.start >= field.value_start and token.end <= field.value_end
    )
