"""`python -m benchmarks [NAME...]`: runs all benchmarks, or those named, and prints one line a measurement."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from benchmarks import answering, checking, indexing, reading, reviewing, starting
from benchmarks.measure import Measured

BENCHMARKS: dict[str, Callable[[], Iterable[Measured]]] = {
    "starting": starting.measure,
    "reading": reading.measure,
    "checking": checking.measure,
    "answering": answering.measure,
    "indexing": indexing.measure,
    "reviewing": reviewing.measure,
}


def main(names: list[str]) -> int:
    """0 when every measurement holds its limit, 1 when one does not, 2 for an unknown name."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"error: no benchmark is called {unknown[0]}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    over = 0
    for name in names or BENCHMARKS:
        for measured in BENCHMARKS[name]():
            print(measured, flush=True)
            over += not measured.holds
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
