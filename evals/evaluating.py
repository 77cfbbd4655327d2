"""`roadmap eval` as one function: load a suite, run it, judge it, write the run."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from agent.errors import ModelError, RoadmapError
from evals.chat import OPENAI, Chat
from evals.command_line import CommandLine
from evals.gates import judge_gates, read_gates
from evals.in_process import InProcess
from evals.judging import Judge
from evals.kinds import OFFLINE, Kind, Split
from evals.loading import load_suite
from evals.manifest import Manifest, commit_here, prompt_hashes, versions_here
from evals.product import Product
from evals.replies import Replies
from evals.runner import Progress, Selection, run
from evals.runs import Run, Times, times_of, write_run
from evals.sample import Sample
from evals.suite import Suite
from evals.summary import Summary, figures_of, unscored_of, weakest_of

OWN_SUITE = Path(__file__).parent / "cases"
REPLIES = Path(__file__).parent / "replies"


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """The model tier: which model at which URL, with what key, and where its replies are recorded. `replay_only` asks nothing new."""

    name: str
    url: str = OPENAI
    key: str = ""
    replies: Path = REPLIES
    replay_only: bool = False


@dataclass(frozen=True, slots=True)
class EvalOptions:
    """What `roadmap eval` was asked. Without `suite` our own is run, without `command` the product in this process is measured."""

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

    Raises SuiteError when the suite cannot be read or nothing was selected, RoadmapError when a kind could not be scored at all.
    """
    began = clock()
    suite = suite_of(options.suite, options.documents)
    product: Product = CommandLine(options.command, suite.documents) if options.command else InProcess(suite.documents)
    selection = Selection(options.kinds, options.split)
    samples = run(suite, product, selection, options.today, advance, judge_of(options.model))
    refuse_nothing(samples)
    found = Run(manifest_of(suite, selection, options), samples, summary_of(suite, samples))
    times = times_of(samples, clock() - began)
    write_run(found, times, folder)
    return Evaluated(found, times, folder)


def judge_of(options: ModelOptions | None) -> Judge | None:
    """The judge of a run with a model. Raises ModelError when the model can neither be asked nor replayed."""
    if options is None:
        return None
    if not options.key and options.url == OPENAI and not options.replay_only:
        raise ModelError("there is no key", where=options.name, remedy="set OPENAI_API_KEY, or repeat recorded replies with --replay-only")
    replies = Replies.of(options.replies / f"{re.sub('[^A-Za-z0-9._-]', '_', options.name)}.jsonl")
    return Judge(Chat(options.name, replies, options.url, options.key, options.replay_only))


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
