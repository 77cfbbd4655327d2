"""`roadmap eval` as one function: load a suite, run it, judge it, write the run."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from agent.errors import RoadmapError
from agent.model.answer import Usage
from evals.command_line import CommandLine
from evals.gates import judge_gates, read_gates
from evals.in_process import InProcess, Minded
from evals.kinds import OFFLINE, Kind, Split
from evals.loading import load_suite
from evals.manifest import Manifest, commit_here, prompt_hashes, versions_here
from evals.product import Product
from evals.repeating import twice
from evals.runner import Progress, Selection, run
from evals.runs import Run, Times, times_of, write_run
from evals.sample import Sample
from evals.suite import Suite
from evals.summary import Summary, figures_of, unscored_of, weakest_of
from evals.tier import ModelOptions, Tier, tier_of

OWN_SUITE = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class EvalOptions:
    """What `roadmap eval` was asked. Without `suite` our own is run, without `command` the product in this process is measured.

    With `model`, the product in this process answers questions with it; of a command it only judges.
    """

    today: date
    suite: str = ""
    documents: str = ""
    kinds: tuple[Kind, ...] = OFFLINE
    split: Split | None = None
    command: tuple[str, ...] = ()
    model: ModelOptions | None = None


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A run, how long it took, and the folder it was written to."""

    run: Run
    times: Times
    folder: Path


def evaluate(options: EvalOptions, folder: Path, advance: Progress, clock: Callable[[], float] = time.perf_counter) -> Evaluated:
    """Run the suite and write the run to `folder`.

    Raises SuiteError when the suite cannot be read or nothing was selected, ModelError when the model can neither be asked nor replayed,
    RoadmapError when a kind could not be scored at all.
    """
    began = clock()
    suite = suite_of(options.suite, options.documents)
    selection = Selection(options.kinds, options.split)
    with tier_of(options.model) as tier:
        product = product_of(options, suite, tier)
        judge = tier.judge if tier is not None else None
        samples = run(suite, product, selection, options.today, advance, judge, twice(options.command, suite.documents))
        usage, note = (tier.usage, tier.note) if tier is not None else (None, "")
    refuse_nothing(samples)
    found = Run(manifest_of(suite, selection, options), samples, summary_of(suite, samples, usage, note))
    times = times_of(samples, clock() - began)
    write_run(found, times, folder)
    return Evaluated(found, times, folder)


def product_of(options: EvalOptions, suite: Suite, tier: Tier | None) -> Product:
    """What is measured."""
    if options.command:
        return CommandLine(options.command, suite.documents)
    return InProcess(suite.documents, minded=Minded(tier.mind, tier.wire) if tier is not None else None)


def suite_of(folder: str, documents: str) -> Suite:
    """The suite in a folder, or our own. Raises SuiteError when there is none."""
    return load_suite(Path(folder) if folder else OWN_SUITE, Path(documents) if documents else None)


def summary_of(suite: Suite, samples: tuple[Sample, ...], usage: Usage | None = None, note: str = "") -> Summary:
    """Figures and gates of some samples. A run with a model has gates even where the suite has none: a missing reply never passes."""
    figures = figures_of(samples)
    written = read_gates(suite.gates) if suite.gates else ()
    gates = judge_gates(written, figures, samples) if suite.gates or usage is not None else ()
    return Summary(
        suite=suite.name,
        data=suite.digest,
        cases=len(samples),
        unscored=unscored_of(samples),
        figures=figures,
        gates=gates,
        passed=all(gate.result != "fail" for gate in gates),
        weakest=weakest_of(samples),
        usage=usage,
        note=note,
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
        model=options.model.name if options.model else "",
        prompts=prompt_hashes() if options.model else {},
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
