"""Files and bytes to documents: decoding, repair, blocks with their lines."""

from __future__ import annotations

from agent.documents.discovery import discover
from agent.documents.limits import Limits
from agent.documents.markdown import parse_markdown
from agent.documents.reading import file_bytes, read_bytes, read_paths

__all__ = ["Limits", "discover", "file_bytes", "parse_markdown", "read_bytes", "read_paths"]
