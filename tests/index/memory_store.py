"""A vector store in memory that outlives the index that opened it, and can fail on command: for trials too many for a real one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy

from agent.ports import Hit, Probe, Vectors


class Crash(BaseException):
    """The process ends here."""


@dataclass
class MemoryStores:
    """Implements `ports.VectorStores`. `crash_in` counts down to a crash, amid or after a write; 0 is never."""

    stores: dict[str, dict[str, Vectors]] = field(default_factory=dict)
    crash_in: int = 0
    where: str = ""
    exclusive: bool = True

    def open(self, name: str) -> MemoryStore:
        return MemoryStore(self, self.stores.setdefault(name, {}))

    def names(self) -> list[str]:
        return sorted(self.stores)

    def drop(self, name: str) -> None:
        self.stores.pop(name, None)

    def probe(self, name: str, vector: Vectors) -> Probe:
        store = self.open(name)
        return Probe(frozenset(store.ids()), {hit.id: hit.score for hit in store.query(vector, 1_000_000)})

    def fingerprint(self, name: str) -> str:
        return ",".join(sorted(self.stores[name]))

    def tick(self) -> None:
        if self.crash_in > 0:
            self.crash_in -= 1
            if self.crash_in == 0:
                raise Crash


@dataclass
class MemoryStore:
    """Implements `ports.VectorStore`. A crash comes halfway through a write."""

    home: MemoryStores
    vectors: dict[str, Vectors]

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        half = len(ids) // 2
        self.vectors.update(zip(ids[:half], vectors[:half], strict=True))
        self.home.tick()
        self.vectors.update(zip(ids[half:], vectors[half:], strict=True))
        self.home.tick()

    def missing(self, ids: Sequence[str]) -> list[str]:
        return [one for one in ids if one not in self.vectors]

    def delete(self, ids: Sequence[str]) -> None:
        half = len(ids) // 2
        for one in ids[:half]:
            self.vectors.pop(one, None)
        self.home.tick()
        for one in ids[half:]:
            self.vectors.pop(one, None)
        self.home.tick()

    def query(self, vector: Vectors, limit: int, within: Sequence[str] | None = None) -> list[Hit]:
        among = self.vectors.keys() if within is None else self.vectors.keys() & set(within)
        hits = (Hit(one, float(numpy.dot(self.vectors[one], vector))) for one in among)
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))[:limit]

    def ids(self) -> list[str]:
        return sorted(self.vectors)

    def close(self) -> None:
        self.home.tick()
