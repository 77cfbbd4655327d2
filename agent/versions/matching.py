"""Items of two versions of one roadmap: an id stays with its item, a title moves with it, and words survive a rewording."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence

from agent.facts import normalise
from agent.model.roadmap import Item, Roadmap
from agent.rules.overlap.groups import COMMON, closeness, weights_of
from agent.rules.reading.pieces import Piece, stage_words
from agent.versions.lines import LineMap
from agent.versions.match import Basis, Chosen, Match, best_first
from agent.versions.names import Names, lead_of
from agent.versions.standing import by_contents, by_figures

VERSION_SHARE = 0.5  # of the smaller roadmap's titles: then these are two versions of one plan
LARGER_SHARE = 0.3  # and of the larger one's: a short plan may lie within a long one and be another
FEWEST = 3  # titles that must be shared
SAME_TITLE, SAME_PLACE = 0.97, 1.0
REWRITTEN = 0.9  # one line in the place of another, in nearly the same words
NEARLY = 60  # of 100: how alike the letters of two titles are that stand on one rewritten line
NEIGHBOUR = 0.1  # what two items under the same parent need less
LEAST_CLOSE = 0.35  # share of weight where both stand in the same place

Key = Callable[[Item], Hashable]


def are_versions(one: Roadmap, other: Roadmap) -> bool:
    """Whether two roadmaps are versions of one plan: at least half of the smaller one's titles stand in the other, and are much of it."""
    first, second = (Counter(normalise(item.title) for item in roadmap.items if item.title) for roadmap in (one, other))
    shared = (first & second).total()
    sizes = sorted((first.total(), second.total()))
    return shared >= FEWEST and shared >= VERSION_SHARE * sizes[0] and shared >= LARGER_SHARE * sizes[1]


def match_versions(before: Roadmap, after: Roadmap, lines: LineMap, chosen: Sequence[Chosen] = ()) -> tuple[Match, ...]:
    """The pairs of items that are one thing in both versions, in the order of `after`.

    What a person chose comes first, then what stands on a line that did not change, an id with a word in common, the same title in the
    same place, the same title, one line in the place of a like one, similar titles (weighted by how rare their words are), the same
    parts or figures in the same place, and at last a bare id: work that was renamed from the ground up.
    """
    state = _State(before, after, chosen)
    state.take(_unchanged(lines, before, after))
    state.take(_by("id", _identified, before, after, 1.0), lambda one, other: _related(state.left[one.key], state.right[other.key]))
    state.take(_by("title", _placed(before), before, after, SAME_PLACE, _placed(after)))
    state.take(_by("title", _titled, before, after, SAME_TITLE))
    state.take(_ordinal(before, after))
    state.take(_by("title", _lead, before, after, SAME_TITLE), lambda one, other: state.same_place(one.key, other.key))
    state.take(_by_place(state, before, after))
    state.take(_rewritten(lines, before, after))
    state.take_all(best_first(_similar(state)))
    state.take_all(by_contents(before, after, state.pairs))
    state.take_all(best_first(_similar(state)))  # what stands under them is now in the same place
    state.take_all(by_figures(before, after, state.pairs))
    state.take(_by("id", _identified, before, after, LEAST_CLOSE))
    order = {item.key: at for at, item in enumerate(after.items)}
    return tuple(sorted(state.found, key=lambda match: order[match.right]))


class _State:
    """What is matched so far, and the names of all items."""

    def __init__(self, before: Roadmap, after: Roadmap, chosen: Sequence[Chosen]) -> None:
        self.left, self.right = Names(before), Names(after)
        self.items = (before.by_key, after.by_key)
        self.found: list[Match] = []
        self.pairs: dict[str, str] = {}
        self.taken: set[str] = set()
        self.refused = {(choice.left, choice.right) for choice in chosen if not choice.same}
        self.take_all(Match(choice.left, choice.right, 1.0, "mapping") for choice in chosen if choice.same)

    def take(self, matches: Iterator[Match], accept: Callable[[Item, Item], bool] = lambda one, other: True) -> None:
        """Keeps the matches of items that are still free and acceptable."""
        before, after = self.items
        self.take_all(
            match for match in matches if self.is_free(match.left, match.right) and accept(before[match.left], after[match.right])
        )

    def take_all(self, matches: Iterator[Match] | Sequence[Match]) -> None:
        for match in matches:
            known = match.left in self.left and match.right in self.right
            if known and self.is_free(match.left, match.right):
                self.found.append(match)
                self.pairs[match.left] = match.right
                self.taken.add(match.right)

    def is_free(self, left: str, right: str) -> bool:
        return left not in self.pairs and right not in self.taken and (left, right) not in self.refused

    def same_place(self, left: str, right: str) -> bool:
        """Whether the parents are matched, or neither has one."""
        one, other = self.items[0][left].parent, self.items[1][right].parent
        return (self.pairs.get(one) == other) if one and other else one == other


def _by(basis: Basis, key: Key, before: Roadmap, after: Roadmap, score: float, other_key: Key | None = None) -> Iterator[Match]:
    """Items whose key is theirs alone in both versions."""
    right = _unique(after, other_key or key)
    for name, item in _unique(before, key).items():
        if name in right:
            yield Match(item.key, right[name].key, score, basis)


