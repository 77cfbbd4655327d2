"""The bodies of one review, as they are posted. `UPDATE_GOLDEN=1` writes them anew; look at the difference before committing it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from agent.adapters.git import GitRepository
from agent.render.page import Page
from agent.render.review import review_of
from agent.render.review_bodies import Wording
from agent.render.review_text import review_text
from agent.reviewing import ReviewOptions, analysed
from tests.review.repositories import PLAN, Repository

FOLDER = Path(__file__).parent / "golden"
OPTIONS = ReviewOptions(today=date(2026, 1, 1))
BEFORE = PLAN.replace("Nothing else is planned", "The owner of the audit is TBD.\nNothing else is planned")
AFTER = (
    PLAN.replace("| W3 | Regions | 2026-07-06 | 2026-09-25 |", "| W3 | Regions | 2026-10-05 | 2026-12-18 |")
    .replace("| | **Total**", "| W4 | Exports | 2026-07-06 | 2026-09-25 | $50K | W9 |\n| | **Total**")
    .replace("99.9%", "100%")
    .replace(
        "They are released", "<!-- roadmap-disable-next-line RA003 -- the name follows in May -->\nThe partner is TBD.\nThey are released"
    )
)


@pytest.fixture
def bodies(tmp_path: Path) -> dict[str, str]:
    repository = Repository(tmp_path / "repository")
    repository.commit(plan=BEFORE)
    repository.commit(plan=AFTER)
    analysis, _ = analysed(GitRepository(repository.folder, "HEAD~1", "HEAD"), OPTIONS)
    review = review_of(analysis, Wording(link="https://github.example/acme/plans/blob/HEAD/{path}"), most_comments=2)
    comments = {f"comment-{at}.md": comment.body for at, comment in enumerate(review.comments, 1)}
    return {"summary.md": review.summary, "review.txt": review_text(review, Page()), **comments}


def test_the_bodies_are_as_they_were(bodies: dict[str, str]) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        for name, body in bodies.items():
            (FOLDER / name).write_text(body, encoding="utf-8")
    assert sorted(bodies) == sorted(file.name for file in FOLDER.iterdir())
    for name, body in bodies.items():
        assert body == (FOLDER / name).read_text(encoding="utf-8"), name
