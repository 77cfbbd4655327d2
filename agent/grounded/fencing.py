"""Document text on its way to a model: fenced as data, with whatever hides from a reader made visible."""

from __future__ import annotations

import re
import unicodedata

# Controls, soft hyphen, zero-width, bidirectional and tag characters, variation selectors, lone surrogates: what a reader does not see.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"
)
_COMMENT_OPEN, _COMMENT_CLOSE = "<!--", "-->"
LONGEST_LINE = 2_000  # characters of one line that are shown: more is no sentence


def visible_to_model(text: str) -> str:
    """The text of one line with every invisible character as a mark, `⟦U+200B⟧`, and marks of comments that a page hides."""
    marked = INVISIBLE.sub(lambda match: f"⟦U+{ord(match.group()):04X}⟧", text.replace("⟦", "[").replace("⟧", "]"))
    marked = marked.replace(_COMMENT_OPEN, "⟦hidden comment⟧ ").replace(_COMMENT_CLOSE, " ⟦end of hidden comment⟧")
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
