"""Chunks, lexical and hybrid search, and the index that survives a kill.

`ingest` of the command line: `with Index.for_writing(folder, embedder, stores) as index:` then `index.plan(hashes, roots)` says which files
to read, and `index.ingest(sources, gone=plan.gone)` writes them. `ask` from the index: `Index.for_reading(folder, embedder, stores)`, then
`search` and `content`. `status` and `doctor`: `read_status(folder)`.
"""

from __future__ import annotations

from agent.index.chunks import chunks, estimate_tokens
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
