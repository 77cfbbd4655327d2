"""The same piece of work is planned in two places.

Claim: two items or deliverables of different places have the same name, word order and words of form ("system", "add") aside. Work
that every phase repeats (tests, documentation), lists that restate others (a summary, a gate), stages of one thing and work that is
done in both places are left out, and so are documents that tell how something is done or tested, or report on it; all places of one
piece are one finding, and more than three pieces are one list.

Why it matters: two teams build it, or one budget line pays for what another already covers.

Flagged:

    ## Search

    - [ ] Saved query alerts by e-mail
    - [ ] Typo tolerance

    ## Notifications

    - [ ] Saved query alerts by e-mail
    - [ ] Quiet hours

Fine:

    ## Search

    - [ ] Saved query alerts by e-mail
    - [ ] Typo tolerance

    ## Notifications

    - [ ] Price drop alerts by e-mail
    - [ ] Quiet hours
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.facts import lookup_label
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.overlap.groups import apart, evidence_of, key_of, restates_work, told, where, without_restated
from agent.rules.reading.grid import Grid
from agent.rules.reading.naming import listed
from agent.rules.reading.pieces import Piece, recurs, short_label
from agent.rules.reading.reported import is_procedure, is_report
from agent.rules.reading.scopes import stages_in
from agent.rules.reading.vocabulary import pattern

LEAST_TERMS = 2
NO_WORK = expression(
    r"\.(?:md|sql|py|tsx?|jsx?|json|ya?ml|toml|docx?|pdf|env|example|lock)\b|\bPRs?\b|^(?:no[- ]?)?go$"
    r"|\bcrit(?:eria|ères|erios|érios)\b|kriterien"
    r"|\b(?:notes|principles|hinweise|prinzipien|notas|princ[ií]pios|principes|заметки|принципы)$|(?:原則|原则)$",
    re.IGNORECASE,
)
BESIDE = expression(
    r"\b(?:audience|personas?|target (?:users|customers|groups?)|who (?:is )?it(?:'s)? for|zielgruppen?|público[- ](?:alvo|objetivo))\b"
    r"|\b(?:linked documents|references|related documents|links|landing page|publics? cibles?)\b"
    r"|适用|目标客户|目标用户|用户群|ターゲット|対象者|важно|срочно",
    re.IGNORECASE,
)
LETTERS = expression(r"[^\W\d_]+")
LONGEST_LEAD = 40
MOST_PLACES = 2  # what stands in more places is a step that each part of the plan repeats


def _find(view: View) -> Iterator[Draft]:
    if is_procedure(view.document) or is_report(view.document):
        return  # steps of several procedures, and what was done in several places
    parts = [Part(_draft(view, group), f'"{short_label(group[0])}" ({_lines(group)})') for group in told(same_scope(view))]
    yield from bundled(parts, "{count} pieces of work are planned in more than one place")


def same_scope(view: View) -> tuple[tuple[Piece, ...], ...]:
    """Groups of pieces with the same distinctive words, in document order."""
    pieces = view.plans.compared(view.roadmap)
    beside = _beside(view) | _above_costs(view)
    by_terms: dict[frozenset[str], list[Piece]] = defaultdict(list)
    for piece in pieces:
        if len(piece.terms) >= LEAST_TERMS and not recurs(piece) and not _is_no_work(piece) and piece.span.line not in beside:
            by_terms[piece.terms].append(piece)
    pairs = [
        (group[0], other)
        for group in by_terms.values()
        if 1 < len({piece.place for piece in group}) <= MOST_PLACES
        for other in group[1:]
        if _same(group[0], other) and not restates_work(view.roadmap, group[0], other)
    ]
    kept = without_restated(pairs, pieces)
    groups: dict[Piece, list[Piece]] = defaultdict(list)
    for first, other in kept:
        groups[first].append(other)
    return tuple((first, *others) for first, others in groups.items())


def _beside(view: View) -> frozenset[int]:
    """The lines of lists below a bold line that names an audience or references."""
    found: set[int] = set()
    lead = ""
    for block in view.document.blocks:
        if block.kind == "item":
            found |= {block.line} if lead and BESIDE.search(lead) else set()
        else:
            lead = block.text if block.kind == "paragraph" and len(block.text) <= LONGEST_LEAD else ""
    return frozenset(found)


def _above_costs(view: View) -> frozenset[int]:
    """The headings right above a table of costs: "Monthly recurring" names what the rows have in common."""
    blocks = view.document.blocks
    tables = {grid.block.section for grid in view.grids if any(_is_cost(grid, at) for at in range(1, grid.width))}
    return frozenset(blocks[section].line for section in tables if section is not None)


def _is_cost(grid: Grid, at: int) -> bool:
    meaning = lookup_label(grid.headers[at])
    return meaning is not None and meaning.attribute == "cost" and any(cell.quantity or cell.tokens for cell in grid.column(at))


def _is_no_work(piece: Piece) -> bool:
    """Days of the week, names of files, requests to merge and verdicts of gates are repeated wherever they play a part."""
    days = all(pattern("days").fullmatch(word) for word in LETTERS.findall(piece.label))
    return days or bool(NO_WORK.search(piece.label) or any(BESIDE.search(heading) for heading in piece.headings[-1:]))


def _same(one: Piece, other: Piece) -> bool:
    done = "done" in (one.status, other.status)  # where one is open, another rule compares the states
    return apart(one, other) and one.place != other.place and not done and stages_in(one) == stages_in(other)


def _lines(group: Sequence[Piece]) -> str:
    return f"lines {listed([str(piece.span.line) for piece in group])}"


def _draft(view: View, group: Sequence[Piece]) -> Draft:
    places = listed(list(dict.fromkeys(where(piece, view.roadmap) for piece in group)))
    name = " ".join(group[0].label.split())
    return Draft(
        f'"{name}" is planned {len(group)} times: in {places}',
        evidence_of(group),
        key=key_of(group),
        suggestion="keep it in one place and let the others refer to it, or say how they differ",
    )


RULE = Rule("RA501", "same-scope-twice", "overlap", "question", "rule", _find, __doc__)
