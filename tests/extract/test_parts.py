"""Tests of headings and labels that name a part of each section, and of emoji that only decorate headings."""

from __future__ import annotations

import pytest

from tests.extract.reading import read


def _plan(part: str) -> str:
    return "# Plan\n\n" + "".join(f"## Phase {n}: Berth {n}\n\n### {part}\n\n- Dredge {n}\n\n" for n in (1, 2, 3))


@pytest.mark.parametrize("part", ["Work of the crew", "Was wir bauen", "Quoi de neuf", "やること"])
def test_a_heading_that_returns_in_each_phase_is_no_item(part: str) -> None:
    items = read(_plan(part)).items
    assert part not in {item.title for item in items}
    assert [item.parent for item in items if item.title == "Dredge 2"] == ["phase-2"]


def test_headings_of_one_phase_stay_items() -> None:
    text = "# Plan\n\n## Phase 1: Base\n\n### Quay wall\n\n- Drive piles\n\n## Phase 2: Cranes\n\n### Rails\n\n- Lay rails\n"
    assert {"Quay wall", "Rails"} <= {item.title for item in read(text).items}


def test_a_label_that_returns_below_each_item_is_no_item() -> None:
    text = "# Plan\n\n" + "".join(f"## A{n}: Berth {n}\n\n- **Ashore**: huts {n}\n- **Afloat**: buoys {n}\n\n" for n in (1, 2, 3))
    assert [item.id for item in read(text).items] == ["A1", "A2", "A3"]


def test_numbered_labels_below_each_item_stay_items() -> None:
    text = "# Plan\n\n" + "".join(f"## A{n}: Berth {n}\n\n- **KR1**: moor {n}00 boats\n\n" for n in (1, 2, 3))
    assert len(read(text).items) == 6


def test_a_check_mark_among_other_emoji_of_headings_says_no_status() -> None:
    text = "# Plan\n\n## 🎯 Where we sail\n\nText.\n\n## 💰 Money\n\nText.\n\n## 📊 Charts\n\nText.\n\n## ✅ What counts\n\nText.\n"
    assert read(text).items == ()


@pytest.mark.parametrize(
    ("heading", "title", "status"),
    [
        ("Step 2 — Quay wall ✅ done", "Quay wall", "done"),
        ("Fase 1: Cais novo ✅ COMPLETA", "Cais novo", "done"),
        ("Phase 3: Cranes 🔄 Pending", "Cranes", "planned"),
        ("Этап 4: Краны ⏳ Частично", "Краны", "in_progress"),
    ],
)
def test_a_sign_and_its_word_behind_a_title_are_its_status(heading: str, title: str, status: str) -> None:
    item = read(f"# Plan\n\n## {heading}\n\n- Drive piles\n").items[0]
    assert (item.title, item.status) == (title, status)


@pytest.mark.parametrize(("cell", "status"), [("✅ Planejado", "planned"), ("✅ **Concluído**", "done"), ("✅ Research", "done")])
def test_the_word_behind_a_sign_says_what_it_means(cell: str, status: str) -> None:
    text = f"# Plan\n\n| Task | Owner | Status |\n|---|---|---|\n| Drive piles | Ana | {cell} |\n| Lay rails | Rui | ⏳ |\n"
    assert read(text).items[0].status == status


def test_ticks_before_each_line_of_what_a_phase_delivers_say_no_status() -> None:
    text = "# Plan\n\n## Phase 1: Base\n\n- [ ] Survey\n\n### Deliverables\n\n- ✅ Quay wall\n- ✅ Crane rails\n"
    assert [(item.title, item.status) for item in read(text).items if item.kind == "deliverable"] == [
        ("Quay wall", ""),
        ("Crane rails", ""),
    ]


def test_ticks_below_a_phase_that_is_done_say_so() -> None:
    text = "# Plan\n\n## Phase 1: Base ✅\n\n### Deliverables\n\n- ✅ Quay wall\n- ✅ Crane rails\n"
    assert {item.status for item in read(text).items} == {"done"}


def test_ticks_among_open_lines_say_a_status() -> None:
    text = "# Plan\n\n## Phase 1: Base\n\n### Deliverables\n\n- ✅ Quay wall\n- ⏳ Crane rails\n"
    assert [item.status for item in read(text).items] == ["", "done", "planned"]


@pytest.mark.parametrize("mark", ["[ ]", "[x]", "✅"])
def test_plain_lines_below_marked_work_say_more_of_it(mark: str) -> None:
    text = f"# Plan\n\n## Phase 1: Base\n\n- {mark} Quay wall\n  - Oak piles\n  - Stone steps\n- [ ] Rails\n"
    assert [item.title for item in read(text).items] == ["Base", "Quay wall", "Rails"]


def test_work_below_a_marked_period_stays_work() -> None:
    text = "# Plan\n\n## Roadmap\n\n- [ ] Phase 1: Base\n  - Drive piles\n- [ ] Phase 2: Cranes\n  - Lay rails\n"
    assert {"Drive piles", "Lay rails"} <= {item.title for item in read(text).items}


def test_ticked_reasons_outside_the_plan_are_no_items() -> None:
    text = "# Plan\n\n## Why this harbour\n\n- ✅ Deep water\n- ✅ Calm winters\n\n## Phase 1: Base\n\n- [x] Survey\n- [ ] Quay wall\n"
    assert [item.title for item in read(text).items] == ["Base", "Survey", "Quay wall"]


def test_ticked_work_beside_open_work_keeps_its_status() -> None:
    text = "# Plan\n\n## State\n\n### Harbour\n\n- ✅ Survey\n- ✅ Quay wall\n\n### Cranes\n\n- [ ] Rails\n"
    assert [item.status for item in read(text).items] == ["done", "done", "planned"]


def test_a_label_that_only_holds_the_word_status_plans_nothing() -> None:
    text = "# Plan\n\n## Meetings\n\n### Reports to owners\n\n- **Weekly status**: sponsors of the quay\n- **Daily round**: crew\n"
    assert read(text).items == ()


def test_the_title_of_a_report_on_a_phase_is_no_phase() -> None:
    assert read("# Phase 2 completion report\n\nAll is well.\n").items == ()
    assert [item.title for item in read("# Phase 2: Harbour\n\nAll is well.\n").items] == ["Harbour"]


def test_a_bare_count_below_a_task_is_no_task() -> None:
    text = "# Plan\n\n## Phase 1: Base\n\n1. **Load test**\n   - 10,000 boats\n   - Simulate a storm\n"
    assert [item.title for item in read(text).items] == ["Base", "Load test", "Simulate a storm"]


def test_lines_below_a_stated_value_are_no_tasks() -> None:
    text = "# Plan\n\n## Phase 1: Base\n\n- Strategy: one shared quay\n  - **Reason**: low cost\n- Drive piles\n"
    assert [item.title for item in read(text).items] == ["Base", "Drive piles"]
