"""Real roadmaps of other people, where they are at hand: every promise holds and no word is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.documents import read_paths
from tests.documents.invariants import assert_promises_kept, lost_lines

SHARED = Path(__file__).resolve().parents[3] / "shared"
FOLDERS = [SHARED / "seeds", SHARED / "roadmaps", SHARED / "gold" / "planted"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of real roadmaps is not beside the repository")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_real_roadmaps_are_read_whole(folder: Path) -> None:
    reading = read_paths([str(folder)])
    assert reading.documents
    assert reading.failures == ()
    for document in reading.documents:
        assert_promises_kept(document)
        lost = [(document.path, number, line) for number, line in lost_lines(document) if not _is_drawing(line)]
        assert lost == []


def _is_drawing(line: str) -> bool:
    """Fence lines, and rows of diagrams that only frame others."""
    return line.lstrip().startswith(("```", "~~~"))
