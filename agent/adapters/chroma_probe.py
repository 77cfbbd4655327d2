"""Looks whether a Chroma folder is whole, in a process that may die of it: `python -m agent.adapters.chroma_probe FOLDER < CANARIES`.

Reads `[[id, [numbers]], ...]`, writes `[[every id], [canaries that were found]]`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy

from agent.adapters.chroma import ChromaFolders, probe_store


def main(folder: Path) -> None:
    canaries = [(one, numpy.array(vector, dtype=numpy.float32)) for one, vector in json.load(sys.stdin)]
    store = ChromaFolders(folder.parent).open(folder.name.removeprefix("chroma-"))
    probe = probe_store(store, canaries)
    store.close()
    json.dump([sorted(probe.ids), sorted(probe.found)], sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
