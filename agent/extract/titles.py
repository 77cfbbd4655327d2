"""What a heading or the first words of a bullet say: id, kind, name, window, status, and the values left over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent.extract.labels import content_start
from agent.extract.meanings import fits
from agent.extract.words import is_join, is_topic, kind_of, topic_of
from agent.facts import lookup_label
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import ItemKind
from agent.model.token import Token

# "1.", "7.2", "3)" before a heading's words: the place in the document, not a name.
_OUTLINE = re.compile(r"(?:§\s*)?\d{1,3}(?:\.\d{1,3}){0,4}[.)]?\s+(?=\S)")
_OUTLINE_PLAIN = re.compile(r"\d{1,3}\s")
_COUNTED = re.compile(r"\d{1,2}[.)]\s+(?=[^\W\d_])")
_NUMBERED = re.compile(
    r"(?P<word>[^\W\d_]+(?:[ -][^\W\d_]{3,})?)\s*(?:#|[nN][º°o]\.?\s*)?"
    r"(?P<number>\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?(?:\s*[-–/&+]\s*\d{1,3}(?:\.\d{1,3})?)?|[IVX]{1,5}|[A-H])(?![\w%])"
)
_CJK_NUMBERED = re.compile(r"第\s*(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?P<word>阶段|階段|段階|期|フェーズ|步|章)")
_HAN_NUMBERED = re.compile(r"(?P<word>阶段|階段|段階|步骤|里程碑|フェーズ)\s*(?P<number>[一二三四五六七八九十]{1,3})(?![\w])")
_PRE_NUMBERED = re.compile(r"(?P<number>\d{1,3})(?:st|nd|rd|th|ª|º|°|er|ère|e|\.|-й|-я)\s*(?P<word>[^\W\d_]+)")
_EDGE = " \t\n:：-–—|,;·•/.、，"
_GROUP = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_WORD = re.compile(r"[^\W_]")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d")
_CJK = re.compile(r"[぀-ヿ㐀-鿿]")
_SEPARATOR = re.compile(r"\s[-–—|·•→]\s|\s*[–—]\s+|[:：](?=\s|$)|[,;](?=\s)|、")
_SURE = 0.9
# Attributes that may stand beside a name with their own word.
_BESIDE = frozenset({"cost", "effort", "duration", "start", "end", "window", "people"})
_DATA = frozenset({"quantity", "number", "window", "status", "priority"})
_OPENERS = "([{<\"'“„«$€£¥#@`~+"
_CLOSERS = ")]}>\"'”“»%+!?`€£¥$"


@dataclass(frozen=True, slots=True)
class Title:
    """`id` is as written ("A1", "v1.2", "Phase 2"), `kind` what the words themselves say. `start`..`end` is the extent read in the text.

    `values` are the tokens that are neither the name nor the id (a budget, a duration); `windows` the ones among them that are windows.
    `topic` is what a section of this title is about; `about` is the id of the item that a topic heading speaks of ("Phase 1 Objectives").
    """

    name: str
    id: str
    kind: ItemKind | None
    status: str
    priority: str
    windows: tuple[Window, ...]
    values: tuple[Token, ...]
    topic: str
    about: str
    start: int
    end: int
    name_start: int = 0
    dated: bool = False  # a window stands apart from the name, or leads it
    separated: bool = False  # a colon or dash stands between id and name

    @property
    def window(self) -> Window | None:
        """The first window; for a quarter or half with its own dated months ("第1四半期（2026年4月〜6月）"), these."""
        first = self.windows[0] if self.windows else None
        if first is None or first.precision not in {"quarter", "half"}:
            return first
        months = (
            each for each in self.windows[1:] if each.precision in {"month", "day"} and _months_of(each) not in {None, _months_of(first)}
        )
        return next(months, first)


def _months_of(window: Window) -> tuple[int, int] | None:
    """The first and last month of a window in the calendar."""
    return (window.start.month, window.end.month) if window.start and window.end else window.months


def read_title(
    text: str,
    start: int,
    end: int,
    tokens: Sequence[Token],
    *,
    families: frozenset[str] = frozenset(),
    outline: bool = True,
    numbered: bool = False,
) -> Title:
    """Read `text[start:end]`; `tokens` are those of the whole text.

    `outline` allows a section number in front (`numbered`: also a plain one), `families` are the prefixes of the ids this document uses
    ("K-" of K-01, K-02), so that "GPT-4 adapter" is a name and "K-04 planner" an id and a name.
    """
    inside = [token for token in tokens if start <= token.start and token.end <= end]
    at = _after_marks(text, content_start(text, start, end), end, inside)
    if outline:
        at = _after_outline(text, at, end, numbered)
    identifier, kind, after = _identifier(text, at, end, inside, families)
    body = after if identifier else _after_period(text, at, end, inside)
    if not outline and (counted := _COUNTED.match(text, body, end)):
        body = counted.end()  # "**7. Planner**" in a list without numbers of its own
    name, spans = _name(text, body, end, inside)
    if not identifier and not outline and (trailing := _trailing_id(text, end, inside)):
        identifier, name = str(trailing.value), name.removesuffix(trailing.text).rstrip(_EDGE)
    status = next((str(token.value) for token in inside if token.kind == "status" and _is_mark(token, spans)), "")
    priority = next((str(token.value) for token in inside if token.kind == "priority" and _apart(token, spans)), "")
    values = tuple(
        t for t in inside if t.kind in {"quantity", "number", "window"} and (t.start >= body or not identifier) and _apart(t, spans)
    )
    windows = tuple(t.value for t in inside if isinstance(t.value, Window) and (_apart(t, spans) or t.start < body or not identifier))
    dated = any(t.kind == "window" and _apart(t, spans) for t in inside)
    topic = "" if identifier and kind is None else topic_of(name)
    separated = bool(identifier) and any(mark in text[at:body] for mark in ":：-–—")
    if separated and topic and not is_topic(name):
        topic = ""  # "Sprint 15: advanced features" is its name, "Phase 1 features" a section about it
    about = identifier if topic and identifier and kind else ""
    return Title(
        name,
        identifier,
        kind,
        status,
        priority,
        windows,
        values,
        topic,
        about,
        start,
        end,
        spans[0][0] if spans else body,
        dated,
        separated,
    )


def numbered_reference(text: str) -> tuple[str, ItemKind] | None:
    """The first "Phase 2", "Sprint 0", "第1期" in a text, canonically written, with the kind of item it names."""
    for match in (*_CJK_NUMBERED.finditer(text), *_HAN_NUMBERED.finditer(text)):
        return _canonical(match["word"], match["number"]), kind_of(match["word"]) or "phase"
    for match in _NUMBERED.finditer(text):
        word, kind = _kind_word(match["word"])
        if kind:
            return _canonical(word, match["number"]), kind
    return None


def _kind_word(words: str) -> tuple[str, ItemKind | None]:
    """ "Phase", "Work package" or the last word of "the Phase"."""
    if kind := kind_of(words):
        return words, kind
    last = re.split(r"[ -]", words)[-1]
    return last, kind_of(last)


def _canonical(word: str, number: str) -> str:
    digits = "".join(number.split())
    return f"{word}{digits}" if _CJK.match(word) else f"{word[:1].upper()}{word[1:].lower()} {digits}"


def id_prefix(identifier: str) -> str:
    """The family of an id: "K-" of "K-01", "A" of "A1", "KR" of "KR1.2", "v" of "v1.3", "#" of "#12"."""
    return _DIGITS.split(identifier, maxsplit=1)[0]


def id_families(leads: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """The prefixes that number things in a document, from the ids that lead titles and cells, each with whether a separator follows it."""
    members: dict[str, set[str]] = {}
    separated: set[str] = set()
    for identifier, followed in leads:
        prefix = id_prefix(identifier)
        members.setdefault(prefix, set()).add(identifier)
        if followed:
            separated.add(prefix)
    return frozenset(
        prefix
        for prefix, ids in members.items()
        if len(ids) >= (2 if len(prefix.rstrip("-. ")) <= 2 or prefix in separated else 3) or prefix in "v#"
    )


def leading_id(text: str, start: int, end: int, tokens: Sequence[Token]) -> tuple[Token, bool] | None:
    """The id token a title starts with, and whether a separator (not just a space) follows it."""
    at = _after_marks(text, content_start(text, start, end), end, tokens)
    for token in tokens:
        if token.kind == "id" and at <= token.start <= at + 2 and not _WORD.search(text, at, token.start):
            return token, token.end >= end or text[token.end] in ".:：)]|,"
    return None


def _trailing_id(text: str, end: int, tokens: Sequence[Token]) -> Token | None:
    """The number of an issue that ends a line: "Rate limits (3d) #142", unless that is what the line waits for."""
    last = tokens[-1] if tokens else None
    if last is None or last.kind != "id" or not last.text.startswith("#") or text[last.end : end].strip():
        return None
    alone = not any(token.kind == "reference" or (token.kind == "id" and token is not last) for token in tokens)
    return last if alone else None


def _after_marks(text: str, at: int, end: int, tokens: Sequence[Token]) -> int:
    """Past status marks and the emoji around them; a status word stays, it may be the name."""
    for token in tokens:
        if token.kind == "status" and token.start <= at + 1 and token.end > at and not _WORD.search(token.text):
            at = content_start(text, token.end, end)
    return at


def _after_outline(text: str, at: int, end: int, numbered: bool) -> int:
    match = _OUTLINE.match(text, at, end)
    if match is None or (_OUTLINE_PLAIN.fullmatch(match.group()) and not numbered):
        return at
    return content_start(text, match.end(), end)


def _after_period(text: str, at: int, end: int, tokens: Sequence[Token]) -> int:
    """Behind a period that leads the words: "Q3 launch", "2026: scale", but not "2026 roadmap", which is a name."""
    for token in tokens:
        if isinstance(token.value, Window) and token.start <= at + 1 < token.end:
            after = _skip_edge(text, token.end, end)
            separated = after > token.end + 1 or after >= end or text[token.end] in ":：,|)"
            near = token.value.precision in {"quarter", "half", "month"} or (token.value.is_relative and token.value.unit != "year")
            return after if separated or near else at
    return at


def _identifier(text: str, at: int, end: int, tokens: Sequence[Token], families: frozenset[str]) -> tuple[str, ItemKind | None, int]:
    """The id at `at`, the kind its words name, and where the rest begins; ("", None, at) without one."""
    lead = leading_id(text, at, end, tokens)
    if lead and (id_prefix(str(lead[0].value)) in families or (lead[1] and lead[0].end < end)):
        identifier = str(lead[0].value)
        return identifier, "milestone" if identifier[:1] in "vV" and identifier[1:2].isdigit() else None, _skip_edge(text, lead[0].end, end)
    patterns = (_CJK_NUMBERED, _HAN_NUMBERED, _NUMBERED, _PRE_NUMBERED)
    match = next((found for pattern in patterns if (found := pattern.match(text, at, end))), None)
    if match is None:
        return "", None, at
    word, kind = match["word"], kind_of(match["word"])
    if kind is None:
        return "", None, at
    number = match["number"]
    if not number.isdigit() and number.isalpha() and len(number) == 1 and match.end() < end and text[match.end()] == " " and number == "A":
        return "", None, at  # "Phase A" is rare, "Release A new ..." is a sentence
    return _canonical(word, number), kind, _skip_edge(text, match.end(), end)


def _skip_edge(text: str, at: int, end: int) -> int:
    while at < end and (text[at] in _EDGE or text[at] in ")]】）"):
        at += 1
    return at


def _name(text: str, start: int, end: int, tokens: Sequence[Token]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words of `text[start:end]` that name something: parts that hold nothing but values, windows or marks are left out."""
    spans: list[tuple[int, int]] = []
    previous_kept = False
    for part_start, part_end, group in _segments(text, start, end, tokens):
        kept = not _is_data(text, part_start, part_end, tokens, group)
        if spans and _opens_reference(text, part_start, tokens):
            break  # "Rate limits (3d) blocked by #142", "Abschlag ändern – abhängig von SSO"
        if spans and not kept and not group:
            break  # "Planner · £120K · Ana": what follows a value is no part of the name
        if kept and previous_kept and spans and not group:
            spans[-1] = (spans[-1][0], part_end)
        elif kept:
            spans.append((part_start, part_end))
        previous_kept = kept
    trimmed = tuple((s, e) for s, e in (_trim(text, s, e) for s, e in spans) if s < e)
    name = " ".join(" ".join(text[s:e].split()) for s, e in trimmed)
    return (name[1:-1].strip() if _GROUP.fullmatch(name) else name), trimmed


