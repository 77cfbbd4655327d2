"""Kills ingests again and again and checks what is left: `python -m tests.index.kill_loop FOLDER KILLS SEED SYNC_THRESHOLD`.

A process of its own, which imports everything once and forks a writer per kill. Prints one JSON object: how many writers were killed at
work, and every way in which an index was not what it should be. An index grows through all kills; nobody repairs anything by hand.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import chromadb  # noqa: F401  imported once, before forking

from agent.adapters import chroma
from agent.adapters.hashing import HashEmbedder
from agent.index import Index, writing
from agent.index.database import connect
from tests.index import plans

DOCUMENTS_A_ROUND = 4


def files_after(rounds: int) -> dict[str, str]:
    """Every round adds documents, edits older ones, and takes one away."""
    files: dict[str, str] = {}
    for at in range(rounds + 1):
        for number in range(at * DOCUMENTS_A_ROUND, (at + 1) * DOCUMENTS_A_ROUND):
            files[f"plan-{number:04}.md"] = plans.plan_text(number)
        for number in range(max(0, at - 3) * DOCUMENTS_A_ROUND, at * DOCUMENTS_A_ROUND, 3):
            files[f"plan-{number:04}.md"] = plans.plan_text(number, version=at)
        files.pop(f"plan-{max(0, at - 4) * DOCUMENTS_A_ROUND + 1:04}.md", None)
    return files


def fork(work: object, *arguments: object) -> int:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work(*arguments)  # type: ignore[operator]
            code = 0
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
        finally:
            os._exit(code)
    return child


def ingest(folder: Path, files: dict[str, str], acknowledged: int) -> None:
    """Each batch that is done is told to the pipe: what was told must never be lost."""
    with plans.writing(folder) as index:
        plan = index.plan({path: plans.sha256(text) for path, text in files.items()}, ["."])
        done = 0

        def progress(count: int, total: int) -> None:
            nonlocal done
            os.write(acknowledged, "".join(f"{path}\n" for path in plan.read[done:count]).encode())
            done = count

        index.ingest((plans.source(path, files[path]) for path in plan.read), gone=plan.gone, total=len(plan.read), progress=progress)


def verify(folder: Path, files: dict[str, str], acknowledged: list[str], report: int) -> None:
    """What was acknowledged is there; then the next run completes the index, and it equals a clean one."""
    wrong: list[str] = []
    database = connect(folder / "manifest.sqlite3")
    if database.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents'").fetchone():
        hashes = dict(database.execute("SELECT path, sha256 FROM documents"))
        wrong += [f"lost {path}" for path in acknowledged if hashes.get(path) != plans.sha256(files[path])]
    elif acknowledged:
        wrong.append("lost everything")
    database.close()
    said: list[str] = []
    with Index.for_writing(folder, HashEmbedder(), chroma.chroma_stores(folder), say=said.append) as index:
        plans.bring_up_to_date(index, files)
        wrong += differences(index, files)
    os.write(report, json.dumps({"wrong": wrong, "said": said}).encode())


def differences(index: Index, files: dict[str, str]) -> list[str]:
    """Between an index and a clean one of the same files, down to the vectors."""
    wrong: list[str] = []
    live = {one: key for _, one, key in index._storage.manifest.live("text")}
    expected = plans.expected_ids(files)
    if set(live) != expected:
        wrong.append(f"live {len(live)} chunks, expected {len(expected)}")
    stored = index._storage.store().ids()
    if sorted(stored) != sorted(expected):
        wrong.append(f"{len(stored)} vectors stored, expected {len(expected)}")
    if not live:
        return wrong
    vectors = {one: index._storage.cache.get([key])[key] for one, key in live.items()}
    asked = next(iter(vectors.values()))
    scores = {hit.id: hit.score for hit in index._storage.store().query(asked, len(stored))}
    off = [one for one, vector in vectors.items() if abs(scores.get(one, 9.0) - float(vector @ asked)) > 1e-3]
    if off:
        wrong.append(f"{len(off)} of {len(live)} vectors are not found with the right score")
    return wrong


def read_all(pipe: int) -> bytes:
    with os.fdopen(pipe, "rb") as stream:
        return stream.read()


def main(folder: Path, kills: int, seed: int, sync_threshold: int) -> None:
    chroma.HNSW["sync_threshold"] = sync_threshold
    writing.PIECES_A_BATCH = 12
    chance = random.Random(seed)
    killed, wrong, rebuilt, usual = 0, list[str](), 0, 0.5
    for at in range(kills):
        files = files_after(at)
        plans.expected_ids(files)  # once, for all that are forked from here
        told, teller = os.pipe()
        began = time.monotonic()
        child = fork(ingest, folder, files, teller)
        os.close(teller)
        time.sleep(chance.uniform(0.0, usual))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            killed += 1
        else:
            usual = 0.5 * usual + 0.5 * (time.monotonic() - began)
        acknowledged = read_all(told).decode().split()
        reported, reporter = os.pipe()
        began = time.monotonic()
        checker = fork(verify, folder, files, acknowledged, reporter)
        os.close(reporter)
        outcome = read_all(reported)
        _, status = os.waitpid(checker, 0)
        if status or not outcome:
            wrong.append(f"kill {at}: the next run failed")
            continue
        found = json.loads(outcome)
        rebuilt += bool(found["said"])
        wrong += [f"kill {at}: {what}" for what in found["wrong"]]
    print(json.dumps({"killed": killed, "rebuilt": rebuilt, "wrong": wrong}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
