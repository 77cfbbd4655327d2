"""Samples become figures that say how sure they are; what was not measured is never a figure."""

from __future__ import annotations

import pytest

from evals.cases import SuiteError
from evals.gates import Gate, judge_gates, read_gates
from evals.sample import Sample
from evals.statistics import Rate
from evals.summary import Figure, figures_of, unscored_of, weakest_of


def sample(name: str, right: bool = True, **changes: object) -> Sample:
    return Sample.model_validate({"id": name, "kind": "question", "right": right, "cluster": name} | changes)


def named(samples: list[Sample], name: str, by: str = "", group: str = "") -> Figure:
    (found,) = [one for one in figures_of(samples) if (one.name, one.by, one.group) == (name, by, group)]
    return found


def test_a_share_has_its_counts_and_a_wilson_interval() -> None:
    figure = named([sample(str(number), number < 8) for number in range(10)], "question.right")
    assert (figure.value, figure.right, figure.of, figure.low, figure.high) == (0.8, 8, 10, 0.4902, 0.9433)


def test_rates_are_pooled_and_means_taken_over_the_samples_that_have_them() -> None:
    samples = [
        sample("a", counts={"facts stated": Rate(1, 4)}, scores={"nDCG@10": 0.5}),
        sample("b", counts={"facts stated": Rate(2, 2)}),
        sample("c", scores={"nDCG@10": 1.0}),
    ]
    assert (named(samples, "question.facts stated").value, named(samples, "question.nDCG@10").value) == (0.5, 0.75)


def test_what_was_not_scored_enters_no_figure() -> None:
    samples = [sample("a"), sample("b", False, status="error"), sample("c", False, status="skipped")]
    assert named(samples, "question.right").value == 1.0
    assert unscored_of(samples) == {"error": 1, "skipped": 1}


def test_groups_have_figures_of_their_own() -> None:
    samples = [
        sample("a", groups={"language": "pt"}),
        sample("b", False, groups={"language": "en"}),
        sample("c", groups={"language": "en"}),
    ]
    assert (named(samples, "question.right", "language", "en").value, named(samples, "question.right", "language", "pt").value) == (
        0.5,
        1.0,
    )


def test_a_rate_of_one_group_is_shown_under_that_group_only() -> None:
    samples = [sample("d", kind="reported", counts={"precision": Rate(1, 2), "precision|rule=RA101": Rate(1, 2)})]
    assert named(samples, "reported.precision", "rule", "RA101").value == 0.5
    assert named(samples, "reported.precision").of == 2


def test_f1_balances_what_is_found_with_what_is_real() -> None:
    found = [sample("f1", kind="finding", groups={"family": "roi"}), sample("f2", False, kind="finding", groups={"family": "roi"})]
    reported = sample("d", kind="reported", counts={"precision": Rate(1, 1), "precision|family=roi": Rate(1, 1)})
    assert named([*found, reported], "finding.F1", "family", "roi").value == pytest.approx(2 / 3, abs=1e-4)


def test_agreement_with_labels_is_told_for_all_and_by_who_wrote_them() -> None:
    def labelled(name: str, label: str, written: str, agrees: bool) -> Sample:
        return sample(name, agrees, kind="matcher", groups={"label": label, "written": written})

    said = [labelled("a", "right", "product", True), labelled("b", "wrong", "product", True)]
    made_up = [labelled("c", "right", "hand", False), labelled("d", "wrong", "hand", False)]
    assert named([*said, *made_up], "matcher.kappa with the labels").value == 0.0
    assert named([*said, *made_up], "matcher.kappa with the labels", "written", "product").value == 1.0
    assert named([*said, *made_up], "matcher.kappa with the labels", "written", "hand").value == -1.0


def test_an_interval_at_the_end_of_the_scale_is_no_point() -> None:
    figure = named([sample("a", counts={"quotes that stand there": Rate(20, 20)})], "question.quotes that stand there")
    assert figure.low < figure.value == figure.high == 1.0


def test_the_weakest_are_named_kind_by_kind_and_worst_first() -> None:
    samples = [
        sample("half", False, counts={"facts stated": Rate(1, 2)}),
        sample("none", False, counts={"facts stated": Rate(0, 2)}),
        sample("must", False, must=True, counts={"facts stated": Rate(1, 2)}),
        sample("lost", False, kind="retrieval", scores={"nDCG@10": 0.0}),
        sample("fine"),
    ]
    assert [weak.id for weak in weakest_of(samples)] == ["must", "lost", "none", "half"]


@pytest.mark.parametrize(
    ("gate", "result"),
    [
        (Gate(figure="question.right", at_least=0.5), "pass"),
        (Gate(figure="question.right", at_least=0.51), "fail"),
        (Gate(figure="question.right", at_most=0.49), "fail"),
        (Gate(figure="question.right", by="language", group="pt", at_least=0.5), "not measured"),
        (Gate(figure="planted.right", at_least=0.5), "not measured"),
    ],
)
def test_a_gate_holds_a_figure_to_its_bound(gate: Gate, result: str) -> None:
    samples = [sample("a"), sample("b", False)]
    assert judge_gates([gate], figures_of(samples), samples)[0].result == result


def test_a_case_that_must_pass_and_a_case_that_broke_fail_the_run() -> None:
    samples = [sample("a", must=True), sample("b", False, must=True), sample("c", False, status="error")]
    must, errors = judge_gates([], figures_of(samples), samples)
    assert (must.result, must.says) == ("fail", "fails: b")
    assert (errors.result, errors.says) == ("fail", "1 broke: c")


@pytest.mark.parametrize(
    "text", ["", "gate = 3", "[[gate]]\nat_least = 1.0", "[[gate]]\nfigure = 'x'\nfloor = 1", "[[gate]]\nfigure = 'x'", "[[gate"]
)
def test_a_file_that_holds_no_gates_is_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("gates") / "gates.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SuiteError, match=r"gates\.toml"):
        read_gates(file)
