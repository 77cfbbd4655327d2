"""A code host on the loopback that keeps state: enough of GitHub's REST API, backed by a real git repository, to be wrong about."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.review.repositories import Repository

HUNK = re.compile(r"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
TOKEN = "ghp_canary_token_0123456789"


@dataclass
class Fault:
    """One answer that goes wrong: for the next request that matches. With `after`, the request is carried out first."""

    method: str
    path: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    message: str = "something went wrong"
    after: bool = False


class GitHubServer:
    """Pull request 7 of acme/plans. `writes` are the writes that reached it and took effect."""

    prefix = "/api/v3"

    def __init__(self, server: HTTPServer, repository: Repository, base: str, head: str) -> None:
        self.server, self.repository, self.base, self.head = server, repository, base, head
        self.login = "roadmap-bot"
        self.page_size = 100
        self.read_only = False
        self.knows_user = True
        self.viewer = ""
        self.diff_too_large = False
        self.hidden_patches = False
        self.comments: list[dict[str, object]] = []
        self.reviewed: list[dict[str, object]] = []
        self.resolved: set[int] = set()
        self.writes: list[tuple[str, str]] = []
        self.requests: list[str] = []
        self.bodies: list[str] = []
        self.faults: list[Fault] = []
        self.before_write: Callable[[], None] = lambda: None
        self._next = 1000
        server.expect_request(re.compile(".*")).respond_with_handler(self._answer)

    @property
    def address(self) -> str:
        return self.server.url_for(self.prefix)

    def add_comment(self, author: str, body: str) -> int:
        self.comments.append(self._comment(author, body))
        return self._next

    def add_inline(self, author: str, body: str, path: str, line: int | None) -> int:
        self.reviewed.append({**self._comment(author, body), "path": path, "line": line})
        return self._next

    def _comment(self, author: str, body: str) -> dict[str, object]:
        self._next += 1
        return {"id": self._next, "body": body, "user": {"login": author}}

    def _answer(self, request: Request) -> Response:
        path = request.path.removeprefix(self.prefix)
        self.requests.append(f"{request.method} {path}")
        if request.headers.get("Authorization") not in (f"Bearer {TOKEN}", None):
            return said(401, "Bad credentials")
        fault = next((f for f in self.faults if f.method == request.method and re.search(f.path, path)), None)
        if fault is not None:
            self.faults.remove(fault)
            if fault.after:
                self._route(request, path)
            return Response(json.dumps({"message": fault.message}), fault.status, fault.headers, mimetype="application/json")
        return self._route(request, path)

    def _route(self, request: Request, path: str) -> Response:
        if request.method == "POST" and path.endswith("/graphql"):
            viewing = b"viewer" in request.get_data()
            return answer({"data": {"viewer": {"login": self.viewer} if self.viewer else None}}) if viewing else self._threads()
        if request.method in ("POST", "PATCH"):
            return self._write(request, path)
        inside = path.removeprefix("/repos/acme/plans")
        if path == "/user":
            return answer({"login": self.login}) if self.knows_user else said(403, "Resource not accessible by integration")
        if inside == "/pulls/7":
            return self._pull(request)
        if inside.startswith("/compare/"):
            one, other = inside.removeprefix("/compare/").split("...")
            return answer({"merge_base_commit": {"sha": self.repository.git("merge-base", one, other)}})
        if inside.startswith("/git/trees/"):
            return answer({"tree": self._tree(inside.removeprefix("/git/trees/")), "truncated": False})
        if inside.startswith("/git/blobs/"):
            return Response(self._bytes(inside.removeprefix("/git/blobs/")), mimetype="application/octet-stream")
        pages = {"/pulls/7/files": self._files, "/pulls/7/comments": lambda: self.reviewed, "/issues/7/comments": lambda: self.comments}
        return self._page(request, pages[inside]()) if inside in pages else said(404, "Not Found")

    def _pull(self, request: Request) -> Response:
        if "diff" in request.headers.get("Accept", ""):
            if self.diff_too_large:
                return said(406, "Sorry, the diff exceeded the maximum number of files (300)")
            return Response(self.repository.git("diff", "-M", self._merge_base(), self.head), mimetype="text/plain")
        side = {"repo": {"html_url": "https://github.example/acme/plans"}}
        return answer({"base": {"sha": self.base, **side}, "head": {"sha": self.head, **side}})

    def _merge_base(self) -> str:
        return self.repository.git("merge-base", self.base, self.head)

    def _tree(self, commit: str) -> list[dict[str, object]]:
        rows = [row for row in self.repository.git("ls-tree", "-r", "-z", "-l", commit).split("\0") if row]
        found: list[dict[str, object]] = []
        for row in rows:
            about, path = row.split("\t", 1)
            mode, kind, sha, size = about.split()
            found.append({"path": path, "mode": mode, "type": kind, "sha": sha, "size": int(size) if size.isdigit() else 0})
        return found

    def _bytes(self, sha: str) -> bytes:
        import subprocess

        return subprocess.run(["git", "cat-file", "blob", sha], cwd=self.repository.folder, check=True, capture_output=True).stdout

    def _files(self) -> list[dict[str, object]]:
        fields = self.repository.git("diff", "-M", "-z", "--name-status", self._merge_base(), self.head).split("\0")
        found: list[dict[str, object]] = []
        while len(fields) > 1:
            status = fields.pop(0)
            old = fields.pop(0)
            new = fields.pop(0) if status[0] in "RC" else old
            file: dict[str, object] = {"filename": new, "status": status}
            if new != old:
                file["previous_filename"] = old
            hunks = self._hunks(old, new)
            if hunks and not self.hidden_patches:
                file["patch"] = hunks
            found.append(file)
        return found

    def _hunks(self, old: str, new: str) -> str:
        text = self.repository.git("diff", "-M", "-U3", self._merge_base(), self.head, "--", old, new)
        return text[text.index("\n@@") + 1 :] if "\n@@" in text else ""

    def _page(self, request: Request, rows: list[dict[str, object]]) -> Response:
        size, page = min(int(request.args.get("per_page", 30)), self.page_size), int(request.args.get("page", 1))
        response = answer(rows[(page - 1) * size : page * size])
        if page * size < len(rows):
            response.headers["Link"] = f'<{self.server.url_for(request.path)}?per_page={size}&page={page + 1}>; rel="next"'
        return response

    def _threads(self) -> Response:
        nodes = [{"isResolved": c["id"] in self.resolved, "comments": {"nodes": [{"databaseId": c["id"]}]}} for c in self.reviewed]
        page = {"nodes": nodes, "pageInfo": {"hasNextPage": False, "endCursor": None}}
        return answer({"data": {"repository": {"pullRequest": {"reviewThreads": page}}}})

    def _write(self, request: Request, path: str) -> Response:
        self.before_write()
        if self.read_only:
            return said(403, "Resource not accessible by integration")
        body = json.loads(request.get_data())
        inside = path.removeprefix("/repos/acme/plans")
        if len(str(body.get("body", ""))) > 65_536:
            return said(422, "body is too long")
        if inside == "/pulls/7/reviews":
            if body["event"] != "COMMENT" or body["commit_id"] != self.head or not all(self._takes(c) for c in body["comments"]):
                return said(422, "Unprocessable Entity")
            for comment in body["comments"]:
                self.add_inline(self.login, comment["body"], comment["path"], comment["line"])
        elif inside == "/pulls/7/comments":
            if not self._takes(body):
                return said(422, "Unprocessable Entity")
            self.add_inline(self.login, body["body"], body["path"], body["line"])
        elif inside == "/issues/7/comments":
            self.add_comment(self.login, body["body"])
        else:
            target = next((c for c in (*self.comments, *self.reviewed) if str(c["id"]) == inside.rsplit("/", 1)[1]), None)
            if target is None:
                return said(404, "Not Found")
            if target["user"] != {"login": self.login}:
                return said(403, "not yours")
            target["body"] = body["body"]
        self.writes.append((request.method, inside))
        self.bodies.append(json.dumps(body, ensure_ascii=False))
        return answer({"user": {"login": self.login}}, 201)

    def _takes(self, comment: dict[str, object]) -> bool:
        """Whether the lines are on the new side of one hunk, as the host sees its own diff."""
        line, start = comment["line"], comment.get("start_line", comment["line"])
        assert isinstance(line, int)
        assert isinstance(start, int)
        if comment["side"] != "RIGHT" or ("start_line" in comment and start >= line):
            return False
        text = self.repository.git("diff", "-M", "-U3", self._merge_base(), self.head, "--", *self._names(str(comment["path"])))
        hunks = [(int(m[1]), int(m[1]) + int(m[2] if m[2] is not None else 1)) for m in HUNK.finditer(text)]
        return any(first <= start <= line < end for first, end in hunks)

    def _names(self, path: str) -> list[str]:
        return next(([str(f.get("previous_filename", path)), path] for f in self._files() if f["filename"] == path), [path])


def answer(data: object, status: int = 200) -> Response:
    return Response(json.dumps(data), status, mimetype="application/json")


def said(status: int, message: str) -> Response:
    return answer({"message": message}, status)
