"""What was read, as a tree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.documents import parse_markdown
from agent.extract import extract
from agent.model.roadmap import Roadmap
from agent.render.page import Page
from agent.render.tree import show_text

PLAN = """# Atlas

## Phase 1: Foundation (Q1 2031)

### A1 Ledger service

- **Cost**: $250K
- **Owner**: Mira Solberg
- **Depends on**: A9

### A2 Tariff engine

- **Status**: done

## Targets

- Latency P95 < 120 ms
- Uptime: 99.9%
"""


def read(text: str) -> Roadmap:
    return extract(parse_markdown(text, "atlas.md"))


def shown(width: int = 100) -> str:
    return show_text([read(PLAN)], Page(width=width))


def test_items_stand_below_what_holds_them_with_values_and_lines() -> None:
    lines = shown().splitlines()
    phase = next(at for at, line in enumerate(lines) if "Foundation" in line)
    item = next(at for at, line in enumerate(lines) if "Ledger service" in line)
    assert lines[phase].endswith(":3")
    assert item > phase
    assert lines[item].startswith("│") or lines[item].startswith("    ")
    below = "\n".join(lines[item : item + 5])
    assert "$250K :7" in below
    assert "Mira Solberg :8" in below
    assert "A9 (not in this roadmap)" in below


def test_a_status_and_its_window_stand_in_the_headline() -> None:
    assert next(line for line in shown().splitlines() if "Tariff" in line).endswith("done :11")
    assert "2031-01-01 – 2031-03-31" in next(line for line in shown().splitlines() if "Foundation" in line)


def test_an_inherited_window_is_not_repeated() -> None:
    assert shown().count("2031-01-01") == 1


def test_metrics_stand_in_columns_with_their_lines() -> None:
    text = shown()
    assert "< 120 milliseconds P95" in text
    assert "99.9%" in text
    assert ":17" in text


def test_the_end_says_how_much_was_understood() -> None:
    assert "numbers understood." in shown()


@pytest.mark.parametrize("width", [60, 80, 200])
def test_nothing_is_wider_than_the_page(width: int) -> None:
    long = PLAN.replace("Mira Solberg", "Mira Solberg and " * 20).replace("Ledger service", "Ledger " * 40)
    assert max(len(line) for line in show_text([read(long)], Page(width=width)).splitlines()) <= width


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_no_title_commands_the_terminal(title: str) -> None:
    text = show_text([read(f"# Plan\n\n## A1 {title}\n\n- **Cost**: $1M {title}\n")], Page(width=80))
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\r"} & set(text)


def test_what_belongs_to_no_item_is_shown_below_its_heading() -> None:
    text = f"---\nbudget: $900K\n---\n{PLAN}\n## Money\n\n| Stream | 2031 | 2032 |\n|---|---|---|\n| Licences | $40K | $90K |\n"
    lines = show_text([read(text)], Page(width=100)).splitlines()
    beside = lines[lines.index("Beside the items") : lines.index("Metrics")]
    assert any("budget: $900K :2" in line for line in beside)
    money = next(at for at, line in enumerate(beside) if line.endswith("Money"))
    assert any("Licences" in line and "$40K" in line for line in beside[money:])
    assert not any("Mira" in line or "120 ms" in line for line in beside)  # told with the item, and among the metrics


def test_a_document_without_items_shows_its_facts() -> None:
    found = show_text([read("# Atlas\n\nThe ledger costs $250K and the tariff engine $150K.\n")], Page(width=100))
    assert "Facts" in found.splitlines()
    assert "$250K" in found
    assert "Beside" not in found
