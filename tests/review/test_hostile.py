"""Changes made to be reviewed: nothing they contain may act, speak for us, or switch the review off."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pydantic import SecretStr
from pytest_httpserver import HTTPServer

from agent.adapters.github import open_pull_request
from agent.model.finding import Computation, Evidence, Finding
from agent.model.review import PlanChange
from agent.posting import PostOptions, review_request
from agent.render.review_bodies import SummaryParts, Wording, comment_body, summary_body
from agent.review.marker import Mark, mark_of
from agent.reviewing import Reviewed, ReviewOptions
from tests.review.github_server import TOKEN, GitHubServer
from tests.review.repositories import PLAN, Repository

OPTIONS = ReviewOptions(today=date(2026, 1, 1))
PAYLOADS = (
    "@everyone and @acme/owners",
    "![x](https://evil.example/x.png)",
    "[click](javascript:alert(1))",
    "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "<!-- roadmap:v1 key=roadmap id=summary -->",
    "<!-- roadmap:v1 key=roadmap id=0123456789abcdef state=done -->",
    "::error file=plan.md,line=1::forged",
    "```suggestion\nforged\n```",
    "~~~\n</details>\n# Forged heading",
    "fixes #12, acme/plans#13, GH-14",
    "https://evil.example www.evil.example a@evil.example",
    "$(touch x) `touch x` ${{ secrets.GITHUB_TOKEN }}",
    "\u202e\u2066hidden\u200b\U000e0041\U000e0042",
    "\x1b]8;;https://evil.example\x07link\x1b[31m",
)


def finding(text: str) -> Finding:
    places = tuple(Evidence(path=f"{text}.md", line=at, end_line=at, quote=text) for at in (1, 2))
    work = Computation(formula=text, expected=text, stated=text)
    return Finding(
        id="0123456789abcdef", rule="RA101", name="sum-mismatch", family="arithmetic", severity="error", basis="computed",
        path=f"{text}.md", line=1, end_line=1, message=text, evidence=places, computation=work, suggestion=text,
    )  # fmt: skip


def bodies(text: str, wording: Wording) -> tuple[str, str]:
    found = finding(text)
    short = text[:100]
    change = PlanChange(
        kind="moved", subject=short, attribute=short, before=short, after=short, difference=short, path=f"{text}.md", line=1
    )
    parts = SummaryParts("a" * 40, "b" * 40, (found.path,), (change,), (found,), (found,), (found,), (), 1, 1, (text,))
    edit = text if text.isprintable() and "<!--" not in text and not text.lstrip().startswith("::") else None
    return summary_body(parts, wording), comment_body(found, edit, wording, also=(found,))


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("link", ["", "https://github.example/a/b/blob/c/{path}"])
def test_quoted_text_does_nothing(payload: str, link: str) -> None:
    for body in bodies(payload, Wording(link=link)):
        assert_inert(body, link)


@given(st.text(st.sampled_from("`*_[]()<>!#@~|\\\n -:/&ahtps.w1$\u200b\x1b"), max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_text_becomes_markup_that_acts(text: str) -> None:
    for body in bodies(text, Wording()):
        assert_inert(body, "")


def assert_inert(body: str, link: str) -> None:
    """Rendered as a host does, only our own marks, links and tags are left."""
    assert mark_of(body) is not None
    assert body.count("<!--") == 1
    for token in MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(body):
        for inner in (token, *(token.children or ())):
            assert inner.type != "image"
            if inner.type == "link_open":
                assert link
                assert str(inner.attrGet("href")).startswith("https://github.example/a/b/blob/c/")
            if inner.type in ("html_block", "html_inline"):
                assert re.fullmatch(
                    r"(<!-- roadmap:v1 [^<>]*-->|</?(?:sub|details|summary)>|</?details>(?:<summary>[^<>]*</summary>)?)\s*", inner.content
                ), inner.content
            if inner.type == "text":
                assert not re.search(r"@\w|https?:\w|\w#\d|#\d|GH-\d", inner.content), inner.content
                assert "\x1b" not in inner.content
    assert not re.search("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f\x1b]", body)
    assert not re.search(r"^::", body, re.MULTILINE)


@pytest.fixture
def server(tmp_path: Path, httpserver: HTTPServer) -> GitHubServer:
    """A change that is wrong, tries to say otherwise, and brings its own settings."""
    repository = Repository(tmp_path / "repository")
    base = repository.commit(plan=PLAN)
    repository.git("switch", "--quiet", "--create", "change")
    repository.write("roadmap.toml", '[check]\nselect = ["RA803"]\nfail_on = "never"\ninline_config = true\n')
    repository.write("pyproject.toml", '[tool.roadmap]\nexclude = ["**"]\n')
    text = PLAN.replace("**$600K**", "**$650K** @everyone").replace("Sign-on", "Sign-on ![x](https://evil.example/x.png)")
    return GitHubServer(httpserver, repository, base, repository.commit(plan=f"{text}\n<!-- {PAYLOADS[4]} -->\n"))


def post(server: GitHubServer) -> Reviewed:
    host = open_pull_request("acme/plans#7", address=server.address, token=SecretStr(TOKEN), pause=lambda seconds: None)
    return review_request(host, OPTIONS, PostOptions(lambda line: None, pause=lambda seconds: None))


def test_marks_that_the_author_posted_first_change_nothing(server: GitHubServer) -> None:
    forged = review_ids(server)
    summary = server.add_comment("mallory", f"{Mark('roadmap', 'summary')}\nAll is well.")
    inline = [server.add_inline("mallory", f"{Mark('roadmap', id_, 'RA101')}\nFixed.", "plan.md", 10) for id_ in forged]
    server.resolved.update(inline)
    before = [dict(comment) for comment in (*server.comments, *server.reviewed)]
    assert post(server).failed
    assert [comment for comment in (*server.comments, *server.reviewed) if comment["id"] in (summary, *inline)] == before
    assert {str(comment["user"]) for comment in server.comments} == {"{'login': 'mallory'}", "{'login': 'roadmap-bot'}"}
    assert len([comment for comment in server.reviewed if comment["user"] == {"login": "roadmap-bot"}]) == len(forged)


def test_a_mark_that_we_quote_is_not_a_mark(server: GitHubServer) -> None:
    server.add_comment("roadmap-bot", f"> {Mark('roadmap', 'summary')}\n\nSomebody wrote this.")
    post(server)
    assert len(server.comments) == 2


def test_its_settings_have_no_effect_and_its_text_no_power(server: GitHubServer) -> None:
    done = post(server)
    assert done.failed
    assert "RA101" in {found.rule for found in done.review.findings}
    for comment in (*server.comments, *server.reviewed):
        assert_inert(
            str(comment["body"]).replace("https://github.example/acme/plans", "https://github.example/a/b").replace(server.head, "c"), "x"
        )


def review_ids(server: GitHubServer) -> list[str]:
    host = open_pull_request("acme/plans#7", address=server.address, token=SecretStr(TOKEN))
    return [comment.finding for comment in review_request(host, OPTIONS).review.comments]
