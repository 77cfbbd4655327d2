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


class HostError(RoadmapError):
    """A code host cannot be reached, or does not do what it is asked."""


class HostForbiddenError(HostError):
    """The token may read but not write here, as in the run of a fork."""


class HostRejectedError(HostError):
    """The host does not accept the content of a request."""


class HostUncertainError(HostError):
    """A write ended without an answer: it may have happened or not, so the host must be looked at again. `wait` is in seconds."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "", wait: float = 0.0) -> None:
        self.wait = wait
        super().__init__(what, where=where, remedy=remedy)


class ModelError(RoadmapError):
    """An embedder or language model cannot be had or did not answer."""
