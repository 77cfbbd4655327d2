"""The words of a title that name something, without its values, windows and marks."""

from __future__ import annotations

from collections.abc import Sequence

from agent.expressions import expression
from agent.extract.wording.meanings import fits
from agent.extract.wording.numbering import EDGE
from agent.extract.wording.words import is_join
from agent.facts import sure_label
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

_GROUP = expression(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_WORD = expression(r"[^\W_]")
_LETTERS = expression(r"[^\W\d_]+")
_SEPARATOR = expression(r"\s[-–—|·•→]\s|\s*[–—]\s+|[:：](?=\s|$)|[,;](?=\s)|、")
# Attributes that may stand beside a name with their own word.
_BESIDE = frozenset({"cost", "effort", "duration", "start", "end", "window", "people"})
_DATA = frozenset({"quantity", "number", "window", "status", "priority"})
_OPENERS = "([{<\"'“„«$€£¥#@`~+"
_CLOSERS = ")]}>\"'”“»%+!?`€£¥$"


def name_of(text: str, start: int, end: int, tokens: Sequence[Token]) -> tuple[str, tuple[tuple[int, int], ...]]:
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
    """The text cut at separators, around a sign of status with its word ("Import ✅ done") and around a priority in words."""
    parts: list[tuple[int, int, bool]] = []
    at = start
    for token in values:
        signed = token.kind == "status" and not token.text[0].isalnum() and bool(_WORD.search(token.text))
        if start < token.start and token.end <= end and (signed or (token.kind == "priority" and " " in token.text)):
            return [
                *_plain_segments(text, start, token.start, values),
                (token.start, token.end, False),
                *_plain_segments(text, token.end, end, values),
            ]
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
    meaning = sure_label(words) if len(words.split()) <= 3 else None
    if meaning is None or meaning.qualifier or not values:
        return False
    value = values[0].value
    return isinstance(value, Quantity | Window) and fits(meaning.attribute, value) and meaning.attribute in _BESIDE


def stands_apart(token: Token, spans: tuple[tuple[int, int], ...]) -> bool:
    return all(token.end <= s or token.start >= e for s, e in spans)


def is_mark(token: Token, spans: tuple[tuple[int, int], ...]) -> bool:
    return not _WORD.search(token.text) or stands_apart(token, spans)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start] in EDGE or not (text[start].isalnum() or text[start] in _OPENERS)):
        start += 1
    while end > start and (text[end - 1] in EDGE or not (text[end - 1].isalnum() or text[end - 1] in _CLOSERS)):
        end -= 1
    return start, end
