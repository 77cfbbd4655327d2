"""`roadmap eval`: measure the product on cases with known answers, and compare two measurements."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from agent.commands.options import Json, many
from agent.console import FOUND, OK, leave, note, progress, write
from evals.kinds import KINDS, OFFLINE, Kind, Split

RUNS = Path(".roadmap") / "evals"

evals = typer.Typer(help="Measure answers, findings and retrieval on cases.", invoke_without_command=True)

Suite = Annotated[
    str, typer.Option("--suite", help="Folder of cases; gold and BEIR folders are read, too.", metavar="DIR", show_default=False)
]
Documents = Annotated[str, typer.Option(help="Where the documents of the cases are.", metavar="DIR", show_default=False)]
Kinds = Annotated[
    list[str] | None, typer.Option("--kind", help=f"Only cases of this kind; may be repeated: {', '.join(KINDS)}.", metavar="KIND")
]
Folder = Annotated[str, typer.Argument(metavar="RUN", help="Folder of a run.")]


@evals.callback()
def measure(
    context: typer.Context,
    suite: Suite = "",
    documents: Documents = "",
    kinds: Kinds = None,
    split: Annotated[Split | None, typer.Option(help="Only this part of the cases.", show_default=False)] = None,
    compare: Annotated[str, typer.Option(help="Compare with this run afterwards.", metavar="RUN", show_default=False)] = "",
    command: Annotated[str, typer.Option(help="Measure this command instead.", metavar="COMMAND", show_default=False)] = "",
    output: Annotated[str, typer.Option(help="Folder of the run.  [default: .roadmap/evals/TIME]", metavar="DIR", show_default=False)] = "",
    failures: Annotated[bool, typer.Option("--failures", help="List the cases that failed.")] = False,
    as_json: Json = False,
) -> None:
    """Measure answers, findings and retrieval on cases whose right result is known.

    Works offline. Writes a folder with every sample, the figures with their 95% intervals, and reports. Exits with 1 when a gate fails
    and with 2 when nothing could be measured.

    \b
    Examples:
      roadmap eval
      roadmap eval --kind question --failures
      roadmap eval compare .roadmap/evals/before .roadmap/evals/after
    """
    if context.invoked_subcommand is not None:
        return
    from evals.evaluating import EvalOptions, evaluate
    from evals.reports.text import text_report

    options = EvalOptions(
        today=date.today(),
        suite=suite,
        documents=documents,
        kinds=_kinds(many(kinds)),
        split=split,
        command=tuple(shlex.split(command)),
    )
    folder = Path(output) if output else RUNS / datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    with progress("Measuring") as advance:
        done = evaluate(options, folder, advance)
    summary = done.run.summary
    if as_json:
        write(summary.model_dump_json(by_alias=True))
    else:
        write(text_report(summary, done.run.samples, failures=failures))
    note(f"{done.times.seconds:.0f} s, answers p50 {done.times.p50_ms:.0f} ms, p95 {done.times.p95_ms:.0f} ms; written: {folder}")
    leave(OK if summary.passed else FOUND)


def _kinds(words: Sequence[str]) -> tuple[Kind, ...]:
    chosen: dict[str, Kind] = {kind: kind for kind in KINDS}
    unknown = [word for word in words if word not in chosen]
    if unknown:
        raise typer.BadParameter(f"no kind is called '{unknown[0]}'; the kinds are {', '.join(KINDS)}")
    return tuple(chosen[word] for word in words) or OFFLINE
