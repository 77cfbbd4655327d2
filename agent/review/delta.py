"""What a change does to the findings: introduces, fixes, leaves, or alters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent.model.finding import Finding
from agent.review.pairs import Pairs
from agent.rules.baseline import ids_of, is_known

# Share of places that two findings of a rule must have in common to be one finding in other words.
SAME_PLACES = 0.6


@dataclass(frozen=True, slots=True)
class Delta:
    """Findings of the new side that the old one did not have, those of the old side that are gone, and how many stayed as they are.

    `altered` are findings of the new side that were there before in other words: the change edited a line they quote and the
    contradiction remains. They are neither introduced nor fixed.
    """

    introduced: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    altered: tuple[Finding, ...]
    unchanged: int


def delta(before: Sequence[Finding], after: Sequence[Finding], pairs: Pairs) -> Delta:
    """Compare the findings of both sides by id, and what is left by rule and place."""
    known, present = ids_of(before), ids_of(after)
    gone = [finding for finding in before if not is_known(finding, present)]
    new = [finding for finding in after if not is_known(finding, known)]
    same = _same(gone, new, pairs)
    continued = set(same.values())
    return Delta(
        introduced=tuple(finding for finding in new if finding.id not in continued),
        fixed=tuple(finding for finding in gone if finding.id not in same),
        altered=tuple(finding for finding in new if finding.id in continued),
        unchanged=len(after) - len(new),
    )


def _same(gone: Sequence[Finding], new: Sequence[Finding], pairs: Pairs) -> dict[str, str]:
    """Which old finding lives on as which new one, by id; each at most once."""
    candidates: dict[tuple[str, str, int], list[Finding]] = defaultdict(list)
    for finding in new:
        candidates[finding.rule, finding.path, finding.line].append(finding)
    found: dict[str, str] = {}
    for finding in gone:
        first = pairs.place_now(finding.path, finding.line)
        places = {pairs.place_now(evidence.path, evidence.line) for evidence in finding.evidence}
        options = candidates.get((finding.rule, *first), []) if first is not None else []
        best = max(options, key=lambda option: _alike(places, option), default=None)
        if best is not None and _alike(places, best) >= SAME_PLACES:
            options.remove(best)
            found[finding.id] = best.id
    return found | _said_again([f for f in gone if f.id not in found], [f for f in new if f.id not in set(found.values())])


def _said_again(gone: Iterable[Finding], new: Iterable[Finding]) -> dict[str, str]:
    """Findings that say the same of a document before and after: the lines they quote moved or were rewritten, the problem stayed."""
    left: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in new:
        left[finding.rule, finding.path, finding.message].append(finding)
    found: dict[str, str] = {}
    for finding in gone:
        if options := left.get((finding.rule, finding.path, finding.message)):
            found[finding.id] = options.pop(0).id
    return found


def _alike(places: set[tuple[str, int] | None], finding: Finding) -> float:
    """Shared places over all places, 0..1; 1 where a finding is left of an older one with more places."""
    others: set[tuple[str, int] | None] = {(evidence.path, evidence.line) for evidence in finding.evidence}
    if others <= places:
        return 1.0
    return len(places & others) / len(places | others)