def _opens_reference(text: str, start: int, tokens: Sequence[Token]) -> bool:
    """Whether a part begins with a word of dependency."""
    first = next((token for token in tokens if token.start >= start), None)
    needs = first is not None and first.kind == "reference" and first.value in {"depends_on", "blocks"}
    return needs and first is not None and not _WORD.search(text, start, first.start)


def _segments(text: str, start: int, end: int, tokens: Sequence[Token]) -> list[tuple[int, int, bool]]:
    """The text cut at brackets, colons, spaced dashes and commas outside tokens; `True` marks a bracketed group (with its brackets)."""
    cuts: list[tuple[int, int, bool]] = []
    values = [token for token in tokens if token.kind in _DATA]
    at = start
    for group in _GROUP.finditer(text, start, end):
        if any(token.start < group.start() < token.end for token in values):
            continue
        cuts += _plain_segments(text, at, group.start(), values)
        cuts.append((group.start(), group.end(), True))
        at = group.end()
    cuts += _plain_segments(text, at, end, values)
    return [(s, e, group) for s, e, group in cuts if _WORD.search(text, s, e)]


def _plain_segments(text: str, start: int, end: int, values: Sequence[Token]) -> list[tuple[int, int, bool]]:
    parts: list[tuple[int, int, bool]] = []
    at = start
    for match in _SEPARATOR.finditer(text, start, end):
        if any(token.start < match.end() and match.start() < token.end for token in values):
            continue
        parts.append((at, match.start(), False))
        at = match.end()
    parts.append((at, end, False))
    return parts


