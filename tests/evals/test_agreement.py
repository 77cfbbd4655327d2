"""Our figures on gold annotations are those of the scorer that judges the command from outside."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evals.in_process import InProcess
from evals.kinds import Kind
from evals.loading import load_suite
from evals.runner import Selection, run
from evals.sample import Sample
from evals.summary import Figure, figures_of

SHARED = Path(__file__).parents[2].parent / "shared"
SCORER = SHARED / "tools" / "score.py"
GOLD = SHARED / "gold" / "seeds"
pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="the scorer and its gold are not beside the repository")


def scored(task: str) -> dict[str, Any]:
    command = [sys.executable, str(SCORER), task, "--gold", str(GOLD), "--docs", str(SHARED / "seeds"), "--cmd", f"{sys.executable} -m cli"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True, timeout=110)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measured(*kinds: Kind) -> tuple[Sample, ...]:
    suite = load_suite(GOLD)
    return run(suite, InProcess(suite.documents), Selection(kinds), date.today())


def figure(samples: tuple[Sample, ...], name: str) -> Figure:
    return next(one for one in figures_of(samples) if (one.name, one.by) == (name, ""))


def test_questions_agree() -> None:
    theirs, samples = scored("qa"), measured("question")
    right = figure(samples, "question.right")
    assert (right.of, round(right.value, 3)) == (theirs["questions"], theirs["right"])
    for ours, numerator, denominator in (
        ("question.evidence that is cited", "evidence_cited", "evidence"),
        ("question.citations on the evidence", "citations_on_gold", "citations"),
        ("question.unanswerable ones refused", "refused_rightly", "unanswerable"),
    ):
        assert (figure(samples, ours).right, figure(samples, ours).of) == (theirs[numerator], theirs[denominator]), ours
    by_type = {one.group: f"{one.right}/{one.of}" for one in figures_of(samples) if (one.name, one.by) == ("question.right", "type")}
    assert by_type == theirs["by_type"]


def test_findings_and_near_misses_agree() -> None:
    theirs, samples = scored("findings"), measured("finding", "reported", "nearmiss")
    assert round(figure(samples, "finding.right").value, 3) == theirs["recall_all"]
    precision = figure(samples, "reported.precision")
    assert (precision.right, precision.of) == (theirs["hard_matched"], theirs["hard"])
    silent = figure(samples, "nearmiss.right")
    assert (silent.of, (silent.of or 0) - (silent.right or 0)) == (theirs["nearmiss"], theirs["nearmiss_flagged"])
    by_family = {one.group: f"{one.right}/{one.of}" for one in figures_of(samples) if (one.name, one.by) == ("finding.right", "family")}
    assert by_family == theirs["recall_by_family"]
