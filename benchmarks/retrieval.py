"""How good search is, on collections that other systems were measured on and on gold evidence lines: `python -m benchmarks.retrieval`.

The collections lie in the folder that BENCH_RETRIEVAL names (BEIR form: corpus.jsonl, queries.jsonl, qrels/test.tsv), the questions and
their documents where BENCH_GOLD and BENCH_GOLD_DOCUMENTS say. What is not there is left out, aloud.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy

from agent.adapters.chroma import chroma_stores
from agent.adapters.minilm import MiniLM
from agent.adapters.weights import find_minilm
from agent.index import Index, Source
from agent.index.manifest import Manifest
from agent.index.ranking import fuse
from agent.model.document import Block, Document
from agent.model.roadmap import Roadmap
from benchmarks.measure import ROOT

DEPTH = 10
CANDIDATES = 1_000
# nDCG@10 of the best other fusion or single method, measured on these collections: what this one has to reach.
FLOORS = {"cranfield": 0.421, "limit_small": 0.992}

Ranked = list[str]
Scores = Mapping[str, float]
Fusion = Callable[[Scores, Scores], Scores]


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents and queries by id, and which documents answer which query."""

    name: str
    documents: dict[str, str]
    queries: dict[str, str]
    relevant: dict[str, frozenset[str]]


def read_collection(folder: Path) -> Collection:
    relevant: dict[str, set[str]] = {}
    with (folder / "qrels" / "test.tsv").open(encoding="utf-8") as rows:
        for query, document, grade in list(csv.reader(rows, delimiter="\t"))[1:]:
            if int(grade) > 0:
                relevant.setdefault(query, set()).add(document)
    documents = {one["_id"]: f"{one.get('title') or ''} {one['text']}".strip() for one in _lines(folder / "corpus.jsonl")}
    queries = {one["_id"]: one["text"] for one in _lines(folder / "queries.jsonl") if one["_id"] in relevant}
    return Collection(folder.name, documents, queries, {query: frozenset(found) for query, found in relevant.items()})


def ndcg(ranked: Sequence[str], relevant: frozenset[str]) -> float:
    """nDCG at 10 with binary grades (Järvelin and Kekäläinen 2002)."""
    gained = sum(1 / math.log2(rank + 1) for rank, document in enumerate(ranked[:DEPTH], 1) if document in relevant)
    return gained / sum(1 / math.log2(rank + 1) for rank in range(1, min(len(relevant), DEPTH) + 1))


def min_max(lexical: Scores, semantic: Scores) -> Scores:
    """Both stretched to 0..1 over the candidates, and added."""
    one, other = _stretched(lexical), _stretched(semantic)
    return {document: one.get(document, 0.0) + other.get(document, 0.0) for document in {*one, *other}}


def reciprocal_rank(lexical: Scores, semantic: Scores) -> Scores:
    """Reciprocal rank fusion with k = 60 (Cormack, Clarke and Büttcher 2009)."""
    fused: dict[str, float] = {}
    for scores in (lexical, semantic):
        for rank, document in enumerate(_best(scores), 1):
            fused[document] = fused.get(document, 0.0) + 1 / (60 + rank)
    return fused


def absolute(lexical: Scores, semantic: Scores) -> Scores:
    """The product's own: `agent.index.ranking.fuse`."""
    return {document: fuse(lexical.get(document, 0.0), semantic.get(document, 0.0)) for document in {*lexical, *semantic}}


FUSIONS: dict[str, Fusion] = {
    "BM25": lambda lexical, semantic: lexical,
    "MiniLM": lambda lexical, semantic: semantic,
    "min-max fusion": min_max,
    "reciprocal rank fusion": reciprocal_rank,
    "absolute fusion (ours)": absolute,
}


def table(collection: Collection, embedder: MiniLM, folder: Path) -> Iterator[tuple[str, float]]:
    """Each method's mean nDCG@10. Every document is one chunk; its vector lies in Chroma, its words in the manifest."""
    numbers = dict(enumerate(collection.documents))
    ids = [hashlib.sha256(document.encode()).hexdigest()[:32] for document in collection.documents]
    by_id = dict(zip(ids, collection.documents, strict=True))
    store = chroma_stores(folder).open(collection.name)
    store.add(ids, embedder.embed(list(collection.documents.values())))
    manifest = Manifest(folder / f"{collection.name}.sqlite3")
    manifest.create({})
    manifest.terms["text"].add((row, collection.documents[document], "en") for row, document in numbers.items())
    vectors = dict(zip(collection.queries, embedder.embed(list(collection.queries.values())), strict=True))
    scored: dict[str, tuple[Scores, Scores]] = {}
    for query, text in collection.queries.items():
        lexical = {numbers[row]: score for row, score in manifest.terms["text"].search(text, ("en",), CANDIDATES).items()}
        semantic = {by_id[hit.id]: hit.score for hit in store.query(vectors[query], min(CANDIDATES, len(ids)))}
        scored[query] = (lexical, semantic)
    store.close()
    manifest.close()
    for name, method in FUSIONS.items():
        yield name, _mean([ndcg(_best(method(*scored[query])), collection.relevant[query]) for query in scored])