def _unique(roadmap: Roadmap, key: Key) -> dict[Hashable, Item]:
    found: dict[Hashable, list[Item]] = defaultdict(list)
    for item in roadmap.items:
        name = key(item)
        if name:
            found[name].append(item)
    return {name: items[0] for name, items in found.items() if len(items) == 1}


def _unchanged(lines: LineMap, before: Roadmap, after: Roadmap) -> Iterator[Match]:
    """Items on lines that stayed as they were."""
    return _by(
        "title",
        lambda item: (line, normalise(item.title), item.kind) if (line := lines.now(item.span.line)) is not None else None,
        before,
        after,
        SAME_PLACE,
        lambda item: (item.span.line, normalise(item.title), item.kind),
    )


def _rewritten(lines: LineMap, before: Roadmap, after: Roadmap) -> Iterator[Match]:
    """Items whose line stands in the place of another with nearly the same words."""
    found = _by(
        "words",
        lambda item: (line, item.kind) if (line := lines.rewritten.get(item.span.line)) is not None else None,
        before,
        after,
        REWRITTEN,
        lambda item: (item.span.line, item.kind),
    )
    return (match for match in found if _nearly(before.by_key[match.left], after.by_key[match.right]))


def _nearly(one: Item, other: Item) -> bool:
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(normalise(one.title), normalise(other.title)) >= NEARLY


def _identified(item: Item) -> Hashable:
    return (normalise(item.id), item.kind) if item.id else None


def _titled(item: Item) -> Hashable:
    return normalise(item.title) or None


def _lead(item: Item) -> Hashable:
    """The title without what is added in brackets or behind a dash."""
    return normalise(lead_of(item.title)) or None


def _by_place(state: _State, before: Roadmap, after: Roadmap) -> Iterator[Match]:
    """Leads that repeat in the plan but stand once under the same parent: "Core features (trimmed)" of every release."""
    right: dict[Hashable, list[Item]] = defaultdict(list)
    for item in after.items:
        if item.key not in state.taken:
            right[(_lead(item), item.parent)].append(item)
    for item in before.items:
        found = right.get((_lead(item), state.pairs.get(item.parent, "")), []) if item.key not in state.pairs and item.parent else []
        if len(found) == 1 and _lead(item):
            yield Match(item.key, found[0].key, SAME_TITLE, "title")


def _placed(roadmap: Roadmap) -> Key:
    """The title with the titles of the items around it."""

    def key(item: Item) -> Hashable:
        path: list[str] = []
        at: Item | None = item
        while at is not None and len(path) < len(roadmap.items) and len(path) < 8:
            path.append(normalise(f"{at.id} {at.title}"))
            at = roadmap.by_key.get(at.parent)
        return tuple(path) if item.title else None

    return key


def _ordinal(before: Roadmap, after: Roadmap) -> Iterator[Match]:
    """Titles that repeat ("Documentation" in every phase), as often in both versions: the first is the first."""
    groups: tuple[dict[str, list[Item]], dict[str, list[Item]]] = (defaultdict(list), defaultdict(list))
    for group, roadmap in zip(groups, (before, after), strict=True):
        for item in roadmap.items:
            group[normalise(item.title)].append(item)
    for title, items in groups[0].items():
        others = groups[1].get(title, [])
        if title and len(items) == len(others) > 1:
            yield from (Match(one.key, other.key, SAME_TITLE, "title") for one, other in zip(items, others, strict=True))


def _similar(state: _State) -> Iterator[Match]:
    """Pairs of free items whose names are close; closer is needed where they stand in different places."""
    left = [piece for key in state.left if key not in state.pairs and (piece := state.left[key]).terms]
    right = [piece for key in state.right if key not in state.taken and (piece := state.right[key]).terms]
    weights = weights_of([*left, *right])
    for one, other in _sharing(left, right):
        score = _close(state, one, other, weights)
        if score and state.is_free(one.key, other.key):
            yield Match(one.key, other.key, min(round(score, 3), SAME_TITLE), "words")


def _sharing(left: Sequence[Piece], right: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Pairs that share a term which is not everywhere, each once."""
    by_term: dict[str, list[Piece]] = defaultdict(list)
    for piece in right:
        for term in piece.terms:
            by_term[term].append(piece)
    for piece in left:
        near = {other.key: other for term in piece.terms if len(by_term.get(term, ())) <= COMMON for other in by_term.get(term, ())}
        yield from ((piece, near[key]) for key in sorted(near))


def _close(state: _State, one: Piece, other: Piece, weights: dict[str, float]) -> float:
    if _is_work(one) != _is_work(other):
        return 0.0
    score = closeness(one, other, weights)
    if score and (len(one.terms & other.terms) > 1 or one.terms == other.terms):
        return score if stage_words(one) == stage_words(other) or state.same_place(one.key, other.key) else 0.0
    if not state.same_place(one.key, other.key):
        return 0.0
    shared, both = one.terms & other.terms, one.terms | other.terms
    share = sum(weights[term] for term in shared) / sum(weights[term] for term in both)
    return share + NEIGHBOUR if share >= LEAST_CLOSE and len(shared) > 1 else 0.0


def _is_work(piece: Piece) -> bool:
    return piece.kind not in ("risk", "team_role")


def _related(one: Piece, other: Piece) -> bool:
    """Whether two names have a word in common, or say nothing."""
    return bool(one.words & other.words) or not one.words or not other.words
