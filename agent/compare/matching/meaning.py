"""How near names are in meaning, by an embedder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy

from agent.compare.matching.works import Work
from agent.ports import Embedder

# Cosines of all-MiniLM-L6-v2 between short names: below 0.8 opposites ("data import", "data export") are as near as synonyms.
NEAR = 0.82
NEAR_AND_SHARED = 0.75  # with a distinctive word or concept in common


class Meaning:
    """The names of all works as vectors. Likeness is the cosine where it is high enough, else 0."""

    def __init__(self, works: Sequence[Sequence[Work]], embedder: Embedder) -> None:
        self._works = [work for side in works for work in side if not work.is_phase]
        self._row = {(work.side, work.item.key): at for at, work in enumerate(self._works)}
        vectors = embedder.embed([work.piece.label for work in self._works]) if self._works else numpy.zeros((0, 1), dtype=numpy.float32)
        self._cosines = vectors @ vectors.T

    def likeness(self, one: Work, other: Work) -> float:
        left, right = self._row.get((one.side, one.item.key)), self._row.get((other.side, other.item.key))
        if left is None or right is None:
            return 0.0
        cosine = round(float(self._cosines[left, right]), 2)
        shared = bool(one.piece.terms & other.piece.terms or one.concepts & other.concepts)
        return cosine if cosine >= (NEAR_AND_SHARED if shared else NEAR) else 0.0

    def near(self) -> Iterator[tuple[Work, Work]]:
        """Pairs of different roadmaps that are near enough to be asked about."""
        for left, right in zip(*numpy.nonzero(self._cosines >= NEAR_AND_SHARED), strict=True):
            one, other = self._works[int(left)], self._works[int(right)]
            if one.side < other.side:
                yield one, other
