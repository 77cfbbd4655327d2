"""How urgent a heading says that the thing is which it names: "Tide gauge (High priority)", "Quay wall - PRIORITY 2"."""

from __future__ import annotations

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.tree.grades import graded
from agent.extract.tree.nodes import Node
from agent.extract.wording.scanned import Scanned
from agent.model.document import Block
from agent.model.token import Token

_LAST = expression(
    r"(?:[(\[（【](?P<bracketed>[^()\[\]（）【】]{3,30})[)\]）】]|(?:\s[-–—|·:]|[:：]|\s[^\w\s()\[\]]{1,3})\s+(?P<apart>[^()\[\]（）【】:：|]{3,30}))[\W_]*$"
)
_NAME = expression(r"[^\W\d_]{3,}|[\u3040-\u9fff]{2,}")
_FORMS = frozenset({"said", "labelled", "counted"})
_LONGEST = 140


def with_ranks(scanned: Scanned) -> Scanned:
    """The document with the words of a priority that end a heading, or a line in bold, as its priority."""
    found = {block.index: rank for block in scanned.document.blocks if (rank := _rank(block)) is not None}
    if not found:
        return scanned
    tokens = list(scanned.tokens)
    for at, rank in found.items():
        apart = [token for token in tokens[at] if token.end <= rank.start or token.start >= rank.end]
        tokens[at] = tuple(sorted((*apart, rank), key=lambda token: token.start))
    return replace(scanned, tokens=tuple(tokens))


def rank_of(scanned: Scanned, node: Node) -> Token | None:
    """The priority that a heading gives what it names, if it is more than a level: "P1", "high priority"; "(High)" may rate a risk."""
    if node.kind == "bullet" or not node.title.priority or not node.title.name:
        return None
    found = (token for token in scanned.tokens_in(node.block, node.start, node.stop) if token.kind == "priority")
    return next((token for token in found if not token.text.isalpha()), None)


def _rank(block: Block) -> Token | None:
    text = block.text
    strong = block.kind == "paragraph" and len(text) <= _LONGEST and any(start == 0 for start, _ in block.bold)
    match = _LAST.search(text) if block.kind == "heading" or strong else None
    if match is None or not _NAME.search(text, 0, match.start()):
        return None
    key = "bracketed" if match["bracketed"] else "apart"
    reading = graded(match[key])
    if reading is None or reading.form not in _FORMS:
        return None
    words = match[key].rstrip()
    return Token("priority", match.start(key), match.start(key) + len(words), words, reading.level)
