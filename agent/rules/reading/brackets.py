"""Figures with those in the brackets right behind them: "41 of 43 providers online (95.3%)", "38 days (7.6 weeks)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.model.fence_kinds import is_text_or_keyed
from agent.model.quantity import Quantity
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.reading.lines import by_line
from agent.rules.reading.sentences import Sentence

BRACKET = expression(r"[(（]([^()（）\n]{1,80})[)）]")
OPENED = expression(r"[ \t]*[(（][^()（）]*$")
CLAUSE_END = expression(r"[.;!?。；]\s|[;。；|│]")
OPENING = expression(r"[(（]")


class Figure(Struct, frozen=True):
    """`lead` is what stands between the figure before and this one, or the start of the clause or bracket."""

    value: Quantity
    start: int
    end: int
    lead: str


class Bracket(Struct, frozen=True):
    """The figures of the clause before a bracket and those in it; `gap` stands before the bracket, `rest` in it, each behind the last."""

    before: tuple[Figure, ...]
    inside: tuple[Figure, ...]
    gap: str
    rest: str
    text: str  # of the clause and the bracket
    line: int
    end_line: int


def brackets_in(roadmap: Roadmap, sentences: Sequence[Sentence]) -> Iterator[Bracket]:
    """Every bracket with a figure in it behind one, in sentences, cells and the lines of plain fences."""
    for sentence in sentences:
        if len(sentence.tokens) > 1 and OPENING.search(sentence.text) and len(sentence.quantities) > 1:
            yield from _of_text(sentence.text, sentence.tokens, sentence.line, sentence.end_line)
    for block, tokens in zip(roadmap.document.blocks, roadmap.tokens, strict=False):
        if block.kind == "fence" and is_text_or_keyed(block.info) and OPENING.search(block.text):
            for at, text, own in by_line(block.text, tokens):
                if OPENING.search(text):
                    yield from _of_text(text, own, block.line + at, block.line + at)


def _of_text(text: str, tokens: tuple[Token, ...], line: int, end_line: int) -> Iterator[Bracket]:
    for match in BRACKET.finditer(text):
        inside = _figures(text, tokens, match.start(1), match.end(1))
        if not inside:
            continue
        start = max((end.end() for end in CLAUSE_END.finditer(text, 0, match.start())), default=0)
        before = _figures(text, tokens, start, match.start())
        if before:
            gap, rest = text[before[-1].end : match.start()], text[inside[-1].end : match.end(1)]
            yield Bracket(before, inside, gap, rest, text[start : match.end()].strip(), line, end_line)


def _figures(text: str, tokens: tuple[Token, ...], start: int, end: int) -> tuple[Figure, ...]:
    found, since = [], start
    for token in tokens:
        if start <= token.start and token.end <= end and isinstance(token.value, Quantity):
            found.append(Figure(token.value, token.start, token.end, text[since : token.start]))
            since = token.end
    return tuple(found)


def before_open_bracket(name: str) -> str:
    """A name without the bracket that it opens and does not close ("People" of "People (Total"); all of it where nothing stands before."""
    opened = OPENED.search(name)
    return (name[: opened.start()].rstrip() if opened else "") or name
