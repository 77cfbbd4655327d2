"""Pages stand alone and show what documents say as text."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from agent.render.html import html_page
from agent.render.html.page import environment

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "</style><script>alert(1)</script>",
    "</title><iframe src=javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "{{ 7 * 7 }}{% for x in y %}",
    "&lt;script&gt;",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_documents_is_text_in_a_page(text: str) -> None:
    page = html_page("base.html", {"title": text})
    body = page.split("</style>")[-1]
    assert not re.search(r"<(script|img|svg|iframe)", page)
    assert body.count("<a ") == 1  # the skip link
    assert "49" not in body


def test_invisible_characters_are_shown() -> None:
    page = html_page("base.html", {"title": "a\u202eb\u200bc\x00"})
    assert "a\\u202eb\\u200bc\\x00" in page


def test_the_policy_allows_the_own_style_and_nothing_else() -> None:
    page = html_page("base.html", {"title": "x"})
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert policy
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1].replace("&#39;", "'") == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "style=" not in page.split("</style>")[1]


def test_a_template_that_misses_a_value_stops() -> None:
    with pytest.raises(UndefinedError):
        html_page("base.html", {})


def test_only_our_own_markup_passes() -> None:
    template = environment().from_string("{{ own }} {{ foreign }} {{ nothing }}")
    assert template.render(own=Markup("<b>x</b>"), foreign="<b>y</b>", nothing=None) == "<b>x</b> &lt;b&gt;y&lt;/b&gt; "


def test_quotes_of_evidence_are_escaped_with_their_lines() -> None:
    template = environment().from_string('{% from "parts.html" import quotes %}{{ quotes([place]) }}')
    place = {"path": "<b>.md", "line": 3, "end_line": 4, "quote": "<i>q</i>", "locator": "sheet!B7"}
    shown = template.render(place=place)
    assert "&lt;b&gt;.md:3–4 (sheet!B7)" in shown
    assert "&lt;i&gt;q&lt;/i&gt;" in shown
