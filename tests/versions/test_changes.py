"""What became of a roadmap between two versions."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.versions import Change, Chosen, are_versions, changes
from tests.compare.plans import HARBOUR, LIGHTHOUSE, RELATIVE, roadmap


def between(before: str, after: str) -> tuple[Change, ...]:
    return changes(roadmap(before, "old.md"), roadmap(after, "new.md"))


def kinds(found: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(change.kind, change.subject) for change in found]


def test_the_same_roadmap_has_no_changes() -> None:
    for text in (HARBOUR, LIGHTHOUSE, RELATIVE):
        assert between(text, text) == ()


def test_a_phase_that_moves_takes_its_items_along() -> None:
    (change,) = between(HARBOUR, HARBOUR.replace("## Q3 2026: Growth", "## Q4 2026: Growth"))
    assert (change.kind, change.was, change.now, change.inside) == ("moved", "Q3 2026", "Q4 2026", 3)
    assert change.before[0].line == change.after[0].line == 11


def test_an_item_that_moves_to_another_phase_is_moved_alone() -> None:
    line = "- [ ] Nightly cargo import\n"
    moved = HARBOUR.replace(line, "").replace("- [ ] **Audit log**\n", f"- [ ] **Audit log**\n{line}")
    (change,) = between(HARBOUR, moved)
    assert (change.kind, change.subject, change.was, change.now) == ("moved", '"Nightly cargo import"', "Q1 2026", "Q3 2026")


def test_a_budget_that_grows_is_recosted_with_the_difference() -> None:
    (change,) = between(RELATIVE, RELATIVE.replace("$60K", "$90K"))
    assert (change.kind, change.subject, change.was, change.now) == ("re-costed", 'G2 "Radio link"', "$60K", "$90K")
    assert change.computation is not None
    assert change.computation.formula == "$90K - $60K = $30K"


def test_priority_effort_and_dependencies_are_told_apart() -> None:
    after = RELATIVE.replace("**Priority**: High\n- **Effort**: 1-2 months", "**Priority**: Low\n- **Effort**: 3-4 months").replace(
        "- **Dependencies**: G1, G2", "- **Dependencies**: G2"
    )
    assert kinds(between(RELATIVE, after)) == [
        ("re-prioritised", 'G2 "Radio link"'),
        ("re-estimated", 'G2 "Radio link"'),
        ("re-linked", 'G3 "Tide forecast service"'),
    ]


def test_an_item_keeps_its_id_when_it_is_renamed() -> None:
    (change,) = between(RELATIVE, RELATIVE.replace("G2. Radio link", "G2. Radio and satellite link"))
    assert (change.kind, change.was, change.now) == ("renamed", "Radio link", "Radio and satellite link")


def test_another_thing_under_an_old_id_is_rescoped() -> None:
    (change,) = between(RELATIVE, RELATIVE.replace("G2. Radio link", "G2. Buoy lamps"))
    assert (change.kind, change.subject) == ("re-scoped", 'G2 "Buoy lamps"')


def test_titles_beat_ids_when_items_are_numbered_anew() -> None:
    after = RELATIVE.replace("### G2. Radio link", "### G4. Radio link").replace("### G3. Tide", "### G2. Tide").replace("G1, G2", "G1, G4")
    assert not any(change.kind in ("added", "dropped", "re-costed") for change in between(RELATIVE, after))


def test_a_status_that_changes_is_progress() -> None:
    (change,) = between(HARBOUR, HARBOUR.replace("- [ ] **Audit log**", "- [x] **Audit log**"))
    assert (change.kind, change.was, change.now) == ("progressed", "planned", "done")


def test_a_target_that_changes_is_retargeted() -> None:
    (change,) = between(HARBOUR, HARBOUR.replace("99.9%", "99.5%"))
    assert (change.kind, change.what, change.was, change.now) == ("re-targeted", "Uptime", "99.9%", "99.5%")


def test_only_the_topmost_of_what_was_added_or_dropped_is_named() -> None:
    extra = "\n## Q4 2026: Outlook\n\n- [ ] Quay cameras\n- [ ] Ferry timetable\n"
    (added,) = between(HARBOUR, HARBOUR + extra)
    assert (added.kind, added.inside, added.before) == ("added", 2, ())
    (dropped,) = between(HARBOUR + extra, HARBOUR)
    assert (dropped.kind, dropped.inside, dropped.after) == ("dropped", 2, ())


def test_a_line_that_moves_to_another_place_has_not_changed() -> None:
    line = "- **Uptime**: 99.9%\n"
    after = HARBOUR.replace(line, "").replace("- **API response time**", f"{line}- **API response time**")
    assert between(HARBOUR, after) == ()


def test_an_owner_that_moves_to_another_item_changes_both() -> None:
    before = RELATIVE.replace("- **Budget**: $120K", "- **Budget**: $120K\n- **Owner**: Ines")
    after = RELATIVE.replace("- **Budget**: $60K", "- **Budget**: $60K\n- **Owner**: Ines")
    assert [(change.subject, change.was, change.now) for change in between(before, after)] == [
        ('G1 "Sensor housing"', "Ines", ""),
        ('G2 "Radio link"', "", "Ines"),
    ]


def test_a_line_of_its_own_that_moves_into_an_item_has_not_changed() -> None:
    line = "- **Crane budget**: $20K\n"
    before = f"{RELATIVE}\n## Costs\n\n{line}"
    after = RELATIVE.replace("- **Budget**: $60K\n", f"- **Budget**: $60K\n{line}")
    assert not any("Crane" in change.what for change in between(before, after))


def test_a_person_overrules_the_matching() -> None:
    before, after = roadmap(HARBOUR, "old.md"), roadmap(HARBOUR.replace("Berth occupancy forecast", "Fog horn"), "new.md")
    assert {change.kind for change in changes(before, after)} == {"added", "dropped"}
    keys = {item.title: item.key for item in (*before.items, *after.items)}
    (change,) = changes(before, after, chosen=(Chosen(keys["Berth occupancy forecast"], keys["Fog horn"]),))
    assert (change.kind, change.was, change.now) == ("re-scoped", "Berth occupancy forecast", "Fog horn")


def test_two_plans_of_different_things_are_no_versions() -> None:
    assert are_versions(roadmap(HARBOUR), roadmap(HARBOUR.replace("Q3 2026", "Q4 2026")))
    assert not are_versions(roadmap(HARBOUR), roadmap(LIGHTHOUSE))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(HARBOUR.split("\n")), max_size=12))
def test_changes_of_any_edit_stand_where_they_say(extra: list[str]) -> None:
    """Whatever lines are added anywhere: every place of a change quotes its own version, and undoing the edit swaps the sides."""
    lines = HARBOUR.split("\n")
    middle = len(lines) // 2
    edited = "\n".join([*lines[:middle], *extra, *lines[middle:]])
    for before, after in ((HARBOUR, edited), (edited, HARBOUR)):
        for change in between(before, after):
            for spans, text in ((change.before, before), (change.after, after)):
                for span in spans:
                    assert span.quote in "\n".join(text.split("\n")[span.line - 1 : span.end_line])
            assert change.before or change.after


def test_a_time_given_in_another_unit_has_not_moved() -> None:
    table = "| Phase | Timeline |\n|---|---|\n| Phase 1 | Sprints 9-10 |\n| Phase 2 | Sprints 11-18 |\n"
    phases = "# Phase 1 (Months 4-5): Lamps\n\n- [ ] Quay lamp\n\n# Phase 2 (Months 5-9): Horns\n\n- [ ] Fog horn\n"
    plain = phases.replace(" (Months 4-5)", "").replace(" (Months 5-9)", "")
    found = between(f"# P\n\n{table}\n{phases}", f"# P\n\n{table}\n{plain}")
    assert [change.kind for change in found if change.kind == "moved"] == []


def told(before: str, after: str) -> list[tuple[str, str, str, str]]:
    return [(change.kind, change.what, change.was, change.now) for change in between(before, after)]


PHASES = "# Plan\n\n## Phase 1: Ground (Q1 2026)\n\n- Sign-on\n- Audit log\n- Ledger\n\n## Phase 2: Growth (Q3 2026)\n\n- Regions\n"


def test_a_phase_with_the_same_parts_is_renamed_whatever_it_is_called() -> None:
    assert told(PHASES, PHASES.replace("Phase 1: Ground", "Foundations we build on")) == [
        ("re-scoped", "title", "Ground", "Foundations we build on")
    ]


def test_the_same_figures_in_the_same_place_are_the_same_work_under_another_name() -> None:
    before = "# Plan\n\n| Initiative | Timeline | Cost |\n|---|---|---|\n| Buoy lamps | Q1 2026 | $40K |\n| Fog horn | Q2 2026 | $70K |\n"
    assert told(before, before.replace("Buoy lamps", "Night lights")) == [("re-scoped", "title", "Buoy lamps", "Night lights")]
    other = before.replace("| Buoy lamps | Q1 2026 | $40K |", "| Night lights | Q1 2026 | $55K |")
    assert sorted(kind for kind, *_ in told(before, other)) == ["added", "dropped"]


def test_what_states_one_figure_alone_is_not_told_from_others_by_it() -> None:
    before = "# Plan\n\n| Initiative | Cost |\n|---|---|\n| Buoy lamps | $40K |\n| Fog horn | $70K |\n"
    assert sorted(kind for kind, *_ in told(before, before.replace("Buoy lamps", "Night lights"))) == ["added", "dropped"]


def test_nothing_is_told_of_lines_that_are_the_same_in_both() -> None:
    """A heading that came in above changes how lines are read, not what they say."""
    before = "# Plan\n\n- **Owner**: Ines\n- **Budget**: $40K\n- Sign-on\n"
    after = before.replace("# Plan\n", "# Plan\n\n## Phase 1: Ground\n")
    assert {what for kind, what, *_ in told(before, after) if kind not in ("added", "moved")} == set()


def test_a_promise_that_comes_or_goes_is_told_and_a_figure_in_a_sentence_is_not() -> None:
    uptime = "- **Uptime**: 99.9%\n"
    without = HARBOUR.replace(uptime, "")
    assert told(HARBOUR, without) == [("re-targeted", "Uptime", "99.9%", "")]
    assert told(without, HARBOUR) == [("re-targeted", "Uptime", "", "99.9%")]
    remark = "\nThe harbour had 400 visitors a day when the quay was opened to walkers again last summer.\n"
    assert told(HARBOUR, HARBOUR + remark) == []


def test_a_value_put_in_among_others_of_its_label_changes_none_of_them() -> None:
    before = "# Plan\n\n## Lamps\n\n- **Budget**: $40K\n- **Budget**: $60K\n"
    after = before.replace("- **Budget**: $60K", "- **Budget**: $50K\n- **Budget**: $60K")
    assert [(was, now) for _, _, was, now in told(before, after)] == [("", "$50K")]


def test_a_time_whose_year_is_left_out_has_not_moved() -> None:
    before = "# Plan\n\n## Phase 1: Ground (April 2026)\n\n- Sign-on\n\n## Phase 2: Growth (May 2026)\n\n- Regions\n"
    assert told(before, before.replace("April 2026", "April").replace("May 2026", "June")) == [("moved", "window", "May 2026", "June")]


def test_parts_that_are_done_with_the_whole_are_told_with_it() -> None:
    before = "# Plan\n\n## Phase 1: Ground\n\n- [ ] **Access**\n  - [ ] Sign-on\n  - [ ] Permits\n- [ ] **Ledger**\n"
    after = before.replace("[ ] **Access**", "[x] **Access**").replace("[ ] Sign-on", "[x] Sign-on").replace("[ ] Permits", "[x] Permits")
    assert [(change.kind, change.subject, change.now, change.inside) for change in between(before, after)] == [
        ("progressed", '"Access"', "done", 2)
    ]


def test_an_amount_in_a_title_is_a_figure_and_no_other_name() -> None:
    before = "# Plan\n\n## Phase 1: Ground\n\n- [ ] €150K campaign in spring\n- [ ] Training of 20 pilots\n"
    assert told(before, before.replace("€150K", "€250K").replace("20 pilots", "30 pilots")) == [
        ("re-costed", "cost", "€150K", "€250K"),
        ("re-scoped", "extent", "20 pilots", "30 pilots"),
    ]


def test_a_second_time_of_a_phase_moves_it() -> None:
    before = "# Plan\n\n## Month 1: Ground (January 2026)\n\n- [ ] Sign-on\n\n## Month 2: Growth (February 2026)\n\n- [ ] Regions\n"
    assert told(before, before.replace("February", "March")) == [("moved", "window", "February 2026", "March 2026")]


def test_a_figure_of_a_table_by_months_says_of_which_month_it_is() -> None:
    table = "# Harbour\n\n| Milestone | Customers |\n|---|---|\n| Month 6 | 30 |\n| Month 12 | 50 |\n| Month 18 | 100 |\n"
    (change,) = between(table, table.replace("| 50 |", "| 60 |"))
    assert (change.what, change.was, change.now) == ("Customers, Month 12", "50", "60")
