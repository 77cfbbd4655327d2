"""A build that is broken on purpose does not pass: each way of breaking it is caught by a gate, and the build as it is passes."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pytest

from agent.answers import answering
from agent.model.answer import Answer, Citation, Passage
from agent.model.comparison import Comparison
from agent.model.finding import Findings
from agent.model.review import Review
from evals.evaluating import suite_of, summary_of
from evals.gates import judge_gates
from evals.in_process import InProcess
from evals.kinds import Kind
from evals.metrics import judge
from evals.product import NO_CHANGE, Asked, Documents, Product, ProductError
from evals.runner import Selection, run
from evals.suite import Suite
from evals.summary import Summary

TODAY = date(2026, 6, 15)


class Recorded:
    """Asks the product once and repeats what it said, so that each broken build costs only its scoring."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.answers: dict[str, Answer | ProductError] = {}
        self.found: dict[tuple[tuple[str, ...], int], Findings] = {}
        self.passages: dict[str, Sequence[Passage]] = {}
        self.reviews: dict[tuple[int, int], Review] = {}
        self.comparisons: dict[tuple[str, ...], Comparison] = {}

    def ask(self, asked: Sequence[Asked], today: date) -> Mapping[str, Answer | ProductError]:
        if not self.answers:
            self.answers.update(self.product.ask(asked, today))
        return {one.id: self.answers[one.id] for one in asked}

    def check(self, names: Sequence[str], today: date, changed: Documents = NO_CHANGE) -> Findings:
        key = (tuple(names), hash(tuple(sorted(changed.items()))))
        if key not in self.found:
            self.found[key] = self.product.check(names, today, changed)
        return self.found[key]

    def review(self, base: Documents, head: Documents, today: date) -> Review:
        key = (hash(tuple(sorted(base.items()))), hash(tuple(sorted(head.items()))))
        if key not in self.reviews:
            self.reviews[key] = self.product.review(base, head, today)
        return self.reviews[key]

    def search(self, queries: Sequence[Asked], limit: int, *, by_meaning: bool = False) -> Mapping[str, Sequence[Passage]]:
        if not self.passages:
            self.passages.update(self.product.search(queries, limit, by_meaning=by_meaning))
        return self.passages

    def compare(self, names: Sequence[str], today: date) -> Comparison:
        key = tuple(names)
        if key not in self.comparisons:
            self.comparisons[key] = self.product.compare(names, today)
        return self.comparisons[key]


class Broken(Recorded):
    """A build that says what the sound one says, but for what is broken in it."""

    def __init__(
        self,
        sound: Recorded,
        answer: Callable[[Answer], Answer] = lambda said: said,
        findings: Callable[[Findings], Findings] = lambda found: found,
        passages: Callable[[Sequence[Passage]], Sequence[Passage]] = lambda found: found,
    ) -> None:
        super().__init__(sound)
        self.break_answer, self.break_findings, self.break_passages = answer, findings, passages

    def ask(self, asked: Sequence[Asked], today: date) -> Mapping[str, Answer | ProductError]:
        said = super().ask(asked, today)
        return {name: one if isinstance(one, ProductError) else self.break_answer(one) for name, one in said.items()}

    def check(self, names: Sequence[str], today: date, changed: Documents = NO_CHANGE) -> Findings:
        return self.break_findings(super().check(names, today, changed))

    def search(self, queries: Sequence[Asked], limit: int, *, by_meaning: bool = False) -> Mapping[str, Sequence[Passage]]:
        return {name: self.break_passages(found) for name, found in super().search(queries, limit, by_meaning=by_meaning).items()}


@pytest.fixture(scope="module")
def suite() -> Suite:
    return suite_of("", "")


@pytest.fixture(scope="module")
def sound(suite: Suite) -> Recorded:
    return Recorded(InProcess(suite.documents))


def judged(suite: Suite, product: Product, *kinds: Kind) -> Summary:
    return summary_of(suite, run(suite, product, Selection(kinds), TODAY))


def failed(summary: Summary) -> set[str]:
    return {gate.gate for gate in summary.gates if gate.result == "fail"}


def test_the_build_as_it_is_passes_every_gate(suite: Suite, sound: Recorded) -> None:
    summary = summary_of(suite, run(suite, sound, Selection(), TODAY))
    assert failed(summary) == set()
    assert all(gate.result == "pass" for gate in summary.gates if not gate.gate.startswith(("hybrid.", "repeat.")))


def test_citations_one_line_off_are_caught(suite: Suite, sound: Recorded) -> None:
    def shifted(citation: Citation) -> Citation:
        return citation.model_copy(update={"line": citation.line + 1, "end_line": citation.end_line + 1})

    broken = Broken(sound, answer=lambda said: said.model_copy(update={"citations": tuple(map(shifted, said.citations))}))
    assert {"question.quotes that stand there", "question.citations that exist"} <= failed(judged(suite, broken, "question"))


def test_an_answerer_that_never_refuses_is_caught(suite: Suite, sound: Recorded) -> None:
    broken = Broken(sound, answer=lambda said: said.model_copy(update={"answered": True, "answer": said.answer or "Surely."}))
    assert {"question.unanswerable ones refused", "cases that must pass"} <= failed(judged(suite, broken, "question"))


def test_an_answerer_that_always_refuses_is_caught(suite: Suite, sound: Recorded) -> None:
    broken = Broken(sound, answer=lambda said: said.model_copy(update={"answered": False, "answer": "", "citations": ()}))
    assert {"question.right", "question.facts stated", "question.refusals that are right"} <= failed(judged(suite, broken, "question"))


