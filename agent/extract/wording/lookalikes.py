"""Tokens that look like a part of a year or a count and are none where they stand: the Q1 of a question, the H2 of a heading level, the
1 of "Cohort 1 participants"."""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from agent.expressions import compiled, expression
from agent.extract.wording.scanned import Scanned
from agent.facts import lexicon
from agent.facts.shares import is_scale
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

_QUESTION = expression(r"[\W_]{0,40}Q\d{1,2}[*_]{0,3}\s?[:.：)．、–—-][^\n?？]{0,200}[?？][*_\s]{0,9}(?:$|\n)")
_LEVEL = expression(r"(?<![\w.-])[Hh][3-6](?![\w.%-])")
_SERIES = expression(r"(?<!\w)([A-Z])\d{1,2}\s?[-–—]\s?(?:\1)\d{1,2}(?!\w)")
_LEAD = expression(r"[A-Z]\d")
_FEWEST_LETTERS = 3
_SCALE = expression(
    r"\s*[)）]?\s?(?:[- ]?(?:point|punkte)[- ])?(?:scale|skala|échelle|escala|scala|schaal|шкал)|\s?(?:分制|段階)", re.IGNORECASE
)
_OF_SCALE = expression(
    r"(?:scale|skala|échelle|escala|scala|schaal|шкал[аеы])\s*[(:]?\s*(?:of|from|von|de|da|di|van|от)?\s*\Z", re.IGNORECASE
)
_CLOCK = expression(r"\s?(?:[ap]m\b|[AP]M\b|[ap]\.m\.|Uhr\b)")
_HOURS = 24
_MINUTES = expression(r":\d\d(?!\d)")  # "business days 9:00-18:00"
_HALF = expression(r"[-–~〜～]\d[\d.,]*[^\W\d_]")  # a range whose end could not be read
_PARTS = expression(r"(?<![\d.-])\d{1,4}(?:-\d{1,4}){2,4}(?![\d-])")  # "123-45-6789"
_CALLING = 24  # characters of a telephone number
_CALL = expression(r"(?<![\w+])\+\d{1,3}[ .-]?\(?\d{1,4}\)?(?:[ .-]\d{2,4}){2,5}(?![\w%])")  # "+31 6 24 88 91 70"
_LINES = frozenset({"series", "sery"})
_LAWS = frozenset({"USC", "CFR"})
_PICTURES = frozenset({4000.0, 8000.0})
_PICTURE = expression(
    r"\s?(?:resolution|video|uhd|display|monitor|footage|stream|auflösung|résolution|resoluç|resoluci|risoluzione|分辨率|解像度|動画|视频)",
    re.IGNORECASE,
)
_TERMS = frozenset({7.0, 10.0, 14.0, 15.0, 30.0, 45.0, 60.0, 90.0})
_TERM = expression(r"\d+(?:[- ]day)?\s*(?:$|[,.;)]|payment|terms)", re.IGNORECASE)
_CODE = expression(r"[QHPqhp]\d")
_SIDES = expression(r"(?<![\w.,])\d[\d.,]*[%kKmM]?\s?\Z")  # "92 < 93": one is compared with the other
_TRACKED = expression(r"#\d{1,5}\s?[-–]\s?#?\Z")  # "issues #11-13"
_MANY = expression(r":[NMnm*](?!\w)")  # "Ticket (1:N)"
_RATIO = expression(r"ratio|ltv|clv|cac|match|leverage|swap|quote|rapport|relaci|relaç|verhältnis|split|比", re.IGNORECASE)
_SERIES_OF = 100  # "Accounts (1000 series)", "RTX 4000 Series"


def without_lookalikes(scanned: Scanned) -> Scanned:
    """The document with such tokens as the labels they are. Questions are numbered at the start of a line that asks; H1 and H2 are levels
    of headings where an H3 stands anywhere in the document, or the word for headings or tags behind them."""
    found = _without_questions(scanned)
    levels = any(
        _LEVEL.search(block.text) for block in scanned.document.blocks if "H3" in block.text or "H4" in block.text or "h3" in block.text
    )
    for block, tokens in enumerate(scanned.tokens):
        current = found.get(block, tokens)
        text = scanned.document.blocks[block].text
        plain = (_label(token) if _is_of_a_name(text, token) else token for token in _without_series(scanned, block, current))
        kept = tuple(_as_level(scanned, block, token, levels) for token in plain)
        if kept != current:
            found[block] = kept
    cells = _without_names_in_cells(scanned)
    if not found and not cells:
        return scanned
    lines = tuple(found.get(block, tokens) for block, tokens in enumerate(scanned.tokens))
    return replace(scanned, tokens=lines, cells={**scanned.cells, **cells})


def _without_names_in_cells(scanned: Scanned) -> dict[tuple[int, int, int], tuple[Token, ...]]:
    """The cells of tables in which a number belongs to a name, with what they hold then."""
    blocks = scanned.document.blocks
    found: dict[tuple[int, int, int], tuple[Token, ...]] = {}
    for (block, row, column), tokens in scanned.cells.items():
        text = blocks[block].rows[row].cells[column].text
        if any(_is_of_a_name(text, token) for token in tokens):
            found[block, row, column] = tuple(_label(token) if _is_of_a_name(text, token) else token for token in tokens)
    return found


