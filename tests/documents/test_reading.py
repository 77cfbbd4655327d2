"""Files, folders, patterns and standard input; a bad file is one line, the rest goes on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.documents import Limits, read_bytes, read_paths
from agent.errors import DocumentError
from agent.model.document import Reading

NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, *names: str, text: str = "# Plan\n") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def paths(reading: Reading) -> list[str]:
    return [document.path for document in reading.documents]


def reasons(reading: Reading) -> list[tuple[str, str]]:
    return [(failure.path, failure.reason) for failure in reading.failures]


def test_a_folder_is_searched_for_documents_in_sorted_order(folder: Path) -> None:
    write(folder, "docs/b.md", "docs/a.txt", "docs/deep/er/c.csv", "docs/code.py", "docs/x.png", "docs/D.MD")
    reading = read_paths(["docs"])
    assert paths(reading) == ["docs/D.MD", "docs/a.txt", "docs/b.md", "docs/deep/er/c.csv"]
    assert reading.failures == ()


def test_paths_are_as_the_user_gave_them(folder: Path) -> None:
    write(folder, "docs/a.md")
    assert paths(read_paths(["./docs/"])) == ["./docs/a.md"]
    assert paths(read_paths(["."])) == ["docs/a.md"]
    assert paths(read_paths([str(folder / "docs")])) == [f"{folder}/docs/a.md"]
    assert paths(read_paths(["docs/../docs/a.md"])) == ["docs/../docs/a.md"]


def test_a_file_reached_twice_is_read_once(folder: Path) -> None:
    write(folder, "docs/a.md")
    (folder / "docs/same.md").symlink_to(folder / "docs/a.md")
    assert paths(read_paths(["docs/a.md", "docs", "./docs/a.md", "docs/*.md"])) == ["docs/a.md"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("docs/*.md", ["docs/a.md"]),
        ("**/*.md", ["docs/a.md", "docs/deep/b.md", "top.md"]),
        ("docs/**/*.md", ["docs/a.md", "docs/deep/b.md"]),
        ("docs/?.md", ["docs/a.md"]),
        ("docs/[ab].*", ["docs/a.md", "docs/a.txt"]),
        ("*", ["docs/a.md", "docs/a.txt", "docs/deep/b.md", "top.md"]),
    ],
)
def test_patterns(folder: Path, pattern: str, expected: list[str]) -> None:
    write(folder, "top.md", "docs/a.md", "docs/a.txt", "docs/deep/b.md", ".hidden/c.md")
    assert paths(read_paths([pattern])) == expected


def test_a_name_with_pattern_characters_is_a_name_if_it_exists(folder: Path) -> None:
    write(folder, "plan [2026].md")
    assert paths(read_paths(["plan [2026].md"])) == ["plan [2026].md"]


def test_what_git_ignores_is_left_out(folder: Path) -> None:
    (folder / ".git").mkdir()
    write(folder, "a.md", "old/b.md", "docs/draft-c.md", "docs/d.md", "docs/keep/draft-e.md", "docs/build/f.md")
    (folder / ".gitignore").write_text("old/\ndraft-*\n")
    (folder / "docs/.gitignore").write_text("!keep/draft-e.md\n/build\n")
    assert paths(read_paths(["."])) == ["a.md", "docs/d.md", "docs/keep/draft-e.md"]
    assert paths(read_paths(["docs"])) == ["docs/d.md", "docs/keep/draft-e.md"]


def test_a_file_that_is_named_is_read_even_if_ignored_or_hidden(folder: Path) -> None:
    write(folder, ".hidden/a.md", "b.md")
    (folder / ".gitignore").write_text("b.md\n")
    assert paths(read_paths([".hidden/a.md", "b.md"])) == [".hidden/a.md", "b.md"]


def test_include_and_exclude(folder: Path) -> None:
    write(folder, "docs/roadmap.md", "docs/notes.md", "docs/old/roadmap.md", "docs/plan.rst", "docs/roadmap.png")
    assert paths(read_paths(["docs"], include=["roadmap.*"])) == ["docs/old/roadmap.md", "docs/roadmap.md"]
    assert paths(read_paths(["docs"], exclude=["old/", "notes.*"])) == ["docs/roadmap.md"]
    assert paths(read_paths(["docs"], include=["*.rst"])) == ["docs/plan.rst"]
    assert paths(read_paths(["docs"], include=["roadmap.md"], exclude=["/old"])) == ["docs/roadmap.md"]


def test_links_in_a_circle_end(folder: Path) -> None:
    write(folder, "docs/a.md")
    (folder / "docs/again").symlink_to(folder / "docs")
    (folder / "docs/up").symlink_to(folder)
    (folder / "docs/broken.md").symlink_to(folder / "nowhere.md")
    assert paths(read_paths(["docs"])) == ["docs/a.md"]


def test_standard_input(folder: Path) -> None:
    write(folder, "a.md")
    reading = read_paths(["-", "a.md"], stdin=b"# From a pipe\n")
    assert [(document.path, document.title) for document in reading.documents] == [("-", "From a pipe"), ("a.md", "Plan")]
    assert reasons(read_paths(["-"])) == [("-", "nothing was passed on standard input")]
    assert read_paths(["-"], stdin=b"<!doctype html>\n<h1>Page</h1>").documents[0].format == "html"


def test_every_kind_of_bad_file_is_a_line_and_the_rest_goes_on(folder: Path) -> None:
    write(folder, "good.md")
    write(folder, "empty.md", text="")
    write(folder, "blank.md", text=" \n\n")
    write(folder, "broken.docx", text="not a zip")
    write(folder, "broken.pdf", text="not a pdf")
    (folder / "image.md").write_bytes(bytes(range(256)) * 4)
    (folder / "nothing").mkdir()
    os.mkfifo(folder / "pipe.md")
    names = [
        "good.md",
        "empty.md",
        "blank.md",
        "broken.docx",
        "broken.pdf",
        "image.md",
        "missing.md",
        "nothing",
        "no*.xyz",
        "pipe.md",
        "a\0b",
    ]
    reading = read_paths(names)
    assert paths(reading) == ["good.md"]
    assert reasons(reading) == [
        ("a\0b", "is not a path"),
        ("blank.md", "is empty"),
        ("broken.docx", "is broken: not a readable Office file"),
        ("broken.pdf", "is broken: not a PDF file"),
        ("empty.md", "is empty"),
        ("image.md", "is not a text file"),
        ("missing.md", "does not exist"),
        ("no*.xyz", "no file matches the pattern"),
        ("nothing", "the folder holds no document"),
        ("pipe.md", "is not a regular file"),
    ]
    assert all(failure.remedy and "\n" not in failure.reason + failure.remedy for failure in reading.failures)


@pytest.fixture
def without_rights() -> Iterator[None]:
    """The superuser may read everything, so somebody else does the reading."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def locked(folder: Path) -> Iterator[Path]:
    """A folder with a file that may be read, one that may not, and a folder that may not be entered."""
    write(folder, "open.md", "a.md", "locked/b.md")
    (folder / "a.md").chmod(0)
    (folder / "locked").chmod(0)
    folder.chmod(0o755)
    yield folder
    (folder / "locked").chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are different there")
