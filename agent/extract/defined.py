"""Ids that look like periods: "W3" is the third week, unless the document calls a task so."""

from __future__ import annotations

import re
from dataclasses import replace

from agent.extract.gantt import chart_tasks
from agent.extract.scanned import Scanned
from agent.facts import lookup_label
from agent.model.quantity import Window
from agent.model.token import Token

_SHORT = re.compile(r"[A-Za-z]{1,2}\d{1,3}")
_LEADING = re.compile(r"\s*([A-Za-z]{1,2}\d{1,3})\b")
_FEWEST = 2


def with_defined_ids(scanned: Scanned) -> Scanned:
    """The document with tokens such as "W3" as ids where a chart or a column of dependencies uses them as such."""
    defined = _defined(scanned)
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
            needed = {word.upper() for row in body for at in needing if at < len(row.cells) for word in _SHORT.findall(row.cells[at].text)}
            leads = {match[1].upper() for row in body for cell in row.cells[:2] if (match := _LEADING.match(cell.text))}
            named |= leads if len(leads & needed) >= 1 else set()
        found |= named if len(named) >= _FEWEST else set()
    return frozenset(found)


def _as_ids(tokens: tuple[Token, ...], defined: frozenset[str]) -> tuple[Token, ...]:
    if not any(isinstance(token.value, Window) and token.text.upper() in defined for token in tokens):
        return tokens
    return tuple(
        replace(token, kind="id", value=token.text) if isinstance(token.value, Window) and token.text.upper() in defined else token
        for token in tokens
    )
