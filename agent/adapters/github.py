"""Pull requests on GitHub and GitHub Enterprise, over its REST API (version 2022-11-28); nothing of the change is checked out or run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from pydantic import BaseModel, SecretStr

from agent.adapters.code_host_api import CodeHostApi
from agent.errors import HostError, HostForbiddenError, HostRejectedError, SettingsError
from agent.expressions import expression
from agent.model.change import Change, FileChange, TreeEntry
from agent.model.posting import Edit, ExistingComment
from agent.model.review import ReviewComment
from agent.review.unified import split_diff

PULL_REQUEST = expression(r"([A-Za-z0-9][A-Za-z0-9-]{0,38})/([A-Za-z0-9._-]{1,100})#(\d{1,9})")
HEADERS = {"X-GitHub-Api-Version": "2022-11-28"}
REGULAR = frozenset(("100644", "100755"))
ACTIONS_ACCOUNT = "github-actions[bot]"
THREADS = """query($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) { reviewThreads(first: 100, after: $after) {
    nodes { isResolved comments(first: 1) { nodes { databaseId } } } pageInfo { hasNextPage endCursor } } } } }"""


class _Commit(BaseModel):
    sha: str


class _Repository(BaseModel):
    html_url: str = ""


class _Side(BaseModel):
    sha: str
    repo: _Repository | None = None


class _Pull(BaseModel):
    base: _Side
    head: _Side


class _Comparison(BaseModel):
    merge_base_commit: _Commit


class _File(BaseModel):
    filename: str
    status: str = ""
    previous_filename: str = ""
    patch: str | None = None


class _Entry(BaseModel):
    path: str
    mode: str
    type: str
    sha: str
    size: int = 0


class _Tree(BaseModel):
    tree: tuple[_Entry, ...]
    truncated: bool = False


class _User(BaseModel):
    login: str


class _Written(BaseModel):
    user: _User | None = None


class _Viewing(BaseModel):
    viewer: _User | None = None


class _Viewer(BaseModel):
    data: _Viewing | None = None


class _Comment(BaseModel):
    id: int
    body: str | None = None
    user: _User | None = None
    path: str = ""
    line: int | None = None
    in_reply_to_id: int | None = None


class _Numbered(BaseModel):
    databaseId: int  # noqa: N815  the API's own name


class _First(BaseModel):
    nodes: tuple[_Numbered, ...] = ()


class _Thread(BaseModel):
    isResolved: bool = False  # noqa: N815
    comments: _First = _First()


class _PageInfo(BaseModel):
    hasNextPage: bool = False  # noqa: N815
    endCursor: str | None = None  # noqa: N815


class _ThreadPage(BaseModel):
    nodes: tuple[_Thread, ...] = ()
    pageInfo: _PageInfo = _PageInfo()  # noqa: N815


class _ThreadsOfPull(BaseModel):
    reviewThreads: _ThreadPage | None = None  # noqa: N815


class _PullWithThreads(BaseModel):
    pullRequest: _ThreadsOfPull | None = None  # noqa: N815


class _Data(BaseModel):
    repository: _PullWithThreads | None = None


class _Threads(BaseModel):
    data: _Data | None = None

    @property
    def page(self) -> _ThreadPage | None:
        """The threads, None where the token may not see them."""
        repository = self.data.repository if self.data is not None else None
        pull = repository.pullRequest if repository is not None else None
        return pull.reviewThreads if pull is not None else None


class GitHubPullRequest:
    """One pull request: a source of its change (`agent.ports.ChangeSource`) and the place to discuss it (`agent.ports.CodeHost`)."""

    suggestion = "suggestion"

    def __init__(self, api: CodeHostApi, owner: str, name: str, number: int, *, graphql: str = "", account: str = "") -> None:
        self._api, self._number, self._graphql, self._account = api, number, graphql, account
        self._owner, self._name = owner, name
        self._root = f"/repos/{owner}/{name}"
        self._pull = f"{self._root}/pulls/{number}"
        self._trees: dict[str, tuple[TreeEntry, ...]] = {}

    def change(self) -> Change:
        """The pull request as it is now. Links, submodules and unchanged files are left out."""
        pull = self._now
        base = self._api.one(f"{self._root}/compare/{pull.base.sha}...{pull.head.sha}?per_page=1", _Comparison).merge_base_commit.sha
        old = {entry.path: entry.blob for entry in self.tree(base)}
        new = {entry.path: entry.blob for entry in self.tree(pull.head.sha)}
        renamed = {file.filename: file.previous_filename for file in self._files.values() if file.previous_filename}
        return Change(base, pull.base.sha, pull.head.sha, tuple(_changes(old, new, renamed)))

    def tree(self, commit: str) -> tuple[TreeEntry, ...]:
        """The regular files at a commit, sorted by path. Raises HostError when the host does not list them all."""
        if commit not in self._trees:
            listed = self._api.one(f"{self._root}/git/trees/{commit}?recursive=1", _Tree)
            if listed.truncated:
                raise HostError(
                    "has too many files to be listed", where=self._root, remedy="review it in a clone: roadmap review --base REV"
                )
            entries = (TreeEntry(e.path, e.sha, e.size) for e in listed.tree if e.type == "blob" and e.mode in REGULAR)
            self._trees[commit] = tuple(sorted(entries, key=lambda entry: entry.path))
        return self._trees[commit]

    def blob(self, name: str) -> bytes:
        """The contents that git knows by that name."""
        return self._api.raw(f"{self._root}/git/blobs/{name}", "application/vnd.github.raw+json")

    def patch(self, file: FileChange) -> str | None:
        """The diff of a file: from the list of files, else, for a large one, from the diff of the whole."""
        listed = self._files.get(file.path)
        return listed.patch if listed is not None and listed.patch is not None else self._diff.get(file.path)

    def account(self) -> str:
        """The login of the token. The tokens of apps may ask for it by GraphQL only; who may not ask at all is a workflow's own token."""
        if not self._account:
            try:
                self._account = self._api.one("/user", _User).login
            except HostForbiddenError:
                self._account = self._viewer() or ACTIONS_ACCOUNT
        return self._account

    def head(self) -> str:
        """The last commit of the branch now."""
        return self._api.one(self._pull, _Pull).head.sha

    def link(self, head: str) -> str:
        """The address of a file at a commit."""
        repository = self._now.base.repo
        url = repository.html_url if repository is not None else ""
        return f"{url}/blob/{head}/{{path}}" if url.startswith(("https://", "http://127.0.0.1")) else ""

    def comments(self) -> tuple[ExistingComment, ...]:
        """All comments but replies, oldest first."""
        general = [
            _existing(c, False, False) for c in self._api.every(f"{self._root}/issues/{self._number}/comments?per_page=100", _Comment)
        ]
        inline = [c for c in self._api.every(f"{self._pull}/comments?per_page=100", _Comment) if c.in_reply_to_id is None]
        resolved = frozenset(self._resolved()) if inline else frozenset()
        return (*general, *(_existing(c, True, c.id in resolved) for c in inline))

    def create_summary(self, body: str) -> str:
        """A comment on the pull request; returns whose it became."""
        written = self._api.write("POST", f"{self._root}/issues/{self._number}/comments", {"body": body}, _Written)
        return written.user.login if written.user is not None else ""

    def create_comments(self, comments: Sequence[ReviewComment], change: Change) -> tuple[ReviewComment, ...]:
        """One review with all comments. When the host refuses it, each is tried alone, so that one bad line does not lose the others."""
        review = {"commit_id": change.head, "event": "COMMENT", "body": "", "comments": [_placed(comment) for comment in comments]}
        try:
            self._api.write("POST", f"{self._pull}/reviews", review, _Written)
        except HostRejectedError:
            return tuple(comment for comment in comments if not self._alone(comment, change.head))
        return ()

    def edit(self, edit: Edit) -> None:
        """Another body for a comment of ours."""
        self._api.write("PATCH", f"{self._root}/{'pulls' if edit.inline else 'issues'}/comments/{edit.id}", {"body": edit.body}, _Written)

    def _alone(self, comment: ReviewComment, head: str) -> bool:
        try:
            self._api.write("POST", f"{self._pull}/comments", {**_placed(comment), "commit_id": head}, _Written)
        except HostRejectedError:
            return False
        return True

    @cached_property
    def _now(self) -> _Pull:
        return self._api.one(self._pull, _Pull)

    @cached_property
    def _files(self) -> dict[str, _File]:
        return {file.filename: file for file in self._api.every(f"{self._pull}/files?per_page=100", _File)}

    @cached_property
    def _diff(self) -> dict[str, str]:
        """The hunks by path; none when the diff is too large to be had (over 300 files or 20,000 lines)."""
        try:
            return split_diff(self._api.raw(self._pull, "application/vnd.github.diff").decode("utf-8", "replace"))
        except HostRejectedError:
            return {}

    def _viewer(self) -> str:
        try:
            found = self._api.query(self._graphql, {"query": "query { viewer { login } }"}, _Viewer)
        except (HostForbiddenError, HostRejectedError):
            return ""
        return found.data.viewer.login if found.data is not None and found.data.viewer is not None else ""

    def _resolved(self) -> Iterator[int]:
        """The ids of comments whose thread was resolved. Only GraphQL knows; where it may not be asked, none is taken for resolved."""
        after: str | None = None
        while self._graphql:
            variables = {"owner": self._owner, "name": self._name, "number": self._number, "after": after}
            try:
                threads = self._api.query(self._graphql, {"query": THREADS, "variables": variables}, _Threads)
            except (HostForbiddenError, HostRejectedError):
                return
            page = threads.page
            if page is None:
                return
            for thread in page.nodes:
                if thread.isResolved:
                    yield from (comment.databaseId for comment in thread.comments.nodes)
            if not page.pageInfo.hasNextPage:
                return
            after = page.pageInfo.endCursor


