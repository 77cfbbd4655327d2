"""What an index survives: kills, damage to any of its files, other processes, a disk that refuses. FULL_TRIALS=1 runs the full counts."""

from __future__ import annotations

import json
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from agent.adapters.chroma import HNSW, chroma_stores
from agent.adapters.hashing import HashEmbedder
from agent.errors import StoreError
from agent.index import Index
from tests.index import plans
from tests.index.scale import FULL, trials

ROOT = Path(__file__).parents[2]
FILES = {f"plan-{number}.md": plans.plan_text(number) for number in range(8)}


def run(module: str, *arguments: str, seconds: float = 3600) -> str:
    command = [sys.executable, "-m", f"tests.index.{module}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("kills", "sync_threshold"),
    [pytest.param(trials(3, 300), 5000, id="at any time"), pytest.param(trials(2, 50), 50, id="aimed at the flush")],
)
def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path, kills: int, sync_threshold: int) -> None:
    outcome = json.loads(run("kill_loop", str(tmp_path / "index"), str(kills), str(sync_threshold), str(sync_threshold)))
    assert outcome["wrong"] == []


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index whose vectors lie in the graph's files as well as in the queue."""
    folder = tmp_path_factory.mktemp("whole") / "index"
    usual = HNSW["sync_threshold"]
    HNSW["sync_threshold"] = 20
    with plans.writing(folder) as index:
        plans.bring_up_to_date(index, FILES)
    HNSW["sync_threshold"] = usual
    return folder


def store_files(folder: Path) -> list[str]:
    names = sorted(path.relative_to(folder).as_posix() for path in folder.glob("chroma-*/**/*") if path.is_file())
    assert len(names) == 6, names
    return names


def truncate(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])


