"""Files and bytes to documents: decoding, repair, blocks with their lines."""

from __future__ import annotations

from agent.documents.discovery import discover
from agent.documents.limits import Limits
from agent.documents.markdown import parse_markdown
from agent.documents.reading import Source, Sources, file_bytes, read_bytes, read_paths, read_source, sources_at

__all__ = [
    "Limits",
    "Source",
    "Sources",
    "discover",
    "file_bytes",
    "parse_markdown",
    "read_bytes",
    "read_paths",
    "read_source",
    "sources_at",
]
