"""Runs the cases of a suite against a product and keeps one sample per case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from agent.errors import ModelError
from agent.model.answer import Answer, Passage
from agent.model.comparison import Comparison
from agent.model.finding import Finding
from evals.cases import (
    AnyCase,
    ComparisonCase,
    FindingCase,
    JudgeCase,
    LabelledCase,
    NearMissCase,
    PlantedCase,
    QuestionCase,
    RetrievalCase,
    ReviewCase,
    SuiteError,
)
from evals.changing import edited
from evals.command_line import CommandLine
from evals.judging import Judge, quoted
from evals.kinds import OFFLINE, Kind, Split
from evals.product import NO_CHANGE, Asked, Documents, NotMeasuredError, Product, ProductError
from evals.repeating import Pair, found_twice, said_twice
from evals.sample import Sample
from evals.scoring import (
    sample_of,
    score_clean,
    score_comparison,
    score_finding,
    score_judgement,
    score_match,
    score_near_miss,
    score_planted,
    score_question,
    score_repeat,
    score_reported,
    score_retrieval,
    score_review,
    score_support,
)
from evals.statements import source_of, statements_of
from evals.suite import Suite

PASSAGES = 10
OF_DOCUMENTS: tuple[Kind, ...] = ("reported", "repeat")  # the first finding case of a document stands for all of it
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which cases are run."""

    kinds: tuple[Kind, ...] = OFFLINE
    split: Split | None = None

    def has(self, case: AnyCase, kind: Kind) -> bool:
        return kind in self.kinds and self.split in (None, case.split)


@dataclass
class _Bench:
    """One run: the suite, the product, and what was checked already."""

    suite: Suite
    product: Product
    today: date
    judge: Judge | None = None
    twice: tuple[CommandLine, CommandLine] | None = None
    answers: Mapping[str, Answer | ProductError] = field(default_factory=dict)
    seen: dict[tuple[str, ...], tuple[Finding, ...]] = field(default_factory=dict)
    searched: dict[Kind, Mapping[str, Sequence[Passage]]] = field(default_factory=dict)
    compared: dict[tuple[str, ...], Comparison] = field(default_factory=dict)
    said: Mapping[str, Pair | ProductError] = field(default_factory=dict)
    found: Mapping[str, Pair | ProductError] = field(default_factory=dict)

    def answer(self, case: QuestionCase) -> Answer:
        answer = self.answers.get(case.id, ProductError("no answer came back", where=case.id))
        if isinstance(answer, ProductError):
            raise answer
        return answer

    def repeated(self, case: QuestionCase | FindingCase) -> Pair:
        """What two processes say to a question, or find in the first document of a finding case."""
        if self.twice is None:
            raise NotMeasuredError("nothing was named to be asked twice", where=case.id)
        if isinstance(case, QuestionCase):
            if not self.said:
                asked = [Asked(one.id, one.question, one.documents) for one in self.suite.cases if isinstance(one, QuestionCase)]
                self.said = said_twice(self.twice, asked, self.today)
            pair = self.said[case.id]
        else:
            if not self.found:
                names = sorted({one.documents[0] for one in self.suite.cases if isinstance(one, FindingCase)})
                self.found = found_twice(self.twice, names, self.today)
            pair = self.found[case.documents[0]]
        if isinstance(pair, ProductError):
            raise pair
        return pair

    def findings(self, names: tuple[str, ...], changed: Documents = NO_CHANGE) -> tuple[Finding, ...]:
        if changed:
            return self.product.check(names, self.today, changed).findings
        if names not in self.seen:
            self.seen[names] = self.product.check(names, self.today).findings
        return self.seen[names]

    def comparison(self, names: tuple[str, ...]) -> Comparison:
        if names not in self.compared:
            self.compared[names] = self.product.compare(names, self.today)
        return self.compared[names]

    def passages(self, kind: Kind) -> Mapping[str, Sequence[Passage]]:
        """What the search brings up for every query of the suite, asked once."""
        if kind not in self.searched:
            everything = tuple(sorted(self.suite.documents))
            queries = [
                Asked(case.id, case.query, case.documents or everything) for case in self.suite.cases if isinstance(case, RetrievalCase)
            ]
            self.searched[kind] = self.product.search(queries, PASSAGES, by_meaning=kind == "hybrid")
        return self.searched[kind]

    def expected_on(self, name: str) -> tuple[FindingCase, ...]:
        """All inconsistencies known of a document, whatever split they belong to: none of them is a false alarm."""
        return tuple(case for case in self.suite.cases if isinstance(case, FindingCase) and case.documents[0] == name)


def run(
    suite: Suite,
    product: Product,
    selection: Selection,
    today: date,
    advance: Progress = lambda done, total: None,
    judge: Judge | None = None,
    twice: tuple[CommandLine, CommandLine] | None = None,
) -> tuple[Sample, ...]:
    """One sample per case and kind, in the order of the suite; `today` counts where the suite names no day.

    `twice` are two processes of the product that the kind `repeat` compares. A case on which the product fails is a sample with status
    "error". Raises SuiteError when no case was selected or a document is missing.
    """
    work = list(_work(suite.cases, selection))
    if not work:
        raise SuiteError("no case is of these kinds and this split", where=suite.name, remedy="select others with --kind and --split")
    _refuse_missing(suite, work)
    day = suite.today or today
    bench = _Bench(suite, product, day, judge, twice, _answers(work, product, day))
    samples = []
    for done, (case, kind) in enumerate(work, 1):
        try:
            samples.append(_sample(case, kind, bench))
        except NotMeasuredError as error:
            samples.append(sample_of(case, kind, status="skipped", said=str(error)))
        except (ProductError, ModelError) as error:
            samples.append(sample_of(case, kind, status="error", said=str(error)))
        advance(done, len(work))
    return tuple(samples)


