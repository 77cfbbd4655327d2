"""Finds what is wrong with a suite itself, so that a figure measured on it can be believed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import get_args

import yaml
from ftfy.badness import is_bad

from agent.model.finding import Family
from evals.cases import (
    AnyCase,
    ComparisonCase,
    Evidence,
    Fact,
    FindingCase,
    JudgeCase,
    LabelledCase,
    Mark,
    NearMissCase,
    Place,
    PlantedCase,
    QuestionCase,
    RetrievalCase,
    ReviewCase,
    Rewrite,
    split_of,
)
from evals.changing import edited
from evals.formulas import results, writings
from evals.grouping import LANGUAGES, TYPES
from evals.product import Documents
from evals.suite import Suite, lines_of

UNFINISHED = re.compile(r"\b(?:TBD|TODO|FIXME|XXX?|[Ll]orem ipsum)\b|</?\w+:\w+|\{\{|\?\?\?")
QUESTIONS_A_LANGUAGE = 5


def problems(suite: Suite) -> tuple[str, ...]:
    """One line for everything that is wrong; empty when the suite can be used."""
    found: list[str] = [*_ids(suite.cases), *_minima(suite), *_clean_documents(suite), *_manifest(suite)]
    for case in suite.cases:
        found += [f"{case.id}: {problem}" for problem in _case(case, suite)]
    return tuple(found)


def _ids(cases: Iterable[AnyCase]) -> Iterator[str]:
    for name, count in Counter(case.id for case in cases).items():
        if count > 1:
            yield f"{name}: the id is used {count} times"


def _case(case: AnyCase, suite: Suite) -> Iterator[str]:
    if case.split != split_of(case.id):
        yield f"belongs to the split {split_of(case.id)}"
    unknown = [name for name in case.documents if name not in suite.documents]
    if unknown:
        yield f"no document {', '.join(unknown)}"
        return
    if isinstance(case, QuestionCase):
        yield from _question(case, suite)
    elif isinstance(case, RetrievalCase):
        for place in case.relevant:
            yield from _range(place, suite)
    elif isinstance(case, ReviewCase):
        yield from _review(case, suite)
    elif isinstance(case, JudgeCase):
        yield from (problem for source in case.evidence for problem in _range(source, suite))
    elif isinstance(case, LabelledCase):
        yield from _labelled(case, suite)
    elif isinstance(case, ComparisonCase):
        yield from _cell(case, suite)
    else:
        yield from _marks(case, suite)


def _labelled(case: LabelledCase, suite: Suite) -> Iterator[str]:
    question = next((one for one in suite.cases if isinstance(one, QuestionCase) and one.id == case.of), None)
    if question is None:
        yield f"no question {case.of}"
    elif question.documents != case.documents:
        yield f"{case.of} is about other documents"
    if case.answered != bool(case.answer):
        yield "an answer that is none has no text, any other has one"


def _review(case: ReviewCase, suite: Suite) -> Iterator[str]:
    """Both sides can be made, the change changes something, and every comment is expected on a line that it writes."""
    originals = {name: suite.documents[name] for name in case.documents}
    broken = list(_rewrites(case.before, originals))
    if broken:
        yield from broken
        return
    base = {**originals, **edited(originals, case.before)}
    broken = list(_rewrites(case.change, base))
    if broken:
        yield from broken
        return
    head = {**base, **edited(base, case.change)}
    name = case.documents[0]
    before, after = (lines_of(side[name]) for side in (base, head))
    written = {line for line, text in enumerate(after, 1) if text not in before}
    for mark in case.comments:
        if not written.issuperset(mark.lines):
            yield f"a comment is expected on lines {mark.lines}, and the change writes {sorted(written)}"


def _rewrites(rewrites: Iterable[Rewrite], documents: Documents) -> Iterator[str]:
    for rewrite in rewrites:
        lines = lines_of(documents.get(rewrite.document, b""))
        if not 1 <= rewrite.line <= len(lines) or lines[rewrite.line - 1].count(rewrite.old) != 1:
            yield f"{rewrite.document}:{rewrite.line} must say {rewrite.old!r} exactly once"
        elif rewrite.old == rewrite.new:
            yield f"{rewrite.document}:{rewrite.line} does not change"


def _cell(case: ComparisonCase, suite: Suite) -> Iterator[str]:
    if len(case.documents) < 2 or case.document not in case.documents:
        yield "compares two documents or more, its own among them"
    wrong = [problem for place in case.evidence for problem in _range(place, suite)]
    yield from wrong
    if bool(case.any_of) != bool(case.evidence):
        yield "a cell with a value has evidence, one without has none"
    elif case.any_of and not wrong:
        text = "\n".join(suite.texts[place.document][number - 1] for place in case.evidence for number in sorted(place.numbers))
        yield from _fact(Fact(any_of=case.any_of, inferred=case.inferred), text)


def _question(case: QuestionCase, suite: Suite) -> Iterator[str]:
    types = [tag for tag in case.tags if tag in TYPES]
    if len(types) != 1 or sum(tag in LANGUAGES for tag in case.tags) != 1:
        yield f"needs one type ({', '.join(TYPES)}) and one language ({', '.join(LANGUAGES)}) among its tags"
    if case.answerable != ("unanswerable" not in types):
        yield "`answerable` and the tag `unanswerable` disagree"
    if case.answerable != bool(case.facts) or case.answerable != bool(case.evidence):
        yield "an answerable question has facts and evidence, an unanswerable one has neither"
    wrong = [problem for place in case.evidence for problem in _range(place, suite)]
    yield from wrong
    yield from (problem for pattern in case.forbidden for problem in _pattern(pattern))
    if not wrong:
        text = evidence_text(case, suite)
        for fact in case.facts:
            yield from _fact(fact, text)


def evidence_text(case: QuestionCase, suite: Suite) -> str:
    """The lines that a question rests on, each document introduced by its name; the cells of CSV lines are set apart."""
    parts = []
    for place in case.evidence:
        lines = "\n".join(suite.texts[place.document][number - 1] for number in sorted(place.numbers))
        parts.append(f"{place.document}\n{lines.replace(',', ' | ') if place.document.endswith('.csv') else lines}")
    return "\n".join(parts)


def _range(place: Evidence, suite: Suite) -> Iterator[str]:
    lines = suite.texts.get(place.document)
    if lines is None:
        yield f"no document {place.document}"
    elif not 1 <= place.lines[0] <= place.lines[-1] <= len(lines):
        yield f"{place.document} has no lines {place.lines[0]}-{place.lines[-1]}, it has {len(lines)}"
    elif not any(lines[number - 1].strip() for number in place.numbers):
        yield f"{place.document}:{place.lines[0]} is empty"


def _pattern(pattern: str) -> Iterator[str]:
    try:
        re.compile(pattern)
    except re.error as error:
        yield f"the pattern {pattern!r} does not compile: {error}"


def _fact(fact: Fact, text: str) -> Iterator[str]:
    broken = [problem for pattern in fact.any_of for problem in _pattern(pattern)]
    yield from broken
    if broken or fact.inferred:
        return
    try:
        candidates = writings(results(fact.computed)) if fact.computed else (text,)
    except ValueError as error:
        yield str(error)
        return
    if not any(re.search(pattern, candidate, re.I) for pattern in fact.any_of for candidate in candidates):
        where = f"the result of {fact.computed}" if fact.computed else "its evidence"
        yield f"no pattern of {fact.any_of[0]!r} matches {where}"


def _marks(case: FindingCase | NearMissCase | PlantedCase, suite: Suite) -> Iterator[str]:
    marks: tuple[Mark, ...] = case.silent if isinstance(case, NearMissCase) else case.expected
    if isinstance(case, FindingCase) and case.clean == bool(case.expected):
        yield "a clean case expects nothing, any other expects something"
    if not case.documents:
        yield "names no document"
        return
    for mark in marks:
        first = Place(document=case.documents[0], lines=mark.lines, quotes=mark.quotes)
        for place in (first, *mark.also):
            yield from _place(place, suite)
        for start, end in mark.parts:
            yield from _range(Evidence(document=first.document, lines=(start, end)), suite)
        yield from _computed(getattr(mark, "computed", ""))
    if isinstance(case, PlantedCase):
        yield from _edits(case, suite)


def _place(place: Place, suite: Suite) -> Iterator[str]:
    for number in place.lines:
        yield from _range(Evidence(document=place.document, lines=(number,)), suite)
    if place.quotes and len(place.quotes) != len(place.lines):
        yield f"{place.document}: {len(place.quotes)} quotes for {len(place.lines)} lines"
    lines = suite.texts.get(place.document, ())
    for number, quote in zip(place.lines, place.quotes, strict=False):
        if number <= len(lines) and quote not in lines[number - 1]:
            yield f"{place.document}:{number} does not say {quote!r}"


def _computed(text: str) -> Iterator[str]:
    if "=" not in text:
        return
    try:
        results(text)
    except ValueError as error:
        yield str(error)


def _edits(case: PlantedCase, suite: Suite) -> Iterator[str]:
    for edit in case.edits:
        lines = suite.texts.get(edit.document, ())
        if edit.document not in case.documents or not 1 <= edit.line <= len(lines):
            yield f"the edit names {edit.document}:{edit.line}, which is no line of its documents"
        elif lines[edit.line - 1].count(edit.old) != 1:
            yield f"{edit.document}:{edit.line} must say {edit.old!r} exactly once"
        elif edit.old == edit.new or "\n" in edit.new:
            yield "an edit changes one line and moves none"


def _minima(suite: Suite) -> Iterator[str]:
    least = suite.minimum
    questions = [case for case in suite.cases if isinstance(case, QuestionCase)]
    tags = Counter(tag for case in questions for tag in case.tags)
    have = Counter(case.kind for case in suite.cases)
    for kind in ("question", "finding", "nearmiss", "planted", "retrieval", "review", "comparison", "judge", "labelled"):
        yield from _at_least(f"cases of kind {kind}", have[kind], getattr(least, kind))
    for name in TYPES:
        yield from _at_least(f"questions of type {name}", tags[name], least.question_types)
    yield from _at_least("languages", sum(tags[name] >= QUESTIONS_A_LANGUAGE for name in LANGUAGES), least.languages)
    planted = {mark.family for case in suite.cases if isinstance(case, PlantedCase) for mark in case.expected}
    yield from _at_least(f"families of planted errors of {len(get_args(Family))}", len(planted), least.families)
    several = sum(len(case.documents) > 1 for case in questions)
    yield from _at_least("questions about several documents", several, least.several_documents)


def _at_least(what: str, count: int, least: int) -> Iterator[str]:
    if count < least:
        yield f"{count} {what}, {least} are wanted"


def _clean_documents(suite: Suite) -> Iterator[str]:
    declared = {case.documents[0] for case in suite.cases if isinstance(case, FindingCase) and case.clean}
    for name in sorted(suite.declared_clean):
        if name not in declared:
            yield f"{name}: no case declares this document clean"
        for number, line in enumerate(suite.texts[name], 1):
            if is_bad(line) or "\ufffd" in line:
                yield f"{name}:{number} looks mis-decoded"
            if UNFINISHED.search(line):
                yield f"{name}:{number} looks unfinished"


def _manifest(suite: Suite) -> Iterator[str]:
    if suite.manifest is None:
        return
    content = yaml.safe_load(suite.manifest.read_text(encoding="utf-8"))
    paths = {entry["path"] for entry in content["documents"]}
    findings = [case for case in suite.cases if isinstance(case, FindingCase) and not case.clean and case.documents[0] in paths]
    cases = {case.id.removeprefix("f-"): case for case in findings}
    listed = set()
    for entry in content["documents"]:
        lines = suite.texts.get(entry["path"], ())
        if len(lines) != entry["lines"]:
            yield f"manifest: {entry['path']} has {len(lines)} lines, not {entry['lines']}"
        if f"# {entry['title']}" not in lines:
            yield f"manifest: {entry['path']} is not titled {entry['title']!r}"
        for defect in entry["defects"]:
            listed.add(defect["id"])
            case = cases.get(defect["id"])
            if case is None or case.documents[0] != entry["path"]:
                yield f"manifest: no finding case f-{defect['id']} on {entry['path']}"
            elif (case.expected[0].family, list(case.expected[0].lines)) != (defect["family"], defect["lines"]):
                yield f"manifest: {defect['id']} differs from its finding case"
    yield from (f"manifest: lists no defect {name}" for name in sorted(set(cases) - listed))
