"""`roadmap eval` as one function: load a suite, run it, judge it, write the run."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from agent.errors import RoadmapError
from evals.command_line import CommandLine
from evals.gates import judge_gates, read_gates
from evals.in_process import InProcess
from evals.kinds import OFFLINE, Kind, Split
from evals.loading import load_suite
from evals.manifest import Manifest, commit_here, versions_here
from evals.product import Product
from evals.runner import Progress, Selection, run
from evals.runs import Run, Times, times_of, write_run
from evals.sample import Sample
from evals.suite import Suite
from evals.summary import Summary, figures_of, unscored_of, weakest_of

OWN_SUITE = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class EvalOptions:
    """What `roadmap eval` was asked. Without `suite` our own is run, without `command` the product in this process is measured."""

    today: date
    suite: str = ""
    documents: str = ""
    kinds: tuple[Kind, ...] = OFFLINE
    split: Split | None = None
    command: tuple[str, ...] = ()
    output: str = ""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A run, how long it took, and the folder it was written to."""

    run: Run
    times: Times
    folder: Path


def evaluate(options: EvalOptions, folder: Path, advance: Progress, clock: Callable[[], float] = time.perf_counter) -> Evaluated:
    """Run the suite and write the run to `folder`.

    Raises SuiteError when the suite cannot be read or nothing was selected, RoadmapError when a kind could not be scored at all.
    """
    began = clock()
    suite = suite_of(options.suite, options.documents)
    product: Product = CommandLine(options.command, suite.documents) if options.command else InProcess(suite.documents)
    selection = Selection(options.kinds, options.split)
    samples = run(suite, product, selection, options.today, advance)
    refuse_nothing(samples)
    found = Run(manifest_of(suite, selection, options), samples, summary_of(suite, samples))
    times = times_of(samples, clock() - began)
    write_run(found, times, folder)
    return Evaluated(found, times, folder)


def suite_of(folder: str, documents: str) -> Suite:
    """The suite in a folder, or our own. Raises SuiteError when there is none."""
    return load_suite(Path(folder) if folder else OWN_SUITE, Path(documents) if documents else None)


def summary_of(suite: Suite, samples: tuple[Sample, ...]) -> Summary:
    """Figures and gates of some samples."""
    figures = figures_of(samples)
    gates = judge_gates(read_gates(suite.gates), figures, samples) if suite.gates else ()
    return Summary(
        suite=suite.name,
        data=suite.digest,
        cases=len(samples),
        unscored=unscored_of(samples),
        figures=figures,
        gates=gates,
        passed=all(gate.result != "fail" for gate in gates),
        weakest=weakest_of(samples),
    )


def manifest_of(suite: Suite, selection: Selection, options: EvalOptions) -> Manifest:
    """What this run is."""
    return Manifest(
        suite=suite.name,
        data=suite.digest,
        cases=len(suite.cases),
        commit=commit_here(),
        product=" ".join(options.command) or "roadmap",
        kinds=selection.kinds,
        split=selection.split or "",
        today=(suite.today or options.today).isoformat(),
        versions=versions_here(),
    )


def refuse_nothing(samples: tuple[Sample, ...]) -> None:
    """A kind of which every case broke is no result, nor is a run that scored nothing. Raises RoadmapError naming the first reason."""
    for kind in dict.fromkeys(sample.kind for sample in samples):
        members = [sample for sample in samples if sample.kind == kind]
        skipped = any(sample.status == "skipped" for sample in members) and any(sample.status == "ok" for sample in samples)
        if not skipped and all(sample.status != "ok" for sample in members):
            raise RoadmapError(
                f"none of {len(members)} cases could be scored: {members[0].said}", where=kind, remedy="see the reason above"
            )
