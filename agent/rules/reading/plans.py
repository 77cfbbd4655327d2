"""The planned pieces of all roadmaps that are examined together, read once: every roadmap is compared with every other one."""

from __future__ import annotations

from collections.abc import Mapping

from agent.model.roadmap import Roadmap
from agent.rules.reading.pieces import Piece, is_parked, pieces_of, recurs

LEAST_TERMS = 2


class Plans:
    """Pieces by roadmap, worked out when they are first asked for."""

    def __init__(self) -> None:
        self._held: dict[int, Roadmap] = {}  # keeps each roadmap alive, so that no other one gets its id
        self._pieces: dict[int, tuple[Piece, ...]] = {}
        self._scopes: dict[int, Mapping[frozenset[str], Piece]] = {}

    def pieces(self, roadmap: Roadmap) -> tuple[Piece, ...]:
        """Every planned piece in document order."""
        at = id(roadmap)
        if at not in self._pieces:
            self._held[at] = roadmap
            self._pieces[at] = pieces_of(roadmap)
        return self._pieces[at]

    def scopes(self, roadmap: Roadmap) -> Mapping[frozenset[str], Piece]:
        """The first piece by its distinctive words, in document order, without ideas and what every plan repeats."""
        at = id(roadmap)
        if at not in self._scopes:
            found: dict[frozenset[str], Piece] = {}
            for piece in self.pieces(roadmap):
                if len(piece.terms) >= LEAST_TERMS and not recurs(piece) and not is_parked(piece):
                    found.setdefault(piece.terms, piece)
            self._scopes[at] = found
        return self._scopes[at]
