"""Where a line says `label: value`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression

LONGEST_LABEL = 80
_BRACKET_PAIRS = (("(（", ")）"), ("[", "]"))
MOST_LABEL_WORDS = 10
MOST_IDEOGRAPHS = 24  # Han and kana write no spaces: a label of as much text as ten words

# What stands before the first word of a line and says nothing: bullets drawn by hand, emoji, box-drawing, quote marks.
_LEAD = expression(r"[^\w\"'(\[{<$€£¥₹₽~≈+\-−–<>≤≥#@`«“„]*", re.UNICODE)
_SHORTCODE = expression(r":[a-z][a-z0-9_+-]{1,40}:\s+")  # ":round_pushpin: Login": an emoji by its name
_BULLET = expression(r"(?:(?:[-*•·▪‣○●◦–—►▸→»]|#{1,6})\s+)?")
_COLON = expression(r":(?=\s|$|[^\w/\\:]|[^\x00-\x7f])|：")
_SENTENCE_END = expression(r"(?<=[^\W\d])[.!?。！？]\s")
_DASH = expression(r"\s[-–—]\s|\s*[–—]\s+|\s+[–—]\s*")
_ASKED = expression(r"(?P<asked>[^\n?？→]{3,200}[?？])[*_]{0,2}\s*(?:→|➔|➜|⇒|=>|->)\s*(?=\S)")  # "How much do we need? → $50K"
_BRACKETS = expression(r"(?:\s*[(（\[][^()（）\[\]]{0,200}[)）\]])+")
_IDEOGRAPH = expression(r"[぀-ヿ㐀-鿿]")
_BAR = expression(r"\s[|｜]\s")
_PARTS = expression(r"\s[|｜·•│┃║]\s")
_LABELLED = expression(r":|.\s?:")  # the end of bold words that a colon ends or follows
_FEWEST_LED, _MOST_LED_WORDS, _FARTHEST_LED = 2, 5, 120  # bold labels, words of each, characters from one to the next
_GAPS = frozenset(" \u00a0\t")
_EDGES = frozenset("|｜·•-–—;")
_YEARS = expression(r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)|\+)?")
_SUM_OR_SHARE = expression(  # behind a year: "2027: €85,000"
    r"\s*[~≈<>≥≤+−-]{0,2}\s?(?:(?:[A-Z]{1,3}\s?)?[$€£¥₹₽]\s?\d|[A-Z]{3}\s\d|\d[\d.,]*(?:\s?[%€£¥₽]|[kKMB万億亿]|[ \t]*(?:$|[(（\n])))"
)


_GROUPED = expression(r"(?P<words>[^()（）\n]{2,80}?)\s*[(（](?P<value>[^()（）\n]{1,60})[)）]\s*[:：]?\s*")
_SPACED = expression(r"(?P<words>\S+(?: \S+){0,7}) {2,}(?P<value>\S[^\n]{0,80}?)\s*")


class Field(Struct, frozen=True):
    """`text[start:end]` is the label, `text[value_start:value_end]` the value; `separator` is ":", "-" or "" (bold words, then text).

    `head_end` is where the label and the brackets behind it end: `**Beta** (Q3): two sites` has the label "Beta" and the head "Beta (Q3)".
    """

    start: int
    end: int
    head_end: int
    value_start: int
    value_end: int
    separator: str
    bold: bool = False


def content_start(text: str, start: int, end: int) -> int:
    """The offset of the first word of `text[start:end]`: hand-drawn bullets, emoji and ornaments before it are skipped."""
    if text[start : start + 1].isalnum():
        return min(start, end)
    bullet = _BULLET.match(text, start, end)
    at = bullet.end() if bullet else start
    lead = _LEAD.match(text, at, end)
    at = lead.end() if lead else at
    code = _SHORTCODE.match(text, at - 1, end) if text[at - 1 : at] == ":" and at > start else None
    return min(code.end() if code else at, end)


def split_field(text: str, start: int, end: int, bold: Sequence[tuple[int, int]] = (), most_words: int = MOST_LABEL_WORDS) -> Field | None:
    """The label and value of `text[start:end]` (one line, or one wrapped item), or None when it is not written so.

    A label is bold text at the start, or the words before the first colon when they are few (`most_words`) and end no sentence.
    """
    first = content_start(text, start, end)
    if first >= end:
        return None
    if (asked := _ASKED.match(text, first, end)) is not None:
        return Field(first, asked.end("asked"), asked.end("asked"), asked.end(), _trim_end(text, asked.end(), end), ":")
    lead = next(((b, e) for b, e in bold if b <= first + 1 and first < e and b >= start), None)
    if lead:
        return _bold_field(text, max(first, lead[0]), min(lead[1], end), end)
    field = _plain_field(text, first, end)
    return field if field is not None and len(text[field.start : field.end].split()) <= most_words else None


def split_parts(text: str, start: int, end: int, bold: Sequence[tuple[int, int]] = ()) -> tuple[Field, ...]:
    """The fields of a line `a: b | c: d` (also with "·"), or `**a:** b **c:** d`; empty unless at least two of its parts are fields."""
    if led := _led_by_bold(text, start, end, bold):
        return led
    edges = [start]
    for match in _PARTS.finditer(text, start, end):
        edges += [match.start(), match.end()]
    edges.append(end)
    if len(edges) < 4:
        return ()
    fields = tuple(
        field
        for begin, stop in zip(edges[::2], edges[1::2], strict=True)
        if (field := split_field(text, begin, stop, bold)) is not None and field.separator == ":"
    )
    return fields if len(fields) >= 2 or (fields and len(edges) >= 6) else ()


def _led_by_bold(text: str, start: int, end: int, bold: Sequence[tuple[int, int]]) -> tuple[Field, ...]:
    """The fields of a line in which at least two bold labels with a colon and some words behind each stand one after another."""
    if len(bold) < _FEWEST_LED:
        return ()
    spans = [(begin, stop) for begin, stop in bold if start <= begin and stop <= end and _LABELLED.match(text, stop - 1, end)]
    labels = [begin for begin, _ in spans]
    if len(labels) < _FEWEST_LED or labels[0] > content_start(text, start, end) + 1 or end - start > _FARTHEST_LED * len(labels):
        return ()
    if any(text[at - 1 : at] not in _GAPS for at in labels[1:]) or any(len(text[a:b].split()) > _MOST_LED_WORDS for a, b in spans):
        return ()
    fields = tuple(
        replace(field, value_end=_trim_rest(text, field.value_start, field.value_end))
        for begin, stop in zip(labels, [*labels[1:], end], strict=True)
        if (field := split_field(text, begin, stop, bold)) is not None and field.separator == ":" and field.value_end > field.value_start
    )
    return fields if len(fields) == len(labels) else ()


def _trim_rest(text: str, start: int, end: int) -> int:
    """Where a value ends before the marks that only set the next label apart."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGES):
        end -= 1
    return end


