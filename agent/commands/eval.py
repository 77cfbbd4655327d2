"""`roadmap eval`: measure the product on cases with known answers, and compare two measurements."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agent.commands.options import Json, many
from agent.console import CANNOT_RUN, FOUND, OK, leave, note, progress, write
from evals.kinds import KINDS, MODELLED, OFFLINE, Kind, Split

ALL_OFFLINE = "offline"
if TYPE_CHECKING:
    from evals.runs import Run
    from evals.tier import ModelOptions

RUNS = Path(".roadmap") / "evals"

evals = typer.Typer(help="Measure answers, findings and retrieval on cases.", invoke_without_command=True)

Suite = Annotated[
    str, typer.Option("--suite", help="Folder of cases; gold, BEIR and chunking folders are read, too.", metavar="DIR", show_default=False)
]
Documents = Annotated[str, typer.Option(help="Where the documents of the cases are.", metavar="DIR", show_default=False)]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        help=f"Only cases of this kind, or offline for all that need no model; may be repeated: {', '.join(KINDS)}.",
        metavar="KIND",
    ),
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
    model: Annotated[str, typer.Option(help="Answer and judge with this language model.", metavar="NAME", show_default=False)] = "",
    replay_only: Annotated[
        bool, typer.Option("--replay-only", help="Use recorded replies of the model; a missing one is an error.")
    ] = False,
    replies: Annotated[
        str, typer.Option(help="Folder of the recorded replies.  [default: that of the package]", metavar="DIR", show_default=False)
    ] = "",
    failures: Annotated[bool, typer.Option("--failures", help="List the cases that failed.")] = False,
    as_json: Json = False,
) -> None:
    """Measure answers, findings and retrieval on cases whose right result is known.

    Works offline. Writes a folder with every sample, the figures with their 95% intervals, and reports. Exits with 1 when a gate fails
    or --compare finds something worse, and with 2 when nothing could be measured.

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
    from evals.runs import read_run

    earlier = read_run(Path(compare)) if compare else None  # before minutes of measuring
    options = EvalOptions(
        today=date.today(),
        suite=suite,
        documents=documents,
        kinds=_kinds(many(kinds), with_model=bool(model)),
        split=split,
        command=tuple(shlex.split(command)),
        model=_model(model, replies, replay_only=replay_only) if model else None,
    )
    folder = Path(output) if output else RUNS / datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    with progress("Measuring") as advance:
        done = evaluate(options, folder, advance)
    summary = done.run.summary
    if as_json:
        write(summary.model_dump_json(by_alias=True))
    else:
        write(text_report(summary, done.run.samples, failures=failures))
    verdict = _show_comparison(earlier, done.run, as_json=False, say=note if as_json else write) if earlier else ""
    note(f"{done.times.seconds:.0f} s, answers p50 {done.times.p50_ms:.0f} ms, p95 {done.times.p95_ms:.0f} ms; written: {folder}")
    leave(OK if summary.passed and verdict != "worse" else FOUND)


@evals.command("compare")
def compare_two(before: Folder, after: Folder, as_json: Json = False) -> None:
    """Compare two runs case by case.

    Figures with intervals of their difference, tests whether it is more than chance, and the cases that flipped. Exits with 1 when
    something got worse, with 2 when the runs were made on different cases or documents.

    \b
    Example:
      roadmap eval compare .roadmap/evals/before .roadmap/evals/after
    """
    from evals.runs import read_run

    one, other = read_run(Path(before)), read_run(Path(after))
    leave(FOUND if _show_comparison(one, other, as_json=as_json, say=write) == "worse" else OK)


@evals.command("validate")
def validate(suite: Suite = "", documents: Documents = "", as_json: Json = False) -> None:
    """Check the cases themselves.

    Every line exists, every quote stands there, every pattern matches its evidence, every formula holds.

    \b
    Example:
      roadmap eval validate --suite evals/cases
    """
    from agent.render.contracts import json_text
    from evals.evaluating import suite_of
    from evals.validate import problems

    chosen = suite_of(suite, documents)
    found = problems(chosen)
    if as_json:
        write(json_text({"schema": "roadmap/cases/1", "cases": len(chosen.cases), "problems": found}))
    else:
        write("".join(f"{problem}\n" for problem in found) or f"{len(chosen.cases)} cases, no problems")
    leave(CANNOT_RUN if found else OK)


def _show_comparison(before: Run, after: Run, *, as_json: bool, say: Callable[[str], None]) -> str:
    from evals.comparison import compare_runs
    from evals.reports.difference import difference_report

    comparison = compare_runs(before, after)
    say(comparison.model_dump_json(by_alias=True) if as_json else difference_report(comparison))
    return comparison.verdict


def _model(name: str, replies: str, *, replay_only: bool) -> ModelOptions:
    from agent.app import settings_here
    from evals.chat import OPENAI
    from evals.tier import REPLIES, ModelOptions

    settings = settings_here()
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""
    folder = Path(replies) if replies else REPLIES
    return ModelOptions(name, settings.openai_base_url or OPENAI, key, folder, replay_only, settings)


def _kinds(words: Sequence[str], *, with_model: bool) -> tuple[Kind, ...]:
    chosen: dict[str, Kind] = {kind: kind for kind in KINDS}
    words = [kind for word in words for kind in (OFFLINE if word == ALL_OFFLINE else (word,))]
    unknown = [word for word in words if word not in chosen]
    if unknown:
        raise typer.BadParameter(f"no kind is called '{unknown[0]}'; the kinds are {', '.join(KINDS)}")
    return tuple(dict.fromkeys(chosen[word] for word in words)) or ((*OFFLINE, *MODELLED) if with_model else OFFLINE)