def _without_questions(scanned: Scanned) -> dict[int, tuple[Token, ...]]:
    """The tokens of the blocks that ask; none where most lines that begin with a Q and a number say what is done then."""
    led = [
        (block, tokens)
        for block, tokens in enumerate(scanned.tokens)
        if tokens
        and tokens[0].text[:1] == "Q"
        and _is_bare(tokens[0])
        and not any(map(str.isalnum, scanned.document.blocks[block].text[: tokens[0].start]))
    ]
    asking = [(block, tokens) for block, tokens in led if _QUESTION.match(scanned.document.blocks[block].text)]
    return {block: (_label(tokens[0]), *tokens[1:]) for block, tokens in asking} if len(asking) * 2 >= len(led) else {}


def _without_series(scanned: Scanned, block: int, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with "D1-D5" as the ids they are in a list of several letters: "A1-A4, B1-B9, C1-C4, D1-D5"."""
    if not any(isinstance(token.value, Window) and _LEAD.match(token.text) for token in tokens):
        return tokens
    series = list(_SERIES.finditer(scanned.document.blocks[block].text))
    if len({match[1] for match in series}) < _FEWEST_LETTERS:
        return tokens
    starts = {match.start() for match in series}
    return tuple(_label(token) if isinstance(token.value, Window) and token.start in starts else token for token in tokens)


def _as_level(scanned: Scanned, block: int, token: Token, levels: bool) -> Token:
    if token.text[:1] not in "Hh" or not _is_bare(token):
        return token
    behind = scanned.document.blocks[block].text[token.end : token.end + 24]
    return _label(token) if levels or _headings().match(behind) else token


def _is_of_a_name(text: str, token: Token) -> bool:
    """Whether a number only belongs to a name: the ends of a scale ("1-10 scale"), a law ("44 USC § 3616"), what is one and stands before a
    plural or a verb ("Cohort 1 participants", "1 converts"), a format of pictures ("4K video"), a term of payment ("Net 30"), a time of
    day ("2-5 AM", "business days 9:00-18:00"), a telephone ("+31 6 24 88") or another number in parts ("123-45-6789"), or a range that
    ends with what could not be read ("10-30명")."""
    value = token.value
    if isinstance(value, Window):
        return value.is_relative and _MINUTES.match(text, token.end) is not None
    if isinstance(value, Quantity) and value.kind == "ratio" and value.unit == ":1" and value.least == value.most == 1:
        return _RATIO.search(text, max(0, token.start - _CALLING), token.start) is None  # "1:1 meetings"
    if not isinstance(value, Quantity) or value.kind != "count" or value.comparator not in {"=", "<"}:
        return False
    if not value.unit and (
        _HALF.match(text, token.end) or _MANY.match(text, token.end) or _is_part(text, token) or _is_bound_of_other(text, token)
    ):
        return True
    if value.unit in _LINES and value.least >= _SERIES_OF:
        return True
    at = max(0, token.start - _CALLING)
    near = text[at : at + 2 * _CALLING] if "+" in text[at : token.start] else ""
    if near and any(call.start() < token.start - at < call.end() for call in _CALL.finditer(near)):
        return True
    if _CLOCK.match(text, token.end) is not None and not value.unit and value.most <= _HOURS:
        return True
    if value.is_range:
        return (
            is_scale(value)
            and (_SCALE.match(text, token.end) or _OF_SCALE.search(text[max(0, token.start - 24) : token.start])) is not None
        )
    if value.unit in _LAWS:
        return True
    if value.least == 1 and value.unit:
        return token.text.endswith("s") and not value.unit.endswith("s")
    if value.least in _PICTURES and token.text[-1:] in "Kk" and _PICTURE.match(text, token.end):
        return True
    return value.least in _TERMS and text[max(0, token.start - 4) : token.start] == "Net " and _TERM.search(text, token.start) is not None


def _is_bound_of_other(text: str, token: Token) -> bool:
    """Whether a number is what another right before it is compared with, or the last of a range of ids."""
    if token.text[0] in "<>":
        return _SIDES.search(text, max(0, token.start - 12), token.start) is not None
    return _TRACKED.search(text, max(0, token.start - 10), token.start) is not None


def _is_part(text: str, token: Token) -> bool:
    """Whether a number is one of three and more that dashes join, or what stands behind a point without a number before it."""
    if text[token.start - 1 : token.start] == "." and not text[max(0, token.start - 2) : token.start - 1].isalpha():
        return True  # ".95", the end of "T1.1.1-T1.4.4"
    if "-" not in text[max(0, token.start - 1) : token.end + 1]:
        return False
    return any(one.start() <= token.start < one.end() for one in _PARTS.finditer(text))


def _is_bare(token: Token) -> bool:
    """Whether a token is a letter and a digit read as part of a year that is not written."""
    return isinstance(token.value, Window) and token.value.start is None and _CODE.fullmatch(token.text) is not None


def _label(token: Token) -> Token:
    return replace(token, kind="ordinal", value=token.text)


@cache
def _headings() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, lexicon.word_list("sections", "heading_words")), key=len, reverse=True))
    return compiled(rf"[\s'\"`>*_-]{{0,3}}(?:{words})", re.IGNORECASE)
