"""The `review` command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, cast, get_args

import typer

from agent import app as use
from agent.commands.options import (
    Exclude,
    FailOn,
    Ignore,
    Include,
    Model,
    NoCache,
    RequireModel,
    Select,
    Today,
    UsageOption,
    many,
    model_of,
    tell_usage,
    usage_of,
)
from agent.console import FOUND, OK, leave, note, page, write
from agent.errors import SettingsError
from agent.render import formats
from agent.requests import Request
from agent.reviewing import Reviewed, ReviewOptions

RepositoryPaths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="Files, folders or patterns in the repository.  [default: what looks like a roadmap]",
        show_default=False,
    ),
]
Base = Annotated[str, typer.Option(help="Revision that the change starts from.", metavar="REV", show_default=False)]
Head = Annotated[str, typer.Option(help="Revision with the change.", metavar="REV")]
Output = Annotated[formats.ReviewFormat, typer.Option("--format", help="How to print the review.")]
AsJson = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
FailsOn = Annotated[FailOn | None, typer.Option(help="Exit with 1 when the change introduces this severity.  [default: error]")]
MostComments = Annotated[int, typer.Option("--max-comments", help="Inline comments at most.", min=0, max=50, metavar="N")]
Pull = Annotated[str, typer.Option("--pr", help="Review a pull request on GitHub.", metavar="OWNER/REPO#N", show_default=False)]
Merge = Annotated[str, typer.Option("--mr", help="Review a merge request on GitLab.", metavar="GROUP/PROJECT!N", show_default=False)]
Post = Annotated[bool, typer.Option("--post", help="Write the review there: one summary, kept up to date, and inline comments.")]
OnlyProblems = Annotated[bool, typer.Option("--only-problems", help="Begin no summary when only the plan changes.")]
Saved = Annotated[str, typer.Option("--from", help="Post this saved review instead of making one.", metavar="FILE", show_default=False)]
Expected = Annotated[
    str, typer.Option("--expect-head", help="Commit that the saved review must be about.", metavar="SHA", show_default=False)
]
Key = Annotated[str, typer.Option(help="Name of this run; runs with other names keep comments of their own.", metavar="NAME")]
Account = Annotated[
    str, typer.Option(help="Login that the comments are written under.  [default: asked of the host]", metavar="LOGIN", show_default=False)
]
Copies = Annotated[
    list[str] | None, typer.Option("--write", help="Also write the review to a file; may be repeated.", metavar="FORMAT=FILE")
]


def review(
    paths: RepositoryPaths = None,
    base: Base = "",
    head: Head = "HEAD",
    output: Output = "text",
    as_json: AsJson = False,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: FailsOn = None,
    most_comments: MostComments = 10,
    today: Today = None,
    include: Include = None,
    exclude: Exclude = None,
    pull: Pull = "",
    merge: Merge = "",
    post: Post = False,
    only_problems: OnlyProblems = False,
    saved: Saved = "",
    expected: Expected = "",
    key: Key = "roadmap",
    account: Account = "",
    copies: Copies = None,
    model: Model = "",
    require_model: RequireModel = False,
    no_cache: NoCache = False,
    usage: UsageOption = False,
) -> None:
    """Say what a change does to the plan.

    What moves, joins and leaves, what the change makes wrong, what it puts right.

    Compares the merge base with the head without a checkout. Settings, baseline and filters come from the branch the change goes to.
    Tokens are read from GITHUB_TOKEN or GITLAB_TOKEN, addresses from GITHUB_API_URL or CI_API_V4_URL. A language model, where the
    environment or --model names one, adds a paragraph to the summary; findings, places and severities stay.

    \b
    Examples:
      roadmap review --base main
      roadmap review --base v1.2 --head feature docs/ --format markdown
      roadmap review --pr acme/plans#12 --post
    """
    check_combination(base, pull, merge, saved, post=post)
    options = ReviewOptions(
        today=today.date() if today else date.today(),
        paths=tuple(paths or ()),
        include=many(include),
        exclude=many(exclude),
        select=many(select),
        ignore=many(ignore),
        fail_on=fail_on or "",
        most_comments=most_comments,
        key=checked_key(key),
        say=note,
        model=model_of(model, required=require_model, cached=not no_cache),
    )
    request = Request("github" if pull else "gitlab", pull or merge, post, saved, expected, only_problems, account)
    tell = teller("json" if as_json else output, [copy_of(copy) for copy in copies or ()])
    done = reviewed_here(base, head, options, tell) if base else use.review_request(request, options, note, tell)
    finish(done, usage=usage)


def finish(done: Reviewed, *, usage: bool) -> None:
    """Leaves with the exit code of a review, after telling what a model cost where that was asked for."""
    if usage:
        tell_usage(usage_of(done.review.wording))
    leave(FOUND if done.failed else OK)


def check_combination(base: str, pull: str, merge: str, saved: str, *, post: bool) -> None:
    """Raises BadParameter when the options do not say one thing to do."""
    if sum(map(bool, (base, pull, merge))) != 1:
        raise typer.BadParameter("name one thing to review: --base REV, --pr OWNER/REPO#N or --mr GROUP/PROJECT!N")
    if (post and base) or (saved and not post):
        raise typer.BadParameter("--post needs --pr or --mr, and --from needs --post")


def reviewed_here(base: str, head: str, options: ReviewOptions, tell: Callable[[Reviewed], None]) -> Reviewed:
    """The review of a change in the repository around the working directory, after telling it."""
    done = use.review(base, head, options)
    tell(done)
    return done


def teller(output: formats.ReviewFormat, copies: list[tuple[formats.ReviewFormat, str]]) -> Callable[[Reviewed], None]:
    """What prints a review and writes its copies."""

    def tell(done: Reviewed) -> None:
        for form, file in copies:
            save(file, formats.reviewed(done.review, form, use.rule_catalogue(), use.version(), page()))
        write(formats.reviewed(done.review, output, use.rule_catalogue(), use.version(), page()))

    return tell


def checked_key(key: str) -> str:
    """The name of a run. Raises BadParameter when it cannot stand in a mark."""
    from agent.review.marker import KEY

    if not KEY.fullmatch(key):
        raise typer.BadParameter("--key takes up to 64 letters, digits, dots, dashes and underscores")
    return key


def copy_of(copy: str) -> tuple[formats.ReviewFormat, str]:
    """`sarif=out.sarif` as a format and a file."""
    form, _, file = copy.partition("=")
    if form not in get_args(formats.ReviewFormat) or not file:
        raise typer.BadParameter(f"--write takes FORMAT=FILE, with a format of: {', '.join(get_args(formats.ReviewFormat))}")
    return cast("formats.ReviewFormat", form), file


def save(file: str, text: str) -> None:
    """Write a copy. Raises SettingsError when the file cannot be written."""
    try:
        Path(file).write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise SettingsError(error.strerror or "cannot be written", where=file, remedy="check the folder and its permissions") from error
