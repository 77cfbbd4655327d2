"""Which files are Office and PDF files, by name or by their first bytes."""

from __future__ import annotations

from agent.model.document import Format

OFFICE: dict[str, Format] = {
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".docx": "docx", ".docm": "docx", ".pptx": "pptx", ".pptm": "pptx", ".pdf": "pdf",
}  # fmt: skip
_INSIDE: tuple[tuple[str, Format], ...] = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))


def sniff(data: bytes) -> Format | None:
    """The office format of bytes that carry no file name, or None."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if not data.startswith(b"PK\x03\x04"):
        return None
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()[:2000]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    return next((form for folder, form in _INSIDE if any(name.startswith(folder) for name in names)), None)
