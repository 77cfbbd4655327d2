"""The reconciler on its own: whatever is there already, one round of writes is enough, and nobody else's words are touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from agent.model.finding import Evidence, Finding
from agent.model.posting import ExistingComment, Writes
from agent.model.review import PlanChange, Review, ReviewComment
from agent.review.marker import KEY, Mark, mark_of, without_mark
from agent.review.reconcile import own_comments, says_nothing, writes_for

US, KEY_NAME = "roadmap-bot", "roadmap"
IDS = [f"{number:016x}" for number in range(6)]


def finding(number: int) -> Finding:
    place = Evidence(path="plan.md", line=number + 1, end_line=number + 1, quote="x")
    return Finding(
        id=IDS[number],
        rule="RA101",
        name="sum-mismatch",
        family="arithmetic",
        severity="error",
        basis="computed",
        path="plan.md",
        line=number + 1,
        end_line=number + 1,
        message=f"problem {number}",
        evidence=(place,),
    )


def review(numbers: list[int], *, most: int = 10, summary: str = "said", unread: tuple[str, ...] = ()) -> Review:
    comments = tuple(
        ReviewComment(path="plan.md", line=n + 1, body=f"{Mark(KEY_NAME, IDS[n], 'RA101')}\nproblem {n}\n", finding=IDS[n]) for n in numbers
    )
    return Review(
        base="a" * 40,
        head="b" * 40,
        summary=f"{Mark(KEY_NAME, 'summary')}\n{summary}\n",
        comments=comments[:most],
        findings=tuple(finding(n) for n in numbers),
        unread=unread,
    )


def applied(writes: Writes, existing: list[ExistingComment]) -> list[ExistingComment]:
    """What a host would hold after the writes; bodies come back as hosts return them."""
    now = [
        next((replace(c, body=e.body.replace("\n", "\r\n").strip()) for e in writes.edits if (e.id, e.inline) == (c.id, c.inline)), c)
        for c in existing
    ]
    if writes.summary is not None:
        now.append(ExistingComment("s1", False, US, writes.summary.strip()))
    now += [ExistingComment(f"n{at}", True, US, c.body.strip(), c.path, c.line) for at, c in enumerate(writes.comments)]
    return now


def writes(wanted: Review, existing: list[ExistingComment]) -> Writes:
    return writes_for(wanted, own_comments(existing, US, KEY_NAME), quiet=says_nothing(wanted, only_problems=False))


NUMBERS = st.lists(st.integers(0, 5), unique=True)
STATES = st.sampled_from(["open", "done"])
MARKS = st.builds(Mark, st.sampled_from([KEY_NAME, "other"]), st.sampled_from([*IDS, "summary"]), st.just("RA101"), STATES)
EXISTING = st.lists(
    st.builds(
        lambda at, inline, author, mark, line, resolved: ExistingComment(
            f"e{at}", inline, author, mark if isinstance(mark, str) else f"{mark}\nold words", "plan.md" if inline else "", line, resolved
        ),
        st.integers(0, 10_000),
        st.booleans(),
        st.sampled_from([US, "mallory", ""]),
        st.one_of(
            MARKS,
            st.sampled_from(["", "hello", f"> {Mark(KEY_NAME, 'summary')}", "<!-- roadmap:v1 key=roadmap id=summary"]),
        ),
        st.one_of(st.none(), st.integers(1, 8)),
        st.booleans(),
    ),
    max_size=8,
    unique_by=lambda comment: comment.id,
)


@given(NUMBERS, EXISTING)
@settings(max_examples=400, deadline=None)
def test_one_round_is_enough(numbers: list[int], existing: list[ExistingComment]) -> None:
    wanted = review(numbers)
    after = applied(writes(wanted, existing), existing)
    assert not writes(wanted, after)


@given(NUMBERS, NUMBERS, NUMBERS, EXISTING)
@settings(max_examples=200, deadline=None)
def test_pushes_leave_at_most_one_open_comment_for_a_finding(
    first: list[int], second: list[int], third: list[int], existing: list[ExistingComment]
) -> None:
    state = [comment for comment in existing if comment.author != US]
    for at, numbers in enumerate((first, second, third)):
        done = writes(review(numbers), state)
        state = [replace(c, id=f"{at}-{c.id}") if c.id.startswith("n") else c for c in applied(done, state)]
    marks = [mark_of(c.body) for c in state if c.author == US and c.inline]
    open_ = [mark.id for mark in marks if mark is not None and mark.state == "open"]
    assert sorted(open_) == sorted({IDS[number] for number in third})
    assert [c for c in state if c.author != US] == [c for c in existing if c.author != US]


@given(NUMBERS, EXISTING)
@settings(max_examples=200, deadline=None)
def test_only_our_own_comments_are_edited_and_resolved_ones_are_not(numbers: list[int], existing: list[ExistingComment]) -> None:
    by_id = {(comment.id, comment.inline): comment for comment in existing}
    for edit in writes(review(numbers), existing).edits:
        before = by_id[edit.id, edit.inline]
        assert before.author == US
        assert (mark_of(before.body) or Mark("other", "summary")).key == KEY_NAME
        assert not (before.inline and before.resolved)


def test_what_could_not_be_read_is_not_called_fixed() -> None:
    there = [ExistingComment("1", True, US, f"{Mark(KEY_NAME, IDS[0], 'RA101')}\nproblem", "plan.md", 1)]
    assert writes(review([], unread=("plan.md",)), there).edits == ()
    assert len(writes(review([]), there).edits) == 1


def test_a_settled_comment_can_be_applied_no_more() -> None:
    body = f"{Mark(KEY_NAME, IDS[0], 'RA101')}\nproblem\n\n```suggestion\nx\n```\n"
    (edit,) = writes(review([]), [ExistingComment("1", True, US, body, "plan.md", 1)]).edits
    assert "suggestion" not in edit.body
    assert "problem" in edit.body
    assert mark_of(edit.body) == Mark(KEY_NAME, IDS[0], "RA101", "done")


def test_nothing_to_say_is_nothing() -> None:
    assert says_nothing(review([]), only_problems=False)
    moved = review([]).model_copy(update={"changes": (PlanChange(kind="moved", subject="x", path="plan.md"),)})
    assert not says_nothing(moved, only_problems=False)
    assert says_nothing(moved, only_problems=True)
    assert not says_nothing(review([1]), only_problems=True)


@pytest.mark.parametrize(
    "mark",
    [
        Mark("k", "summary"),
        Mark("a.b-c_1", IDS[3], "RA101"),
        Mark("k", IDS[0], "RA803", "done"),
        Mark("k", IDS[0], "RA803", also=tuple(IDS[1:3])),
    ],
)
def test_a_mark_is_read_as_it_was_written(mark: Mark) -> None:
    assert mark_of(f"{mark}\nwords") == mark_of(f"{mark}\r\nwords") == mark_of(str(mark)) == mark
    assert without_mark(f"{mark}\nwords") == "words"


@pytest.mark.parametrize(
    "body",
    [
        "words",
        " <!-- roadmap:v1 key=k id=summary -->",
        "x\n<!-- roadmap:v1 key=k id=summary -->",
        "<!-- roadmap:v1 key=k id=summary --> words",
        "<!-- roadmap:v1 key=k k id=summary -->",
        "<!-- roadmap:v1 key=k id=0123 -->",
        "<!-- roadmap:v2 key=k id=summary -->",
        f"<!-- roadmap:v1 key={'k' * 65} id=summary -->",
    ],
)
def test_anything_else_is_no_mark(body: str) -> None:
    assert mark_of(body) is None


def test_a_key_cannot_end_a_mark() -> None:
    assert KEY.fullmatch("roadmap.1_x-y")
    assert not KEY.fullmatch("a b")
    assert not KEY.fullmatch("a-->")
