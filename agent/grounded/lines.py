"""Evidence numbers: every line of the loaded roadmaps has one, the same in every prompt, tool result and citation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from agent.facts import Convention, decide_convention, scan
from agent.model.document import Document
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.token import Token


@dataclass(frozen=True, slots=True)
class Line:
    """Line `line` (1-based) of `path`. `raw` is as in the file, `text` the same repaired.

    `open_raw` and `open_text` are the same without what stands in comments that a reader of the page does not see: only that is evidence.
    """

    number: int
    path: str
    line: int
    raw: str
    text: str
    open_raw: str
    open_text: str
    locator: str = ""


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
                open_raw, open_text = self._open_lines(path).get(line, (raw, text))
                return Line(number, path, line, raw, text, open_raw, open_text, locator)
        return None

    def _open_lines(self, path: str) -> dict[int, tuple[str, str]]:
        """The lines that comments stand on, without them, raw and repaired, by their place in the document."""
        if path not in self._opened:
            document = self._documents[path]
            commented = {n for b in document.blocks if b.kind == "html_comment" for n in range(b.line, b.end_line + 1)}
            raw, text = without_comments(document.raw_lines, commented), without_comments(document.lines, commented)
            self._opened[path] = {line: (raw[line], text[line]) for line in sorted(commented)}
        return self._opened[path]

    @cached_property
    def _opened(self) -> dict[str, dict[int, tuple[str, str]]]:
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


def without_comments(lines: Sequence[str], commented: Set[int]) -> dict[int, str]:
    """The commented lines (1-based) with everything between `<!--` and `-->` taken out; a comment may go over several of them."""
    found: dict[int, str] = {}
    inside = False
    for number in sorted(commented):
        if number - 1 not in commented:
            inside = False
        line, kept = lines[number - 1], []
        while line:
            before, mark, line = line.partition("-->" if inside else "<!--")
            if not inside:
                kept.append(before)
            inside = inside != bool(mark)
        found[number] = "".join(kept)
    return found


def quantities(tokens: Iterable[Token]) -> list[Quantity]:
    """The amounts among tokens."""
    return [token.value for token in tokens if isinstance(token.value, Quantity)]


def windows(tokens: Iterable[Token]) -> list[Window]:
    """The stretches of time among tokens."""
    return [token.value for token in tokens if isinstance(token.value, Window)]
