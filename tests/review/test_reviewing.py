"""Reviews of real repositories."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from agent.adapters.git import GitRepository
from agent.errors import SettingsError
from agent.model.review import PlanChange, Review
from agent.render.review import review_json
from agent.review import parse_patch
from agent.reviewing import ReviewOptions, review_change
from cli import app
from tests.review.repositories import PLAN, Repository

OPTIONS = ReviewOptions(today=date(2026, 1, 1))
AGREED = "# Harbor roadmap\n\nTotal budget: $2.4M\n\n## Phase 1: Intake\n\n- Cost: $1.1M\n"
WRONG = PLAN.replace("**$600K**", "**$650K**")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def reviewed(repository: Repository, options: ReviewOptions = OPTIONS, base: str = "HEAD~1", head: str = "HEAD") -> Review:
    """The review, after checking what holds of every review."""
    source = GitRepository(repository.folder, base, head)
    review = review_change(source, options).review
    patches = {file.path: parse_patch(source.patch(file) or "") for file in source.change().files}
    for comment in review.comments:
        patch = patches[comment.path]
        assert patch is not None
        hunk = patch.hunk_at(comment.line)
        assert hunk is not None
        assert hunk.new_start <= (comment.start_line or comment.line) <= comment.line
        assert set(range(comment.start_line or comment.line, comment.line + 1)) <= patch.added, "a comment on a line nobody wrote"
        assert comment.start_line is None or comment.start_line < comment.line
    ids = {finding.id for finding in review.findings}
    commented = [id_ for comment in review.comments for id_ in (comment.finding, *comment.also)]
    assert sorted([*commented, *review.outside_diff]) == sorted(ids)
    assert len({(comment.path, comment.line) for comment in review.comments}) == len(review.comments), "two comments on one line"
    assert not ids & set(review.fixed)
    return review


def changed(repository: Repository, before: str, after: str) -> Review:
    repository.commit(plan=before)
    repository.commit(plan=after)
    return reviewed(repository)


def told(review: Review) -> list[tuple[str, str, str, str, str]]:
    return [(c.kind, c.subject, c.before, c.after, c.difference) for c in review.changes]


class TestFindings:
    def test_only_what_the_change_introduces_is_reported(self, repository: Repository) -> None:
        review = changed(repository, WRONG, WRONG.replace("99.9%", "100%"))
        assert [finding.rule for finding in review.findings] == ["RA803"]
        assert review.unchanged == 1
        assert [comment.line for comment in review.comments] == [14]

    def test_a_figure_that_contradicts_an_untouched_document_is_reported(self, repository: Repository) -> None:
        repository.commit(budget="# Harbor budget\n\nTotal budget: $2.4M\n", plan=AGREED)
        repository.commit(plan=AGREED.replace("2.4M", "3.1M"))
        review = reviewed(repository)
        assert [(c.path, c.line) for c in review.comments] == [("plan.md", 3)]
        assert [finding.rule for finding in review.findings] == ["RA609"]

    def test_what_the_change_puts_right_is_fixed(self, repository: Repository) -> None:
        review = changed(repository, WRONG, PLAN)
        assert review.findings == ()
        assert [finding.rule for finding in review.fixed_findings] == ["RA101"]
        assert [finding.id for finding in review.fixed_findings] == list(review.fixed)

    def test_a_problem_whose_lines_were_edited_is_neither_new_nor_fixed(self, repository: Repository) -> None:
        review = changed(repository, WRONG, WRONG.replace("$200K", "$210K"))
        assert (review.findings, review.fixed) == ((), ())
        assert [finding.rule for finding in review.altered_findings] == ["RA101"]

    def test_a_problem_that_is_told_elsewhere_in_the_same_words_is_neither_new_nor_fixed(self, repository: Repository) -> None:
        before = PLAN.replace("**Uptime**: 99.9%", "**Uptime**: 100%")
        opening, _, rest = before.partition("## Work packages")
        after = f"{opening}## Promises for the year\n\n- **Uptime**: 100%\n\n## Work packages{rest}".replace(
            "## Targets\n\n- **Uptime**: 100%\n\n", ""
        )
        review = changed(repository, before, after)
        assert (review.findings, review.fixed) == ((), ())

    def test_a_consequence_on_an_untouched_line_is_in_the_summary_only(self, repository: Repository) -> None:
        review = changed(repository, PLAN, PLAN.replace("| W1 | Sign-on | 2026-01-05 | 2026-03-27 | $100K | – |\n", ""))
        undefined = next(finding for finding in review.findings if "W1" in finding.message)
        assert undefined.id in review.outside_diff
        assert "W1" in review.summary

    def test_lines_put_in_above_change_no_id(self, repository: Repository) -> None:
        review = changed(repository, WRONG, "A first remark.\n\nAnd another.\n\n" + WRONG)
        assert (review.findings, review.fixed, review.unchanged) == ((), (), 1)

    def test_a_moved_section_is_nothing_new(self, repository: Repository) -> None:
        head, budget, rest = WRONG.partition("## Work packages")
        table, targets, tail = rest.partition("## Targets")
        review = changed(repository, WRONG, f"{head}{targets}{tail}\n{budget}{table}")
        assert (review.findings, review.fixed) == ((), ())

    def test_an_edit_is_offered_when_the_change_wrote_the_one_figure_that_is_wrong(self, repository: Repository) -> None:
        review = changed(repository, PLAN, WRONG)
        assert "```suggestion\n| | **Total** | | | **$600K** | |\n```" in review.comments[0].body

    def test_no_edit_is_offered_when_the_change_wrote_the_parts_too(self, repository: Repository) -> None:
        review = changed(repository, PLAN, WRONG.replace("$200K", "$220K"))
        assert "suggestion" not in review.comments[0].body

    def test_two_problems_of_one_line_are_one_comment(self, repository: Repository) -> None:
        review = changed(repository, PLAN, PLAN.replace("2026-03-27 | $100K | – |", "2026-03-27 | $100K | W3 |"))
        rules = {finding.id: finding.rule for finding in review.findings}
        assert sorted(rules.values()) == ["RA302", "RA304"]
        (comment,) = review.comments
        assert [rules[comment.finding], *(rules[id_] for id_ in comment.also)] == ["RA302", "RA304"]
        assert "Also here" in comment.body


class TestPlan:
    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            ("$300K", "$450K", [("cost", "W3 Regions", "$300K", "$450K", "+$150K")]),
            ("99.9%", "99.95%", [("target", "Uptime", "99.9%", "99.95%", "+0.05 points")]),
            ("Audit log", "Audit trail for all", [("renamed", "W2 Audit trail for all", "Audit log", "Audit trail for all", "")]),
            ("| W2 |\n", "| W1, W2 |\n", [("dependency_added", "W3 Regions", "", "W1 Sign-on", "")]),
            ("| W1 |\n", "| – |\n", [("dependency_removed", "W2 Audit log", "W1 Sign-on", "", "")]),
            ("one team", "two teams", []),
        ],
    )
    def test_it_is_told_as_facts(self, repository: Repository, before: str, after: str, expected: list[tuple[str, ...]]) -> None:
        assert told(changed(repository, PLAN, PLAN.replace(before, after)))[: len(expected) or None] == expected

    def test_items_come_go_and_move(self, repository: Repository) -> None:
        after = PLAN.replace("| W3 | Regions | 2026-07-06 | 2026-09-25 |", "| W3 | Regions | 2026-10-05 | 2026-12-18 |")
        after = after.replace("| | **Total**", "| W4 | Exports | 2026-07-06 | 2026-09-25 | $50K | W2 |\n| | **Total**").replace(
            "$600K", "$650K"
        )
        kinds = {(c.kind, c.subject) for c in changed(repository, PLAN, after).changes}
        assert {("added", "W4 Exports"), ("moved", "W3 Regions"), ("cost", "Total")} <= kinds
        assert {("dropped", "W4 Exports"), ("cost", "Total")} <= {(c.kind, c.subject) for c in changed(repository, after, PLAN).changes}

    def test_a_phase_that_moves_is_told_once_and_not_for_each_of_its_items(self, repository: Repository) -> None:
        before = "# Plan\n\n## Phase 1: Ground (Q1 2026)\n\n- Sign-on\n- Audit log\n\n## Phase 2: Growth (Q3 2026)\n\n- Regions\n"
        review = changed(repository, before, before.replace("Growth (Q3 2026)", "Growth (Q4 2026)"))
        assert [(c.kind, c.before, c.after) for c in review.changes] == [("moved", "Q3 2026", "Q4 2026")]

    def test_an_item_that_is_edited_while_its_phase_moves_is_not_moved_itself(self, repository: Repository) -> None:
        before = (
            "# Plan\n\n## Phase 1: Ground (Q1 2026)\n\n- Sign-on\n- Audit log\n\n## Phase 2: Growth (Q3 2026)\n\n- Regions\n- Exports\n"
        )
        after = before.replace("Growth (Q3 2026)", "Growth (Q4 2026)").replace("- Regions", "- Regions in Asia")
        moved = [c.subject for c in changed(repository, before, after).changes if c.kind == "moved"]
        assert len(moved) == 1
        assert "Growth" in moved[0]

    def test_what_stands_on_untouched_lines_did_not_move(self, repository: Repository) -> None:
        overview = "# Plan\n\n- **Phase 1: Ground**: months 1-2\n- **Phase 2: Growth**: months 3-6\n\n"
        detail = "## Phase 2: Growth (Sprints 5-12)\n\n- Regions\n"
        after = overview.replace("- **Phase 2: Growth**: months 3-6\n", "") + detail
        assert "moved" not in {c.kind for c in changed(repository, overview + detail, after).changes}

    def test_the_length_of_the_whole_plan_comes_before_its_items_and_risks_come_last(self, repository: Repository) -> None:
        phases = "## Phase 1: Ground (Q1 2026)\n\n- Ledger\n\n## Phase 2: Growth (Q3 2026)\n\n- Events\n"
        before = f"# Plan\n\n**Total duration**: 12 months\n\n{phases}"
        after = before.replace("12 months", "5 months").replace("(Q3 2026)", "(Q4 2026)")
        after += "\n## Risks\n\n- Only one person knows the system\n- The vendor may leave the market\n"
        review = changed(repository, before, after)
        kinds = [c.attribute if c.kind == "added" else c.kind for c in review.changes]
        assert kinds[:2] == ["figure", "moved"]
        assert set(kinds[2:]) <= {"risk"}
        assert "- **Total duration**: 12 months → 5 months" in review.summary

    def test_a_budget_is_not_folded_away_behind_new_items(self, repository: Repository) -> None:
        items = "".join(f"| X{at} | Thing {at} | 2026-04-06 | 2026-06-26 | $1K | – |\n" for at in range(1, 30))
        review = changed(repository, PLAN, PLAN.replace("| | **Total**", f"{items}| | **Total**").replace("$300K", "$450K"))
        opened = review.summary.partition("<details>")[0]
        assert "$300K → \\$450K" in opened
        assert "<details>" in review.summary

    def test_an_item_that_changes_its_section_is_moved(self, repository: Repository) -> None:
        before = "# Plan\n\n## Now\n\n- Sign-on\n- Audit log\n\n## Next\n\n- Regions\n- Exports\n"
        after = "# Plan\n\n## Now\n\n- Sign-on\n- Audit log\n- Exports\n\n## Next\n\n- Regions\n"
        moved = [c for c in changed(repository, before, after).changes if c.kind == "moved"]
        assert [(c.subject, c.before, c.after) for c in moved] == [("Exports", "Next", "Now")]

    def test_a_number_put_in_before_others_drops_nothing(self, repository: Repository) -> None:
        before = "# Plan\n\n1. Sign-on\n2. Audit log\n3. Regions\n"
        review = changed(repository, before, "# Plan\n\n1. Exports\n2. Sign-on\n3. Audit log\n4. Regions\n")
        assert {(c.kind, c.subject) for c in review.changes if c.kind in ("added", "dropped")} <= {
            ("added", "Exports"),
            ("added", "1 Exports"),
        }

    def test_the_worth_of_a_change_decides_its_place(self) -> None:
        from agent.review.plan import ORDER

        kinds = {kind for kinds in ORDER for kind in kinds}
        assert kinds == set(PlanChange.model_fields["kind"].annotation.__args__)  # type: ignore[union-attr]


class TestFiles:
    def test_a_renamed_plan_is_the_same_plan(self, repository: Repository) -> None:
        repository.commit(plan=WRONG)
        repository.git("mv", "plan.md", "Größerer Plan 2026.md")
        repository.commit()
        review = reviewed(repository)
        assert (review.findings, review.fixed, review.changes, review.unchanged) == ((), (), (), 1)

    def test_a_new_plan_is_commented_on_wherever_it_is_wrong(self, repository: Repository) -> None:
        repository.commit(readme="# Nothing\n")
        repository.commit(plan=WRONG)
        review = reviewed(repository)
        assert [(c.kind, c.count) for c in review.changes] == [("document_added", 3)]
        assert [(comment.path, comment.line) for comment in review.comments] == [("plan.md", 10)]

    def test_a_removed_plan_is_one_change(self, repository: Repository) -> None:
        repository.commit(plan=PLAN, readme="# Nothing\n")
        repository.git("rm", "--quiet", "plan.md")
        repository.commit()
        assert [c.kind for c in reviewed(repository).changes] == ["document_removed"]

    @pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
    def test_other_line_ends_move_no_comment(self, repository: Repository, end: str) -> None:
        repository.commit(plan=PLAN.replace("\n", end))
        repository.commit(plan=WRONG.replace("\n", end))
        review = reviewed(repository)
        assert [finding.rule for finding in review.findings] == ["RA101"]
        assert [comment.line for comment in review.comments] == ([10] if end == "\r\n" else [])  # git sees one line in a file of CRs

    def test_a_line_that_git_does_not_count_puts_no_comment_on_the_wrong_one(self, repository: Repository) -> None:
        repository.commit(plan=PLAN.replace("2026\n", "2026\rA subtitle\n", 1))
        repository.commit(plan=WRONG.replace("2026\n", "2026\rA subtitle\n", 1))
        review = reviewed(repository)
        assert [finding.line for finding in review.findings] == [11]
        assert review.comments == ()

    def test_what_is_no_document_is_left_alone(self, repository: Repository) -> None:
        repository.commit(plan=PLAN)
        repository.write("plan.md", PLAN)
        (repository.folder / "plan.md").chmod(0o755)
        (repository.folder / "roadmap-link.md").symlink_to("plan.md")
        repository.write("picture.md", b"\x89PNG\x00\x00" * 50)
        repository.write("plan-empty.md", "")
        repository.write("main.py", "print()\n")
        repository.commit()
        other = Repository(repository.folder.parent / "other")
        module = other.commit(plan=WRONG)
        repository.git("update-index", "--add", "--cacheinfo", f"160000,{module},modules/roadmap.md")
        repository.git("commit", "--quiet", "--message", "a submodule")
        review = reviewed(repository, base="HEAD~2")
        assert (review.findings, review.changes, review.comments) == ((), (), ())
        assert review.unread == ("picture.md",)

    def test_a_name_that_is_no_text_is_shown_escaped(self, repository: Repository) -> None:
        repository.commit(plan=PLAN)
        (Path(os.fsdecode(os.fsencode(repository.folder) + b"/plan-\xff.md"))).write_text(WRONG, encoding="utf-8")
        repository.commit()
        review = reviewed(repository)
        assert review.documents == ("plan-\\xff.md",)
        assert json.loads(review_json(review))["documents"] == ["plan-\\xff.md"]

    def test_an_office_file_is_compared_without_lines(self, repository: Repository) -> None:
        docx = pytest.importorskip("docx")
        for text in ("Phase 1 costs $100K.", "Phase 1 costs $100K. The owner is TBD."):
            document = docx.Document()
            document.add_heading("Roadmap", 1)
            document.add_paragraph(text)
            document.save(str(repository.folder / "roadmap.docx"))
            repository.commit()
        review = reviewed(repository)
        assert len(review.findings) == 1
        assert review.comments == ()
        assert review.documents == ("roadmap.docx",)

    def test_two_plans_are_held_against_each_other(self, repository: Repository) -> None:
        repository.write("a-roadmap.md", "# A\n\n- **A1 Ledger**: Q1 2026\n- **A2 Events**: Q2 2026\n  - Depends on: A7\n")
        repository.write("b-roadmap.md", "# B\n\n- **A6 Mails**: Q1 2026\n- **A7 Billing**: Q1 2026\n")
        repository.commit()
        repository.write("b-roadmap.md", "# B\n\n- **A6 Mails**: Q1 2026\n")
        repository.commit()
        review = reviewed(repository)
        assert [(finding.path, finding.rule) for finding in review.findings] == [("a-roadmap.md", "RA301")]
        assert review.comments == ()

    def test_the_merge_base_counts_not_the_tip(self, repository: Repository) -> None:
        repository.commit(plan=PLAN)
        repository.git("switch", "--quiet", "--create", "change")
        repository.commit(plan=PLAN.replace("99.9%", "99.95%"))
        repository.git("switch", "--quiet", "main")
        repository.commit(plan=WRONG)
        review = reviewed(repository, base="main", head="change")
        assert [c.kind for c in review.changes] == ["target"]
        assert (review.findings, review.fixed) == ((), ())

    def test_a_merge_of_the_target_brings_nothing_in(self, repository: Repository) -> None:
        repository.commit(plan=PLAN)
        repository.git("switch", "--quiet", "--create", "change")
        repository.commit(other="# Other\n\nA remark.\n")
        repository.git("switch", "--quiet", "main")
        repository.commit(plan=WRONG)
        repository.git("switch", "--quiet", "change")
        repository.git("merge", "--quiet", "--no-edit", "main")
        review = reviewed(repository, base="main", head="change")
        assert (review.findings, review.fixed) == ((), ())
        assert review.documents == ("other.md",)

    def test_many_files_cost_nothing_unless_they_are_roadmaps(self, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        repository.commit(plan=PLAN)
        for at in range(300):
            repository.write(f"src/module_{at}.py", f"x = {at}\n")
            repository.write(f"notes/note-{at}.md", f"# Note {at}\n")
        for name in ("plan", "docs/roadmap-a", "docs/roadmap-b"):
            repository.write(f"{name}.md", WRONG)
        repository.commit()
        read: list[str] = []
        blob = GitRepository.blob
        monkeypatch.setattr(GitRepository, "blob", lambda self, name: read.append(name) or blob(self, name))
        review = review_change(GitRepository(repository.folder, "HEAD~1", "HEAD"), OPTIONS).review
        assert review.documents == ("docs/roadmap-a.md", "docs/roadmap-b.md", "plan.md")
        assert len(set(read)) <= 4
        assert any("300 other documents" in note for note in review.notes)


class TestChoice:
    def names(self, repository: Repository, *paths: str) -> tuple[str, ...]:
        repository.commit(seed="# Seed\n")
        for name in ("plan.md", "docs/a b.md", "docs/[x].md", "docs/sub/c.md", "LICENSE.md", ".github/notes.md", "data.csv", "plan.csv"):
            repository.write(name, "# Title\n\nSome text.\n" if name.endswith("md") else "a,b\n1,2\n")
        repository.commit()
        return reviewed(repository, replace(OPTIONS, paths=paths)).documents

    def test_by_default_what_looks_like_a_roadmap(self, repository: Repository) -> None:
        assert self.names(repository) == ("docs/[x].md", "docs/a b.md", "docs/sub/c.md", "plan.csv", "plan.md")

    @pytest.mark.parametrize(
        ("path", "names"),
        [
            (".", ("LICENSE.md", "data.csv", "docs/[x].md", "docs/a b.md", "docs/sub/c.md", "plan.csv", "plan.md", ".github/notes.md")),
            ("docs", ("docs/[x].md", "docs/a b.md", "docs/sub/c.md")),
            ("docs/", ("docs/[x].md", "docs/a b.md", "docs/sub/c.md")),
            ("docs/*.md", ("docs/[x].md", "docs/a b.md")),
            ("docs/[x].md", ("docs/[x].md",)),
            ("docs/a b.md", ("docs/a b.md",)),
            ("LICENSE.md", ("LICENSE.md",)),
            ("nowhere.md", ()),
        ],
    )
    def test_what_is_named_is_taken(self, repository: Repository, path: str, names: tuple[str, ...]) -> None:
        assert sorted(self.names(repository, path)) == sorted(names)

    def test_a_path_that_names_nothing_is_told(self, repository: Repository) -> None:
        repository.commit(plan=PLAN)
        repository.commit(plan=WRONG)
        review = reviewed(repository, replace(OPTIONS, paths=("plam.md", "plan.md", "docs/*.md")))
        assert review.notes == ("plam.md names no file on either side",)
        assert "plam.md" in review.summary


class TestSettings:
    def test_a_change_cannot_configure_its_own_review(self, repository: Repository) -> None:
        repository.commit(plan=PLAN)
        repository.write("roadmap.toml", '[check]\nignore = ["RA1"]\nfail_on = "never"\nbaseline = "b.json"\n')
        first = changed_id(repository)
        repository.write("b.json", json.dumps({"schema": "roadmap/baseline/1", "findings": [{"id": first}]}))
        repository.commit(plan=WRONG)
        done = review_change(GitRepository(repository.folder, "HEAD~1", "HEAD"), OPTIONS)
        assert done.failed
        assert [finding.rule for finding in done.review.findings] == ["RA101"]

    def test_the_branch_it_goes_to_configures_it(self, repository: Repository) -> None:
        repository.write("pyproject.toml", '[tool.roadmap.check]\nignore = ["RA1"]\n')
        repository.commit(plan=PLAN)
        repository.commit(plan=WRONG)
        assert reviewed(repository).findings == ()

    def test_a_baseline_of_the_branch_accepts(self, repository: Repository) -> None:
        repository.write("roadmap.toml", '[check]\nbaseline = "accepted/b.json"\n')
        repository.write("accepted/b.json", json.dumps({"schema": "roadmap/baseline/1", "findings": [{"id": changed_id(repository)}]}))
        repository.commit(plan=PLAN)
        repository.commit(plan=WRONG)
        assert reviewed(repository).findings == ()

    def test_what_a_change_silences_is_listed(self, repository: Repository) -> None:
        silent = WRONG.replace(
            "| | **Total**", "| | **Total** <!-- roadmap-disable-line RA101 -- @boss said ![so](https://evil.example) -->"
        )
        review = changed(repository, PLAN, silent)
        assert review.findings == ()
        assert [(d.line, [f.rule for f in d.silenced]) for d in review.directives] == [(10, ["RA101"])]
        assert "Silenced by this change" in review.summary

    def test_silencing_an_old_problem_is_no_fix(self, repository: Repository) -> None:
        review = changed(repository, WRONG, "<!-- roadmap-disable-file RA101 -- later -->\n\n" + WRONG)
        assert review.fixed == ()
        assert len(review.directives) == 1


def changed_id(repository: Repository) -> str:
    """The id that the finding of WRONG has."""
    other = Repository(repository.folder.parent / "aside")
    return changed(other, PLAN, WRONG).findings[0].id


class TestClones:
    def test_a_shallow_clone_says_what_to_fetch(self, repository: Repository, tmp_path: Path) -> None:
        repository.commit(plan=PLAN)
        repository.git("switch", "--quiet", "--create", "change")
        repository.commit(plan=WRONG)
        repository.git("switch", "--quiet", "main")
        repository.commit(other="# Other\n")
        clone = Repository(tmp_path / "clone")
        clone.git("fetch", "--quiet", "--depth=1", repository.folder.as_uri(), "main:a", "change:b")
        with pytest.raises(SettingsError, match="fetch-depth: 0"):
            GitRepository(clone.folder, "a", "b").change()

    def test_unrelated_histories_have_no_base(self, repository: Repository) -> None:
        repository.commit(plan=PLAN)
        repository.git("switch", "--quiet", "--orphan", "alone")
        repository.commit(plan=WRONG)
        with pytest.raises(SettingsError, match="no common ancestor"):
            GitRepository(repository.folder, "main", "alone").change()

    def test_configured_programs_do_not_run(self, repository: Repository, tmp_path: Path) -> None:
        trap = tmp_path / "ran"
        repository.write(".gitattributes", "*.md diff=trap filter=trap\n")
        repository.commit(plan=PLAN)
        repository.commit(plan=WRONG)
        for name in ("diff.trap.command", "diff.trap.textconv", "diff.external", "filter.trap.smudge", "core.fsmonitor"):
            repository.git("config", name, f"touch {trap}")
        repository.git("config", "diff.context", "0")
        repository.git("config", "color.ui", "always")
        assert len(reviewed(repository).comments) == 1
        assert not trap.exists()


def run(repository: Repository, *arguments: str) -> Result:
    before = Path.cwd()
    os.chdir(repository.folder)
    try:
        return CliRunner().invoke(app, ["review", *arguments])
    finally:
        os.chdir(before)


class TestCommand:
    @pytest.mark.parametrize("form", ["text", "json", "markdown", "github", "sarif"])
    def test_every_format_prints_what_is_new(self, repository: Repository, form: str) -> None:
        repository.commit(plan=PLAN)
        repository.commit(plan=WRONG)
        result = run(repository, "--base", "HEAD~1", "--format", form, "--today", "2026-01-01", "--write", "json=copy.json")
        assert result.exit_code == 1
        assert "RA101" in result.stdout
        assert json.loads((repository.folder / "copy.json").read_text(encoding="utf-8"))["schema"] == "roadmap/review/1"

    def test_the_json_keeps_the_contract(self, repository: Repository) -> None:
        repository.commit(plan=PLAN)
        head = repository.commit(plan=WRONG)
        told = json.loads(run(repository, "--base", "HEAD~1", "--json", "--today", "2026-01-01").stdout)
        assert list(told)[:9] == ["schema", "base", "head", "event", "summary", "comments", "outside_diff", "fixed", "unchanged"]
        assert (told["head"], told["event"]) == (head, "COMMENT")
        assert list(told["comments"][0])[:6] == ["path", "side", "start_line", "line", "body", "finding"]

    def test_paths_start_where_the_person_stands(self, repository: Repository) -> None:
        repository.write("docs/plan.md", PLAN)
        repository.commit()
        repository.write("docs/plan.md", WRONG)
        repository.commit()
        inside = Repository.__new__(Repository)
        inside.folder = repository.folder / "docs"
        assert run(inside, "plan.md", "--base", "HEAD~1").exit_code == 1
        assert run(inside, "../nothing.md", "--base", "HEAD~1").exit_code == 0
        assert "outside the repository" in run(inside, "../../x.md", "--base", "HEAD~1").stderr

    @pytest.mark.parametrize(
        "arguments",
        [
            "",
            "--base HEAD --pr a/b#1",
            "--base HEAD --post",
            "--base nowhere",
            "--base --output=x",
            "--base HEAD --key a:b",
            "--base HEAD --write yaml=x",
            "--base HEAD --write json=no/such/folder/x",
            "--pr nothing",
            "--mr nothing",
            "--pr a/b#1 --post",
            "--pr a/b#1 --from x.json",
        ],
    )
    def test_what_cannot_be_done_is_one_line(self, repository: Repository, monkeypatch: pytest.MonkeyPatch, arguments: str) -> None:
        monkeypatch.delenv("GITHUB_TOKEN", raising=False)
        repository.commit(plan=PLAN)
        result = run(repository, *arguments.split())
        assert result.exit_code == 2
        assert result.stderr.startswith("error: ")
        assert len(result.stderr.splitlines()) == 1

    def test_outside_a_repository_it_says_so(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
        monkeypatch.chdir(tmp_path)
        assert "git repository" in CliRunner().invoke(app, ["review", "--base", "HEAD"]).stderr


ROWS = st.lists(st.tuples(st.sampled_from(["Alpha", "Beta", "Gamma", "Delta"]), st.integers(1, 9), st.booleans()), max_size=6)


@given(ROWS, ROWS, st.integers(1, 90), st.integers(1, 90))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_changes_every_comment_is_on_a_line_that_was_written(
    tmp_path_factory: pytest.TempPathFactory, before: list[tuple[str, int, bool]], after: list[tuple[str, int, bool]], one: int, other: int
) -> None:
    repository = Repository(tmp_path_factory.mktemp("any"))
    repository.commit(plan=table(before, one))
    repository.commit(plan=table(after, other))
    first = reviewed(repository)
    assert review_json(first) == review_json(reviewed(repository))
    back = reviewed(repository, base="HEAD~1", head="HEAD~1")
    assert (back.findings, back.fixed, back.changes) == ((), (), ())


def table(rows: list[tuple[str, int, bool]], total: int) -> str:
    lines = [f"| {name} | ${cost}0K | {'TBD' if open_ else 'Kim'} |" for name, cost, open_ in rows]
    return "\n".join(
        ["# Plan", "", "| Item | Cost | Owner |", "|---|---|---|", *lines, f"| **Total** | **${total}0K** | |", "", "The end.", ""]
    )


BUDGET = """# Harbour platform budget plan 2026

