"""The cases of an eval suite: their JSON contract, one object a line. Lines of documents are 1-based."""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from agent.errors import RoadmapError
from agent.model.finding import Family, Severity
from evals.kinds import Split

Verifiability = Literal["computed", "rule", "judgement"]


HELD_SHARE = 3  # one case in three is held back


class SuiteError(RoadmapError):
    """A suite that cannot be read."""


def split_of(case_id: str) -> Split:
    """The split that a case belongs to: decided by its id alone, so that nobody can choose."""
    digest = int(hashlib.sha256(case_id.encode()).hexdigest(), 16)
    return "held" if digest % HELD_SHARE == 0 else "dev"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(_Frozen):
    """Lines of a document that hold a fact: one line, the first and the last of a range, or three and more single lines."""

    document: str
    lines: tuple[int, ...] = Field(min_length=1)

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(self.lines) if len(self.lines) > 2 else frozenset(range(self.lines[0], self.lines[-1] + 1))


class Judged(Evidence):
    """A place that a search should bring up: grade 2 (and more) answers the query, grade 1 helps."""

    grade: int = Field(ge=1)


class Fact(_Frozen):
    """Something a right answer says: one of the patterns matches it, whatever the case of letters.

    The evidence itself holds the words, unless the fact is `computed` (formulas "a + b = c", joined by ";") or `inferred` (the reason).
    """

    any_of: tuple[str, ...] = Field(min_length=1)
    computed: str = ""
    inferred: str = ""


class Place(_Frozen):
    """Lines in one document; `quotes` stand in the lines of the same position."""

    document: str
    lines: tuple[int, ...] = Field(min_length=1)
    quotes: tuple[str, ...] = ()


class Mark(_Frozen):
    """A spot of a family of findings: single `lines` and ranges (`parts`) of the case's first document, `also` places in others."""

    family: Family
    lines: tuple[int, ...] = Field(min_length=1)
    parts: tuple[tuple[int, int], ...] = ()
    quotes: tuple[str, ...] = ()
    also: tuple[Place, ...] = ()


class Expected(Mark):
    """An inconsistency that is really there. `alt_families` are others that a reasonable person would file it under."""

    severity: Severity | None = None
    verifiability: Verifiability
    alt_families: tuple[Family, ...] = ()
    stated: str = ""
    computed: str = ""
    statement: str


class Silent(Mark):
    """Something that looks wrong and is right."""

    why: str


class Edit(_Frozen):
    """How a clean document becomes its twin: on `line`, `old` (there exactly once) becomes `new`."""

    document: str
    line: int
    old: str
    new: str


class _Case(_Frozen):
    id: str
    split: Split
    must: bool = False
    tags: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


class QuestionCase(_Case):
    kind: Literal["question"]
    question: str
    answerable: bool
    facts: tuple[Fact, ...] = ()
    forbidden: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class FindingCase(_Case):
    """What `check` must report on the documents; `clean` documents must stay without errors and warnings."""

    kind: Literal["finding"]
    expected: tuple[Expected, ...] = ()
    clean: bool


class NearMissCase(_Case):
    kind: Literal["nearmiss"]
    silent: tuple[Silent, ...] = Field(min_length=1)


class PlantedCase(_Case):
    """One inconsistency put into a clean document. The twin differs by the edits only, or is the document that `twin` names."""

    kind: Literal["planted"]
    edits: tuple[Edit, ...] = ()
    twin: str = ""
    expected: tuple[Expected, ...] = Field(min_length=1)


class RetrievalCase(_Case):
    """A query over all documents of the suite, or over `documents` if any are named. Places of grade `answers_from` answer it."""

    kind: Literal["retrieval"]
    query: str
    answers_from: int = 2
    relevant: tuple[Judged, ...] = Field(min_length=1)


class Rewrite(_Frozen):
    """A change of one line: `old` (there exactly once) becomes `new`, which may hold more lines; the whole line goes when `new` is None."""

    document: str
    line: int
    old: str
    new: str | None


class ReviewCase(_Case):
    """A change of the documents and what a review should say on its lines.

    `before` are rewrites that make the base from the documents, `change` those that make the head from the base; their lines, and those
    of `comments`, are of the text they apply to (the head for comments). `fixed` are the families of findings that the change removes.
    """

    kind: Literal["review"]
    before: tuple[Rewrite, ...] = ()
    change: tuple[Rewrite, ...] = Field(min_length=1)
    comments: tuple[Expected, ...] = ()
    fixed: tuple[Family, ...] = ()


class ComparisonCase(_Case):
    """One cell of a comparison: what `document` says in a row whose name is one of `dimension`.

    One of `any_of` matches its value; without any, the cell must say that the document does not state it.
    """

    kind: Literal["comparison"]
    document: str
    dimension: tuple[str, ...] = Field(min_length=1)
    any_of: tuple[str, ...] = ()
    inferred: str = ""  # why the words of the value are not those of the evidence
    evidence: tuple[Evidence, ...] = ()


class JudgeCase(_Case):
    """A statement about some lines, labelled by hand: what a model that judges has to agree with."""

    kind: Literal["judge"]
    claim: str
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    supported: bool
    why: str


class LabelledCase(_Case):
    """An answer to the question case `of`, labelled by hand as right or wrong by reading the document: what a judge of answers has to
    agree with, be it the patterns of the facts or a model. `written` says whether the product said it or a person made it up."""

    kind: Literal["labelled"]
    of: str
    answered: bool = True
    answer: str = ""
    right: bool
    written: Literal["product", "hand"]
    why: str


AnyCase = QuestionCase | FindingCase | NearMissCase | PlantedCase | RetrievalCase | ReviewCase | ComparisonCase | JudgeCase | LabelledCase
_CASE: TypeAdapter[AnyCase] = TypeAdapter(Annotated[AnyCase, Field(discriminator="kind")])


def case_of(line: str, where: str) -> AnyCase:
    """The case on a line of JSON. Raises SuiteError naming `where` and the field that is wrong."""
    try:
        return _CASE.validate_json(line)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        what = f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
        raise SuiteError(what, where=where, remedy="the fields of a case are in evals/cases.py") from error
