"""What one run has shown to the model and computed for it: the only things that its answer may rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from agent.grounded.fencing import visible_to_model
from agent.grounded.lines import Line, Lines
from agent.model.finding import Finding
from agent.model.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Calculation:
    """`formula` = `shown`; `evidence` are the lines its operands stand on. `result` is exact."""

    number: int
    formula: str
    shown: str
    result: Quantity
    evidence: tuple[int, ...]


@dataclass
class Ledger:
    """Grows while the model asks; nothing is ever taken back. `findings` are all that `check` computed, by id."""

    lines: Lines
    findings: dict[str, Finding] = field(default_factory=dict)
    shown: set[int] = field(default_factory=set)
    calculations: list[Calculation] = field(default_factory=list)

    def show(self, numbers: Iterable[int]) -> str:
        """The lines with these numbers as the model gets to see them, in order, each document under its name."""
        return render([line for number in dict.fromkeys(numbers) if (line := self.lines.at(number)) is not None], self)

    def seen(self, number: int) -> Line | None:
        """The line of an evidence number that the model was shown."""
        return self.lines.at(number) if number in self.shown else None

    def calculation(self, number: int) -> Calculation | None:
        return self.calculations[number - 1] if 1 <= number <= len(self.calculations) else None

    def compute(self, formula: str, shown: str, result: Quantity, evidence: Sequence[int]) -> Calculation:
        """Write a calculation down under the next number."""
        found = Calculation(len(self.calculations) + 1, formula, shown, result, tuple(evidence))
        self.calculations.append(found)
        return found


def render(lines: Sequence[Line], ledger: Ledger) -> str:
    """One line an evidence record: `E12 text`. Blank lines are left out; the path stands above the first line of each document."""
    said: list[str] = []
    path = None
    for line in sorted(lines, key=lambda line: line.number):
        ledger.shown.add(line.number)
        if not line.text.strip():
            continue
        if line.path != path:
            path = line.path
            said.append(f"document {visible_to_model(path)}")
        said.append(f"E{line.number} {visible_to_model(line.text.rstrip(), line.hidden, inside=line.inside)}")
    return "\n".join(said)
