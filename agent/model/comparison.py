"""What `compare` reports: the JSON contract `roadmap/comparison/1`."""

from __future__ import annotations

from typing import Literal

ChangeKind = Literal[
    "added",
    "dropped",
    "moved",
    "re-scoped",
    "renamed",
    "re-costed",
    "re-estimated",
    "re-staffed",
    "re-prioritised",
    "re-targeted",
    "re-linked",
    "progressed",
]
