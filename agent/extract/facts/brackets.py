"""Fields in brackets behind a name: `Berth map (owner: Ines, cost: €40K, needs: Sounding, Permit)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.clauses import values_in
from agent.extract.wording.labels import Field
from agent.extract.wording.meanings import fits
from agent.facts import LabelMeaning, sure_label
from agent.model.quantity import Quantity
from agent.model.token import Token

_GROUP = expression(r"[(（\[【]([^()（）\[\]【】]{3,300})[)）\]】]")
_CUT = expression(r"[,;、，；|]")
_LABELLED = expression(r"\s*(?P<label>[^\W\d_][^:：,;]{0,30}?)\s*[:：]\s*(?=\S)")
# Values of these may go on behind a comma: "needs: A1, A2", "owners: Ana, Ben".
_LISTED = frozenset({"depends_on", "blocks", "after", "before", "owner", "team", "deliverable"})
_STATED = _LISTED | {"cost", "effort", "duration", "start", "end", "window", "status", "priority", "people", "risk", "revenue", "saving"}
_GRADED = frozenset({"cost", "effort", "duration"})  # told by a size and by a figure
_REST = 2  # words behind a figure that only say of what


class Bracketed(Struct, frozen=True):
    """A group of brackets at `start`..`end` with the fields in it, and what each label means."""

    start: int
    end: int
    fields: tuple[tuple[Field, LabelMeaning], ...]


def bracketed_fields(text: str, start: int, end: int, tokens: Sequence[Token]) -> Iterator[Bracketed]:
    """The groups of `text[start:end]` that are fields of the thing named before them: every part has a label the lexicon knows for
    sure, or goes on with the list before it."""
    for group in _GROUP.finditer(text, start, end):
        fields: list[tuple[Field, LabelMeaning]] = []
        for begin, stop in _parts(text, group.start(1), group.end(1), tokens):
            found = _field(text, begin, stop)
            if found is not None:
                fields.append(found)
            elif fields and (fields[-1][1].attribute in _LISTED or _is_measured(fields[-1], (begin, stop), text, tokens)):
                field, meaning = fields[-1]
                fields[-1] = (Field(field.start, field.end, field.head_end, field.value_start, stop, ":"), meaning)
            else:
                fields = []
                break
        if fields:
            yield Bracketed(group.start(), group.end(), tuple(fields))


def _parts(text: str, start: int, end: int, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The text cut at commas and semicolons that lie in no token."""
    cuts = [m.start() for m in _CUT.finditer(text, start, end) if not any(t.start <= m.start() < t.end for t in tokens)]
    return [(a, b) for a, b in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True) if text[a:b].strip()]


def _is_measured(labelled: tuple[Field, LabelMeaning], part: tuple[int, int], text: str, tokens: Sequence[Token]) -> bool:
    """Whether a part is nothing but the figure of what the one before it says in words: "effort: M, 4-10 days"."""
    field, meaning = labelled
    if meaning.attribute not in _GRADED or any(field.value_start <= token.start < field.value_end for token in values_in(tokens)):
        return False
    first = next((token for token in tokens if token.start >= part[0]), None)
    if first is None or not isinstance(first.value, Quantity) or not fits(meaning.attribute, first.value):
        return False
    return not text[part[0] : first.start].strip() and len(text[first.end : part[1]].split()) <= _REST  # "2-4 weeks per service"


def _field(text: str, start: int, end: int) -> tuple[Field, LabelMeaning] | None:
    match = _LABELLED.match(text, start, end)
    meaning = sure_label(match["label"]) if match else None
    if match is None or meaning is None or meaning.attribute not in _STATED:
        return None
    while text[end - 1].isspace():
        end -= 1
    return Field(match.start("label"), match.end("label"), match.end("label"), match.end(), end, ":"), meaning
