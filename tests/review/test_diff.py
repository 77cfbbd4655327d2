"""Patches and line maps, against git's own account of the same texts."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.model.change import Hunk, Patch
from agent.review.diff import map_of_patch, parse_patch
from agent.review.unified import new_path, split_diff
from agent.versions.lines import map_of_texts

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "@@ -1 +1 @@", "--- x", "+++ y", "\\ z", "- q", "é"]), max_size=14)


def patch_of(text: str) -> Patch:
    found = parse_patch(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "hunks"),
    [
        ("", ()),
        ("@@ -1,2 +1,2 @@ heading\n a\n-b\n+c\n", (Hunk(1, 1, " -+"),)),
        ("@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n", (Hunk(0, 1, "+"),)),
        ("@@ -3 +2,0 @@\n-a\n", (Hunk(3, 2, "-"),)),
        ("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+@@ -9 +9 @@\n", (Hunk(1, 1, "-+"),)),
        ("@@ -1,3 +1,3 @@\n a\n\n-b\n+c", (Hunk(1, 1, "  -+"),)),
    ],
)
def test_hunks_are_read_by_their_counts(text: str, hunks: tuple[Hunk, ...]) -> None:
    assert patch_of(text).hunks == hunks


@pytest.mark.parametrize(
    "text",
    ["@@ -1,3 +1,3 @@\n a\n", "@@ -1 +1 @@\n-a\n-b\n", "@@ -5 +5 @@\n-a\n+b\n@@ -1 +1 @@\n-a\n+b\n", "@@ -1,2 +1,2 @@\n a\n?b\n"],
    ids=["cut short", "too many", "out of order", "no kind"],
)
def test_a_malformed_patch_is_no_patch(text: str) -> None:
    assert parse_patch(text) is None


@given(LINES, LINES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_map_of_a_patch_is_true_to_both_texts(tmp_path_factory: pytest.TempPathFactory, before: list[str], after: list[str]) -> None:
    folder = tmp_path_factory.mktemp("diff")
    for name, lines in (("old", before), ("new", after)):
        (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    done = subprocess.run(["git", "diff", "--no-index", "-U3", "old", "new"], cwd=folder, capture_output=True, timeout=30, check=False)
    assert_map_is_true(patch_of(done.stdout.decode("utf-8")), before, after)


def assert_map_is_true(patch: Patch, before: list[str], after: list[str]) -> None:
    lines = map_of_patch(patch)
    assert lines.added == patch.added
    kept = [line for line in range(1, len(before) + 1) if line not in lines.deleted]
    assert [lines.now(line) for line in kept] == [line for line in range(1, len(after) + 1) if line not in lines.added]
    assert all(before[line - 1] == after[(lines.now(line) or 0) - 1] for line in kept)
    assert all(old in lines.deleted and new in lines.added for old, new in lines.rewritten.items())
    for hunk in patch.hunks:
        assert all(hunk.new_start <= line <= hunk.new_end for line in hunk.added)


def test_a_hunk_without_old_lines_is_numbered_by_the_line_before() -> None:
    lines = map_of_patch(patch_of("@@ -5,0 +6,2 @@\n+a\n+b\n@@ -9,2 +10,0 @@\n-c\n-d\n"))
    assert [lines.now(line) for line in (5, 6, 8, 9, 11)] == [5, 8, 10, None, 11]


@given(LINES, LINES)
def test_the_map_of_two_texts_is_true_to_both(before: list[str], after: list[str]) -> None:
    lines = map_of_texts(before, after)
    kept = [line for line in range(1, len(before) + 1) if line not in lines.deleted]
    assert [lines.now(line) for line in kept] == [line for line in range(1, len(after) + 1) if line not in lines.added]
    assert all(before[line - 1] == after[(lines.now(line) or 0) - 1] for line in kept)


def test_a_diff_of_many_files_is_taken_apart_by_path(tmp_path: Path) -> None:
    text = (
        "diff --git a/one.md b/one.md\n--- a/one.md\n+++ b/one.md\n@@ -1,2 +1,2 @@\n-a\n+++ b/forged.md\n c\n"
        'diff --git "a/pl\\303\\244n.md" "b/pl\\303\\244n.md"\nnew file mode 100644\n--- /dev/null\n'
        '+++ "b/pl\\303\\244n.md"\n@@ -0,0 +1 @@\n+x\n'
        "diff --git a/gone.md b/gone.md\n--- a/gone.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
        "diff --git a/image.png b/image.png\nBinary files a/image.png and b/image.png differ\n"
    )
    found = split_diff(text)
    assert sorted(found) == ["one.md", "plän.md"]
    assert patch_of(found["one.md"]).added == {1}


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("b/a b.md", "a b.md"),
        ("b/a b.md\t", "a b.md"),
        ('"b/a\\tb\\"c\\\\.md"', 'a\tb"c\\.md'),
        ("/dev/null", None),
        ("b/b/b.md", "b/b.md"),
    ],
)
def test_paths_are_unquoted_as_git_quotes_them(written: str, path: str | None) -> None:
    assert new_path(written) == path
