"""Which tags keep their text from being seen."""

from __future__ import annotations

import pytest

from agent.documents.html_names import hides

HIDING = [
    '<span style="display:none">',
    "<p STYLE='Display : None'>",
    "<div style=display:none>",
    '<b style="color:red;visibility: hidden">',
    '<i style="font-size:0">',
    '<i style="font-size: 0px; color: red">',
    '<i style="font-size:0.01em">',
    '<i style="opacity:0">',
    '<i style="opacity: 0.0;">',
    '<i style="color:transparent">',
    '<p style="position:absolute; left:-9999px">',
    '<p style="text-indent:-10000px">',
    "<div hidden>",
    '<div hidden="until-found">',
]
SHOWING = [
    "<span>",
    '<span style="display:block">',
    '<span style="font-size:0.8em">',
    '<span style="font-size:0.5rem;opacity:0.7">',
    '<span style="background-color:transparent">',
    '<span style="margin-left:-10px">',
    '<span title="hidden costs">',
    '<span data-hidden-id="1">',
    '<a href="x?display:none">',
]


@pytest.mark.parametrize("tag", HIDING)
def test_a_tag_that_hides_its_text(tag: str) -> None:
    assert hides(tag)


@pytest.mark.parametrize("tag", SHOWING)
def test_a_tag_that_shows_its_text(tag: str) -> None:
    assert not hides(tag)
