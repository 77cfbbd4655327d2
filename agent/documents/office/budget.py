"""What a converter may still take from a file."""

from __future__ import annotations

from msgspec import Struct


class Budget(Struct):
    """Cells, pages and characters left. A converter stops when one is used up, and says so."""

    cells: int
    pages: int
    characters: int

    def take(self, text: str, cells: int = 0) -> bool:
        """Count some text; False when there is no room for it."""
        self.characters -= len(text)
        self.cells -= cells
        return not self.spent

    @property
    def spent(self) -> bool:
        return self.characters < 0 or self.cells < 0
