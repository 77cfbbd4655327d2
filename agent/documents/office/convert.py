"""An office or PDF file to a Document: pre-checks here, the parsing in a child process with limits."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from agent.documents.limits import Limits
from agent.documents.office.archive import check_archive
from agent.documents.office.layout import lay_out
from agent.documents.office.pieces import Converted, decode
from agent.errors import DocumentError
from agent.model.document import Document, Format

_LIBRARIES: dict[Format, tuple[str, ...]] = {
    "xlsx": ("openpyxl",),
    "docx": ("docx", "lxml"),
    "pptx": ("pptx", "lxml"),
    "pdf": ("pdfplumber", "pypdf"),
}
_KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "LANG", "LC_ALL")
_MOST_OUTPUT = 400_000_000
_ROOT = Path(__file__).resolve().parents[3]


def read_office(data: bytes, path: str, form: Format, limits: Limits) -> Document:
    """The document in an Office or PDF file. Raises DocumentError: missing extra, broken, encrypted, too big, too slow, without text."""
    missing = [name for name in _LIBRARIES[form] if find_spec(name) is None]
    if missing:
        raise DocumentError(f"needs {' and '.join(missing)} to be read", where=path, remedy="pip install 'roadmap-agent[office]'")
    if form == "pdf":
        if b"%PDF-" not in data[:1024]:
            raise DocumentError("is broken: not a PDF file", where=path, remedy="export it again")
    else:
        check_archive(data, path, limits)
    converted = _convert(data, path, form, limits)
    if converted.refusal:
        raise DocumentError(converted.refusal[0], where=path, remedy=converted.refusal[1])
    if not any(piece.text.strip() or piece.rows for piece in converted.pieces):
        remedy = "run it through text recognition (OCR) first" if form == "pdf" else "write something into it, or leave it out"
        raise DocumentError("holds no text", where=path, remedy=remedy)
    return lay_out(converted, path, form, hashlib.sha256(data).hexdigest())


def _convert(data: bytes, path: str, form: Format, limits: Limits) -> Converted:
    """Run the converter in a child that has no secrets in its environment, little memory and little time."""
    command = [sys.executable, "-P", "-m", "agent.documents.office.worker", form]
    command += [str(value) for value in (limits.child_memory, limits.child_seconds, limits.cells, limits.pages, limits.text_bytes)]
    environment = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    environment |= {"PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603  our own module, no shell
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=limits.child_seconds + 5,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DocumentError(
            f"took over {limits.child_seconds} s to read", where=path, remedy="export the part you need as Markdown or CSV"
        ) from None
    except OSError as error:
        raise DocumentError(
            f"cannot be read: no child process ({error.strerror})", where=path, remedy="free some memory and try again"
        ) from None
    if done.returncode != 0 or len(done.stdout) > _MOST_OUTPUT:
        raise DocumentError(
            "is broken, or needs more memory or time than one document may take",
            where=path,
            remedy="open it in its program and save it again",
        )
    try:
        return decode(done.stdout)
    except ValueError:
        raise DocumentError("could not be converted", where=path, remedy="export it as Markdown or CSV") from None
