"""The product in this process: the use cases of the application on documents held in memory. Each document is read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from agent.app import Room
from agent.comparing import CompareOptions, run_compare
from agent.documents import Source, Sources
from agent.errors import RoadmapError
from agent.grounding import Grounding
from agent.index import index_roadmaps
from agent.library import Library
from agent.model.answer import Answer, Passage
from agent.model.comparison import Comparison
from agent.model.finding import Findings
from agent.model.review import Review
from agent.reviewing import ReviewOptions, review_change
from agent.rules import examine
from agent.settings import settings_of
from evals.changing import InMemoryChange
from evals.product import NO_CHANGE, Asked, Documents, ProductError
from evals.wire import Wire


@dataclass(frozen=True, slots=True)
class Minded:
    """A language model that answers first, and the wire that its requests go over."""

    mind: Grounding
    wire: Wire


class InProcess:
    """Implements `Product`. `ignore` are rules that do not run; with `minded` questions are asked of a model first."""

    def __init__(self, documents: Documents, ignore: Sequence[str] = (), minded: Minded | None = None) -> None:
        self._documents, self._ignore, self._minded = documents, tuple(ignore), minded

    @cached_property
    def library(self) -> Library:
        """The suite's documents; everything that is read is kept."""
        return library_of_bytes(self._documents)

    def ask(self, asked: Sequence[Asked], today: date) -> Mapping[str, Answer | ProductError]:
        """Answers as `roadmap ask QUESTION PATH...` gives them.

        Where a model answers but nothing of it holds, the answer is the embedded one, as a user gets it. Where the model was not there
        (no network, no such model, no recorded reply), nothing was measured: an error.
        """
        return {one.id: self._answer(one, today) for one in asked}

    def _answer(self, asked: Asked, today: date) -> Answer | ProductError:
        try:
            mind = self._minded.mind if self._minded is not None else None
            answer = Room(self.library, asked.documents, mind=mind).answer(asked.question, today)
        except Exception as error:  # whatever breaks there is a failed case here, not the end of the run
            return _failure(error, asked.id)
        absent = self._minded.wire.failed if self._minded is not None and answer.mode != "model" else ""
        return ProductError(absent, where=asked.id) if absent else answer

    def check(self, names: Sequence[str], today: date, changed: Documents = NO_CHANGE) -> Findings:
        """Findings as `roadmap check PATH...` gives them."""
        library = library_of_bytes({name: changed.get(name, self._documents[name]) for name in names}) if changed else self.library
        try:
            return examine(library.roadmaps(tuple(names)), today=today, ignore=self._ignore)
        except Exception as error:  # as above
            raise _failure(error, ", ".join(names)) from error

    def review(self, base: Documents, head: Documents, today: date) -> Review:
        """A review as `roadmap review` gives it, of documents named on the command line."""
        try:
            return review_change(
                InMemoryChange(base, head), ReviewOptions(today=today, paths=tuple(sorted(base)), ignore=self._ignore)
            ).review
        except Exception as error:  # as above
            raise _failure(error, ", ".join(sorted(base))) from error

    def compare(self, names: Sequence[str], today: date) -> Comparison:
        """A comparison as `roadmap compare PATH...` gives it."""
        try:
            return run_compare(self.library, tuple(names), CompareOptions(today), settings_of({}), lambda line: None).comparison
        except Exception as error:  # as above
            raise _failure(error, ", ".join(names)) from error

    def search(self, queries: Sequence[Asked], limit: int, *, by_meaning: bool = False) -> Mapping[str, Sequence[Passage]]:
        """Passages as `ask` with paths finds them, by words and facts; with `by_meaning` as `ask` without paths does, from an index.

        Raises ModelError when the index needs weights that are not here.
        """
        if by_meaning:
            from evals.indexed import search_indexed  # loads the vector store

            found = search_indexed(self._documents, self.library, queries, limit, settings_of({}).models)
        else:
            found = {one.id: self.library.search(one.documents).search(one.question, limit) for one in queries}
        return {
            identity: tuple(Passage(path=hit.chunk.path, line=hit.chunk.line, end_line=hit.chunk.end_line, score=hit.score) for hit in hits)
            for identity, hits in found.items()
        }


def _failure(error: Exception, where: str) -> ProductError:
    return ProductError(str(error) if isinstance(error, RoadmapError) else f"{type(error).__name__}: {error}", where=where)


def library_of_bytes(documents: Documents) -> Library:
    """A library that reads from memory and searches by words."""
    return Library(lambda paths: Sources(tuple(Source(path, documents[path]) for path in paths)), index_roadmaps)
