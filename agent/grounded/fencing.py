"""Document text on its way to a model: fenced as data, with whatever hides from a reader made visible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from agent.expressions import expression
from agent.grounded.hidden import stretch

# Controls, soft hyphen, zero-width, bidirectional and tag characters, variation selectors, lone surrogates: what a reader does not see.
INVISIBLE = expression(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"
)
# A tag whose text is white, as on the white of most pages.
_WHITE = expression(
    r"<[a-z][^<>]{0,400}?(?<![\w-])color\s{0,3}[:=]\s{0,3}[\"']?(?:white\b|#fff(?:fff)?\b|rgb\(\s{0,3}255\s{0,3},\s{0,3}255\s{0,3},\s{0,3}255\s{0,3}\))[^<>]{0,400}>",
    re.IGNORECASE,
)
_COMMENT_OPEN, _COMMENT_CLOSE = "<!--", "-->"
LONGEST_LINE = 2_000  # characters of one line that are shown: more is no sentence


def visible_to_model(text: str, hidden: Sequence[str] = (), *, inside: bool = False) -> str:
    """The text of one line with every invisible character as a mark, `⟦U+200B⟧`, and marks around what a page hides: comments, the
    pieces named `hidden`, text in white. `inside` is that the line begins within a comment."""
    marked = text.replace("⟦", "[").replace("⟧", "]")
    for piece in hidden:
        marked = stretch(piece.replace("⟦", "[").replace("⟧", "]")).sub(lambda match: f"⟦hidden⟧ {match.group()} ⟦end of hidden⟧", marked)
    marked = _WHITE.sub(lambda match: match.group() + ("" if "background" in match.group().lower() else "⟦white text⟧ "), marked)
    marked = INVISIBLE.sub(lambda match: f"⟦U+{ord(match.group()):04X}⟧", marked)
    marked = marked.replace(_COMMENT_OPEN, "⟦hidden comment⟧ ").replace(_COMMENT_CLOSE, " ⟦end of hidden comment⟧")
    marked = f"⟦hidden comment⟧ {marked}" if inside else marked
    return marked if len(marked) <= LONGEST_LINE else marked[:LONGEST_LINE] + " ⟦line cut⟧"


def without_invisible(text: str) -> str:
    """The text without characters that a reader does not see, in one normal form."""
    return INVISIBLE.sub("", unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8")))


def fenced(text: str, fence: str) -> str:
    """`text` between two lines that hold the fence. The fence is random, drawn anew for every run, and taken out of the text."""
    inside = text.replace(fence, "")
    while fence in inside:
        inside = inside.replace(fence, "")
    return f"<<<DATA {fence}\n{inside}\nDATA {fence}>>>"
