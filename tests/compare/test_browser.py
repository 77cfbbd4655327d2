"""The page of a comparison as a browser shows it: no error, no request, readable by a screen reader, on a telephone, in the dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from agent.compare import compare
from agent.render.comparison_html import comparison_html
from tests.compare.plans import HARBOUR, side, three
from tests.compare.test_rendering import hostile
from tests.render.html.browser import CHROMIUM, NO_BROWSER, browser, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.skipif(not CHROMIUM, reason=NO_BROWSER), pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    later = side(HARBOUR.replace("Q3 2026", "Q4 2026"), "later.md")
    written = {"plain": compare((*three(), later)), "hostile": hostile()}
    for name, found in written.items():
        (folder / f"{name}.html").write_text(comparison_html(found), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in written}


@pytest.mark.parametrize("name", ["plain", "hostile"])
@pytest.mark.parametrize(("width", "colours"), [(1280, "light"), (390, "dark")])
def test_the_page_opens_without_error_request_or_sideways_scrolling(
    running: Browser, pages: dict[str, Path], name: str, width: int, colours: Literal["light", "dark"]
) -> None:
    with opened(running, pages[name], width=width, colours=colours) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.page.title() == f"Comparison of {4 if name == 'plain' else 3} roadmaps"
        assert (seen.said, seen.asked) == ([], [])


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_serious(running: Browser, pages: dict[str, Path], colours: Literal["light", "dark"]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with opened(running, pages["plain"], colours=colours) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found = Axe().run(seen.page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")] == []


def test_every_cell_opens_to_the_words_it_was_read_from(running: Browser, pages: dict[str, Path]) -> None:
    with opened(running, pages["plain"]) as seen:
        cell = seen.page.locator("td", has_text="< 80 ms P95").first
        assert not cell.locator(".quote").first.is_visible()
        cell.locator("summary").first.click()
        assert cell.locator(".quote").first.inner_text() == "- **Latência**: <80ms P95"