def _is_data(text: str, start: int, end: int, tokens: Sequence[Token], group: bool) -> bool:
    """A part is data when tokens cover all of its words but small ones; a bracketed group already when it holds a value."""
    inside = [t for t in tokens if start <= t.start and t.end <= end and t.kind in _DATA]
    if not inside:
        return False
    if group:
        return True
    if all(isinstance(t.value, Quantity) and t.value.kind == "count" and t.value.unit for t in inside):
        return False  # "Five languages", "12 pilot sites" are names
    rest, at = [], start
    for token in inside:
        rest.append(text[at : token.start])
        at = token.end
    rest.append(text[at:end])
    words = [word for piece in rest for word in _LETTERS.findall(piece)]
    return all(is_join(word) for word in words) or _is_labelled(" ".join(words), inside)


def _is_labelled(words: str, values: Sequence[Token]) -> bool:
    """Whether the words beside values only say what they are: "cost about €35K", "due 15 May"."""
    meaning = lookup_label(words) if len(words.split()) <= 3 else None
    if meaning is None or meaning.confidence < _SURE or meaning.qualifier or not values:
        return False
    value = values[0].value
    return isinstance(value, Quantity | Window) and fits(meaning.attribute, value) and meaning.attribute in _BESIDE


def _apart(token: Token, spans: tuple[tuple[int, int], ...]) -> bool:
    return all(token.end <= s or token.start >= e for s, e in spans)


def _is_mark(token: Token, spans: tuple[tuple[int, int], ...]) -> bool:
    return not _WORD.search(token.text) or _apart(token, spans)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start] in _EDGE or not (text[start].isalnum() or text[start] in _OPENERS)):
        start += 1
    while end > start and (text[end - 1] in _EDGE or not (text[end - 1].isalnum() or text[end - 1] in _CLOSERS)):
        end -= 1
    return start, end
