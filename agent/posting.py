"""From a review to comments on a code host: look, compare, write what is missing, and look again before anything is tried twice."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from agent.errors import HostForbiddenError, HostUncertainError, SettingsError
from agent.expressions import expression
from agent.reviewing import Reviewed, ReviewOptions, analysed, fails

if TYPE_CHECKING:
    from agent.model.posting import Writes
    from agent.model.review import Review
    from agent.ports import CodeHost
    from agent.review import Analysis
    from agent.review.reconcile import Own

Ready = Callable[[Reviewed], None]
ATTEMPTS = 5
MOST_WAIT = 180.0  # seconds that posting may wait for the host altogether
MOST_SAVED = 5_000_000  # bytes of a saved review
MOST_SAID = 2_000  # findings or changes in a saved review
FINDING_ID, RULE, RULE_NAME = expression(r"[0-9a-f]{16}"), expression(r"[A-Z]{2}\d{3}"), expression(r"[a-z0-9-]{1,60}")


@dataclass(frozen=True, slots=True)
class PostOptions:
    """`say` tells a person what happened, `pause` waits seconds. `only_problems` begins no summary when only the plan changes."""

    say: Callable[[str], None]
    only_problems: bool = False
    pause: Callable[[float], None] = time.sleep


def review_request(
    host: CodeHost, options: ReviewOptions, post: PostOptions | None = None, ready: Ready = lambda reviewed: None
) -> Reviewed:
    """Review a change on a code host; `ready` gets the review before the comments are written, which happens when `post` is given.

    Raises RoadmapError when the host cannot be read. What cannot be written for want of rights, or because the change has moved on, is
    said and leaves the verdict as it is.
    """
    analysis, settings = analysed(host, options)
    review = _composed(host, analysis, options)
    reviewed = Reviewed(review, fails(review, options.fail_on or settings.check.fail_on))
    ready(reviewed)
    return reviewed if post is None else Reviewed(post_analysis(host, analysis, options, post), reviewed.failed)


def post_saved(host: CodeHost, saved: str, options: ReviewOptions, post: PostOptions, *, expected: str = "") -> Reviewed:
    """Post a review that another run saved. The file is data of unknown origin: only what the host confirms is believed.

    It must be about the present merge base and head, which must be the commit that is `expected`, if any. Every place is looked up in
    the host's own diff, all text is escaped again, and suggestions to apply are left out. Who found something has failed already: here
    nothing fails unless it is asked for. Raises SettingsError when the file is no review or is about another state.
    """
    review = read_saved(Path(saved))
    change = host.change()
    if (review.base, review.head) != (change.base, change.head) or expected not in ("", change.head):
        raise SettingsError("is about another state of the change", where=saved, remedy="post the review of its last commit")
    done = post_analysis(host, _confirmed(host, review), options, post)
    return Reviewed(done, fails(done, options.fail_on or "never"))


def post_analysis(host: CodeHost, analysis: Analysis, options: ReviewOptions, post: PostOptions) -> Review:
    """Bring the comments of the host to what the analysis says, and return the review as it stands there."""
    from agent.review.reconcile import own_comments, says_nothing, writes_for

    waited = 0.0
    for attempt in range(ATTEMPTS):
        own = own_comments(host.comments(), host.account(), options.key)
        review = _composed(host, analysis, options, own)
        writes = writes_for(review, own, quiet=says_nothing(review, only_problems=post.only_problems))
        if not writes:
            return review
        if host.head() != analysis.change.head:
            post.say("the change has a newer commit: nothing was posted; the run for that commit will do it")
            return review
        try:
            _write(host, writes, analysis, post)
        except HostForbiddenError as error:
            post.say(f"warning: not posted: {error}")
            return review
        except HostUncertainError as error:
            waited += error.wait
            if attempt == ATTEMPTS - 1 or waited > MOST_WAIT:
                raise
            post.pause(error.wait)
            continue
        return review
    raise AssertionError("the last attempt returns or raises")


def read_saved(file: Path) -> Review:
    """A saved review. Raises SettingsError when it is too large or no review, or holds names that this program does not give."""
    from pydantic import ValidationError

    from agent.model.review import Review

    remedy = "save it with roadmap review --write json=FILE"
    try:
        if file.stat().st_size > MOST_SAVED:
            raise SettingsError(f"is over {MOST_SAVED // 1_000_000} MB", where=str(file), remedy=remedy)
        review = Review.model_validate_json(file.read_bytes(), strict=False)
    except OSError as error:
        raise SettingsError(error.strerror or "cannot be read", where=str(file), remedy=remedy) from error
    except ValidationError as error:
        raise SettingsError(f"is no saved review ({error.error_count()} wrong fields)", where=str(file), remedy=remedy) from error
    silenced = [finding for directive in review.directives for finding in directive.silenced]
    findings = (*review.findings, *review.fixed_findings, *review.altered_findings, *silenced)
    ours = all(FINDING_ID.fullmatch(f.id) and RULE.fullmatch(f.rule) and RULE_NAME.fullmatch(f.name) and f.evidence for f in findings)
    if not ours or max(len(findings), len(review.changes), len(review.documents), len(review.directives)) > MOST_SAID:
        raise SettingsError("is no review that this program saved", where=str(file), remedy=remedy)
    return review


def _composed(host: CodeHost, analysis: Analysis, options: ReviewOptions, own: Own | None = None) -> Review:
    from agent.render.review import review_of
    from agent.render.review_bodies import Wording

    wording = Wording(options.key, host.link(analysis.change.head), host.suggestion)
    if own is None:
        return review_of(analysis, wording, most_comments=options.most_comments)
    return review_of(analysis, wording, most_comments=options.most_comments, dismissed=own.dismissed, standing=own.standing)


def _write(host: CodeHost, writes: Writes, analysis: Analysis, post: PostOptions) -> None:
    """The summary first, so that it stands above; then old comments, then new ones."""
    if writes.summary is not None and (author := host.create_summary(writes.summary)) not in ("", host.account()):
        post.say(f"warning: comments of this token are written as {author}: name it with --account, or the next run will repeat them")
    for edit in writes.edits:
        host.edit(edit)
    refused = host.create_comments(writes.comments, analysis.change) if writes.comments else ()
    for comment in refused:
        post.say(f"warning: {comment.path}:{comment.line}: the host takes no comment here; the summary has it")
    told = (len(writes.comments) - len(refused), len(writes.edits), 1 if writes.summary is not None else 0)
    post.say(f"posted {told[0]} inline comments and {told[2]} summary, edited {told[1]} comments")


def _confirmed(host: CodeHost, review: Review) -> Analysis:
    """The saved findings at places that the host's diff has."""
    from agent.review import pair, parse_patch
    from agent.review.analysis import restored

    change = host.change()
    told = {evidence.path for finding in review.findings for evidence in finding.evidence}
    pairs = []
    for file in change.files:
        text = host.patch(file) if file.path in told else None
        patch = parse_patch(text) if text is not None else None
        if patch is not None:
            pairs.append(pair(file.path, file.old_path, None, None, patch))
    return restored(review, change, pairs)
