"""What an index promises while nothing goes wrong: what is asked is found, what did not change costs nothing, what is gone is gone."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from agent.adapters.hashing import HashEmbedder
from agent.errors import StoreError
from agent.index import Source, read_status
from tests.index import plans

FILES = {f"plan-{number}.md": plans.plan_text(number) for number in range(3)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_a_search_finds_the_passage_with_its_lines_both_scores_and_the_fact_inside(folder: Path) -> None:
    with plans.writing(folder) as index:
        plans.bring_up_to_date(index, FILES)
        hit = index.search("Which team builds module 4 of initiative 2-4?", 3)[0]
    lines = FILES["plan-2.md"].splitlines()
    assert (hit.chunk.path, hit.chunk.headings) == ("plan-2.md", ("Plan 2", "Initiative 2-4"))
    assert "Initiative 2-4" in lines[hit.chunk.line - 1]
    assert "Team 66 builds" in lines[hit.chunk.end_line - 1]
    assert hit.lexical is not None
    assert hit.semantic is not None
    assert hit.score == pytest.approx(0.4 * hit.lexical + 0.6 * hit.semantic, abs=1e-5)
    assert [fact.body for fact in hit.facts] == ["Team 66 builds module 4 for 5 million euros."]


def test_a_search_keeps_to_the_paths_that_were_asked_for(folder: Path) -> None:
    with plans.writing(folder) as index:
        plans.bring_up_to_date(index, FILES)
        assert {hit.chunk.path for hit in index.search("team module euros", 10, ["plan-1.md"])} == {"plan-1.md"}
        assert index.search("team module euros", 10, ["elsewhere.md"]) == []


def test_a_reader_and_the_writer_give_the_same_answer(folder: Path) -> None:
    with plans.writing(folder) as index:
        plans.bring_up_to_date(index, FILES)
        written = index.search("initiative 1-3", 5)
    with plans.reading(folder) as index:
        assert index.search("initiative 1-3", 5) == written


def test_unchanged_files_are_neither_read_nor_embedded_and_the_vector_store_stays_closed(folder: Path) -> None:
    with plans.writing(folder) as index:
        assert plans.bring_up_to_date(index, FILES) == tuple(FILES)
    embedder = plans.CountingEmbedder()
    with plans.writing(folder, embedder=embedder) as index:
        assert plans.bring_up_to_date(index, FILES) == ()
        assert index._storage._store is None
    assert embedder.texts == 0


def test_an_edit_embeds_only_what_it_changed_and_moves_the_rest(folder: Path) -> None:
    with plans.writing(folder) as index:
        plans.bring_up_to_date(index, FILES)
    edited = FILES | {"plan-1.md": FILES["plan-1.md"].replace("# Plan 1\n", "# Plan 1\n\nA new sentence stands on top.\n")}
    embedder = plans.CountingEmbedder()
    with plans.writing(folder, embedder=embedder) as index:
        assert plans.bring_up_to_date(index, edited) == ("plan-1.md",)
        hit = index.search("initiative 1-5 module 5", 1, ["plan-1.md"])[0]
        assert edited["plan-1.md"].splitlines()[hit.chunk.line - 1] == "## Initiative 1-5"
        assert plans.stored(index) == plans.live(index) == plans.expected_ids(edited)
    assert embedder.texts <= 5  # the new passage and its fact, the first section that now stands apart, the query


def test_a_deleted_and_a_renamed_file_leave_nothing_behind(folder: Path) -> None:
    with plans.writing(folder) as index:
        plans.bring_up_to_date(index, FILES)
        remaining = {"plan-0.md": FILES["plan-0.md"], "renamed.md": FILES["plan-1.md"]}
        plans.bring_up_to_date(index, remaining)
        assert list(index.documents()) == ["plan-0.md", "renamed.md"]
        assert plans.stored(index) == plans.live(index) == plans.expected_ids(remaining)
        assert plans.live(index, "fact") == plans.expected_ids(remaining, "fact")
        assert all(hit.chunk.path in remaining for hit in index.search("initiative team module", 50))


def test_a_plan_removes_what_lies_below_its_roots_and_what_no_longer_exists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a/one.md", "b/two.md", "b/three.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(plans.plan_text(1), encoding="utf-8")
    names = ("a/one.md", "b/two.md", "b/three.md")
    with plans.writing(tmp_path / "index") as index:
        index.ingest([plans.source(name, plans.plan_text(1)) for name in names], total=3)
        assert index.plan({"a/one.md": plans.sha256(plans.plan_text(1))}, ["a"]).gone == ()
        assert index.plan({"b/two.md": "changed"}, ["b/"]) == type(index.plan({}))(("b/two.md",), (), ("b/three.md",))
        (tmp_path / "b/three.md").unlink()
        assert index.plan({}, ["a/one.md"]).gone == ("a/one.md", "b/three.md")
        monkeypatch.chdir(tmp_path / "a")
        assert index.plan({"one.md": "x"}, ["one.md"]).gone == ("a/one.md", "b/three.md")


def test_the_bytes_of_a_document_are_kept_and_drift_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    file.write_text(plans.plan_text(7), encoding="utf-8")
    with plans.writing(tmp_path / "index") as index:
        plans.bring_up_to_date(index, {str(file): plans.plan_text(7)})
        assert index.drift(str(file)) == "none"
        file.write_text("# Another plan\n", encoding="utf-8")
        assert index.drift(str(file)) == "changed"
        assert index.content(str(file)).decode() == plans.plan_text(7)
        file.unlink()
        assert index.drift(str(file)) == "gone"
        assert index.drift(str(tmp_path / "of another machine" / "plan.md")) == "elsewhere"
        with pytest.raises(StoreError, match=r"nothing\.md: is not in the index; run: roadmap ingest nothing\.md"):
            index.content("nothing.md")


def test_status_tells_what_the_index_was_made_with_and_whether_it_is_complete(folder: Path) -> None:
    assert read_status(folder) is None
    with plans.writing(folder) as index:
        plans.bring_up_to_date(index, FILES)

        def broken() -> Source:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            index.ingest((broken() for _ in range(1)), total=1)
    status = read_status(folder)
    assert status is not None
    assert (status.embedder, status.dimensions, status.documents) == ("hash/1-384", 384, 3)
    assert (status.chunks, status.complete) == (len(plans.expected_ids(FILES)), False)
    with plans.writing(folder) as index:
        plans.bring_up_to_date(index, FILES)
        assert index.status().complete


def test_another_embedder_is_refused_with_the_command_that_helps_and_rebuild_obeys(folder: Path) -> None:
    with plans.writing(folder) as index:
        plans.bring_up_to_date(index, FILES)
    other = HashEmbedder(64)
    for opening in (plans.writing, plans.reading):
        with pytest.raises(StoreError, match=r"made with the embedder hash/1-384, not hash/1-64; run: roadmap ingest --rebuild PATH\.\.\."):
            opening(folder, embedder=other)
    otherwise = HashEmbedder(64)
    otherwise.name = "openai/small"
    with pytest.raises(StoreError, match=r"not openai/small; set ROADMAP_EMBEDDER=hash, or run: roadmap ingest --rebuild PATH\.\.\."):
        plans.writing(folder, embedder=otherwise)
    with plans.writing(folder, embedder=other, rebuild=True) as index:
        plans.bring_up_to_date(index, FILES)
        assert index.search("initiative 1-3", 1)[0].chunk.path == "plan-1.md"
        assert index.status().dimensions == 64


def test_a_rebuild_pays_for_no_vector_twice(folder: Path) -> None:
    with plans.writing(folder) as index:
        plans.bring_up_to_date(index, FILES)
    embedder = plans.CountingEmbedder()
    with plans.writing(folder, embedder=embedder, rebuild=True) as index:
        assert plans.bring_up_to_date(index, FILES) == tuple(FILES)
    assert embedder.texts == 0


def test_asking_where_there_is_no_index_says_how_to_make_one(folder: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no index; run: roadmap ingest PATH\.\.\."):
        plans.reading(folder)


def test_the_folder_is_for_its_owner_only(folder: Path) -> None:
    plans.writing(folder).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_text_that_stores_refuse_is_indexed_all_the_same(folder: Path) -> None:
    text = "# Plan \ud800\n\nA lone surrogate \udfff, a null \x00, tags \U000e0041 and an emoji \U0001f680 cost 3 million.\n"
    with plans.writing(folder) as index:
        plans.bring_up_to_date(index, {"odd.md": text})
        assert index.search("emoji surrogate million", 1)[0].chunk.path == "odd.md"


def test_progress_counts_documents_up_to_the_total(folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    with plans.writing(folder) as index:
        index.ingest((plans.source(path, text) for path, text in FILES.items()), total=3, progress=lambda *at: seen.append(at))
    assert seen[-1] == (3, 3)
