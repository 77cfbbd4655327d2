"""Facts that headings, leads and bullets state themselves: an item's tail, a field, a value of the label above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from agent.extract.facts.binding import TOPIC_ATTRIBUTES
from agent.extract.facts.fields import read_field, read_line, read_text
from agent.extract.facts.grouped import read_group
from agent.extract.facts.making import Context, Made, Meaning, make
from agent.extract.facts.no_figures import is_of_others
from agent.extract.facts.prose import read_prose
from agent.extract.facts.tails import read_tail
from agent.extract.scoping.scopes import Scope, is_only_period
from agent.extract.tree.nodes import Node
from agent.extract.tree.remarks import plans
from agent.extract.tree.wrapped import own_end
from agent.extract.wording.befores import is_condition, is_example, precedes_other
from agent.extract.wording.clauses import strip_joins, values_in
from agent.extract.wording.labels import Field, bar_at, split_field, split_parts
from agent.extract.wording.meanings import suits
from agent.extract.wording.titles import Title, is_stamped
from agent.extract.wording.words import opens_with_colour, speaks_of_mitigation
from agent.facts.measures import counts_people
from agent.model.document import Block
from agent.model.quantity import Quantity
from agent.model.token import Token

_FEW = 50  # people of one role
_SHORT_ROLE = 7  # words
_REFERENCES = frozenset({"depends_on", "blocks"})
_SCALED = frozenset({"metrics", "acceptance", "legend"})  # topics
_WORDS_OF_A_STEP = 4
_ASIDES = frozenset({"cost", "window", "start", "end", "depends_on", "team", "owner"})


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


def _read_heading(context: Context, node: Node, block: Block, scope: Scope) -> Iterator[Made]:
    """A heading that names no item but holds values: "Human Resources (Total: $3.2M)", "Year 1 Investment: $4.5M"."""
    values = values_in([token for token in context.scanned.tokens[block.index] if node.start <= token.start and token.end <= node.stop])
    if not values:
        return
    if node.index == 0 and node.kind == "heading":
        yield from _document_period(context, block, values, scope, "as_of" if is_stamped(node.title, of_document=True) else "window")
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
    made = () if node.title.topic else tuple(read_group(context, block, node.start, node.stop, scope))
    apart = scope.item == context.scopes.around[node.index].item
    yield from made or read_tail(context, block, node.title, node.start, node.stop, scope, "heading", drafted=False, apart=apart)


def _document_period(context: Context, block: Block, values: tuple[Token, ...], scope: Scope, attribute: str) -> Iterator[Made]:
    """The period in the title of the whole document, or the day it was written on."""
    for token in values:
        if token.kind == "window":
            yield make(context, block, token.start, token.end, Meaning(attribute, "", block.text.strip()), scope, "heading", (token,))


def _read_bullet(context: Context, node: Node, block: Block, inside: Scope, around: Scope, drafted: bool) -> Iterator[Made]:
    if not drafted and around.topic in {"metrics", "acceptance", "legend"} and opens_with_colour(block.text):
        return  # a step of a scale: "Green (80%+) - good"
    field, end = node.field, own_end(block, context.scanned.tokens[block.index])
    if end < len(block.text):
        yield from read_rest(context, node, end + 1) if drafted else read_text(context, block, end + 1, len(block.text), around)
    if field is not None and field.value_end > end:
        field = split_field(block.text, 0, end, block.bold)
    if drafted:
        yield from _read_item(context, node, block, inside, around, field, end)
    else:
        yield from _read_entry(context, node, block, around, field, end)


def _read_item(context: Context, node: Node, block: Block, inside: Scope, around: Scope, field: Field | None, end: int) -> Iterator[Made]:
    """A list entry that is an item of the plan: what it says of itself."""
    yield from _listed_as(context, node, block, around)
    if around.topic == "team" and (field is None or field.value_end <= field.value_start):
        yield from _topical(context, node, block, replace(inside, topic="team"))
        return
    if field is not None and _is_valued(context, block, field):
        yield from read_field(context, block, field, replace(inside, topic=around.topic), "field")
        return
    bar = bar_at(block.text[:end])
    parts = split_parts(block.text, bar, end, block.bold) if bar < end else ()
    for part in parts:
        yield from read_field(context, block, part, inside, "field")
    if parts:
        end, field = bar, None
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


def _read_entry(context: Context, node: Node, block: Block, around: Scope, field: Field | None, end: int) -> Iterator[Made]:
    """A list entry that is none: what it says of what stands around it."""
    if around.topic in _SCALED and _is_step(block, end, context.scanned.tokens_in(block.index, 0, end)):
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
    elif made := _only_says(context, node, block, end, around) or tuple(read_group(context, block, 0, end, around)):
        yield from made
    elif around.topic in TOPIC_ATTRIBUTES:
        yield from _topical(context, node, block, around)
    elif around.item and node.parent is not None and context.tree.nodes[node.parent].kind == "bullet":
        yield from read_tail(context, block, replace(node.title, name="", name_start=end), 0, end, around, "bullet")
    else:
        yield from read_prose(context, block, 0, end, around)


def read_rest(context: Context, node: Node, start: int) -> Iterator[Made]:
    """The lines below an item's name that stand in the same block: fields, or what a tail says ("due 5 March, €12K")."""
    block, scope = context.block(node.block), context.scopes.inside[node.index]
    while start < len(block.text):
        stop = block.text.find("\n", start)
        stop = len(block.text) if stop < 0 else stop
        made = tuple(_needs(context, block, start, stop, scope)) or tuple(read_line(context, block, start, stop, scope, "field"))
        nameless = replace(node.title, name="", id="", name_start=start, end=start, values=())
        yield from made or read_tail(context, block, nameless, start, stop, scope, "bullet")
        start = stop + 1


