"""A real Chromium without a network: pages are opened from files, and whatever they ask for is written down and refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), "")
NO_BROWSER = "there is no Chromium here; .ci/run installs it"
# In a container there is neither a sandbox to nest nor a graphics card.
SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")


@dataclass
class Opened:
    """A page, and what happened on it: console messages, errors, requests other than for the page itself."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@contextmanager
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        running = player.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        try:
            yield running
        finally:
            running.close()


@contextmanager
def opened(running: Browser, file: Path, *, width: int = 1280, colours: Literal["light", "dark"] = "light") -> Iterator[Opened]:
    """The page of a file in a window of that width."""
    context = running.new_context(viewport={"width": width, "height": 900}, color_scheme=colours, offline=True)
    seen = Opened(context.new_page())

    def heard(message: ConsoleMessage) -> None:
        seen.said.append(f"{message.type}: {message.text}")

    def requested(request: Request) -> None:
        if request.url != file.as_uri():
            seen.asked.append(request.url)

    seen.page.on("console", heard)
    seen.page.on("pageerror", lambda error: seen.said.append(str(error)))
    seen.page.on("request", requested)
    try:
        seen.page.goto(file.as_uri())
        yield seen
    finally:
        context.close()
