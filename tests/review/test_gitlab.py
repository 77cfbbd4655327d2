"""Merge requests, on a host that keeps state."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from pydantic import SecretStr
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from agent.adapters.gitlab import open_merge_request
from agent.errors import HostError, SettingsError
from agent.posting import PostOptions, review_request
from agent.reviewing import Reviewed, ReviewOptions
from tests.review.github_server import HUNK, answer, said
from tests.review.repositories import PLAN, Repository

TOKEN = "glpat-canary-0123456789"
OPTIONS = ReviewOptions(today=date(2026, 1, 1))
WRONG = PLAN.replace("**$600K**", "**$650K**")
PROJECT = "/api/v4/projects/group/plans"


class GitLabServer:
    """Merge request 7 of group/plans."""

    def __init__(self, server: HTTPServer, repository: Repository, base: str, head: str) -> None:
        self.repository, self.base, self.head = repository, base, head
        self.server = server
        self.discussions: list[dict[str, object]] = []
        self.writes: list[str] = []
        self.too_large = False
        self._next = 1
        server.expect_request(re.compile(".*")).respond_with_handler(self._answer)

    def add(self, author: str, body: str, position: dict[str, object] | None = None) -> None:
        self._next += 1
        note = {"id": self._next, "body": body, "author": {"username": author}, "position": position, "resolved": False}
        self.discussions.append({"id": f"d{self._next}", "notes": [note]})

    def notes(self) -> list[dict[str, object]]:
        return [note for discussion in self.discussions for note in list(discussion["notes"])]  # type: ignore[call-overload]

    def _answer(self, request: Request) -> Response:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return said(401, "401 Unauthorized")
        path = unquote(request.path)
        merge = f"{PROJECT}/merge_requests/7"
        if request.method in ("POST", "PUT"):
            return self._write(request, path.removeprefix(merge))
        if path == "/api/v4/user":
            return answer({"username": "roadmap-bot"})
        if path == merge:
            refs = {"base_sha": self.base, "start_sha": self.base, "head_sha": self.head}
            return answer({"sha": self.head, "diff_refs": refs, "web_url": "https://gitlab.example/group/plans/-/merge_requests/7"})
        if path == f"{merge}/diffs":
            return self._page(request, self._diffs())
        if path == f"{merge}/discussions":
            return self._page(request, self.discussions)
        if path == f"{PROJECT}/repository/tree":
            return self._page(request, self._tree(request.args["ref"]))
        blob = re.fullmatch(f"{PROJECT}/repository/blobs/([0-9a-f]+)/raw", path)
        return Response(self.repository.git("cat-file", "blob", blob[1]) + "\n") if blob else said(404, "404 Not found")

    def _page(self, request: Request, rows: list[dict[str, object]]) -> Response:
        page = int(request.args.get("page", 1))
        response = answer(rows[(page - 1) * 2 : page * 2])
        if page * 2 < len(rows):
            query = "&".join(f"{key}={value}" for key, value in request.args.items() if key != "page")
            response.headers["Link"] = f'<{self.server.url_for(request.path)}?{query}&page={page + 1}>; rel="next"'
        return response

    def _tree(self, commit: str) -> list[dict[str, object]]:
        rows = [row.split("\t", 1) for row in self.repository.git("ls-tree", "-r", "-z", commit).split("\0") if row]
        return [dict(zip(("mode", "type", "id"), about.split(), strict=True), path=path) for about, path in rows]

    def _diffs(self) -> list[dict[str, object]]:
        names = [name for name in self.repository.git("diff", "-z", "--name-only", self.base, self.head).split("\0") if name]
        texts = {name: self.repository.git("diff", "-U3", self.base, self.head, "--", name) for name in names}
        return [
            {"old_path": name, "new_path": name, "too_large": self.too_large, "diff": "" if self.too_large else text[text.index("@@") :]}
            for name, text in texts.items()
        ]

    def _write(self, request: Request, path: str) -> Response:
        body = json.loads(request.get_data())
        if path == "/notes":
            self.add("roadmap-bot", body["body"])
        elif path == "/discussions":
            position = body["position"]
            text = self.repository.git("diff", "-U3", self.base, self.head, "--", position["new_path"])
            hunks = [(int(m[1]), int(m[1]) + int(m[2] or 1)) for m in HUNK.finditer(text)]
            if not any(first <= position["new_line"] < end for first, end in hunks) or position["head_sha"] != self.head:
                return said(400, "line_code can't be blank")
            self.add("roadmap-bot", body["body"], position)
        else:
            note = next(note for note in self.notes() if path == f"/notes/{note['id']}")
            note["body"] = body["body"]
        self.writes.append(f"{request.method} {path}")
        return answer({}, 201)


@pytest.fixture
def server(tmp_path: Path, httpserver: HTTPServer) -> GitLabServer:
    repository = Repository(tmp_path / "repository")
    base = repository.commit(plan=PLAN, other="# Other\n", more="# More\n")
    return GitLabServer(httpserver, repository, base, repository.commit(plan=WRONG))


def post(server: GitLabServer, token: str = TOKEN) -> Reviewed:
    address = server.server.url_for("/api/v4")
    host = open_merge_request("group/plans!7", address=address, token=SecretStr(token), pause=lambda seconds: None)
    return review_request(host, OPTIONS, PostOptions(lambda line: None, pause=lambda seconds: None))


def test_a_merge_request_is_reviewed_once(server: GitLabServer) -> None:
    assert post(server).failed
    assert server.writes == ["POST /notes", "POST /discussions"]
    summary, comment = server.notes()
    assert "Roadmap review" in str(summary["body"])
    assert "```suggestion:-0+0\n| | **Total** | | | **$600K** | |\n```" in str(comment["body"])
    server.writes.clear()
    post(server)
    assert server.writes == []


def test_what_is_fixed_is_edited(server: GitLabServer) -> None:
    post(server)
    server.head = server.repository.commit(plan=PLAN.replace("99.9%", "99.95%"))
    server.writes.clear()
    assert not post(server).failed
    assert [write.split("/")[0] for write in server.writes] == ["PUT ", "PUT "]
    assert "Fixed in" in str(server.notes()[1]["body"])


def test_marks_of_others_do_not_count(server: GitLabServer) -> None:
    post(server)
    for note in server.notes():
        note["author"] = {"username": "mallory"}
    server.writes.clear()
    post(server)
    assert server.writes == ["POST /notes", "POST /discussions"]


def test_without_the_diff_everything_is_in_the_summary(server: GitLabServer) -> None:
    server.too_large = True
    assert post(server).failed
    assert server.writes == ["POST /notes"]


def test_a_wrong_token_is_said_without_showing_it(server: GitLabServer) -> None:
    with pytest.raises(HostError, match="token") as error:
        post(server, "glpat-wrong")
    assert "glpat" not in str(error.value)


@pytest.mark.parametrize("name", ["plans!7", "group/plans#7", "group/../x!7", "group/plans!x", "/plans!7", "g/p!7?x"])
def test_what_names_no_merge_request_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="GROUP/PROJECT!NUMBER"):
        open_merge_request(name, address="https://gitlab.com/api/v4", token=None)
