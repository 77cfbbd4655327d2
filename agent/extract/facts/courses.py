"""What something goes to, and from what: "Reduce churn from 8% to 5%", "Uptime rises from 99.5% to 99.9% by Q3"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.facts.making import Context, Made, Meaning, make
from agent.extract.scoping.scopes import Scope
from agent.extract.wording.befores import is_led_to, joined_ends, joiner_end, without_from
from agent.extract.wording.clauses import strip_joins
from agent.facts import lexicon
from agent.facts.folding import fold
from agent.facts.measures import measure_for
from agent.facts.quantities import ends_at
from agent.facts.view import View
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Source
from agent.model.token import Token

_PARTS = expression(r"[;:：；()（）\[\]|]|,\s|\s[–—-]\s")
_MEASURED = frozenset({"percent", "duration", "score", "ratio", "rate"})  # what a word of change alone makes a measure
_MOST_WORDS = 8
_FARTHEST = 12  # characters between the end of a course and by when it is reached


class _Course(Struct, frozen=True):
    """`name` is what goes from the value of `first` to that of `second`; `tokens` are those of the block that say so."""

    name: str
    first: Token
    second: Token
    tokens: tuple[Token, ...]


def read_courses(
    context: Context, block: Block, start: int, end: int, scope: Scope, source: Source, tokens: Sequence[Token]
) -> Iterator[Made]:
    """One metric for each course in `block.text[start:end]`; `tokens` are those in there."""
    for course in _courses(context, block.text, start, tokens):
        dated = [token for token in tokens if isinstance(token.value, Window) and 0 <= token.start - course.second.end <= _FARTHEST]
        meaning = Meaning("metric", course.name, course.name)
        made = make(context, block, start, end, meaning, scope, source, (course.first, course.second, *dated[:1]))
        yield Made(made.fact, made.place, tuple(token.start for token in (*course.tokens, *dated[:1])))


def _courses(context: Context, text: str, start: int, tokens: Sequence[Token]) -> Iterator[_Course]:
    values = [token for token in tokens if isinstance(token.value, Quantity)]
    since = start
    for token, behind in pairwise([*values, None]):
        if token is None:
            break
        following = _without_bound(behind) if behind is not None else None
        if ends := _ends(context, text, token):
            name = _name(text[since : token.start], *ends, only_changes=True)
            found = [_Course(name, *ends, (token,))]
        elif following is not None and is_led_to(text[since : token.start], text[token.end : following.start]):
            first = _with_unit(token, following)
            name = _name(text[since : token.start], first, following)
            found = [_Course(name, first, following, (token, behind))] if behind is not None else []
        else:
            found = []
        yield from (course for course in found if course.name)
        since = token.end


def _without_bound(token: Token) -> Token:
    """Behind another value "hasta 5%" and "до 5%" are where it goes to, and no bound."""
    end = joiner_end(token.text)
    if not end or not isinstance(token.value, Quantity):
        return token
    return Token(token.kind, token.start + end, token.end, token.text[end:], replace(token.value, comparator="="))


def _with_unit(token: Token, following: Token) -> Token:
    """A bare number in the unit that only the second one has: "from 8 to 5 weeks"."""
    one, other = token.value, following.value
    if token.kind != "number" or not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return token
    return replace(token, kind=following.kind, value=replace(one, kind=other.kind, unit=other.unit, per=other.per))


def _ends(context: Context, text: str, token: Token) -> tuple[Token, Token] | None:
    """The ends of "from 99.5% to 99.9%", which is one value; "2-3 weeks" is no course."""
    ranged = isinstance(token.value, Quantity) and token.value.is_range
    joined = joined_ends(token.text) if ranged else None
    ends = ends_at(View.of(text, context.scanned.convention), token.start) if joined else None
    if joined is None or ends is None:
        return None
    first, second = (
        Token("quantity", token.start + begin, token.start + stop, token.text[begin:stop], value)
        for (begin, stop), value in zip(joined, (ends.low, ends.high), strict=True)
    )
    return first, second


def _name(before: str, first: Token, second: Token, *, only_changes: bool = False) -> str:
    """What the words before both values say that goes from one to the other: a measure, or anything that is said to change."""
    one, other = first.value, second.value
    if not isinstance(one, Quantity) or not isinstance(other, Quantity) or (one.kind, one.unit) != (other.kind, other.unit):
        return ""
    words = strip_joins(without_from(_PARTS.split(before)[-1])).split()
    begin = bool(words) and _opens_change(words[0])
    end = len(words) - (len(words) > 1 and fold(words[-1]) in _verbs())
    name = strip_joins(" ".join(words[begin:end]))
    changes = begin or end < len(words)
    if not name or len(words) > _MOST_WORDS or (only_changes and not changes):
        return ""
    return name if measure_for(name, other) or (changes and one.kind in _MEASURED) else ""


def _opens_change(word: str) -> bool:
    return fold(word) in _verbs() or fold(word).startswith(_stems())


@cache
def _verbs() -> frozenset[str]:
    return frozenset(map(fold, lexicon.word_list("marks", "course_verbs")))


@cache
def _stems() -> tuple[str, ...]:
    return tuple(map(fold, lexicon.word_list("marks", "change_stems")))
