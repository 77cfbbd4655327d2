"""Chroma as it is: folders that are probed from outside, a real server on loopback, vectors and ids of our own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import numpy
import pytest

from agent.adapters.chroma import ChromaFolders, ChromaServer, chroma_stores
from agent.errors import StoreError
from agent.index import Index
from agent.ports import Vectors, VectorStores
from tests.index import plans

FILES = {f"plan-{number}.md": plans.plan_text(number) for number in range(3)}


def directions(number: int, dimensions: int = 8) -> Vectors:
    vectors: Vectors = numpy.random.default_rng(5).normal(size=(number, dimensions)).astype(numpy.float32)
    return vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True)


def ids(number: int) -> list[str]:
    return [f"{at:032x}" for at in range(number)]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`chroma run`: its default, the Rust server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        url = f"http://127.0.0.1:{port}"
        for _ in range(600):
            try:
                if httpx.get(f"{url}/api/v2/heartbeat", timeout=1).is_success:
                    break
            except httpx.HTTPError:
                assert process.poll() is None, (folder / "log").read_text()
                time.sleep(0.05)  # until another program listens: there is nothing to wait on
        yield url
        process.terminate()
        process.wait(10)


@pytest.fixture(params=["folder", "server"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> VectorStores:
    return chroma_stores(tmp_path, request.getfixturevalue("server") if request.param == "server" else "")


def test_a_store_keeps_finds_and_deletes_vectors_under_our_ids(stores: VectorStores) -> None:
    name = f"t{time.monotonic_ns()}"
    store = stores.open(name)
    vectors = directions(50)
    store.add(ids(50), vectors)
    store.add(ids(50)[:5], vectors[:5])  # again: overwrites
    assert sorted(store.ids()) == ids(50)
    hits = store.query(vectors[7], 3)
    assert hits[0].id == ids(50)[7]
    assert hits[0].score == pytest.approx(1.0, abs=1e-5)
    assert hits[1].score == pytest.approx(float(sorted(vectors @ vectors[7])[-2]), abs=1e-5)
    assert [hit.id for hit in store.query(vectors[7], 3, [ids(50)[9]])] == [ids(50)[9]]
    store.delete(ids(50)[:10])
    assert store.missing([ids(50)[3], ids(50)[30]]) == [ids(50)[3]]
    # The graph of neighbours is drawn by chance, and where much was deleted a walk may miss a few: health.mend looks for these.
    assert {hit.id for hit in store.query(vectors[7], 50)} <= set(ids(50)[10:])
    store.close()
    assert name in stores.names()
    probe = stores.probe(name, vectors[20])
    assert probe.ids == frozenset(ids(50)[10:])
    assert probe.scores.keys() <= probe.ids
    assert probe.scores[ids(50)[20]] == pytest.approx(1.0, abs=1e-5)
    stores.drop(name)
    assert name not in stores.names()
    stores.drop(name)  # twice does no harm


def test_a_vector_that_is_no_direction_never_reaches_the_store(stores: VectorStores) -> None:
    store = stores.open(f"t{time.monotonic_ns()}")
    with pytest.raises(StoreError, match="NaN or infinity"):
        store.add(["a" * 32], numpy.array([[float("nan")] * 8], dtype=numpy.float32))
    assert store.ids() == []
    store.close()


def test_more_ids_than_one_request_takes_are_sent_in_several(tmp_path: Path) -> None:
    store = chroma_stores(tmp_path).open("many")
    vectors = directions(12_000, 4)
    store.add(ids(12_000), vectors)
    assert len(store.ids()) == 12_000
    assert store.missing([*ids(12_000), "0" * 31 + "x"]) == ["0" * 31 + "x"]
    assert len(store.query(vectors[0], 7, ids(12_000))) == 7
    store.delete(ids(12_000))
    assert store.ids() == []
    store.close()


def test_an_index_on_a_server_is_the_index_it_is_in_a_folder(tmp_path: Path, server: str) -> None:
    with plans.writing(tmp_path / "here") as index:
        plans.bring_up_to_date(index, FILES)
        expected = index.search("what does team 33 build?", 5)
    there = tmp_path / "there"
    with plans.writing(there, chroma_stores(there, server)) as index:
        plans.bring_up_to_date(index, FILES)
        assert index.status().store == server
    with plans.reading(there, chroma_stores(there, server)) as index:
        assert index.search("what does team 33 build?", 5) == expected
    assert not list(there.glob("chroma-*"))
    with plans.writing(there, chroma_stores(there, server)) as index:
        plans.bring_up_to_date(index, {"plan-1.md": FILES["plan-1.md"]})
        assert plans.stored(index) == plans.live(index)


def test_a_collection_lost_on_the_server_is_made_anew_without_embedding(tmp_path: Path, server: str) -> None:
    stores = chroma_stores(tmp_path, server)
    with plans.writing(tmp_path, stores) as index:
        plans.bring_up_to_date(index, FILES)
        expected = index.search("what does team 33 build?", 5)
        identity = index._storage.manifest.meta()["id"]
    for name in stores.names():
        if name.startswith(identity):
            stores.drop(name)
    said: list[str] = []
    embedder = plans.CountingEmbedder()
    with Index.for_reading(tmp_path, embedder, stores, say=said.append) as index:
        assert index.search("what does team 33 build?", 5) == expected
    assert ["rebuilt from the cache" in line for line in said] == [True]
    assert embedder.texts == 1  # the query


def test_an_index_says_where_its_vectors_are_when_looked_for_elsewhere(tmp_path: Path, server: str) -> None:
    with plans.writing(tmp_path, chroma_stores(tmp_path, server)) as index:
        plans.bring_up_to_date(index, FILES)
    with pytest.raises(StoreError, match=f"the vectors of the index are on the server {server}; add --store {server}"):
        plans.reading(tmp_path)


@pytest.mark.parametrize("url", ["ftp://host", "localhost:8000", "http://"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match=r"is no address of a Chroma server; write it as http://127\.0\.0\.1:8000"):
        ChromaServer(url)


def test_a_server_that_is_not_there_says_how_to_start_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no Chroma server answers; start one with: chroma run --host 127\.0\.0\.1 --port 9"):
        chroma_stores(tmp_path, "http://127.0.0.1:9").open("x")


def test_a_server_that_went_away_is_not_taken_for_damage(tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with plans.writing(tmp_path, chroma_stores(tmp_path, server)) as index:
        plans.bring_up_to_date(index, FILES)

    def nobody(stores: ChromaServer) -> None:
        raise StoreError("no Chroma server answers")

    monkeypatch.setattr(ChromaServer, "_client", nobody)
    said: list[str] = []
    with Index.for_reading(tmp_path, plans.CountingEmbedder(), chroma_stores(tmp_path, server), say=said.append) as index:
        with pytest.raises(StoreError, match="no Chroma server answers"):
            index.search("what does team 33 build?", 5)
        assert said == []


def test_a_probe_that_dies_is_an_answer(tmp_path: Path) -> None:
    stores = ChromaFolders(tmp_path)
    store = stores.open("a")
    store.add(ids(3), directions(3))
    store.close()
    (tmp_path / "chroma-a" / "chroma.sqlite3").write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreError, match=r"the vectors cannot be read \(exit code"):
        stores.probe("a", directions(1)[0])
    (tmp_path / "chroma-a" / "chroma.sqlite3").unlink()
    with pytest.raises(StoreError, match="the vectors are gone"):
        stores.probe("a", directions(1)[0])


def test_the_fingerprint_follows_every_byte_of_a_closed_store(tmp_path: Path) -> None:
    stores = ChromaFolders(tmp_path)
    store = stores.open("a")
    store.add(ids(3), directions(3))
    store.close()
    before = stores.fingerprint("a")
    assert stores.fingerprint("a") == before
    file = tmp_path / "chroma-a" / "chroma.sqlite3"
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(bytes(data))
    assert stores.fingerprint("a") != before
