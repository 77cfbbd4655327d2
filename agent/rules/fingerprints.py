"""What code scanning wants to know of a place: a hash of its line and of what follows, and the columns.

An alert is followed by the hash while lines move. It is the one that `github/codeql-action/upload-sarif` works out from a checkout, so that
it agrees where there is one, and stands in where there is none: the next 100 UTF-16 units from the begin of the line, blanks and tabs left
out and line ends one, as a polynomial in 37 modulo 2^64; behind a colon, which of the lines with that hash it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from agent.model.document import Document
from agent.model.finding import Finding
from agent.model.roadmap import Roadmap

UNITS = 100
BASE, MODULUS = 37, 1 << 64
END, NOTHING = "\uffff", "\0"  # what stands at the end of a file, and behind it
LINED = frozenset(("markdown", "text", "csv", "html"))  # formats whose lines are those of the file


def with_line_marks(findings: Sequence[Finding], roadmaps: Sequence[Roadmap]) -> tuple[Finding, ...]:
    """The findings with the hash of their line and the columns of their quote, where the lines are those of a UTF-8 file."""
    wanted: dict[str, set[int]] = {}
    for finding in findings:
        wanted.setdefault(finding.path, set()).add(finding.line)
    documents = {
        document.path: document
        for roadmap in roadmaps
        if (document := roadmap.document).path in wanted
        and document.format in LINED
        and not document.locators
        and document.encoding.startswith("utf-8")
    }
    hashes = {path: line_hashes(document, wanted[path]) for path, document in documents.items()}
    return tuple(
        _marked(finding, documents[finding.path], hashes[finding.path]) if finding.path in hashes else finding for finding in findings
    )


def _marked(finding: Finding, document: Document, hashes: Mapping[int, str]) -> Finding:
    return finding.model_copy(update={"line_hash": hashes.get(finding.line, ""), "columns": _columns(finding, document)})


def _columns(finding: Finding, document: Document) -> tuple[int, int] | None:
    """Where a quote begins in its first line and ends in its last, in characters from 1; None where it does not stand there."""
    quoted = finding.evidence[0].quote.split("\n")
    start = document.raw_lines[finding.line - 1].find(quoted[0]) if 0 < finding.line <= len(document.raw_lines) else -1
    if start < 0 or finding.end_line - finding.line != len(quoted) - 1:
        return None
    return start + 1, len(quoted[-1]) + (start if len(quoted) == 1 else 0) + 1


def line_hashes(document: Document, wanted: Iterable[int]) -> dict[int, str]:
    """The hashes of some lines of a document, by their numbers. A file is taken to end with a line end."""
    mark = "\ufeff" if any(note.code == "bom" for note in document.notes) else ""
    kept = (f"{mark if at == 0 else ''}{line}\n".replace(" ", "").replace("\t", "") for at, line in enumerate(document.raw_lines))
    lines = [line.encode("utf-16-le", "surrogatepass") for line in kept]
    units = b"".join(lines) + f"{END}{NOTHING * UNITS}".encode("utf-16-le")
    starts = (0, *accumulate(map(len, lines)))
    seen: Counter[bytes] = Counter()
    found: dict[int, str] = {}
    numbers = set(wanted)
    for number, start in enumerate(starts, 1):
        window = units[start : start + 2 * UNITS]
        seen[window] += 1
        if number in numbers:
            found[number] = f"{_hash(window):x}:{seen[window]}"
    return found


def _hash(window: bytes) -> int:
    value = 0
    for at in range(0, len(window), 2):
        value = (value * BASE + int.from_bytes(window[at : at + 2], "little")) % MODULUS
    return value