def _answers(work: Sequence[tuple[AnyCase, Kind]], product: Product, day: date) -> Mapping[str, Answer | ProductError]:
    wanted = [case for case, kind in work if isinstance(case, QuestionCase) and kind != "repeat"]
    asked = {case.id: Asked(case.id, case.question, case.documents) for case in wanted}
    return product.ask(tuple(asked.values()), day) if asked else {}


def _refuse_missing(suite: Suite, work: Sequence[tuple[AnyCase, Kind]]) -> None:
    for case, _ in work:
        for name in case.documents:
            if name not in suite.documents:
                what = f"has no {name}, which {case.id} is about"
                raise SuiteError(what, where=suite.name, remedy="name the folder of documents with --documents")


def _work(cases: Sequence[AnyCase], selection: Selection) -> Iterator[tuple[AnyCase, Kind]]:
    seen: set[str] = set()
    for case in cases:
        first = isinstance(case, FindingCase) and len(case.documents) == 1 and case.documents[0] not in seen
        if first:
            seen.add(case.documents[0])
        for kind in _kinds_of(case):
            if (first or kind not in OF_DOCUMENTS or isinstance(case, QuestionCase)) and selection.has(case, kind):
                yield case, kind


def _kinds_of(case: AnyCase) -> tuple[Kind, ...]:
    """What a case is scored as. The first finding case of a document also stands for all that is reported on it."""
    if isinstance(case, FindingCase):
        return ("clean" if case.clean else "finding", "reported", "repeat")
    if isinstance(case, QuestionCase):
        return ("question", "repeat", "support")
    if isinstance(case, LabelledCase):
        return ("matcher", "judge")
    return ("retrieval", "hybrid") if isinstance(case, RetrievalCase) else (case.kind,)


def _sample(case: AnyCase, kind: Kind, bench: _Bench) -> Sample:
    if isinstance(case, QuestionCase | FindingCase) and kind == "repeat":
        return score_repeat(case, bench.repeated(case))
    if isinstance(case, QuestionCase) and kind == "support":
        return _supported(case, bench)
    if isinstance(case, QuestionCase):
        answer = bench.answer(case)
        return score_question(case, answer, bench.suite.texts, with_model=bench.judge is not None)
    if isinstance(case, RetrievalCase):
        return score_retrieval(case, kind, bench.passages(kind)[case.id])
    if isinstance(case, PlantedCase):
        return score_planted(case, bench.findings(case.documents), bench.findings(case.documents, twins(case, bench.suite)))
    if isinstance(case, ReviewCase):
        return score_review(case, bench.product.review(*sides(case, bench.suite), bench.today))
    if isinstance(case, LabelledCase) and kind == "matcher":
        return score_match(case, bench.suite.question(case.of))
    if isinstance(case, JudgeCase | LabelledCase):
        return _judged(case, bench)
    if isinstance(case, ComparisonCase):
        return score_comparison(case, bench.comparison(case.documents))
    findings = bench.findings(case.documents)
    if isinstance(case, NearMissCase):
        return score_near_miss(case, findings, bench.expected_on(case.documents[0]))
    if kind == "reported":
        return score_reported(case, findings, bench.expected_on(case.documents[0]))
    return score_clean(case, findings) if case.clean else score_finding(case, findings)


def _judged(case: JudgeCase | LabelledCase, bench: _Bench) -> Sample:
    """A labelled statement before the judge; a labelled answer is put as a statement. Raises NotMeasuredError where it cannot judge."""
    if bench.judge is None:
        raise NotMeasuredError("no model was named to judge", where=case.id, remedy="name one with --model")
    if isinstance(case, JudgeCase):
        return score_judgement(case, bench.judge.votes(case.claim, quoted(case.evidence, bench.suite.texts)))
    question = bench.suite.question(case.of)
    if not question.evidence or not case.answered:
        raise NotMeasuredError("there are no lines to judge by", where=case.id)
    claim = f"The right and complete answer to “{question.question}” is: {case.answer}"
    return score_judgement(case, bench.judge.votes(claim, quoted(question.evidence, bench.suite.texts)))


def _supported(case: QuestionCase, bench: _Bench) -> Sample:
    """Every statement of the model's answer before the judge. Raises NotMeasuredError where there is no judge or no such answer."""
    if bench.judge is None:
        raise NotMeasuredError("no model was named to judge", where=case.id, remedy="name one with --model")
    answer = bench.answer(case)
    if not answer.answered or answer.mode != "model":
        raise NotMeasuredError("the model has stated nothing", where=case.id)
    texts = bench.suite.texts
    judged = [(one, bench.judge.votes(one.text, source_of(one.cited, texts)) if one.cited else None) for one in statements_of(answer)]
    return score_support(case, judged)


def twins(case: PlantedCase, suite: Suite) -> Documents:
    """The documents of a planted case with the error in them, under the names of the clean ones."""
    return {case.documents[0]: suite.documents[case.twin]} if case.twin else edited(suite.documents, case.edits)


def sides(case: ReviewCase, suite: Suite) -> tuple[Documents, Documents]:
    """Both versions of the documents of a review."""
    originals = {name: suite.documents[name] for name in case.documents}
    base = {**originals, **edited(originals, case.before)}
    return base, {**base, **edited(base, case.change)}
