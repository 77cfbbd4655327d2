"""Which item of the old plan is which of the new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from agent.facts.folding import fold
from agent.model.roadmap import Item
from agent.review.diff import LineMap

# Similarity of titles, 0..100, from which one of two otherwise unmatched items is taken for the other renamed.
ALIKE = 82.0
MOST_COMPARED = 300


def matched_items(before: Sequence[Item], after: Sequence[Item], lines: LineMap) -> Mapping[str, str]:
    """Old keys to new keys, one to one. What stands on unchanged lines comes first, then ids, then titles, then likeness."""
    matching = _Matching(before, after)
    matching.join(
        lambda item: (lines.now(item.span.line), title_of(item), item.kind), lambda item: (item.span.line, title_of(item), item.kind)
    )
    matching.join(_named_by_id, _named_by_id)
    matching.join(lambda item: (item.kind, fold(item.id)) if item.id else None, lambda item: (item.kind, fold(item.id)), _related)
    matching.join(lambda item: (item.kind, title_of(item)), lambda item: (item.kind, title_of(item)))
    matching.join(title_of, title_of)
    matching.join(lambda item: (lines.rewritten.get(item.span.line), item.kind), lambda item: (item.span.line, item.kind), _related)
    matching.join_alike()
    return matching.found


def title_of(item: Item) -> str:
    """The title without case, accents and runs of blanks."""
    return " ".join(fold(item.title).split())


def likeness(one: Item, other: Item) -> float:
    """Of two titles, 0..100."""
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(title_of(one), title_of(other))


class _Matching:
    """Pairs found so far; a key that names two items on one side pairs nothing."""

    def __init__(self, before: Sequence[Item], after: Sequence[Item]) -> None:
        self.found: dict[str, str] = {}
        self._old = {item.key: item for item in before}
        self._new = {item.key: item for item in after}

    def join(
        self,
        old_name: Callable[[Item], Hashable],
        new_name: Callable[[Item], Hashable],
        agree: Callable[[Item, Item], bool] = lambda one, other: True,
    ) -> None:
        """Pair the remaining items that have the same name on both sides."""
        old, new = _unique(self._old.values(), old_name), _unique(self._new.values(), new_name)
        for name, item in old.items():
            if name in new and agree(item, new[name]):
                self._pair(item, new[name])

    def join_alike(self) -> None:
        """Pair what is left by the likeness of titles, best first."""
        old, new = list(self._old.values())[:MOST_COMPARED], list(self._new.values())[:MOST_COMPARED]
        scored = [(likeness(a, b), a.key, b.key) for a in old for b in new if a.kind == b.kind]
        for score, a, b in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
            if score < ALIKE:
                break
            if a in self._old and b in self._new:
                self._pair(self._old[a], self._new[b])

    def _pair(self, old: Item, new: Item) -> None:
        self.found[old.key] = new.key
        del self._old[old.key], self._new[new.key]


def _unique(items: Iterable[Item], name: Callable[[Item], Hashable]) -> dict[Hashable, Item]:
    named: dict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        key = name(item)
        if key is not None:
            named[key].append(item)
    return {key: members[0] for key, members in named.items() if len(members) == 1}


def _named_by_id(item: Item) -> Hashable:
    """An id with letters names an item whatever its title; a mere number shifts when something is put in before it."""
    identity = fold(item.id).strip()
    if not identity:
        return None
    return (identity,) if any(c.isalpha() for c in identity) and any(c.isdigit() for c in identity) and " " not in identity else None


def _related(one: Item, other: Item) -> bool:
    """Whether a rewritten line, or a number that may have shifted, still speaks of the same thing."""
    from rapidfuzz import fuzz

    return likeness(one, other) >= 60 or fuzz.token_set_ratio(title_of(one), title_of(other)) >= 90
