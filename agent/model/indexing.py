"""What `ingest` and `status` report: the JSON contracts `roadmap/ingest/1` and `roadmap/status/1`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Unreadable(BaseModel):
    """A file that was left out, and what the user can do about it."""

    model_config = ConfigDict(frozen=True)

    path: str
    reason: str
    remedy: str = ""


class IndexState(BaseModel):
    """What an index holds and was made with. `complete` is false after a run that did not end; the next one finishes it."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_: str = Field(default="roadmap/status/1", serialization_alias="schema", validation_alias="schema")
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


class IngestReport(BaseModel):
    """What one run changed: documents written, unchanged and removed; `embedded` counts texts that had to be embedded."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_: str = Field(default="roadmap/ingest/1", serialization_alias="schema", validation_alias="schema")
    written: int
    unchanged: int
    removed: int
    embedded: int
    failures: tuple[Unreadable, ...]
    index: IndexState
