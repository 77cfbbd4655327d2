"""The product as the suite sees it, and the two ways to reach it: this process, or a command that speaks the JSON contracts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from agent.errors import RoadmapError
from agent.model.answer import Answer, Passage
from agent.model.comparison import Comparison
from agent.model.finding import Findings
from agent.model.review import Review

Documents = Mapping[str, bytes]
NO_CHANGE: Documents = {}


class ProductError(RoadmapError):
    """The product could not run or did not speak the contract."""


class NotMeasuredError(ProductError):
    """The product can do this, but not the way it is reached here: the case is skipped, not failed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about some documents, by their names in the suite."""

    id: str
    question: str
    documents: tuple[str, ...]


class Product(Protocol):
    """What the suite asks of the thing it measures. Paths in what comes back are the names of the documents in the suite.

    All methods raise ProductError when the product fails.
    """

    def ask(self, asked: Sequence[Asked], today: date) -> Mapping[str, Answer | ProductError]:
        """Answers by id; a question on which the product fails has its error instead."""
        ...

    def check(self, names: Sequence[str], today: date, changed: Documents = NO_CHANGE) -> Findings:
        """The findings on some documents, read together; `changed` are other bytes for some of them."""
        ...

    def review(self, base: Documents, head: Documents, today: date) -> Review:
        """What a review says about the change from one version of some documents to the other."""
        ...

    def compare(self, names: Sequence[str], today: date) -> Comparison:
        """Some documents side by side, in this order."""
        ...

    def search(self, queries: Sequence[Asked], limit: int, *, by_meaning: bool = False) -> Mapping[str, Sequence[Passage]]:
        """The best passages by id, best first: by words alone, or by words and meaning."""
        ...
