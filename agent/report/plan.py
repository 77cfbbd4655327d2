"""One roadmap with what several parts of a report ask of it, each worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from agent.extract.wording.words import topic_of
from agent.model.finding import Evidence, Finding
from agent.model.roadmap import Item, Roadmap
from agent.report.chains import Chain, critical_chain, how_many_wait
from agent.report.wording import evidence_of
from agent.rules.reading.graph import Graph, graph_of
from agent.rules.reading.sections import lists_of
from agent.rules.reading.states import Standing, standings_of
from agent.rules.reading.tokens import with_tokens
from agent.rules.thresholds import Thresholds

WORK = frozenset({"phase", "milestone", "initiative", "task", "deliverable", "objective"})


@dataclass(frozen=True)
class Plan:
    """A roadmap, the findings in it, and the limits they were found under. Not slotted: readings are cached on it."""

    roadmap: Roadmap
    findings: tuple[Finding, ...]
    limits: Thresholds

    @property
    def path(self) -> str:
        return self.roadmap.document.path

    @cached_property
    def graph(self) -> Graph:
        return graph_of(self.roadmap)

    @cached_property
    def waiting(self) -> Mapping[str, int]:
        """How many items wait for an item, directly or through others, by key."""
        return how_many_wait(self.graph)

    @cached_property
    def chain(self) -> Chain | None:
        """The critical path, None where nothing depends on anything."""
        return critical_chain(self.roadmap, self.graph)

    @cached_property
    def critical(self) -> frozenset[str]:
        """Keys on the critical path, where its length is known."""
        return frozenset(item.key for item in self.chain.items) if self.chain and self.chain.days is not None else frozenset()

    @cached_property
    def standing(self) -> Mapping[str, Standing]:
        return standings_of(self.scanned)

    @cached_property
    def scanned(self) -> Roadmap:
        """The roadmap with the tokens of its text."""
        return with_tokens(self.roadmap)

    @cached_property
    def _innermost(self) -> Mapping[int, Item]:
        """The item that each line belongs to: the one that begins last before it and still lasts."""
        found: dict[int, Item] = {}
        for item in sorted(self.roadmap.items, key=lambda item: (item.span.line, -item.end_line)):
            if item.kind in WORK:
                found.update(dict.fromkeys(range(item.span.line, item.end_line + 1), item))
        return found

    @cached_property
    def measures(self) -> tuple[tuple[tuple[str, ...], int, tuple[Evidence, ...]], ...]:
        """Lists of measures against risks: the headings around what names them, its line, and the entries."""
        document = self.roadmap.document
        return tuple(
            (document.heading_path(lead), lead.line, tuple(evidence_of(document.span(entry.line, text=entry.text)) for entry in entries))
            for lead, entries in lists_of(self.roadmap)
            if topic_of(lead.text.strip().rstrip(":：").strip()) == "mitigations"
        )

    def kind(self, key: str) -> str:
        return self.roadmap.by_key[key].kind

    def item_at(self, line: int) -> Item | None:
        return self._innermost.get(line)
