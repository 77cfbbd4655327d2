"""Ids that look like something else: "W3" is the third week and "P1" a priority, unless the document calls a task so."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.wording.gantt import chart_tasks
from agent.extract.wording.scanned import Scanned
from agent.facts import lookup_label
from agent.model.quantity import Window
from agent.model.token import Token

_SHORT = expression(r"[A-Za-z]{1,2}\d{1,3}")
_LEADING = expression(r"\s*([A-Za-z]{1,2}\d{1,3})\b")
_NAMING = expression(r"\W{0,6}(?P<id>[A-Z]\d{1,3})(?:\s{0,2}[:：.)–—-])?\s{1,2}[^\W\d_]")
_STRETCH = expression(r"[A-Z]\d{1,3}\s?[-–—~]\s?[A-Z]?\d{1,3}")
_NUMBERED = expression(r"P\d{1,2}")
_PROJECT = expression(r"\W{0,4}(?P<id>P\d{1,2})\s{0,2}[:：.)–—-]\s{0,2}(?P<name>[^\W\d_]?)")
_NEEDS = frozenset({"depends_on", "blocks"})
_FEWEST = 2


def with_defined_ids(scanned: Scanned) -> Scanned:
    """The document with tokens such as "W3" as ids where a chart, a column of dependencies or a line that says what is needed uses them
    as such, and "P1" where it names one project and is no priority of several."""
    defined = _defined(scanned) | _needed(scanned) | _projects(scanned)
    if not defined:
        return scanned
    tokens = tuple(_as_ids(found, defined) for found in scanned.tokens)
    return replace(scanned, tokens=tokens, cells={place: _as_ids(found, defined) for place, found in scanned.cells.items()})


def _defined(scanned: Scanned) -> frozenset[str]:
    """Short ids that a chart's tasks carry, or that a table's rows are named by and its dependencies refer to, in capitals."""
    found: set[str] = set()
    for block in scanned.document.blocks:
        named = {
            task.id.upper() for task in chart_tasks(block) if _SHORT.fullmatch(task.id) and task.name.upper().startswith(task.id.upper())
        }
        header = next((row for row in block.rows if row.header), None)
        if header is not None:
            needing = [at for at, cell in enumerate(header.cells) if (known := lookup_label(cell.text)) and known.attribute == "depends_on"]
            body = [row for row in block.rows if not row.header]
            needed = {word.upper() for row in body for at in needing for word in _SHORT.findall(row.cells[at].text)}
            leads = {match[1].upper() for row in body for cell in row.cells[:2] if (match := _LEADING.match(cell.text))}
            named |= leads if len(leads & needed) >= 1 else set()
        found |= named if len(named) >= _FEWEST else set()
    return frozenset(found)


def _needed(scanned: Scanned) -> frozenset[str]:
    """Letters with numbers that open headings, entries and paragraphs, and that lines name behind "needs": "W4 Usage portal" above "Needs:
    W1 and W3". A letter that also writes stretches of time ("W1-W4") counts weeks."""
    needed = {
        token.text[0]
        for tokens in scanned.tokens
        for before, token in pairwise(tokens)
        if before.kind == "reference" and before.value in _NEEDS and isinstance(token.value, Window) and _SHORT.fullmatch(token.text)
    }
    if not needed:
        return frozenset()  # most documents
    counting = {token.text[0] for tokens in scanned.tokens for token in tokens if token.kind == "window" and _STRETCH.fullmatch(token.text)}
    blocks = (block for block in scanned.document.blocks if block.kind in {"heading", "item", "paragraph"})
    leads = {match["id"] for block in blocks if (match := _NAMING.match(block.text)) is not None and match["id"][0] in needed - counting}
    return frozenset(leads) if len(leads) > _FEWEST else frozenset()


def _projects(scanned: Scanned) -> frozenset[str]:
    """P1, P2, P3 as ids: each leads exactly one heading, bullet or row with a name of its own, counted from 1, and nowhere in the
    document a column of priorities or the word "critical" beside one says that they are priorities."""
    blocks = scanned.document.blocks
    leading = {
        block.index: match for block in blocks if block.kind in {"heading", "item"} and (match := _PROJECT.match(block.text)) is not None
    }
    if len(leading) < _FEWEST:
        return frozenset()  # most documents
    leads: dict[str, int] = {}
    needed = False
    if any(token.kind == "priority" and token.text == "P0" for tokens in scanned.cells.values() for token in tokens):
        return frozenset()
    for block in blocks:
        if any(_ranks(row.cells[at].text) for row in block.rows if row.header for at in range(len(row.cells))):
            return frozenset()
        tokens = scanned.tokens[block.index]
        if any(token.kind == "priority" and token.text == "P0" for token in tokens):
            return frozenset()
        needed = needed or any(a.kind == "reference" and _NUMBERED.fullmatch(b.text) for a, b in pairwise(tokens))
        if (match := leading.get(block.index)) is not None:
            if any(token.kind == "priority" and token.start >= match.end() - 1 for token in tokens) or not match["name"]:
                return frozenset()
            leads[match["id"]] = leads.get(match["id"], 0) + 1
    counted = sorted(int(name[1:]) for name in leads)
    if len(counted) < _FEWEST or counted != list(range(1, len(counted) + 1)) or max(leads.values()) > 1:
        return frozenset()
    return frozenset(leads) if needed or len(counted) > _FEWEST else frozenset()


def _ranks(header: str) -> bool:
    """Whether a column holds priorities."""
    meaning = lookup_label(header)
    return meaning is not None and meaning.attribute == "priority"


def _as_ids(tokens: tuple[Token, ...], defined: frozenset[str]) -> tuple[Token, ...]:
    if not any(_is_shadowed(token, defined) for token in tokens):
        return tokens
    return tuple(replace(token, kind="id", value=token.text) if _is_shadowed(token, defined) else token for token in tokens)


def _is_shadowed(token: Token, defined: frozenset[str]) -> bool:
    return (isinstance(token.value, Window) or token.kind == "priority") and token.text.upper() in defined
