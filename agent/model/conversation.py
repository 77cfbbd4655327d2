"""What was said before in a session: what a follow-up question refers to."""

from __future__ import annotations

from msgspec import Struct

from agent.model.answer import Answer


class Conversation(Struct, frozen=True):
    """The answers given so far, oldest first; each knows its question. A session keeps one and adds to it."""

    turns: tuple[Answer, ...] = ()

    def and_then(self, answer: Answer) -> Conversation:
        """The conversation with one more turn."""
        return Conversation((*self.turns, answer))
