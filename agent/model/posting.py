"""Comments on a code host: what is there, and what to write."""

from __future__ import annotations

from msgspec import Struct

from agent.model.review import ReviewComment


class ExistingComment(Struct, frozen=True):
    """A comment as the host has it. `line` is of the present diff, None for a general comment and for one that the diff left behind.

    `resolved` is whether somebody closed its thread.
    """

    id: str
    inline: bool
    author: str
    body: str
    path: str = ""
    line: int | None = None
    resolved: bool = False


class Edit(Struct, frozen=True):
    """A new body for one of our own comments."""

    id: str
    inline: bool
    body: str


class Writes(Struct, frozen=True):
    """What makes the host say what a review says; nothing of it when it says so already."""

    summary: str | None = None
    comments: tuple[ReviewComment, ...] = ()
    edits: tuple[Edit, ...] = ()

    def __bool__(self) -> bool:
        return self.summary is not None or bool(self.comments or self.edits)
