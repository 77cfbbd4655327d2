"""Chunking collections become cases on lines, whatever line their texts are written on."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from evals.cases import RetrievalCase, SuiteError
from evals.loading import load_suite

SHARED = Path(__file__).parents[2].parent / "shared" / "retrieval" / "chroma_chunking_eval"
TEXT = "# Bees\n\nBees like heather. They dislike wind! Dr. Ada keeps 4.5 hives. No.\n"


def collection(folder: Path, *passages: str, text: str = TEXT, shift: int = 0) -> Path:
    (folder / "corpora").mkdir()
    (folder / "corpora" / "bees.md").write_text(text, encoding="utf-8")
    starts = [(passage, TEXT.index(passage) + shift) for passage in passages]
    references = [{"content": passage, "start_index": at, "end_index": at + len(passage)} for passage, at in starts]
    with (folder / "questions_df.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("question", "references", "corpus_id"))
        rows.writerow(("What do bees like?", json.dumps(references), "bees"))
    return folder


def test_each_sentence_has_a_line_and_a_passage_its_lines(tmp_path: Path) -> None:
    suite = load_suite(collection(tmp_path, "Bees like heather.", "heather. They dislike wind!", "# Bees"))
    assert suite.texts["bees.md"][:4] == ("# Bees", "", "Bees like heather.", "They dislike wind!")
    (case,) = suite.cases
    assert isinstance(case, RetrievalCase)
    assert (case.documents, case.answers_from) == (("bees.md",), 1)
    assert [place.lines for place in case.relevant] == [(3,), (3, 4), (1,)]


def test_a_passage_that_stands_elsewhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="question 1: has a passage that does not stand in bees"):
        load_suite(collection(tmp_path, "They dislike wind!", shift=1))


@pytest.mark.parametrize(
    "content",
    [
        "question,references,corpus_id\n?,[],bees\n",
        "question,references\n?,[]\n",
        "question,references,corpus_id\n?,none,bees\n",
        "question\n",
    ],
)
def test_questions_in_another_form_are_refused(tmp_path: Path, content: str) -> None:
    (collection(tmp_path) / "questions_df.csv").write_text(content, encoding="utf-8")
    with pytest.raises(SuiteError, match=r"is no question with references|has no question"):
        load_suite(tmp_path)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the chunking collection is not beside the repository")
def test_the_passages_of_the_collection_stand_on_their_lines() -> None:
    suite = load_suite(SHARED)
    assert (len(suite.cases), sum(len(case.relevant) for case in suite.cases if isinstance(case, RetrievalCase))) == (472, 790)
    assert max(map(len, suite.texts["chatlogs.md"])) < 4000
