"""Files of questions: one JSON object a line, `{"id", "question", "paths": [...]?}`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from agent.errors import RoadmapError


class Question(BaseModel):
    """One line of a question file. Without `paths` it is about the paths of the command, or the index."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str | int
    question: str
    paths: tuple[str, ...] | None = None


def read_questions(source: str, stdin: bytes | None = None) -> tuple[Question, ...]:
    """The questions of a file, or of stdin for `-`; blank lines are skipped.

    Raises RoadmapError naming the line that is no question. All lines are checked before the first is answered.
    """
    data = stdin if source == "-" and stdin is not None else _bytes(source)
    return tuple(_questions(data, source))


def _bytes(source: str) -> bytes:
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise RoadmapError(
            error.strerror or "cannot be read", where=source, remedy="name a file of questions, one JSON object a line"
        ) from error


def _questions(data: bytes, source: str) -> Iterator[Question]:
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            yield Question.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            field = ".".join(str(part) for part in first["loc"])
            what = f"{field}: {first['msg']}" if field else first["msg"]
            raise RoadmapError(what, where=f"{source}:{number}", remedy='write {"id": ..., "question": ...}') from error
