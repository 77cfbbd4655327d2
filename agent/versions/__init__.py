"""Two versions of one roadmap: which item is which, and what became of each. Pure; `review` and `compare` tell of it in their own words."""

from __future__ import annotations

from agent.versions.change import Change
from agent.versions.changes import changes
from agent.versions.lines import LineMap
from agent.versions.match import Chosen
from agent.versions.matching import are_versions

__all__ = ["Change", "Chosen", "LineMap", "are_versions", "changes"]