def zero(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 4] + bytes(len(data) - len(data) // 4))


def zero_wholly(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def scramble(file: Path) -> None:
    chance = random.Random(1)
    data = bytearray(file.read_bytes())
    for at in chance.sample(range(len(data)), len(data) // 20):
        data[at] = chance.randrange(256)
    file.write_bytes(bytes(data))


def delete(file: Path) -> None:
    file.unlink()


DAMAGES: tuple[Callable[[Path], None], ...] = (truncate, zero, zero_wholly, scramble, delete)
TRIALS = [(kind, at) for kind in DAMAGES for at in range(6)]  # 30


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("kind", "at"), TRIALS if trials(0, 1) else random.Random(7).sample(TRIALS, 5))
def test_a_damaged_vector_store_is_seen_before_an_answer_and_rebuilt_for_nothing(
    tmp_path: Path, whole: Path, kind: Callable[[Path], None], at: int
) -> None:
    folder = tmp_path / "index"
    shutil.copytree(whole, folder)
    with plans.reading(folder) as index:
        before = index.search("initiative 3-2 module", 5)
    file = folder / store_files(folder)[at]
    if not file.stat().st_size:
        file.write_bytes(b"\x00")  # an empty file can be damaged only by not being empty
    kind(file)
    said: list[str] = []
    embedder = plans.CountingEmbedder()
    with Index.for_reading(folder, embedder, chroma_stores(folder), say=said.append) as index:
        after = index.search("initiative 3-2 module", 5)
        assert plans.stored(index) == plans.live(index) == plans.expected_ids(FILES)
    assert after == before
    assert embedder.texts == 1  # the query
    assert all("rebuilt from the cache" in line for line in said)


def test_a_changed_byte_is_looked_into_and_an_untouched_index_is_not(tmp_path: Path, whole: Path) -> None:
    folder = tmp_path / "index"
    shutil.copytree(whole, folder)
    with plans.reading(folder) as index:
        index.search("initiative", 1)
        assert index._storage._examined
    with plans.reading(folder) as index:
        assert index._storage._examined  # by the seal alone
    data = next(folder.glob("chroma-*/*/data_level0.bin"))
    content = bytearray(data.read_bytes())
    content[len(content) // 2] ^= 1
    data.write_bytes(bytes(content))
    with plans.reading(folder) as index:
        assert not index._storage._examined


@pytest.mark.parametrize("kind", [truncate, zero_wholly])
def test_a_damaged_record_is_refused_by_readers_and_made_anew_by_the_next_ingest(
    tmp_path: Path, whole: Path, kind: Callable[[Path], None]
) -> None:
    folder = tmp_path / "index"
    shutil.copytree(whole, folder)
    kind(folder / "manifest.sqlite3")
    with pytest.raises(StoreError, match="the record of the index is damaged"):
        plans.reading(folder)
    embedder = plans.CountingEmbedder()
    with plans.writing(folder, embedder=embedder) as index:
        plans.bring_up_to_date(index, FILES)
        assert plans.stored(index) == plans.live(index) == plans.expected_ids(FILES)
    assert embedder.texts == 0


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damaged_embedding_cache_costs_embeddings_and_nothing_else(tmp_path: Path, whole: Path, kind: Callable[[Path], None]) -> None:
    folder = tmp_path / "index"
    shutil.copytree(whole, folder)
    kind(folder / "embeddings.sqlite3")
    with plans.writing(folder) as index:
        assert plans.bring_up_to_date(index, FILES) == ()
        assert index.search("what does team 95 build?", 1)[0].chunk.headings == ("Plan 3", "Initiative 3-2")
        assert len(index._storage.cache) == len({key for _, _, key in index._storage.manifest.live()})


@pytest.mark.timeout(1200)
def test_of_three_processes_one_writes_and_the_others_stop_in_time_with_a_clear_line(tmp_path: Path) -> None:
    outcomes = json.loads(run("three_processes", str(tmp_path), str(trials(1, 50)), "5" if FULL else "3"))
    assert len(outcomes) == trials(1, 50)
    for outcome in outcomes:
        assert (outcome["written"], outcome["answers"], outcome["wrong"]) == (1, 5, [])
        assert len(outcome["refusals"]) == 1
        assert "the index is in use by process" in outcome["refusals"][0]
        assert outcome["slowest_refusal"] < 10


def test_a_reader_answers_from_the_last_commit_while_a_writer_owns_the_index(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with plans.writing(folder) as index:
        plans.bring_up_to_date(index, FILES)
        expected = index.search("initiative 3-2 module", 5)
    with plans.writing(folder) as writer, plans.reading(folder) as reader:
        writer._storage.store()
        assert reader.search("initiative 3-2 module", 5) == expected
        assert not reader._storage._ownership.held
        plans.bring_up_to_date(writer, {"plan-3.md": FILES["plan-3.md"]})
        assert {hit.chunk.path for hit in reader.search("initiative 3-2 module", 50)} == {"plan-3.md"}


def test_a_session_that_waits_lets_go_of_the_vectors(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with plans.writing(folder) as index:
        plans.bring_up_to_date(index, FILES)
    with plans.reading(folder) as session:
        session.search("initiative 3-2", 1)
        with pytest.raises(StoreError, match=r"in use by process \d+; wait for it to end"):
            Index.for_writing(folder, HashEmbedder(), chroma_stores(folder), seconds=0.1)
        session.release()
        with plans.writing(folder) as writer:
            plans.bring_up_to_date(writer, {"new.md": plans.plan_text(99)})
        assert session.search("initiative 99-2", 1)[0].chunk.path == "new.md"


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("limit", random.Random(3).sample(range(4_000, 3_000_000, 1_000), trials(3, 60)))
def test_a_disk_that_refuses_leaves_the_old_state_or_the_new(tmp_path: Path, limit: int) -> None:
    folder = tmp_path / "index"
    old = {path: text for path, text in FILES.items() if path < "plan-4.md"}
    with plans.writing(folder) as index:
        plans.bring_up_to_date(index, old)
    command = [sys.executable, "-m", "tests.index.full_disk", str(folder), str(limit)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode in (0, 2), done.stderr[-2000:]
    assert done.returncode == 0 or "Traceback" not in done.stderr
    with plans.writing(folder) as index:
        found = index.documents()
        assert found in ({path: plans.sha256(text) for path, text in state.items()} for state in (old, FILES))
        plans.bring_up_to_date(index, FILES)
        assert plans.stored(index) == plans.live(index) == plans.expected_ids(FILES)


def test_the_limit_on_file_size_is_one_that_this_system_enforces() -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] in (-1, resource.RLIM_INFINITY)
