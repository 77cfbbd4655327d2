"""Documents as chunks that follow their structure, and facts as sentences that can be found."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from agent.model.chunk import Chunk
from agent.model.document import Block, Document
from agent.model.roadmap import Roadmap

CHUNKER = "1"  # part of every chunk id and of the index's record: a change of this file that moves chunks changes it
DEFAULT_LIMIT = 256


@dataclass(frozen=True, slots=True)
class _Unit:
    """The smallest thing that is not torn apart while it fits: a paragraph, a list item with its children, a table row."""

    line: int
    end_line: int
    text: str
    tokens: int
    repeat: str = ""  # the header row that must stand above when this unit starts a chunk


@dataclass(frozen=True, slots=True)
class _Section:
    headings: tuple[str, ...]
    line: int
    units: tuple[_Unit, ...]


def estimate_tokens(text: str) -> int:
    """Tokens without a tokenizer, never far under the true number: 3 bytes a token."""
    return len(text.encode("utf-8", "replace")) // 3 + 1


def chunks(
    document: Document, roadmap: Roadmap | None = None, count_tokens: Callable[[str], int] = estimate_tokens, limit: int = DEFAULT_LIMIT
) -> tuple[Chunk, ...]:
    """The document in pieces of at most `limit` tokens, in order, then one sentence a fact of `roadmap`.

    A piece never reaches across a heading, repeats the header row of the table it continues, and keeps list items with their children
    while they fit. Ids depend on path, headings and content, and on the place only among equal pieces: an edit elsewhere keeps them.
    """
    seen: Counter[str] = Counter()
    pieces = [piece for section in _sections(document, count_tokens, limit) for piece in _pack(document, section, count_tokens, limit)]
    found = [_chunk(document.path, seen, *piece) for piece in pieces]
    if roadmap is not None:
        found.extend(_chunk(document.path, seen, *sentence, kind="fact") for sentence in _fact_sentences(roadmap))
    return tuple(found)


def chunk_text(headings: Sequence[str], body: str) -> str:
    """What of a chunk is embedded and searched: its heading path, then its body."""
    return " > ".join(headings) + "\n" + body if headings else body


def _chunk(path: str, seen: Counter[str], line: int, end_line: int, headings: tuple[str, ...], body: str, kind: str = "text") -> Chunk:
    headings, body = tuple(_storable(heading) for heading in headings), _storable(body)
    content = "\x00".join((CHUNKER, kind, path, *headings, "", body))
    ordinal = seen[content]
    seen[content] += 1
    identity = hashlib.sha256(f"{content}\x00{ordinal}".encode("utf-8", "replace")).hexdigest()[:32]
    return Chunk(identity, path, line, end_line, headings, body, chunk_text(headings, body), kind)


def _storable(text: str) -> str:
    """Without lone surrogates, which damaged files hold: no database, tokenizer or server takes them."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _sections(document: Document, count_tokens: Callable[[str], int], limit: int) -> Iterator[_Section]:
    """Runs of blocks under one heading; a heading with nothing of its own lends its line to the first section below it."""
    headings: tuple[str, ...] = ()
    start = 0
    level = 0
    blocks: list[Block] = []
    for block in document.blocks:
        if block.kind != "heading":
            if block.kind not in ("rule", "html_comment"):
                blocks.append(block)
            continue
        if blocks or (start and block.depth <= level):
            yield _section(document, headings, start, blocks, count_tokens, limit)
            blocks, start = [], 0
        headings = (*document.heading_path(block), " ".join(block.text.split()))
        start, level = start or block.line, block.depth
    if blocks or start:
        yield _section(document, headings, start, blocks, count_tokens, limit)


def _section(
    document: Document, headings: tuple[str, ...], start: int, blocks: Sequence[Block], count_tokens: Callable[[str], int], limit: int
) -> _Section:
    units: list[_Unit] = []
    for group in _groups(blocks):
        units.extend(_units(document, group, count_tokens, limit))
    return _Section(headings, start or (units[0].line if units else 0), tuple(units))


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """List items with what is nested in them; every other block alone."""
    group: list[Block] = []
    inside: set[int] = set()
    for block in blocks:
        if group and block.parent in inside:
            group.append(block)
            inside.add(block.index)
            continue
        if group:
            yield group
        group, inside = [block], {block.index}
    if group:
        yield group


