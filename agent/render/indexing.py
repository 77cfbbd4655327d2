"""What an index holds and what a run changed, in a few plain lines."""

from __future__ import annotations

from agent.model.indexing import IndexState, IngestReport
from agent.render.amounts import counted
from agent.render.visible import visible


def ingest_text(report: IngestReport) -> str:
    """One line about the run, one about the index."""
    done = f"{report.written:,} indexed, {report.unchanged:,} unchanged, {report.removed:,} removed"
    left = f", {len(report.failures):,} not readable" if report.failures else ""
    return f"{done}{left}\n{_held(report.index)}"


def state_text(state: IndexState) -> str:
    """The whole state, one thing a line."""
    rows = [
        ("folder", state.folder),
        ("embedder", f"{state.embedder}, {state.dimensions} dimensions"),
        ("vectors", f"on {state.store}" if state.store else "in the folder"),
        ("documents", f"{state.documents:,}"),
        ("passages", f"{state.chunks:,}"),
        ("facts", f"{state.facts:,}"),
        ("size", f"{state.bytes / 1e6:,.1f} MB"),
        ("complete", "yes" if state.complete else "no: the last run did not end; run roadmap ingest again"),
    ]
    return "\n".join(f"{name:<10} {visible(value)}" for name, value in rows)


def _held(state: IndexState) -> str:
    held = f"{counted(state.documents, 'document')} in {counted(state.chunks, 'passage')} and {counted(state.facts, 'fact')}"
    return f"{visible(state.folder)} holds {held} ({state.embedder})"