def whole(collection: Collection, embedder: MiniLM, folder: Path) -> float:
    """The same through the product's front door: ingested as documents, cut into chunks, searched, the first chunk of each counted."""
    with Index.for_writing(folder, embedder, chroma_stores(folder)) as index:
        index.ingest((_source(path, text) for path, text in collection.documents.items()), total=len(collection.documents))
        found = {query: index.search(text, DEPTH * 3) for query, text in collection.queries.items()}
    ranked = {query: list(dict.fromkeys(hit.chunk.path for hit in hits)) for query, hits in found.items()}
    return _mean([ndcg(ranked[query], collection.relevant[query]) for query in ranked])


def _source(path: str, text: str) -> Source:
    lines = (" ".join(text.split()),)
    content = text.encode()
    block = Block(0, "paragraph", 1, 1, lines[0])
    document = Document(path, "text", "", lines, lines, (block,), sha256=hashlib.sha256(content).hexdigest())
    return Source(document, Roadmap(document, "", "en"), content)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How often the first four passages hold a gold evidence line: of all places, and of all questions any one."""

    places: float
    questions: float
    count: int


def evidence(questions: Path, documents: Path, embedder: MiniLM, folder: Path) -> Evidence:
    """Searches the index of the question's own documents, as `ask` does."""
    from agent.documents import read_bytes
    from agent.extract import extract

    asked = [one for one in _lines(questions) if one["evidence"]]
    with Index.for_writing(folder, embedder, chroma_stores(folder)) as index:
        names = sorted({name for one in asked for name in one["docs"]})
        contents = {name: (documents / name).read_bytes() for name in names}
        read = {name: read_bytes(content, name) for name, content in contents.items()}
        index.ingest((Source(read[name], extract(read[name]), contents[name]) for name in names), total=len(names))
        places: list[bool] = []
        questions_found: list[bool] = []
        for one in asked:
            hits = index.search(one["question"], 4, one["docs"])
            lines = {(hit.chunk.path, line) for hit in hits for line in range(hit.chunk.line, hit.chunk.end_line + 1)}
            found = [any((place["doc"], line) in lines for line in _span(place["lines"])) for place in one["evidence"]]
            places.extend(found)
            questions_found.append(any(found))
    return Evidence(_mean(places), _mean(questions_found), len(places))


def _span(lines: Sequence[int]) -> Sequence[int]:
    """Two lines close together are the first and the last of a stretch."""
    return range(lines[0], lines[1] + 1) if len(lines) == 2 and 0 <= lines[1] - lines[0] < 40 else lines


def _stretched(scores: Scores) -> Scores:
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {document: (score - low) / (high - low) if high > low else 1.0 for document, score in scores.items()}


def _best(scores: Scores) -> Ranked:
    return sorted(scores, key=lambda document: (-scores[document], document))


def _mean(values: Sequence[float] | Sequence[bool]) -> float:
    return float(numpy.mean(values)) if values else 0.0


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as rows:
        yield from (json.loads(row) for row in rows if row.strip())


def main() -> int:
    """0 when the fusion reaches every floor, 1 when it does not, 2 when there is nothing to measure with."""
    weights = find_minilm(Path(os.environ.get("ROADMAP_MODELS", "~/.cache/roadmap-agent")).expanduser())
    if weights is None:
        print("error: the embedding model is not here; run: roadmap models pull", file=sys.stderr)
        return 2
    embedder = MiniLM(weights)
    with tempfile.TemporaryDirectory() as temporary:
        low = [name for name in FLOORS if not _print_collection(name, embedder, Path(temporary))]
        _print_evidence(embedder, Path(temporary))
    return 1 if low else 0


def _print_collection(name: str, embedder: MiniLM, room: Path) -> bool:
    folder = Path(os.environ.get("BENCH_RETRIEVAL", ROOT.parent / "shared" / "retrieval")) / name
    if not folder.is_dir():
        print(f"{name}: not in {folder.parent}, left out")
        return True
    collection = read_collection(folder)
    print(f"{name}: {len(collection.documents)} documents, {len(collection.queries)} queries, nDCG@10 (floor {FLOORS[name]})")
    figures = dict(table(collection, embedder, room))
    for method, figure in figures.items():
        print(f"  {method:<24} {figure:.3f}")
    through = whole(collection, embedder, room / f"{name}-index")
    print(f"  {'ingested and searched':<24} {through:.3f}", flush=True)
    return figures["absolute fusion (ours)"] >= FLOORS[name]


def _print_evidence(embedder: MiniLM, room: Path) -> None:
    gold = Path(os.environ.get("BENCH_GOLD", ROOT.parent / "shared" / "gold"))
    documents = Path(os.environ.get("BENCH_GOLD_DOCUMENTS", ROOT.parent / "shared"))
    for name in ("seeds", "roadmaps"):
        if not (gold / name / "qa.jsonl").is_file():
            print(f"evidence lines: no questions in {gold / name}, left out")
            continue
        found = evidence(gold / name / "qa.jsonl", documents / name, embedder, room / f"{name}-evidence")
        figures = f"{found.places:.3f} of {found.count} places, {found.questions:.3f} of questions"
        print(f"evidence among the first four passages, {name}: {figures}")


if __name__ == "__main__":
    sys.exit(main())
