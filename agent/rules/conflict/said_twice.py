"""One thing is said twice with different figures.

Claim: two sections, or a text and a table, give figures to one thing: what only one of them calls it is little or told around the other
figure (a field like "Cost" is called by the heading above it), or the lines share words and write both figures alike, or the shorter
line says hardly a word that the longer one does not, and no third line says so of another figure; the unit is the same, and the figures
do not meet in any reading, or are rounded alike and next to each other. Of figures of at least three digits that are each other's with two
neighbours turned round (1,680 and 1,860) two shared words are enough. What
tells the two apart silences the rule: another time, phase, option or scenario, how things are or were against how they shall be, what is
paid against what is earned, sections of one shape or with the same fields side by side, somebody else's figures, a name with many
figures; figures that are many times each other are of one thing only where the names are the same. What one phase aims at
is held against the aim of the whole plan only where it is more than that.

Why it matters: whoever reads the first figure plans with another number than whoever reads the second.

Flagged:

    ## Timeline

    | Month | Step | Cost |
    |---|---|---|
    | Months 1-3 | Harbour licence review | $500K |
    | Months 4-6 | Crane tests | $80K |

    ## Next steps

    - Week 3: harbour licence review ($100K)
    - Week 5: hire a surveyor

Fine:

    ## Timeline

    | Month | Step | Cost |
    |---|---|---|
    | Months 1-3 | Harbour licence review | $500K |
    | Months 4-6 | Crane tests | $80K |

    ## Next steps

    - Week 3: harbour licence review ($500K)
    - Week 5: hire a surveyor
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.conflict import (
    count_value,
    gate_above_target,
    list_twice,
    one_time,
    prose_value,
    two_break_evens,
    two_figures,
    two_levels,
    two_values,
)
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.claim_names import Pair, words_for
from agent.rules.reading.claim_pairs import clashes_of
from agent.rules.reading.claims import Claim
from agent.rules.reading.claims_found import claims_of
from agent.rules.reading.naming import shortened
from agent.rules.reading.reported import is_report
from agent.rules.reading.turned import turned_figures
from agent.rules.status import two_states

# Rules that judge figures of one name by more than the name; what they tell is not told again.
SURER = (
    two_values.RULE,
    prose_value.RULE,
    count_value.RULE,
    two_levels.RULE,
    two_figures.RULE,
    list_twice.RULE,
    two_break_evens.RULE,
    one_time.RULE,
    gate_above_target.RULE,
    two_states.RULE,
)


def _find(view: View) -> Iterator[Draft]:
    pairs = () if is_report(view.document) else clashes_of(view.scanned, claims_of(view.scanned, view.grids))
    pairs += tuple(turned_figures(view.scanned, view.grids))
    told = _told(view) if pairs else ()
    used: set[int] = set()
    parts = []
    for pair in pairs:
        lines = {pair.one.line, pair.other.line}
        if not lines & used and not any(lines <= known for known in told):
            used |= lines
            draft = _draft(view, pair)
            parts.append(Part(draft, f'"{_name(view, pair)}"'))
    yield from bundled(parts, "{count} figures are given twice with different values")


def _told(view: View) -> tuple[frozenset[int], ...]:
    """The lines of each finding of the surer rules."""
    drafts = (draft for rule in SURER for draft in view.drafts(rule))
    return tuple(frozenset(line for span in draft.evidence for line in range(span.line, span.end_line + 1)) for draft in drafts)


def _draft(view: View, pair: Pair) -> Draft:
    first, second = _stated(pair.one), _stated(pair.other)
    return Draft(
        f'"{_name(view, pair)}" is {first} in line {pair.one.line}, but {second} in line {pair.other.line}: which of the two holds?',
        (pair.one.span, pair.other.span),
        key="|".join(sorted(pair.shared)),
        computation=Computation(formula=f"{first} ≠ {second}", expected=first, stated=second),
        suggestion=f"keep one of {first} and {second}, or say in what they differ",
    )


def _stated(claim: Claim) -> str:
    per = f"/{claim.value.per}" if claim.value.per else ""
    return stated_of(claim.value) + per


def _name(view: View, pair: Pair) -> str:
    """What both call it, in the words of the line, or of the heading of a field, that holds most of them; for one word, the line."""
    texts = [text for claim in (pair.one, pair.other) for text in _texts(view, claim)]
    named: list[tuple[str, ...]] = [words_for(text, pair.shared, view.roadmap.language) for text in texts]
    name = " ".join(sorted(named, key=_telling)[-1])
    return shortened(pair.one.setting.text if name.isascii() and " " not in name else name)  # one word alone says little


def _telling(words: tuple[str, ...]) -> tuple[int, int]:
    """More words before fewer, shorter ones before longer."""
    return len(words), -len(" ".join(words))


def _texts(view: View, claim: Claim) -> tuple[str, ...]:
    block = claim.setting.block
    above = block.section if block.parent is None else block.parent
    return claim.setting.text, view.document.blocks[above].text.split("\n")[0] if above is not None else ""


RULE = Rule("RA621", "said-twice", "conflict", "question", "rule", _find, __doc__)
