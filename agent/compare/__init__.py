"""Roadmaps side by side: what differs, in facts that know their lines. Pure."""

from __future__ import annotations

from agent.compare.comparing import compare
from agent.compare.sides import Side

__all__ = ["Side", "compare"]
