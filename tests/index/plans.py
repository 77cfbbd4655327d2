"""Small roadmaps made up on the spot, and indexes over them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from agent.adapters.chroma import chroma_stores
from agent.adapters.hashing import HashEmbedder
from agent.documents import parse_markdown
from agent.index import Index, Source, chunks
from agent.model.roadmap import Fact, Roadmap
from agent.ports import Embedder, Vectors, VectorStores


class CountingEmbedder(HashEmbedder):
    """The hash embedder, telling how many texts it was given."""

    def __init__(self, dimensions: int = 384) -> None:
        super().__init__(dimensions)
        self.texts = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        return super().embed(texts)


def plan_text(number: int, version: int = 0, items: int = 6) -> str:
    """A roadmap whose every section differs from those of other numbers; `version` changes one section of it."""
    sections = [
        f"## Initiative {number}-{item}\n\nTeam {number * 31 + item} builds module {item} for {item + 1} million euros.\n"
        for item in range(items)
    ]
    sections[version % items] += f"\nRevision {version} moves it to quarter {version % 4 + 1}.\n"
    return f"# Plan {number}\n\n" + "\n".join(sections)


def source(path: str, text: str) -> Source:
    """The document with one fact a paragraph, as extraction would give it."""
    content = text.encode("utf-8", "surrogatepass")
    document = replace(parse_markdown(text, path), sha256=hashlib.sha256(content).hexdigest())
    facts = tuple(
        Fact(
            "", "", " ".join(block.text.split()), document.span(block.line, block.end_line), "prose", headings=document.heading_path(block)
        )
        for block in document.blocks
        if block.kind == "paragraph"
    )
    return Source(document, Roadmap(document, document.title, "en", facts=facts), content)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def expected_ids(files: Mapping[str, str], kind: str = "text") -> set[str]:
    """The ids of all chunks that a clean index of these files holds."""
    return {one for path, text in files.items() for one in _ids(path, text, kind)}


@cache
def _ids(path: str, text: str, kind: str) -> frozenset[str]:
    made, embedder = source(path, text), HashEmbedder()
    found = chunks(made.document, made.roadmap, embedder.count, embedder.max_tokens)
    return frozenset(chunk.id for chunk in found if chunk.kind == kind)


def bring_up_to_date(index: Index, files: Mapping[str, str]) -> tuple[str, ...]:
    """Ingests what changed, removes what is not among the files; the paths that had to be read."""
    plan = index.plan({path: sha256(text) for path, text in files.items()}, ["."])
    index.ingest((source(path, files[path]) for path in plan.read), gone=plan.gone, total=len(plan.read))
    return plan.read


def writing(folder: Path, stores: VectorStores | None = None, embedder: Embedder | None = None, *, rebuild: bool = False) -> Index:
    return Index.for_writing(folder, embedder or HashEmbedder(), stores or chroma_stores(folder), rebuild=rebuild)


def reading(folder: Path, stores: VectorStores | None = None, embedder: Embedder | None = None) -> Index:
    return Index.for_reading(folder, embedder or HashEmbedder(), stores or chroma_stores(folder))


def stored(index: Index) -> set[str]:
    """Every id in the vector store."""
    return set(index._storage.store().ids())


def live(index: Index, kind: str = "text") -> set[str]:
    """Every id that the record calls live."""
    return {one for _, one, _ in index._storage.manifest.live(kind)}
