"""Courses: from where to where a measure is to go, as sentences and rows of tables tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.befores import follows_from, opens_with_from
from agent.extract.wording.roles import column_role
from agent.facts import lexicon
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.reading.claims import Name, Setting, strong, terms_in, without_values
from agent.rules.reading.grid import TIME, Grid
from agent.rules.reading.marks import Places
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

TEXT = frozenset({"paragraph", "item"})
LONGEST = 320  # characters of a sentence that is about one measure
TO_HAN = ("から", "到", "至")
ARROWS = ("→", "->", "⇒")
FIRST = expression(r"\d[\d.,\s\u00a0\u202f]*")
NO_DIGIT = expression(r"\D")
WORD = expression(r"[^\W\d_]{2,}")
NUMBER = "number"
COUNTED = frozenset({"count", "rate", "ratio", "score"})
STATES = frozenset({"actual", "baseline", "target"})
YEAR = expression(r"(?<!\d)20\d\d(?!\d)")
MOST_FIGURES = 2  # of one sort in a sentence: more compare several things


class Course(Struct, frozen=True):
    """`first` and `last` as written in order; `values` holds all figures of that sort that the sentence or row has. `heads` are the
    heads of the columns of the two ends, "" in a sentence."""

    name: Name
    label: str
    first: Quantity
    last: Quantity
    values: tuple[Quantity, ...]
    span: Span
    block: int
    setting: Setting
    windows: tuple[Window, ...]
    heads: tuple[str, str] = ("", "")


def courses_of(roadmap: Roadmap, sentences: Sequence[Sentence], grids: Sequence[Grid]) -> tuple[Course, ...]:
    """The courses of the sentences and of the rows of tables, in document order."""
    places = Places(roadmap)
    found = [course for sentence in sentences if sentence.kind in TEXT for course in _in_sentence(roadmap, places, sentence)]
    found += [course for grid in grids for course in _in_grid(roadmap, places, grid)]
    return tuple(sorted(found, key=lambda course: (course.span.line, course.block, course.last.most)))


def sort_of(value: Quantity) -> tuple[str, str]:
    """What two figures must share to be of one measure: a count is of what its sentence says, not only of the word behind it."""
    return (NUMBER, "") if value.kind in COUNTED else (value.kind, f"{value.unit}/{value.per}")


def _in_sentence(roadmap: Roadmap, places: Places, sentence: Sentence) -> Iterator[Course]:
    if len(sentence.text) > LONGEST:
        return
    tokens = [token for token in sentence.tokens if _is_level(token)]
    for sort in sorted({sort_of(token.value) for token in tokens if isinstance(token.value, Quantity)}):
        same = [token for token in tokens if isinstance(token.value, Quantity) and sort_of(token.value) == sort]
        ends = _ends(sentence.text, same)
        if ends and ends[0].least != ends[1].least:
            block = roadmap.document.blocks[sentence.block]
            text = without_values(sentence.text, sentence.tokens)
            units = " ".join(word for token in same if sort[0] == NUMBER for word in WORD.findall(token.text))
            setting = Setting(places, roadmap, block, sentence.text, "", sentence.tokens)
            name = strong(terms_in(f"{text} {units}", roadmap.language))
            label = " ".join(sentence.text.split())
            yield Course(name, label, *ends, ends, span_of_sentence(roadmap, sentence), sentence.block, setting, sentence.windows)


def _is_level(token: Token) -> bool:
    value = token.value
    return isinstance(value, Quantity) and token.kind in ("quantity", "number") and not value.change and value.comparator == "="


def _ends(text: str, tokens: Sequence[Token]) -> tuple[Quantity, Quantity] | None:
    """The two ends that figures of one sort state: "from 42% to 55%", "41% → 55%", "2.6% today, 3.4% in 2028"."""
    values = [token.value for token in tokens if isinstance(token.value, Quantity)]
    if len(values) == 1 and values[0].is_range:
        return _spoken_range(text, tokens[0], values[0])
    if len(values) != MOST_FIGURES or any(value.is_range for value in values):
        return None
    one, other = tokens
    gap = text[one.end : other.start].casefold().strip()
    words = gap.split()
    joined = bool(words) and (words[-1] in _to() or gap.endswith(TO_HAN))
    if joined and (follows_from(text[: one.start]) or len(words) == 1):
        return values[0], values[1]
    now = pattern("course_start").search(text)
    if now is None or not pattern("course_end").search(text):
        return None
    later = abs(now.start() - other.start) < abs(now.start() - one.start)
    return (values[1], values[0]) if later else (values[0], values[1])


@cache
def _to() -> frozenset[str]:
    return frozenset(lexicon.word_list("equations", "to"))


def _spoken_range(text: str, token: Token, value: Quantity) -> tuple[Quantity, Quantity] | None:
    """The ends of "from 42% to 55%" in the order in which they are written; "42-55%" is a range."""
    if not (
        opens_with_from(token.text)
        or follows_from(text[: token.start])
        or "から" in token.text
        or any(sign in token.text for sign in ARROWS)
    ):
        return None
    low, high = _point(value, value.least), _point(value, value.most)
    return (high, low) if _begins_with(token.text, value.most) and not _begins_with(token.text, value.least) else (low, high)


def _point(value: Quantity, at: float) -> Quantity:
    return Quantity(at, at, at, at, value.kind, value.unit, "=", value.per, statistic=value.statistic)


def _begins_with(text: str, value: float) -> bool:
    """Whether the first number of a text has the digits of a value."""
    number = FIRST.search(text)
    digits = NO_DIGIT.sub("", number.group()).strip("0") if number else ""
    return bool(digits) and digits == NO_DIGIT.sub("", f"{value:.10g}").strip("0")


def _is_state(header: str) -> bool:
    return column_role(header) in STATES or bool(TIME.fullmatch(header.strip().casefold()) or YEAR.search(header))


def _in_grid(roadmap: Roadmap, places: Places, grid: Grid) -> Iterator[Course]:
    """The rows of a table whose columns are states of a measure: times, or how it is and how it shall be."""
    columns = [at for at, header in enumerate(grid.headers) if at and _is_state(header)]
    for line in grid.lines if len(columns) >= MOST_FIGURES else ():
        told = [(figure, grid.headers[at]) for at in columns if (figure := line.cells[at].quantity) and not figure.change]
        figures = [figure for figure, _ in told]
        name = strong(terms_in(line.label, roadmap.language))
        told = [(figure, head) for figure, head in told if sort_of(figure) == sort_of(figures[0])]
        values = tuple(figure for figure, _ in told)
        if not name or line.total or len(values) < MOST_FIGURES:
            continue
        setting = Setting(places, roadmap, grid.block, line.label, line.label, ())
        span = roadmap.document.span(line.line, line.end_line)
        heads = (told[0][1].strip().casefold(), told[-1][1].strip().casefold())
        yield Course(name, line.label, values[0], values[-1], values, span, grid.block.index, setting, (), heads)