def _units(document: Document, group: Sequence[Block], count_tokens: Callable[[str], int], limit: int) -> Iterator[_Unit]:
    first = group[0]
    if first.kind == "table" and len(group) == 1:
        yield from _rows(document, first, count_tokens, limit)
        return
    line, end_line = first.line, max(block.end_line for block in group)
    text = "\n".join(document.lines[line - 1 : end_line])
    tokens = count_tokens(text)
    if tokens <= limit:
        yield _Unit(line, end_line, text, tokens)
        return
    for number in range(line, end_line + 1):
        yield from _lines(number, document.lines[number - 1], count_tokens, limit)


def _rows(document: Document, table: Block, count_tokens: Callable[[str], int], limit: int) -> Iterator[_Unit]:
    header = "\n".join(_row_text(document, row.line, row.end_line) for row in table.rows if row.header)
    for row in table.rows:
        text = _row_text(document, row.line, row.end_line)
        repeat = "" if row.header else header
        for unit in _lines(row.line, text, count_tokens, limit):
            yield _Unit(row.line, row.end_line, unit.text, unit.tokens, repeat)


def _row_text(document: Document, line: int, end_line: int) -> str:
    return " ".join(document.lines[line - 1 : end_line])


def _lines(number: int, text: str, count_tokens: Callable[[str], int], limit: int) -> Iterator[_Unit]:
    """One line, in as many parts as its length asks for: cut at words, and in words when there are none."""
    tokens = count_tokens(text)
    if tokens <= limit:
        yield _Unit(number, number, text, tokens)
        return
    part: list[str] = []
    used = 0
    for word in _short_words(text, limit):
        cost = count_tokens(word)
        if part and used + cost > limit:
            yield _Unit(number, number, " ".join(part), used)
            part, used = [], 0
        part.append(word)
        used += cost
    if part:
        yield _Unit(number, number, " ".join(part), used)


def _short_words(text: str, limit: int) -> Iterator[str]:
    for word in text.split():
        for at in range(0, len(word), limit):
            yield word[at : at + limit]


def _pack(
    document: Document, section: _Section, count_tokens: Callable[[str], int], limit: int
) -> Iterator[tuple[int, int, tuple[str, ...], str]]:
    """Units in order, as many to a piece as fit beside the heading path."""
    room = max(limit - count_tokens(" > ".join(section.headings)), limit // 2)
    if not section.units:
        yield section.line, section.line, section.headings, ""
        return
    start, texts, used, end = section.line, list[str](), 0, section.line
    for unit in section.units:
        repeat = unit.repeat if not texts else ""
        cost = unit.tokens + (count_tokens(repeat) if repeat else 0)
        if texts and used + cost > room:
            yield start, end, section.headings, "\n".join(texts)
            start, texts, used = unit.line, [], 0
            repeat = unit.repeat
            cost = unit.tokens + (count_tokens(repeat) if repeat else 0)
        if repeat:
            texts.append(repeat)
        texts.append(unit.text)
        used, end = used + cost, unit.end_line
    yield start, end, section.headings, "\n".join(texts)


def _fact_sentences(roadmap: Roadmap) -> Iterator[tuple[int, int, tuple[str, ...], str]]:
    """One sentence a fact: who, what, how much, when. Equal sentences of the same line are one."""
    seen: set[tuple[int, str]] = set()
    for fact in roadmap.facts:
        item = roadmap.by_key.get(fact.item)
        who = fact.subject or (f"{item.id} {item.title}".strip() if item else "")
        when = f" ({fact.window.text})" if fact.window is not None and fact.window.text not in fact.text else ""
        what = fact.label or fact.attribute
        sentence = " ".join(": ".join(part for part in (who, what, fact.text) if part).split()) + when
        if (fact.span.line, sentence) in seen:
            continue
        seen.add((fact.span.line, sentence))
        yield fact.span.line, fact.span.end_line, fact.headings, sentence
