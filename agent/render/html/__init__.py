"""Pages that stand alone: one file, no script, no request, and text of documents never as markup."""

from __future__ import annotations

from agent.render.html.page import html_page

__all__ = ["html_page"]
