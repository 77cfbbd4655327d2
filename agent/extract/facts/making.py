"""Facts with their places: what was read, and which tokens of the document it used up."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from agent.extract.scoping.names import Names
from agent.extract.scoping.scopes import Scope, Scopes
from agent.extract.tree.nodes import Tree
from agent.extract.tree.notes import NO_NOTES, Notes, bracketed_unit
from agent.extract.wording.meanings import explained
from agent.extract.wording.roles import names_others
from agent.extract.wording.scanned import Scanned
from agent.facts.headers import HeaderUnit
from agent.facts.ids import counts_off
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Fact, Role, Source
from agent.model.span import Span
from agent.model.token import Token

# Attributes that words state: that a section is of targets says nothing of the owner or the priority of what stands in it.
_WORDED = frozenset(
    ("status", "priority", "owner", "team", "depends_on", "blocks", "after", "before", "risk", "mitigation", "likelihood", "complexity")
) | frozenset(("location", "version", "note", "scope", "id", "title", "as_of", "confidence"))
# Attributes of the paper itself: the period of a heading around them is not when they hold.
_TIMELESS = frozenset(("as_of", "version", "id"))
# Attributes of which the period of a heading says nothing: prices stay, and words are no event.
_LASTING = frozenset(("price", "rate", "scope", "note", "title", "count", "location", "confidence", "complexity"))
_OF_ITS_YEAR = frozenset(
    ("cost", "revenue", "metric", "benefit", "saving", "funding", "margin", "objective", "target", "total", "subtotal")
)
_NOT_OF_ITS_YEAR = frozenset(("actual", "baseline", "limit"))
_NAMED_BY_NUMBER = frozenset(("version", "depends_on", "blocks", "after", "before", "id"))
Place = tuple[int, int, int]  # block, row, column; row and column are -1 outside tables


class Context(Struct, frozen=True):
    """All that is known when facts are read. `rows` gives the item that a table row names, `named_rows` its title without the id,
    `notes` the units that sentences give to bare amounts of money, `currency` the one that nearly all amounts of the document are in.
    """

    scanned: Scanned
    tree: Tree
    scopes: Scopes
    names: Names
    rows: dict[tuple[int, int], str]
    named_rows: dict[tuple[int, int], str]
    notes: Notes = NO_NOTES
    currency: str = ""

    def block(self, index: int) -> Block:
        return self.scanned.document.blocks[index]

    def section_unit(self, block: int) -> HeaderUnit | None:
        """The unit that the caption, the headings or a sentence of the section give to the bare amounts of a block."""
        if (captioned := self.notes.tables.get(block)) is not None:
            return captioned
        for heading in reversed(self.scopes.of_block(block).headings[-2:]):
            if (unit := bracketed_unit(heading, self.scanned.convention)) is not None:
                return unit
        above = self.tree.above(self.tree.home[block]) if self.notes.sections else ()
        return next((self.notes.sections[node.index] for node in above if node.index in self.notes.sections), None)


class Made(Struct, frozen=True):
    """A fact, and the starts of the tokens at `place` that it explains."""

    fact: Fact
    place: Place
    starts: tuple[int, ...]


class Meaning(Struct, frozen=True):
    """What a fact says besides its text: everything that does not come from its place."""

    attribute: str
    label: str
    subject: str = ""
    role: Role = ""
    item: str | None = None
    window: Window | None = None
    scenario: str = ""


def make(
    context: Context, block: Block, start: int, end: int, meaning: Meaning, scope: Scope, source: Source, tokens: Sequence[Token]
) -> Made:
    """A fact whose value is `block.text[start:end]` without the space around it, line breaks as spaces; `tokens` are those of the block
    that belong to it, in any order."""
    while start < end and block.text[start].isspace():
        start += 1
    while end > start and block.text[end - 1].isspace():
        end -= 1
    inside = tuple(_moved(token, start) for token in tokens if token.start >= start and token.end <= end)
    lines = (block.line_at(start), block.line_at(end))
    fact = fact_of(context, meaning, scope, source, block.text[start:end].replace("\n", " "), inside, lines, block.index)
    return Made(fact, (block.index, -1, -1), explained(meaning.attribute, tokens))


def fact_of(
    context: Context,
    meaning: Meaning,
    scope: Scope,
    source: Source,
    text: str,
    values: tuple[Token, ...],
    lines: tuple[int, int],
    block: int,
) -> Fact:
    """A fact in a scope; what `meaning` says wins over what holds around it."""
    return Fact(
        attribute=meaning.attribute,
        label=" ".join(meaning.label.split()) if "\n" in meaning.label else meaning.label,
        text=text,
        span=_span(context, block, lines),
        source=source,
        values=_without_labels(meaning, values),
        subject=" ".join(meaning.subject.split()) if "\n" in meaning.subject else meaning.subject,
        item=scope.item if meaning.item is None else meaning.item,
        headings=scope.headings,
        window=meaning.window or _around(context, meaning, scope, source),
        role="" if meaning.role in {"", scope.role} and _is_without_role(meaning) else meaning.role or scope.role,
        scenario=meaning.scenario or scope.scenario,
        block=block,
    )


def _around(context: Context, meaning: Meaning, scope: Scope, source: Source) -> Window | None:
    """The period of the headings around a fact. A day there is as often when something was written, and what is sold at a price is sold
    beyond it. That of the title of the document holds only for what a plan promises or spends in its year, not for lengths, limits, what is
    so today or how far something is."""
    due = meaning.attribute == "metric" and scope.topic == "metrics"  # "KPIs by 31 March"
    if meaning.attribute in _TIMELESS or (source != "column" and (meaning.attribute in _LASTING or (_is_day(scope.window) and not due))):
        return None
    if meaning.item is not None and meaning.item != scope.item:
        return None  # "Phase 1 total" below its last week
    first = context.tree.nodes[0] if context.tree.nodes else None
    entitled = first is not None and first.rank == 1 and scope.window is not None and scope.window is first.title.window
    role = meaning.role or scope.role
    return None if entitled and (meaning.attribute not in _OF_ITS_YEAR or role in _NOT_OF_ITS_YEAR) else scope.window


def _is_day(window: Window | None) -> bool:
    return window is not None and window.precision == "day" and window.start is not None and window.start == window.end


def _without_labels(meaning: Meaning, values: tuple[Token, ...]) -> tuple[Token, ...]:
    """The values of a fact, with numbers that only name something as the labels they are: "Version: 1.0", "Depends on: 3", "Phase: 2"."""
    if not any(_is_bare(token) for token in values):
        return values
    if meaning.attribute not in _NAMED_BY_NUMBER and not counts_off(meaning.label):
        return values
    return tuple(replace(token, kind="ordinal", value=token.text) if _is_bare(token) else token for token in values)


def _is_bare(token: Token) -> bool:
    """Whether a token is a number without a unit, or a version with its name: "1.0 Launch"."""
    value = token.value
    versioned = token.kind == "quantity" and isinstance(value, Quantity) and value.kind == "count" and token.text[1:2] == "."
    return token.kind == "number" or versioned


def _is_without_role(meaning: Meaning) -> bool:
    """Whether the role that a section gives its figures is not that of this one: words, and what others reach."""
    return meaning.attribute in _WORDED or names_others(meaning.label)


def _span(context: Context, block: int, lines: tuple[int, int]) -> Span:
    return context.scanned.document.span(lines[0], lines[1])


def _moved(token: Token, by: int) -> Token:
    return token.moved(-by) if by else token
