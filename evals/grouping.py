"""What a case is: the groups that figures are broken down by, and the cluster that it fails together with."""

from __future__ import annotations

from typing import get_args

from agent.model.finding import Family
from evals.cases import AnyCase, JudgeCase, LabelledCase

TYPES = ("lookup", "list", "aggregate", "compare", "temporal", "inconsistency", "freeform", "unanswerable")
LANGUAGES = ("en", "pt", "de", "fr", "es", "ja", "zh")
DIFFICULTIES = ("easy", "medium", "hard")
DIMENSIONS: dict[str, tuple[str, ...]] = {
    "type": TYPES,
    "family": get_args(Family),
    "language": LANGUAGES,
    "difficulty": DIFFICULTIES,
    "label": ("supported", "unsupported", "right", "wrong"),
    "written": ("product", "hand"),
}


def groups_of(case: AnyCase) -> dict[str, str]:
    """The group of a case in each dimension that its tags or expectations name, and its split."""
    found = {name: tag for name, members in DIMENSIONS.items() for tag in case.tags if tag in members}
    label = {"label": "supported" if case.supported else "unsupported"} if isinstance(case, JudgeCase) else {}
    if isinstance(case, LabelledCase):
        label = {"label": "right" if case.right else "wrong", "written": case.written}
    return {**found, **label, "split": case.split}


def cluster_of(case: AnyCase) -> str:
    """The documents of a case; a case about all of them is a cluster of its own."""
    return "+".join(sorted(case.documents)) or case.id
