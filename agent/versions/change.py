"""One difference between two versions of a roadmap."""

from __future__ import annotations

from dataclasses import dataclass

from agent.model.comparison import ChangeKind
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Item
from agent.model.span import Span
from agent.rules.reading.amounts import span_of
from agent.rules.reading.naming import name_of


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    `left` and `right` are the item in the earlier and in the later version, None where there is none; `about` names what a figure of the
    plan itself is of. `what` is the field: "title", "window", "section", "status", "start", "end", a kind of item, or a label as written;
    `was` and `now` are its values as written ("" where there is none). `before` and `after` are the lines of either version; one of them
    is empty for what is added or dropped. `inside` counts the items within an added, dropped or moved one that share its fate: they have
    no change of their own. `amounts` are both values where each is a single amount.
    """

    kind: ChangeKind
    what: str
    was: str
    now: str
    before: tuple[Span, ...]
    after: tuple[Span, ...]
    left: Item | None = None
    right: Item | None = None
    about: str = ""
    scope: str = ""  # what part of the service a target is about
    is_target: bool = False
    inside: int = 0
    amounts: tuple[Quantity, Quantity] | None = None

    @property
    def item(self) -> Item | None:
        """The item as it is now, else as it was."""
        return self.right or self.left

    @property
    def subject(self) -> str:
        """What it is about, as a reader knows it."""
        return name_of(self.item) if self.item is not None else self.about

    @property
    def computation(self) -> Computation | None:
        """The difference of two amounts of one unit."""
        if self.amounts is None:
            return None
        one, other = self.amounts
        if (one.kind, one.unit, one.per, one.change) != (other.kind, other.unit, other.per, other.change):
            return None
        low, high = other.least - one.least, other.most - one.most
        first, second = span_of(other.least, other.most, other), span_of(one.least, one.most, one)
        result = span_of(min(low, high), max(low, high), other)
        return Computation(formula=f"{first} - {second} = {result}", expected=result, stated="")
