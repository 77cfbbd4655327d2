"""Lines whose label says only when, how far, how urgent or in which role: what their figures are of stands above them ("Year 1: €85,000"
below "Revenue", "Target: 60%" below "Gross margin")."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.facts.binding import TOPIC_ATTRIBUTES, bind_label, subject_of
from agent.extract.facts.making import Context, Made, Meaning, make
from agent.extract.facts.prose import read_prose
from agent.extract.scoping.scopes import Scope
from agent.extract.wording.clauses import Clause, measured_words, sentences, values_in
from agent.extract.wording.labels import Field
from agent.extract.wording.meanings import names_role
from agent.extract.wording.words import topic_of
from agent.facts import normalise, scan
from agent.facts.measures import is_of_each, measure_for, takes_anything
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Source
from agent.model.token import Token

_NAMING = frozenset({"", "revenue", "budget", "pricing", "benefit", "funding", "team"})  # topics of sections that also name a figure
_MEASURING = frozenset({"metrics", "acceptance"})
_FIGURES = frozenset({"metric", "cost", "revenue", "price", "people", "funding", "margin", "benefit", "saving", "churn", "roi", "worth"})
_RATES = frozenset({"margin", "churn"})
_BRACKET = expression(r"\s*[(（\[]")
_LONGEST_NAME = 60
_MOST_BEHIND = 3  # words
_LONGEST_VALUE = 60


def is_aside(
    context: Context, block: Block, field: Field, label: str, heads: tuple[Token, ...], inside: tuple[Token, ...], scope: Scope
) -> bool:
    """Whether a label is nothing but a period, a status or a priority; "Current" below the name of a figure is the role of one."""
    rest = label
    for token in heads or scan(label, context.scanned.convention):
        if token.kind in {"window", "status", "priority"}:
            rest = rest.replace(token.text, " ")
    alone = rest != label and not any(character.isalnum() for character in rest)
    return alone and not subject_above(context, block, field, label, heads, inside, scope)


def read_aside(
    context: Context, block: Block, field: Field, scope: Scope, source: Source, heads: tuple[Token, ...], inside: tuple[Token, ...]
) -> Iterator[Made]:
    """The values behind a period; without any, the text itself, so that the period is not lost."""
    period = next((token.value for token in heads if isinstance(token.value, Window)), None)
    dated = replace(scope, window=period or scope.window)
    label = " ".join(block.text[field.start : field.end].split())
    starts = tuple(token.start for token in heads)
    found = list(read_prose(context, block, field.value_start, field.value_end, dated)) if values_in(inside) else []
    above = figure_above(context, block, field) if period is not None and values_in(inside) else ""
    headed = _headed(context, block, field, dated, source, inside, above) if above else None
    own = next((made for made in found if headed is not None and headed.starts[0] in made.starts), None)
    if headed is not None and (own is None or _repeats(own, above)):
        yield replace(headed, starts=headed.starts + starts)
        yield from (_of_period(made, period) for made in found if made is not own)
        return
    found = [_about(made, above) for made in found]
    whole = make(context, block, field.value_start, field.value_end, Meaning("", label, label), dated, source, ())
    yield Made(whole.fact, whole.place, starts)
    yield from (_of_period(made, period) for made in found)


def _repeats(own: Made, above: str) -> bool:
    """Whether a figure is told in no other words than those that stand above: "Month 6: 5,000 users" below "Monthly active users"."""
    said, words = normalise(above).split(), normalise(own.fact.label).split()
    return bool(words) and all(word in said for word in words)


def _headed(
    context: Context, block: Block, field: Field, scope: Scope, source: Source, inside: tuple[Token, ...], name: str
) -> Made | None:
    """The figure right behind a period, as one of what the words above name; brackets behind it say other things."""
    values = values_in(inside)
    if values[0].start > field.value_start + 2 or not isinstance(values[0].value, Quantity):
        return None
    bracket = _BRACKET.search(block.text, values[0].end, field.value_end)
    end = bracket.start() if bracket is not None and len(values) > 1 else field.value_end
    alone = len(values) == 1 or values[1].start >= end
    if not alone or len(block.text[values[0].end : bracket.start() if bracket else end].split()) > _MOST_BEHIND:
        return None
    binding = bind_label(name, values[:1], scope)
    measured = binding.attribute == "metric" and (scope.topic in _MEASURING or measure_for(name, values[0].value))
    if binding.attribute not in _FIGURES or not (measured or binding.named or TOPIC_ATTRIBUTES.get(topic_of(name)) == binding.attribute):
        return None
    meaning = Meaning(binding.attribute, name, subject_of(name, binding, scope), binding.role, window=scope.window)
    return make(context, block, field.value_start, end, meaning, scope, source, values[:1])


def _about(made: Made, above: str) -> Made:
    """A margin or churn whose own words say only that it is one, as that of what stands above: "Year 1: 55% margin" below "Repairs:"."""
    unnamed = made.fact.attribute in _RATES and not made.fact.subject and not made.fact.item
    named = bool(above) and not topic_of(above) and not _repeats(made, above)
    return replace(made, fact=replace(made.fact, subject=above)) if unnamed and named else made


def _of_period(made: Made, period: Window | None) -> Made:
    """A count of the period that its own line says: other counts hold for longer than the section they stand in."""
    return replace(made, fact=replace(made.fact, window=period)) if made.fact.attribute == "count" and made.fact.window is None else made


def figure_above(context: Context, block: Block, field: Field) -> str:
    """What the lead, heading or bullet right above a line names; "" where that is work, a list of figures or a figure itself."""
    nodes = context.tree.nodes
    at = context.tree.home[block.index]
    if at is not None and nodes[at].block == block.index and field.start < nodes[at].stop:
        at = nodes[at].parent
    if not at or nodes[at].section_topic not in _NAMING or context.scopes.inside[at].item != context.scopes.around[at].item:
        return ""  # the first heading is of all of it
    node = nodes[at]
    if any(isinstance(token.value, Quantity) for token in context.scanned.tokens_in(node.block, node.start, node.stop)):
        return ""
    return node.title.name if len(node.title.name) <= _LONGEST_NAME else ""


def subject_above(
    context: Context, block: Block, field: Field, label: str, heads: tuple[Token, ...], inside: tuple[Token, ...], scope: Scope
) -> str:
    """What a figure is of whose label only says its role: "Target: 50ms median latency" says it behind, else it stands above. "" where
    neither says anything, or the label says more."""
    values = values_in(inside)
    if not values or not isinstance(values[0].value, Quantity) or not names_role(_without_periods(label, heads)):
        return ""
    own = ""
    if len(values) == 1 and names_role(label) and field.value_end - field.value_start <= _LONGEST_VALUE:
        stop = sentences(block.text, field.value_start, field.value_end, inside)[0][1]
        own = measured_words(block.text, Clause(field.value_start, stop, inside), values[0])
    above = figure_above(context, block, field)
    stated, named = (measure_for(words, values[0].value) if words else "" for words in (own, above))
    if stated and (not named or takes_anything(named)):
        return own
    return above if named or is_of_each(above) or (not own and scope.topic in _MEASURING) else own


def _without_periods(label: str, heads: tuple[Token, ...]) -> str:
    """A label without the periods in it: "Target" of "Target year 1"."""
    for token in heads:
        if isinstance(token.value, Window):
            label = label.replace(token.text, " ")
    return " ".join(label.split())
