"""A diff of many files, taken apart. Hunks are walked by their counts, so no line of a file can pass for a header."""

from __future__ import annotations

from agent.expressions import expression
from agent.review.diff import HUNK_HEADER

QUOTED = expression(r'\\([abtnvfr"\\]|[0-7]{3})')
ESCAPES = {"a": 7, "b": 8, "t": 9, "n": 10, "v": 11, "f": 12, "r": 13, '"': 34, "\\": 92}


def split_diff(text: str) -> dict[str, str]:
    """The hunks of each file of a git diff, by its new path. Files without hunks and removed files are left out."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    old = new = 0
    for line in text.split("\n"):
        if old > 0 or new > 0:  # inside a hunk
            kind = line[:1] or " "
            old -= kind in " -"
            new -= kind in " +"
            if current is not None:
                current.append(line)
        elif line.startswith("diff --git "):
            current = None
        elif line.startswith("+++ "):
            path = new_path(line[4:])
            current = found.setdefault(path, []) if path is not None else None
        elif (header := HUNK_HEADER.match(line)) is not None:
            old, new = (1 if written is None else int(written) for written in (header[2], header[4]))
            if current is not None:
                current.append(line)
    return {path: "\n".join(lines) for path, lines in found.items() if lines}


def new_path(written: str) -> str | None:
    """The path in `b/docs/plan.md` or `"b/pl\\303\\244ne.md"`; None of a removed file."""
    name = written.split("\t")[0].rstrip("\r")
    if name == "/dev/null":
        return None
    if name.startswith('"') and name.endswith('"') and len(name) > 1:
        name = _unquoted(name[1:-1])
    return name.removeprefix("b/")


def _unquoted(text: str) -> str:
    data = bytearray()
    end = 0
    for match in QUOTED.finditer(text):
        data += text[end : match.start()].encode("utf-8", "surrogateescape")
        code = match[1]
        data.append(ESCAPES[code] if code in ESCAPES else int(code, 8) & 0xFF)
        end = match.end()
    data += text[end:].encode("utf-8", "surrogateescape")
    return data.decode("utf-8", "surrogateescape")
