"""Roadmaps side by side, and two versions of one roadmap: what differs, in facts that know their lines. Pure."""

from __future__ import annotations

from agent.compare.changes import Change, changes
from agent.compare.comparing import compare
from agent.compare.sides import Side

__all__ = ["Change", "Side", "changes", "compare"]
