"""Our ranking measures are those of trec_eval, on made-up rankings and on a whole collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from agent.index import LexicalIndex
from agent.model.chunk import Chunk
from evals.loading import load_suite
from evals.ranking import document_ranking

CRANFIELD = Path(__file__).parents[2].parent / "shared" / "retrieval" / "cranfield"
NAMES = {"ndcg_cut_10": "ndcg@10", "recall_10": "recall@10", "recip_rank": "mrr@10"}
TOLERANCE = 1e-6


def reference(ranked: Mapping[str, Sequence[str]], relevant: Mapping[str, Mapping[str, int]]) -> Mapping[str, Mapping[str, float]]:
    """What trec_eval says; it sorts by score, so the scores fall with the rank."""
    scores = {query: {document: float(-rank) for rank, document in enumerate(found[:10])} for query, found in ranked.items()}
    graded = {query: dict(grades) for query, grades in relevant.items()}
    found: Mapping[str, Mapping[str, float]] = pytrec_eval.RelevanceEvaluator(graded, {"ndcg_cut.10", "recall.10", "recip_rank"}).evaluate(
        scores
    )
    return found


@given(
    st.lists(st.sampled_from([f"d{number}" for number in range(30)]), unique=True, min_size=1, max_size=20),
    st.dictionaries(st.sampled_from([f"d{number}" for number in range(30)]), st.integers(0, 3), min_size=1, max_size=15),
)
def test_any_ranking_scores_as_trec_eval_scores_it(ranked: list[str], relevant: dict[str, int]) -> None:
    theirs = reference({"q": ranked}, {"q": relevant})["q"]
    ours = document_ranking(ranked, relevant)
    assert {name: ours[name] for name in NAMES.values()} == {
        ours_name: pytest.approx(theirs[name], abs=TOLERANCE) for name, ours_name in NAMES.items()
    }


@pytest.mark.skipif(not CRANFIELD.is_dir(), reason=f"the Cranfield collection is not in {CRANFIELD.name} beside the repository")
def test_cranfield_scores_as_trec_eval_scores_it() -> None:
    suite = load_suite(CRANFIELD)
    index = LexicalIndex(
        [Chunk(id=name, path=name, line=1, end_line=1, headings=(), body="", text=data.decode()) for name, data in suite.documents.items()]
    )
    relevant = {case.id: {place.document: place.grade for place in case.relevant} for case in suite.cases if case.kind == "retrieval"}
    ranked = {case.id: [hit.chunk.path for hit in index.search(case.query, 10)] for case in suite.cases if case.kind == "retrieval"}
    theirs = reference(ranked, relevant)
    for query, found in ranked.items():
        ours = document_ranking(found, relevant[query])
        for name, ours_name in NAMES.items():
            assert ours[ours_name] == pytest.approx(theirs[query][name], abs=TOLERANCE), (query, name)
    mean = sum(document_ranking(found, relevant[query])["ndcg@10"] for query, found in ranked.items()) / len(ranked)
    assert (len(ranked), mean > 0.3) == (225, True)