def _needs(context: Context, block: Block, start: int, end: int, scope: Scope) -> Iterator[Made]:
    """A line that opens with a dependency word before something the roadmap plans: all of the rest is what is needed."""
    inside = context.scanned.tokens_in(block.index, start, end)
    first = next(iter(inside), None)
    if first is None or first.kind != "reference" or first.value not in _REFERENCES or block.text[start : first.start].strip():
        return
    value = first.end + (block.text[first.end : first.end + 1] in ":：")
    rest = block.text[value:end].strip(" .")
    if rest and (context.names.meant(rest) or any(token.kind in {"id", "ordinal"} for token in inside)):
        yield make(context, block, value, end, Meaning(str(first.value), first.text), scope, "bullet", inside[1:])


def _only_says(context: Context, node: Node, block: Block, end: int, scope: Scope) -> tuple[Made, ...]:
    """What a bullet says that is nothing but a period, or below an item nothing but ids that it needs: "Needs P1 and P2"."""
    if is_only_period(context.scanned, node):
        dated = replace(scope, window=node.title.window)
        return (make(context, block, 0, end, Meaning("window", ""), dated, "bullet", context.scanned.tokens[block.index]),)
    named = context.scanned.tokens_in(block.index, 0, end)[1:]
    only = bool(scope.item and named) and all(token.kind in {"id", "ordinal"} for token in named)
    return tuple(_needs(context, block, 0, end, scope)) if only else ()


def _tells_mitigation(scope: Scope) -> bool:
    """Under "Risk Mitigation" the text behind a risk's name is what is done about it."""
    return scope.topic == "risks" and any(speaks_of_mitigation(heading) for heading in scope.headings[-2:])


