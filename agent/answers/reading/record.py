"""One thing that a roadmap names, with what it says of it in labelled fields."""

from __future__ import annotations

from dataclasses import dataclass

from agent.expressions import expression
from agent.facts import lookup_label
from agent.model.quantity import Window
from agent.model.roadmap import Item

LABELLED = expression(r"([^:：|]{2,40})[:：]\s*(\S.*)")
NUMERIC = expression(r"[\d\s.,%€$£¥+<>~≈/×x–—-]*")
PARTS = expression(r"[,;/&、，；]")
LONGEST_VALUE = 48  # characters: longer texts are sentences
# What nothing shares by its words: amounts, times, and other things' names.
UNSHARED = frozenset(
    {"cost", "start", "end", "window", "effort", "duration", "depends_on", "revenue", "roi", "payback", "metric", "priority", "note"}
)
NOTHING = frozenset({"", "-", "–", "—", "n/a", "none"})


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a record says: `label` and `text` as written, `attribute` the canonical name of the label ("" when it has none).

    `windows` are the times that the label names: the period a column is about.
    """

    label: str
    text: str
    attribute: str
    unit: int
    windows: tuple[Window, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """The short worded values that several things may share: a person, a team, a state, a customer."""
        if self.attribute in UNSHARED or len(self.text) > LONGEST_VALUE or NUMERIC.fullmatch(self.text):
            return ()
        return tuple(part.strip() for part in PARTS.split(self.text) if part.strip())


@dataclass(frozen=True, slots=True)
class Record:
    """`unit` is where it is named; `id` and `name` as written; `item` the item of the roadmap it is, if it is one."""

    unit: int
    id: str
    name: str
    fields: tuple[Field, ...]
    item: Item | None = None
    is_total: bool = False

    @property
    def title(self) -> str:
        return f"{self.id} {self.name}".strip()

    def said(self, attribute: str) -> tuple[Field, ...]:
        """The fields with this attribute that say something."""
        return tuple(field for field in self.fields if field.attribute == attribute)


def meaning_of(label: str) -> str:
    """The canonical name of a label, "" where it has none."""
    meaning = lookup_label(label) if label else None
    return meaning.attribute if meaning is not None else ""