def test_files_and_folders_without_permission_are_named_and_the_rest_goes_on(locked: Path, without_rights: None) -> None:
    reading = read_paths(["a.md", "locked", "locked/b.md", "open.md"])
    assert paths(reading) == ["open.md"]
    assert reasons(reading) == [
        ("a.md", "may not be read"),
        ("locked", "the folder cannot be read (Permission denied)"),
        ("locked/b.md", "may not be read"),
    ]


def test_a_huge_file_is_refused_without_being_opened(folder: Path) -> None:
    with (folder / "huge.md").open("wb") as file:
        file.truncate(200_000_000)  # a hole: it takes no room on the disk
    assert reasons(read_paths(["huge.md"])) == [("huge.md", "is 200 MB, over the limit of 50 MB")]


def test_limits_can_be_set(folder: Path) -> None:
    write(folder, "a.md", "b.md", text="# Plan\n\nlonger\n")
    assert reasons(read_paths(["a.md"], limits=Limits(file_bytes=5)))[0][1].startswith("is 0 MB, over the limit")
    reading = read_paths(["."], limits=Limits(files=1))
    assert paths(reading) == ["a.md"]
    assert reading.failures[0].reason.startswith("holds more than 1 documents")


def test_read_bytes_raises_an_error_that_names_the_place_and_the_remedy() -> None:
    with pytest.raises(DocumentError, match=r"^plan.md: is empty; write something"):
        read_bytes(b"", "plan.md")


def test_the_fingerprint_is_that_of_the_file(folder: Path) -> None:
    first, second = read_bytes(b"# A\r\n", "a.md"), read_bytes(b"# A\n", "a.md")
    assert first.blocks == second.blocks
    assert first.sha256 != second.sha256
    assert len(first.sha256) == 64
