"""What a person says about items that were matched wrongly or not at all: a small CSV file.

One line a pair: `left_roadmap,left_item,right_roadmap,right_item,same`. A roadmap is named by its path as given, its file name or its
letter (A, B ...), an item by its id, its title or its key. `same` is yes where it is left out; "no" keeps two items apart.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from io import StringIO

from agent.compare.matching.across import Decided
from agent.compare.sides import letter
from agent.errors import SettingsError
from agent.facts import normalise
from agent.model.roadmap import Item, Roadmap
from agent.versions import Chosen

HEADER = "left_roadmap"
FIELDS = (4, 5)
YES, NO = ("", "yes", "true", "1", "same"), ("no", "false", "0", "different")


def read_mapping(text: str, file: str, roadmaps: Sequence[Roadmap]) -> Decided:
    """The decisions in a mapping file, by pairs of places among the roadmaps (the first the smaller).

    Raises SettingsError with the line that names no roadmap or no item, or says neither yes nor no.
    """
    found: dict[tuple[int, int], list[Chosen]] = defaultdict(list)
    rows = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        for row in rows:
            cells = [value.strip() for value in row]
            if not any(cells) or cells[0].startswith("#") or cells[0].casefold() == HEADER:
                continue
            pair, choice = _decision(cells, f"{file}:{rows.line_num}", roadmaps)
            found[pair].append(choice)
    except csv.Error as error:
        raise SettingsError(f"is no CSV ({error})", where=f"{file}:{rows.line_num}", remedy="quote names that hold commas") from error
    return {pair: tuple(choices) for pair, choices in found.items()}


def _decision(cells: Sequence[str], where: str, roadmaps: Sequence[Roadmap]) -> tuple[tuple[int, int], Chosen]:
    if len(cells) not in FIELDS:
        raise SettingsError(f"has {len(cells)} fields", where=where, remedy="write left_roadmap,left_item,right_roadmap,right_item,same")
    said = cells[4].casefold() if len(cells) == FIELDS[1] else ""
    if said not in (*YES, *NO):
        raise SettingsError(f"says {cells[4]!r}", where=where, remedy="write yes or no in the fifth field")
    left, right = _roadmap(cells[0], where, roadmaps), _roadmap(cells[2], where, roadmaps)
    if left == right:
        raise SettingsError("names one roadmap twice", where=where, remedy="pair items of two roadmaps")
    first, second = _item(cells[1], where, roadmaps[left]), _item(cells[3], where, roadmaps[right])
    same = said in YES
    return ((left, right), Chosen(first.key, second.key, same)) if left < right else ((right, left), Chosen(second.key, first.key, same))


def _roadmap(name: str, where: str, roadmaps: Sequence[Roadmap]) -> int:
    paths = [roadmap.document.path for roadmap in roadmaps]
    for matches in (
        [at for at, path in enumerate(paths) if path == name],
        [at for at in range(len(paths)) if letter(at) == name],
        [at for at, path in enumerate(paths) if path.replace(":", "/").rsplit("/", 1)[-1] == name],
    ):
        if len(matches) == 1:
            return matches[0]
    raise SettingsError(f"knows no single roadmap {name!r}", where=where, remedy=f"name one of {', '.join(paths[:5])}")


def _item(name: str, where: str, roadmap: Roadmap) -> Item:
    folded = normalise(name)
    for matches in (
        [item for item in roadmap.items if item.id and item.id == name],
        [item for item in roadmap.items if item.key == name],
        [item for item in roadmap.items if normalise(item.title) == folded],
        [item for item in roadmap.items if normalise(f"{item.id} {item.title}") == folded],
    ):
        if len(matches) == 1:
            return matches[0]
    problem = "several items" if any(normalise(item.title) == folded for item in roadmap.items) else "no item"
    remedy = "use the id, title or key that `roadmap show --json` prints"
    raise SettingsError(f"finds {problem} {name!r} in {roadmap.document.path}", where=where, remedy=remedy)
