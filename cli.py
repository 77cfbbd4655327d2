"""The `roadmap` command: each command parses its options, makes one call into agent/app.py, renders the result and leaves."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from agent import app as use
from agent.checking import CheckOptions
from agent.commands.compare import compare
from agent.commands.eval import evals
from agent.commands.options import (
    Exclude,
    FailOn,
    Ignore,
    Include,
    IndexFolder,
    Json,
    Model,
    NoCache,
    OptionalPaths,
    Paths,
    RequireModel,
    Select,
    Store,
    Today,
    UsageOption,
    many,
    model_of,
    sources,
    tell_usage,
    warn,
)
from agent.commands.report import report
from agent.commands.review import review
from agent.console import (
    CANNOT_RUN,
    FOUND,
    NOT_ANSWERABLE,
    OK,
    App,
    OneLineErrors,
    leave,
    note,
    page,
    progress,
    questions_of_person,
    wait_for_changes,
    write,
)
from agent.render import formats

app = App(name="roadmap", cls=OneLineErrors, invoke_without_command=True, add_completion=False, rich_markup_mode=None)

models = typer.Typer(help="Manage the local embedding model.")
app.add_typer(models, name="models")
app.add_typer(evals, name="eval")

Version = Annotated[bool, typer.Option("--version", help="Print the version and leave.")]


@app.callback()
def roadmap(context: typer.Context, version: Version = False) -> None:
    """Read product roadmaps, answer questions about them with line citations, and find what cannot be true.

    \b
    Example:
      roadmap ask "What does phase 2 cost?" docs/roadmap.md
    """
    if version:
        write(f"roadmap {use.version()}")
    elif context.invoked_subcommand is None:
        write(context.get_help())


@app.command()
def show(
    paths: Paths,
    as_json: Json = False,
    coverage: Annotated[bool, typer.Option("--coverage", help="Print the share of numbers that became facts.")] = False,
    include: Include = None,
    exclude: Exclude = None,
) -> None:
    """Print what was read as a tree.

    Items with their windows, costs and dependencies, what is said beside them, then metrics, totals and the numbers that were not
    understood.

    \b
    Example:
      roadmap show docs/roadmap.md
    """
    settings = use.settings_here()
    found = use.read(sources(paths, include, exclude), settings)
    warn(found.failures)
    if coverage:
        write(formats.covered(found.roadmaps, page(settings.link), as_json=as_json))
    else:
        write(formats.shown(found.roadmaps, found.failures, page(settings.link), as_json=as_json))


@app.command()
def ask(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="What you want to know, in any language of the documents.", show_default=False)
    ] = "",
    paths: OptionalPaths = None,
    questions: Annotated[str, typer.Option(help="Answer every line of a JSONL file, in order.", metavar="FILE", show_default=False)] = "",
    as_json: Json = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also print what the search finds, with the scores of words and of meaning.")
    ] = False,
    today: Today = None,
    index: IndexFolder = "",
    store: Store = "",
    include: Include = None,
    exclude: Exclude = None,
    model: Model = "",
    require_model: RequireModel = False,
    no_cache: NoCache = False,
    usage: UsageOption = False,
) -> None:
    """Answer a question with line citations.

    Without paths the answer comes from the index. Exit code 3 means that the documents do not say. With --questions, each line is
    {"id": ..., "question": ..., "paths": [...]}, and each answer is one line of JSON.

    With OPENAI_API_KEY or OPENAI_BASE_URL set, a language model answers; what it says is checked against the documents, and where it
    fails the answer is the one without a model.

    \b
    Examples:
      roadmap ask "Which items depend on the billing service?" docs/
      roadmap ask --questions questions.jsonl docs/ --json
    """
    settings = use.settings_here(index, store)
    day, mind = today.date() if today else date.today(), model_of(model, required=require_model, cached=not no_cache)
    if questions:
        files = [question, *(paths or ())] if question else list(paths or ())
        for asked, answer in use.ask_many(use.questions_in(questions), sources(files, include, exclude), settings, day, note, mind):
            write(formats.answer_line(asked.id, answer))
            if usage:
                tell_usage(answer.usage)
        leave(OK)
    if not question:
        raise typer.BadParameter("write a question, or name a file with --questions")
    done = use.ask(question, sources(paths or [], include, exclude), settings, day, note, explain=explain, model=mind)
    warn(done.failures)
    write(formats.answered(done.answer, page(settings.link), as_json=as_json, passages=done.passages))
    if usage:
        tell_usage(done.answer.usage)
    leave(OK if done.answer.answered else NOT_ANSWERABLE)


@app.command()
def chat(
    paths: OptionalPaths = None,
    as_json: Json = False,
    index: IndexFolder = "",
    store: Store = "",
    model: Model = "",
    require_model: RequireModel = False,
    no_cache: NoCache = False,
    usage: UsageOption = False,
) -> None:
    """Ask one question after the other.

    Each is understood in the light of those before ("and the one after that?"). Type exit, or press Ctrl-D, to leave. Questions may be
    piped in, one a line.

    \b
    Example:
      roadmap chat docs/
    """
    settings = use.settings_here(index, store)
    read, questions = use.Sources(tuple(paths or ())), questions_of_person("roadmap> ")
    mind = model_of(model, required=require_model, cached=not no_cache)
    for answer in use.chat(questions, read, settings, date.today(), note, mind):
        write(formats.answered(answer, page(settings.link), as_json=as_json) + ("" if as_json else "\n"))
        if usage:
            tell_usage(answer.usage)


@app.command()
def ingest(
    paths: Paths,
    index: IndexFolder = "",
    store: Store = "",
    embedder: Annotated[use.EmbedderName | None, typer.Option(help="What turns text into vectors.  [default: minilm]")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Start the index afresh.")] = False,
    as_json: Json = False,
    include: Include = None,
    exclude: Exclude = None,
) -> None:
    """Index roadmaps, so that ask needs no paths.

    Unchanged files cost nothing; files that are gone leave the index. A run that was interrupted is completed by the next one.

    \b
    Example:
      roadmap ingest docs/ --exclude "drafts/**"
    """
    settings = use.settings_here(index, store, embedder)
    with progress("Indexing") as advance:
        report = use.ingest(sources(paths, include, exclude), settings, note, advance, rebuild=rebuild)
    warn(report.failures)
    write(formats.ingested(report, as_json=as_json))
    leave(CANNOT_RUN if report.failures and not (report.written or report.unchanged) else OK)


@app.command()
def status(index: IndexFolder = "", store: Store = "", as_json: Json = False) -> None:
    """Say what the index holds.

    \b
    Example:
      roadmap status
    """
    write(formats.state(use.status(use.settings_here(index, store)), as_json=as_json))


@app.command()
def doctor(index: IndexFolder = "", store: Store = "", as_json: Json = False) -> None:
    """Say whether this machine is ready, and what to do.

    \b
    Example:
      roadmap doctor
    """
    found = use.diagnose(use.settings_here(index, store))
    write(formats.diagnosed(found, page(), as_json=as_json))
    leave(OK if found.healthy else CANNOT_RUN)


@app.command()
def check(
    paths: Paths,
    output: Annotated[formats.FindingsFormat, typer.Option("--format", help="How to print the findings.")] = "text",
    as_json: Json = False,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: Annotated[FailOn | None, typer.Option(help="Exit with 1 from this severity on.  [default: error]")] = None,
    baseline: Annotated[str, typer.Option(help="File of findings that are accepted for now.", metavar="FILE", show_default=False)] = "",
    update_baseline: Annotated[bool, typer.Option("--update-baseline", help="Accept all present findings in that file.")] = False,
    base: Annotated[str, typer.Option(help="Only what changed since this git revision.", metavar="REV", show_default=False)] = "",
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file is saved, until interrupted.")] = False,
    today: Today = None,
    no_inline_config: Annotated[bool, typer.Option("--no-inline-config", help="Ignore comments that silence findings.")] = False,
    semantic: Annotated[bool, typer.Option("--semantic", help="Let a language model propose what a reviewer should ask, too.")] = False,
    model: Model = "",
    require_model: RequireModel = False,
    no_cache: NoCache = False,
    include: Include = None,
    exclude: Exclude = None,
) -> None:
    """Find what cannot be true.

    Sums that do not add up, dates and dependencies that contradict each other, figures stated twice differently, work planned twice.

    \b
    Example:
      roadmap check docs/ --fail-on warning
    """
    settings = use.settings_here()
    options = CheckOptions(
        today=today.date() if today else date.today(),
        select=many(select),
        ignore=many(ignore),
        baseline=baseline,
        update_baseline=update_baseline,
        base=base,
        inline_config=not no_inline_config,
        fail_on=fail_on or "",
        semantic=semantic,
        model=model_of(model, required=require_model, cached=not no_cache),
    )
    read, chosen = sources(paths, include, exclude), "json" if as_json else output
    outcomes = use.watch(read, options, settings, wait_for_changes, note) if watch else [use.check(read, options, settings, note)]
    for done in outcomes:
        warn(done.failures)
        if done.written:
            note(f"baseline written: {done.written}")
        write(formats.checked(done.findings, chosen, use.rule_catalogue(semantic=semantic), use.version(), page(settings.link)))
        if watch:
            note(f"checked at {datetime.now():%H:%M:%S}; checks again when a file is saved, Ctrl-C ends it")
    leave(FOUND if done.failed else OK)


app.command()(review)
app.command()(compare)
app.command()(report)


@app.command()
def rules(as_json: Json = False) -> None:
    """List the rules of `roadmap check`.

    \b
    Example:
      roadmap rules
    """
    write(formats.listed(use.rule_catalogue(semantic=True), as_json=as_json))


@app.command()
def explain(rule: Annotated[str, typer.Argument(help="Code or name of a rule.", metavar="RULE")], as_json: Json = False) -> None:
    """Explain one rule, with examples.

    \b
    Example:
      roadmap explain RA101
    """
    write(formats.explained(use.rule_called(rule), as_json=as_json))


@models.command("pull")
def models_pull(
    force: Annotated[bool, typer.Option("--force", help="Provision again what is there already.")] = False, as_json: Json = False
) -> None:
    """Provision the local embedder, once.

    \b
    Example:
      roadmap models pull
    """
    pulled = use.pull_models(use.settings_here(), note, force=force)
    write(formats.pulled(str(pulled.folder), pulled.source, as_json=as_json))


if __name__ == "__main__":
    app()
