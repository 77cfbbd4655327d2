"""Figures that are one figure with two digits in the wrong order, in lines that call them alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeGuard

from msgspec import Struct

from agent.model.quantity import Quantity
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.reading.claim_names import Pair
from agent.rules.reading.claim_times import relation_of
from agent.rules.reading.claims import Claim, Setting, terms_in
from agent.rules.reading.grid import Grid, GridCell, Line
from agent.rules.reading.marks import Places, parts_in

READ = frozenset({"paragraph", "item", "heading", "footnote"})
FEWEST = 3  # digits that tell something: of two, many a pair is turned by chance
LEAST = 100.0
BEFORE, BEHIND = 70, 60  # characters of a line around a figure that may name it
SHARED = 2  # words
FARTHEST = 10.0  # times
WHOLE = 1e10  # written without a fraction


class _Site(Struct, frozen=True):
    """A figure in a line of text, or in a cell of a row."""

    token: Token
    value: Quantity
    block: int
    line: int
    row: tuple[Grid, Line, GridCell, str] | None = None


def turned_figures(roadmap: Roadmap, grids: Sequence[Grid]) -> Iterator[Pair]:
    """Pairs of figures of which one looks like the other mistyped, in places that share words, of one time and case."""
    lines: dict[float, set[int]] = defaultdict(set)
    alike: dict[tuple[str, ...], list[_Site]] = defaultdict(list)
    for site in _sites(roadmap, grids):
        lines[site.value.most].add(site.line)
        lines[site.value.least].add(site.line)
        alike[tuple(sorted(_digits(site.value.most)))].append(site)
    places = Places(roadmap)
    for sites in alike.values():
        claims: dict[int, Claim] = {}
        for pair in _turned(sites):
            one, other = (sites[at] for at in pair)
            once = 1 in (len(lines[one.value.most]), len(lines[other.value.most]))
            if once and one.block != other.block and _are_of_one_sort(one, other):
                claims.update((at, _claim(roadmap, places, sites[at])) for at in pair if at not in claims)
                found = _pair(*(claims[at] for at in pair))
                if found:
                    yield found


def _turned(sites: Sequence[_Site]) -> Iterator[tuple[int, int]]:
    """The places of those figures with the same digits of which one has two neighbouring digits of the other one in changed places."""
    figures = [_digits(site.value.most) for site in sites]
    places: dict[str, list[int]] = defaultdict(list)
    for place, digits in enumerate(figures):
        places[digits].append(place)
    for place, digits in enumerate(figures) if len(places) > 1 else ():
        turned = {f"{digits[:at]}{digits[at + 1]}{digits[at]}{digits[at + 2 :]}" for at in range(len(digits) - 1)} - {digits}
        for other in sorted(other for figure in turned for other in places.get(figure, ()) if other > place):
            yield place, other


def _sites(roadmap: Roadmap, grids: Sequence[Grid]) -> Iterator[_Site]:
    for block in roadmap.document.blocks:
        if block.kind in READ and block.index < len(roadmap.tokens):
            for token in roadmap.tokens[block.index]:
                if _is_long(token.value):
                    yield _Site(token, token.value, block.index, block.line + block.text.count("\n", 0, token.start))
    for grid in grids:
        for line in grid.lines:
            for cell, header in zip(line.cells, grid.headers, strict=True):
                for token in cell.tokens:
                    if _is_long(token.value):
                        yield _Site(token, token.value, grid.block.index, line.line, (grid, line, cell, header))


def _is_long(value: object) -> TypeGuard[Quantity]:
    """Whether a figure has digits enough to be told apart by their order."""
    if not isinstance(value, Quantity) or value.least <= 0 or (value.most < LEAST and value.most == int(value.most)):
        return False
    return len(_digits(value.most)) >= FEWEST


def _digits(value: float) -> str:
    return (f"{value:.10g}" if value < WHOLE else f"{value:.0f}").replace(".", "").strip("0")


def _are_of_one_sort(one: _Site, other: _Site) -> bool:
    """Whether the units of two figures may be one: a bare number of a table may stand for thousands or millions of what its row or column
    says. A range is of no sort."""
    first, second = one.value, other.value
    if first.is_range or second.is_range:
        return False
    if first.per and second.per and first.per != second.per:
        return False
    if any(site.row and site.value.kind == "count" and not site.value.unit for site in (one, other)):
        return True
    same = first.kind == second.kind and (first.kind == "count" or first.unit == second.unit)
    return same and 1 / FARTHEST < first.most / second.most < FARTHEST


def _claim(roadmap: Roadmap, places: Places, site: _Site) -> Claim:
    block, token, language = roadmap.document.blocks[site.block], site.token, roadmap.language
    if site.row is None:
        start, end = block.text.rfind("\n", 0, token.start) + 1, block.text.find("\n", token.end)
        text, label = block.text[start : end if end >= 0 else None], ""
        start, end = max(start, token.start - BEFORE), min(start + len(text), token.end + BEHIND)
        near = f"{block.text[start : token.start]} {block.text[token.end : end]}"
        times = tuple(own for own in roadmap.tokens[site.block] if start <= own.start < end)
    else:
        grid, line, cell, header = site.row
        near = f"{line.cells[0].text} {header} {cell.text[: token.start]} {cell.text[token.end :]}"
        text, label, times = " | ".join(other.text for other in line.cells), f"{line.cells[0].text}; {header}", ()
        times = tuple(own for other in line.cells for own in other.tokens) + tuple(
            own
            for at, row in enumerate(grid.block.rows)
            if row.header
            for own in roadmap.cells.get((grid.block.index, at, line.cells.index(cell)), ())
        )
    words = frozenset(term for term in terms_in(near, language) | parts_in(near) if len(term) > 1)
    setting = Setting(places, roadmap, block, text, label, times)
    return Claim((words,), site.value, site.line, site.line, setting, words, "", words)


def _pair(one: Claim, other: Claim) -> Pair | None:
    """The two, where what is said around them is much the same and nothing tells them apart."""
    shared = one.words & other.words
    if len(shared) < SHARED and shared not in (one.words, other.words):
        return None
    told = [(claim.setting.rival, claim.setting.scenario or "base") for claim in (one, other)]
    if not shared or told[0] != told[1] or told[0][0] or relation_of(one, other) == "apart":
        return None
    return Pair(one, other, shared, 0.0, one.words, other.words, "said")
