"""Headings and bullets beside each other that each name something and say when it comes are items, whatever their section is called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.extract.reading import read

PLANNED = {"New checkout": "28 December 2026", "Barcode scanners": "12 March 2027", "Patient portal": "30 June 2027"}
ENDS = [date(2026, 12, 28), date(2027, 3, 12), date(2027, 6, 30)]


def planned(write: Callable[[str, str], str], head: str = "") -> list[tuple[str, date | None]]:
    text = "# Programme of the year\n\n" + head + "".join(write(name, day) for name, day in PLANNED.items())
    return [(item.title, item.window.end if item.window else None) for item in read(text).items]


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda name, day: f"## {name} ({day})\n\nReplaces the old one.\n\n", id="heading with brackets"),
        pytest.param(lambda name, day: f"## {name} - {day}\n\nReplaces the old one.\n\n", id="heading with a dash"),
        pytest.param(lambda name, day: f"## {day}: {name}\n\nReplaces the old one.\n\n", id="heading that begins with the day"),
        pytest.param(lambda name, day: f"- **{name}** ({day}): replaces the old one\n", id="bold bullet"),
        pytest.param(lambda name, day: f"- {day} – {name}\n", id="bullet that begins with the day"),
        pytest.param(lambda name, day: f"- {name}, {day}\n", id="bullet with a comma"),
        pytest.param(lambda name, day: f"- {name}: {day}\n", id="bullet with a colon"),
        pytest.param(lambda name, day: f"1. {name}, until {day}\n", id="numbered entry"),
        pytest.param(lambda name, day: f"- {name}\n  - Due: {day}\n  - Owner: Ana\n", id="bullet above fields"),
        pytest.param(lambda name, day: f"- {name}\n  - Goes live on {day}\n  - Owner: Ana\n", id="bullet above a time without a colon"),
        pytest.param(lambda name, day: f"### {name}\n\n*Due: {day}*\n\nReplaces the old one.\n\n", id="heading above a field"),
    ],
)
def test_dated_siblings_are_items(write: Callable[[str, str], str]) -> None:
    assert planned(write) == list(zip(PLANNED, ENDS, strict=True))


@pytest.mark.parametrize("header", ["Launch", "In production", "MEP", "Salida", "Umstellung", "本番切替", "上线"])
def test_a_column_that_says_when_something_goes_live_dates_its_rows(header: str) -> None:
    found = planned(lambda name, day: f"| {name} | {day} |\n", f"| Feature | {header} |\n|---|---|\n")
    assert found == list(zip(PLANNED, ENDS, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "- Start: 3 May 2027\n- End: 30 June 2027\n- Launch: 5 July 2027\n",
        "- Users: 500 by 3 May 2027\n- Revenue: €3M by 30 June 2027\n- Churn: 4% by 5 July 2027\n",
        "## Meeting (3 May 2027)\n\nText.\n\n## Meeting (10 May 2027)\n\nText.\n\n## Meeting (17 May 2027)\n\nText.\n",
        "## Overview\n\nText.\n\n## Team\n\nText.\n\n## Last review (3 May 2027)\n\nText.\n",
    ],
    ids=["attributes", "figures", "a series", "one date among sections"],
)
def test_other_dated_lines_name_no_item(text: str) -> None:
    assert not [item.title for item in read("# Programme of the year\n\n" + text).items]


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("Go-live 8 June 2027", date(2027, 6, 8)),
        ("Goes live on Tuesday, 8 June 2027", date(2027, 6, 8)),
        ("Salida el martes 8 de junio de 2027", date(2027, 6, 8)),
        ("Inbetriebnahme am 8. Juni 2027", date(2027, 6, 8)),
        ("Talk with the launch customer on 8 June 2027", None),
        ("Launch of the beta on 8 June 2027", None),
    ],
)
def test_a_line_below_an_item_that_says_only_when_it_ends(line: str, end: date | None) -> None:
    item = read(f"# Roadmap\n\n## Initiatives\n\n- **Checkout**\n  - Owner: Ana\n  - {line}\n").items[0]
    assert (item.window.end if item.window else None) == end
