"""Two writers and a reader on one index at the same time, again and again: `python -m tests.index.three_processes FOLDER RUNS SECONDS`.

A writer waits SECONDS for the index. Prints a list with one object a run: how many wrote, what the refused one said and how long it
waited, how often the reader answered, and what was wrong with the index afterwards.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path

from agent.adapters.chroma import chroma_stores
from agent.adapters.hashing import HashEmbedder
from agent.errors import StoreError
from agent.index import Index
from tests.index import plans
from tests.index.kill_loop import differences

FIRST = {f"plan-{number}.md": plans.plan_text(number) for number in range(3)}
ANSWERS = 5
LONGEST_SECONDS = 60.0


def write(folder: Path, patience: float, number: int, refused: Event, answered: Event, told: Connection) -> None:
    """Writes its document and keeps the index until the other writer was refused and the reader has its answers."""
    began = time.monotonic()
    try:
        with Index.for_writing(folder, HashEmbedder(), chroma_stores(folder), seconds=patience) as index:
            plans.bring_up_to_date(index, FIRST | {f"late-{number}.md": plans.plan_text(number)})
            refused.wait(LONGEST_SECONDS)
            answered.wait(LONGEST_SECONDS)
        told.send(("written", "", 0.0))
    except StoreError as error:
        told.send(("refused", str(error), time.monotonic() - began))
        refused.set()


def read(folder: Path, answered: Event, told: Connection) -> None:
    answers = 0
    for _ in range(ANSWERS):
        try:
            with plans.reading(folder) as index:
                hits = index.search("what does team 33 build?", 3)
        except StoreError as error:
            told.send(("failed", str(error), 0.0))
            break
        answers += bool(hits) and hits[0].chunk.headings == ("Plan 1", "Initiative 1-2")
    answered.set()
    told.send(("answers", str(answers), 0.0))


def once(folder: Path, patience: float) -> dict[str, object]:
    with plans.writing(folder) as index:
        plans.bring_up_to_date(index, FIRST)
    spawn = multiprocessing.get_context("spawn")
    refused, answered = spawn.Event(), spawn.Event()
    pipes = [spawn.Pipe() for _ in range(3)]
    targets = (write, write, read)
    arguments = ((folder, patience, 50, refused, answered), (folder, patience, 51, refused, answered), (folder, answered))
    processes = [spawn.Process(target=targets[at], args=(*arguments[at], pipes[at][1])) for at in range(3)]
    for process in processes:
        process.start()
    told = [pipe[0].recv() for pipe in pipes]
    for process in processes:
        process.join()
    with plans.writing(folder) as index:
        late = [path for path in index.documents() if path.startswith("late")]
        wrong = differences(index, FIRST | {path: plans.plan_text(int(path[5:7])) for path in late})
        wrong += [line for kind, line, _ in told if kind == "failed"]
        plans.bring_up_to_date(index, FIRST)
    return {
        "written": sum(kind == "written" for kind, _, _ in told),
        "refusals": [line for kind, line, _ in told if kind == "refused"],
        "slowest_refusal": max((seconds for kind, _, seconds in told if kind == "refused"), default=0.0),
        "answers": sum(int(line) for kind, line, _ in told if kind == "answers"),
        "wrong": wrong,
    }


if __name__ == "__main__":
    print(json.dumps([once(Path(sys.argv[1]) / "index", float(sys.argv[3])) for _ in range(int(sys.argv[2]))]))
