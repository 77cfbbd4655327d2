"""A run as a folder: what it was, every sample, its figures, and reports for people and for CI.

`manifest.json`, `samples.jsonl`, `summary.json`, `report.md`, `report.html` and `junit.xml` are the same bytes for the same run;
`times.json` alone holds how long things took.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.cases import SuiteError
from evals.manifest import Manifest
from evals.reports.html import html_report
from evals.reports.junit import junit_report
from evals.reports.markdown import markdown_report
from evals.sample import Sample
from evals.statistics import percentile
from evals.summary import Summary

REMEDY = "name a folder that `roadmap eval` wrote"


class Times(BaseModel):
    """`times.json`: how long answers took, in milliseconds, and the whole run, in seconds."""

    model_config = ConfigDict(frozen=True)

    answers: int
    p50_ms: float
    p95_ms: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """Everything about a run."""

    manifest: Manifest
    samples: tuple[Sample, ...]
    summary: Summary


def times_of(samples: Sequence[Sample], seconds: float) -> Times:
    """Latency of the answers; `seconds` is what the whole run took."""
    taken = [float(sample.elapsed_ms) for sample in samples if sample.kind == "question" and sample.status == "ok"]
    return Times(answers=len(taken), p50_ms=percentile(taken, 0.5), p95_ms=percentile(taken, 0.95), seconds=round(seconds, 1))


def write_run(run: Run, times: Times, folder: Path) -> None:
    """Write all files of a run; what an earlier run left there is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "manifest.json": _json(run.manifest),
        "samples.jsonl": "".join(f"{sample.model_dump_json()}\n" for sample in run.samples),
        "summary.json": _json(run.summary),
        "times.json": _json(times),
        "report.md": markdown_report(run.manifest, run.summary, run.samples),
        "report.html": html_report(run.manifest, run.summary, run.samples),
        "junit.xml": junit_report(run.manifest, run.samples),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def read_run(folder: Path) -> Run:
    """A run as it was written. Raises SuiteError when the folder holds none."""
    try:
        lines = (folder / "samples.jsonl").read_text(encoding="utf-8").splitlines()
        return Run(
            Manifest.model_validate_json((folder / "manifest.json").read_bytes()),
            tuple(Sample.model_validate_json(line) for line in lines if line.strip()),
            Summary.model_validate_json((folder / "summary.json").read_bytes()),
        )
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError("holds no run", where=str(folder), remedy=REMEDY) from error
    except ValidationError as error:
        raise SuiteError("holds a run of another version", where=str(folder), remedy=REMEDY) from error


def _json(value: BaseModel) -> str:
    return json.dumps(value.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=1) + "\n"
