"""Small PDF files with real text, written by hand: the libraries we read with cannot draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A run of text at a place, in points from the lower left corner of an A4 page."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False


@dataclass(frozen=True)
class Rule:
    """A drawn line."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Box:
    """A filled square."""

    x: float
    y: float
    side: float


def pdf_file(pages: Sequence[Sequence[Text | Rule | Box]], title: str = "") -> bytes:
    """A PDF file with the given pages."""
    objects: list[bytes] = [b"", b"", _font("Helvetica"), _font("Helvetica-Bold"), b"<< /Title (" + title.encode("ascii") + b") >>"]
    kids: list[str] = []
    for page in pages:
        stream = "\n".join(_drawn(mark) for mark in page).encode("cp1252")
        objects.append(b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream")
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents "
            + str(content).encode()
            + b" 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _assembled(objects)


def _font(name: str) -> bytes:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()


def _drawn(mark: Text | Rule | Box) -> str:
    if isinstance(mark, Box):
        return f"{mark.x} {mark.y} {mark.side} {mark.side} re f"
    if isinstance(mark, Rule):
        return f"{mark.x0} {mark.y0} m {mark.x1} {mark.y1} l S"
    escaped = mark.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F{2 if mark.bold else 1} {mark.size} Tf {mark.x} {mark.y} Td ({escaped}) Tj ET"


def _assembled(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
