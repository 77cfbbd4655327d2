"""The state an item is in, also where the document says it beside the item and not in a field of its own."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from agent.facts import lookup_headers
from agent.model.roadmap import Item, Roadmap
from agent.model.span import Span
from agent.rules.reading.grid import GridCell
from agent.rules.reading.vocabulary import pattern

State = Literal["done", "in progress", "open", ""]
STATES: dict[str, State] = {
    "done": "done",
    "in_progress": "in progress",
    "at_risk": "in progress",
    "blocked": "in progress",
    "planned": "open",
    "new": "open",
    "research": "open",
    "on_hold": "open",
}
NAMING = frozenset({"item", "heading", "paragraph"})
DATED = frozenset({"end", "start", "window", "completed"})


def heads_progress(header: str) -> bool:
    """Whether a column of percentages says how far its rows are: "Progress", "Done", "Fertig"."""
    bare = header.strip(" %()")
    return pattern("progress").fullmatch(bare) is not None or any(known.attribute == "progress" for known in lookup_headers(bare))


def is_done(cell: GridCell) -> bool:
    """Whether a cell says nothing but that it is done."""
    if any(pattern(name).fullmatch(cell.text.strip(" *_.")) for name in ("counted_done", "review_done")):
        return True
    states = {token.value for token in cell.tokens if token.kind == "status"}
    words = sum(len(token.text) for token in cell.tokens if token.kind == "status")
    return states == {"done"} and words * 2 >= len(cell.text.strip()) and not pattern("partial_state").search(cell.text)


class Standing(Struct, frozen=True):
    """The state of an item and the place that says it; "" when nothing does."""

    state: State
    span: Span


def standings_of(roadmap: Roadmap) -> dict[str, Standing]:
    """The state of every item by key: its own status, else a dated word ("closed on 27 March"), else a word in the line that names it."""
    lines = _stated_in_lines(roadmap)
    return {item.key: _own(item) or _dated(item) or Standing(lines.get(item.span.line, ""), item.span) for item in roadmap.items}


def _own(item: Item) -> Standing | None:
    return Standing(STATES[item.status], item.status_span or item.span) if item.status in STATES else None


def _dated(item: Item) -> Standing | None:
    for fact in item.facts:
        if fact.attribute in DATED and fact.label:
            if pattern("counted_done").search(fact.label):
                return Standing("done", fact.span)
            if pattern("counted_in_progress").search(fact.label):
                return Standing("in progress", fact.span)
    return None


def _stated_in_lines(roadmap: Roadmap) -> dict[int, State]:
    """The first word of state in each line that may name an item."""
    found: dict[int, State] = {}
    for block, tokens in zip(roadmap.document.blocks, roadmap.tokens, strict=False):
        for token in tokens if block.kind in NAMING else ():
            if (
                token.kind == "status"
                and isinstance(token.value, str)
                and token.value in STATES
                and block.line_at(token.start) == block.line
            ):
                found.setdefault(block.line, STATES[token.value])
    return found
