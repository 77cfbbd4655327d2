"""Typed tokens: what the scanners find in a piece of text."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from agent.model.quantity import Quantity, Window

TokenKind = Literal[
    "quantity",  # value: Quantity
    "window",  # value: Window (a date is a one-day window)
    "number",  # value: Quantity with kind "count" and no unit: a bare number
    "status",  # value: canonical status, see `Status`
    "priority",  # value: "critical" | "high" | "medium" | "low" | "P0".."P4" as canonical words
    "id",  # value: the id as written ("A1", "v1.2", "#123", "KR5.2", "PROJ-12", "FR-EDIT-001")
    "reference",  # value: "depends_on" | "blocks" | "after" | "before" | "none" (a word of dependency)
    "operator",  # value: "x" "=" "+" "-" "/" "->" "per" "of"
    "statistic",  # value: "P95" | "median" ...
    "url",  # value: the URL: numbers inside it are no facts
    "ordinal",  # value: the number as text: "3rd", "Phase 2", "Step 4", "§ 3": a label, not an amount
]

Status = Literal["done", "in_progress", "planned", "blocked", "cancelled", "at_risk", "on_hold", "new", "research"]


class Token(Struct, frozen=True):
    """`text[start:end]` of the scanned text, read. Tokens of one scan do not overlap and are sorted by `start`."""

    kind: TokenKind
    start: int
    end: int
    text: str
    value: Quantity | Window | str

    def moved(self, by: int) -> Token:
        """The token in a text that has so many more characters before it."""
        return self if not by else Token(self.kind, self.start + by, self.end + by, self.text, self.value)
