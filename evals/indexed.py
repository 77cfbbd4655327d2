"""Search by words and meaning: the suite's documents in an index of their own, with the local embedder."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from agent.adapters.chroma import chroma_stores
from agent.adapters.minilm import MiniLM
from agent.adapters.weights import find_minilm
from agent.errors import ModelError
from agent.index import Index, Source
from agent.library import Library
from agent.model.chunk import Retrieved
from evals.product import Asked, Documents


def search_indexed(
    documents: Documents, library: Library, queries: Sequence[Asked], limit: int, models: Path
) -> Mapping[str, Sequence[Retrieved]]:
    """The best passages by id. `models` is the folder that `roadmap models pull` fills; raises ModelError when it has no weights."""
    weights = find_minilm(models)
    if weights is None:
        raise ModelError("the embedding model is not here", where=str(models), remedy="run: roadmap models pull")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with Index.for_writing(folder, MiniLM(weights), chroma_stores(folder)) as index:
            roadmaps = library.roadmaps(tuple(sorted(documents)))
            index.ingest((Source(one.document, one, documents[one.document.path]) for one in roadmaps), total=len(roadmaps))
            return {one.id: index.search(one.question, limit, one.documents) for one in queries}
