"""A section lacks a part that all its neighbours have.

Claim: at least three sections of one parent are built alike from labelled parts ("Risk factors", "Decision point", "Owner"), and one of
them lacks a part that all the others have.

Why it matters: the decision, owner or criterion was forgotten for just that one.

Flagged:

    ## Phase 1 gate

    - **Criteria**: four of five reached
    - **Decision point**: go when all hold

    ## Phase 2 gate

    - **Criteria**: four of five reached
    - **Decision point**: go when all hold

    ## Phase 3 gate

    - **Criteria**: four of five reached

Fine:

    ## Phase 1 gate

    - **Criteria**: four of five reached
    - **Decision point**: go when all hold

    ## Phase 2 gate

    - **Criteria**: four of five reached
    - **Decision point**: go when all hold

    ## Phase 3 gate

    - **Criteria**: three of five reached
    - **Decision point**: go when all hold
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.facts import normalise
from agent.model.document import Block
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import listed
from agent.rules.reading.vocabulary import pattern

FEWEST = 3
FEWEST_SHARED = 1  # other labels that all of them have, so that they are built alike


def _find(view: View) -> Iterator[Draft]:
    families: dict[tuple[int | None, int], list[Block]] = defaultdict(list)
    for block in view.document.blocks:
        if block.kind == "heading" and block.depth > 1:
            families[block.section, block.depth].append(block)
    labels = _labels(view)
    for siblings in families.values():
        if len(siblings) >= FEWEST:
            yield from _judge(view, siblings, labels)


def _labels(view: View) -> dict[int, dict[str, Block]]:
    """The labels written directly under each heading: bold words at the start of a line, and sub-headings."""
    found: dict[int, dict[str, Block]] = defaultdict(dict)
    for block in view.document.blocks:
        if block.section is None:
            continue
        if block.kind == "heading":
            found[block.section].setdefault(normalise(block.text), block)
        elif block.kind in ("item", "paragraph") and block.depth == 0 and block.bold and block.bold[0][0] == 0:
            end = block.bold[0][1]
            if block.text[end - 1 : end + 1].rstrip().endswith((":", "：")) or block.text[end : end + 1] in (":", "："):
                found[block.section].setdefault(normalise(block.text[:end].rstrip(":：")), block)
    return found


def _judge(view: View, siblings: Sequence[Block], labels: dict[int, dict[str, Block]]) -> Iterator[Draft]:
    own = [set(labels.get(block.index, {})) for block in siblings]
    shared = set.intersection(*own)
    if len(shared) < FEWEST_SHARED:
        return
    missing: dict[int, list[str]] = defaultdict(list)
    for name in sorted(set.union(*own) - shared):
        lacking = [at for at, names in enumerate(own) if name not in names]
        if len(lacking) == 1 and pattern("vital_parts").search(name):
            missing[lacking[0]].append(name)
    for at, names in missing.items():
        having = [next(labels[block.index][name] for block in siblings if name in labels[block.index]) for name in names]
        shown = listed([f'"{block.text.splitlines()[0].split(":")[0].strip()}"' for block in having])
        yield Draft(
            f'"{siblings[at].text.strip()}" has no {shown}, unlike its neighbours',
            (view.document.span(siblings[at].line), *(view.document.span(block.line) for block in having)),
            key=f"{normalise(siblings[at].text)}|{'|'.join(names)}",
            suggestion="add it, or say why it does not apply",
        )


RULE = Rule("RA902", "missing-part", "risk", "question", "rule", _find, __doc__)
