"""The mark that tells our own comments from others: the first line of the body, invisible where it is shown.

A mark counts only in a comment whose author is the account that reads it; whoever else writes one has written a remark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agent.expressions import expression

SUMMARY = "summary"
WORDS = "<!-- roadmap:words -->"  # begins the paragraph of a language model: it may say the same in other words with every run
MOST_ALSO = 10
State = Literal["open", "done"]
MARK = expression(
    r"<!-- roadmap:v1 key=([A-Za-z0-9._-]{1,64}) id=([0-9a-f]{16}|summary)(?: rule=([A-Z]{2}\d{3}))?"
    r"(?: also=([0-9a-f]{16}(?:,[0-9a-f]{16}){0,9}))?(?: state=(done))? -->(?:\r?\n|$)"
)
KEY = expression(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class Mark:
    """`key` names the run a comment belongs to, `id` the finding or "summary", `rule` its rule; "done" says that it is settled.

    `also` are other findings, ten at most, that the same comment tells.
    """

    key: str
    id: str
    rule: str = ""
    state: State = "open"
    also: tuple[str, ...] = ()

    def __str__(self) -> str:
        rule = f" rule={self.rule}" if self.rule else ""
        also = f" also={','.join(self.also[:MOST_ALSO])}" if self.also else ""
        return f"<!-- roadmap:v1 key={self.key} id={self.id}{rule}{also}{' state=done' if self.state == 'done' else ''} -->"


def mark_of(body: str) -> Mark | None:
    """The mark that a body begins with; one anywhere else is a quotation."""
    match = MARK.match(body)
    if match is None:
        return None
    return Mark(match[1], match[2], match[3] or "", "done" if match[5] else "open", tuple(match[4].split(",")) if match[4] else ())


def without_mark(body: str) -> str:
    """The body after its mark."""
    match = MARK.match(body)
    return body[match.end() :] if match else body
