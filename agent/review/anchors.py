"""Where a finding may be commented on: only a line that the change wrote and that reviewers see in the diff."""

from __future__ import annotations

from dataclasses import dataclass

from agent.model.change import Hunk, Patch
from agent.model.finding import Evidence, Finding
from agent.review.pairs import Pairs

# A comment on more lines than this marks nothing.
MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Anchor:
    """Lines `start`..`line` of the new side of `path`, all inside one hunk; `start` equals `line` for a single one."""

    path: str
    start: int
    line: int


def anchor(finding: Finding, pairs: Pairs) -> Anchor | None:
    """The place of a finding that the change wrote; None when it wrote none of them or the diff does not show it.

    Its own place comes first; of the others, one that is new before one that was there and was rewritten.
    """
    found = [(evidence, place) for evidence in finding.evidence if (place := _place(evidence, pairs)) is not None]
    own = [place for evidence, place in found if evidence == finding.evidence[0]]
    new = [place for _, place in found if not pairs.rewrote(place.path, place.line)]
    return next(iter((*own, *new, *(place for _, place in found))), None)


def _place(evidence: Evidence, pairs: Pairs) -> Anchor | None:
    changed = pairs.by_path.get(evidence.path)
    return _within(evidence, changed.patch) if changed is not None and changed.patch is not None else None


def _within(evidence: Evidence, patch: Patch) -> Anchor | None:
    written = [line for line in range(evidence.line, evidence.end_line + 1) if line in patch.added]
    if not written:
        return None
    whole = written == list(range(evidence.line, evidence.end_line + 1)) and len(written) <= MOST_LINES
    one_hunk = _same_hunk(patch.hunk_at(written[0]), patch.hunk_at(written[-1]))
    return Anchor(evidence.path, written[0], written[-1] if whole and one_hunk else written[0])


def _same_hunk(one: Hunk | None, other: Hunk | None) -> bool:
    return one is not None and one == other
