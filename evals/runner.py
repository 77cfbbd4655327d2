"""Runs the cases of a suite against a product and keeps one sample per case."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from agent.model.answer import Answer
from agent.model.finding import Finding, Findings
from evals.cases import AnyCase, FindingCase, NearMissCase, PlantedCase, QuestionCase, RetrievalCase, Suite
from evals.metrics import HARD, Rate, Verdict, alarms, finds, is_new, judge
from evals.product import Asked, ProductError
from evals.ranking import Ranking, ranking

Kind = Literal["question", "finding", "nearmiss", "planted", "clean", "retrieval"]
Status = Literal["ok", "error", "skipped"]
ALL_KINDS: tuple[Kind, ...] = ("question", "finding", "nearmiss", "planted", "clean", "retrieval")


class Product(Protocol):
    """What the suite asks of the thing it measures."""

    def ask(self, asked: Sequence[Asked]) -> Mapping[str, Answer]: ...

    def check(self, paths: Sequence[Path], today: date | None = None) -> Findings: ...


@dataclass(frozen=True, slots=True)
class Sample:
    """What came of one case. Only samples with status "ok" are counted; `said` is what a person needs to see why it failed.

    `noise` counts the errors and warnings on a clean document. A query that brought up no passages at all is "skipped".
    """

    id: str
    kind: Kind
    tags: tuple[str, ...]
    status: Status
    right: bool = False
    said: str = ""
    verdict: Verdict | None = None
    noise: int = 0
    ranking: Ranking | None = None


@dataclass
class _Checker:
    """Checks each set of documents once."""

    product: Product
    today: date | None
    seen: dict[tuple[Path, ...], tuple[Finding, ...]] = field(default_factory=dict)

    def findings(self, paths: Sequence[Path]) -> tuple[Finding, ...]:
        key = tuple(paths)
        if key not in self.seen:
            self.seen[key] = self.product.check(key, self.today).findings
        return self.seen[key]


def run(suite: Suite, product: Product, kinds: Sequence[Kind] = ALL_KINDS) -> tuple[Sample, ...]:
    """One sample per case of these kinds, in the order of the suite. Raises ProductError only when nothing can be asked at all."""
    checker = _Checker(product, suite.settings.today)
    answers = _ask(suite, product, kinds)
    expected = _expected_on(suite.cases)
    samples = []
    for case in suite.cases:
        kind = kind_of(case)
        if kind in kinds:
            samples.append(_sample(case, kind, suite, answers, checker, expected))
    return tuple(samples)


def kind_of(case: AnyCase) -> Kind:
    """The kind a case is scored as: a finding case that expects nothing is about a clean document."""
    if isinstance(case, FindingCase):
        return "clean" if case.clean else "finding"
    return case.kind


def _ask(suite: Suite, product: Product, kinds: Sequence[Kind]) -> Mapping[str, Answer]:
    asked = []
    for case in suite.cases:
        if kind_of(case) in kinds and isinstance(case, QuestionCase | RetrievalCase):
            names = case.documents or tuple(suite.texts)
            question = case.question if isinstance(case, QuestionCase) else case.query
            asked.append(Asked(case.id, question, tuple(suite.paths[name] for name in names)))
    return product.ask(asked) if asked else {}


def _expected_on(cases: Sequence[AnyCase]) -> Mapping[str, tuple[FindingCase, ...]]:
    """The finding cases of each document: what matches one of them is no false alarm of a near miss."""
    found: dict[str, list[FindingCase]] = {}
    for case in cases:
        if isinstance(case, FindingCase) and not case.clean:
            found.setdefault(case.documents[0], []).append(case)
    return {name: tuple(group) for name, group in found.items()}


def _sample(
    case: AnyCase,
    kind: Kind,
    suite: Suite,
    answers: Mapping[str, Answer],
    checker: _Checker,
    expected: Mapping[str, tuple[FindingCase, ...]],
) -> Sample:
    try:
        if isinstance(case, QuestionCase):
            return _question(case, answers.get(case.id), suite)
        if isinstance(case, RetrievalCase):
            return _retrieval(case, answers.get(case.id))
        if isinstance(case, PlantedCase):
            return _planted(case, suite, checker)
        paths = [suite.paths[name] for name in case.documents]
        findings = checker.findings(paths)
    except ProductError as error:
        return Sample(case.id, kind, case.tags, "error", said=str(error))
    if isinstance(case, NearMissCase):
        return _near_miss(case, findings, expected.get(case.documents[0], ()))
    assert isinstance(case, FindingCase)
    return _clean(case, findings) if case.clean else _finding(case, findings)


def _question(case: QuestionCase, answer: Answer | None, suite: Suite) -> Sample:
    if answer is None:
        return Sample(case.id, "question", case.tags, "error", said="no answer came back")
    verdict = judge(case, answer, suite.texts)
    return Sample(case.id, "question", case.tags, "ok", verdict.right, answer.answer, verdict)


def _retrieval(case: RetrievalCase, answer: Answer | None) -> Sample:
    if answer is None or not answer.retrieved:
        return Sample(case.id, "retrieval", case.tags, "skipped", said="no passages came back")
    scored = ranking(answer.retrieved, case.relevant)
    return Sample(case.id, "retrieval", case.tags, "ok", scored.reciprocal > 0, case.query, ranking=scored)


def _finding(case: FindingCase, findings: Sequence[Finding]) -> Sample:
    hits = [finding for finding in findings for mark in case.expected if finds(finding, mark, case.documents[0])]
    return Sample(case.id, "finding", case.tags, "ok", bool(hits), "; ".join(hit.message for hit in hits[:1]) or case.expected[0].statement)


def _clean(case: FindingCase, findings: Sequence[Finding]) -> Sample:
    hard = [finding for finding in findings if finding.severity in HARD]
    said = "; ".join(f"{finding.rule} {finding.line}: {finding.message}" for finding in hard)
    return Sample(case.id, "clean", case.tags, "ok", not hard, said, noise=len(hard))


def _near_miss(case: NearMissCase, findings: Sequence[Finding], expected: Sequence[FindingCase]) -> Sample:
    document = case.documents[0]
    real = [finding for finding in findings for other in expected for mark in other.expected if finds(finding, mark, document)]
    false = [finding for finding in findings if finding not in real and any(alarms(finding, mark, document) for mark in case.silent)]
    said = "; ".join(f"{finding.rule} {finding.line}: {finding.message}" for finding in false)
    return Sample(case.id, "nearmiss", case.tags, "ok", not false, said)


def _planted(case: PlantedCase, suite: Suite, checker: _Checker) -> Sample:
    originals = [suite.paths[name] for name in case.documents]
    before = checker.findings(originals)
    with tempfile.TemporaryDirectory() as folder:
        twins = list(_twins(case, suite, Path(folder)))
        after = checker.product.check(twins, checker.today).findings
    new = [finding for finding in after if is_new(finding, before)]
    right = any(finds(finding, mark, case.documents[0]) for finding in new for mark in case.expected)
    said = "; ".join(f"{finding.rule} {finding.line}: {finding.message}" for finding in new) or "nothing new"
    return Sample(case.id, "planted", case.tags, "ok", right, f"{case.expected[0].statement} [{said}]")


def _twins(case: PlantedCase, suite: Suite, folder: Path) -> Iterator[Path]:
    for name in case.documents:
        lines = list(suite.texts[name])
        for edit in case.edits:
            if edit.document == name:
                lines[edit.line - 1] = lines[edit.line - 1].replace(edit.old, edit.new, 1)
        twin = folder / name
        twin.write_text("\n".join(lines) + "\n", encoding="utf-8")
        yield twin


def share_right(samples: Sequence[Sample]) -> Rate:
    """How many of the samples that could be scored are right."""
    scored = [sample for sample in samples if sample.status == "ok"]
    return Rate(sum(sample.right for sample in scored), len(scored))
