"""What holds at each place of a document: the item it belongs to, the period, the topic, target or actual, the scenario."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.scoping.names import Names
from agent.extract.tree.nodes import Node, Tree
from agent.extract.wording.befores import sets_condition
from agent.extract.wording.numbering import numbered_reference
from agent.extract.wording.roles import heading_role
from agent.extract.wording.scanned import Scanned
from agent.extract.wording.scenarios import scenario_named
from agent.extract.wording.titles import is_stamped
from agent.extract.wording.words import names_staff, names_tier
from agent.facts import normalise
from agent.facts.folding import is_ideographic
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Role
from agent.model.token import Token

_HIGHEST_FEE = 10_000  # a period, in any currency: what is more is a budget
_FORMER = frozenset({"actual", "baseline"})
_LONGEST_LABEL = 60
_PERIODS = frozenset({"month", "quarter", "half", "year", "relative", "day"})
_FOR = expression(r"\b(?:for|para|für|pour|per|voor|для)\s(?:(?:the|la|el|o|a|die|den|le|il|de)\s)?$", re.IGNORECASE)


class Scope(Struct, frozen=True):
    """`item` is the key of the item this place belongs to, `headings` the texts of the headings and leads above it, outermost first."""

    item: str = ""
    headings: tuple[str, ...] = ()
    window: Window | None = None
    topic: str = ""
    role: Role = ""
    scenario: str = ""


NOWHERE = Scope()


class Scopes(Struct, frozen=True):
    """For each node the scope it gives to what stands in it (`inside`) and the scope it stands in itself (`around`)."""

    inside: tuple[Scope, ...]
    around: tuple[Scope, ...]
    tree: Tree

    def of_block(self, block: int) -> Scope:
        """The scope of a block's content; for a heading or bullet the scope it gives to what stands below it."""
        at = self.tree.home[block]
        return NOWHERE if at is None else self.inside[at]


def speaks_of_staff(scope: Scope, label: str = "") -> bool:
    """Whether a label, the section or one of the two headings above speaks of those who work on the plan."""
    return scope.topic in {"team", "budget"} or any(names_staff(text) for text in (label, *scope.headings[-2:]) if text)


def scopes_of(scanned: Scanned, tree: Tree, items: Mapping[int, str], names: Names) -> Scopes:
    """`items` gives the key of the item each drafting node names."""
    inside: list[Scope] = []
    around: list[Scope] = []
    dated = {key: tree.nodes[node].title.window for node, key in items.items() if tree.nodes[node].title.window is not None}
    for node in tree.nodes:
        outer = NOWHERE if node.parent is None else inside[node.parent]
        around.append(outer)
        inside.append(_inside(scanned, node, outer, items.get(node.index, ""), names, dated))
    return Scopes(tuple(inside), tuple(around), tree)


def _inside(scanned: Scanned, node: Node, outer: Scope, item: str, names: Names, dated: Mapping[str, Window | None]) -> Scope:
    text = scanned.document.blocks[node.block].text[node.start : node.stop]
    topic = _topic(scanned, node, outer)
    beside = names.near((outer.item,)) if outer.item else names
    named = (beside.by_id_and_words(node.title.about, text) or beside.named(node.title.about)) if node.title.about else ""
    about = named if node.title.about else _about(node, topic, text, beside, dated)
    own = item or about
    shown = node.kind != "bullet" or bool(topic) or bool(item)
    heading = " ".join((node.title.name if node.kind == "bullet" else text).split()).rstrip(":：")
    dating = node.kind != "bullet" or is_only_period(scanned, node)
    window = (
        node.title.window if node.title.window and node.title.window.precision in _PERIODS and dating else _leading_period(scanned, node)
    )
    # "Phase 2" below "Success metrics" holds the metrics of that phase; a sprint that comes behind them is worked on.
    sprint = node.title.window is not None and node.title.window.unit == "sprint"
    measured = outer.topic == "metrics" and node.kind == "heading" and not sprint
    role = _role(node, text, outer, "" if measured else item) if node.kind != "bullet" else outer.role
    if window is not None and not item and role not in _FORMER and is_stamped(node.title, node.index == 0 and node.rank == 1):
        window = outer.window  # what is so on that day is of it, what is planned below is not
    return Scope(
        own or outer.item,
        (*outer.headings, heading) if shown and heading else outer.headings,
        window or (item and _item_window(node)) or (dated.get(own) if own and not item and outer.item not in {"", own} else outer.window),
        topic or ("" if (item and not measured) or (outer.topic == "benefit" and node.kind != "bullet") else outer.topic),
        role,
        _scenario(node, text) or outer.scenario,
    )


