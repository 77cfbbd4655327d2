"""The `review` command."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from agent import app as use
from agent.commands.options import Exclude, FailOn, Include, many
from agent.console import FOUND, OK, leave, page, write
from agent.render import formats
from agent.reviewing import ReviewOptions


def review(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help="Files, folders or patterns in the repository.  [default: what looks like a roadmap]", show_default=False
        ),
    ] = None,
    base: Annotated[str, typer.Option(help="Revision that the change starts from.", metavar="REV", show_default=False)] = "",
    head: Annotated[str, typer.Option(help="Revision with the change.", metavar="REV")] = "HEAD",
    output: Annotated[formats.ReviewFormat, typer.Option("--format", help="How to print the review.")] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    select: Annotated[list[str] | None, typer.Option(help="Only these rules or families; may be repeated.", metavar="RULE")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="Not these rules or families; may be repeated.", metavar="RULE")] = None,
    fail_on: Annotated[FailOn | None, typer.Option(help="Exit with 1 when the change introduces this severity.  [default: error]")] = None,
    most_comments: Annotated[int, typer.Option("--max-comments", help="Inline comments at most.", min=0, max=50)] = 10,
    today: Annotated[
        datetime | None, typer.Option(help="The date that decides what is overdue.", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")
    ] = None,
    include: Include = None,
    exclude: Exclude = None,
) -> None:
    """Review a change of roadmaps: what it does to the plan, what it makes wrong, what it puts right.

    Compares the merge base with the head without a checkout. Settings, baseline and filters come from the branch the change goes to.

    \b
    Examples:
      roadmap review --base main
      roadmap review --base v1.2 --head feature docs/ --format markdown
    """
    options = ReviewOptions(
        today=today.date() if today else date.today(),
        paths=tuple(paths or ()),
        include=many(include),
        exclude=many(exclude),
        select=many(select),
        ignore=many(ignore),
        fail_on=fail_on or "",
        most_comments=most_comments,
    )
    if not base:
        raise typer.BadParameter("name the revision to compare with: --base main")
    done = use.review(base, head, options)
    write(formats.reviewed(done.review, "json" if as_json else output, use.rule_catalogue(), use.version(), page()))
    leave(FOUND if done.failed else OK)
