"""What a user can fix, said in one line: what, where, what to do."""

from __future__ import annotations


class RoadmapError(Exception):
    """A failure that ends the command with exit code 2.

    `what` happened, `where` (a path, an option, a URL; may be empty), and `remedy`, what the user can do about it.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"; {self.remedy}" if self.remedy else ""
        return " ".join(f"{place}{self.what}{advice}".split())


class DocumentError(RoadmapError):
    """A document cannot be read."""


class SettingsError(RoadmapError):
    """A configuration file, variable or option is wrong."""


class StoreError(RoadmapError):
    """The index cannot be opened, is locked, or does not fit the settings."""


class ModelError(RoadmapError):
    """An embedder or language model cannot be had or did not answer."""
