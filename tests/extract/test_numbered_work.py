"""Tests of headings numbered one after another that name work."""

from __future__ import annotations

from tests.extract.reading import read


def _titles(text: str) -> set[str]:
    return {item.title for item in read(text).items}


def test_numbered_headings_above_boxes_are_work() -> None:
    text = "# Checklist\n\n" + "".join(f"## {n}. Berth {name}\n\n### Ashore\n\n- [ ] Hut {n}\n\n" for n, name in enumerate("ABC", 1))
    assert [(item.title, item.kind) for item in read(text).items if item.title.startswith("Berth")] == [
        ("Berth A", "initiative"),
        ("Berth B", "initiative"),
        ("Berth C", "initiative"),
    ]


def test_numbered_headings_below_next_steps_are_work() -> None:
    text = "# Plan\n\n## Next steps\n\n### 1. Rent a barge\n\nText.\n\n### 2. Hire divers\n\nText.\n\n### 3. Survey the bed\n\nText.\n"
    assert _titles(text) == {"Rent a barge", "Hire divers", "Survey the bed"}


def test_numbered_headings_of_a_text_are_no_work() -> None:
    text = "# Plan\n\n## 1. Where we sail\n\nText.\n\n## 2. Who sails\n\nText.\n\n## 3. What is left\n\n- [ ] Paint\n"
    assert _titles(text) == {"Paint"}


def test_strong_names_numbered_below_an_item_are_its_tasks() -> None:
    text = "# Plan\n\n## Epic 2: Harbour office\n\n" + "".join(
        f"**2.{n} {name}** ({n}h)\n\n- Order the {name.lower()}\n\n" for n, name in enumerate(("Desk", "Radio", "Lamp"), 1)
    )
    items = [item for item in read(text).items if item.title in {"Desk", "Radio", "Lamp"}]
    assert [(item.kind, item.parent, [fact.text for fact in item.facts]) for item in items] == [
        ("task", "epic-2", ["1h"]),
        ("task", "epic-2", ["2h"]),
        ("task", "epic-2", ["3h"]),
    ]


def test_one_strong_name_with_a_number_is_no_task() -> None:
    text = "# Plan\n\n## Epic 2: Harbour office\n\n**2.1 Desk** (oak)\n\n- Varnished\n"
    assert [item.title for item in read(text).items] == ["Harbour office"]


def test_letters_of_weeks_are_ids_where_entries_bear_them_and_lines_need_them() -> None:
    roadmap = read("""
        # Harbour water

        ## Now

        **W1 Meters, first part.** 30,000 meters in the upper port.
        Needs: nothing.

        ## Next

        **W2 Valves.** 45 valves lower the pressure.
        Needs: W1.

        **W3 Alerts.** A meter that never stands still sends a message.
        Needs: W1 and W2.

        | | Upper |
        |---|---:|
        | Now (W1) | 30,000 |
        | Next (W3) | 28,000 |
    """)
    assert [(item.id, item.title, [d.target for d in item.dependencies]) for item in roadmap.items] == [
        ("W1", "Meters, first part", []),
        ("W2", "Valves", ["w1"]),
        ("W3", "Alerts", ["w1", "w2"]),
    ]


def test_letters_of_weeks_stay_weeks_where_they_write_stretches() -> None:
    roadmap = read("""
        # Harbour water

        - W1-W2 Survey
        - W3 Meters
        - W4 Valves, needs W3
        - W5 Alerts
    """)
    assert "W3" not in [item.id for item in roadmap.items]


def test_a_title_that_opens_with_an_id_and_says_roadmap_is_no_item() -> None:
    roadmap = read("""
        # ALBA-2: project roadmap of the kelp camera

        ## 2 Phases and budgets

        | Phase | Content | From | To | Budget (€K) |
        |---|---|---|---|---:|
        | A | Concept | Oct 2025 | Jan 2026 | 90 |
        | B | Build | Feb 2026 | Jun 2027 | 240 |

        ### Phase B: build (€240K)

        | Package | From | To | Needs | Cost (€K) |
        |---|---|---|---|---:|
        | WP1 Housing | Feb 2026 | Oct 2026 | – | 140 |
        | WP2 Power | Aug 2026 | Jun 2027 | WP1 | 100 |
    """)
    assert [(item.id, item.parent) for item in roadmap.items] == [("Phase A", ""), ("Phase B", ""), ("WP1", "phase-b"), ("WP2", "phase-b")]


def test_letters_that_do_not_count_up_are_no_phases_of_their_own() -> None:
    roadmap = read("""
        # Kelp

        | Phase | From | To |
        |---|---|---|
        | B | Oct 2025 | Jan 2026 |
        | A | Feb 2026 | Jun 2026 |
    """)
    assert "Phase A" not in [item.id for item in roadmap.items]


def test_a_title_that_opens_with_an_id_and_names_work_is_an_item() -> None:
    roadmap = read("""
        # EPIC-12: Payment rework

        ## Tasks

        - [ ] Cards
        - [ ] Refunds
    """)
    assert ("EPIC-12", "Payment rework") in [(item.id, item.title) for item in roadmap.items]
