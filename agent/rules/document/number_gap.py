"""The numbers of stories, tasks or requirements skip one.

Claim: at least six list entries, headings or rows begin with the same letters and a number ("HU-3"), they count up from one, and one
number or two side by side are missing and named nowhere in the document.

Why it matters: something was dropped without a word, or was lost when the plan was copied.

Flagged:

    - HB-1: Berth booking
    - HB-2: Fuel cards
    - HB-3: Tide tables
    - HB-4: Crane camera
    - HB-6: Night shift
    - HB-7: Pilot boats

Fine:

    - HB-1: Berth booking
    - HB-2: Fuel cards
    - HB-3: Tide tables
    - HB-4: Crane camera
    - HB-5: Lock keeper
    - HB-6: Night shift
    - HB-7: Pilot boats
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View

LEAD = expression(r"\W{0,6}([A-Z]{1,6}[-_]?)(\d{1,3})(?![\w%]|-\d)")
CALENDAR = frozenset({"Q", "H", "W", "M", "D", "T", "S", "Y", "FY", "KW"})
FEWEST = 6
MOST_MISSING = 2


def _find(view: View) -> Iterator[Draft]:
    series: dict[str, dict[int, int]] = defaultdict(dict)
    for line, text in _leads(view):
        if match := LEAD.match(text):
            series[match[1]].setdefault(int(match[2]), line)
    for letters, lines in series.items():
        if letters.strip("-_") not in CALENDAR:
            yield from _judge(view, letters, lines)


def _leads(view: View) -> Iterator[tuple[int, str]]:
    for block in view.document.blocks:
        if block.kind in ("heading", "item"):
            yield block.line, block.text
        for row in block.rows:
            if not row.header and row.cells:
                yield row.line, row.cells[0].text


def _judge(view: View, letters: str, lines: Mapping[int, int]) -> Iterator[Draft]:
    numbers = sorted(lines)
    missing = sorted(set(range(1, numbers[-1] + 1)) - set(numbers))
    side_by_side = bool(missing) and missing[-1] - missing[0] == len(missing) - 1
    if len(numbers) < FEWEST or numbers[0] != 1 or not side_by_side or len(missing) > MOST_MISSING:
        return
    named = re.compile("|".join(rf"(?<!\w){re.escape(letters)}0?{number}(?!\d)" for number in missing))
    if any(named.search(line) for line in view.document.lines):
        return
    before, after = missing[0] - 1, missing[-1] + 1
    names = " and ".join(f"{letters}{number}" for number in missing)
    yield Draft(
        f"{letters}{before} is followed by {letters}{after}: {names} {'is' if len(missing) == 1 else 'are'} missing",
        (view.document.span(lines[after]), view.document.span(lines[before])),
        key=names,
        suggestion="say what became of it, or number the rest anew",
    )


RULE = Rule("RA016", "number-gap", "document", "question", "rule", _find, __doc__)