**Total budget**: $600K

| Phase | Timeline | Budget |
|---|---|---|
| Phase 1: Access | Q1 2027 | $200K |
| Phase 2: Growth | Q3 2027 | $400K |
| **Total** | | **$600K** |
"""
COURSE = """# Harbour platform roadmap 2026

**Total budget**: $600K

## Phase 1: Access (Q1 2027)

- **Budget**: $200K
- [ ] Single sign-on
- [ ] Audit log

## Phase 2: Growth (Q3 2027)

- **Budget**: $400K
- [ ] Berth occupancy forecast
- [ ] Ferry timetable
"""


class TestOtherDocuments:
    def test_a_comment_on_one_document_says_from_where_another_one_is_contradicted(self, repository: Repository) -> None:
        repository.write("harbour-budget-plan.md", BUDGET)
        repository.write("harbour-roadmap.md", COURSE)
        repository.commit()
        repository.write("harbour-roadmap.md", COURSE.replace("$600K", "$900K").replace("$400K", "$700K"))
        repository.commit()
        review = reviewed(repository)
        across = {finding.id for finding in review.findings if finding.path == "harbour-budget-plan.md"}
        assert across, "the other document is read, too"
        bodies = [comment.body for comment in review.comments if comment.finding in across]
        assert bodies
        assert all(", seen from `harbour-budget-plan.md:" in body for body in bodies)

    def test_what_is_left_of_a_problem_is_no_new_one(self, repository: Repository) -> None:
        before = (
            "# Plan\n\n## Phase 1: Access (Q1 2025)\n\n- [x] Hiring\n- [ ] Sign-on\n- [ ] Audit log\n\n"
            "## Phase 2: Growth (Q3 2025)\n\n- [ ] Regions\n"
        )
        review = changed(repository, before, before.replace("Growth (Q3 2025)", "Growth (Q3 2027)"))
        assert "RA703" not in {finding.rule for finding in (*review.findings, *review.fixed_findings)}
        assert "RA703" in {finding.rule for finding in review.altered_findings}
