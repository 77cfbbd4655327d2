"""Which period a fact holds in: what its own words say, else when its item is, else what the headings around it say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.facts.making import Made
from agent.extract.scoping.drafts import Draft
from agent.extract.tree.nodes import Tree
from agent.extract.wording.clauses import clauses
from agent.facts.calendar_words import phrases_of
from agent.facts.folding import is_ideographic
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Fact, Item
from agent.model.token import Token

_TIMES = frozenset({"window", "start", "end"})
# Facts that tell a story, and days of the document itself: a window among their words is not when they hold.
_TOLD = frozenset({"as_of", "version", "depends_on", "blocks", "after", "before", "owner", "status", "risk", "mitigation", "note", "scope"})
_LASTING = frozenset({"benefit", "saving", "roi", "payback", "as_of"})  # what a phase brings holds beyond it
_SOLD = frozenset({"price", "rate", "count"})  # a price holds beyond the phase that it stands under
_LONGEST_NOTE = 120  # characters of a bracket
_ENDS = frozenset("0123456789+%KkMmBb€$")  # of a figure: "(€155,000+ Year 2)"
_FORMER = frozenset({"baseline", "actual"})
_AT = expression(
    r"(?:^|[(\[（【,;:：，、；/@|–—-]\s*|\b(?:in|by|at|during|within|em|até|no|na|en|hasta|para|à|au|d'ici|im|bis|am|a|al|entro|nel|в|к|до|на|pada)\s+)$",
    re.IGNORECASE,
)


def settle_windows(
    made: Sequence[Made], items: Sequence[Item], drafts: Sequence[Draft], tree: Tree
) -> tuple[tuple[Made, ...], tuple[Item, ...]]:
    """The facts, and the items with them, in the nearest period that is stated for them."""
    places = {item.key: item for item in items if item.window is not None and not item.window_inherited}
    nodes = {draft.line: draft.node for draft in reversed(drafts) if draft.node >= 0}
    givers = {id(window): node.index for node in tree.nodes for window in node.title.windows}
    settled: dict[int, Fact] = {}
    for one in made:
        window = _own(one.fact) or _of_item(one.fact, places, nodes, givers, tree)
        if window is not None and window != one.fact.window:
            settled[id(one.fact)] = replace(one.fact, window=window)
    if not settled:
        return tuple(made), tuple(items)
    return (
        tuple(replace(one, fact=settled[id(one.fact)]) if id(one.fact) in settled else one for one in made),
        tuple(replace(item, facts=tuple(settled.get(id(fact), fact) for fact in item.facts)) for item in items),
    )


def _own(fact: Fact) -> Window | None:
    """The one period that the fact's own words state for what it says."""
    found = [token for token in fact.values if isinstance(token.value, Window)]
    if len(found) != 1 or not isinstance(found[0].value, Window) or fact.attribute in _TOLD:
        return None
    if fact.attribute in _TIMES or not fact.quantities:
        alone = fact.attribute in _TIMES or found[0].text.strip() == fact.text.strip()
        return found[0].value if alone or (fact.attribute == "metric" and _tells_when(fact.text, found[0])) else None
    if fact.role in _FORMER or any(token.kind == "operator" and token.value == "->" for token in fact.values):
        return None
    beside = _beside(fact, found[0])
    return found[0].value if beside and _tells_when(fact.text, found[0]) else None


def _beside(fact: Fact, token: Token) -> bool:
    """Whether the window stands in a clause with the fact's first figure, or in brackets or words right behind it."""
    first = next(one for one in fact.values if isinstance(one.value, Quantity))
    if first.end <= token.start and not fact.text[first.end : token.start].strip(" (（[【,，"):
        return True
    for clause in clauses(fact.text, 0, len(fact.text), fact.values):
        if clause.start <= token.start < clause.end:
            return clause.start <= first.start < clause.end or (token.start == 0 and len(fact.quantities) == 1)
    return False


def _tells_when(text: str, token: Token) -> bool:
    """ "in Q4", "by 2035", "(month 6)": when something is, not since when or compared with what."""
    if (
        _closes(text, token)
        or phrases_of("until").match(token.text.casefold(), 0)
        or _AT.search(text[max(0, token.start - 12) : token.start])
    ):
        return True
    return token.start > 0 and is_ideographic(text[token.start - 1])


def _closes(text: str, token: Token) -> bool:
    """Whether a window ends a bracket right behind a figure: "(€155,000+ Year 2)"."""
    bracketed = text[token.end : token.end + 1] in {")", "）"} and text.rfind("(", max(0, token.start - _LONGEST_NOTE), token.start) >= 0
    return bracketed and text[token.start - 1 : token.start] == " " and text[token.start - 2 : token.start - 1] in _ENDS


def _of_item(fact: Fact, places: Mapping[str, Item], nodes: Mapping[int, int], givers: Mapping[int, int], tree: Tree) -> Window | None:
    """When the fact's item is, for what stands in the item's own section and has no period, or only that of a heading around the item."""
    item = places.get(fact.item)
    named = nodes.get(item.span.line) if item is not None else None
    if item is None or item.window is None or named is None or fact.role in _FORMER or fact.attribute in _TOLD | _TIMES | _SOLD:
        return None
    if not _lasts(item.window):
        return None
    if all(node.index != named for node in tree.above(tree.home[fact.block])):
        return item.window if fact.window is None and item.kind == "phase" and fact.attribute not in _LASTING else None
    if fact.window is None:
        return item.window
    giver = givers.get(id(fact.window))
    around = {node.index for node in tree.above(tree.nodes[named].parent)}
    return item.window if giver in around or giver == named else None


def _lasts(window: Window) -> bool:
    """Whether a window is a stretch with both its ends known, not the day of a deadline."""
    return window.is_relative or (window.start is not None and window.end is not None and window.start < window.end)
