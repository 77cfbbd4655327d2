"""Evidence numbers: every line of the loaded roadmaps has one, the same in every prompt, tool result and citation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from agent.facts import Convention, decide_convention, scan
from agent.grounded.hidden import Seen, lines_with_hidden_text
from agent.model.document import Document
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.token import Token


@dataclass(frozen=True, slots=True)
class Line:
    """Line `line` (1-based) of `path`. `raw` is as in the file, `text` the same repaired.

    `open_raw` and `open_text` are the same without what a reader of the page does not see: only that is evidence. `hidden` are pieces that
    a style hides, `inside` says that the line begins within a comment.
    """

    number: int
    path: str
    line: int
    raw: str
    text: str
    open_raw: str
    open_text: str
    locator: str = ""
    hidden: tuple[str, ...] = ()
    inside: bool = False


@dataclass(frozen=True)
class Lines:
    """All lines of some roadmaps, numbered 1.. through the documents in their order. Not slotted: readings are cached on it."""

    roadmaps: tuple[Roadmap, ...]
    _tokens: dict[int, tuple[Token, ...]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _starts(self) -> dict[str, int]:
        starts, at = {}, 0
        for roadmap in self.roadmaps:
            starts[roadmap.document.path] = at
            at += len(roadmap.document.raw_lines)
        return starts

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {roadmap.document.path: roadmap.document for roadmap in self.roadmaps}

    @cached_property
    def _conventions(self) -> dict[str, Convention]:
        return {}

    @cached_property
    def _bound(self) -> dict[tuple[str, int], tuple[Token, ...]]:
        """Typed values that the extraction read on a line: with the unit of a column's header, the year of a heading."""
        bound: dict[tuple[str, int], list[Token]] = {}
        for roadmap in self.roadmaps:
            for fact in roadmap.facts:
                bound.setdefault((fact.span.path, fact.span.line), []).extend(fact.values)
        return {place: tuple(tokens) for place, tokens in bound.items()}

    @property
    def count(self) -> int:
        return sum(len(document.raw_lines) for document in self._documents.values())

    def number(self, path: str, line: int) -> int | None:
        """The evidence number of a line, None when there is no such line."""
        document = self._documents.get(path)
        return self._starts[path] + line if document is not None and 1 <= line <= len(document.raw_lines) else None

    def numbers(self, path: str, line: int, end_line: int) -> range:
        """The evidence numbers of consecutive lines, as far as they exist."""
        document = self._documents.get(path)
        if document is None:
            return range(0)
        start, last = self._starts[path], len(document.raw_lines)
        return range(start + max(line, 1), start + min(end_line, last) + 1)

    def at(self, number: int) -> Line | None:
        """The line with an evidence number, None when there is none."""
        for path, start in reversed(self._starts.items()):
            if number > start:
                document, line = self._documents[path], number - start
                if line > len(document.raw_lines):
                    return None
                locator = document.locators[line - 1] if document.locators else ""
                raw, text = document.raw_lines[line - 1], document.lines[line - 1]
                seen = self._seen(path).get(line) or Seen(raw, text)
                return Line(number, path, line, raw, text, seen.raw, seen.text, locator, seen.hidden, inside=seen.inside)
        return None

    def _seen(self, path: str) -> dict[int, Seen]:
        """The lines of a document that hold something hidden, by their place in it."""
        if path not in self._opened:
            self._opened[path] = lines_with_hidden_text(self._documents[path])
        return self._opened[path]

    @cached_property
    def _opened(self) -> dict[str, dict[int, Seen]]:
        return {}

    def convention(self, path: str) -> Convention:
        """How a document writes numbers and dates."""
        if path not in self._conventions:
            self._conventions[path] = decide_convention("\n".join(self._documents[path].lines))
        return self._conventions[path]

    def tokens(self, line: Line) -> tuple[Token, ...]:
        """What stands on a line: the tokens of its text and the values that the extraction bound there."""
        if line.number not in self._tokens:
            scanned = scan(line.open_text, self.convention(line.path))
            self._tokens[line.number] = (*scanned, *self._bound.get((line.path, line.line), ()))
        return self._tokens[line.number]


def lines_of(roadmaps: Sequence[Roadmap]) -> Lines:
    """The numbering of these roadmaps; each path once, sorted."""
    return Lines(tuple({roadmap.document.path: roadmap for roadmap in sorted(roadmaps, key=lambda r: r.document.path)}.values()))


def quantities(tokens: Iterable[Token]) -> list[Quantity]:
    """The amounts among tokens."""
    return [token.value for token in tokens if isinstance(token.value, Quantity)]


def windows(tokens: Iterable[Token]) -> list[Window]:
    """The stretches of time among tokens."""
    return [token.value for token in tokens if isinstance(token.value, Window)]
