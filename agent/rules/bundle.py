"""Many findings of one rule in one document as one: a reviewer reads a list once and a dozen alike never."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.rules.base import Draft
from agent.rules.reading.naming import listed

MOST_SINGLE = 3  # more than so many questions of one rule become one
NAMED = 3


class Part(Struct, frozen=True):
    """A draft and how the bundle names it."""

    draft: Draft
    name: str


def of_two_lines(draft: Draft, name: str, one: int, other: int) -> Part:
    """A draft that holds two lines against each other, by what stands in the first."""
    return Part(draft, f'"{name}" (lines {one} and {other})')


def bundled(parts: Sequence[Part], lead: str, *, most: int = MOST_SINGLE) -> Iterator[Draft]:
    """The drafts as they are, or one that lists them where the questions among them are more than `most`.

    `lead` is the message up to the list, with `{count}` in it; the suggestion is that of the first part. Drafts that are no questions
    stay on their own.
    """
    questions = [part for part in parts if _is_question(part)]
    if len(questions) <= most:
        yield from (part.draft for part in parts)
        return
    yield from (part.draft for part in parts if not _is_question(part))
    ordered = sorted(questions, key=lambda part: part.draft.evidence[0])
    more = [f"{len(ordered) - NAMED} more"] if len(ordered) > NAMED else []
    yield Draft(
        f"{lead.format(count=len(ordered))}: {listed([part.name for part in ordered[:NAMED]] + more)}",
        tuple(dict.fromkeys(span for part in ordered for span in part.draft.evidence)),
        key="|".join(sorted(part.draft.key for part in ordered)),
        suggestion=ordered[0].draft.suggestion,
        parts=tuple(part.draft for part in ordered),
    )


def _is_question(part: Part) -> bool:
    return part.draft.severity in (None, "question")
