"""`review`: what a proposed change does to the roadmaps it touches. Pure: texts and diffs come in, values go out."""

from __future__ import annotations

from agent.review.analysis import MOST_COMMENTS, Analysis, Placed, analyse
from agent.review.choosing import Wanted, changed_documents, documents_beside
from agent.review.diff import parse_patch
from agent.review.pairs import Pair, pair

__all__ = [
    "MOST_COMMENTS",
    "Analysis",
    "Pair",
    "Placed",
    "Wanted",
    "analyse",
    "changed_documents",
    "documents_beside",
    "pair",
    "parse_patch",
]
