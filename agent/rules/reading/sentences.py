"""Running text as sentences with their tokens and lines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from agent.expressions import expression
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.span import Span
from agent.model.token import Token

SENTENCE_END = expression(
    r"[.!?。！？](?:(?<=[。！？])|(?<!\b\w\.)(?<!\bca\.)(?<!\bno\.)(?<!\bNr\.)(?<!\bv\.)\s+(?=[^\W\d_a-z]|[\"'“„«(¿¡*\d]))"
)
LABELLED = expression(r"[^:：\n.!?。]{2,48}(?::(?=\s)|：)")  # a line of a paragraph that says one thing: "Owner: Ines"
FEWEST_LABELLED = 2
READ = frozenset({"paragraph", "item", "heading", "footnote"})


class Sentence(Struct, frozen=True, dict=True):
    """Text without line breaks folded, offsets of `tokens` relative to it; `block` is the index of its block."""

    text: str
    line: int
    end_line: int
    block: int
    kind: str
    tokens: tuple[Token, ...]

    # Asked of every sentence by many rules: most have no token, and a list is quicker than a generator.
    @cached_property
    def windows(self) -> tuple[Window, ...]:
        return tuple([token.value for token in self.tokens if isinstance(token.value, Window)]) if self.tokens else ()

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return tuple([token.value for token in self.tokens if isinstance(token.value, Quantity)]) if self.tokens else ()


def sentences_of(roadmap: Roadmap) -> tuple[Sentence, ...]:
    """All sentences of paragraphs, list items, headings, footnotes, and of the cells of tables."""
    return tuple(sentence for block in roadmap.document.blocks for sentence in _in_block(roadmap, block))


def span_of_sentence(roadmap: Roadmap, sentence: Sentence) -> Span:
    text = sentence.text.strip()
    return roadmap.document.span(sentence.line, sentence.end_line, text if "\n" not in text else "")


def _in_block(roadmap: Roadmap, block: Block) -> Iterator[Sentence]:
    if block.kind in READ and block.text:
        tokens = roadmap.tokens[block.index] if block.index < len(roadmap.tokens) else ()
        yield from _split(block.text, tokens, block.line, block)
    for at, row in enumerate(block.rows):
        for column, cell in enumerate(row.cells):
            if len(cell.text) > 2 and not row.header:
                yield Sentence(cell.text, cell.line, cell.end_line, block.index, "cell", roadmap.cells.get((block.index, at, column), ()))


def _labelled_lines(text: str) -> Iterator[int]:
    """Where the lines of a paragraph begin that are no text but a label with what it says each."""
    lines = text.split("\n")
    if len(lines) >= FEWEST_LABELLED and all(LABELLED.match(line) for line in lines):
        start = 0
        for line in lines[:-1]:
            start += len(line) + 1
            yield start


def _split(text: str, tokens: tuple[Token, ...], line: int, block: Block) -> Iterator[Sentence]:
    ends = {match.end() for match in SENTENCE_END.finditer(text)}
    if "\n" in text and block.kind == "paragraph":
        ends.update(_labelled_lines(text))
    if not ends and "\n" not in text and (part := text.rstrip()):  # most
        yield Sentence(part, line, line, block.index, block.kind, tuple([token for token in tokens if token.end <= len(part)]))
        return
    starts = [0, *sorted(end for end in ends if not any(t.start < end < t.end for t in tokens)), len(text)]
    for begin, end in pairwise(starts):
        part = text[begin:end].rstrip()
        if not part.strip():
            continue
        inside = tuple(token.moved(-begin) for token in tokens if begin <= token.start and token.end <= begin + len(part))
        first = line + text.count("\n", 0, begin + len(part) - len(part.lstrip()))
        yield Sentence(part, first, line + text.count("\n", 0, begin + len(part)), block.index, block.kind, inside)
