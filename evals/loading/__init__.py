"""Suites of every form: our own JSONL folders, folders of gold annotations, and retrieval collections."""

from __future__ import annotations

from pathlib import Path

from evals.cases import SuiteError
from evals.loading.beir import is_collection, load_collection
from evals.loading.chunking import is_chunking, load_chunking
from evals.loading.gold import is_gold, is_planted, load_gold, load_planted
from evals.loading.jsonl import load_jsonl
from evals.suite import Suite

__all__ = ["load_suite"]


def load_suite(folder: Path, documents: Path | None = None) -> Suite:
    """Read a suite; `documents` is where its documents are if not where its form has them.

    Raises SuiteError naming the file and line that is no case, or when there are no cases at all.
    """
    if not folder.is_dir():
        raise SuiteError("is no folder", where=str(folder), remedy="name a folder of cases")
    if is_collection(folder):
        return load_collection(folder)
    if is_chunking(folder):
        return load_chunking(folder)
    if is_planted(folder):
        return load_planted(folder)
    if is_gold(folder):
        return load_gold(folder, documents)
    return load_jsonl(folder, documents)
