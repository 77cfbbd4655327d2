"""From what a review wants to say and what the host has already to the writes in between. Pure; once written, nothing is left.

Nothing is ever deleted, and no comment of another account is ever touched, whatever it contains.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent.model.posting import Edit, ExistingComment, Writes
from agent.model.review import Review, ReviewComment
from agent.review.marker import SUMMARY, WORDS, Mark, mark_of, without_mark

OLD_SHOWN = 8_000  # characters; a longer comment is not repeated when it is settled


@dataclass(frozen=True, slots=True)
class Own:
    """Our comments of one run key: the sticky summary, if any, and inline comments with their marks, oldest first."""

    summary: ExistingComment | None
    inline: tuple[tuple[ExistingComment, Mark], ...]

    @property
    def dismissed(self) -> frozenset[str]:
        """Findings whose comment a person resolved."""
        resolved = [mark for comment, mark in self.inline if comment.resolved and mark.state == "open"]
        return frozenset(id_ for mark in resolved for id_ in (mark.id, *mark.also))

    @property
    def standing(self) -> frozenset[str]:
        """Findings with a comment that nobody resolved."""
        return frozenset(mark.id for comment, mark in self.inline if not comment.resolved)


def own_comments(existing: Iterable[ExistingComment], account: str, key: str) -> Own:
    """Those comments that this account wrote under this key. A mark in anybody else's comment is text."""
    marked = [(comment, mark) for comment in existing if comment.author == account and (mark := mark_of(comment.body)) and mark.key == key]
    summaries = [comment for comment, mark in marked if not comment.inline and mark.id == SUMMARY]
    return Own(summaries[0] if summaries else None, tuple((c, mark) for c, mark in marked if c.inline and mark.id != SUMMARY))


def writes_for(review: Review, own: Own, *, quiet: bool) -> Writes:
    """What to write. `quiet` is that the review has nothing to say: then no summary is begun, only an old one brought up to date."""
    edits: list[Edit] = []
    summary = None
    if own.summary is None:
        summary = None if quiet else review.summary
    elif not same_body(own.summary.body, review.summary):
        edits.append(Edit(own.summary.id, False, review.summary))
    inline, rest = _inline(review, own)
    return Writes(summary, rest, (*edits, *inline))


def _inline(review: Review, own: Own) -> tuple[list[Edit], tuple[ReviewComment, ...]]:
    """Edits of our inline comments, and the comments that none of them says yet."""
    wanted = {comment.finding: comment for comment in review.comments}
    introduced = {finding.id for finding in review.findings}
    taken = {mark.id for comment, mark in own.inline if comment.resolved or mark.id in introduced}
    edits: list[Edit] = []
    seen: set[str] = set()
    for comment, mark in own.inline:
        twice = mark.id in seen
        seen.add(mark.id)
        if comment.resolved or twice or comment.path in review.unread:
            continue
        if mark.id in introduced:
            body = wanted[mark.id].body if mark.id in wanted else comment.body
        elif mark.state == "done":
            continue
        else:
            heir = _heir(comment, mark, review.comments, taken)
            taken |= {heir.finding} if heir is not None else set()
            body = heir.body if heir is not None else settled(comment.body, mark, review.head)
        if not same_body(comment.body, body):
            edits.append(Edit(comment.id, True, body))
    return edits, tuple(comment for comment in review.comments if comment.finding not in taken)


def _heir(comment: ExistingComment, mark: Mark, wanted: Sequence[ReviewComment], taken: set[str]) -> ReviewComment | None:
    """What is to be said on the same line by the same rule, or, when several problems were told there, of what is left of them."""
    for other in wanted:
        heir = mark_of(other.body)
        if heir is None or other.finding in taken or (other.path, other.line) != (comment.path, comment.line):
            continue
        if heir.rule == mark.rule or mark.also:
            return other
    return None


def settled(body: str, mark: Mark, head: str) -> str:
    """A comment that says when it was settled, with what it said folded away; its suggestion can be applied no more."""
    said = without_mark(body).strip().replace("```suggestion:-0+0", "```text").replace("```suggestion", "```text")
    done = f"{Mark(mark.key, mark.id, mark.rule, 'done')}\n✅ Fixed in `{head[:9]}`.\n"
    return done if len(said) > OLD_SHOWN else f"{done}\n<details><summary>What it was</summary>\n\n{said}\n\n</details>\n"


def same_body(one: str, other: str) -> bool:
    """Whether two bodies say the same: hosts trim them and may change their line ends, and a model says it in other words every time."""
    return _computed(one) == _computed(other)


def _computed(body: str) -> str:
    lines = body.replace("\r\n", "\n").strip().split("\n")
    return "\n".join(WORDS if line.startswith(WORDS) else line for line in lines)


def says_nothing(review: Review, *, only_problems: bool) -> bool:
    """Whether a review is not worth a comment of its own."""
    problems: Sequence[object] = (*review.findings, *review.fixed, *review.altered, *review.directives)
    return not problems and (only_problems or not review.changes)
