"""What an index holds, told without opening its vectors."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from agent.errors import StoreError
from agent.index.database import storage_errors
from agent.index.manifest import Manifest


class Status(Struct, frozen=True):
    """What an index holds, and what it was made with.

    `store` is the URL of a Chroma server, "" for the folder itself; `bytes` is what the folder takes on disk. `complete` is False after a
    run that did not end; the next one finishes it.
    """

    folder: str
    embedder: str
    dimensions: int
    chunker: str
    store: str
    documents: int
    chunks: int
    facts: int
    bytes: int
    complete: bool


def read_status(folder: Path) -> Status | None:
    """The status of the index in `folder`, None where there is none. Raises StoreError when its record is damaged."""
    path = folder / "manifest.sqlite3"
    if not path.is_file():
        return None
    with storage_errors(folder):
        manifest = Manifest(path)
        try:
            if not manifest.exists():
                raise StoreError("the record of the index is damaged", where=str(folder), remedy="run: roadmap ingest --rebuild PATH...")
            return status_of(folder, manifest.meta(), manifest.counts())
        finally:
            manifest.close()


def status_of(folder: Path, meta: Mapping[str, str], counts: Mapping[str, int]) -> Status:
    return Status(
        folder=str(folder),
        embedder=meta["embedder"],
        dimensions=int(meta["dimensions"]),
        chunker=meta["chunker"],
        store=meta["where"],
        documents=counts["documents"],
        chunks=counts["text"],
        facts=counts["fact"],
        bytes=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        complete=meta.get("complete") == "yes",
    )
