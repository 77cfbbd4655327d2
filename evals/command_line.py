"""The product as a command that speaks the JSON contracts: another build, another version, or this one from outside."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from agent.model.answer import Answer, Passage
from agent.model.comparison import Comparison
from agent.model.finding import Findings
from agent.model.review import Review
from evals.committing import repository_of
from evals.product import NO_CHANGE, Asked, Documents, NotMeasuredError, ProductError

TIMEOUT = 1800  # seconds for one command; an eval that hangs is a failure that must be seen
_PASSAGES = TypeAdapter(tuple[Passage, ...])


@dataclass(frozen=True, slots=True)
class CommandLine:
    """Implements `Product` with the words of a `roadmap` command: ("roadmap",) or ("python", "-m", ...).

    With `seed` its processes hash texts by that number: what depends on the order of a set differs from seed to seed.
    """

    words: tuple[str, ...]
    documents: Documents
    seed: str = ""

    def ask(self, asked: Sequence[Asked], today: date) -> Mapping[str, Answer | ProductError]:
        """Answers by id, all from one process; the command decides which day it is."""
        lines = [{"id": one.id, "question": one.question, "paths": list(one.documents)} for one in asked]
        with self._folder(sorted({name for one in asked for name in one.documents})) as folder:
            file = folder / ".questions.jsonl"
            file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
            output = self._run(["ask", "--questions", file.name, "--json"], folder, fine=(0, 3))
        try:
            return {str(json.loads(line)["id"]): Answer.model_validate_json(line) for line in output.splitlines() if line.strip()}
        except (ValidationError, json.JSONDecodeError, KeyError) as error:
            raise ProductError(f"its answer is none: {error}", where=" ".join(self.words)) from error

    def check(self, names: Sequence[str], today: date, changed: Documents = NO_CHANGE) -> Findings:
        """The findings that the command prints."""
        with self._folder(names, changed) as folder:
            output = self._run(["check", *names, "--format", "json", "--today", today.isoformat()], folder, fine=(0, 1))
        try:
            return Findings.model_validate_json(output)
        except ValidationError as error:
            raise ProductError(f"its findings are none: {error}", where=" ".join(self.words)) from error

    def search(self, queries: Sequence[Asked], limit: int, *, by_meaning: bool = False) -> Mapping[str, Sequence[Passage]]:
        """What `ask --explain` prints, one process a query; it prints ten passages at most. Raises NotMeasuredError by meaning."""
        if by_meaning:
            raise NotMeasuredError("search by meaning is measured in this process only", where=" ".join(self.words))
        found: dict[str, Sequence[Passage]] = {}
        for one in queries:
            with self._folder(one.documents) as folder:
                output = self._run(["ask", one.question, *one.documents, "--json", "--explain"], folder, fine=(0, 3))
            try:
                found[one.id] = _PASSAGES.validate_python(json.loads(output).get("passages", ()))[:limit]
            except (ValidationError, json.JSONDecodeError) as error:
                raise ProductError(f"its passages are none: {error}", where=" ".join(self.words)) from error
        return found

    def review(self, base: Documents, head: Documents, today: date) -> Review:
        """The review that the command prints of a repository made for it: one commit with the base, one with the head."""
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            repository_of(folder, (base, head))
            words = ["review", *sorted(base), "--base", "HEAD~1", "--format", "json", "--today", today.isoformat()]
            output = self._run(words, folder, fine=(0, 1))
        try:
            return Review.model_validate_json(output)
        except ValidationError as error:
            raise ProductError(f"its review is none: {error}", where=" ".join(self.words)) from error

    def compare(self, names: Sequence[str], today: date) -> Comparison:
        """The comparison that the command prints."""
        with self._folder(names) as folder:
            output = self._run(["compare", *names, "--format", "json", "--today", today.isoformat()], folder, fine=(0,))
        try:
            return Comparison.model_validate_json(output)
        except ValidationError as error:
            raise ProductError(f"its comparison is none: {error}", where=" ".join(self.words)) from error

    @contextmanager
    def _folder(self, names: Sequence[str], changed: Documents = NO_CHANGE) -> Iterator[Path]:
        with tempfile.TemporaryDirectory() as temporary:
            for name in names:
                file = Path(temporary) / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(changed.get(name, self.documents[name]))
            yield Path(temporary)

    def _run(self, arguments: Sequence[str], folder: Path, fine: Sequence[int]) -> str:
        words = [*self.words, *arguments]
        environment = {**os.environ, "PYTHONHASHSEED": self.seed} if self.seed else None
        try:
            done = subprocess.run(  # noqa: S603  the command that the user named, no shell
                words, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=TIMEOUT, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ProductError(f"did not run: {error}", where=" ".join(self.words)) from error
        if done.returncode not in fine:
            tail = done.stderr.strip().splitlines()[-1:] or ["nothing on stderr"]
            raise ProductError(f"`{arguments[0]}` ended with {done.returncode}: {tail[0]}", where=" ".join(self.words))
        return done.stdout
