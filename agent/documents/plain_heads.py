"""Headings of a text without markup: told by lines drawn below or around them, by capitals and numbers, and by how they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from msgspec import Struct

from agent.documents.bullets import split_paragraph
from agent.documents.heads import is_amount
from agent.expressions import expression

RULE = expression(r"([=\-~*^#\"+_─━═⸻])\1{2,}|⸻")
_FRAMED = expression(r"([=\-~─━═]{2,10}|\*{3,10})[ \t]{0,3}([^\s=\-~*─━═].{0,80}?)[ \t]{0,3}[=\-~*─━═]{2,80}")
_BRACKETED = expression(r"\[(?:\d{1,2}\][ \t]\S.{0,70}|[^\W\d][^\]\[]{2,60}\][:：]?)")
_NUMBERED = expression(r"(?:(?P<dotted>\d{1,2}(?:\.\d{1,2}){0,3})\.?|(?P<roman>[IVX]{1,5})\.|(?P<letter>[A-H])\.)[ \t]+\S")
_CHAPTER = expression(r"第[一二三四五六七八九十\d]{1,3}[章节節部分阶段階段]|[一二三四五六七八九十]{1,3}、")
_COUNTED = expression(
    r"(?:[^\w\s\-*+•–—.>│├└]{1,4}[ ])?(?:(?:19|20)\d\d[ ])?(?P<word>[^\W\d_]{1,14})[ .]?(?:\d{1,4}|[IVX]{1,4}(?!\w))(?:\.\d{1,2}){0,3}"
    r"(?:[ ]?[-–~/&][ ]?[^\W\d_]{0,8}[ ]?\d{1,4})?(?:[ ](?:19|20)\d\d)?(?=[ ]?[:：.(（]|[ ]{1,9}[-–—][ ]|[ ]?$)"
)
_LABELLED = expression(r"[^:：]{1,40}[:：](?:\s|$)|[^:：]{1,20}：\S")
_GAP = expression(r"\S(?: {2,}|\t)\s*\S")
_NUMBER = expression(r"[\d.]{1,8}[ \t]+")  # of a heading, which may stand far before its name
_HASHED = expression(r"(#{1,6})([^\w\s#].*)|(#{2,6})(\w.*)")  # headings that lost the space of Markdown
_NO_TITLE = expression(  # markup, paths, addresses, formulas, dates and amounts; what begins with the mark of a state or of a drawing
    r"[|<>{}\[\]\\@`…]|https?:|www\.|->|→|={2}|//|\w/\w[^/ ]*[/.]|^\W?/|\.[a-z]{2,4}(?![\w ])|\d[.,]\d{3}\b|\d{4}-\d\d|^\d\ufe0f?\u20e3|"
    r"^[\"'“„«(≈~=+%$€£#&✅✔✓☑❌✖✗☐│├└┌╔║▼►■□▪•★☆]"
)
_ENDS = (".", ",", ";", ":", "!", "。", "：", "；", "，", "、", "-", "–", "…")
_LONGEST = 80
_LONGEST_TITLE, _MOST_WORDS = 60, 9
_MOST_CLOSE_WORDS = 5  # of a heading that no blank line sets apart
_LONGEST_TOP = 100  # the title of all
_PROSE = 70  # characters: a line that is longer is no heading, and what stands above it may be one
_LEAST_SERIES = 2
_MOST_STYLES = 20
_FURTHEST = 3  # columns right of the margin: what stands further right belongs to a list


Style = tuple[str | int, ...]


class _Line(Struct, frozen=True):
    """A line of text: how it stands among the others, and the next one."""

    at: int
    text: str
    indent: int  # right of the margin
    opens: bool  # a blank line, a rule or nothing stands above
    closes: bool  # a blank line, a rule or nothing stands below
    ruled: bool  # the last thing above is a rule
    above: str
    above_indent: int
    below: str
    below_at: int
    below_indent: int


class Head(Struct, frozen=True):
    """A heading: its level, what it says, and the lines (0-based) drawn around it."""

    level: int
    text: str
    drawn: tuple[int, ...] = ()


class _Found(Struct, frozen=True):
    style: Style  # what looks the same is of the same level
    rank: int  # the lower, the stronger
    text: str
    drawn: tuple[int, ...] = ()


_TOP, _MARKED, _STRONG, _PLAIN = range(4)


def headings(lines: Sequence[str]) -> dict[int, Head]:
    """The headings of a text by their lines (0-based)."""
    read = _lines(lines)
    found: dict[int, _Found] = {}
    series = _series(read)
    for line in read:
        one = _marked(lines, line) or _strong(line, series)
        if one is not None:
            found[line.at] = one
    for line in reversed(read):
        if line.at not in found and (_is_title(line, found) or (line.at == read[0].at and _is_top(line))):
            found[line.at] = _Found(("title",), _PLAIN, line.text)
        elif line.at not in found and _is_label(line):
            found[line.at] = _Found(("label",), _PLAIN, line.text.rstrip(" :："))
    return _ranked(read, dict(sorted(found.items())))


def _lines(lines: Sequence[str]) -> list[_Line]:
    """The lines of text outside of fences."""
    fenced = _fenced(lines)
    kept = [at for at, line in enumerate(lines) if line.strip() and not RULE.fullmatch(line.strip())]
    filled = set(kept)
    indents = {at: len(lines[at]) - len(lines[at].lstrip()) for at in kept}
    margin = min(indents.values(), default=0)
    read: list[_Line] = []
    for number, at in enumerate(kept):
        if at in fenced:
            continue
        before = kept[number - 1] if number else -1
        below = kept[number + 1] if number + 1 < len(kept) else -1
        read.append(
            _Line(
                at,
                lines[at].strip(),
                indents[at] - margin,
                at - 1 not in filled,
                at + 1 not in filled,
                any(lines[step].strip() for step in range(before + 1, at)),
                lines[at - 1].strip() if at else "",
                indents.get(at - 1, margin) - margin,
                lines[below].strip() if below >= 0 else "",
                below,
                indents.get(below, margin) - margin,
            )
        )
    return read


def _fenced(lines: Sequence[str]) -> set[int]:
    fenced: set[int] = set()
    inside = False
    for at, line in enumerate(lines):
        if line.lstrip().startswith("```"):
            inside = not inside
            fenced.add(at)
        elif inside:
            fenced.add(at)
    return fenced


def _marked(lines: Sequence[str], line: _Line) -> _Found | None:
    """A line that is underlined, stands between two rules, or has the same marks on both sides."""
    at, text = line.at, line.text
    if len(text) > _LONGEST or not line.opens or _gapped(text):
        return None
    above, below = (_rule(lines, at + step) for step in (-1, 1))
    if below and 2 * len(lines[at + 1].strip()) >= len(text):
        return _Found(("mark", below), _MARKED, text, (at - 1, at + 1) if above else (at + 1,))
    last = next((step for step in range(at + 2, at + 4) if _rule(lines, step) == above), 0) if above and not below else 0
    if last and all(lines[step].strip() for step in range(at + 1, last)):
        return _Found(("mark", above), _MARKED, text, (at - 1, last))  # a title of several lines: the first of them names it
    hashed = _HASHED.fullmatch(text)
    if hashed:
        return _Found(("mark", hashed[1] or hashed[3]), _MARKED, (hashed[2] or hashed[4]).strip())
    framed = _FRAMED.fullmatch(text)
    if framed and any(c.isalpha() for c in framed[2]):
        return _Found(("frame", framed[1]), _MARKED, framed[2])
    return None


def _rule(lines: Sequence[str], at: int) -> str:
    """The sign a rule is drawn with; "" for a line that is none."""
    found = RULE.fullmatch(lines[at].strip()) if 0 <= at < len(lines) else None
    return found[0][0] if found else ""


def _strong(line: _Line, series: dict[int, Style]) -> _Found | None:
    """A line of capitals, or one that counts chapters, phases or points."""
    text = line.text
    if len(text) > _LONGEST or _gapped(text):
        return None
    if line.at in series:
        return _Found(series[line.at], _STRONG, text.rstrip(" :："))
    if not line.opens:
        return None
    if _CHAPTER.match(text) and text[-1] not in "。；;，,":
        return _Found(("chapter",), _STRONG, text)
    if _is_capitals(text):
        return _Found(("capitals",), _STRONG, text.rstrip(" :："))
    if _BRACKETED.fullmatch(text) and not _BRACKETED.fullmatch(line.below):
        return _Found(("brackets",), _STRONG, text.strip("[]:： ") if text.endswith(("]", ":", "：")) else text)
    number = _NUMBERED.match(text)
    if number and text[-1] not in ".;,:!?" and _is_short(text[number.end() - 1 :]) and not _is_list(line):
        return _Found(("number", (number["dotted"] or "").count(".")), _STRONG, text)
    return None


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    if len(letters) < 4 or not text == text.upper() != text.lower() or text[-1] in ".;," or text[0] in "-*•|+":
        return False
    return not _LABELLED.match(text.rstrip(":：")) or _COUNTED.match(text) is not None  # "STATUS: DONE" states something


def _is_short(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS - 1 and not text[0].islower()


def _gapped(text: str) -> bool:
    number = _NUMBER.match(text)
    return _GAP.search(text, number.end() if number else 0) is not None


def _is_list(line: _Line) -> bool:
    """Whether a line with a number is an item: the next one has a number as well, or it goes on with details of its own."""
    if _NUMBERED.match(line.below) and not line.below.startswith(line.text.split()[0]):
        return True
    return not line.closes and (line.below[:1].islower() or line.below_indent > line.indent or not (line.ruled or _has_content(line)))


def _series(read: Sequence[_Line]) -> dict[int, Style]:
    """The lines that count with one word ("Phase 1: ...", "Phase 2: ...") and have text below them. Those in capitals look as others do."""
    found: dict[tuple[str, bool], list[tuple[_Line, bool]]] = {}
    for line in read:
        counted = _COUNTED.match(line.text) if len(line.text) <= _LONGEST and line.text[-1] not in ".;," else None
        if counted is not None and not _gapped(line.text):
            word = counted["word"].casefold()
            following = _COUNTED.match(line.below)
            alone = following is not None and following["word"].casefold() == word
            found.setdefault((word, line.text.isupper()), []).append((line, not alone and bool(line.below)))
    heads: dict[int, Style] = {}
    shouted = False
    for (word, capitals), listed in found.items():
        least = min(line.indent for line, _ in listed)
        filled = [line.at for line, has_text in listed if has_text and line.indent == least]
        if len(filled) >= _LEAST_SERIES and 2 * len(filled) > len(listed):
            heads.update(dict.fromkeys(filled, ("capitals",) if capitals and not shouted else ("counted", word)))
            shouted = shouted or capitals
    return heads


def _is_title(line: _Line, found: dict[int, _Found]) -> bool:
    """Whether a short line without a mark names what follows: a list, fields or prose, or the first heading of all."""
    text = line.text
    if text.endswith(_ENDS) or not _is_name(line, text):
        return False
    if not line.opens and line.at - 1 not in found and not _follows_text(line):
        return False
    below = found.get(line.below_at)
    return _has_content(line) or (line.closes and below is not None and below.rank < _PLAIN)


def _follows_text(line: _Line) -> bool:
    """Whether what stands right above a few words is over: a sentence, or an item that does not stand left of them."""
    over = line.above[-1] in ".!?:;。" or _lists(line.above)
    return over and not line.closes and len(line.text.split()) <= _MOST_CLOSE_WORDS and line.indent <= line.above_indent


def _is_top(line: _Line) -> bool:
    """Whether the first line of a text stands alone and is no sentence; "Plan: a shop by the sea" names one, "Date: May" does not."""
    text = line.text
    if not line.closes or not 3 < len(text) <= _LONGEST_TOP or text.endswith(_ENDS) or _NO_TITLE.search(text) or _gapped(text):
        return False
    if split_paragraph([text])[0].kind != "text" or _NUMBERED.match(text):
        return False
    return not _LABELLED.match(text) or len(text.split()) > 4


def _is_label(line: _Line) -> bool:
    """Whether a line that a colon ends names the list right below it."""
    return line.text[-1] in ":：" and line.opens and not line.closes and _is_name(line, line.text[:-1].rstrip()) and _lists(line.below)


def _is_name(line: _Line, text: str) -> bool:
    if not text or len(text) > _LONGEST_TITLE or len(text.split()) > _MOST_WORDS or text[0].islower() or line.indent > _FURTHEST:
        return False
    if sum(c.isalpha() for c in text) < 3 or _NO_TITLE.search(text) or _LABELLED.match(text) or _gapped(text) or is_amount(text):
        return False
    return split_paragraph([text])[0].kind == "text" and not _NUMBERED.match(text)


def _has_content(line: _Line) -> bool:
    """Whether what follows is a list, a table, fields or prose."""
    below = line.below
    if not below:
        return False
    if _lists(below) or below[:1] == "|" or _gapped(below):
        return True
    return len(below) > _PROSE or _LABELLED.match(below) is not None or (below[-1] in ".!?:。：" and len(below) > len(line.text))


def _lists(text: str) -> bool:
    return text[:2] in ("- ", "* ", "+ ", "-\t", "*\t") or split_paragraph([text])[0].kind == "item" or text.startswith(("1. ", "1) "))


def _ranked(read: Sequence[_Line], found: dict[int, _Found]) -> dict[int, Head]:
    """The levels: marks in the order of their first use; what stands between two headings of another style is below that style."""
    first = read[0].at if read else -1
    if first in found and found[first].style[0] in ("capitals", "title"):
        found[first] = _Found(("top",), _TOP, found[first].text)
    levels = _levels((at, one.style, one.rank) for at, one in found.items())
    return {at: Head(min(6, levels[one.style]), " ".join(one.text.split()), one.drawn) for at, one in found.items()}


def name_levels(names: Sequence[str]) -> list[int]:
    """The levels, from 1, of headings that look the same: those that count or shout with others of their kind, and what stands between."""
    counted = [_COUNTED.match(name) for name in names]
    often = Counter(match["word"].casefold() for match in counted if match)
    styles: list[tuple[Style, int]] = []
    for name, match in zip(names, counted, strict=True):
        number = _NUMBERED.match(name)
        if match and often[match["word"].casefold()] >= _LEAST_SERIES:
            styles.append((("counted", match["word"].casefold()), _STRONG))
        elif _CHAPTER.match(name) or _is_capitals(name):
            styles.append((("capitals",), _STRONG))
        elif number:
            styles.append((("number", (number["dotted"] or "").count(".")), _STRONG))
        else:
            styles.append((("title",), _PLAIN))
    levels = _levels((at, style, rank) for at, (style, rank) in enumerate(styles))
    return [min(6, levels[style] - 1) for style, _ in styles]


def _levels(found: Iterable[tuple[int, Style, int]]) -> dict[Style, int]:
    """The level of each style of headings, by the place, style and rank of all of them in order."""
    places: dict[Style, list[int]] = {}
    ranks: dict[Style, int] = {}
    for at, style, rank in found:
        places.setdefault(style, []).append(at)
        ranks[style] = rank
    levels: dict[Style, int] = {}
    for style in sorted(places, key=lambda style: (ranks[style], places[style][0])):
        if ranks[style] <= _MARKED:
            levels[style] = len(levels) + 1
            continue
        outer = [level for other, level in islice(levels.items(), _MOST_STYLES) if _between(places[style], places[other])]
        deeper = levels.get(("number", int(style[1]) - 1), 1 + int(style[1])) + 1 if style[0] == "number" and style[1] else 2
        levels[style] = max(2, deeper, *(level + 1 for level in outer))
    return levels


def _between(own: Sequence[int], others: Sequence[int]) -> bool:
    """Whether one of some headings stands between two of others."""
    at = bisect_right(own, others[0])
    return at < len(own) and own[at] < others[-1]
