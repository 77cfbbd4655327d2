"""One case and what the product said about it, as one sample."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from agent.model.answer import Answer, Passage
from agent.model.comparison import Comparison
from agent.model.finding import Finding
from agent.model.review import Review
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
)
from evals.grouping import cluster_of, groups_of
from evals.judging import Votes
from evals.kinds import Kind
from evals.metrics import HARD, Texts, alarms, anchored, answers, families_agree, finds, is_new, judge, near
from evals.ranking import ranking
from evals.repeating import Pair, difference
from evals.sample import Sample
from evals.statements import Statement
from evals.statistics import NOTHING, Rate, rate

WIDTH = 240  # characters of an answer or message that a sample keeps


def sample_of(case: AnyCase, kind: Kind, **what: object) -> Sample:
    """A sample with what is known of the case before it is run."""
    must = case.must and kind not in ("support", "repeat")  # what a model thinks of an answer fails no gate, and repetition has its own
    fields = {"id": case.id, "kind": kind, "must": must, "cluster": cluster_of(case), "groups": groups_of(case)}
    return Sample.model_validate(fields | what)


def score_question(case: QuestionCase, answer: Answer, texts: Texts, *, with_model: bool = False) -> Sample:
    """Facts, refusals and citations of an answer, and in a run with a model whether the answer is the model's."""
    verdict = judge(case, answer, texts)
    refused = not verdict.answered
    counts = {
        "answers from the model": Rate(int(answer.mode == "model"), 1) if with_model else NOTHING,
        "unanswerable ones refused": Rate(int(refused), 1) if not case.answerable else NOTHING,
        "refusals that are right": Rate(int(not case.answerable), 1) if refused else NOTHING,
        "facts stated": verdict.stated,
        "answers with a forbidden fact": Rate(int(bool(verdict.forbidden)), 1) if case.forbidden else NOTHING,
        "answers that are too long": Rate(int(verdict.too_long), 1) if case.answerable else NOTHING,
        "evidence that is cited": verdict.evidence,
        "citations on the evidence": verdict.cited,
        "citations that exist": verdict.exists,
        "quotes that stand there": verdict.verbatim,
    }
    return sample_of(
        case,
        "question",
        right=verdict.right,
        counts={name: rate for name, rate in counts.items() if rate.of},
        said=_short(("refused: " if refused else "") + answer.answer),
        missing=(*verdict.missing, *(f"not {pattern}" for pattern in verdict.forbidden)),
        elapsed_ms=answer.elapsed_ms,
    )


def score_finding(case: FindingCase, findings: Sequence[Finding]) -> Sample:
    """Whether the expected inconsistency was found, and whether the comment would stand on its lines."""
    document = case.documents[0]
    hits = [(finding, mark) for finding in findings for mark in case.expected if finds(finding, mark, document)]
    anchors = {"anchors on the line": Rate(int(any(anchored(*hit, document) for hit in hits)), 1)} if hits else {}
    said = hits[0][0].message if hits else f"not found: {case.expected[0].statement}"
    return sample_of(case, "finding", right=bool(hits), counts=anchors, said=_short(said))


def score_clean(case: FindingCase, findings: Sequence[Finding]) -> Sample:
    """A clean document should have neither errors nor warnings."""
    hard = [finding for finding in findings if finding.severity in HARD]
    return sample_of(case, "clean", right=not hard, scores={"false alarms a document": float(len(hard))}, said=_short(_listed(hard)))


def score_reported(case: FindingCase, findings: Sequence[Finding], expected: Sequence[FindingCase]) -> Sample:
    """How many of the errors and warnings on a document are real; its case only lends its name."""
    document = case.documents[0]
    hard = [finding for finding in findings if finding.severity in HARD]
    false = [finding for finding in hard if not is_real(finding, expected, document)]
    counts = {"precision": Rate(len(hard) - len(false), len(hard))}
    for dimension in ("family", "rule"):
        totals = Counter(str(getattr(finding, dimension)) for finding in hard)
        wrong = Counter(str(getattr(finding, dimension)) for finding in false)
        counts |= {f"precision|{dimension}={name}": Rate(total - wrong[name], total) for name, total in sorted(totals.items())}
    counts = {name: rate for name, rate in counts.items() if rate.of}
    reported = sample_of(case, "reported", right=not false, must=False, counts=counts, said=_short(_listed(false)))
    language = {name: group for name, group in reported.groups.items() if name == "language"}
    return reported.model_copy(update={"id": f"d-{document}", "groups": language})


def score_near_miss(case: NearMissCase, findings: Sequence[Finding], expected: Sequence[FindingCase]) -> Sample:
    """`check` should stay silent; what is a real finding of the document besides is no false alarm."""
    document = case.documents[0]
    suspects = [finding for finding in findings if any(alarms(finding, mark, document) for mark in case.silent)]
    false = [finding for finding in suspects if not is_real(finding, expected, document)]
    return sample_of(case, "nearmiss", right=not false, said=_short(_listed(false)))


def score_planted(case: PlantedCase, before: Sequence[Finding], after: Sequence[Finding]) -> Sample:
    """Whether the changed twin has a finding that the clean document has not, at the right place."""
    new = [finding for finding in after if is_new(finding, before)]
    hits = [finding for finding in new for mark in case.expected if finds(finding, mark, case.documents[0])]
    said = _listed(hits) or f"not found: {case.expected[0].statement} [{_listed(new) or 'nothing new'}]"
    return sample_of(case, "planted", right=bool(hits), said=_short(said))


