"""Documents as chunks that follow their structure, and facts as sentences that can be found."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from agent.index.sections import Count, Measure, pieces_of
from agent.index.sentences import fact_sentences
from agent.model.chunk import Chunk
from agent.model.document import Document
from agent.model.roadmap import Roadmap

CHUNKER = "2"  # recorded in every index, and part of every id: a change that moves chunks changes it
DEFAULT_LIMIT = 256


def estimate_tokens(text: str) -> int:
    """Tokens without a tokenizer, never far under the true number: 3 bytes a token."""
    return len(text.encode("utf-8", "replace")) // 3 + 1


def chunks(
    document: Document, roadmap: Roadmap | None = None, count_tokens: Count = estimate_tokens, limit: int = DEFAULT_LIMIT
) -> tuple[Chunk, ...]:
    """The document in pieces of at most `limit` tokens with their heading path, in order, then one sentence a fact of `roadmap`.

    A piece never reaches across a top heading, repeats the header row of the table it continues, and keeps list items with their children
    while they fit. Ids depend on path, headings and content, and on the place only among equal pieces: an edit elsewhere keeps them.
    """
    seen: Counter[str] = Counter()
    pieces = pieces_of(document, Measure(count_tokens, limit))
    found = [_chunk(document.path, seen, piece.line, piece.end_line, piece.headings, piece.body, "text") for piece in pieces]
    if roadmap is not None:
        sentences = fact_sentences(roadmap)
        found.extend(_chunk(document.path, seen, one.line, one.end_line, one.headings, one.text, "fact") for one in sentences)
    return tuple(found)


def chunk_text(headings: Sequence[str], body: str) -> str:
    """What of a chunk is embedded and searched: its heading path, then its body."""
    return " > ".join(headings) + "\n" + body if headings else body


def _chunk(path: str, seen: Counter[str], line: int, end_line: int, headings: tuple[str, ...], body: str, kind: str) -> Chunk:
    headings, body = tuple(_storable(heading) for heading in headings), _storable(body)
    content = "\x00".join((CHUNKER, kind, path, *headings, "", body))
    ordinal = seen[content]
    seen[content] += 1
    identity = hashlib.sha256(f"{content}\x00{ordinal}".encode("utf-8", "replace")).hexdigest()[:32]
    return Chunk(identity, path, line, end_line, headings, body, chunk_text(headings, body), kind)


def _storable(text: str) -> str:
    """Without lone surrogates, which damaged files hold: no database, tokenizer or server takes them."""
    return text.encode("utf-8", "replace").decode("utf-8")
