"""A pair of items taken for one thing, and the assignment of many such pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Basis = Literal["mapping", "id", "title", "words", "capability", "meaning", "parts", "figures"]


@dataclass(frozen=True, slots=True)
class Match:
    """`left` and `right` are item keys of two roadmaps; `score` is 0..1, 1 for certain; `basis` is what it rests on."""

    left: str
    right: str
    score: float
    basis: Basis


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person decided about two items: that they are the same (`same`), or that they are not."""

    left: str
    right: str
    same: bool = True


def best_first(matches: Iterable[Match]) -> tuple[Match, ...]:
    """A one-to-one choice of matches: the best pair first, then the best of what is left.

    Both sides rank pairs by the same score, so this is the stable assignment (Gale and Shapley 1962): no two items prefer each other to
    what they got. An assignment of greatest total score would give up a sure pair for two doubtful ones; here a false pair costs more.
    """
    return tuple(_taken(sorted(matches, key=lambda match: (-match.score, match.left, match.right))))


def _taken(ranked: Iterable[Match]) -> Iterator[Match]:
    left: set[str] = set()
    right: set[str] = set()
    for match in ranked:
        if match.left not in left and match.right not in right:
            left.add(match.left)
            right.add(match.right)
            yield match