def test_an_answerer_that_prints_the_document_is_caught(suite: Suite, sound: Recorded) -> None:
    everything = "\n".join(line for lines in suite.texts.values() for line in lines)
    broken = Broken(sound, answer=lambda said: said.model_copy(update={"answered": True, "answer": everything}))
    assert "question.answers that are too long" in failed(judged(suite, broken, "question"))


@pytest.mark.parametrize(
    ("maker", "case"),
    [
        ("adding_answer", "q-halcyon-04"),
        ("comparing_answer", "q-malha-05"),
        ("count_answer", "q-mirelle-01"),
        ("depending_answer", "q-ledgerfox-07"),
        ("extract_answer", "q-lumora-10"),
        ("field_answer", "q-yadoya-04"),
        ("filtered_answer", "q-ledgerfox-09"),
        ("holding_answer", "q-saude-02"),
        ("list_answer", "q-lumora-02"),
        ("moments_ordered", "q-harbour-04"),
        ("named_answer", "q-harbour-01"),
        ("passage_answer", "q-lumora-06"),
        ("placing_answer", "q-malha-07"),
        ("state_list", "q-inkstone-01"),
        ("together_answer", "q-terrace-16"),
        ("verdict_answer", "q-lumora-04"),
    ],
)
def test_a_kind_of_answer_that_is_lost_fails_a_case_that_must_pass(
    suite: Suite, sound: Recorded, monkeypatch: pytest.MonkeyPatch, maker: str, case: str
) -> None:
    question = suite.question(case)
    asked = [Asked(case, question.question, question.documents)]
    assert question.must
    assert judge(question, answered(sound.product, asked), suite.texts).right
    monkeypatch.setattr(answering, maker, lambda *_: None)
    assert not judge(question, answered(sound.product, asked), suite.texts).right


def answered(product: Product, asked: Sequence[Asked]) -> Answer:
    said = product.ask(asked, TODAY)[asked[0].id]
    assert isinstance(said, Answer)
    return said


def test_random_chunks_are_caught(suite: Suite, sound: Recorded) -> None:
    chance = random.Random(7)
    places = [
        Passage(path=name, line=line, end_line=min(line + 5, len(lines)), score=0.5)
        for name, lines in suite.texts.items()
        for line in range(1, len(lines), 6)
    ]
    broken = Broken(sound, passages=lambda found: chance.sample(places, len(found)))
    assert {"retrieval.nDCG@10", "retrieval.recall@10", "retrieval.MRR@10"} <= failed(judged(suite, broken, "retrieval"))


# Rules that alone find a case that must pass. Of any other rule either no case must be found by it, or another rule finds that, too.
GUARDED = """
    RA001 RA002 RA003 RA004 RA005 RA006 RA007 RA010 RA011 RA012 RA013 RA090 RA091 RA101 RA102 RA103 RA104 RA105 RA106 RA107 RA108 RA109
    RA111 RA112 RA201 RA203 RA204 RA301 RA302 RA303 RA304 RA402 RA403 RA404 RA407 RA410 RA501 RA502 RA603 RA604 RA605 RA701 RA704 RA801
    RA802 RA803 RA901 RA902
""".split()  # noqa: SIM905  a list of 48 strings is 48 lines


@pytest.mark.parametrize("rule", GUARDED)
def test_a_rule_that_is_disabled_is_caught(suite: Suite, sound: Recorded, rule: str) -> None:
    def without(found: Findings) -> Findings:
        return found.model_copy(update={"findings": tuple(finding for finding in found.findings if finding.rule != rule)})

    samples = run(suite, Broken(sound, findings=without), Selection(("finding", "planted")), TODAY)
    assert any(sample.must and not sample.right for sample in samples)
    assert "cases that must pass" in {gate.gate for gate in judge_gates([], (), samples) if gate.result == "fail"}


def test_a_rule_that_cries_wolf_is_caught(suite: Suite, sound: Recorded) -> None:
    def noisy(found: Findings) -> Findings:
        hard = (finding.model_copy(update={"line": 3, "end_line": 3, "evidence": ()}) for finding in sound_finding)
        return found.model_copy(
            update={"findings": (*found.findings, *(finding.model_copy(update={"path": found.documents[0].path}) for finding in hard))}
        )

    sound_finding = [finding for finding in sound.check(("keystone-platform.md",), TODAY).findings if finding.severity == "error"][:1]
    summary = judged(suite, Broken(sound, findings=noisy), "reported", "clean")
    assert {"reported.precision", "clean.false alarms a document", "cases that must pass"} <= failed(summary)


def test_a_product_that_breaks_is_caught(suite: Suite, sound: Recorded) -> None:
    class Breaking(Broken):
        def ask(self, asked: Sequence[Asked], today: date) -> Mapping[str, Answer | ProductError]:
            return {**super().ask(asked, today), "q-lumora-01": ProductError("broke", where="q-lumora-01")}

    assert "cases without an error" in failed(judged(suite, Breaking(sound), "question"))


def test_a_rule_that_does_not_run_finds_nothing(suite: Suite) -> None:
    names = ("keystone-platform.md",)
    rules = {finding.rule for finding in InProcess(suite.documents).check(names, TODAY).findings}
    without = {finding.rule for finding in InProcess(suite.documents, ignore=("RA101",)).check(names, TODAY).findings}
    assert (rules - without, without <= rules) == ({"RA101"}, True)
