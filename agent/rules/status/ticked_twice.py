"""One thing is ticked off in one list and open in another one.

Claim: two entries with check boxes, in different sections, open with one name of at least two words, one of them is ticked and the other is
not. Lists that share more of their entries are checklists that come again, and a name with more than two boxes is one of their entries.

Why it matters: the work is done twice, or is taken for done.

Flagged:

    ## Before the opening

    - [ ] **Berth map** with all piers
    - [ ] Fuel cards

    ## Completed

    - [x] Berth map: piers, cranes and depths
    - [x] Harbour office

Fine:

    ## Before the opening

    - [x] **Berth map** with all piers
    - [ ] Fuel cards

    ## Completed

    - [x] Berth map: piers, cranes and depths
    - [x] Harbour office
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.document import Block
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.status import two_states

BEHIND = expression(r"\s[-–—]\s|[(（|：]|:(?=\s|$)|\s(?:with|mit|avec|com|con|met)\s|[✅✔☑]|\n")
FEWEST_WORDS = 2
LONGEST = 60
Name = frozenset[str]


def _find(view: View) -> Iterator[Draft]:
    named: dict[Name, list[Block]] = defaultdict(list)
    sections: dict[int | None, set[Name]] = defaultdict(set)
    for block in view.document.blocks:
        if block.checked is not None:
            name = frozenset(canonical_terms(_lead(block), view.roadmap.language))
            named[name].append(block)
            sections[block.section].add(name)
    pairs = [(name, blocks[0], blocks[1]) for name, blocks in named.items() if len(name) >= FEWEST_WORDS and len(blocks) == 2]
    apart = [(one, other) for name, one, other in pairs if one.checked != other.checked and _are_apart(name, one, other, sections)]
    told = {frozenset(span.line for span in draft.evidence) for draft in view.drafts(two_states.RULE)} if apart else set()
    parts = [_part(view, one, other) for one, other in apart if not any({one.line, other.line} <= lines for lines in told)]
    yield from bundled(parts, "{count} things are ticked off in one list and open in another one")


def _lead(block: Block) -> str:
    """What an entry opens with: its name."""
    return BEHIND.split(block.text, 1)[0]


def _are_apart(name: Name, one: Block, other: Block, sections: dict[int | None, set[Name]]) -> bool:
    """Whether two entries are of different lists that have nothing else in common."""
    return one.section != other.section and sections[one.section] & sections[other.section] == {name}


def _part(view: View, one: Block, other: Block) -> Part:
    ticked, still = (one, other) if one.checked else (other, one)
    name = " ".join(_lead(ticked).split())[:LONGEST]
    draft = Draft(
        f'"{name}" is ticked off in line {ticked.line}, but open in line {still.line}',
        (view.document.span(still.line), view.document.span(ticked.line)),
        key=name.casefold(),
        suggestion="tick both, or say what is still open",
    )
    return of_two_lines(draft, name, one.line, other.line)


RULE = Rule("RA724", "ticked-twice", "status", "question", "rule", _find, __doc__)
