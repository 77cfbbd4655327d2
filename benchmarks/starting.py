"""Cold starts: what a person waits for."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks.measure import ROADMAP, Measured, best, child, samples


def measure() -> Iterator[Measured]:
    """Help against the bare import of its library; one cold question; one cold check."""
    child([*ROADMAP, "--help"])
    bare = best(lambda: child([sys.executable, "-c", "import typer"]))
    helped = best(lambda: child([*ROADMAP, "--help"]))
    yield Measured("roadmap --help / import typer", helped / bare, 3, "x", f"{helped:.2f} s / {bare:.2f} s")
    documents = samples()
    asked = best(lambda: child([*ROADMAP, "ask", "What is the total budget?", *documents]), 3)
    yield Measured("one cold ask", asked, 3, "s", f"{len(documents)} documents")
    checked = best(lambda: child([*ROADMAP, "check", *documents, "--fail-on", "never"]), 3)
    yield Measured("one cold check", checked, 1, "s", f"{len(documents)} documents")
