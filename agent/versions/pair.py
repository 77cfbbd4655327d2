"""Two versions of one roadmap with what connects them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from agent.facts.convention import Convention, decide_convention
from agent.model.roadmap import Item, Roadmap
from agent.model.span import Span
from agent.versions.lines import LineMap
from agent.versions.match import Match


class VersionPair:
    """Both versions, which item is which (`pairs`, earlier key to later key) and which line is which."""

    def __init__(self, before: Roadmap, after: Roadmap, lines: LineMap, matches: Sequence[Match]) -> None:
        self.before, self.after, self.lines, self.matches = before, after, lines, tuple(matches)
        self.pairs = {match.left: match.right for match in matches}
        self.taken = frozenset(self.pairs.values())

    def items(self) -> Iterator[tuple[Item, Item]]:
        """The items that both versions have, in the order of the later one."""
        for match in self.matches:
            yield self.before.by_key[match.left], self.after.by_key[match.right]

    def touches(self, before: Iterable[Span], after: Iterable[Span]) -> bool:
        """Whether a line of these places was removed from the earlier version or is new in the later one."""
        return self.lines.removed(before) or self.lines.wrote(after)

    def moved_along(self, one: Item, other: Item) -> bool:
        """Whether what is around an item in one version is what is around it in the other."""
        return self.pairs.get(one.parent, "") == other.parent and bool(one.parent or not other.parent)

    @cached_property
    def conventions(self) -> tuple[Convention, Convention]:
        """How numbers are written in either version."""
        before, after = (decide_convention("\n".join(plan.document.lines)) for plan in (self.before, self.after))
        return before, after

    @cached_property
    def following(self) -> Counter[tuple[str, str]]:
        """How many items take their time from the one around them, by both of its keys."""
        found: Counter[tuple[str, str]] = Counter()
        for one, other in self.items():
            if other.window_inherited and one.parent:
                found[one.parent, other.parent] += 1
        return found


def places(item: Item) -> Iterator[Span]:
    """Every place that says something of an item."""
    yield item.span
    yield from (fact.span for fact in item.facts)
    yield from (dependency.span for dependency in item.dependencies)
    if item.status_span is not None:
        yield item.status_span
