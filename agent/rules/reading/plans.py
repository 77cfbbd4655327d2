"""The planned pieces of all roadmaps that are examined together, read once: every roadmap is compared with every other one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping

from agent.model.roadmap import Item, Roadmap
from agent.rules.reading.asides import without_asides
from agent.rules.reading.kinship import Kinship, Naming, kinship, naming_of
from agent.rules.reading.pieces import Piece, is_parked, pieces_of, recurs
from agent.rules.reading.scopes import compared
from agent.rules.reading.shared_items import Register, register_of, shared_items
from agent.rules.reading.statements import Statement, statements_of, time_of
from agent.rules.reading.states import Standing, standings_of
from agent.rules.reading.tokens import with_tokens
from agent.rules.reading.wholes import Whole, wholes_of

LEAST_TERMS = 2


class Plans:
    """Pieces by roadmap, worked out when they are first asked for."""

    def __init__(self) -> None:
        self._held: dict[int, Roadmap] = {}  # keeps each roadmap alive, so that no other one gets its id
        self._pieces: dict[int, tuple[Piece, ...]] = {}
        self._planned: dict[int, tuple[Piece, ...]] = {}
        self._compared: dict[int, tuple[Piece, ...]] = {}
        self._scopes: dict[int, Mapping[frozenset[str], Piece]] = {}
        self._names: dict[int, Naming] = {}
        self._wholes: dict[int, tuple[Whole, ...]] = {}
        self._registers: dict[int, Register] = {}
        self._statements: dict[int, Mapping[Hashable, Statement]] = {}
        self._standing: dict[int, Mapping[str, Standing]] = {}
        self._kin: dict[tuple[int, int], Kinship] = {}

    def pieces(self, roadmap: Roadmap) -> tuple[Piece, ...]:
        """Every planned piece in document order."""
        at = id(roadmap)
        if at not in self._pieces:
            self._held[at] = roadmap
            self._pieces[at] = pieces_of(roadmap)
        return self._pieces[at]

    def _in_plan(self, roadmap: Roadmap) -> tuple[Piece, ...]:
        """The pieces that stand where work is planned."""
        at = id(roadmap)
        if at not in self._planned:
            self._planned[at] = without_asides(self.pieces(roadmap), roadmap.document)
        return self._planned[at]

    def compared(self, roadmap: Roadmap) -> tuple[Piece, ...]:
        """The pieces in words that can be compared across wordings."""
        at = id(roadmap)
        if at not in self._compared:
            self._compared[at] = compared(self._in_plan(roadmap), roadmap.language)
        return self._compared[at]

    def scopes(self, roadmap: Roadmap) -> Mapping[frozenset[str], Piece]:
        """The first piece by its distinctive words, in document order, without ideas and what every plan repeats."""
        at = id(roadmap)
        if at not in self._scopes:
            found: dict[frozenset[str], Piece] = {}
            for piece in self._in_plan(roadmap):
                if len(piece.terms) >= LEAST_TERMS and not recurs(piece) and not is_parked(piece):
                    found.setdefault(piece.terms, piece)
            self._scopes[at] = found
        return self._scopes[at]

    def wholes(self, roadmap: Roadmap) -> tuple[Whole, ...]:
        """What the document says of its whole plan."""
        at = id(roadmap)
        if at not in self._wholes:
            self._held[at] = roadmap
            self._wholes[at] = wholes_of(roadmap)
        return self._wholes[at]

    def standing(self, roadmap: Roadmap) -> Mapping[str, Standing]:
        """The state of every item, by key."""
        at = id(roadmap)
        if at not in self._standing:
            self._held[at] = roadmap
            self._standing[at] = standings_of(with_tokens(roadmap))
        return self._standing[at]

    def statements(self, roadmap: Roadmap) -> Mapping[Hashable, Statement]:
        """Figures by what they are called, their role and time; those that a document states differently are left out."""
        at = id(roadmap)
        if at not in self._statements:
            self._held[at] = roadmap
            groups: dict[Hashable, list[Statement]] = defaultdict(list)
            for statement in statements_of(roadmap):
                groups[statement.terms, statement.role or "target", statement.statistic, time_of(statement)].append(statement)
            self._statements[at] = {
                key: found[0] for key, found in groups.items() if len({(one.value.least, one.value.most) for one in found}) == 1
            }
        return self._statements[at]

    def shared_items(self, one: Roadmap, other: Roadmap, *, whole: bool) -> tuple[tuple[Item, Item], ...]:
        """The items that both documents plan; `whole` says that both are of one whole plan."""
        return shared_items(self._register(one), self._register(other), whole=whole)

    def _register(self, roadmap: Roadmap) -> Register:
        at = id(roadmap)
        if at not in self._registers:
            self._held[at] = roadmap
            self._registers[at] = register_of(roadmap)
        return self._registers[at]

    def kinship(self, one: Roadmap, other: Roadmap) -> Kinship:
        """How two documents that are examined together are related."""
        pair = (id(one), id(other))
        if pair not in self._kin:
            shared = len(self.shared_items(one, other, whole=False))
            smaller = min(self._register(one).size, self._register(other).size)
            self._kin[pair] = kinship(self._name(one), self._name(other), shared, smaller)
        return self._kin[pair]

    def _name(self, roadmap: Roadmap) -> Naming:
        at = id(roadmap)
        if at not in self._names:
            self._held[at] = roadmap
            self._names[at] = naming_of(roadmap)
        return self._names[at]
