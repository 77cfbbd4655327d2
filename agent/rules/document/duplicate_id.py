"""Two different things carry the same id.

Claim: one id stands in the id column of a table twice with different names, or in two headings of one level with different titles.

Why it matters: a dependency on that id, a ticket or a budget line may mean either of them.

Flagged:

    | ID | Initiative |
    |---|---|
    | A1 | Search |
    | A2 | Billing |
    | A2 | Reports |

Fine:

    | ID | Initiative |
    |---|---|
    | A1 | Search |
    | A2 | Billing |
    | A3 | Reports |
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec.structs import replace

from agent.expressions import compiled, expression
from agent.model.document import Block
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View

ID_CELL = expression(r"[A-Za-z]{1,12}[-.]?\d{1,4}(?:\.\d{1,3}){0,3}|#\d{1,6}|[A-Z]{2,10}(?:-[A-Z]{1,10}){0,2}-\d{1,5}")
ID_HEADER = expression(r"(?:id|nr\.?|no\.?|#|code|key|ref|kennung|código|codigo|kürzel|n[ºo°]\.?)", re.IGNORECASE)
LEADING_ID = expression(r"^\W{0,4}((?:[A-Z]{1,6}[-.]?\d{1,4}(?:\.\d{1,3}){0,3})|(?:[A-Z]{2,10}-\d{1,5}))\s*([:.)–—-]?)\s+(\S.{2,200})$")
COUNTED = expression(r"(?P<series>.*?)(?P<number>\d+)")
FEWEST_IDS = 3
FEWEST_GRADES = 2  # ids of one letter that stand twice
HYPHEN = expression(r"[A-Z]-\d")
CALENDAR_ID = expression(r"[QTH][1-4]|FY\d{2,4}|[A-Z]?\d{4}|V\d+", re.IGNORECASE)


def _find(view: View) -> Iterator[Draft]:
    for block in view.document.blocks:
        if block.kind == "table":
            yield from _in_table(view, block)
    yield from _in_headings(view)


def _in_table(view: View, block: Block) -> Iterator[Draft]:
    header = next((row for row in block.rows if row.header), None)
    if header is None or len(header.cells) < 2:
        return
    called = ID_HEADER.fullmatch(header.cells[0].text.strip()) is not None
    places: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for row in block.rows:
        name = row.cells[0].text.strip()
        if not row.header and ID_CELL.fullmatch(name) and row.cells[1].text.strip():
            places[name].append((row.cells[1].text.strip().casefold(), view.document.span(row.line, row.end_line)))
    if called or _skips_one(view, places):
        yield from _drafts(places)


def _skips_one(view: View, places: Mapping[str, Sequence[tuple[str, Span]]]) -> bool:
    """Whether one id of a first column stands twice, and the next of its series nowhere in the column but elsewhere in the document: "T3",
    "T3", and something needs T4. Ids that group rows stand twice as well, and leave no gap."""
    twice = [name for name, found in places.items() if len(found) > 1]
    if len(twice) != 1 or len(places[twice[0]]) > 2 or len(places) < FEWEST_IDS:
        return False
    match = COUNTED.fullmatch(twice[0])
    following = f"{match['series']}{int(match['number']) + 1:0{len(match['number'])}}" if match else ""
    if not following or following in places or all(map(CALENDAR_ID.fullmatch, places)):
        return False
    word = compiled(rf"(?<![\w.-]){re.escape(following)}(?![\w-]|\.\d)")
    return any(word.search(line) for line in view.document.lines)


def _in_headings(view: View) -> Iterator[Draft]:
    places: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    signed: dict[str, list[bool]] = defaultdict(list)
    for block in view.document.blocks:
        match = LEADING_ID.match(block.text) if block.kind == "heading" else None
        if match and _is_part_of(view, block, match[1]):
            continue  # "A1: budget" and "A1: team" below "A1: Billing"
        if match and not CALENDAR_ID.fullmatch(match[1]) and match[3][0] not in "(（":  # "D5 (promoted)" speaks of D5
            signed[f"{block.depth}|{match[1]}"].append(bool(match[2]))
            places[f"{block.depth}|{match[1]}"].append((match[3].casefold(), view.document.span(block.line, block.end_line)))
    # "R7 requirement" and "R7 violations" speak of one thing; "R7: search" and "R7: billing" name two.
    found = _drafts(
        {
            key: found
            for key, found in places.items()
            if len(set(signed[key])) == 1
            and (signed[key][0] or (not HYPHEN.search(key) and _is_in_series(key, places)))
            and not _is_grade(key, places)
        }
    )
    for draft in found:
        yield replace(draft, severity="question")  # a letter and number may head what several things have in common


def _is_in_series(key: str, places: Collection[str]) -> bool:
    """Whether other headings of the level bear the letters with other numbers: "BB2" alone is the name of one thing."""
    return len(_series(key, places)) >= FEWEST_IDS


def _is_grade(key: str, places: Mapping[str, Sequence[tuple[str, Span]]]) -> bool:
    """Whether a letter and number is a grade that several things have: "P0", "P1", "P1", "P2", "P2"."""
    series = _series(key, places)
    return "P0" in (other.rpartition("|")[2] for other in series) or sum(len(places[other]) > 1 for other in series) >= FEWEST_GRADES


def _series(key: str, places: Collection[str]) -> set[str]:
    """The ids of headings of one level with the same letters."""
    letters = key.rstrip("0123456789.")
    return {other for other in places if other.rstrip("0123456789.") == letters}


def _is_part_of(view: View, block: Block, name: str) -> bool:
    """Whether a heading above bears the same id: the one below speaks of it."""
    above = block.section
    while above is not None:
        outer = view.document.blocks[above]
        match = LEADING_ID.match(outer.text)
        if match and match[1] == name:
            return True
        above = outer.section
    return False


def _drafts(places: dict[str, list[tuple[str, Span]]]) -> Iterator[Draft]:
    for key, found in places.items():
        if len({title for title, _ in found}) > 1:
            name = key.rpartition("|")[2]
            spans = tuple(span for _, span in found)
            yield Draft(
                f"the id {name} is given to {len(spans)} different things",
                spans[-1:] + spans[:-1],
                key=name,
                suggestion="give the later one an id of its own and correct what refers to it",
            )


RULE = Rule("RA012", "duplicate-id", "document", "warning", "rule", _find, __doc__)
