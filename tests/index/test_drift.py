"""Whatever is added, edited, renamed and deleted, and wherever a run crashes: the index is what a dictionary of the files says."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from agent.adapters.hashing import HashEmbedder
from agent.index import Index
from tests.index import plans
from tests.index.memory_store import Crash, MemoryStores
from tests.index.scale import trials

NAMES = st.sampled_from([f"plan-{letter}.md" for letter in "abcde"])
TEXTS = st.builds(plans.plan_text, st.integers(0, 4), st.integers(0, 3), st.integers(1, 3)) | st.just("")


class Drift(RuleBasedStateMachine):
    """`files` are on the imagined disk, `indexed` what the last completed ingest saw. A crash leaves them apart until the next ingest."""

    @initialize()
    def start(self) -> None:
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name) / "index"
        self.stores = MemoryStores()
        self.files: dict[str, str] = {}
        self.indexed: dict[str, str] | None = None
        self.index = self.open()

    def open(self) -> Index:
        return Index.for_writing(self.folder, HashEmbedder(32), self.stores)

    @rule(name=NAMES, text=TEXTS)
    def write(self, name: str, text: str) -> None:
        self.files[name] = text

    @precondition(lambda self: self.files)
    @rule(data=st.data(), name=NAMES)
    def rename(self, data: st.DataObject, name: str) -> None:
        self.files[name] = self.files.pop(data.draw(st.sampled_from(sorted(self.files))))

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        del self.files[data.draw(st.sampled_from(sorted(self.files)))]

    @rule()
    def ingest(self) -> None:
        plans.bring_up_to_date(self.index, self.files)
        self.indexed = dict(self.files)

    @rule(after=st.integers(1, 12))
    def crash(self, after: int) -> None:
        """Amid an ingest, or on closing; the next process finds what it finds."""
        self.stores.crash_in = after
        try:
            plans.bring_up_to_date(self.index, self.files)
            self.indexed = dict(self.files)
            self.index.close()
        except Crash:
            self.indexed = None
            self.abandon()
        self.stores.crash_in = 0
        self.index = self.open()

    @rule()
    def reopen(self) -> None:
        self.index.close()
        self.index = self.open()

    def abandon(self) -> None:
        """What the operating system does for a process that died: files closed, lock gone, nothing else."""
        storage = self.index._storage
        storage.manifest.database.close()
        storage.cache.close()
        storage._ownership.release()

    @invariant()
    def the_index_is_what_the_dictionary_says(self) -> None:
        if self.indexed is None:
            return
        assert self.index.documents() == {path: plans.sha256(text) for path, text in sorted(self.indexed.items())}
        assert plans.live(self.index) == self.expected("text")
        assert plans.live(self.index, "fact") == self.expected("fact")
        assert plans.stored(self.index) == self.expected("text")
        for path, text in self.indexed.items():
            assert self.index.content(path).decode() == text

    def expected(self, kind: str) -> set[str]:
        assert self.indexed is not None
        return plans.expected_ids(self.indexed, kind)

    def teardown(self) -> None:
        self.index.close()
        self.temporary.cleanup()


TestDrift = Drift.TestCase
TestDrift.settings = settings(
    max_examples=trials(15, 1_000),
    stateful_step_count=trials(25, 100),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
