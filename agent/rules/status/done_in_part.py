"""Something is marked done at less than 100 %.

Claim: a row of a table, a heading or a list entry is marked done, and the progress beside the mark is below 100 %, or a field of its
state says that it is done in a part of the places ("done, 7 of 12 sites live"). In a table the column of the progress is called so, or two
other rows that are done stand at 100 %.

Why it matters: either work is left that nobody plans, or the figure was forgotten when it was finished.

Flagged:

    | Feature | Status | Progress |
    |---|---|---|
    | Berth booking | Done | 100% |
    | Fuel cards | Done | 80% |
    | Tide tables | In progress | 40% |

Fine:

    | Feature | Status | Progress |
    |---|---|---|
    | Berth booking | Done | 100% |
    | Fuel cards | In progress | 80% |
    | Tide tables | In progress | 40% |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.model.document import Block
from agent.model.roadmap import Fact
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.grid import Grid, Line
from agent.rules.reading.states import heads_progress, is_done
from agent.rules.reading.vocabulary import pattern

WHOLE = 100
FEWEST_WHOLE = 2
LONGEST = 120
SHARE = expression(r"\s*(\d{1,3})(?:[.,]\d)?\s?%\s*")
TOLD = expression(
    r"[(（:：–—-]\s*(\d{1,2})\s?%\s?(?:complete[d]?|done|finished|fertig|abgeschlossen|conclu[ií]d[oa]s?|complet[oa]s?|terminad[oa]s?|achevée?s?"
    r"|terminée?s?|готово|выполнено|завершено|完了|完成)",
    re.IGNORECASE,
)
BESIDE = expression(r"\s*[(（:：–—-]\s*(\d{1,2})\s?%\s*[)）]?\s*$")  # "finished (75 %)"
COUNTED = expression(  # ", 7 of 12 sites", "、12拠点中7拠点"
    r"\s*[,;，、；(（–—-]\s*(?:[^\W\d]{1,12}\s){0,2}(?:(?P<n>\d{1,3})\s?(?:out of|of|von|de|sur|su|di|dos|das|van|из|/)\s?"
    r"(?:the |den |los |las |les )?(?P<m>\d{1,3})(?![\d%/.-])"
    r"|(?P<l>\d{1,3})[^\s\d]{0,4}(?:のうち|中)[^\d]{0,3}(?P<k>\d{1,3}))",
    re.IGNORECASE,
)
PLAIN = frozenset({"item", "heading"})


def _find(view: View) -> Iterator[Draft]:
    parts = [part for grid in view.grids for part in _in_table(view, grid)]
    parts += [part for block in view.document.blocks if block.kind in PLAIN for part in _in_line(view, block)]
    parts += [part for fact in view.roadmap.facts if fact.attribute == "status" and (part := _in_field(view, fact))]
    yield from bundled(parts, "{count} entries are marked done at less than 100%", most=1)


def _in_table(view: View, grid: Grid) -> Iterator[Part]:
    shares = {column: _shares(grid, column) for column in range(1, grid.width)}
    for column, found in shares.items():
        done = [(line, share) for line, share in found if any(is_done(cell) for at, cell in enumerate(line.cells) if at != column)]
        whole, header = sum(share == WHOLE for _, share in done), grid.headers[column]
        if whole >= FEWEST_WHOLE or (done and (heads_progress(header) or pattern("progress").search(header))):
            for line, share in done:
                if share < WHOLE:
                    yield _part(view, line.label, share, line.line)


def _shares(grid: Grid, column: int) -> list[tuple[Line, int]]:
    """The rows with their shares, where every filled cell of a column is a share."""
    found = [(line, SHARE.fullmatch(line.cells[column].text)) for line in grid.lines if line.cells[column].text and not line.total]
    return [(line, int(match[1])) for line, match in found if match] if all(match for _, match in found) else []


def _in_line(view: View, block: Block) -> Iterator[Part]:
    text = block.text.split("\n", 1)[0]
    tokens = view.scanned.tokens[block.index] if block.index < len(view.scanned.tokens) else ()
    beside = next((match for token in tokens if _says_done(token) and (match := BESIDE.match(text, token.end))), None)
    if beside and len(text) <= LONGEST:
        yield _part(view, text[: beside.start()].strip(" :–—-([*✅✔☑"), int(beside[1]), block.line)
        return
    told = TOLD.search(text) if len(text) <= LONGEST else None
    if told and (block.checked or _is_marked(tokens, told)):
        yield _part(view, text[: told.start()].strip(" :–—-([*✅✔☑"), int(told[1]), block.line)


def _in_field(view: View, fact: Fact) -> Part | None:
    """A state that is told as done, and then of how many of all."""
    first = next((token for token in fact.values if token.kind == "status"), None)
    if first is None or first.value != "done" or first.start > 1:
        return None
    match = COUNTED.match(fact.text, first.end)
    if match is None:
        return None
    count, whole = (match["n"], match["m"]) if match["m"] else (match["k"], match["l"])
    if not 0 < int(count) < int(whole):
        return None
    item = view.roadmap.by_key.get(fact.item)
    name = item.title if item else fact.label or fact.text
    draft = Draft(
        f'"{name}" is marked done, but in {count} of {whole} only',
        (fact.span,),
        key=name.casefold(),
        suggestion="say what is left, or correct the numbers",
    )
    return Part(draft, f'"{name}" (line {fact.span.line})')


def _says_done(token: Token) -> bool:
    return token.kind == "status" and token.value == "done"


def _is_marked(tokens: tuple[Token, ...], told: re.Match[str]) -> bool:
    """Whether a sign of completion stands beside the share."""
    return any(token.kind == "status" and token.value == "done" and not told.start() <= token.start < told.end() for token in tokens)


def _part(view: View, name: str, share: int, line: int) -> Part:
    label = " ".join(name.split())
    draft = Draft(
        f'"{label}" is marked done at {share}%',
        (view.document.span(line),),
        key=label.casefold(),
        suggestion="say what is left, or correct the share",
    )
    return Part(draft, f'"{label}" (line {line})')


RULE = Rule("RA713", "done-in-part", "status", "question", "rule", _find, __doc__)