def _is_valued(context: Context, block: Block, field: Field) -> bool:
    """Whether the item's line is `Name: value`: the value opens with a quantity and holds a sum of money or an equation, or little else."""
    if field.separator not in {":", "-"} or field.value_end <= field.value_start:
        return False
    if plans(context.scanned.tokens_in(block.index, field.value_start, field.value_end)):
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
    if attribute in {"metric", "cost", "revenue"} and is_condition(block.text, 0):
        yield from read_prose(context, block, 0, len(block.text), scope)
        return
    tokens = context.scanned.tokens[block.index]
    if attribute == "depends_on" and _states_amounts(tokens):
        yield from read_prose(context, block, 0, len(block.text), scope)  # "Three months cost $15K" needs nothing
        return
    if attribute in {"metric", "cost", "revenue", "window"}:
        made = list(read_prose(context, block, 0, len(block.text), scope))
        if made or attribute != "metric":
            yield from made
            return
    elif attribute in {"price", "benefit"} and not values_in(tokens):
        attribute = "scope" if attribute == "price" else attribute  # what a price includes
    elif values_in(tokens) and not (
        _lists_staff(block.text, values_in(tokens)) if attribute == "people" else suits(attribute, values_in(tokens))
    ):
        yield from read_prose(context, block, 0, len(block.text), scope)  # "SLA 99.9%" in what a price includes
        return
    title = node.title.name
    values = values_in(tokens)
    if attribute == "metric":
        tokens = _first_figure(block.text, tokens)
    label = strip_joins(block.text[values[-1].end :]) if attribute == "people" and values else title
    subject = label if attribute in {"people", "metric"} else ""
    yield make(context, block, 0, len(block.text), Meaning(attribute, "", subject), scope, "bullet", tokens)


def _first_figure(text: str, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a line without the figures behind its first, which say of what, and without any where two are only set side by side:
    "Trial length shown (7 days vs 1 week)"."""
    figures = [token for token in tokens if isinstance(token.value, Quantity)]
    apart = any(is_example(text, token.start) or precedes_other(text, token.end) or is_of_others(text, token) for token in figures)
    return tuple(token for token in tokens if not isinstance(token.value, Quantity) or (token is figures[0] and not apart))


def _is_step(block: Block, end: int, tokens: Sequence[Token]) -> bool:
    """Whether a line is the step of a scale, a bound or range with what it is called: "< 0.5: weak", "80-100%: good"."""
    first = next(iter(tokens), None)
    if first is None or not isinstance(first.value, Quantity) or any(map(str.isalnum, block.text[: first.start])):
        return False
    bare = first.value.kind == "percent" or (first.value.kind in {"count", "score"} and not first.value.unit)
    bounded = first.value.is_range or first.value.comparator not in {"=", "~"}
    behind = block.text[first.end : end].lstrip(" *")
    short = len(behind.split()) <= _WORDS_OF_A_STEP and len(values_in(tokens)) == 1
    return bare and bounded and not first.value.change and behind[:1] in {":", "："} and short


def _states_amounts(tokens: tuple[Token, ...]) -> bool:
    """Whether a line that names nothing that is needed speaks of money, shares or lengths."""
    if any(token.kind in {"reference", "id"} for token in tokens):
        return False
    return any(isinstance(token.value, Quantity) and token.value.kind in {"money", "percent", "duration"} for token in tokens)


def _lists_staff(text: str, values: tuple[Token, ...]) -> bool:
    """Whether a line of a team says how many of a role there are: "2 backend engineers", "1 CFO", "2x Frontend"."""
    stated = [token for token in values if isinstance(token.value, Quantity)]
    if not stated or not isinstance(stated[0].value, Quantity):
        return True
    first = stated[0].value
    opens = not any(character.isalnum() for character in text[: stated[0].start])
    few = first.kind in {"count", "ratio"} and first.most <= _FEW and not first.per and len(text.split()) <= _SHORT_ROLE
    return any(isinstance(token.value, Quantity) and counts_people(token.value) and token.value.unit for token in stated) or (opens and few)


def _listed_as(context: Context, node: Node, block: Block, around: Scope) -> Iterator[Made]:
    """A bullet that is an item of its own and also a value of the item above it: a deliverable, a risk, a role, a dependency."""
    attribute = TOPIC_ATTRIBUTES.get(around.topic, "")
    if attribute in {"deliverable", "risk", "objective"} and around.item:
        start = _name_start(node.title)
        yield make(context, block, start, len(block.text), Meaning(attribute, ""), around, "bullet", ())


def _name_start(title: Title) -> int:
    return title.name_start
