"""The report as a browser shows it: no error, no request, readable by a screen reader, on a telephone, in the dark and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from agent.render.report import reported
from agent.report.scoring import method
from tests.render.html.browser import CHROMIUM, NO_BROWSER, browser, opened
from tests.report.reports import corpus, harbour, report_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.skipif(not CHROMIUM, reason=NO_BROWSER), pytest.mark.enable_socket]
HOSTILE = """# <script>document.title='owned'</script> `</title><script>document.title='owned'</script>`

## Phase 1 "><img src=x onerror="document.title='owned'"> (2026-01-01 - 2026-02-01)

| Key | Task | Start | End | Cost | Depends on | Status |
|---|---|---|---|---|---|---|
| X1 | `<svg onload=alert(1)><a href="javascript:alert(1)">x</a></svg>` | 2026-01-01 | 2026-02-01 | $1K | – | planned |
| X2 | `</text></svg><script>alert(2)</script>` | 2026-02-02 | 2026-03-01 | $2K | X1 | planned |
| X3 | `]]><iframe src="https://example.org/"></iframe>` | 2026-03-02 | 2026-04-01 | $3K | X2 | planned |
| | **Total** | | | **$9K** | | |

## Risks

| Risk | Likelihood | Mitigation |
|---|---|---|
| <link rel=stylesheet href=https://example.org/x.css> | high | ![p](https://example.org/p.png) |
| </style><script src=https://example.org/x.js></script> | low | [c](javascript:alert(3)) |
"""


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(reported(corpus(), "html", method()), encoding="utf-8")
    return file


@pytest.mark.parametrize(("width", "colours"), [(1280, "light"), (390, "dark")])
def test_the_page_opens_without_error_request_or_sideways_scrolling(
    running: Browser, page_file: Path, width: int, colours: Literal["light", "dark"]
) -> None:
    with opened(running, page_file, width=width, colours=colours) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.page.locator("svg").count() >= 8
        assert seen.page.locator("article.card").count() == len(corpus().risks)
        assert (seen.said, seen.asked) == ([], [])


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_serious(running: Browser, page_file: Path, colours: Literal["light", "dark"]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with opened(running, page_file, colours=colours) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found = Axe().run(seen.page).response["violations"]
        serious = [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")]
        assert serious == []


def test_every_chart_is_named_described_and_has_a_table_behind_it(running: Browser, page_file: Path) -> None:
    with opened(running, page_file) as seen:
        for chart in seen.page.locator("main svg").all():
            identity = chart.get_attribute("aria-labelledby")
            assert identity
            title, description = (seen.page.locator(f"#{part}").text_content() for part in identity.split())
            assert title
            assert description
            assert chart.locator("path").count() > 0
            near = chart.locator("xpath=ancestor::figure/following-sibling::*[1]")
            assert near.locator("table").count() == 1


def test_no_section_is_empty(running: Browser, page_file: Path) -> None:
    with opened(running, page_file) as seen:
        for section in seen.page.locator("main section").all():
            assert len(section.inner_text().split()) > 12
        assert seen.page.locator("tbody:not(:has(tr)), ul:not(:has(li)), ol:not(:has(li)), figure:not(:has(svg))").count() == 0


def test_every_link_leads_to_a_part_of_the_page(running: Browser, page_file: Path) -> None:
    with opened(running, page_file) as seen:
        targets = {link.get_attribute("href") for link in seen.page.locator("a").all()}
        assert all(target and target.startswith("#") and seen.page.locator(f"[id='{target[1:]}']").count() == 1 for target in targets)


def test_a_printed_page_shows_what_is_folded_on_the_screen(running: Browser, page_file: Path) -> None:
    with opened(running, page_file) as seen:
        seen.page.emulate_media(media="print", color_scheme="dark")
        hidden = seen.page.locator("#method").first
        assert hidden.is_visible()
        assert seen.page.locator("article.card details .steps").first.is_visible()
        assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        pdf = seen.page.pdf(prefer_css_page_size=True)
        assert pdf.startswith(b"%PDF-")
        assert (seen.said, seen.asked) == ([], [])


def test_hostile_text_is_text(running: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(reported(report_of(HOSTILE), "html", method()), encoding="utf-8")
    with opened(running, file) as seen:
        assert seen.page.title().startswith("Risk report: ")
        assert seen.page.locator("script, iframe, img, link, object, embed, form, foreignObject, [onload], [onerror]").count() == 0
        assert seen.page.locator("svg a, a:not([href^='#'])").count() == 0
        assert "<svg onload=alert(1)>" in seen.page.locator("main").inner_text()
        assert (seen.said, seen.asked) == ([], [])


def test_the_policy_stops_a_script_that_got_in(running: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    page = reported(harbour(), "html", method())
    file.write_text(page.replace("</main>", "<script>document.title='owned'</script></main>"), encoding="utf-8")
    with opened(running, file) as seen:
        assert seen.page.title().startswith("Risk report")
        assert len(seen.said) == 1
        assert "Content Security Policy" in seen.said[0]
