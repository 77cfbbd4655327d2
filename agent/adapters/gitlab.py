"""Merge requests on GitLab, over its REST API (version 4)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from urllib.parse import quote

from pydantic import BaseModel, SecretStr

from agent.adapters.code_host_api import CodeHostApi
from agent.errors import HostError, HostRejectedError, SettingsError
from agent.expressions import expression
from agent.model.change import Change, FileChange, TreeEntry
from agent.model.posting import Edit, ExistingComment
from agent.model.review import ReviewComment

MERGE_REQUEST = expression(r"((?:[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}/){1,8}[A-Za-z0-9_][A-Za-z0-9_.-]{0,99})!(\d{1,9})")
REGULAR = frozenset(("100644", "100755"))


class _Refs(BaseModel):
    base_sha: str
    head_sha: str
    start_sha: str


class _Merge(BaseModel):
    sha: str
    diff_refs: _Refs | None = None
    web_url: str = ""


class _Diff(BaseModel):
    old_path: str
    new_path: str
    renamed_file: bool = False
    too_large: bool | None = None
    collapsed: bool | None = None
    diff: str = ""


class _Entry(BaseModel):
    id: str
    path: str
    type: str
    mode: str


class _User(BaseModel):
    username: str


class _Position(BaseModel):
    new_path: str | None = None
    new_line: int | None = None
    head_sha: str = ""


class _Note(BaseModel):
    id: int
    body: str = ""
    author: _User | None = None
    position: _Position | None = None
    resolved: bool = False


class _Written(BaseModel):
    author: _User | None = None


class _Discussion(BaseModel):
    notes: tuple[_Note, ...] = ()


class GitLabMergeRequest:
    """One merge request: a source of its change (`agent.ports.ChangeSource`) and the place to discuss it (`agent.ports.CodeHost`)."""

    suggestion = "suggestion:-0+0"

    def __init__(self, api: CodeHostApi, project: str, number: int, *, account: str = "") -> None:
        self._api, self._account = api, account
        self._root = f"/projects/{quote(project, safe='')}"
        self._merge = f"{self._root}/merge_requests/{number}"
        self._trees: dict[str, tuple[TreeEntry, ...]] = {}

    def change(self) -> Change:
        """The merge request as it is now."""
        refs = self._refs
        old = {entry.path: entry.blob for entry in self.tree(refs.base_sha)}
        new = {entry.path: entry.blob for entry in self.tree(refs.head_sha)}
        files = (_file(diff, old, new) for diff in self._diffs.values())
        return Change(
            refs.base_sha, refs.start_sha, refs.head_sha, tuple(sorted((f for f in files if f.old_blob or f.blob), key=lambda f: f.path))
        )

    def tree(self, commit: str) -> tuple[TreeEntry, ...]:
        """The regular files at a commit, sorted by path; the host does not tell their size."""
        if commit not in self._trees:
            listed = self._api.every(f"{self._root}/repository/tree?ref={commit}&recursive=true&pagination=keyset&per_page=100", _Entry)
            entries = (TreeEntry(e.path, e.id, 0) for e in listed if e.type == "blob" and e.mode in REGULAR)
            self._trees[commit] = tuple(sorted(entries, key=lambda entry: entry.path))
        return self._trees[commit]

    def blob(self, name: str) -> bytes:
        """The contents that git knows by that name."""
        return self._api.raw(f"{self._root}/repository/blobs/{name}/raw", "*/*")

    def patch(self, file: FileChange) -> str | None:
        """The diff of a file; None where the host leaves it out for its size."""
        listed = self._diffs.get(file.path)
        return None if listed is None or listed.too_large or listed.collapsed or not listed.diff else listed.diff

    def account(self) -> str:
        """The user name of the token."""
        if not self._account:
            self._account = self._api.one("/user", _User).username
        return self._account

    def head(self) -> str:
        """The last commit of the branch now."""
        return self._api.one(self._merge, _Merge).sha

    def link(self, head: str) -> str:
        """The address of a file at a commit."""
        web, found, _ = self._now.web_url.partition("/-/merge_requests/")
        return f"{web}/-/blob/{head}/{{path}}" if found and web.startswith("https://") else ""

    def comments(self) -> tuple[ExistingComment, ...]:
        """The first note of every discussion, oldest first."""
        return tuple(self._existing())

    def create_summary(self, body: str) -> str:
        """A note on the merge request; returns whose it became."""
        written = self._api.write("POST", f"{self._merge}/notes", {"body": body}, _Written)
        return written.author.username if written.author is not None else ""

    def create_comments(self, comments: Sequence[ReviewComment], change: Change) -> tuple[ReviewComment, ...]:
        """One discussion for each comment: this host has no review that holds several."""
        old = {file.path: file.old_path or file.path for file in change.files}
        return tuple(comment for comment in comments if not self._discussed(comment, old.get(comment.path, comment.path)))

    def edit(self, edit: Edit) -> None:
        """Another body for a note of ours."""
        self._api.write("PUT", f"{self._merge}/notes/{edit.id}", {"body": edit.body}, _Written)

    def _existing(self) -> Iterator[ExistingComment]:
        for discussion in self._api.every(f"{self._merge}/discussions?per_page=100", _Discussion):
            for note in discussion.notes[:1]:
                author = note.author.username if note.author is not None else ""
                place = note.position
                here = place is not None and place.head_sha == self._refs.head_sha
                line = place.new_line if place is not None and here else None
                yield ExistingComment(
                    str(note.id),
                    place is not None,
                    author,
                    note.body,
                    (place.new_path or "") if place is not None else "",
                    line,
                    note.resolved,
                )

    def _discussed(self, comment: ReviewComment, old_path: str) -> bool:
        """Whether the host took the comment."""
        refs = self._refs
        position = {
            "position_type": "text",
            "base_sha": refs.base_sha,
            "start_sha": refs.start_sha,
            "head_sha": refs.head_sha,
            "old_path": old_path,
            "new_path": comment.path,
            "new_line": comment.line,
        }
        try:
            self._api.write("POST", f"{self._merge}/discussions", {"body": comment.body, "position": position}, _Written)
        except HostRejectedError:
            return False
        return True

    @cached_property
    def _now(self) -> _Merge:
        return self._api.one(self._merge, _Merge)

    @property
    def _refs(self) -> _Refs:
        if self._now.diff_refs is None:
            raise HostError("has no diff yet", where=self._merge, remedy="run again in a moment")
        return self._now.diff_refs

    @cached_property
    def _diffs(self) -> dict[str, _Diff]:
        return {diff.new_path: diff for diff in self._api.every(f"{self._merge}/diffs?per_page=100", _Diff)}


def open_merge_request(
    reference: str, *, address: str, token: SecretStr | None, account: str = "", pause: Callable[[float], None] = time.sleep
) -> GitLabMergeRequest:
    """The merge request that `GROUP/PROJECT!N` names. Raises SettingsError when it names none or the address is not safe."""
    match = MERGE_REQUEST.fullmatch(reference)
    if match is None:
        raise SettingsError("is no merge request", where=reference, remedy="write GROUP/PROJECT!NUMBER")
    return GitLabMergeRequest(CodeHostApi(address, token, {}, pause), match[1], int(match[2]), account=account)


def _file(diff: _Diff, old: dict[str, str], new: dict[str, str]) -> FileChange:
    before = diff.old_path if diff.old_path in old and (diff.renamed_file or diff.old_path == diff.new_path) else ""
    return FileChange(diff.new_path, before, old.get(before, ""), new.get(diff.new_path, ""))
