"""What came of one case: the JSON contract of `samples.jsonl`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from evals.kinds import Kind
from evals.statistics import Rate

Status = Literal["ok", "error", "unscored", "skipped"]


class Sample(BaseModel):
    """One case, scored. Only samples with status "ok" enter a figure; the others say why in `said`.

    `cluster` is the document that the case is about: cases of one document fail together. `groups` say what the case is (its language,
    type, family). `counts` are rates by name, pooled over samples; `scores` are figures by name of which a mean is taken. A name may end in
    "|dimension=group" to be shown under that group only. `said` is what a person needs to see why the case failed.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: Kind
    status: Status = "ok"
    right: bool = False
    must: bool = False
    cluster: str = ""
    groups: dict[str, str] = Field(default_factory=dict)
    counts: dict[str, Rate] = Field(default_factory=dict)
    scores: dict[str, float] = Field(default_factory=dict)
    said: str = ""
    missing: tuple[str, ...] = ()
    elapsed_ms: int = Field(default=0, exclude=True)  # kept out of the files: two runs write the same bytes
