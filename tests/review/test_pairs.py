"""Roadmaps of strangers in two versions, where they are at hand: every comment on a line that was written, the same review every time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.review.repositories import Repository
from tests.review.test_reviewing import reviewed

FOLDER = Path(__file__).parents[3] / "shared" / "roadmaps"


def pairs() -> list[tuple[str, str]]:
    index = FOLDER / "pairs.jsonl"
    rows = [json.loads(line) for line in index.read_text(encoding="utf-8").splitlines()] if index.exists() else []
    return [tuple(row["files"]) for row in rows if row["type"] == "same-file-two-commits"]


@pytest.mark.skipif(not pairs(), reason="the roadmaps in two versions are not here")
@pytest.mark.parametrize("at", range(len(pairs())))
def test_a_version_is_reviewed_against_the_one_before(tmp_path: Path, at: int) -> None:
    repository = Repository(tmp_path / "repository")
    for name in pairs()[at]:
        repository.commit(plan=(FOLDER / name).read_bytes())
    review = reviewed(repository)
    assert review.documents == ("plan.md",)
    assert len(review.comments) <= 10
    assert len(review.summary) <= 60_000
    back = reviewed(repository, base="HEAD", head="HEAD")
    assert (back.findings, back.fixed, back.changes) == ((), (), ())
