"""A roadmap as typed facts, each with its lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from msgspec import Struct

from agent.model.document import Document
from agent.model.quantity import Quantity, Window
from agent.model.span import Span
from agent.model.token import Token

ItemKind = Literal["phase", "milestone", "initiative", "task", "deliverable", "risk", "objective", "team_role"]
Role = Literal["", "target", "actual", "baseline", "limit", "sla", "gate", "scenario", "estimate"]
Source = Literal["field", "column", "heading", "bullet", "prose", "front_matter", "gantt", "equation"]


class Fact(Struct, frozen=True, dict=True):
    """One attribute of something, with the words it came from.

    `attribute` is a canonical name of the lexicon (cost, effort, window, owner, people, priority, status, depends_on, roi, payback,
    metric ...; "" when the label is not known), `label` the label as written, `text` the value as written (plain), `values` the typed
    tokens of `text`. `subject` names what it is about when that is not an item ("AI Engineers", a metric's name), `item` is the key of
    the item it belongs to, `headings` the heading path above it, `window` the period that applies (its own or inherited),
    `role` whether it is a target, an actual ..., `scenario` the named variant it holds in ("pessimistic", "v2"), if any.
    """

    attribute: str
    label: str
    text: str
    span: Span
    source: Source
    values: tuple[Token, ...] = ()
    subject: str = ""
    item: str = ""
    headings: tuple[str, ...] = ()
    window: Window | None = None
    role: Role = ""
    scenario: str = ""
    block: int = -1

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return tuple([token.value for token in self.values if isinstance(token.value, Quantity)])

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        return tuple(token.value for token in self.values if isinstance(token.value, Window))


class Dependency(Struct, frozen=True):
    """`text` as written ("A1 (Multi-Modal)"); `target` is the key of the item it names, "" when the roadmap defines none."""

    text: str
    target: str
    span: Span
    kind: Literal["depends_on", "blocks", "after", "before"] = "depends_on"


class Item(Struct, frozen=True):
    """Something the roadmap plans.

    `key` is unique in the roadmap and stable under edits elsewhere (id, else slug of the title, else slug with an ordinal).
    `span` is the line that names it, `end_line` the last line that speaks of it (its whole section or list). `window` is its own or
    inherited from the enclosing phase or heading (`window_inherited`). `mentions` are other places that define or repeat the same
    item (a row of an overview table for a section below), already merged into `facts`.
    """

    key: str
    id: str
    title: str
    kind: ItemKind
    span: Span
    end_line: int
    headings: tuple[str, ...] = ()
    parent: str = ""
    window: Window | None = None
    window_inherited: bool = False
    status: str = ""
    status_span: Span | None = None
    facts: tuple[Fact, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    independent: bool = False  # it says itself that it depends on nothing
    mentions: tuple[Span, ...] = ()

    def all(self, attribute: str) -> tuple[Fact, ...]:
        return tuple([fact for fact in self.facts if fact.attribute == attribute])

    def first(self, attribute: str) -> Fact | None:
        return next((fact for fact in self.facts if fact.attribute == attribute), None)


class Metric(Struct, frozen=True):
    """A measured or promised figure: `measure` in canonical words ("latency", "uptime"), `name` as written.

    `value` is None when the document names the metric and gives no number.
    """

    name: str
    measure: str
    value: Quantity | None
    fact: Fact
    role: Role = "target"
    statistic: str = ""
    scope: str = ""
    period: Window | None = None
    baseline: Quantity | None = None


class Total(Struct, frozen=True):
    """A stated total and the components that the structure proves to belong to it.

    `groupings` are the plausible sets of components, most plausible first; a total reconciles when one of them adds up to it.
    """

    stated: Fact
    value: Quantity
    groupings: tuple[tuple[tuple[Fact, Quantity], ...], ...]
    basis: Literal["table", "list", "phases", "items", "prose"]
    measure: str = "cost"


class Equation(Struct, frozen=True):
    """A computation written out: `5 x $180K x 6 months = $450K`, `$15M -> $60M (+300%)`, `12/48 done`.

    `computed` lists the interval of each plausible reading (text of the formula, value); it holds when one of them meets `stated`.
    """

    kind: Literal["product", "sum", "difference", "growth", "share", "ratio", "quotient"]
    terms: tuple[Quantity, ...]
    stated: Quantity
    computed: tuple[tuple[str, Quantity], ...]
    text: str
    span: Span
    block: int = -1


class Unread(Struct, frozen=True):
    """A number or row that became no fact, and why. Silence must not read as "consistent"."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class Roadmap:
    """Everything that was read from one document."""

    document: Document
    title: str
    language: str  # ISO 639-1 of most of the text
    items: tuple[Item, ...] = ()
    facts: tuple[Fact, ...] = ()  # all of them, in document order, those of items included
    metrics: tuple[Metric, ...] = ()
    totals: tuple[Total, ...] = ()
    equations: tuple[Equation, ...] = ()
    unread: tuple[Unread, ...] = ()
    numbers: int = 0  # numeric tokens seen
    numbers_bound: int = 0  # of these, how many ended in a fact
    # what the scanners found: per block (offsets in its text), and per table cell (block, row, column)
    tokens: tuple[tuple[Token, ...], ...] = field(default=(), compare=False, repr=False)
    cells: Mapping[tuple[int, int, int], tuple[Token, ...]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def by_key(self) -> dict[str, Item]:
        return {item.key: item for item in self.items}

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """The items that have an id, by that without its case; of several with one id the last."""
        return {item.id.casefold(): item for item in self.items if item.id}

    def children(self, key: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.parent == key)
