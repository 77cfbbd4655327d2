"""Chunks, lexical and hybrid search, and the index that survives a kill.

`ingest` of the command line: `with Index.for_writing(folder, embedder, stores) as index:` then `index.plan(hashes, roots)` says which files
to read, and `index.ingest(sources, gone=plan.gone)` writes them. `ask` from the index: `Index.for_reading(folder, embedder, stores)`, then
`search` and `content`. `status` and `doctor`: `read_status(folder)`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from agent.index.chunks import chunks, estimate_tokens

if TYPE_CHECKING:
    from agent.index.index import Index, Plan
    from agent.index.memory import LexicalIndex, index_roadmaps
    from agent.index.status import Status, read_status
    from agent.index.writing import Ingested, Source

__all__ = [
    "Index",
    "Ingested",
    "LexicalIndex",
    "Plan",
    "Source",
    "Status",
    "chunks",
    "estimate_tokens",
    "index_roadmaps",
    "read_status",
]

# Whoever needs a word list of a module below must not wait for the arrays of the search: these come when they are asked for.
_MODULES = {
    "Index": "index",
    "Ingested": "writing",
    "LexicalIndex": "memory",
    "Plan": "index",
    "Source": "writing",
    "Status": "status",
    "index_roadmaps": "memory",
    "read_status": "status",
}


def __getattr__(name: str) -> object:
    """A name of this package from the module that defines it."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return found
