"""Pull and merge requests by name: the adapter that speaks to their host, with the token of the environment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from agent.errors import SettingsError

if TYPE_CHECKING:
    from agent.ports import CodeHost
    from agent.reviewing import Reviewed, ReviewOptions
    from agent.settings import Settings


@dataclass(frozen=True, slots=True)
class Request:
    """`name` is `OWNER/REPO#N` or, on GitLab, `GROUP/PROJECT!N`. `saved` is a file with a review to post instead of making one.

    `head` is the commit that the saved review must be about. `account` is the login that our comments are written under, "" to ask the
    host.
    """

    host: Literal["github", "gitlab"]
    name: str
    post: bool = False
    saved: str = ""
    head: str = ""
    only_problems: bool = False
    account: str = ""


def review_request(request: Request, options: ReviewOptions, say: Callable[[str], None], ready: Callable[[Reviewed], None]) -> Reviewed:
    """Review the request, or post the saved review; `ready` gets the review before anything is posted. Raises SettingsError, HostError."""
    from agent.posting import PostOptions, post_saved
    from agent.posting import review_request as run
    from agent.settings import settings_of

    settings = settings_of({})  # the environment alone: no file of a checkout may say where a token goes
    post = PostOptions(say, only_problems=request.only_problems) if request.post else None
    host = _host(request, settings)
    if post is not None and request.saved:
        return post_saved(host, request.saved, options, post, expected=request.head)
    return run(host, options, post, ready)


def _host(request: Request, settings: Settings) -> CodeHost:
    token, name = (settings.github_token, "GITHUB_TOKEN") if request.host == "github" else (settings.gitlab_token, "GITLAB_TOKEN")
    if request.post and token is None:
        raise SettingsError("no token to post with", where="environment", remedy=f"set {name}")
    if request.host == "gitlab":
        from agent.adapters.gitlab import open_merge_request

        return open_merge_request(request.name, address=settings.gitlab_api_url, token=token, account=request.account)
    from agent.adapters.github import open_pull_request

    return open_pull_request(request.name, address=settings.github_api_url, token=token, account=request.account)
