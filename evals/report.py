"""A run as text: figures by kind, type, language and family, then what failed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from evals.metrics import Rate
from evals.ranking import Ranking
from evals.runner import ALL_KINDS, Sample, share_right
from evals.validate import LANGUAGES, TYPES

TITLES = {
    "question": "Questions answered right",
    "finding": "Expected findings found",
    "nearmiss": "Near misses left alone",
    "planted": "Planted errors found",
    "clean": "Clean documents without errors or warnings",
    "retrieval": "Queries whose answer is among the first ten passages",
}
WIDTH = 150  # characters of an answer or message in the list of failures


def report(samples: Sequence[Sample], *, failures: bool = False) -> str:
    """The figures of a run as plain text, with the failures at the end if wanted."""
    lines: list[str] = []
    for kind in ALL_KINDS:
        group = [sample for sample in samples if sample.kind == kind]
        if group:
            lines += [f"{TITLES[kind]}: {_figure(share_right(group))}{_errors(group)}", *_by_tag(group)]
    lines += _answers([sample for sample in samples if sample.kind == "question"])
    lines += _rankings([sample.ranking for sample in samples if sample.ranking])
    if failures:
        lines += ["", "Failed:", *_failed(samples)]
    return "\n".join(lines) + "\n"


def _figure(rate: Rate) -> str:
    if rate.share is None or rate.interval is None:
        return "nothing to count"
    low, high = rate.interval
    return f"{rate.right}/{rate.of} = {rate.share:.3f} ({low:.2f}-{high:.2f})"


def _errors(samples: Iterable[Sample]) -> str:
    count = sum(sample.status != "ok" for sample in samples)
    return f", {count} could not be scored" if count else ""


def _by_tag(samples: Sequence[Sample]) -> list[str]:
    tags = dict.fromkeys(tag for sample in samples for tag in sample.tags)
    order = (*TYPES, *LANGUAGES)
    known = sorted(tags, key=lambda tag: (order.index(tag) if tag in order else -1, tag))
    return [f"  {tag:15} {_figure(share_right([sample for sample in samples if tag in sample.tags]))}" for tag in known]


def _answers(samples: Sequence[Sample]) -> list[str]:
    verdicts = [sample.verdict for sample in samples if sample.verdict]
    if not verdicts:
        return []
    refusals = [sample for sample in samples if sample.verdict and not sample.verdict.answered]
    rightly = [sample for sample in refusals if "unanswerable" in sample.tags]
    unanswerable = [sample for sample in samples if "unanswerable" in sample.tags]
    answerable = [sample for sample in samples if "unanswerable" not in sample.tags]

    def total(pick: Callable[[Sample], Rate]) -> Rate:
        return sum((pick(sample) for sample in answerable if sample.verdict), Rate())

    return [
        "Answers",
        f"  refusals that are right     {_figure(Rate(len(rightly), len(refusals)))}",
        f"  unanswerable ones refused   {_figure(Rate(len(rightly), len(unanswerable)))}",
        f"  evidence that is cited      {_figure(total(lambda sample: sample.verdict.evidence if sample.verdict else Rate()))}",
        f"  citations on the evidence   {_figure(total(lambda sample: sample.verdict.cited if sample.verdict else Rate()))}",
        f"  quotes that stand there     {_figure(sum((verdict.verbatim for verdict in verdicts), Rate()))}",
    ]


def _rankings(rankings: Sequence[Ranking]) -> list[str]:
    if not rankings:
        return []
    count = len(rankings)
    return [
        "Retrieval, means over the queries",
        f"  nDCG@10    {sum(ranking.ndcg for ranking in rankings) / count:.3f}",
        f"  recall@10  {sum(ranking.recall for ranking in rankings) / count:.3f}",
        f"  MRR@10     {sum(ranking.reciprocal for ranking in rankings) / count:.3f}",
    ]


def _failed(samples: Iterable[Sample]) -> list[str]:
    lines = []
    for sample in samples:
        if sample.status != "ok" or not sample.right:
            refused = "refused: " if sample.verdict and not sample.verdict.answered else ""
            missing = f" | missing {', '.join(sample.verdict.missing)}" if sample.verdict and sample.verdict.missing else ""
            said = " ".join(sample.said.split())[:WIDTH]
            lines.append(
                f"  {sample.id:16} {' '.join(sample.tags):28} {sample.status if sample.status != 'ok' else ''}{refused}{said}{missing}"
            )
    return lines