def bar_at(text: str) -> int:
    """Where the first bar between parts of a line stands ("WF-1: Lift | Owner: Ana"); the length of the text without one."""
    bar = _BAR.search(text)
    return bar.start() if bar else len(text)


def _bold_field(text: str, start: int, end: int, stop: int) -> Field | None:
    """Bold words at the start: `**Label**: value`, `**Label:** value`, `**Name** - text`, `**Name** text`."""
    inside = _COLON.search(text, start, end)
    if inside and inside.end() < end - 1:  # the value is bold as well: `**Total: $5M**`
        return _plain_field(text, start, stop, bold=True)
    label_end, head, separator, value = end, end, "", end
    if inside:
        label_end = head = inside.start()
        separator = ":"
    else:
        group = _BRACKETS.match(text, end, stop)
        head = group.end() if group else end
        after = _skip(text, head, stop)
        if after < stop and text[after] in ":：":
            separator, value = ":", after + 1
        elif (dash := _DASH.match(text, head, stop)) is not None:
            separator, value = "-", dash.end()
        else:
            head = end
    label_end = _trim_end(text, start, label_end)
    if label_end <= start or label_end - start > LONGEST_LABEL * 2:
        return None
    return Field(start, label_end, max(head, label_end), _skip(text, value, stop), _trim_end(text, value, stop), separator, True)


def _plain_field(text: str, start: int, end: int, bold: bool = False) -> Field | None:
    line_end = text.find("\n", start, end)
    colon = _COLON.search(text, start, line_end if line_end >= 0 else end)
    if colon is None or not (_is_label(text[start : colon.start()]) or _dates_figure(text, start, colon)):
        return None
    label_end = _trim_end(text, start, colon.start())
    return Field(start, label_end, label_end, _skip(text, colon.end(), end), _trim_end(text, colon.end(), end), ":", bold)


def _is_label(words: str) -> bool:
    label = words.strip()
    if not label or len(label) > LONGEST_LABEL or len(label.split()) > MOST_LABEL_WORDS:
        return False
    if (_SENTENCE_END.search(label) and not label[0].isdigit()) or "。" in label or "！" in label:
        return False
    if len(label) > MOST_IDEOGRAPHS and len(_IDEOGRAPH.findall(label)) > MOST_IDEOGRAPHS:
        return False
    if "://" in label or label.lower().endswith(("http", "https", "ftp", "mailto")):
        return False
    closed = all(sum(map(label.count, marks[0])) == sum(map(label.count, marks[1])) for marks in _BRACKET_PAIRS)
    return any(character.isalpha() for character in label) and closed and "`" not in label[:1]


def _dates_figure(text: str, start: int, colon: re.Match[str]) -> bool:
    """Whether a line is a year with the figure of that year: "2027: €85,000"; what happens in a year is no value."""
    dated = text[start : start + 1] in {"1", "2"} and _YEARS.fullmatch(text, start, colon.start()) is not None
    return dated and _SUM_OR_SHARE.match(text, colon.end()) is not None


def split_group(text: str, start: int, end: int) -> Field | None:
    """`Words (value)` or `Words (value):` and nothing else."""
    first = content_start(text, start, end)
    match = _GROUPED.fullmatch(text, first, end)
    if match is None or not _is_label(match["words"]):
        return None
    label_end = _trim_end(text, first, match.end("words"))
    return Field(first, label_end, label_end, match.start("value"), match.end("value"), "(")


def split_spaced(text: str, start: int, end: int) -> Field | None:
    """`Label        value`: two or more spaces between them, as in text set in columns."""
    first = content_start(text, start, end)
    match = _SPACED.fullmatch(text, first, end)
    if match is None or not match["words"][0].isalnum() or not _is_label(match["words"]):
        return None
    return Field(first, match.end("words"), match.end("words"), match.start("value"), _trim_end(text, match.start("value"), end), " ")


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _trim_end(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1].isspace() or text[end - 1] in ":："):
        end -= 1
    return end
