"""Questions to answers: plans over the typed roadmap, extracted statements, refusals with reasons. No model, no network."""

from __future__ import annotations

from agent.answers.answering import answer

__all__ = ["answer"]