def is_only_period(scanned: Scanned, node: Node) -> bool:
    """Whether a heading or bullet says when and nothing else: "Q3 (months 7-9):" above a list dates what is listed."""
    text = scanned.document.blocks[node.block].text[node.start : node.stop]
    if node.title.window is None or len(text) > _LONGEST_LABEL:
        return False
    at, rest = node.start, ""
    for token in scanned.tokens_in(node.block, node.start, node.stop):
        if isinstance(token.value, Window):
            rest, at = rest + text[at - node.start : token.start - node.start], token.end
    return not any(character.isalnum() for character in rest + text[at - node.start :])


def _leading_period(scanned: Scanned, node: Node) -> Window | None:
    """The period that opens the label of a bullet, for what is listed below it: "Month 4-6: 200 customers", "2027 total revenue: €65K"."""
    field = node.field if node.kind == "bullet" else None
    if field is None or field.separator != ":" or field.value_end <= field.value_start:
        return None
    first = next(iter(scanned.tokens_in(node.block, field.start, field.end)), None)
    period = first is not None and first.start == field.start and isinstance(first.value, Window) and first.value.precision in _PERIODS
    return first.value if first is not None and period and isinstance(first.value, Window) else None


def _topic(scanned: Scanned, node: Node, outer: Scope) -> str:
    """What the section is about. Plans to subscribe to speak of prices: "Business plan - $299/month", "Team plan" among them."""
    topic = node.section_topic
    if node.kind == "bullet" or topic not in {"", "team"}:
        return topic
    priced = any(_is_fee(token) for token in scanned.tokens_in(node.block, node.start, node.stop))
    tier = names_tier(scanned.document.blocks[node.block].text[node.start : node.stop])
    return "pricing" if (priced and tier) or (topic == "team" and tier and outer.topic in {"pricing", "revenue"}) else topic


def _is_fee(token: Token) -> bool:
    value = token.value
    return isinstance(value, Quantity) and value.kind == "money" and bool(value.per) and value.most < _HIGHEST_FEE


def _role(node: Node, text: str, outer: Scope, item: str) -> Role:
    """The role that a heading gives what stands below it. The title of the document gives none: it is about all of it."""
    if node.index == 0 and node.rank == 1:
        return ""
    role = heading_role(text)
    if role in _FORMER and node.title.id:
        role = ""  # "Phase 1: Foundation (current)" is under way, and what it plans is to come
    return role or ("" if item else outer.role)


def _scenario(node: Node, text: str) -> str:
    """The scenario that a heading, a lead or the label of a bullet is the name of, or the condition it opens with ("If we raise money").
    The title of the document is about all of it."""
    if node.index == 0 and node.rank == 1:
        return ""
    if node.kind == "bullet":
        field = node.field
        text = text[: field.end - node.start] if field is not None else text if len(text) <= _LONGEST_LABEL else ""
    return scenario_named(text) or (normalise(text) if len(text) <= _LONGEST_LABEL and sets_condition(text) else "")


def _item_window(node: Node) -> Window | None:
    return node.title.window


def _about(node: Node, topic: str, text: str, names: Names, dated: Mapping[str, Window | None]) -> str:
    """The item a topical heading names somewhere in its words: "Year 1 (Phase 1) Investment"."""
    if node.kind == "bullet":
        return ""
    if not topic:
        if (meant := numbered_reference(text)) and _FOR.search(text[: text.find(meant[0])]) and (found := names.by_id(meant[0])):
            return found  # "Note: resources for Horizon 2" at the end of Horizon 4
        found = names.titles.get(normalise(node.title.name), "") if node.title.name else ""
        return found if found and (not _is_common(node.title.name) or _same_time(node.title.window, dated.get(found))) else ""
    reference = numbered_reference(text)
    return names.by_id_and_words(reference[0], text) if reference else ""


def _is_common(name: str) -> bool:
    """Whether a title is a single word that heads other sections as well ("Infrastructure", "Scale"): it names an item only beside its
    period."""
    return len(name.split()) == 1 and name.isalpha() and not is_ideographic(name[0])


def _same_time(one: Window | None, other: Window | None) -> bool:
    return one is not None and other is not None and replace(one, text="") == replace(other, text="")
