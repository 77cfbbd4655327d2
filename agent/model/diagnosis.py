"""What `doctor` and `status` report."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Check(BaseModel):
    """One thing looked at. `remedy` is empty when nothing needs doing."""

    model_config = ConfigDict(frozen=True)

    name: str
    state: Literal["ok", "note", "problem"]
    detail: str
    remedy: str = ""


class Diagnosis(BaseModel):
    """`roadmap/doctor/1`: every check, in a fixed order."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_: str = Field(default="roadmap/doctor/1", serialization_alias="schema", validation_alias="schema")
    checks: tuple[Check, ...]

    @property
    def healthy(self) -> bool:
        return all(check.state != "problem" for check in self.checks)
