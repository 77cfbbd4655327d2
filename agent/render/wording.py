"""What a language model said about computed results, for the renderers that show both."""

from __future__ import annotations

from collections.abc import Mapping

from agent.model.comparison import Comparison
from agent.model.report import Report, Statement
from agent.model.wording import Worded, Wording
from agent.render.comparison_rows import keys_of, line_of
from agent.render.visible import one_line

PLACES_SHOWN = 6


def credit(wording: Wording) -> str:
    """Who speaks, and what of it is certain."""
    return f"Worded by {one_line(wording.model)}; every figure was checked against the lines named."


def sentences_of(comparison: Comparison) -> tuple[tuple[str, str], ...]:
    """The summary of a comparison: each sentence with its places, like `A:12, B:40`."""
    if comparison.wording is None:
        return ()
    keys = keys_of(comparison)
    return tuple((sentence.text, _places(sentence, keys)) for sentence in comparison.wording.sentences)


def _places(sentence: Worded, keys: Mapping[str, str]) -> str:
    return ", ".join(dict.fromkeys(f"{keys.get(place.path, place.path)}{line_of(place)}" for place in sentence.evidence[:PLACES_SHOWN]))


def summary_of(report: Report) -> tuple[Statement, ...]:
    """The lines of the summary, in the words of the model where it found some."""
    worded = _by_subject(report)
    return tuple(
        line.model_copy(update={"text": worded[str(at)]}) if str(at) in worded else line for at, line in enumerate(report.summary, 1)
    )


def proposals_of(report: Report) -> dict[str, str]:
    """What the model proposes to do, by the id of the risk."""
    worded = _by_subject(report)
    return {risk.id: worded[risk.id] for risk in report.risks if risk.id in worded}


def _by_subject(report: Report) -> dict[str, str]:
    """The first sentence about each line and each risk."""
    found: dict[str, str] = {}
    for sentence in report.wording.sentences if report.wording is not None else ():
        found.setdefault(sentence.about[0], sentence.text)
    return found
