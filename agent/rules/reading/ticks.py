"""Whether a tick is a state or a bullet: a list of aims that begins each line with one reports nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from agent.expressions import expression
from agent.model.document import Block
from agent.model.roadmap import Roadmap
from agent.rules.reading.boxes import TICK
from agent.rules.reading.vocabulary import pattern

OTHER_STATE = expression(r"\W{0,6}(?:\d{1,3}[.)]\s{0,3})?[❌⏳🔄⬜🚧⏸🔜🟡🔴⚠✗✘☐]")
NOT_DONE = expression(r"\W{0,6}(?:\d{1,3}[.)]\s{0,3})?[⏳🔄⬜🚧🔜☐]")
CROSS = expression(r"\W{0,6}(?:\d{1,3}[.)]\s{0,3})?[❌✗✘]")
PICTURE = expression(r"[\u2600-\u27bf\U0001f300-\U0001faff]")
MITIGATION = expression(r"mitiga|gegenmaßnahm|gegenmassnahm|atténuation|снижени\w+ риск|контрмер|対策|缓解|应对", re.IGNORECASE)
PROPOSED = expression(
    r"\b(?:do first|must[- ]do|recommend\w*|next actions?|empfohlen\w*|empfehlung\w*|recomenda\w*|recommand\w*|рекоменд\w*)\b|推奨|建议",
    re.IGNORECASE,
)
FEWEST = 2
LONGEST = 10  # words: a longer line above a list says more than what it holds


def icon_lines(roadmap: Roadmap) -> frozenset[int]:
    """The lines of lists in which each entry has a picture of its own: there an arrow stands for what comes again, not for a state."""
    return frozenset(entry.line for entries in _lists(roadmap) if _is_pictured(entries) for entry in entries if entry.checked is None)


def _is_pictured(entries: list[Block]) -> bool:
    signs = {sign[0] for entry in entries if (sign := PICTURE.match(entry.text.lstrip())) and not OTHER_STATE.match(entry.text)}
    return len({sign for sign in signs if not TICK.match(sign)}) >= FEWEST


def bullet_ticks(roadmap: Roadmap) -> frozenset[int]:
    """The lines of lists in which a tick is no state: lists of aims, milestones, next steps or answers to risks that know no other mark."""
    return frozenset(line for entries in _lists(roadmap) if _is_plain(roadmap, entries) for line in _ticked(entries))


def open_marks(roadmap: Roadmap) -> Iterable[Block]:
    """The entries of lists that begin with a sign of what is not done; a cross is one only beside ticks, elsewhere it means much else."""
    for entries in _lists(roadmap):
        ticked = _ticked(entries)
        for entry in entries:
            if entry.checked is None and (NOT_DONE.match(entry.text) or (ticked and CROSS.match(entry.text))) and entry.line not in ticked:
                yield entry


def _lists(roadmap: Roadmap) -> Iterable[list[Block]]:
    """The entries of each list, and of each list inside an entry."""
    lists: dict[tuple[int, int | None], list[Block]] = defaultdict(list)
    run = 0
    for block in roadmap.document.blocks:
        if block.kind == "item":
            lists[run, block.parent].append(block)
        else:
            run = block.index
    return lists.values()


def _ticked(entries: list[Block]) -> list[int]:
    return [entry.line for entry in entries if entry.checked is None and TICK.match(entry.text)]


def _is_plain(roadmap: Roadmap, entries: list[Block]) -> bool:
    if len(_ticked(entries)) < FEWEST or any(entry.checked is not None or OTHER_STATE.match(entry.text) for entry in entries):
        return False
    above = _above(roadmap, entries[0])
    if any(pattern("done_list").search(text) or TICK.search(text) for text in above):
        return False
    return any(any(words.search(text) for words in (pattern("aim_list"), pattern("lies_ahead"), MITIGATION, PROPOSED)) for text in above)


def _above(roadmap: Roadmap, entry: Block) -> list[str]:
    """What names a list: the entry or the short line above it, and its two innermost headings."""
    document = roadmap.document
    named = list(document.heading_path(entry)[-2:])
    lead = document.blocks[entry.parent] if entry.parent is not None else document.blocks[entry.index - 1] if entry.index else None
    if lead is not None and lead.kind in ("paragraph", "item"):
        named.append(lead.text.split("\n", 1)[0])
    return [text for text in named if len(text.split()) <= LONGEST]
