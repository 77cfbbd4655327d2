"""docs/evals.md: what the product can do and cannot, from a committed run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evals.manifest import Manifest
from evals.reports.markdown import cell, figures_in_tables
from evals.runs import read_run
from evals.summary import Summary

BASELINE = Path(__file__).parents[1] / "baseline"
ABOUT = """\
<!-- Written by `make docs` from evals/baseline; `make baseline` measures that anew. -->
# What it can do, measured

`roadmap eval` asks, checks and searches where the right result is known, and counts. The cases are written by hand on
documents of our own: the samples in `corpus/` and `evals/flawed/`, which have defects, and clean documents in
`evals/documents/`. None of it needs a key or a network.

How to read the tables: a share of cases has a 95% Wilson interval; a rate pooled over answers, and a mean, has one bootstrapped
over documents, because questions about one document fail together. A small group has a wide interval: two groups whose
intervals overlap have not been shown to differ. "Precision" counts errors and warnings only; questions to a reviewer
are no claims. A finding counts when its family agrees and it points at the place, give or take one line. An answer counts when
it states every fact, says nothing that is wrong and is no longer than 1,500 characters; what nobody wrote must be refused.

Facts are patterns, and a pattern can be fooled. "Answers judged by patterns" says how often they agree with labels by hand: on what the
product says, which quotes its documents, nearly always; on sentences made up to mislead them, hardly better than chance. So the
figures below hold for the embedded answers. For the free sentences of a language model a model has to judge, and no model is measured
here: that needs a key (`evals/README.md`).

Documents that were there while a product was written flatter it. Eight were added later, in forms of their own. The first time they were
read, 24 of 45 questions were answered right, 9 of 28 defects and 46 of 89 planted errors were found, and nothing was reported that was
right: 19 of 19 near misses and four of four clean documents were left alone. Expect the like on a plan of yours. Seven more were written
for the newest rules, by somebody who had read what these look for: at first 52 of their 71 planted errors were found and 30 of 33 questions
answered right, and all 31 near misses and seven clean documents were left alone. The tables below show these documents as they are read
now.
"""


def evals_page(folder: Path = BASELINE) -> str:
    """The page of the run in a folder. Raises SuiteError when there is none."""
    run = read_run(folder)
    lines = [ABOUT, _measured(run.manifest, run.summary), *figures_in_tables(run.summary), *_weakest(run.summary), *_gates(run.summary)]
    return "\n".join(lines) + "\n"


def _measured(manifest: Manifest, summary: Summary) -> str:
    count = f"{manifest.cases} cases give {summary.cases} samples"
    return f"Measured at commit `{manifest.commit[:12] or 'unknown'}` on data `{manifest.data[:12]}`: {count}."


def _weakest(summary: Summary) -> Iterator[str]:
    yield from ("", "## The weakest cases", "", "The first of those that fail, kind by kind: what it cannot do yet.", "")
    yield from ("| Case | Kind | What came |", "|---|---|---|")
    yield from (f"| {cell(weak.id)} | {weak.kind} | {cell(weak.said[:240])} |" for weak in summary.weakest)


def _gates(summary: Summary) -> Iterator[str]:
    yield from ("", "## Gates", "", "A change that breaks one of these does not pass CI.", "", "| Gate | Measured |", "|---|---|")
    yield from (f"| {cell(gate.gate)} | {cell(gate.says)} |" for gate in summary.gates)
