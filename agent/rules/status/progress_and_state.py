"""A part of the plan is called planned in one place and partly done in another, or done and not whole.

Claim: a numbered phase, or a part with the same name, has a state in one place ("Phase 2 (upcoming)") and a share of progress in another
("Phase 2 ... 55%"), and the share is more than nothing where the state is planned, less than all where it is done, or all where it is open.
Or two places that are apart give it two shares of progress, or the row of one table calls it planned at a share of its progress.

Why it matters: nobody knows whether the part has begun.

Flagged:

    | Part | Progress |
    |---|---|
    | Phase 1: Survey | 100% |
    | Phase 2: Wiring | 55% |

    ## Phase 2 (upcoming)

    Floors

Fine:

    | Part | Progress |
    |---|---|
    | Phase 1: Survey | 100% |
    | Phase 2: Wiring | 0% |

    ## Phase 2 (upcoming)

    Floors
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.facts import normalise
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.brackets import before_open_bracket
from agent.rules.reading.moments import PHASE
from agent.rules.reading.naming import shortened
from agent.rules.reading.states import STATES, State
from agent.rules.reading.vocabulary import pattern
from agent.rules.reading.written_lines import BETWEEN, WrittenLine, written_lines

SHARE = expression(r"(?<![\d.,+<>≥≤~–-])(\d{1,3})\s?%")
CELL = expression(r"(?:^|\| )\**~?\s?(\d{1,3})\s?%\**(?: \||$)")
BAR = expression(r"[█▓▒░■□▰▱▮▯]{3}|\[[#=>. -]{4,40}\]")
LONGEST = 120
LONGEST_NAME = 50
EMPTY = expression(r"[(（\[]\s*[)）\]]")
SLACK = 5  # percent
WHOLE = 100
MOST_PLACES = 4
NEAR = 4  # lines: closer ones are steps of one report
LETTERS = 8
SIGNS = expression(r"[^\w]+")


class Told(Struct, frozen=True):
    """A line about a part, with its state or its progress in percent."""

    line: int
    name: str
    state: State
    share: int | None


def _find(view: View) -> Iterator[Draft]:
    if not any("%" in line for line in view.document.lines):
        return
    lines = [line for line in written_lines(view.scanned) if len(line.text) <= LONGEST]
    told = [told for line in lines if (told := _told(line, view.document.lines[line.line - 1]))]
    places: dict[str, list[Told]] = defaultdict(list)
    for one in told if any(one.share is not None for one in told) else ():
        if key := _key(one.name):
            places[key].append(one)
    parts = [part for line in lines if (part := _of_row(view, line))]
    for key, found in sorted(places.items()):
        shares, states = {one.share for one in found} - {None}, {one.state for one in found} - {""}
        if len(shares) == 2 and len(found) <= MOST_PLACES and (pair := _counted_twice(found)):
            parts.append(Part(_two_shares(view, key, *pair), f'"{shortened(pair[0].name)}"'))
        if len(shares) != 1 or len(states) != 1:
            continue  # several things of one name
        stated = next(one for one in found if one.state)
        counted = next(one for one in found if one.share is not None)
        if stated.line != counted.line and _exclude(stated.state, counted.share or 0):
            parts.append(Part(_draft(view, key, stated, counted), f'"{shortened(stated.name)}"'))
    yield from bundled(parts, "{count} parts have a state that their progress does not bear out")


def _of_row(view: View, line: WrittenLine) -> Part | None:
    """A row that is called planned and has a share of its progress."""
    share = CELL.search(line.text) if line.head and "%" in line.text else None
    states = [token for token in line.tokens if token.kind == "status"]
    if share is None or len(states) != 1 or STATES.get(str(states[0].value)) != "open" or not pattern("progress").search(line.head):
        return None
    if len(SHARE.findall(line.text)) != 1 or not _exclude("open", int(share[1])):
        return None
    cells = [cell.strip(" *") for cell in line.text.split(BETWEEN)]
    name = shortened(next((cell for cell in cells if any(map(str.isalpha, cell))), ""))
    draft = Draft(
        f'"{name}" is called planned, but stands at {share[1]}%',
        (view.document.span(line.line),),
        key=name.casefold(),
        suggestion="bring the state and the progress together",
    )
    return Part(draft, f'"{name}"')


def _counted_twice(found: Sequence[Told]) -> tuple[Told, Told] | None:
    """The two places of a part with another share each, apart in the document; of three, where two agree, the odd one is first."""
    counted = [one for one in found if one.share is not None]
    if any(pattern("aim_list").search(one.name) for one in counted) or len({one.line for one in counted}) < len(counted):
        return None
    odd = next((one for one in counted if sum(other.share == one.share for other in counted) == 1), None)
    other = next((one for one in counted if odd and one.share != odd.share), None)
    if odd is None or other is None or abs(odd.line - other.line) <= NEAR:
        return None
    return (odd, other) if abs((odd.share or 0) - (other.share or 0)) > SLACK else None


def _two_shares(view: View, key: str, one: Told, other: Told) -> Draft:
    first, second = sorted((one, other), key=lambda told: told.line)
    return Draft(
        f'"{shortened(first.name)}" stands at {first.share}% in line {first.line}, but at {second.share}% in line {second.line}',
        (view.document.span(first.line), view.document.span(second.line)),
        key=key,
        suggestion="correct the figure that is out of date",
    )


def _told(line: WrittenLine, raw: str) -> Told | None:
    """`raw` is the line of the file: of a drawing the bar is not in the text."""
    shares = SHARE.findall(line.text) if "%" in line.text else []
    states = [token for token in line.tokens if token.kind == "status"]
    if len(shares) == 1 and (BAR.search(raw) or pattern("progress").search(line.head) or pattern("progress").search(line.text)):
        name = before_open_bracket(SHARE.split(BAR.split(line.text)[0])[0])
        return Told(line.line, name, "", int(shares[0])) if int(shares[0]) <= WHOLE else None
    if not shares and len(states) == 1 and line.names:
        state = STATES.get(str(states[0].value), "")
        return Told(line.line, _without(line.text, states[0]), state, None) if state else None
    return None


def _without(text: str, token: Token) -> str:
    return EMPTY.sub(" ", f"{text[: token.start]} {text[token.end :]}").strip(" #*-:|\u2013\u2014")


def _key(name: str) -> str:
    """The number of a phase, or the whole name where it is long enough to be one."""
    phases = PHASE.findall(name)
    if len(phases) == 1 and not phases[0][2]:
        return f"{phases[0][0].casefold()} {phases[0][1]}"
    plain = SIGNS.sub(" ", normalise(name)).strip()
    return plain if not phases and LETTERS <= len(plain) <= LONGEST_NAME and " " in plain else ""


def _exclude(state: State, share: int) -> bool:
    if state == "done":
        return share < WHOLE - SLACK
    return share == WHOLE or (state == "open" and share >= SLACK) or (state == "in progress" and share == 0)


def _draft(view: View, key: str, one: Told, other: Told) -> Draft:
    word = {"done": "done", "open": "planned", "in progress": "in progress"}[one.state]
    return Draft(
        f'"{shortened(one.name)}" is called {word} in line {one.line}, but stands at {other.share}% in line {other.line}',
        (view.document.span(one.line), view.document.span(other.line)),
        key=key,
        suggestion="bring the state and the progress together",
    )


RULE = Rule("RA718", "progress-and-state", "status", "question", "rule", _find, __doc__)
