"""What the core asks of the outside world, as small Protocols; `agent/adapters` holds the implementations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy
from numpy.typing import NDArray

from agent.model.change import Change, FileChange, TreeEntry
from agent.model.chunk import Retrieved
from agent.model.posting import Edit, ExistingComment
from agent.model.review import ReviewComment

Vectors = NDArray[numpy.float32]


class TokenCounter(Protocol):
    name: str

    def count(self, text: str) -> int: ...


class Embedder(Protocol):
    """Texts to unit vectors. `name` identifies model and revision and is recorded in every index; `max_tokens` is the model's window."""

    name: str
    dimensions: int
    max_tokens: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of `dimensions` float32 per text, each of length 1."""
        ...

    def count(self, text: str) -> int:
        """Tokens of the embedder's own tokenizer, without special ones."""
        ...


@dataclass(frozen=True, slots=True)
class Hit:
    id: str
    score: float  # cosine similarity, -1..1


class VectorStore(Protocol):
    """Vectors under ids of our own. `add` overwrites; a read after `add` returns sees it. Texts stay in the manifest of the index."""

    def add(self, ids: Sequence[str], vectors: Vectors) -> None: ...

    def missing(self, ids: Sequence[str]) -> list[str]:
        """Those of `ids` that the store does not hold."""
        ...

    def delete(self, ids: Sequence[str]) -> None: ...

    def query(self, vector: Vectors, limit: int, within: Sequence[str] | None = None) -> list[Hit]: ...

    def ids(self) -> list[str]: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Probe:
    """What a store was found to hold: all its ids, and every id that a search for one vector can reach, with its score."""

    ids: frozenset[str]
    scores: Mapping[str, float]


class VectorStores(Protocol):
    """Named stores of vectors in one place.

    `where` is "" for the index folder and the URL of a server otherwise. `exclusive` places may be open in one process only; the caller
    holds a lock. All methods raise StoreError when the place cannot be reached or a store in it is damaged.
    """

    where: str
    exclusive: bool

    def open(self, name: str) -> VectorStore:
        """The store of that name, made when there is none."""
        ...

    def names(self) -> list[str]: ...

    def drop(self, name: str) -> None: ...

    def probe(self, name: str, vector: Vectors) -> Probe:
        """Looks at all of a store without risking this process: a damaged one can end the process that opens it."""
        ...

    def fingerprint(self, name: str) -> str:
        """Changes when any byte of a closed store changes; "" where that cannot be known (a server)."""
        ...


class Search(Protocol):
    """Hybrid search over chunks, best first. `paths` restricts it to some documents; None searches all."""

    def search(self, query: str, limit: int = 10, paths: Sequence[str] | None = None) -> list[Retrieved]: ...


class ChangeSource(Protocol):
    """Where both sides of a proposed change are read: a local repository, a code host. All methods raise RoadmapError when it fails."""

    def change(self) -> Change: ...

    def tree(self, commit: str) -> Sequence[TreeEntry]:
        """The regular files at a commit, sorted by path."""
        ...

    def blob(self, name: str) -> bytes:
        """The contents that git knows by that name."""
        ...

    def patch(self, file: FileChange) -> str | None:
        """The unified diff of a file as it is shown to reviewers; None where no lines of it are shown (binary, too large)."""
        ...


class CodeHost(ChangeSource, Protocol):
    """A service where changes are discussed. Writes raise HostUncertainError, HostForbiddenError or HostRejectedError, too.

    `suggestion` is what a code block is called whose content can be applied to the line.
    """

    @property
    def suggestion(self) -> str: ...

    def account(self) -> str:
        """The name that comments of this token are written under."""
        ...

    def head(self) -> str:
        """The last commit of the change as it is now."""
        ...

    def link(self, head: str) -> str:
        """The address of a file at a commit, `{path}` for its path; "" when there is none."""
        ...

    def comments(self) -> Sequence[ExistingComment]:
        """Everybody's comments on the change, all pages, oldest first."""
        ...

    def create_summary(self, body: str) -> str:
        """Begins the summary; returns the account it was written under, "" where the host does not say."""
        ...

    def create_comments(self, comments: Sequence[ReviewComment], change: Change) -> Sequence[ReviewComment]:
        """Writes inline comments, together where the host can; returns those that it does not take."""
        ...

    def edit(self, edit: Edit) -> None: ...
