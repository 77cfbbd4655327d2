"""Small roadmaps made up on the spot, and indexes over them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from agent.adapters.chroma import chroma_stores
from agent.adapters.hashing import HashEmbedder
from agent.documents import parse_markdown
from agent.index import Index, Source, chunks
from agent.model.roadmap import Roadmap
from agent.ports import Embedder, VectorStores


def plan_text(number: int, version: int = 0, items: int = 6) -> str:
    """A roadmap whose every section differs from those of other numbers; `version` changes one section of it."""
    sections = [
        f"## Initiative {number}-{item}\n\nTeam {number * 31 + item} builds module {item} for {item + 1} million euros.\n"
        for item in range(items)
    ]
    sections[version % items] += f"\nRevision {version} moves it to quarter {version % 4 + 1}.\n"
    return f"# Plan {number}\n\n" + "\n".join(sections)


def source(path: str, text: str) -> Source:
    from dataclasses import replace

    content = text.encode()
    document = replace(parse_markdown(text, path), sha256=hashlib.sha256(content).hexdigest())
    return Source(document, Roadmap(document, document.title, "en"), content)


def expected_ids(files: Mapping[str, str]) -> set[str]:
    """The ids of all chunks that a clean index of these files holds."""
    embedder = HashEmbedder()
    return {
        chunk.id
        for path, text in files.items()
        for chunk in chunks(source(path, text).document, source(path, text).roadmap, embedder.count, embedder.max_tokens)
    }


def bring_up_to_date(index: Index, files: Mapping[str, str]) -> None:
    """Ingests what changed, removes what is not among the files."""
    plan = index.plan({path: hashlib.sha256(text.encode()).hexdigest() for path, text in files.items()}, ["."])
    index.ingest((source(path, files[path]) for path in plan.read), gone=plan.gone, total=len(plan.read))


def writing(folder: Path, stores: VectorStores | None = None, embedder: Embedder | None = None, *, rebuild: bool = False) -> Index:
    return Index.for_writing(folder, embedder or HashEmbedder(), stores or chroma_stores(folder), rebuild=rebuild)


def reading(folder: Path, stores: VectorStores | None = None, embedder: Embedder | None = None) -> Index:
    return Index.for_reading(folder, embedder or HashEmbedder(), stores or chroma_stores(folder))
