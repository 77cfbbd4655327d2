"""A draft in words: the lead, the statements with numbered references, and citations that stand verbatim in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, shorten
from agent.model.answer import Citation

LONGEST = 1450  # characters; contracts allow 1,500
STATEMENT = 260
MEMBER = 150
ROW = 600  # of a row of a wide table, where the answer has room for it: a cell that is cut off may be the one asked for
AROUND = 120  # for what stands around a statement: its headings, its number
ADJOINING = 6  # lines: statements that adjoin are cited together up to so many


@dataclass(frozen=True, slots=True)
class _Spot:
    """Lines of one document that are cited together."""

    view: View
    first: int
    last: int
    member: bool = False

    def holds(self, other: _Spot) -> bool:
        return self.view is other.view and self.first <= other.first and other.last <= self.last


def compose(draft: Draft, *, several: bool) -> tuple[str, tuple[Citation, ...]]:
    """The text of an answer and its citations. `several` names the document with each statement.

    A statement that finds no room stays cited: the lead may rest on it.
    """
    stated = [_spot(statement) for statement in draft.statements]
    again = [[_spot(Statement(statement.view, (unit,), "")) for unit in statement.again] for statement in draft.statements]
    cited = [_spot(Statement(view, (unit,), "", "", True)) for view, unit in draft.cited]
    spots = _merged([*stated, *(spot for others in again for spot in others), *cited])
    lines = [shorten(draft.lead, LONGEST // 2)] if draft.lead else []
    room = (LONGEST - sum(map(len, lines))) // max(1, len(draft.statements)) - AROUND
    left_out = 0
    said_of = ""
    for statement, spot, others in zip(draft.statements, stated, again, strict=True):
        numbers = dict.fromkeys(next(at for at, whole in enumerate(spots, 1) if whole.holds(place)) for place in (spot, *others))
        title = _title(statement.view)
        text = _worded(statement, tuple(numbers), title if several and title != said_of and not statement.member else "", room)
        if sum(map(len, lines)) + len(lines) + len(text) > LONGEST:
            left_out += 1
            continue
        lines.append(text)
        said_of = title
    if left_out:
        lines.append(f"(+{left_out})")
    return "\n".join(lines), tuple(_citation(number, spot) for number, spot in enumerate(spots, 1))


def _worded(statement: Statement, numbers: Sequence[int], title: str, room: int) -> str:
    limit = MEMBER if statement.member else STATEMENT
    is_row = all(statement.view.units[unit].header >= 0 for unit in statement.units)
    text = shorten(statement.text, max(limit, min(room, ROW)) if is_row else limit)
    context = f" ({statement.context})" if statement.context else ""
    named = f"{title}: " if title else ""
    mark = "  – " if statement.deep else "• " if statement.member else ""
    return f"{mark}{named}{text}{context} {''.join(f'[{number}]' for number in numbers)}"


def _title(view: View) -> str:
    return shorten(view.roadmap.title or view.document.path, 80)


def _spot(statement: Statement) -> _Spot:
    units = [statement.view.units[unit] for unit in statement.units]
    return _Spot(statement.view, min(unit.line for unit in units), max(unit.end_line for unit in units), statement.member)


def _merged(spots: Sequence[_Spot]) -> list[_Spot]:
    """The spots with those that touch joined, in the order in which they are first needed.

    Members of a list may have a blank line between them; other statements are joined up to a few lines.
    """
    joined: list[_Spot] = []
    for spot in sorted(spots, key=lambda spot: (spot.first, -spot.last)):
        at = next((at for at, other in enumerate(joined) if _touch(other, spot)), None)
        if at is None:
            joined.append(spot)
        else:
            other = joined[at]
            joined[at] = _Spot(spot.view, other.first, max(other.last, spot.last), other.member or spot.member)
    order = {id(whole): min(at for at, spot in enumerate(spots) if whole.holds(spot)) for whole in joined}
    return sorted(joined, key=lambda whole: order[id(whole)])


def _touch(spot: _Spot, after: _Spot) -> bool:
    """Whether a spot that begins later (or no earlier) stands in another one or goes on where it ends."""
    if spot.view is not after.view:
        return False
    if after.last <= spot.last:
        return True
    gap = after.first - spot.last
    members = spot.member or after.member
    return gap <= (2 if members else 1) and (members or after.last - spot.first < ADJOINING)


def _citation(number: int, spot: _Spot) -> Citation:
    span = spot.view.document.span(spot.first, spot.last)
    return Citation(n=number, path=span.path, line=span.line, end_line=span.end_line, quote=span.quote, locator=span.locator)
