"""Floors and ceilings that a run must keep, and the cases that must not fail."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals.cases import SuiteError
from evals.sample import Sample

if TYPE_CHECKING:
    from evals.summary import Figure


class Gate(BaseModel):
    """A figure and where it may be: `at_least`, `at_most` or both."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    figure: str
    by: str = ""
    group: str = ""
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise ValueError(f"the gate {self.figure} has no bound")
        return self

    @property
    def title(self) -> str:
        return f"{self.figure} ({self.by} {self.group})" if self.by else self.figure


class Gates(BaseModel):
    """`gates.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    gate: tuple[Gate, ...] = Field(min_length=1)


class GateResult(BaseModel):
    """What came of a gate. One whose figure was not measured, because its kind was not run, neither passes nor fails."""

    model_config = ConfigDict(frozen=True)

    gate: str
    result: Literal["pass", "fail", "not measured"]
    says: str


def read_gates(file: Path) -> tuple[Gate, ...]:
    """The gates of a file. Raises SuiteError when it is none."""
    try:
        return Gates.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).gate
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise SuiteError(str(error).splitlines()[0], where=str(file), remedy="a gate has a figure and at_least or at_most") from error


def judge_gates(gates: Sequence[Gate], figures: Sequence[Figure], samples: Sequence[Sample]) -> tuple[GateResult, ...]:
    """Every gate of the file, then the two that always hold: no case that must pass fails, no case ends in an error."""
    by_place = {(figure.name, figure.by, figure.group): figure for figure in figures}
    judged = [_judge(gate, by_place.get((gate.figure, gate.by, gate.group))) for gate in gates]
    return (*judged, _must(samples), _errors(samples))


def _judge(gate: Gate, figure: Figure | None) -> GateResult:
    if figure is None:
        return GateResult(gate=gate.title, result="not measured", says="its kind was not run")
    low = gate.at_least is not None and figure.value < gate.at_least
    high = gate.at_most is not None and figure.value > gate.at_most
    bound = f"at least {gate.at_least}" if gate.at_least is not None else f"at most {gate.at_most}"
    return GateResult(gate=gate.title, result="fail" if low or high else "pass", says=f"{figure.value:.4f}, wanted {bound}")


def _must(samples: Sequence[Sample]) -> GateResult:
    wanted = [sample for sample in samples if sample.must]
    failed = sorted(sample.id for sample in wanted if sample.status != "ok" or not sample.right)
    says = f"fails: {', '.join(failed)}" if failed else f"all {len(wanted)} pass"
    return GateResult(gate="cases that must pass", result="fail" if failed else "pass" if wanted else "not measured", says=says)


def _errors(samples: Sequence[Sample]) -> GateResult:
    broken = sorted(sample.id for sample in samples if sample.status == "error")
    shown = ", ".join(broken[:5]) + (", …" if len(broken) > 5 else "")
    return GateResult(
        gate="cases without an error", result="fail" if broken else "pass", says=f"{len(broken)} broke: {shown}" if broken else "none broke"
    )
