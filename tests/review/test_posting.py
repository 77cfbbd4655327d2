"""Posting to a host that keeps state, over a real socket."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr
from pytest_httpserver import HTTPServer

from agent.adapters.github import GitHubPullRequest, graphql_address, open_pull_request
from agent.errors import HostError, SettingsError
from agent.posting import PostOptions, post_saved, review_request
from agent.render.review import review_json
from agent.reviewing import Reviewed, ReviewOptions
from tests.review.github_server import TOKEN, Fault, GitHubServer
from tests.review.repositories import PLAN, Repository

OPTIONS = ReviewOptions(today=date(2026, 1, 1))
WRONG = PLAN.replace("**$600K**", "**$650K**")
Start = Callable[[str, str], GitHubServer]


@pytest.fixture
def start(tmp_path: Path, httpserver: HTTPServer) -> Start:
    def begin(before: str, after: str) -> GitHubServer:
        repository = Repository(tmp_path / "repository")
        base = repository.commit(plan=before)
        repository.git("switch", "--quiet", "--create", "change")
        return GitHubServer(httpserver, repository, base, repository.commit(plan=after))

    return begin


class Run:
    """One run of the command against the server: what it said and how long it would have waited."""

    def __init__(self, server: GitHubServer, *, account: str = "") -> None:
        self.server, self.said, self.waits = server, list[str](), list[float]()
        self.host: GitHubPullRequest = open_pull_request(
            "acme/plans#7", address=server.address, token=SecretStr(TOKEN), account=account, pause=self.waits.append
        )

    def post(self, options: ReviewOptions = OPTIONS, *, only_problems: bool = False) -> Reviewed:
        return review_request(self.host, options, PostOptions(self.said.append, only_problems, self.waits.append))


def push(server: GitHubServer, text: str) -> None:
    server.head = server.repository.commit(plan=text)


def test_a_second_run_on_the_same_head_writes_nothing(start: Start) -> None:
    server = start(PLAN, WRONG)
    assert Run(server).post().failed
    assert [path for _, path in server.writes] == ["/issues/7/comments", "/pulls/7/reviews"]
    server.writes.clear()
    assert Run(server).post().failed
    assert server.writes == []


def test_the_comment_stands_on_the_line_that_is_wrong_and_offers_the_edit(start: Start) -> None:
    server = start(PLAN, WRONG)
    Run(server).post()
    (comment,) = server.reviewed
    assert (comment["path"], comment["line"]) == ("plan.md", 10)
    assert "```suggestion\n| | **Total** | | | **$600K** | |\n```" in str(comment["body"])


def test_a_dry_run_writes_nothing(start: Start) -> None:
    server = start(PLAN, WRONG)
    done = review_request(Run(server).host, OPTIONS)
    assert done.failed
    assert len(done.review.comments) == 1
    assert server.writes == []


def test_a_fixed_finding_is_settled_by_an_edit_and_stays_so(start: Start) -> None:
    server = start(PLAN, WRONG)
    Run(server).post()
    push(server, PLAN.replace("99.9%", "99.95%"))
    server.writes.clear()
    assert not Run(server).post().failed
    assert sorted(method for method, _ in server.writes) == ["PATCH", "PATCH"]
    body = str(server.reviewed[0]["body"])
    assert f"Fixed in `{server.head[:9]}`" in body
    assert "```suggestion" not in body
    server.writes.clear()
    Run(server).post()
    assert server.writes == []


def test_a_finding_that_comes_back_takes_its_old_comment(start: Start) -> None:
    server = start(PLAN, WRONG)
    Run(server).post()
    first = server.reviewed[0]["body"]
    push(server, PLAN)
    Run(server).post()
    push(server, WRONG)
    Run(server).post()
    assert [comment["body"] for comment in server.reviewed] == [first]


CYCLE = PLAN.replace("2026-03-27 | $100K | – |", "2026-03-27 | $100K | W3 |")


def test_what_is_left_of_two_problems_on_a_line_continues_their_thread(start: Start) -> None:
    server = start(PLAN, CYCLE)
    Run(server).post()
    assert len(server.reviewed) == 1
    server.writes.clear()
    Run(server).post()
    assert server.writes == []
    push(server, CYCLE.replace("| W2 |\n", "| – |\n"))  # no cycle any more, but still the wrong order
    Run(server).post()
    (comment,) = server.reviewed
    assert "RA304" in str(comment["body"])
    assert "RA302" not in str(comment["body"])


def test_resolving_a_thread_dismisses_all_that_it_tells(start: Start) -> None:
    server = start(PLAN, CYCLE)
    Run(server).post()
    server.resolved.add(int(str(server.reviewed[0]["id"])))
    Run(server).post()
    assert len(server.reviewed) == 1


def test_an_edit_that_leaves_the_problem_continues_its_thread(start: Start) -> None:
    server = start(PLAN, WRONG)
    Run(server).post()
    push(server, PLAN.replace("**$600K**", "**$660K**"))
    Run(server).post()
    (comment,) = server.reviewed
    assert "660K" in str(comment["body"])


def test_what_a_person_resolved_stays_silent_but_still_counts(start: Start) -> None:
    server = start(PLAN, WRONG)
    Run(server).post()
    server.resolved.add(int(str(server.reviewed[0]["id"])))
    body = server.reviewed[0]["body"]
    assert Run(server).post().failed
    assert server.reviewed == [{**server.reviewed[0], "body": body}]
    assert "resolved by a reviewer" in str(server.comments[0]["body"])
    server.writes.clear()
    Run(server).post()
    assert server.writes == []


def test_an_outdated_comment_is_not_said_twice(start: Start) -> None:
    server = start(PLAN, WRONG)
    Run(server).post()
    server.reviewed[0]["line"] = None
    server.writes.clear()
    Run(server).post()
    assert server.writes == []


def test_nothing_is_posted_about_a_clean_change(start: Start) -> None:
    server = start(PLAN, PLAN.replace("one team", "a single team"))
    assert not Run(server).post().failed
    assert server.writes == []


def test_a_change_of_the_plan_is_told_unless_only_problems_are_wanted(start: Start) -> None:
    server = start(PLAN, PLAN.replace("99.9%", "99.95%"))
    Run(server).post(only_problems=True)
    assert server.writes == []
    Run(server).post()
    assert [path for _, path in server.writes] == ["/issues/7/comments"]
    assert "99.9% → 99.95%" in str(server.comments[0]["body"]).replace("\\", "")


def test_every_page_is_read_before_anything_is_written(start: Start) -> None:
    server = start(PLAN, WRONG)
    for at in range(5):
        server.add_comment("somebody", f"remark {at}")
        server.add_inline("somebody", f"remark {at}", "plan.md", 10)
    Run(server).post()
    server.page_size = 2
    server.writes.clear()
    Run(server).post()
    assert server.writes == []


def test_when_the_list_of_comments_fails_nothing_is_written(start: Start) -> None:
    server = start(PLAN, WRONG)
    server.faults += [Fault("GET", "/pulls/7/comments", 500)] * 4
    with pytest.raises(HostError):
        Run(server).post()
    assert server.writes == []


def test_a_token_that_may_only_read_keeps_the_verdict_and_says_so(start: Start) -> None:
    server = start(PLAN, WRONG)
    server.read_only = True
    run = Run(server)
    assert run.post().failed
    assert any("not posted" in line and "not accessible" in line for line in run.said)


def test_the_tokens_of_workflows_may_not_ask_who_they_are(start: Start) -> None:
    server = start(PLAN, WRONG)
    server.login, server.knows_user = "github-actions[bot]", False
    Run(server).post()
    server.writes.clear()
    Run(server).post()
    assert server.writes == []


def test_the_token_of_an_app_asks_another_way(start: Start) -> None:
    server = start(PLAN, WRONG)
    server.login = server.viewer = "roadmap-app[bot]"
    server.knows_user = False
    Run(server).post()
    server.writes.clear()
    Run(server).post()
    assert server.writes == []


def test_a_wrong_account_is_noticed_at_the_first_comment(start: Start) -> None:
    server = start(PLAN, WRONG)
    run = Run(server, account="somebody-else")
    run.post()
    assert any("--account" in line and "roadmap-bot" in line for line in run.said)


def test_one_line_that_the_host_refuses_does_not_lose_the_others(start: Start) -> None:
    server = start(PLAN, WRONG)
    server.faults.append(Fault("POST", "/reviews", 422, message="Line could not be resolved"))
    Run(server).post()
    assert len(server.reviewed) == 1
    assert server.writes[-1] == ("POST", "/pulls/7/comments")


def test_a_host_that_is_busy_is_given_the_time_it_asks_for(start: Start) -> None:
    server = start(PLAN, WRONG)
    server.faults += [Fault("GET", "/pulls/7$", 429, {"Retry-After": "3"}), Fault("POST", "/reviews", 403, {"Retry-After": "7"})]
    run = Run(server)
    run.post()
    assert {3.0, 7.0} <= set(run.waits)
    assert len(server.reviewed) == 1
    assert len(server.comments) == 1


def test_a_write_that_happened_although_the_host_failed_is_not_repeated(start: Start) -> None:
    server = start(PLAN, WRONG)
    server.faults += [Fault("POST", "/issues/7/comments", 502, after=True), Fault("POST", "/reviews", 500, after=True)]
    Run(server).post()
    assert len(server.comments) == 1
    assert len(server.reviewed) == 1


def test_a_host_that_is_never_ready_is_given_up(start: Start) -> None:
    server = start(PLAN, WRONG)
    server.faults += [Fault("POST", "/issues/7/comments", 429, {"Retry-After": "90"})] * 9
    run = Run(server)
    with pytest.raises(HostError, match="asks to wait"):
        run.post()
    assert sum(run.waits) <= 300


def test_when_the_head_moves_between_plan_and_post_nothing_is_posted(start: Start) -> None:
    server = start(PLAN, WRONG)
    run = Run(server)
    run.host.change()
    push(server, PLAN)
    assert run.post().failed
    assert server.writes == []
    assert any("newer commit" in line for line in run.said)


def test_a_large_file_without_a_patch_is_looked_up_in_the_whole_diff(start: Start) -> None:
    server = start(PLAN, WRONG)
    server.hidden_patches = True
    Run(server).post()
    assert len(server.reviewed) == 1


def test_without_any_diff_everything_goes_into_the_summary(start: Start) -> None:
    server = start(PLAN, WRONG)
    server.hidden_patches = server.diff_too_large = True
    assert Run(server).post().failed
    assert server.reviewed == []
    assert "$650K" in str(server.comments[0]["body"]).replace("\\", "")


def test_runs_under_different_keys_leave_each_other_alone(start: Start) -> None:
    server = start(PLAN, WRONG)
    Run(server).post()
    Run(server).post(replace(OPTIONS, key="other"))
    assert len(server.comments) == 2
    server.writes.clear()
    Run(server).post()
    Run(server).post(replace(OPTIONS, key="other"))
    assert server.writes == []


def test_no_more_comments_than_asked_for_and_the_worst_first(start: Start) -> None:
    server = start(PLAN, WRONG + "".join(f"- **Partner {at}**: TBD\n" for at in range(5)))
    Run(server).post(replace(OPTIONS, most_comments=2))
    assert len(server.reviewed) == 2
    assert any("**error**" in str(comment["body"]) for comment in server.reviewed)
    server.writes.clear()
    Run(server).post(replace(OPTIONS, most_comments=2))
    assert server.writes == []


def test_the_token_is_in_no_comment_message_or_review(start: Start, capsys: pytest.CaptureFixture[str]) -> None:
    server = start(PLAN, WRONG)
    run = Run(server)
    done = run.post()
    server.faults += [Fault("GET", "/pulls/7$", 401, message="Bad credentials")]
    with pytest.raises(HostError) as error:
        Run(server).post()
    told = [*server.bodies, *run.said, review_json(done.review), str(error.value), *capsys.readouterr()]
    assert not any(TOKEN in text for text in told)


def test_the_token_goes_to_no_other_address(start: Start) -> None:
    server = start(PLAN, WRONG)
    server.faults += [Fault("GET", "/pulls/7$", 302, {"Location": "https://elsewhere.example/pulls/7"})]
    with pytest.raises(HostError, match="leads to another address"):
        Run(server).post()
    with pytest.raises(SettingsError, match="https"):
        open_pull_request("acme/plans#7", address="http://api.example", token=SecretStr(TOKEN))


@pytest.mark.parametrize("name", ["acme/plans", "acme#7", "acme/plans#x", "acme/../x#7", "acme/..#7", "acme/plans#7?x", "a b/c#1"])
def test_what_names_no_pull_request_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="OWNER/REPO#NUMBER"):
        open_pull_request(name, address="https://api.github.com", token=None)


def test_graphql_is_beside_the_rest_api() -> None:
    assert graphql_address("https://api.github.com") == "https://api.github.com/graphql"
    assert graphql_address("https://host.example/api/v3/") == "https://host.example/api/graphql"


class TestSaved:
    def saved(self, server: GitHubServer, folder: Path) -> Path:
        file = folder / "review.json"
        file.write_text(review_json(review_request(Run(server).host, OPTIONS).review), encoding="utf-8")
        return file

    def post(self, server: GitHubServer, file: Path) -> Reviewed:
        run = Run(server)
        return post_saved(run.host, str(file), OPTIONS, PostOptions(run.said.append, pause=run.waits.append))

    def test_a_saved_review_is_posted_like_a_made_one(self, start: Start, tmp_path: Path) -> None:
        server = start(PLAN, WRONG)
        file = self.saved(server, tmp_path)
        assert not self.post(server, file).failed
        assert [comment["line"] for comment in server.reviewed] == [10]
        assert "suggestion" not in str(server.reviewed[0]["body"])
        server.writes.clear()
        self.post(server, file)
        assert server.writes == []

    def test_a_review_of_another_commit_is_refused(self, start: Start, tmp_path: Path) -> None:
        server = start(PLAN, WRONG)
        file = self.saved(server, tmp_path)
        push(server, PLAN)
        with pytest.raises(SettingsError, match="another state"):
            self.post(server, file)
        assert server.writes == []

    @pytest.mark.parametrize(
        ("key", "value"),
        [("id", "x -->\n@everyone"), ("rule", "RA101 --><img src=x>"), ("name", "<b>"), ("severity", "deadly"), ("evidence", [])],
    )
    def test_names_that_this_program_does_not_give_are_refused(self, start: Start, tmp_path: Path, key: str, value: object) -> None:
        server = start(PLAN, WRONG)
        file = self.saved(server, tmp_path)
        data = json.loads(file.read_text(encoding="utf-8"))
        data["findings"][0][key] = value
        file.write_text(json.dumps(data), encoding="utf-8")
        with pytest.raises(SettingsError, match="review"):
            self.post(server, file)
        assert server.writes == []

    def test_forged_bodies_and_places_have_no_effect(self, start: Start, tmp_path: Path) -> None:
        server = start(PLAN, WRONG)
        file = self.saved(server, tmp_path)
        data = json.loads(file.read_text(encoding="utf-8"))
        data["summary"] = data["comments"][0]["body"] = "@everyone <img src=x>"
        data["comments"][0]["line"] = 1
        data["findings"][0]["message"] = "@everyone ![x](https://evil.example/x.png) <!-- roadmap:v1 key=roadmap id=summary -->"
        file.write_text(json.dumps(data), encoding="utf-8")
        self.post(server, file)
        assert [comment["line"] for comment in server.reviewed] == [10]
        for text in server.bodies:
            assert "@everyone" not in text
            assert "<img" not in text
            assert "![x](" not in text
