"""Text files: Markdown in disguise, or text whose headings are capitals, numbers and underlines."""

from __future__ import annotations

from msgspec import Struct

from agent.expressions import expression

_MARKDOWN = expression(
    r" {0,3}#{1,6}[ \t]+\S|[ \t]*(?:```|~~~)[\w-]*$|[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\||[ \t]*[-*][ \t]\[[ xX]\]|"
    r".*(?:\*\*[^*\n]{1,200}\*\*|\]\(https?://)"
)
_UNDERLINE = expression(r"([=\-~*^#\"+_─━═])\1{2,}")
_NUMBERED = expression(r"(?:(?P<dotted>\d{1,2}(?:\.\d{1,2}){0,3})\.?|(?P<roman>[IVX]{1,5})\.|(?P<letter>[A-H])\.)[ \t]+\S")
_CHAPTER = expression(r"第[一二三四五六七八九十\d]{1,3}[章节節部分阶段階段]|[一二三四五六七八九十]{1,3}、")
_LONGEST = 80


class Outline(Struct, frozen=True):
    """Lines (0-based) that are headings and their levels, and lines that only draw."""

    headings: dict[int, int]
    drawn: frozenset[int]


def looks_like_markdown(lines: tuple[str, ...]) -> bool:
    """Whether somebody wrote Markdown: a heading, fence, table rule, task box, strong text or link is enough."""
    return any(_MARKDOWN.match(line) for line in lines)


def outline(lines: tuple[str, ...]) -> Outline:
    """Headings of a plain text: underlined lines, and lines that stand alone and are capitals, numbered or chapters."""
    headings: dict[int, int] = {}
    drawn: set[int] = set()
    marks: list[str] = []
    top = next((number for number, line in enumerate(lines) if line.strip()), 0)
    for at, line in enumerate(lines):
        text = line.strip()
        mark = _underline(lines, at)
        if mark:
            if mark not in marks:
                marks.append(mark)
            headings[at] = min(6, marks.index(mark) + 1)
            drawn.add(at + 1)
            if at and _UNDERLINE.fullmatch(lines[at - 1].strip()):
                drawn.add(at - 1)
        elif text and len(text) <= _LONGEST and _stands_alone(lines, at):
            level = _level(text, first=at == top)
            if level and not (_NUMBERED.match(text) and _is_list(lines, at)):
                headings[at] = level
    return Outline(headings, frozenset(drawn))


def _underline(lines: tuple[str, ...], at: int) -> str:
    """The character that underlines a line of text, if one does; text above it and a line about as long as the text."""
    text = lines[at].strip()
    below = lines[at + 1].strip() if at + 1 < len(lines) else ""
    found = _UNDERLINE.fullmatch(below)
    if not found or not text or _UNDERLINE.fullmatch(text) or len(text) > _LONGEST or 2 * len(below) < len(text):
        return ""
    above = lines[at - 1].strip() if at else ""
    return found[1] if not above or _UNDERLINE.fullmatch(above) else ""


def _stands_alone(lines: tuple[str, ...], at: int) -> bool:
    return (at == 0 or not lines[at - 1].strip()) and (at + 1 >= len(lines) or not lines[at + 1].strip() or _is_capitals(lines[at].strip()))


def _level(text: str, *, first: bool) -> int:
    if _CHAPTER.match(text) and text[-1] not in "。；;，,":
        return 2
    found = _NUMBERED.match(text)
    if found and text[-1] not in ".;,:!?":
        return 2 + (found["dotted"] or "").count(".") if _is_title_like(text[found.end() - 1 :]) else 0
    return (1 if first else 2) if _is_capitals(text) else 0


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and text == text.upper() != text.lower() and text[-1] not in ".;," and text[0] not in "-*•|+"


def _is_title_like(text: str) -> bool:
    return len(text.split()) <= 8 and not text[0].islower()


def _is_list(lines: tuple[str, ...], at: int) -> bool:
    """Whether the next text line is numbered as well: then these are items, not headings with text below."""
    following = next((lines[below].strip() for below in range(at + 1, len(lines)) if lines[below].strip()), "")
    return bool(_NUMBERED.match(following)) and not following.startswith(lines[at].strip().split()[0])
