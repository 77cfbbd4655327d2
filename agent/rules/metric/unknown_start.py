"""A measure starts from a word or a question mark.

Claim: in a table or list of measures that gives most of them a value now and a value to reach, one measure has a word or "?" for one
of the two.

Why it matters: without where it starts, nobody can say how far the target is, or later whether the work changed anything.

Flagged:

    | Measure | Now | Target |
    |---|---|---|
    | Visits a month | 11 | 10,000 |
    | Pages in the index | 500 | 5,000 |
    | Subscribers | ? | 500 |

Fine:

    | Measure | Now | Target |
    |---|---|---|
    | Visits a month | 11 | 10,000 |
    | Pages in the index | 500 | 5,000 |
    | Subscribers | 0 | 500 |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.facts import lookup_label, role_of
from agent.model.document import Block
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.grid import Grid, is_blank
from agent.rules.reading.naming import listed

ARROW = expression(r"^(?P<name>[^:：→\n]{2,60})[:：]\s*(?P<now>[^→\n]{1,50}?)\s*(?:→|->|⟶|⇒|=>)\s*(?P<then>[^→\n]{1,60})$")
UNKNOWN = expression(
    r"\?{1,3}|tbd|unknown|unbekannt|desconhecid[oa]|desconocid[oa]|inconnue?|неизвестно|未知|不明|baseline|to be measured", re.IGNORECASE
)
NAMED = 2  # in the message
FEWEST = 2  # measures beside it that have both values
SHARE = 0.5  # of the list that has both


def _find(view: View) -> Iterator[Draft]:
    starts = [start for grid in view.grids for start in _cells(grid)]
    starts += [start for _, entries in view.lists for start in _changes(entries)]
    yield from _drafts(view, sorted(set(starts), key=lambda start: start[2]))


def _cells(grid: Grid) -> list[tuple[str, str, int]]:
    """The measures of a table that start from no number: their names, what they start from, their lines."""
    now = _column(grid, ("actual", "baseline"))
    then = _column(grid, ("target",))
    if now is None or then is None:
        return []
    both = [line for line in grid.lines if _counted(line.cells[now].text) and _counted(line.cells[then].text)]
    unknown = [line for line in grid.lines if UNKNOWN.fullmatch(_plain(line.cells[now].text)) and _counted(line.cells[then].text)]
    return [(line.label, line.cells[now].text, line.line) for line in unknown] if len(both) >= FEWEST else []


def _changes(entries: tuple[Block, ...]) -> list[tuple[str, str, int]]:
    """Entries such as "Error rate: 2% → 0.1%": the ones that change a word into something."""
    changes = [(block, match) for block in entries if (match := ARROW.match(block.text.strip()))]
    both = [block for block, match in changes if _counted(match["now"]) and _counted(match["then"])]
    if len(both) < FEWEST or len(both) < SHARE * len(changes):
        return []
    words = [(block, match) for block, match in changes if not _counted(match["now"]) and not is_blank(match["now"])]
    return [(_plain(match["name"]), match["now"], block.line) for block, match in words]


def _column(grid: Grid, roles: tuple[str, ...]) -> int | None:
    for at, header in enumerate(grid.headers):
        meaning = lookup_label(header)
        if role_of(header) in roles or (meaning is not None and meaning.attribute in roles):
            return at
    return None


def _counted(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _plain(text: str) -> str:
    return text.strip(" *_~")


def _drafts(view: View, starts: list[tuple[str, str, int]]) -> Iterator[Draft]:
    """One finding a document."""
    if not starts:
        return
    named = listed(
        [f'"{name}" starts from "{_plain(now)}"' for name, now, _ in starts[:NAMED]]
        + ([f"{len(starts) - NAMED} more do"] if starts[NAMED:] else [])
    )
    yield Draft(
        f"{named}, not from a number",
        tuple(view.document.span(line) for _, _, line in starts),
        key="|".join(name.casefold() for name, _, _ in starts),
        suggestion="measure it now, and state the number and the day",
    )


RULE = Rule("RA808", "unknown-start", "metric", "question", "rule", _find, __doc__)
