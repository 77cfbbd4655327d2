"""Figures enumerated in one line, each with its name: "Year 1: €20K, Year 2: €35K", "coding (60 min) · talk (30 min)"."""

from __future__ import annotations

from agent.answers.reading.entry import Entry
from agent.answers.reading.scales import on_scale
from agent.answers.reading.units import Unit
from agent.answers.reading.view import View
from agent.expressions import expression
from agent.model.quantity import Quantity
from agent.model.token import Token

FEWEST, MOST = 2, 12
LONGEST = 60  # characters of a name
_BETWEEN = expression(r",\s+|[;·•、；，|]\s*|\s[+/]\s|\s(?:and|und|et|y|e|и)\s")
_LEAD = expression(r"[:：→?？（(]")
_EDGES = " :：-–—=*(~≈<>)[].（）"
_BRACKETS = expression(r"[(（]([^()（）]{6,120})[)）]")
_DIGITS = "0123456789+~≈<>x×.,  "
_KINDS = ("money", "percent", "duration", "count")


def inline_members(view: View) -> list[list[tuple[Entry, str, str]]]:
    """For each line that enumerates figures of one scale: the figures, their names, and what the line says before them."""
    listed = [unit for unit in view.units if unit.kind in ("item", "line", "sentence")]
    found = [members for unit in listed for members in (_members(view, unit) or _bracketed(view, unit),) if members]
    return [members for members in found if len({name.casefold() for _, name, _ in members}) == len(members)]


def _members(view: View, unit: Unit) -> list[tuple[Entry, str, str]]:
    figures = [token for token in view.tokens(unit.index) if isinstance(token.value, Quantity) and token.value.kind in _KINDS]
    if not FEWEST <= len(figures) <= MOST:
        return []
    pieces = _pieces(unit.text, figures)
    if len(pieces) < FEWEST or len({_scale(token) for token, _, _ in pieces}) != 1:
        return []
    named = [(token, *_name(before, behind)) for token, before, behind in pieces]
    lead = named[0][2]
    common = f"{lead} {view.units[unit.headings[0]].text if unit.headings and not lead else ''}".strip()
    return [(_entry(unit, token, name), name, common) for token, name, _ in named] if all(name for _, name, _ in named) else []


def _bracketed(view: View, unit: Unit) -> list[tuple[Entry, str, str]]:
    """What brackets enumerate: "Crew: $90,000 (3 cooks, 2 waiters)" is of the crew."""
    for match in _BRACKETS.finditer(unit.text) if unit.text.count(",") or unit.text.count("+") else ():
        tokens = [token for token in view.scan(match[1]) if isinstance(token.value, Quantity)]
        pieces = _pieces(match[1], tokens) if FEWEST <= len(tokens) <= MOST else []
        kinds = {token.value.kind for token in tokens if isinstance(token.value, Quantity)}
        if len(pieces) >= FEWEST and kinds == {"count"}:
            named = [(token, _name(before, behind)[0] or token.text.strip(_DIGITS)) for token, before, behind in pieces]
            common = unit.text[: match.start()].strip(_EDGES)
            return [(_entry(unit, token, name), name, common) for token, name in named] if all(name for _, name in named) else []
    return []


def _pieces(text: str, figures: list[Token]) -> list[tuple[Token, str, str]]:
    """The parts of a line between separators: the one figure of each, what stands before and behind it; [] where one has two or none."""
    ends = [match.span() for match in _BETWEEN.finditer(text) if not any(token.start <= match.start() < token.end for token in figures)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    found = []
    for start, stop in zip(starts, stops, strict=True):
        own = [token for token in figures if start <= token.start and token.end <= stop]
        if len(own) != 1:
            return []
        found.append((own[0], text[start : own[0].start], text[own[0].end : stop]))
    return found


def _name(before: str, behind: str) -> tuple[str, str]:
    """The name of a figure and what leads to it: "Gains: Year 1" is Year 1 of the gains."""
    parts = _LEAD.split(before.rstrip(_EDGES + "$€£¥₽"))
    name, lead = parts[-1].strip(_EDGES), " ".join(part.strip(_EDGES) for part in parts[:-1])
    tail = behind.strip(_EDGES)
    if not name:
        return tail[:LONGEST], lead
    return (f"{name} {tail}" if len(name) <= LONGEST else "")[:LONGEST].strip(), lead


def _scale(token: Token) -> tuple[str, str]:
    assert isinstance(token.value, Quantity)
    return on_scale(token.value)[0], token.value.per


def _entry(unit: Unit, token: Token, name: str) -> Entry:
    assert isinstance(token.value, Quantity)
    return Entry(unit.index, name, "", "", token.value, token.text)
