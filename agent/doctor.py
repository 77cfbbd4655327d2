"""Is this machine ready? Each check says what it found and, where something is missing, what to do. Nothing is changed or fetched."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from agent.errors import StoreError
from agent.model.diagnosis import Check, Diagnosis

if TYPE_CHECKING:
    from agent.settings import Settings

OFFICE = ("openpyxl", "pdfplumber", "pypdf", "python-docx", "python-pptx")
SHOWN = ("chromadb", "langchain", "onnxruntime", "openai", "tiktoken")


def diagnose(settings: Settings) -> Diagnosis:
    """Versions, settings, embedder, index, readers and keys. A key is reported as present or not, never shown."""
    checks = (_python(), _packages(), _readers(), _embedder(settings), _index(settings), _key(settings))
    return Diagnosis(checks=checks)


def _python() -> Check:
    found = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        return Check(name="python", state="ok", detail=found)
    return Check(name="python", state="note", detail=found, remedy="tested with 3.11 to 3.13")


def _packages() -> Check:
    return Check(name="packages", state="ok", detail=", ".join(f"{name} {_version(name)}" for name in ("roadmap-agent", *SHOWN)))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _readers() -> Check:
    missing = [name for name in OFFICE if _version(name) == "missing"]
    if not missing:
        return Check(name="readers", state="ok", detail="Markdown, text, CSV, HTML, XLSX, DOCX, PPTX, PDF")
    remedy = "pip install 'roadmap-agent[office]' to read office and PDF files"
    return Check(name="readers", state="note", detail=f"not installed: {', '.join(missing)}", remedy=remedy)


def _embedder(settings: Settings) -> Check:
    from agent.adapters.weights import find_minilm

    if settings.embedder == "openai":
        return Check(name="embedder", state="ok", detail=f"openai {settings.embedder_model}")
    if settings.embedder == "hash":
        return Check(name="embedder", state="note", detail="hash: words only, no meaning", remedy="set embedder = 'minilm'")
    folder = find_minilm(settings.models)
    if folder is None:
        missing = f"the weights of minilm are not in {settings.models}; hash is used instead"
        return Check(name="embedder", state="note", detail=missing, remedy="run roadmap models pull")
    return Check(name="embedder", state="ok", detail=f"minilm in {folder}")


def _index(settings: Settings) -> Check:
    from agent.ingestion import index_state

    try:
        found = index_state(settings)
    except StoreError as error:
        missing = not settings.index.is_dir()
        return Check(name="index", state="note" if missing else "problem", detail=f"{error.where}: {error.what}", remedy=error.remedy)
    held = f"{found.folder}: {found.documents:,} documents, {found.chunks:,} passages, made with {found.embedder}"
    if not found.complete:
        return Check(name="index", state="note", detail=f"{held}; the last run did not end", remedy="run roadmap ingest again")
    return Check(name="index", state="ok", detail=held)


def _key(settings: Settings) -> Check:
    key = "OPENAI_API_KEY is set" if settings.openai_api_key is not None else "no OPENAI_API_KEY"
    host = urlsplit(settings.openai_base_url or "").hostname
    where = f", OPENAI_BASE_URL leads to {host}" if settings.openai_base_url else ""
    needed = settings.embedder == "openai" and settings.openai_api_key is None and not settings.openai_base_url
    if needed:
        return Check(name="key", state="problem", detail=f"{key}, which the openai embedder needs", remedy="set it in the environment")
    return Check(name="key", state="ok", detail=f"{key}{where}")
