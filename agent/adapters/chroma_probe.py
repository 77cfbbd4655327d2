"""Looks at all of a Chroma folder in a process that may die of it: `python -m agent.adapters.chroma_probe FOLDER < VECTOR`.

Reads a list of numbers, writes `[[every id], {id: score of the vector against it}]`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy

from agent.adapters.chroma import ChromaFolders, probe_store


def main(folder: Path) -> None:
    vector = numpy.array(json.load(sys.stdin), dtype=numpy.float32)
    store = ChromaFolders(folder.parent).open(folder.name.removeprefix("chroma-"))
    probe = probe_store(store, vector)
    store.close()
    json.dump([sorted(probe.ids), probe.scores], sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
