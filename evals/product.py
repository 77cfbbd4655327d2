"""The product as the suite sees it: a command that speaks the JSON contracts."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from agent.errors import RoadmapError
from agent.model.answer import Answer
from agent.model.finding import Findings

TIMEOUT = 1800  # seconds for one command; an eval that hangs is a failure that must be seen


class ProductError(RoadmapError):
    """The command could not run or did not speak the contract."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about some documents."""

    id: str
    question: str
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A `roadmap` command, as its words: ("roadmap",) or ("python", "-m", ...)."""

    words: tuple[str, ...]

    def ask(self, asked: Sequence[Asked]) -> Mapping[str, Answer]:
        """Answers by id, all from one process. Raises ProductError when the command fails or a line is no answer."""
        lines = [{"id": one.id, "question": one.question, "paths": [str(path) for path in one.paths]} for one in asked]
        paths = sorted({str(path) for one in asked for path in one.paths})
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "questions.jsonl"
            file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
            output = self._run(["ask", "--questions", str(file), *paths, "--json"], fine=(0, 3))
        try:
            return {str(json.loads(line)["id"]): Answer.model_validate_json(line) for line in output.splitlines() if line.strip()}
        except (ValidationError, json.JSONDecodeError, KeyError) as error:
            raise ProductError(f"its answer is none: {error}", where=" ".join(self.words)) from error

    def check(self, paths: Sequence[Path], today: date | None = None) -> Findings:
        """The findings on some documents, read together. Raises ProductError when the command fails or prints no findings."""
        day = ["--today", today.isoformat()] if today else []
        output = self._run(["check", *map(str, paths), "--format", "json", *day], fine=(0, 1))
        try:
            return Findings.model_validate_json(output)
        except ValidationError as error:
            raise ProductError(f"its findings are none: {error}", where=" ".join(self.words)) from error

    def _run(self, arguments: Sequence[str], fine: Sequence[int]) -> str:
        words = [*self.words, *arguments]
        try:
            done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=TIMEOUT, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ProductError(f"did not run: {error}", where=" ".join(self.words)) from error
        if done.returncode not in fine:
            tail = done.stderr.strip().splitlines()[-1:] or ["nothing on stderr"]
            raise ProductError(f"`{arguments[0]}` ended with {done.returncode}: {tail[0]}", where=" ".join(self.words))
        return done.stdout