def score_retrieval(case: RetrievalCase, kind: Kind, passages: Sequence[Passage]) -> Sample:
    """Where the judged places come up. A query that brings up nothing scores nothing."""
    scored = ranking(passages, case.relevant, case.answers_from)
    scores = {
        "nDCG@10": scored.ndcg,
        "recall@5": scored.recall_5,
        "recall@10": scored.recall_10,
        "MRR@10": scored.reciprocal,
        "line recall@5": scored.span_recall,
        "line IoU@5": scored.span_iou,
    }
    return sample_of(case, kind, right=scored.reciprocal > 0, scores=scores, said=_short(case.query))


def score_review(case: ReviewCase, review: Review) -> Sample:
    """Whether every expected comment stands on its line, no other error or warning is commented on, and what is fixed is seen."""
    document = case.documents[0]
    found = {finding.id: finding for finding in review.findings}
    commented = [(comment, found[comment.finding]) for comment in review.comments if comment.finding in found]
    hard = [(comment, finding) for comment, finding in commented if finding.severity in HARD]
    made = [any(answers(comment, finding, mark, document) for comment, finding in commented) for mark in case.comments]
    wanted = [any(answers(comment, finding, mark, document) for mark in case.comments) for comment, finding in hard]
    gone = [any(families_agree(finding.family, (family,)) for finding in review.fixed_findings) for family in case.fixed]
    counts = {"expected comments made": rate(made), "errors and warnings that are expected": rate(wanted), "fixes seen": rate(gone)}
    false = [finding for (_, finding), fine in zip(hard, wanted, strict=True) if not fine]
    missing = [mark.statement for mark, hit in zip(case.comments, made, strict=True) if not hit]
    missing += [f"{family} is fixed" for family, hit in zip(case.fixed, gone, strict=True) if not hit]
    said = f"false: {_listed(false)}" if false else "; ".join(comment.body for comment, _ in commented) or "no comments"
    return sample_of(
        case,
        "review",
        right=all((*made, *wanted, *gone)),
        counts={name: share for name, share in counts.items() if share.of},
        said=_short(said),
        missing=tuple(missing),
    )


def score_comparison(case: ComparisonCase, comparison: Comparison) -> Sample:
    """Whether the cell says what its document says, or that it says nothing, and whether it cites the lines."""
    rows = [row for row in comparison.dimensions if row.name in case.dimension]
    cells = [cell for row in rows for cell in row.cells if cell.roadmap == case.document]
    value = "; ".join(cell.value for cell in cells if cell.stated)
    right = any(re.search(pattern, value, re.I) for pattern in case.any_of) if case.any_of else not value
    cited = [evidence for cell in cells if cell.stated for evidence in cell.evidence]
    hit = any(
        near(range(one.line, one.end_line + 1), place.numbers) for one in cited for place in case.evidence if one.path == place.document
    )
    counts = {"evidence that is cited": Rate(int(hit), 1)} if case.evidence else {}
    return sample_of(
        case, "comparison", right=right, counts=counts, said=_short(value or "not stated"), missing=() if right else case.any_of[:1]
    )


def score_repeat(case: QuestionCase | FindingCase, said: Pair) -> Sample:
    """Whether the second process said the same bytes; a finding case stands for all that is found in its document."""
    apart = difference(said)
    name = case.id if isinstance(case, QuestionCase) else f"d-{case.documents[0]}"
    sample = sample_of(case, "repeat", right=not apart, said=_short(apart))
    language = {name: group for name, group in sample.groups.items() if name in ("language", "split")}
    return sample.model_copy(update={"id": name, "groups": language})


def score_match(case: LabelledCase, question: QuestionCase) -> Sample:
    """Whether the patterns of a question's facts judge an answer as a person did."""
    answer = Answer(question=question.question, answered=case.answered, answer=case.answer, kind="lookup")
    called = judge(question, answer, {}).right
    said = f"called {'right' if called else 'wrong'}; {case.why}: {case.answer or 'refused'}"
    return sample_of(case, "matcher", right=called == case.right, said=_short(said))


def score_judgement(case: JudgeCase | LabelledCase, votes: Votes) -> Sample:
    """Whether the judge's majority agrees with the label."""
    label, claim = (case.supported, case.claim) if isinstance(case, JudgeCase) else (case.right, case.answer)
    agreeing = votes.supported if label else votes.of - votes.supported
    said = f"{votes.supported} of {votes.of} call it supported; {case.why}: {claim}"
    return sample_of(
        case,
        "judge",
        right=votes.majority == label,
        counts={"single votes that agree": Rate(agreeing, votes.of)},
        said=_short(said),
    )


def score_support(case: QuestionCase, judged: Sequence[tuple[Statement, Votes | None]]) -> Sample:
    """Whether the cited lines support every statement of an answer, by the judge's majority; one that cites nothing is not supported."""
    held = [votes is not None and votes.majority for _, votes in judged]
    agreed = [max(votes.supported, votes.of - votes.supported) for _, votes in judged if votes is not None]
    asked = sum(votes.of for _, votes in judged if votes is not None)
    loose = [statement.text for (statement, _), holds in zip(judged, held, strict=True) if not holds]
    counts = {"statements supported": rate(held), "votes with the majority": Rate(sum(agreed), asked)}
    return sample_of(
        case,
        "support",
        right=bool(held) and all(held),
        counts={name: share for name, share in counts.items() if share.of},
        said=_short("; ".join(loose) or "; ".join(statement.text for statement, _ in judged)),
        missing=tuple(_short(text) for text in loose),
    )


def is_real(finding: Finding, expected: Sequence[FindingCase], document: str) -> bool:
    """Whether a finding is one of those that the document is known to deserve."""
    return any(finds(finding, mark, document) for case in expected for mark in case.expected)


def _listed(findings: Sequence[Finding]) -> str:
    return "; ".join(f"{finding.rule} {finding.line}: {finding.message}" for finding in findings)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= WIDTH else words[: WIDTH - 1] + "…"
