"""One figure of a roadmap, with whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from agent.model.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure: `subject` is whose it is, `times` how often it counts ("2 × Backend: 12k each"), `text` the figure as written."""

    unit: int
    subject: str
    label: str
    attribute: str
    quantity: Quantity
    text: str
    times: int = 1
    of: str = ""  # kind of the item it belongs to
    is_total: bool = False
    parent: str = ""  # key of the item it belongs to

    @property
    def least(self) -> float:
        return self.quantity.least * self.times

    @property
    def most(self) -> float:
        return self.quantity.most * self.times
