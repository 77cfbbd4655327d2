"""Stated counts of states differ from what the roadmap lists.

Claim: a sentence counts all items by state ("four are out, two in the works, six are planned"), or the rows of a table by a value
of a column ("three are green, two amber"), the counts add up to all of them, and the list shows others; or a sentence beside a table counts
its rows and those of one value, by the words that the cells begin with ("seven findings, four of them closed").

Why it matters: the summary is what is reported upwards.

Flagged:

    Three are done, one is active, one not started.

    | ID | Initiative | Status |
    |---|---|---|
    | K1 | Intake | Done |
    | K2 | Triage | Done |
    | K3 | Desk | In progress |
    | K4 | Payout | Not started |
    | K5 | Archive | Not started |

Fine:

    Two are done, one is active, two not started.

    | ID | Initiative | Status |
    |---|---|---|
    | K1 | Intake | Done |
    | K2 | Triage | Done |
    | K3 | Desk | In progress |
    | K4 | Payout | Not started |
    | K5 | Archive | Not started |
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.roadmap import Item
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.grid import Grid
from agent.rules.reading.passages import PROSE
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.tallies import Tally, numbers_in, tallies_in
from agent.rules.reading.vocabulary import pattern

STATES = {"done": "counted_done", "in progress": "counted_in_progress", "open": "counted_open"}
SCHEME = expression(r"([^\W\d_]+)[-._ ]?\d")
FEWEST = 3
FEWEST_COUNTED = 2  # categories of which a sentence tells the number
SHOWN = 12
WORD = expression(r"[^\W\d_][\w'’-]*")
MOST_CATEGORIES = 6


def _find(view: View) -> Iterator[Draft]:
    prose = [sentence for sentence in view.sentences if sentence.kind in PROSE]
    populations = _populations(view)
    states = {name: pattern(words) for name, words in STATES.items()}
    for sentence in view.saying(*STATES.values()):
        tallies = tallies_in(sentence, states, view.roadmap.language) if sentence.kind in PROSE else ()
        if len({tally.name for tally in tallies}) >= FEWEST_COUNTED and len(tallies) == len({tally.name for tally in tallies}):
            yield from _judge_states(view, sentence, tallies, populations)
    beside: dict[int | None, list[Sentence]] = defaultdict(list)
    for sentence in prose:
        beside[view.document.blocks[sentence.block].section].append(sentence)
    for grid in view.grids:
        for column in range(grid.width):
            yield from _judge_column(view, grid, column, prose)
            yield from _judge_beginnings(view, grid, column, beside[grid.block.section])


def _populations(view: View) -> tuple[tuple[Item, ...], ...]:
    """Groups of items that a sentence may count: of one kind, or with ids of one scheme; some of them have a state."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in view.roadmap.items:
        if item.kind in ("risk", "team_role"):
            continue
        groups[f"kind {item.kind}"].append(item)
        if match := SCHEME.match(item.id):
            groups[f"scheme {match[1].casefold()}"].append(item)
    return tuple(
        tuple(group)
        for group in groups.values()
        if len(group) >= FEWEST and any(view.standing[i.key].state in ("done", "in progress") for i in group)
    )


def _judge_states(view: View, sentence: Sentence, tallies: Sequence[Tally], populations: Sequence[tuple[Item, ...]]) -> Iterator[Draft]:
    stated = Counter({tally.name: tally.count for tally in tallies})
    fitting = [group for group in populations if len(group) == sum(stated.values())]
    counts: list[Counter[str]] = [Counter(view.standing[item.key].state or "open" for item in group) for group in fitting]
    if not counts or any(+count == +stated for count in counts):
        return
    group, counted = fitting[0], counts[0]
    wrong = [name for name in STATES if stated[name] != counted[name]]
    places = [view.standing[item.key].span for item in group if (view.standing[item.key].state or "open") in wrong]
    yield _draft(view, sentence, stated, counted, tuple(places))


def _judge_column(view: View, grid: Grid, column: int, prose: Sequence[Sentence]) -> Iterator[Draft]:
    cells = [(line, line.cells[column].text.strip()) for line in grid.lines if not line.total]
    values = Counter(text.casefold() for _, text in cells if text)
    if not _is_categorical(grid, column, values, len(cells)):
        return
    known = {name: re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE) for name in values}
    for sentence in prose:
        text = sentence.text.casefold()
        if sum([name in text for name in values]) < FEWEST_COUNTED:
            continue  # most sentences
        tallies = tallies_in(sentence, known, view.roadmap.language)
        stated = Counter({tally.name: tally.count for tally in tallies})
        once = len(stated) >= FEWEST_COUNTED and len(stated) == len(tallies)
        if once and sum(stated.values()) == sum(values.values()) and +stated != +values:
            places = [
                view.document.span(line.line, line.end_line) for line, text in cells if stated[text.casefold()] != values[text.casefold()]
            ]
            yield _draft(view, sentence, stated, values, tuple(places))


def _judge_beginnings(view: View, grid: Grid, column: int, beside: Sequence[Sentence]) -> Iterator[Draft]:
    """Sentences in the section of a table that count its rows and those of one value: "seven findings, four of them closed"."""
    rows = [line for line in grid.lines if not line.total]
    begun = [WORD.match(line.cells[column].text.strip(" *_✅⏳❌🔄")) for line in rows] if beside and len(rows) > FEWEST else []
    values = Counter(match[0].casefold() for match in begun if match)
    if len(begun) != sum(values.values()) or not _is_categorical(grid, column, values, len(rows)) or not begun:
        return
    known = {name: re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE) for name in values}
    for sentence in beside:
        tallies = tallies_in(sentence, known, view.roadmap.language)
        if len(tallies) != 1 or tallies[0].count in (values[tallies[0].name], len(rows)) or tallies[0].count > len(rows):
            continue
        tally = tallies[0]
        rest = sentence.text.replace(tally.text, "", 1) + "," + " ".join(WORD.findall(tally.text)[1:])
        if len(rows) in numbers_in(rest, view.roadmap.language):
            places = [
                view.document.span(line.line, line.end_line)
                for line, match in zip(rows, begun, strict=True)
                if match and match[0].casefold() == tally.name
            ]
            yield _draft(view, sentence, Counter({tally.name: tally.count}), Counter({tally.name: values[tally.name]}), tuple(places))


def _is_categorical(grid: Grid, column: int, values: Mapping[str, int], rows: int) -> bool:
    few = 2 <= len(values) <= min(MOST_CATEGORIES, rows - 1) and rows >= FEWEST
    return few and not grid.numeric(column) and all(len(name.split()) <= 2 and name[0].isalpha() for name in values)


def _draft(view: View, sentence: Sentence, stated: Counter[str], counted: Counter[str], places: tuple[Span, ...]) -> Draft:
    names = [name for name in {**stated, **counted} if stated[name] or counted[name]]
    said, found = (", ".join(f"{count[name]} {name}" for name in names) for count in (stated, counted))
    return Draft(
        f"the text counts {said}, but the roadmap shows {found}",
        (span_of_sentence(view.roadmap, sentence), *places[:SHOWN]),
        key="|".join(sorted(names)),
        computation=Computation(
            formula=f"{' + '.join(str(counted[name]) for name in names)} = {sum(counted.values())}", expected=found, stated=said
        ),
        suggestion=f"write {found}, or correct the states",
    )


RULE = Rule("RA704", "state-counts", "status", "question", "computed", _find, __doc__)