def open_pull_request(
    reference: str, *, address: str, token: SecretStr | None, account: str = "", pause: Callable[[float], None] = time.sleep
) -> GitHubPullRequest:
    """The pull request that `OWNER/REPO#N` names. Raises SettingsError when it names none or the address is not safe."""
    match = PULL_REQUEST.fullmatch(reference)
    if match is None or match[2] in (".", ".."):
        raise SettingsError("is no pull request", where=reference, remedy="write OWNER/REPO#NUMBER")
    api = CodeHostApi(address, token, HEADERS, pause)
    return GitHubPullRequest(api, match[1], match[2], int(match[3]), graphql=graphql_address(address), account=account)


def graphql_address(address: str) -> str:
    """Where GraphQL is, beside the REST API: `https://api.github.com/graphql`, on GitHub Enterprise `https://host/api/graphql`."""
    return f"{address.rstrip('/').removesuffix('/v3')}/graphql"


def _changes(old: Mapping[str, str], new: Mapping[str, str], renamed: Mapping[str, str]) -> Iterator[FileChange]:
    """What differs between two trees; `renamed` are new paths to old ones, as the host sees it."""
    moved = {path: before for path, before in renamed.items() if path in new and before in old and path not in old}
    gone = set(moved.values())
    for path in sorted(old.keys() | new.keys()):
        before = moved.get(path, path if path in old else "")
        if old.get(before, "") != new.get(path, "") or path in moved:
            if path in gone and path not in new:
                continue
            yield FileChange(path, before, old.get(before, ""), new.get(path, ""))


def _existing(comment: _Comment, inline: bool, resolved: bool) -> ExistingComment:
    author = comment.user.login if comment.user is not None else ""
    return ExistingComment(str(comment.id), inline, author, comment.body or "", comment.path, comment.line, resolved)


def _placed(comment: ReviewComment) -> dict[str, object]:
    place: dict[str, object] = {"path": comment.path, "side": comment.side, "line": comment.line, "body": comment.body}
    return place if comment.start_line is None else {**place, "start_line": comment.start_line, "start_side": comment.side}
