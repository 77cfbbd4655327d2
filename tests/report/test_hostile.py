"""Documents that attack: whatever they hold is text in the report, and none takes it long."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from agent.render.report import reported
from agent.report.scoring import method
from tests.report.reports import report_of

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "`<svg/onload=alert(1)>`",
    "</style><script>x</script>",
    "</textarea></title><iframe src=javascript:alert(1)>",
    "[x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "`javascript:alert(1)`",
    "{{ config }} {% raw %}",
    "`' onmouseover='alert(1)`",
    "@everyone #1 https://example.org",
    "\u202eevil\u202c \u200b \x07",
    "<!--><script>alert(1)</script>-->",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
)
ACTIVE = {"script", "img", "iframe", "object", "embed", "form", "link", "base", "math", "foreignobject", "animate", "use", "audio", "video"}


class Tags(HTMLParser):
    """The names of all tags, and attributes that could run or load something."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.bad: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("src", "style", "srcset", "action", "xlink:href"):
                self.bad.append((name, value))
            if name == "href" and not (value or "").startswith("#"):
                self.bad.append((name, value))


def plan(attack: str) -> str:
    return (
        f"# {attack}\n\n## Phase 1: {attack} (2026-01-01 - 2026-02-01)\n\n- **Budget**: $5K\n\n"
        f"| Key | Task | Owner | Start | End | Cost | Depends on |\n|---|---|---|---|---|---|---|\n"
        f"| X1 | {attack} | {attack} | 2026-01-01 | 2026-02-01 | $1K | – |\n"
        f"| X2 | B {attack} | {attack} | 2026-02-02 | 2026-03-01 | $2K | X1 |\n"
        f"| | **Total** | | | | **$9K** | |\n\n## Metrics\n\n- {attack} uptime: 100%\n- **ROI**: 900% {attack}\n\n"
        f"## Risks\n\n| Risk | Likelihood | Owner | Mitigation |\n|---|---|---|---|\n| {attack} | high | {attack} | {attack} |\n"
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_becomes_markup(attack: str) -> None:
    page = reported(report_of(plan(attack)), "html", method())
    tags = Tags()
    tags.feed(page)
    assert not tags.names & ACTIVE
    assert tags.bad == []
    assert "\u202e" not in page
    assert "\x07" not in page


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_becomes_markdown(attack: str) -> None:
    text = reported(report_of(plan(attack)), "markdown", method())
    assert "<script" not in text.replace("\\<", "")
    assert "](" not in text.replace("\\]", "")
    assert "https://" not in text
    assert "@everyone" not in text


def test_five_megabytes_of_bullets_are_text() -> None:
    text = "# Plan\n\n## Q1 2027\n\n" + "".join(f"- bullet {at} {'<b>word</b> <script>x</script> ' * 333}\n" for at in range(500))
    assert len(text) > 5_000_000
    page = reported(report_of(text), "html", method())
    assert len(page) < 500_000
    assert "<b>" not in page
    assert "<script" not in page


def test_a_very_long_line_is_cut_in_titles_and_charts() -> None:
    text = f"# {'word ' * 5000}\n\n## Risks\n\n| Risk | Likelihood |\n|---|---|\n| {'long ' * 3000} | high |\n"
    report = report_of(text)
    assert all(len(risk.title) <= 220 for risk in report.risks)
    assert all(len(line.text) < 1500 for line in report.summary)


def test_a_thousand_items_that_wait_for_each_other_are_a_report() -> None:
    rows = "\n".join(f"| T{at} | Task {at} | 2026-01-01 | 2026-02-01 | T{(at + 1) % 1000} |" for at in range(1000))
    text = f"# P\n\n| Key | Task | Start | End | Depends on |\n|---|---|---|---|---|\n{rows}\n"
    page = reported(report_of(text), "html", method())
    assert page.count("<svg") == 3
