"""Which item of one roadmap is which item of another: one to one, each pair with its score and what it rests on."""

from __future__ import annotations

from agent.compare.matching.match import Basis, Chosen, Match
from agent.compare.matching.versions import are_versions, match_versions

__all__ = ["Basis", "Chosen", "Match", "are_versions", "match_versions"]
