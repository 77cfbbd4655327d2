"""Chunks, lexical and hybrid search, and the index that survives a kill."""

from __future__ import annotations

from agent.index.chunks import chunks, estimate_tokens
from agent.index.memory import LexicalIndex, index_roadmaps

__all__ = ["LexicalIndex", "chunks", "estimate_tokens", "index_roadmaps"]
